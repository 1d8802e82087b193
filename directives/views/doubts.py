"""The doubts of a review: what a person should look at, where it stands, and whether they have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from directives.forms.parties import Chip

#: Which field of the head a doubt of the reading is about.
DOUBTED_FIELDS = {
    "document_type": "document_type",
    "number": "code_number",
    "date": "issued",
    "issuing_body": "issuing_body",
    "subject": "subject",
    "signature": "signer_name",
}


@dataclass(frozen=True)
class Option:
    """What one press answers a doubt with: the button's act."""

    act: str
    words: str


@dataclass(frozen=True)
class Doubt:
    """One doubt.  `key` stays the same however often the page is drawn; `chip` is the value of the doubtful chip, ""
    for a doubt of the reading, which is accepted by its key; `place` is the id of what it is about."""

    key: str
    message: str
    place: str = ""
    chip: str = ""
    is_seen: bool = False
    options: tuple[Option, ...] = ()

    @property
    def id(self) -> str:
        return f"doubt-{self.key.replace('.', '-')}"


@dataclass
class Doubts:
    """Those of the reading, by field of the head, by start of the row's passage, and those about the whole."""

    head: dict[str, list[Doubt]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[str, list[Doubt]] = field(default_factory=lambda: defaultdict(list))
    whole: list[Doubt] = field(default_factory=list)


def doubts_of(proposal: dict | None, seen: list[str]) -> Doubts:
    """Keys are the reading's own names of the parts, numbered where a part has several: "items.3.leads.0"."""
    found = Doubts()
    numbers: Counter[str] = Counter()
    for doubt in proposal["doubts"] if proposal else []:
        about, _, place = doubt["field"].partition(".")
        key = f"{doubt['field']}.{numbers[doubt['field']]}"
        numbers[doubt["field"]] += 1
        one = Doubt(key, doubt["message"], is_seen=key in seen)
        number = place.partition(".")[0]
        items = proposal["items"] if proposal else []
        if about in DOUBTED_FIELDS:
            found.head[DOUBTED_FIELDS[about]].append(one)
        elif about == "items" and number.isdecimal() and int(number) < len(items):
            found.rows[str(items[int(number)]["span"]["start"])].append(one)
        else:
            found.whole.append(one)
    return found


def of_chips(chips: list[Chip], key: str, name: str) -> Iterator[Doubt]:
    """Units that may not be the ones meant: accepted as proposed, or another one chosen, by one press."""
    for number, chip in enumerate(chips):
        if chip.doubt:
            act = f"party:{key}:{name}"
            accept = [Option(f"{act}:{chip.accepted}", f"Đúng là {chip.label}" if chip.is_known else "Giữ như văn bản")]
            others = [Option(f"{act}:{value}", label) for value, label in chip.alternatives]
            yield Doubt(f"{key}-{name}-{number}", chip.doubt, chip=chip.value, options=tuple(accept + others))


def choices_of_lead(chips: list[Chip], key: str) -> tuple[Option, ...]:
    """Of several units named together one leads, the others coordinate (requirement D2)."""
    if len(chips) < 2:
        return ()
    return tuple(Option(f"lead:{key}:{chip.value}", f"{chip.label} chủ trì") for chip in chips)
