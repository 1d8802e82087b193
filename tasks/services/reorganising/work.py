"""What the steps of one reorganisation share while it is carried out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from units.models import MovedRow, Reorganisation, Unit, User
from units.services.reorganising.layout import Layout


@dataclass(frozen=True)
class Held:
    """An open row of a unit: a coordination, an opinion that was asked; `task` is the one that it belongs to."""

    row: int
    unit: int
    task: int | None = None


@dataclass
class Work:
    """`chosen`: what goes where, a value for every key.  `units`: line -> successor.  `told`: task -> what its event
    says besides its own columns.  `leads`: task -> who leads it from now on, of the tasks that move."""

    layout: Layout
    chosen: Mapping[str, str]
    units: Mapping[int, Unit]
    by: User
    now: datetime
    day: date
    told: dict[int, dict[str, list]] = field(default_factory=dict)
    leads: dict[int, Unit] = field(default_factory=dict)

    @property
    def reorganisation(self) -> Reorganisation:
        return self.layout.reorganisation

    def successor(self, key: str) -> Unit | None:
        """Who takes over what the key names; None where it stays."""
        line = self.layout.target(self.chosen.get(key, ""))
        return self.units[line.pk] if line else None

    def rest(self, unit: int) -> Unit | None:
        """Who takes over what nobody chose about; None where the unit goes on."""
        source = next((one for one in self.layout.units if one.pk == unit), None)
        if source is None or self.layout.stays(source) or self.layout.main is None:
            return None
        return self.units[self.layout.main.pk]

    def tell(self, task: int | None, name: str, before: object, after: object) -> None:
        if task is not None:
            self.told.setdefault(task, {})[name] = [before, after]

    def moved(
        self,
        what: str,
        row: int,
        source: int | None,
        to: int | None,
        before: dict | None = None,
        mark: int | None = None,
    ) -> MovedRow:
        return MovedRow(
            reorganisation=self.reorganisation,
            what=what,
            row=row,
            from_unit_id=source,
            to_unit_id=to,
            before=before or {},
            mark=mark,
        )
