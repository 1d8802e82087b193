"""How well readings agree with readings made by hand, both in the form of `exchange`.  Pure.

A reading by hand holds in `items` the labelled items, each with the first words of its text (`starts_with`), and in
`unlabelled_items` the instructions of a document without labels.  What it leaves out is not scored.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import mean
from typing import Any

Read = Mapping[str, Any]
Same = Callable[[str, str], bool]

#: Of these each document has a score of its own, and all documents weigh the same.
DOCUMENT_FIELDS = ("number", "date", "kind", "issuer", "subject", "based_on", "recipients", "distribution", "signer")
#: Of these the hits of all documents are counted together.
ITEM_FIELDS = ("items", "tree", "lead", "coordinate", "deadline", "recurrence")
FIELDS = DOCUMENT_FIELDS[:7] + ITEM_FIELDS + DOCUMENT_FIELDS[7:]
#: Too rare for a weight in the overall figure.
UNWEIGHED = "recurrence"
FIRST_WORDS = 32  # letters by which an item is known again
SHORTEST_PART = 8  # letters of a name that may stand for a longer one


@dataclass(frozen=True)
class Agreement:
    """What was read, what should have been, and how much of both is the same."""

    hits: int = 0
    read: int = 0
    wanted: int = 0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(self.hits + other.hits, self.read + other.read, self.wanted + other.wanted)

    @property
    def value(self) -> float | None:
        """The F1 measure, 0 to 1; None where there was nothing to read and nothing was."""
        return 2 * self.hits / (self.read + self.wanted) if self.read + self.wanted else None


NOTHING = Agreement()
Scores = dict[str, Agreement]


def scores_of(read: Read, wanted: Read) -> Scores:
    """The agreement of one reading with the one by hand, by field."""
    scores = {
        "number": _number(read, wanted),
        "date": _single(read, wanted, "date", lambda a, b: a == b),
        "kind": _single(read, wanted, "kind", _same_words),
        "issuer": _single(read, wanted, "issuer", lambda a, b: _alike(a, b, least=0.8) or _part_of(a, b)),
        "subject": _single(read, wanted, "subject", _alike),
        "signer": _single(read, wanted, "signer", _alike),
        "based_on": _several(read, wanted, "based_on", _same_words),
        "recipients": _several(read, wanted, "recipients", _alike),
        "distribution": _several(read, wanted, "distribution", lambda a, b: _alike(a, b, least=0.8)),
    }
    if wanted.get("truncated"):
        scores |= dict.fromkeys(("number", "date", "subject", "issuer"), NOTHING)
    return scores | _scores_of_items(read, wanted)


def averages(documents: Iterable[Scores]) -> dict[str, float | None]:
    """The figure of each field over all documents."""
    documents = list(documents)
    found: dict[str, float | None] = {}
    for name in FIELDS:
        if name in ITEM_FIELDS:
            found[name] = sum((scores[name] for scores in documents), NOTHING).value
        else:
            values = [value for scores in documents if (value := scores[name].value) is not None]
            found[name] = mean(values) if values else None
    return found


def overall(figures: Mapping[str, float | None]) -> float:
    """One figure for all fields that could be scored."""
    return mean(value for name, value in figures.items() if value is not None and name != UNWEIGHED)


def _number(read: Read, wanted: Read) -> Agreement:
    """Where the print is damaged (`number_true`) no number is owed, but one that is given must be right."""
    if not wanted.get("number_true"):
        return _single(read, wanted, "number", _same_words)
    if not read.get("number"):
        return NOTHING
    right = any(_same_words(read["number"], wanted.get(name) or "") for name in ("number", "number_true"))
    return Agreement(int(right), 1, 1)


def _single(read: Read, wanted: Read, name: str, same: Same) -> Agreement:
    mine, theirs = read.get(name), wanted.get(name)
    return Agreement(int(bool(mine and theirs and same(mine, theirs))), int(bool(mine)), int(bool(theirs)))


def _several(read: Read, wanted: Read, name: str, same: Same) -> Agreement:
    if name not in wanted:
        return NOTHING
    return _pairs(_texts(read.get(name)), _texts(wanted[name]), same)


def _texts(entries: Sequence[Any] | None) -> list[str]:
    """Entries as text; a cited document is known by its number."""
    texts = [entry.get("number") if isinstance(entry, Mapping) else entry for entry in entries or ()]
    return [text for text in texts if text]


def _pairs(read: Sequence[str], wanted: Sequence[str], same: Same) -> Agreement:
    """Each wanted one meets at most one that was read, in any order."""
    left, hits = list(read), 0
    for theirs in wanted:
        met = next((place for place, mine in enumerate(left) if same(mine, theirs)), None)
        if met is not None:
            del left[met]
            hits += 1
    return Agreement(hits, len(read), len(wanted))


def _scores_of_items(read: Read, wanted: Read) -> Scores:
    items = read.get("items") or []
    scores = _scores_of_list([item for item in items if _label(item)], wanted["items"])
    prose = wanted.get("unlabelled_items")
    if not prose:  # what a reader makes of prose beside labelled items is not held against it
        return scores
    of_prose = _scores_of_list([item for item in items if not _label(item)], prose)
    return scores | {name: scores[name] + of_prose[name] for name in ITEM_FIELDS if name != "tree"}


def _scores_of_list(read: Sequence[Read], wanted: Sequence[Read]) -> dict[str, Agreement]:
    met = {theirs: read[mine] for mine, theirs in _aligned(read, wanted)}
    scores = dict.fromkeys(ITEM_FIELDS, NOTHING)
    scores["items"] = Agreement(len(met), len(read), len(wanted))
    right = sum(_stands_right(mine, wanted[place]) for place, mine in met.items())
    scores["tree"] = Agreement(right, len(read), len(wanted))
    for place, theirs in enumerate(wanted):
        mine = met.get(place, {})
        for name in ("lead", "coordinate"):
            scores[name] += _pairs(mine.get(name) or (), theirs.get(name) or (), _alike)
        scores["deadline"] += _exactly(_due(mine), _due(theirs))
        scores["recurrence"] += _exactly(mine.get("recurrence"), theirs.get("recurrence"))
    return scores


def _stands_right(mine: Read, theirs: Read) -> bool:
    """The right label at the right level; in place of a damaged label the one that was meant will do."""
    return _label(mine) in (_label(theirs), fold(theirs.get("label_true"))) and mine.get("level") == theirs.get("level")


def _exactly(mine: object, theirs: object) -> Agreement:
    return Agreement(int(bool(theirs) and mine == theirs), int(bool(mine)), int(bool(theirs)))


def _due(item: Read) -> str | None:
    return (item.get("deadline") or {}).get("date")


def _label(item: Read) -> str:
    """The label without its marks, or the mark itself where there is nothing else."""
    printed = str(item.get("label") or "")
    return fold(printed) or printed.strip()


def _aligned(read: Sequence[Read], wanted: Sequence[Read]) -> list[tuple[int, int]]:
    """Places (read, wanted) of the items that are the same: the longest row of pairs in the order of both."""
    texts = [fold(item.get("text")) for item in read]
    keys = [fold(item["starts_with"])[:FIRST_WORDS] for item in wanted]
    same = [[_begins_with(text, key) for key in keys] for text in texts]
    longest = [[0] * (len(keys) + 1) for _ in range(len(texts) + 1)]  # of the rows that begin at (read, wanted)
    for mine in reversed(range(len(texts))):
        for theirs in reversed(range(len(keys))):
            paired = longest[mine + 1][theirs + 1] + 1 if same[mine][theirs] else 0
            longest[mine][theirs] = max(paired, longest[mine + 1][theirs], longest[mine][theirs + 1])
    pairs, mine, theirs = [], 0, 0
    while mine < len(texts) and theirs < len(keys):
        if same[mine][theirs] and longest[mine][theirs] == longest[mine + 1][theirs + 1] + 1:
            pairs.append((mine, theirs))
            mine, theirs = mine + 1, theirs + 1
        elif longest[mine + 1][theirs] >= longest[mine][theirs + 1]:
            mine += 1
        else:
            theirs += 1
    return pairs


def _begins_with(text: str, key: str) -> bool:
    return bool(key) and (text.startswith(key) or _likeness(text[: len(key)], key) >= 0.9)


@lru_cache(maxsize=4096)
def fold(text: str | None) -> str:
    """The letters and figures alone, small and without marks: "Đ/c Hà" is "dcha"."""
    small = unicodedata.normalize("NFD", (text or "").casefold().replace("đ", "d"))
    bare = "".join(letter for letter in small if unicodedata.category(letter) != "Mn")
    return re.sub(r"[^a-z0-9]+", "", bare)


def _same_words(mine: str, theirs: str) -> bool:
    return fold(mine) == fold(theirs)


def _alike(mine: str, theirs: str, least: float = 0.85) -> bool:
    a, b = fold(mine), fold(theirs)
    return a == b or (bool(a and b) and _likeness(a, b) >= least)


def _likeness(a: str, b: str) -> float:
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()


def _part_of(mine: str, theirs: str) -> bool:
    """One name within the other: "Sở Công Thương" for "Sở Công Thương tỉnh A"."""
    short, long = sorted((fold(mine), fold(theirs)), key=len)
    return len(short) >= SHORTEST_PART and short in long
