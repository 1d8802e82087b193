"""Which unit or group is meant by a name as written (requirements A12, C6, D2).

Certain is a name, a short name or a learned alias of one open unit or group.  All else is a proposal with its doubt:
an earlier name, a part, initials, what a scan may have damaged, several of one name.  Too unsure is no match.
Pure: names come in, no database is asked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property

from units.candidates import Candidate, Former, How, Match
from units.likeness import alike, skeleton
from units.marks import marked, marks_of
from units.naming import BEGINS_WITH_KIND, Owner, begins_body, forms, initials, is_generic, normal, without_head

#: A part of a name is a match only where it is at least this many words.
_LEAST_WORDS = 2
#: Every organisation has one; other kinds alone ("Công an", "Trung tâm") say nobody in particular.
_SAID_BARE = frozenset({"van phong", "thanh tra"})
#: Words that may follow a name before it is too unsure to be meant.
_MOST_MORE = 4
#: Of more candidates than this none is meant in particular.
_MOST_ALTERNATIVES = 6


class Matcher:
    """Finds what names mean, for one receiving organisation.

    `organisation_names` are that organisation's names and short name: "phòng TCCB Sở Nội vụ", "Văn phòng Sở" and
    "các phòng thuộc Sở" say the same as without it.  `above` are the names of the organisations above it.
    """

    def __init__(
        self,
        candidates: Iterable[Candidate],
        organisation_names: Iterable[str] = (),
        above: Iterable[str] = (),
        former: Iterable[Former] = (),
    ) -> None:
        self._candidates = tuple(candidates)
        self._former = tuple(former)
        self._owner = Owner(organisation_names, above)
        self._told: dict[str, Match | None] = {}

    def match(self, written: str) -> Match | None:
        """What is meant, with a doubt where it is not certain; None where nothing is known by such a name."""
        words = " ".join(written.split())
        if words not in self._told:  # a document names the same bodies over and over
            self._told[words] = self._match(words)
        return self._told[words]

    def bearers(self, written: str) -> tuple[Candidate, ...]:
        """Everyone whose present full name this is."""
        found = (one for form in forms(written, self._owner) for one in self._names.get(form, ()))
        return tuple(dict.fromkeys(found))

    def _match(self, written: str) -> Match | None:
        found_forms = forms(written, self._owner)
        if exact := self._certain(written, found_forms) or self._earlier(written, found_forms):
            return exact
        if not found_forms or any(map(is_generic, found_forms[:2])) or ";" in written:
            return self._bare_group(written, found_forms)
        ways = (self._by_initials, self._by_part, self._damaged, self._with_more)
        return next((match for way in ways if (match := way(written, found_forms))), None)

    def _certain(self, written: str, found_forms: list[str]) -> Match | None:
        for form in found_forms:
            for how, index in ((How.NAME, self._names), (How.ALIAS, self._other_names)):
                if found := index.get(form):
                    return _same_marks(written, _one_of(how, found))
        return None

    def _bare_group(self, written: str, found_forms: list[str]) -> Match | None:
        """ "các phòng" where the group is "Các phòng thuộc Sở": said so widely that a person must say whether."""
        found = next((found for form in found_forms if (found := self._groups_without_owner.get(form))), ())
        doubt = "“{written}” có thể rộng hoặc hẹp hơn nhóm {name}. Kiểm tra lại nhóm nhận."
        return _proposed(How.PART, found, doubt, written)

    def _earlier(self, written: str, found_forms: list[str]) -> Match | None:
        found = next((found for form in found_forms if (found := self._former_names.get(form))), ())
        if not found:
            return None
        units = tuple(unit for pk in dict.fromkeys(pk for one in found for pk in one.units) if (unit := self._unit(pk)))
        why = f" ({found[0].why})" if found[0].why else ""
        name = found[0].name
        if not units:
            return Match(
                How.EARLIER, None, f"{name} không còn hoạt động{why}, chưa ghi đơn vị kế thừa. Chọn đơn vị nhận."
            )
        if len(units) == 1:
            return Match(How.EARLIER, units[0], f"{name} nay là {units[0].name}{why}. Kiểm tra lại đơn vị nhận.")
        listed = ", ".join(unit.name for unit in units)
        return Match(How.EARLIER, None, f"{name} nay là {listed}{why}. Chọn đơn vị nhận việc này.", units)

    def _by_initials(self, written: str, found_forms: list[str]) -> Match | None:
        found = next((found for form in found_forms if (found := self._initials.get(form))), ())
        return _proposed(How.INITIALS, found, "“{written}” có thể là viết tắt của {name}. Kiểm tra lại.", written)

    def _by_part(self, written: str, found_forms: list[str]) -> Match | None:
        for form in found_forms:
            if found := self._having_part(form):
                return _proposed(How.PART, found, "“{written}” chỉ là một phần của tên {name}. Kiểm tra lại.", written)
        return None

    def _damaged(self, written: str, found_forms: list[str]) -> Match | None:
        doubt = "“{written}” gần giống {name}, có thể do nhận dạng sai chữ. Kiểm tra lại."
        for form in found_forms:
            if names := alike(form, self._skeletons, self._known_words):
                former = [name for name in names if name in self._former_names and name not in self._names]
                if former:
                    return self._earlier(written, former)
                found = {one: None for name in names for one in self._names.get(name) or self._other_names[name]}
                return _proposed(How.ALIKE, tuple(found), doubt, written)
        return None

    def _with_more(self, written: str, found_forms: list[str]) -> Match | None:
        """A name with words behind it that say no other place or body: "Phòng Tổ chức cán bộ xây dựng"."""
        words = written.split()
        doubt = "Tên trong văn bản (“{written}”) dài hơn tên {name}. Kiểm tra lại."
        for end in range(len(words) - 1, max(len(words) - _MOST_MORE, _LEAST_WORDS) - 1, -1):
            if not words[end].islower() or begins_body(words[end:]):
                return None
            found = self._certain(" ".join(words[:end]), forms(" ".join(words[:end]), self._owner))
            if found and found.meant:
                return _proposed(How.PART, (found.meant,), doubt, written)
        return None

    def _having_part(self, form: str) -> tuple[Candidate, ...]:
        """Whose name begins with the words, or ends with them where they leave the kind of body out."""
        if len(form.split()) < _LEAST_WORDS or is_generic(form):
            return ()
        found = _beginning_with(form, self._beginnings)
        if not BEGINS_WITH_KIND.match(form):
            found += _beginning_with(_backwards(form), self._endings)
        return tuple(dict.fromkeys(one for name in found for one in self._names[name]))

    def _unit(self, pk: int) -> Candidate | None:
        return self._units.get(pk)

    def _index(self, texts: Callable[[Candidate], Iterable[str | None]]) -> dict[str, tuple[Candidate, ...]]:
        index: dict[str, dict[Candidate, None]] = {}
        for candidate in self._candidates:
            for text in texts(candidate):
                if text:
                    index.setdefault(text, {})[candidate] = None
        return {text: tuple(found) for text, found in index.items()}

    @cached_property
    def _units(self) -> dict[int, Candidate]:
        return {one.pk: one for one in self._candidates if one.kind == "unit"}

    @cached_property
    def _beginnings(self) -> list[tuple[str, str]]:
        return sorted((name, name) for name in self._names)

    @cached_property
    def _endings(self) -> list[tuple[str, str]]:
        return sorted((_backwards(name), name) for name in self._names)

    @cached_property
    def _names(self) -> dict[str, tuple[Candidate, ...]]:
        """Full names; an own unit named "Văn phòng Sở" is also meant by "Văn phòng" where no own one has that name."""
        whole = self._index(self._whole_names)
        own = {text for text, found in whole.items() if any(one.is_own for one in found)}
        bare = self._index(
            lambda one: (self._owner.without(normal(name)) for name in one.names if one.is_own and one.kind == "unit")
        )
        said = (text for text in bare if text not in own and (text in _SAID_BARE or not is_generic(text)))
        return whole | {text: bare[text] for text in said}

    def _whole_names(self, one: Candidate) -> Iterable[str]:
        names = [normal(name) for name in one.names]
        return [*names, *map(self._owner.said_shortly, names)] if one.is_own else names

    @cached_property
    def _groups_without_owner(self) -> dict[str, tuple[Candidate, ...]]:
        return self._index(lambda one: map(self._owner.without, map(normal, one.names if one.kind == "group" else ())))

    @cached_property
    def _other_names(self) -> dict[str, tuple[Candidate, ...]]:
        return self._index(lambda one: {*map(normal, one.short_names), *map(without_head, one.aliases)})

    @cached_property
    def _initials(self) -> dict[str, tuple[Candidate, ...]]:
        return self._index(lambda one: map(initials, filter(None, map(normal, one.names))))

    @cached_property
    def _former_names(self) -> dict[str, tuple[Former, ...]]:
        index: dict[str, tuple[Former, ...]] = {}
        for former in self._former:
            names = [normal(name) for name in (former.name, *former.short_names) if normal(name)]
            for name in dict.fromkeys((*names, *map(self._owner.without, names))):
                index[name] = (*index.get(name, ()), former)
        return index

    @cached_property
    def _skeletons(self) -> dict[str, str]:
        return {name: skeleton(name) for name in (*self._names, *self._other_names, *self._former_names)}

    @cached_property
    def _known_words(self) -> frozenset[str]:
        return frozenset(word for name in self._skeletons for word in name.split())


def _beginning_with(words: str, ordered: list[tuple[str, str]]) -> list[str]:
    """Second parts of the pairs whose first part goes on after the words; the pairs are in order."""
    first = bisect_left(ordered, (f"{words} ",))
    return [name for text, name in ordered[first : bisect_left(ordered, (f"{words}!",))]]


def _backwards(words: str) -> str:
    return " ".join(reversed(words.split()))


def _one_of(how: How, found: tuple[Candidate, ...]) -> Match:
    """The only one, or the only one of the own organisation; else all of them to choose from."""
    own = tuple(candidate for candidate in found if candidate.is_own)
    for choice in (found, own):
        if len(choice) == 1:
            return Match(how, choice[0])
    return Match(how, None, "Nhiều đơn vị có tên gọi này. Chọn đơn vị mà văn bản nói đến.", own or found)


def _proposed(how: How, found: tuple[Candidate, ...], doubt: str, written: str) -> Match | None:
    """A proposal with its doubt; None where there is nothing to propose, or too much."""
    if not found or len(found) > _MOST_ALTERNATIVES:
        return None
    match = _one_of(how, found)
    if match.meant is None:
        return replace(match, doubt=f"“{written}” có thể là nhiều đơn vị. Chọn đơn vị mà văn bản nói đến.")
    others = tuple(one for one in found if one != match.meant)
    return replace(match, doubt=doubt.format(written=written, name=match.meant.name), alternatives=others)


def _same_marks(written: str, match: Match) -> Match:
    """Marks tell "xã Tân Hòa" from "xã Tân Hoa"; written without any they tell nothing."""
    words = marked(written)
    if match.meant is None:
        same = tuple(one for one in match.alternatives if marks_of(words, (*one.names, *one.aliases)) == "same")
        return replace(match, meant=same[0], doubt="", alternatives=()) if len(same) == 1 else match
    if marks_of(words, (*match.meant.names, *match.meant.aliases)) != "other":
        return match
    return replace(match, doubt=f"“{written}” khác dấu với {match.meant.name}. Kiểm tra lại.")
