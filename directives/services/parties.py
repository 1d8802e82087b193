"""The units and groups that a document received by an organisation may name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from directives.confirmed import Choice, Party
from units.candidates import Candidate
from units.matching import Matcher
from units.models import Unit
from units.services.names import load_names


@dataclass(frozen=True)
class Directory:
    """Names of the units and groups to choose from, and the matcher that knows how documents write them."""

    units: dict[int, str]
    groups: dict[int, str]
    matcher: Matcher

    def party(self, words: str) -> Party:
        """The words with the unit or group they mean, with its doubt and what else they may mean; or with neither."""
        found = self.matcher.match(words)
        if found is None:
            return Party(words)
        meant = {f"{found.meant.kind}_id": found.meant.pk} if found.meant else {}
        return Party(words, **meant, doubt=found.doubt, alternatives=tuple(map(self._choice, found.alternatives)))

    def parties(self, written: Iterable[str]) -> tuple[Party, ...]:
        """Each unit or group once, in the order written; named twice, as it is named beyond doubt."""
        return each_once(map(self.party, written))

    def _choice(self, candidate: Candidate) -> Choice:
        names = self.units if candidate.kind == "unit" else self.groups
        return Choice(names[candidate.pk], **{f"{candidate.kind}_id": candidate.pk})

    def label(self, party: Party) -> str:
        """The present name of what is meant; the printed words where it is not known or no longer open."""
        known = self.units.get(party.unit_id or 0) or self.groups.get(party.group_id or 0)
        return known or party.as_printed

    @property
    def names(self) -> list[tuple[str, str]]:
        """("u12" or "g3", name) of everything that can be chosen, units in the order of the tree."""
        units = [(f"u{pk}", name) for pk, name in self.units.items()]
        return units + [(f"g{pk}", name) for pk, name in self.groups.items()]


def each_once(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Each unit, group or unknown name once, in the order given.

    What is certain replaces a doubt about the same unit, and answers a doubt about the same words.
    """
    kept = list(parties)
    answered = {party.as_printed for party in kept if not party.doubt and (party.unit_id or party.group_id)}
    found: dict[object, Party] = {}
    for party in kept:
        if party.doubt and party.as_printed in answered:
            continue
        known = party.unit_id or party.group_id
        key = (party.unit_id, party.group_id) if known else party.as_printed
        if key not in found or (found[key].doubt and not party.doubt):
            found[key] = party
    return tuple(found.values())


def load_directory(organisation: Unit, *, on: date) -> Directory:
    """What can be chosen in a document that the organisation received."""
    names = load_names(organisation, on=on)
    return Directory(names.units, names.groups, names.matcher)
