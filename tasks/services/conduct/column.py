"""What one column of the conduct of units is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from units.models import Unit


@dataclass(frozen=True)
class Line:
    """One thing that a figure counts, as its list shows it.

    `task`: the key of the task that it happened to; the list leads there where the reader may see it.
    """

    day: date
    what: str
    note: str = ""
    task: int | None = None


@dataclass(frozen=True)
class Column:
    """One kind of conduct, counted by unit and period; the figure and its list are the same rows.

    `rows(organisation, starts_on, ends_on)`: what the units of the organisation did or left undone on days from
    `starts_on` to `ends_on`, both included and none ahead of today; newest first, with what `line` asks for fetched
    along.
    `unit`: the path from a row to the unit that it is counted for; an annotation will do.
    `days`: where it isn't the number but the average time that counts, the path to a DurationField; the number of rows
    is then printed beside the average.
    """

    key: str  # in the address
    label: str
    help: str  # one sentence: what is counted, and by which day
    unit: str
    rows: Callable[[Unit, date, date], QuerySet[Any]]
    line: Callable[[Any], Line]
    days: str = ""
