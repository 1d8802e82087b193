"""Parts of parts: what stands below a task and above it, at any depth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When
from django.db.models.expressions import RawSQL

from tasks.deadlines import TimeState
from tasks.querysets.time import TimeQuerySet, time_state_q
from tasks.statuses import Status

if TYPE_CHECKING:
    from units.models import User

#: UNION drops what was met before, so that it always ends.
_BELOW = """WITH RECURSIVE below(id) AS (
    SELECT part.id FROM tasks_task part WHERE part.parent_id IN ({wholes})
    UNION
    SELECT part.id FROM tasks_task part JOIN below ON part.parent_id = below.id
) SELECT id FROM below"""
_ABOVE = """WITH RECURSIVE above(id) AS (
    SELECT task.parent_id FROM tasks_task task WHERE task.id = %s AND task.parent_id IS NOT NULL
    UNION
    SELECT task.parent_id FROM tasks_task task JOIN above ON task.id = above.id WHERE task.parent_id IS NOT NULL
) SELECT id FROM above"""


@dataclass(frozen=True)
class PartsBelow:
    """Of the parts below something that a person sees, at any depth."""

    total: int = 0
    completed: int = 0
    overdue: int = 0


def part_tallies(today: date) -> dict[str, Count]:
    """The same figures as aggregates over parts."""
    return {
        "total": Count("pk"),
        "completed": Count("pk", filter=Q(status=Status.COMPLETED)),
        "overdue": Count("pk", filter=time_state_q(TimeState.OVERDUE, today)),
    }


class CascadeQuerySet(TimeQuerySet):
    """Tasks by where they stand in the division of the work."""

    def below(self, *wholes: int) -> Self:
        """Parts of these tasks, parts of the parts and so on."""
        if not wholes:
            return self.none()
        sql = _BELOW.format(wholes=", ".join(["%s"] * len(wholes)))
        return self.filter(pk__in=RawSQL(sql, wholes))

    def above(self, task: int) -> Self:
        """Of what the task is a part, from the root down: a part is always younger than its whole."""
        return self.filter(pk__in=RawSQL(_ABOVE, (task,))).order_by("pk")

    def parts(self) -> Self:
        return self.filter(parent__isnull=False)

    def parts_below(self, wholes: Iterable[int], *, user: User, today: date) -> dict[int, PartsBelow]:
        """Task -> the figures of what stands below it, of what the person sees; one query, nothing for a task without
        such parts.  A part counts for everything above it, also where the person does not see what lies between."""
        wanted = set(wholes)
        everything = type(self)(self.model, using=self.db)
        seen = everything.visible_to(user).filter(pk=OuterRef("pk"))  # type: ignore[attr-defined]
        rows = everything.below(*sorted(wanted)).annotate(
            is_seen=Exists(seen),
            is_late=Case(When(time_state_q(TimeState.OVERDUE, today), then=Value(True)), default=Value(False)),
        )
        found = list(rows.order_by().values_list("pk", "parent_id", "status", "is_seen", "is_late"))
        parent = {pk: whole for pk, whole, *_ in found}
        counted: dict[int, list[int]] = {}
        for pk, _, status, is_seen, is_late in found:
            above = parent[pk] if is_seen else None
            while above is not None:
                if above in wanted:
                    figures = counted.setdefault(above, [0, 0, 0])
                    figures[0] += 1
                    figures[1] += status == Status.COMPLETED
                    figures[2] += is_late
                above = parent.get(above)
        return {whole: PartsBelow(*figures) for whole, figures in counted.items()}
