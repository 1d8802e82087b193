"""Undoing a reorganisation by one act, as long as nothing has followed.

Something has followed once a task that was moved was acted on by anybody, once a successor was given a task or gave
one, or once one of the units was reorganised again, or got people or units of its own that undoing would leave without
a place.  Of a rename: once a task of the unit was acted on.
"""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from tasks.models import Task, TaskEvent
from tasks.services.history import TOLD, day_of, event_of, snapshot
from tasks.services.reorganising import accesses
from tasks.services.reorganising.carrying_out import BATCH, GIVER, LEAD, OFFICER, TASK, write
from tasks.services.reorganising.holdings import HOLDINGS
from tasks.services.reorganising.locking import CHUNK
from tasks.services.reorganising.telling import tell_undone
from tasks.services.reorganising.work import Work
from tasks.statuses import Action
from units.models import AuditKind, Reorganisation, ReorganisedUnit, Unit, User
from units.refusals import Conflict
from units.services.audit import record
from units.services.organisation import lock_tree
from units.services.reorganising import tree
from units.services.reorganising.layout import Layout
from units.services.reorganising.preparing import demand_manages, described
from units.services.reorganising.units import undo_units

_NEXT = "Không hoàn tác được nữa: lập một đợt sắp xếp mới (chuyển chức năng hoặc sáp nhập) để chuyển tiếp."
_COLUMNS = {name.removesuffix("_id") for name in TOLD} | {"assigning_organisation"}
_GIVES = (Action.ASSIGN, Action.TRANSFER)


@transaction.atomic
def undo(*, reorganisation: Reorganisation, by: User, now: datetime, reason: str) -> Reorganisation:
    """Units, people, names, groups and work as they were before; both acts stay in the history."""
    if not reason.strip():
        raise ValidationError({"reason": "Ghi rõ lý do hoàn tác."})
    lock_tree()
    locked = Reorganisation.objects.select_for_update(of=("self",)).get(pk=reorganisation.pk)
    demand_manages(locked, by)
    if locked.state != Reorganisation.State.DONE:
        raise Conflict(f"Đợt sắp xếp này {locked.get_state_display()}. Tải lại trang để xem tình trạng mới nhất.")
    tasks = _locked_tasks(locked)
    if why := why_not_undo(locked, day=day_of(now)):
        raise Conflict(why)
    locked.end_reason = reason.strip()[:500]
    layout = Layout(locked)
    work = Work(layout, {}, {line.pk: line.unit for line in layout.targets if line.unit}, by, now, day_of(now))
    _tell_back(work)
    for holding in HOLDINGS:
        holding.undo(locked)
    _move_back(work, tasks)
    accesses.undo(locked)
    try:
        undo_units(locked, now=now, day=day_of(now))
    except ValidationError as refusal:
        raise Conflict(" ".join(refusal.messages)) from None
    locked.state, locked.ended_by, locked.ended_at = Reorganisation.State.UNDONE, by, now
    locked.version += 1
    locked.save()
    subject = f"Hoàn tác: {described(locked)}"
    record(
        kind=AuditKind.UNITS_REORGANISED,
        by=by,
        now=now,
        subject=subject,
        detail={"reorganisation": locked.pk, "reason": locked.end_reason},
    )
    tell_undone(work, [line.unit for line in (*layout.sources, *layout.targets) if line.unit])
    return locked


def why_not_undo(reorganisation: Reorganisation, *, day: date) -> str:
    """What has followed, as a sentence with what to do instead; "" where it can be undone."""
    moved = reorganisation.moved.filter(what=TASK)
    mark = Subquery(moved.filter(row=OuterRef("pk")).values("mark")[:1])
    acted = Task.objects.filter(pk__in=moved.values("row")).exclude(version=mark).count()
    if acted:
        return f"{acted} nhiệm vụ đã chuyển có diễn biến mới sau khi sắp xếp. {_NEXT}"
    since = TaskEvent.objects.filter(Q(pk__gt=reorganisation.last_event) | Q(recorded_at__gt=reorganisation.done_at))
    if tree.is_rename(reorganisation):
        renamed = reorganisation.lines.values("unit")
        count = since.filter(lead__in=renamed).values("task").distinct().count()
        return (
            f"{count} nhiệm vụ của đơn vị có diễn biến mới với tên mới. Đổi tên lần nữa thay cho hoàn tác."
            if count
            else ""
        )
    successors = reorganisation.lines.filter(side=ReorganisedUnit.Side.TO).values("unit")
    new = since.filter(action__in=_GIVES).filter(Q(lead__in=successors) | Q(assigning_organisation__in=successors))
    if count := new.values("task").distinct().count():
        return f"Đơn vị tiếp nhận đã được giao hoặc đã giao {count} nhiệm vụ mới. {_NEXT}"
    opened = Unit.objects.filter(pk__in=reorganisation.moved.filter(what=tree.OPENED).values("row"))
    for holding in HOLDINGS:
        theirs = set(reorganisation.moved.filter(what=holding.key).values_list("row", flat=True))
        if count := sum(one.row not in theirs for one in holding.open_of(opened)):
            return f"Đơn vị mới đã có thêm {count} {holding.label}. {_NEXT}"
    try:
        tree.demand_nothing_followed(reorganisation, day)
    except Conflict as refusal:
        return refusal.reason
    return ""


def _locked_tasks(reorganisation: Reorganisation) -> list[Task]:
    ids = list(reorganisation.moved.filter(what=TASK).order_by("row").values_list("row", flat=True))
    found: list[Task] = []
    for start in range(0, len(ids), CHUNK):
        rows = Task.objects.select_for_update(of=("self",)).filter(pk__in=ids[start : start + CHUNK])
        found += rows.select_related("lead", "assigning_organisation").order_by("pk")
    return found


def _tell_back(work: Work) -> None:
    """The events of the tasks say what of them moved back, as the first ones said what moved."""
    events = TaskEvent.objects.filter(
        task__in=work.reorganisation.moved.filter(what=TASK).values("row"),
        action=Action.REORGANISE,
        pk__lte=work.reorganisation.last_event,
    )
    for task, changes in events.order_by("pk").values_list("task_id", "changes"):
        for name in changes.keys() - _COLUMNS:
            before, after = changes[name]
            work.tell(task, name, after, before)


def _move_back(work: Work, tasks: list[Task]) -> None:
    moved = {
        what: {row.row: row for row in work.reorganisation.moved.filter(what=what)} for what in (LEAD, GIVER, OFFICER)
    }
    units = Unit.objects.in_bulk({row.from_unit_id for what in (LEAD, GIVER) for row in moved[what].values()})
    before = {task.pk: snapshot(task) for task in tasks}
    write(work.reorganisation, back=True)
    events = []
    for task in tasks:
        if row := moved[LEAD].get(task.pk):
            task.lead = units[row.from_unit_id]
        if row := moved[GIVER].get(task.pk):
            work.tell(task.pk, "assigning_organisation", task.assigning_organisation_id, row.from_unit_id)
            task.assigning_organisation = units[row.from_unit_id]
        if row := moved[OFFICER].get(task.pk):
            task.officer_id = row.before["before"]
        task.version += 1
        note = f"Hoàn tác sắp xếp đơn vị theo {work.reorganisation.deciding_document}: {work.reorganisation.end_reason}"
        event = event_of(
            task,
            action=Action.REORGANISE,
            seq=task.version,
            by=work.by,
            now=work.now,
            note=note,
            before=before[task.pk],
        )
        event.changes |= work.told.get(task.pk, {})
        events.append(event)
    TaskEvent.objects.bulk_create(events, batch_size=BATCH)
