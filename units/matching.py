"""Which unit or group is meant by a name as written.  Pure; unsure is no match, never a guess (requirement A12, C6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from units.folding import fold

#: Short forms that every office writes, in folded words.
_SHORT_FORMS = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "gddt": "giao duc dao tao",
    "gd dt": "giao duc dao tao",
    "tnmt": "tai nguyen moi truong",
    "khcn": "khoa hoc cong nghe",
    "nnptnt": "nong nghiep phat trien nong thon",
    "khtc": "ke hoach tai chinh",
    "tccb": "to chuc can bo",
}
_SHORT = re.compile(rf"\b(?:{'|'.join(_SHORT_FORMS)})\b")
#: The head of a unit stands for the unit: "Trưởng phòng TCCB", "Chánh Văn phòng", "Giám đốc Sở Nội vụ".
_HEADS = re.compile(
    r"^(?:dong chi |cac dong chi |ong |ba )?"
    r"(?:thu truong |truong (?=phong |ban |cac )|chanh (?=van phong|thanh tra)|giam doc |chu tich |chi cuc truong "
    r"(?=chi cuc)|cuc truong (?=cuc)|hieu truong |bo truong (?=bo)|lanh dao )"
)
_ARTICLES = re.compile(r"^(?:giao |yeu cau |de nghi )")
#: A part of a name is a match only where it is at least this many words: "trung tâm" alone means nothing.
_LEAST_WORDS = 2


@dataclass(frozen=True)
class Candidate:
    """A unit or group that may be meant.  `names` are full names, those of earlier versions among them.

    `is_own` marks what belongs to the organisation that received the document: of two units with one name
    ("Văn phòng" of the sở and of a chi cục) the own one is meant.
    """

    kind: Literal["unit", "group"]
    pk: int
    names: tuple[str, ...]
    short_names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    is_own: bool = True


@dataclass(frozen=True)
class Match:
    """What a name may mean.  `doubt` is "" where it is certain; `meant` is None where it is one of `alternatives`."""

    meant: Candidate | None
    doubt: str = ""
    alternatives: tuple[Candidate, ...] = ()


def normal(text: str) -> str:
    """Folded words with the usual short forms written out and "và" left out."""
    words = _SHORT.sub(lambda found: _SHORT_FORMS[found.group()], fold(text))
    return re.sub(r"\bva\b ?", "", words).strip()


def initials(name: str) -> str | None:
    """A kind and the first letters of the rest: "phong to chuc can bo" -> "phong tccb"; None for two words or fewer."""
    first, *rest = normal(name).split()
    return f"{first} {''.join(word[0] for word in rest)}" if len(rest) > 1 else None


class Matcher:
    """Finds the candidate that a name means, for one receiving organisation.

    `organisation_names` are that organisation's names and short name: "phòng TCCB Sở Nội vụ", "Văn phòng Sở" and
    "các phòng thuộc Sở" say the same as without it.
    """

    def __init__(self, candidates: Iterable[Candidate], organisation_names: Iterable[str] = ()) -> None:
        self._candidates = tuple(candidates)
        names = {normal(name) for name in organisation_names if name.strip()}
        kinds = {name.split()[0] for name in names if name}
        owner = "|".join(re.escape(name) for name in sorted(names | kinds, key=len, reverse=True))
        self._owner = re.compile(rf" (?:truc thuoc |thuoc |cua )?(?:{owner})$") if owner else None

    def match(self, written: str) -> Match | None:
        """What is meant, with a doubt where it is not certain; None where nothing is known by such a name.

        The first form and the first way of reading that find anything decide: exact name, short name, alias, initials,
        then a beginning or an end of a name.
        """
        for form in self._forms(written):
            for index in (self._by_name, self._by_short_name, self._by_alias, self._by_initials):
                if found := index.get(form):
                    return _one_of(found, "")
        for form in self._forms(written):
            if found := self._having_part(form):
                return _one_of(found, f"“{written}” chỉ là một phần của tên {found[0].names[0]}. Kiểm tra lại.")
        return None

    def _forms(self, written: str) -> Iterator[str]:
        """As written, then without the head's title, then without the own organisation's name."""
        whole = _ARTICLES.sub("", normal(written))
        seen = {""}
        for form in (
            whole,
            _HEADS.sub("", whole),
            self._without_owner(whole),
            self._without_owner(_HEADS.sub("", whole)),
        ):
            if form not in seen:
                seen.add(form)
                yield form

    def _without_owner(self, words: str) -> str:
        return self._owner.sub("", words) if self._owner else words

    def _having_part(self, form: str) -> tuple[Candidate, ...]:
        if len(form.split()) < _LEAST_WORDS:
            return ()
        return tuple(
            candidate
            for candidate in self._candidates
            if any(name.startswith(f"{form} ") or name.endswith(f" {form}") for name in map(normal, candidate.names))
        )

    def _index(self, texts: Callable[[Candidate], Iterable[str | None]]) -> dict[str, tuple[Candidate, ...]]:
        index: dict[str, dict[Candidate, None]] = {}
        for candidate in self._candidates:
            for text in texts(candidate):
                if text:
                    index.setdefault(text, {})[candidate] = None
        return {text: tuple(found) for text, found in index.items()}

    @cached_property
    def _by_name(self) -> dict[str, tuple[Candidate, ...]]:
        """Full names; an own unit named "Văn phòng Sở" is also meant by "Văn phòng" where no own one has that name."""
        whole = self._index(lambda one: map(normal, one.names))
        own = {text for text, found in whole.items() if any(one.is_own for one in found)}
        bare = self._index(lambda one: (self._without_owner(normal(name)) for name in one.names if one.is_own))
        return whole | {text: found for text, found in bare.items() if text not in own}

    @cached_property
    def _by_short_name(self) -> dict[str, tuple[Candidate, ...]]:
        return self._index(lambda one: map(normal, one.short_names))

    @cached_property
    def _by_alias(self) -> dict[str, tuple[Candidate, ...]]:
        return self._index(lambda one: map(normal, one.aliases))

    @cached_property
    def _by_initials(self) -> dict[str, tuple[Candidate, ...]]:
        return self._index(lambda one: map(initials, filter(normal, one.names)))


def _one_of(found: tuple[Candidate, ...], doubt: str) -> Match:
    """The only one, or the only one of the own organisation; else all of them to choose from."""
    own = tuple(candidate for candidate in found if candidate.is_own)
    for choice in (found, own):
        if len(choice) == 1:
            return Match(choice[0], doubt, tuple(one for one in found if one != choice[0]) if doubt else ())
    return Match(None, f"Có {len(found)} đơn vị cùng tên gọi này. Chọn đơn vị mà văn bản nói đến.", found)
