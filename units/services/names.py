"""What the units and groups that an organisation's documents may name are called, today and before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from units.candidates import Candidate, Former
from units.matching import Matcher
from units.models import GroupAlias, Unit, UnitAlias, UnitGroup, UnitSuccession, UnitVersion
from units.succession import Step, happened, heirs, predecessors


@dataclass(frozen=True)
class Names:
    """Present names by key, units in the order of the tree ("Văn phòng (Sở Y tế)" for those of other organisations),
    and the matcher that knows how documents write them."""

    units: dict[int, str]
    groups: dict[int, str]
    matcher: Matcher


@dataclass
class _Named:
    """A unit with its names through time, the newest first."""

    organisation: int | None
    organisation_name: str
    closed_on: date | None
    versions: list[tuple[str, str, date, str]]  # name, short name, from, deciding document
    aliases: list[str]


def load_names(organisation: Unit, *, on: date) -> Names:
    """Units of the organisation and the organisations below it, those of others that they took over from, and its
    groups.  Six queries, whatever the size; one more where a unit of another organisation was taken over."""
    steps = _steps(on)
    named = _named(_below(organisation, "unit__"), on)
    if foreign := predecessors(named, steps) - named.keys():
        named |= _named(Q(unit__in=foreign), on)
    for pk, text in UnitAlias.objects.filter(_below(organisation, "unit__")).values_list("unit_id", "text"):
        if pk in named:
            named[pk].aliases.append(text)
    open_units = {pk: one for pk, one in named.items() if one.closed_on is None or one.closed_on > on}
    own = organisation.pk
    candidates = [_candidate(pk, one, own) for pk, one in open_units.items()]
    groups = dict(UnitGroup.objects.filter(owner=organisation).values_list("pk", "name"))
    group_aliases: dict[int, list[str]] = defaultdict(list)
    for pk, text in GroupAlias.objects.filter(group__owner=organisation).values_list("group_id", "text"):
        group_aliases[pk].append(text)
    candidates += [Candidate("group", pk, (name,), aliases=tuple(group_aliases[pk])) for pk, name in groups.items()]
    former = [one for pk in named for one in _former(pk, named[pk], steps, open_units)]
    above = Unit.objects.get_ancestors(organisation).values_list("name", flat=True)
    owner = [organisation.name, organisation.short_name]
    if own in named:
        owner += [name for name, *_ in named[own].versions]
    labels = {pk: _label(one, own, pk) for pk, one in open_units.items()}
    return Names(labels, groups, Matcher(candidates, owner, above, former))


def _below(organisation: Unit, prefix: str) -> Q:
    """Its own units, and everything of organisations below it that is an organisation itself."""
    return Q(**{f"{prefix}organisation": organisation}) | Q(
        **{f"{prefix}is_organisation": True, f"{prefix}path__startswith": organisation.path}
    )


def _named(which: Q, on: date) -> dict[int, _Named]:
    versions = UnitVersion.objects.filter(which, unit__opened_on__lte=on, valid_from__lte=on).order_by(
        "unit__path", "-valid_from"
    )
    named: dict[int, _Named] = {}
    for pk, belongs_to, its_name, closed_on, name, short_name, since, document in versions.values_list(
        "unit_id",
        "unit__organisation_id",
        "unit__organisation__name",
        "unit__closed_on",
        "name",
        "short_name",
        "valid_from",
        "deciding_document",
    ):
        named.setdefault(pk, _Named(belongs_to, its_name, closed_on, [], [])).versions.append(
            (name, short_name, since, document)
        )
    return named


def _steps(on: date) -> dict[int, list[Step]]:
    steps: dict[int, list[Step]] = defaultdict(list)
    for row in UnitSuccession.objects.in_force(on):
        steps[row.predecessor_id].append(
            Step(row.successor_id, row.get_kind_display(), row.effective_on, row.deciding_document)
        )
    return steps


def _is_of_others(one: _Named, pk: int, own: int) -> bool:
    """Whether it is a unit inside another organisation; its name alone says little then."""
    return one.organisation not in {own, pk}


def _label(one: _Named, own: int, pk: int) -> str:
    name = one.versions[0][0]
    return f"{name} ({one.organisation_name})" if _is_of_others(one, pk, own) else name


def _candidate(pk: int, one: _Named, own: int) -> Candidate:
    name, short_name, *_ = one.versions[0]
    names = (name, f"{name} {one.organisation_name}") if _is_of_others(one, pk, own) else (name,)
    return Candidate(
        "unit",
        pk,
        names,
        short_names=(short_name,) if short_name else (),
        aliases=tuple(one.aliases),
        is_own=one.organisation == own,
    )


def _former(pk: int, one: _Named, steps: dict[int, list[Step]], open_units: dict[int, _Named]) -> Iterator[Former]:
    """Its names before the present one; of a closed unit all of them, for those who took over."""
    present = one.versions[0]
    if pk not in open_units:
        successors, why = heirs(pk, steps, open_units)
        why = why or happened("", one.closed_on, "") if one.closed_on else why
        for name, short_name, *_ in one.versions:
            yield Former(name, successors, why, tuple(filter(None, (short_name, *one.aliases))))
        return
    for newer, (name, short_name, *_) in zip(one.versions, one.versions[1:], strict=False):
        if name != newer[0] and name != present[0]:
            why = happened("đổi tên", newer[2], newer[3])
            yield Former(name, (pk,), why, (short_name,) if short_name and short_name != present[1] else ())
