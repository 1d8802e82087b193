"""Wrong competence: a task goes up to those who gave it, never sideways (requirement F1)."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from directives.models import DirectiveAccess
from tasks.deadlines import refusal_of_year
from tasks.kinds import DeadlineKind, TransferTime
from tasks.models import Task
from tasks.services.history import day_of
from tasks.services.parts import demand_no_open_parts, demand_whole_allows, demand_within, locked_whole
from tasks.services.recipients import demand_still_open, head_of, refusal_of_unit
from tasks.services.transition import Told, demand_words, transition
from tasks.statuses import Action
from units.models import Unit, User


def return_for_transfer(*, task: Task, by: User, now: datetime, version: int, reason: str) -> Task:
    """The head says that the task is not in the unit's competence."""

    def returned(locked: Task, day: date) -> None:
        demand_no_open_parts(locked)

    demand_words(reason, "reason", "Ghi rõ vì sao nhiệm vụ không thuộc thẩm quyền của đơn vị.")
    return transition(
        action=Action.RETURN, task=task, by=by, now=now, version=version, note=reason, change=returned
    ).task


@transaction.atomic
def transfer(
    *,
    task: Task,
    by: User,
    now: datetime,
    version: int,
    lead: Unit,
    time: str,
    due_on: date | None = None,
    note: str = "",
) -> Task:
    """Another unit takes the lead.  `time` (TransferTime) says whether it gets a date of its own, which is then
    `due_on`, or what remains until the one in force; the first date agreed is kept in either case."""

    whole = locked_whole(task)

    def moved(locked: Task, day: date) -> Told:
        demand_whole_allows(Action.TRANSFER, whole, locked)
        _demand_time(time, due_on)
        _demand_other_lead(locked, lead, day)
        if due_on and whole:
            demand_within(whole, due_on, day)
        if due_on:
            _demand_later(due_on, day)
            locked.due_on, locked.deadline_kind = due_on, DeadlineKind.DATE
            locked.original_due_on = locked.original_due_on or due_on
        locked.lead, locked.officer, locked.lead_when_given = lead, None, None
        locked.head_at_assignment = head_of(lead, on=day)
        return {"time": [None, TransferTime(time).label]}

    changed = transition(
        action=Action.TRANSFER, task=task, by=by, now=now, version=version, note=note, change=moved
    ).task
    demand_still_open([lead.pk], day_of(now))
    if changed.directive_id:
        DirectiveAccess.objects.get_or_create(
            directive_id=changed.directive_id, unit=lead, reason=DirectiveAccess.Reason.LEAD
        )
    return changed


@transaction.atomic
def insist(*, task: Task, by: User, now: datetime, version: int, reason: str) -> Task:
    """The unit keeps the lead."""
    whole = locked_whole(task)

    def kept(locked: Task, day: date) -> None:
        demand_whole_allows(Action.INSIST, whole, locked)

    demand_words(reason, "reason", "Ghi rõ vì sao giữ nguyên đơn vị chủ trì.")
    return transition(action=Action.INSIST, task=task, by=by, now=now, version=version, note=reason, change=kept).task


def _demand_time(time: str, due_on: date | None) -> None:
    """Nothing is understood by silence: neither that the time goes on, nor that it starts anew."""
    if time not in TransferTime.values:
        raise ValidationError({"time": "Chọn tính hạn mới hay giữ hạn còn lại cho đơn vị nhận."})
    if time == TransferTime.FRESH and due_on is None:
        raise ValidationError({"due_on": "Nhập hạn mới, hoặc chọn giữ hạn còn lại."})
    if time == TransferTime.REMAINING and due_on is not None:
        raise ValidationError({"due_on": "Đã chọn giữ hạn còn lại: bỏ trống hạn mới, hoặc chọn tính hạn mới."})


def _demand_other_lead(task: Task, lead: Unit, day: date) -> None:
    refusal = refusal_of_unit(lead, task.assigning_organisation, day)
    if lead.pk == task.lead_id:
        refusal = f"{lead.label} đang chủ trì nhiệm vụ này. Chọn đơn vị khác, hoặc giữ nguyên đơn vị chủ trì."
    elif task.coordinations.filter(unit=lead).exists():
        refusal = f"{lead.label} đang là đơn vị phối hợp của nhiệm vụ này. Chọn đơn vị khác."
    if refusal:
        raise ValidationError({"lead": refusal})


def _demand_later(due_on: date, day: date) -> None:
    if due_on < day:
        raise ValidationError({"due_on": f"Hạn mới {due_on:%d/%m/%Y} đã qua. Chọn từ hôm nay trở đi."})
    if refusal := refusal_of_year(due_on, day):
        raise ValidationError({"due_on": refusal})
