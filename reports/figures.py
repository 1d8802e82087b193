"""Figures of an organisation for a period, out of the history of its tasks: one query, no HTML.

The state of a task on the cut-off is its newest event that took effect by then and was known at the given moment, so
that the same question asked later has the same answer.  Newest means the highest `seq`: each event carries the whole
state after it, a late entry included.

A report counts the tasks that the organisation assigned: those given in the period and those carried over, which were
neither completed nor cancelled before it began.  Undated tasks count as in time; submitted, returned and suspended
ones are not completed; suspended ones are never late.  Lateness is judged on the cut-off, or on the day of asking
where the period is still running.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, Value, When

from reports.kinds import COUNTED, Bucket
from reports.periods import ReportPeriod
from tasks.deadlines import TimeState
from tasks.kinds import DutyKind
from tasks.models import Coordination, Task, TaskEvent
from tasks.querysets import time_state_q
from tasks.services.history import day_of
from tasks.statuses import CLOCK_ACTS, Status
from units.models import MovedRow, Reorganisation, Unit


@dataclass(frozen=True)
class TaskLine:
    """One task as it stood on the cut-off."""

    task: int
    unit: int  # the lead
    bucket: Bucket
    status: Status
    due_on: date | None
    original_due_on: date | None
    submitted_on: date | None
    completed_on: date | None


@dataclass(frozen=True)
class Counts:
    """How many tasks stand in each bucket; the parts of a whole."""

    done_in_time: int = 0
    done_late: int = 0
    open_in_time: int = 0
    open_late: int = 0

    @classmethod
    def of(cls, buckets: Iterable[Bucket]) -> Counts:
        found = Counter(buckets)
        return cls(**{bucket.value: found[bucket] for bucket in COUNTED})

    @property
    def total(self) -> int:
        return self.done_in_time + self.done_late + self.open_in_time + self.open_late

    @property
    def done(self) -> int:
        return self.done_in_time + self.done_late

    def __getitem__(self, bucket: Bucket) -> int:
        return getattr(self, bucket.value)


@dataclass(frozen=True)
class UnitFigures:
    """One row of the form.  Coordinating parts are no tasks and are counted apart."""

    unit: int
    counts: Counts
    coordinating: int = 0
    coordinating_done: int = 0


@dataclass(frozen=True)
class Figures:
    """What a report says.  `lines` holds every task of the period, so that each figure equals its list."""

    as_of: date
    units: tuple[UnitFigures, ...]
    lines: tuple[TaskLine, ...]

    @property
    def total(self) -> Counts:
        return Counts.of(line.bucket for line in self.lines)

    def left_out(self, bucket: Bucket) -> int:
        return sum(line.bucket == bucket for line in self.lines)


def figures_of(*, organisation: Unit, period: ReportPeriod, known_at: datetime) -> Figures:
    """The figures of the period as known at the moment; rows in the order of the units' ids."""
    as_of = min(period.ends_on, day_of(known_at))
    rows = states(organisation, as_of=as_of, known_at=known_at).filter(of_period(period))
    lines = tuple(
        TaskLine(task, unit, Bucket(bucket), Status(status), *dates)
        for task, unit, bucket, status, *dates in rows.annotate(bucket=bucket_on(as_of)).values_list(
            *("task_id", "lead_id", "bucket", "status"),
            *("due_on", "original_due_on", "submitted_on", "completed_on"),
        )
    )
    return Figures(as_of=as_of, units=_by_unit(lines, _coordination(organisation, lines, as_of, known_at)), lines=lines)


def states(organisation: Unit, *, as_of: date, known_at: datetime) -> QuerySet[TaskEvent]:
    """For each task that the organisation had assigned by then, the event that says how it stood.  A task that passed
    from one organisation to another by a reorganisation is of the one that gave it on the day."""
    known = TaskEvent.objects.filter(task=OuterRef("pk"), effective_on__lte=as_of, recorded_at__lte=known_at)
    newest = known.exclude(action__in=CLOCK_ACTS)  # they say nothing of how the task stood
    tasks = _given_by(organisation)
    return TaskEvent.objects.filter(
        pk__in=tasks.values_list(Subquery(newest.order_by("-seq").values("pk")[:1])),
        assigning_organisation=organisation,
    ).order_by("task_id")


def _given_by(organisation: Unit) -> QuerySet[Task]:
    """Now, or before a reorganisation moved it."""
    passed_on = MovedRow.objects.filter(what="giver", from_unit=organisation).values("row")
    return Task.objects.filter(Q(assigning_organisation=organisation) | Q(pk__in=passed_on)).order_by()


def of_period(period: ReportPeriod) -> Q:
    """Given in the period or carried over into it.  Nothing follows a cancellation, so its event tells its day."""
    ended = [Status.COMPLETED, Status.CANCELLED]
    return (
        ~Q(status__in=ended)
        | Q(status=Status.COMPLETED, completed_on__gte=period.starts_on)
        | Q(status=Status.CANCELLED, effective_on__gte=period.starts_on)
    )


def bucket_on(as_of: date) -> Case:
    """The bucket of an event's state, by the definitions of lateness that every screen shares."""
    whens: list[tuple[Q, Bucket]] = [
        (Q(status=Status.CANCELLED), Bucket.CANCELLED),
        (Q(duty_kind=DutyKind.STANDING), Bucket.STANDING),
        (time_state_q(TimeState.DONE_LATE, as_of), Bucket.DONE_LATE),
        (Q(status=Status.COMPLETED), Bucket.DONE_IN_TIME),
        (time_state_q(TimeState.OVERDUE, as_of), Bucket.OPEN_LATE),
    ]
    return Case(
        *(When(condition, then=Value(bucket.value)) for condition, bucket in whens),
        default=Value(Bucket.OPEN_IN_TIME.value),
        output_field=CharField(),
    )


def _coordination(
    organisation: Unit, lines: Iterable[TaskLine], as_of: date, known_at: datetime
) -> tuple[Counter[int], Counter[int]]:
    """Parts in the counted tasks by the unit that held them on the day: how many, and how many of them done by then.

    Of several requests to a unit the newest of the day holds, so that a unit named later changes no earlier day.
    """
    counted = {line.task for line in lines if line.bucket in COUNTED}
    then = _held_then(as_of, known_at)
    asked = Coordination.objects.filter(task__in=_given_by(organisation), begun_on__lte=as_of).order_by("pk")
    parts = {
        (task, then.get(pk, unit)): done_on is not None and done_on <= as_of
        for pk, task, unit, done_on in asked.values_list("pk", "task_id", "unit_id", "done_on")
        if task in counted
    }
    return Counter(unit for _, unit in parts), Counter(unit for (_, unit), is_done in parts.items() if is_done)


def _held_then(as_of: date, known_at: datetime) -> dict[int, int]:
    """Coordinating parts that a reorganisation moved after the day, or after the moment, and who held them before."""
    later = Q(reorganisation__effective_on__gt=as_of) | Q(reorganisation__done_at__gt=known_at)
    moved = MovedRow.objects.filter(later, what="coordination", reorganisation__state=Reorganisation.State.DONE)
    rows = moved.order_by("-pk").values_list("row", "from_unit_id")
    return {row: unit for row, unit in rows if unit}


def rolled_up(found: Figures, heirs: Mapping[int, int]) -> Figures:
    """The same figures by today's units: what a unit did that is gone stands with the one that took over from it.

    `heirs`: `units.services.succession.heirs_today`.  An issued report stays as it is; this is another way to read it.
    """
    lines = tuple(replace(line, unit=heirs.get(line.unit, line.unit)) for line in found.lines)
    parts, done = Counter[int](), Counter[int]()
    for row in found.units:
        parts[heirs.get(row.unit, row.unit)] += row.coordinating
        done[heirs.get(row.unit, row.unit)] += row.coordinating_done
    return Figures(as_of=found.as_of, units=_by_unit(lines, (+parts, +done)), lines=lines)


def _by_unit(
    lines: Iterable[TaskLine], coordination: tuple[Mapping[int, int], Mapping[int, int]]
) -> tuple[UnitFigures, ...]:
    parts, done = coordination
    buckets: dict[int, list[Bucket]] = {unit: [] for unit in parts}
    for line in lines:
        if line.bucket in COUNTED:
            buckets.setdefault(line.unit, []).append(line.bucket)
    return tuple(
        UnitFigures(unit, Counts.of(found), parts.get(unit, 0), done.get(unit, 0))
        for unit, found in sorted(buckets.items())
    )
