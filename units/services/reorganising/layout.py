"""Whose work goes to whom in one reorganisation, and where each thing may go."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from units.folding import fold
from units.models import Reorganisation, ReorganisedUnit, Unit

STAY, END, ALL, UP, DEPUTY = "stay", "end", "all", "up", ":deputy"


@dataclass(frozen=True)
class Item:
    """One thing of a unit that has to go somewhere.  `options` are (value, words); a value is the id of a successor's
    line (with DEPUTY: as a deputy there), ALL of them, UP to the unit above, STAY, or END."""

    key: str  # "post:12"
    label: str
    source: int  # the id of the unit that it belongs to
    options: tuple[tuple[str, str], ...]
    proposal: str
    note: str = ""

    def refuses(self, value: str) -> bool:
        return value not in {known for known, _ in self.options}


class Layout:
    """The lines of a reorganisation: `sources` deepest first, so that a unit is closed before the one above it."""

    def __init__(self, reorganisation: Reorganisation) -> None:
        self.reorganisation = reorganisation
        lines = list(reorganisation.lines.select_related("unit", "parent").order_by("-is_main", "pk"))
        self.sources = [line for line in lines if line.side == ReorganisedUnit.Side.FROM]
        self.targets = [line for line in lines if line.side == ReorganisedUnit.Side.TO]

    @cached_property
    def units(self) -> list[Unit]:
        """Whose work goes, deepest first."""
        found = [line.unit for line in self.sources if line.unit]
        return sorted(found, key=lambda unit: (-unit.depth, unit.path))

    @property
    def main(self) -> ReorganisedUnit | None:
        return self.targets[0] if self.targets else None

    @property
    def is_plain(self) -> bool:
        """Everything goes to one unit by itself."""
        return len(self.targets) == 1 and not self.reorganisation.keeps_predecessor

    def stays(self, unit: Unit) -> bool:
        """The unit goes on beside its successors."""
        return self.reorganisation.keeps_predecessor and unit.closed_on is None

    def options(self, unit: Unit, *more: tuple[str, str], targets: list[ReorganisedUnit] | None = None) -> tuple:
        """The successors, `more`, and staying where the unit goes on."""
        chosen = self.targets if targets is None else targets
        kept = ((STAY, f"Giữ ở {unit.label}"),) if self.stays(unit) else ()
        return (*((str(line.pk), f"Chuyển về {line.label}") for line in chosen), *more, *kept)

    def proposal(self, unit: Unit, words: str = "", targets: list[ReorganisedUnit] | None = None) -> str:
        """Where a thing of such a name goes unless somebody says otherwise; "" where nobody can tell."""
        if self.stays(unit):
            return STAY
        chosen = self.targets if targets is None else targets
        line = nearest(words, chosen) or (chosen[0] if chosen else None)
        return str(line.pk) if line else ""

    def target(self, value: str) -> ReorganisedUnit | None:
        """The successor that a value names."""
        wanted = value.removesuffix(DEPUTY)
        return next((line for line in self.targets if str(line.pk) == wanted), None)


def nearest(words: str, lines: list[ReorganisedUnit]) -> ReorganisedUnit | None:
    """The one successor whose own words (those that no other successor has) stand in the words; None where not one."""
    named = {line: set(fold(f"{line} {line.label}").split()) for line in lines}
    said = set(fold(words).split())
    fitting = []
    for line, own in named.items():
        others = set().union(*(theirs for other, theirs in named.items() if other != line)) if len(named) > 1 else set()
        if count := len((own - others) & said):
            fitting.append((count, line))
    fitting.sort(key=lambda each: -each[0])
    is_clear = fitting and (len(fitting) == 1 or fitting[0][0] > fitting[1][0])
    return fitting[0][1] if is_clear else None
