"""Carrying a reorganisation out: units, posts, groups, names and all open work, in one transaction.

Ten thousand tasks take seconds: rows are read in chunks, changed by one statement and told by events written together.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, Exists, F, Max, OuterRef, Subquery, When
from django.db.models.functions import Coalesce

from tasks.models import Task, TaskEvent
from tasks.services.history import day_of, event_of, snapshot
from tasks.services.reorganising import accesses
from tasks.services.reorganising.choices import chosen_values, parts
from tasks.services.reorganising.deciding import Decision, Step
from tasks.services.reorganising.holdings import HOLDINGS
from tasks.services.reorganising.locking import lock_open_work
from tasks.services.reorganising.telling import tell_done
from tasks.services.reorganising.work import Work
from tasks.statuses import Action
from units.models import AuditKind, MovedRow, Reorganisation, User
from units.refusals import Conflict
from units.services.audit import record
from units.services.organisation import lock_tree
from units.services.reorganising.layout import Layout
from units.services.reorganising.preparing import described, lock_prepared
from units.services.reorganising.units import change_units

TASK, LEAD, GIVER, OFFICER = "task", "lead", "giver", "officer"
BATCH = 1000


@transaction.atomic
def carry_out(*, reorganisation: Reorganisation, by: User, now: datetime, version: int) -> Reorganisation:
    """Do what was prepared; everything is chosen or goes to the one successor by itself.

    Forbidden for who does not manage the units; Conflict before its day, where it is no longer open, or where somebody
    changed something meanwhile; ValidationError, keyed by the thing, where something has no place to go.
    """
    lock_tree()
    locked = lock_prepared(reorganisation, by=by, version=version)
    if locked.effective_on > day_of(now):
        raise Conflict(f"Quyết định có hiệu lực từ {locked.effective_on:%d/%m/%Y}. Thực hiện từ ngày đó trở đi.")
    layout = Layout(locked)
    tasks, held = lock_open_work(layout.units)
    chosen = chosen_values(layout, parts(layout, locked.choices), locked.choices)
    renames = not layout.targets and bool(locked.names)
    if tasks and not layout.targets and not renames:
        raise Conflict(f"Còn {len(tasks)} nhiệm vụ đang mở mà không có đơn vị tiếp nhận. Chọn đơn vị tiếp nhận.")
    try:
        units, rows = change_units(layout, chosen, now=now)
    except ValidationError as refusal:
        raise Conflict(" ".join(refusal.messages)) from None
    work = Work(layout, chosen, units, by, now, locked.effective_on)
    if not renames:
        steps = Decision(work, tasks).steps
        work.leads = {step.task.pk: step.lead for step in steps}
        rows += [row for holding in HOLDINGS for row in holding.move(work, held[holding.key])]
        rows += _move_tasks(work, tasks, steps)
        accesses.open_directives(work, steps)
        tell_done(work, steps, rows)
    MovedRow.objects.bulk_create([row for row in rows if row.pk is None], batch_size=BATCH)
    locked.state, locked.done_by, locked.done_at = Reorganisation.State.DONE, by, now
    locked.last_event = TaskEvent.objects.aggregate(last=Max("pk"))["last"] or 0
    locked.version += 1
    locked.save()
    record(
        kind=AuditKind.UNITS_REORGANISED,
        by=by,
        now=now,
        subject=described(locked),
        detail={"reorganisation": locked.pk, "moved": _counted(locked)},
    )
    return locked


def _counted(reorganisation: Reorganisation) -> dict[str, int]:
    kinds = list(reorganisation.moved.order_by().values_list("what", flat=True))
    return {what: kinds.count(what) for what in sorted(set(kinds))}


def _move_tasks(work: Work, tasks: Sequence[Task], steps: Sequence[Step]) -> list[MovedRow]:
    """The rows of the tasks and their events; gives back what it has written down already."""
    by_pk = {task.pk: task for task in tasks}
    touched = {step.task.pk for step in steps} | (set(work.told) & set(by_pk))
    before = {pk: snapshot(by_pk[pk]) for pk in touched}
    rows = [work.moved(TASK, pk, None, None, mark=by_pk[pk].version + 1) for pk in sorted(touched)]
    for step in steps:
        rows += _of(work, step)
    MovedRow.objects.bulk_create(rows, batch_size=BATCH)
    write(work.reorganisation, back=False)
    last = _last_days(work.reorganisation)
    for step in steps:
        step.task.lead, step.task.officer = step.lead, step.officer
        step.task.assigning_organisation = step.giver
    events = [moved_event(by_pk[pk], work=work, before=before[pk], not_before=last.get(pk)) for pk in sorted(touched)]
    TaskEvent.objects.bulk_create(events, batch_size=BATCH)
    return rows


def _of(work: Work, step: Step) -> list[MovedRow]:
    task, rows = step.task, []
    if step.lead.pk != task.lead_id:
        rows.append(work.moved(LEAD, task.pk, task.lead_id, step.lead.pk))
    if step.giver.pk != task.assigning_organisation_id:
        rows.append(work.moved(GIVER, task.pk, task.assigning_organisation_id, step.giver.pk))
        work.tell(task.pk, "assigning_organisation", task.assigning_organisation_id, step.giver.pk)
    now = step.officer.pk if step.officer else None
    if now != task.officer_id:
        rows.append(work.moved(OFFICER, task.pk, None, None, {"before": task.officer_id, "after": now}))
    return rows


def _last_days(reorganisation: Reorganisation) -> dict[int, date]:
    """Task -> the day from which its newest act counts: what follows can't count from an earlier one."""
    events = TaskEvent.objects.filter(task__in=reorganisation.moved.filter(what=TASK).values("row"))
    return dict(events.order_by().values_list("task").annotate(last=Max("effective_on")))


def moved_event(task: Task, *, work: Work, before: dict[str, str | int | None], not_before: date | None) -> TaskEvent:
    """The event of a moved task, by the person, with the decision; it counts from the day of the decision."""
    task.version += 1
    note = f"{work.reorganisation}, theo {work.reorganisation.deciding_document}"
    event = event_of(
        task, action=Action.REORGANISE, seq=task.version, by=work.by, now=work.now, note=note, before=before
    )
    event.effective_on = max(work.day, not_before or work.day)
    event.changes |= work.told.get(task.pk, {})
    return event


def write(reorganisation: Reorganisation, *, back: bool) -> None:
    """Move the tasks, or move them back, by one statement; the officers by one for each person."""
    moved = reorganisation.moved.filter(row=OuterRef("pk"))
    side = "from_unit" if back else "to_unit"
    lead, giver = (Subquery(moved.filter(what=what).values(side)[:1]) for what in (LEAD, GIVER))
    given = Case(When(lead_when_given=lead, then=None), default=F("lead_when_given")) if back else None
    tasks = Task.objects.filter(pk__in=reorganisation.moved.filter(what=TASK).values("row"))
    officers = reorganisation.moved.filter(what=OFFICER)
    wanted = sorted({row.before["before" if back else "after"] or 0 for row in officers}, reverse=True)
    _name_officers(reorganisation, [person for person in wanted if person], back=back)
    tasks.update(
        lead=Coalesce(lead, F("lead")),
        assigning_organisation=Coalesce(giver, F("assigning_organisation")),
        lead_when_given=Case(
            When(Exists(moved.filter(what=LEAD)), then=given or Coalesce(F("lead_when_given"), F("lead"))),
            default=F("lead_when_given"),
        ),
        version=F("version") + 1,
    )
    _name_officers(reorganisation, [person for person in wanted if not person], back=back)


def _name_officers(reorganisation: Reorganisation, people: Sequence[int], *, back: bool) -> None:
    """0 is nobody.  A person is named before the units change and let go after it, so that what a unit gives to its own
    people always has its officer."""
    rows = [
        (row.row, row.before["before" if back else "after"] or 0) for row in reorganisation.moved.filter(what=OFFICER)
    ]
    for person in people:
        ids = [row for row, wanted in rows if wanted == person]
        for start in range(0, len(ids), 500):
            Task.objects.filter(pk__in=ids[start : start + 500]).update(officer=person or None)
