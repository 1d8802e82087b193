"""What a unit holds besides tasks: each noun says which rows are open, how they move and how they move back.

To join, write the three functions beside the noun's services and add a line to HOLDINGS.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from tasks.services.reorganising import coordinations, explanations, opinions, series
from tasks.services.reorganising.work import Held, Work
from units.models import MovedRow, Reorganisation, Unit


@dataclass(frozen=True)
class Holding:
    """`open_of`: the open rows of some units.  `move` carries rows to their successors (`work.successor(key of the
    row's unit)`), tells the events of their tasks, and gives back what it moved.  `undo` moves them back.
    `follows_task`: nobody chooses, rows go where the lead of their task goes (`work.leads`)."""

    key: str
    label: str  # "phần phối hợp": after a number
    open_of: Callable[[Collection[Unit]], list[Held]]
    move: Callable[[Work, list[Held]], list[MovedRow]]
    undo: Callable[[Reorganisation], None]
    follows_task: bool = False

    def key_of(self, unit: int) -> str:
        """Under which the successor of all that the unit holds of this kind is chosen."""
        return f"{self.key}:{unit}"


HOLDINGS: tuple[Holding, ...] = (
    Holding(coordinations.KEY, "phần phối hợp", coordinations.open_of, coordinations.move, coordinations.undo),
    Holding(
        explanations.KEY,
        "yêu cầu giải trình",
        explanations.open_of,
        explanations.move,
        explanations.undo,
        follows_task=True,
    ),
    Holding(opinions.KEY, "ý kiến chờ trả lời", opinions.open_of, opinions.move, opinions.undo),
    Holding(series.KEY, "việc định kỳ", series.open_of, series.move, series.undo),
)
