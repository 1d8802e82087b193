"""The occurrences of recurring duties: each period of each unit once, however often the clock asks, late or twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from directives.models import DirectiveAccess
from tasks.kinds import DeadlineKind, DutyKind
from tasks.models import Coordination, SeriesUnit, Task, TaskEvent, TaskSeries
from tasks.periods import Period
from tasks.services.history import day_of, event_of
from tasks.services.recipients import heads_of, refusal_of_unit
from tasks.services.telling import tell_assigned
from tasks.statuses import Action
from units.folding import fold
from units.models import Unit, User

_LEAD, _COORDINATING = SeriesUnit.Part.LEAD, SeriesUnit.Part.COORDINATING


@dataclass(frozen=True)
class Owed:
    """One occurrence to be given; `on` is the day on which it takes effect."""

    part: SeriesUnit
    period: Period
    on: date


@transaction.atomic
def give_due(series: Iterable[int], *, now: datetime) -> tuple[list[Task], list[SeriesUnit]]:
    """Give what is due of these series up to today, also what an outage has missed, with its true dates.

    The series are locked first, so that of two who ask at once the second finds nothing left.  Returns what was given,
    and the parts that wait because their unit can't be given anything; a constant number of queries, but for the heads
    of each day.
    """
    day = day_of(now)
    locked = locked_series(series)
    leads, helpers = _parts(locked)
    due = [part for part in leads if is_due(part, day)]
    waiting = [part for part in due if why_waiting(part, day)]
    served = [part for part in due if part not in waiting]
    owed = [found for part in served for found in _advance(part, day)]
    SeriesUnit.objects.bulk_update(served, ["next_on", "next_given_on"])
    return _create(owed, helpers, day, now), waiting


def locked_series(keys: Iterable[int]) -> dict[int, TaskSeries]:
    """Series that still last, locked in the order of their keys."""
    rows = TaskSeries.objects.select_for_update(of=("self",)).lasting().filter(pk__in=list(keys)).order_by("pk")
    return {row.pk: row for row in rows.select_related("organisation", "directive", "given_by", "given_in_post")}


def is_due(part: SeriesUnit, day: date) -> bool:
    return part.next_given_on is not None and part.next_given_on <= day


def why_waiting(part: SeriesUnit, day: date) -> str:
    """Why the unit can't be given its next occurrence, as a sentence; "" where it can."""
    return refusal_of_unit(part.unit, part.series.organisation, day)


def set_next(part: SeriesUnit, period: Period) -> None:
    """The period is the next one that the unit is given, if the series still owes it."""
    part.next_on = period.starts_on
    part.next_given_on = part.series.given_day(period) if part.series.owes(period) else None


def first_occurrences(parts: Iterable[SeriesUnit], *, day: date) -> dict[int, Owed]:
    """Of a series that is given now, the first period of each lead by its unit; it is given at once."""
    found = {}
    for part in parts:
        if part.part == _LEAD:
            period = part.series.rhythm.first_owed(day)
            found[part.unit_id] = Owed(part, period, day)
            set_next(part, period.next)
    return found


def _parts(series: dict[int, TaskSeries]) -> tuple[list[SeriesUnit], dict[int, list[Unit]]]:
    """The leads, and the units that help, by series."""
    rows = list(SeriesUnit.objects.filter(series__in=series, moved_on__isnull=True).select_related("unit"))
    helpers: dict[int, list[Unit]] = {}
    for row in rows:
        row.series = series[row.series_id]
        if row.part == _COORDINATING:
            helpers.setdefault(row.series_id, []).append(row.unit)
    return [row for row in rows if row.part == _LEAD], helpers


def _advance(part: SeriesUnit, day: date) -> Iterator[Owed]:
    """What the unit is to be given up to the day; the part is moved on to the period after it."""
    for period in part.series.rhythm.periods_from(part.next_on):
        set_next(part, period)
        if not is_due(part, day):
            return
        effective = (part.next_given_on, part.given_on, part.series.changed_on)
        yield Owed(part, period, max(each for each in effective if each))


def _create(owed: list[Owed], helpers: dict[int, list[Unit]], day: date, now: datetime) -> list[Task]:
    if not owed:
        return []
    tasks = Task.objects.bulk_create(_tasks(owed))
    coordinating = {
        task.pk: [
            unit
            for unit in helpers.get(one.part.series_id, [])
            if unit.pk != task.lead_id and not refusal_of_unit(unit, one.part.series.organisation, day)
        ]
        for task, one in zip(tasks, owed, strict=True)
    }
    Coordination.objects.bulk_create(
        Coordination(task=task, unit=unit, begun_on=task.assigned_on, due_on=task.due_on)
        for task in tasks
        for unit in coordinating[task.pk]
    )
    TaskEvent.objects.bulk_create(
        event_of(task, action=Action.ASSIGN, seq=1, by=None, now=now, effective_on=task.assigned_on) for task in tasks
    )
    _open_directives(tasks, coordinating)
    tell_assigned(tasks, coordinating, by=None, now=now)
    return tasks


def _tasks(owed: list[Owed]) -> list[Task]:
    heads: dict[date, dict[int, User]] = {
        on: heads_of([one.part.unit for one in owed if one.on == on], on=on) for on in {one.on for one in owed}
    }
    return [_task(one, heads[one.on].get(one.part.unit_id)) for one in owed]


def _task(one: Owed, head: User | None) -> Task:
    series, due_on = one.part.series, one.part.series.rhythm.due_on(one.period)
    return Task(
        directive=series.directive,
        instruction_id=series.instruction_id,
        source_kind=series.source_kind,
        title=series.title,
        search_text=fold(series.title),
        assigning_organisation=series.organisation,
        assigned_by=series.given_by,
        assigned_in_post=series.given_in_post,
        assigned_on=one.on,
        lead=one.part.unit,
        head_at_assignment=head,
        series_unit=one.part,
        period_key=one.period.key,
        duty_kind=DutyKind.RECURRING,
        deadline_kind=DeadlineKind.DATE,
        deadline_words=series.deadline_words,
        result_kind=series.result_kind,
        due_on=due_on,
        original_due_on=due_on,
    )


def _open_directives(tasks: list[Task], coordinating: dict[int, list[Unit]]) -> None:
    """A unit that got the duty after others may read the directive as well."""
    reason = DirectiveAccess.Reason
    wanted = {(task.directive_id, task.lead_id, reason.LEAD) for task in tasks}
    wanted |= {(task.directive_id, unit.pk, reason.COORDINATING) for task in tasks for unit in coordinating[task.pk]}
    DirectiveAccess.objects.bulk_create(
        [
            DirectiveAccess(directive_id=directive, unit_id=unit, reason=why)
            for directive, unit, why in sorted(wanted, key=str)
            if directive
        ],
        ignore_conflicts=True,
    )
