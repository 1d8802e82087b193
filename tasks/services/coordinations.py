"""Coordinating: who else takes part, what the lead asks of each by when, and what each reports.

The units are named by those who give the task; what is asked of them stands within the lead's own date.  Each answers
for its own silence: it is counted from the day after its date until it reports or its part ends with the task.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from directives.models import DirectiveAccess
from notices.models import Kind
from tasks.models import Coordination, Task
from tasks.permissions import coordination_of
from tasks.services.filing import HandedIn, demand_open
from tasks.services.parts import refusal_within
from tasks.services.recipients import refusal_of_unit
from tasks.services.telling import tell_units
from tasks.services.transition import Told, demand_words, transition
from tasks.silence import Duty, days_late
from tasks.statuses import Action
from units.models import Unit, User
from units.refusals import Conflict


def why_not_now(task: Task, user: User) -> dict[Action, str]:
    """Why each act is not possible now for the person, as a sentence; "" where it is."""
    current = [one for one in task.coordinations.all() if one.is_current]
    nobody = "" if current else "Nhiệm vụ không có đơn vị phối hợp."
    is_done = any(one.status == Duty.DONE for one in current)
    to_ask = any(one.status != Duty.DONE for one in current)
    own = coordination_of(user, task)
    owed = nobody or (_why_not_report(own) if own else "")
    return {
        Action.ASK_COORDINATION: nobody or ("" if to_ask else "Các đơn vị phối hợp đều đã báo cáo kết quả."),
        Action.ASK_MORE: nobody or ("" if is_done else "Chưa có đơn vị phối hợp nào báo cáo kết quả."),
        Action.REPORT_COORDINATION: owed,
        Action.PROGRESS_COORDINATION: owed,
    }


def _why_not_report(own: Coordination) -> str:
    if own.status == Duty.DONE:
        return f"{own.unit.label} đã báo cáo kết quả phối hợp ngày {own.done_on:%d/%m/%Y}."
    if own.status == Duty.CLOSED:
        return f"Phần phối hợp của {own.unit.label} đã kết thúc ngày {own.closed_on:%d/%m/%Y}."
    return ""


@transaction.atomic
def add_coordination(
    *, task: Task, by: User, now: datetime, version: int, unit: Unit, reason: str, due_on: date | None = None
) -> Task:
    """Those who gave the task name one more unit.  Without a date of its own it owes its part by the date of the task;
    of one that is overdue there is no date left, and the lead sets one once the task has a later date."""

    def added(locked: Task, day: date) -> Told:
        _demand_newcomer(locked, unit, day)
        date_in_force = locked.due_on if locked.due_on and locked.due_on >= day else None
        if due_on:
            _demand_date(locked, due_on, day)
        own = due_on or date_in_force
        Coordination.objects.create(task=locked, unit=unit, begun_on=day, due_on=own)
        return _told(unit, None, own)

    demand_words(reason, "reason", "Ghi rõ vì sao cần thêm đơn vị phối hợp.")
    event = transition(
        action=Action.ADD_COORDINATION, task=task, by=by, now=now, version=version, note=reason, change=added
    )
    if event.task.directive_id:
        DirectiveAccess.objects.get_or_create(
            directive_id=event.task.directive_id, unit=unit, reason=DirectiveAccess.Reason.COORDINATING
        )
    tell_units([unit.pk], event, words="Giao phối hợp", kind=Kind.COORDINATION_ASKED, now=now)
    return event.task


@transaction.atomic
def ask_coordination(
    *, task: Task, by: User, now: datetime, version: int, unit: Unit, content: str, due_on: date
) -> Task:
    """The lead says what it needs of a unit and by when.  A date that passed in silence stays counted: the request is
    then a new one."""

    def asked(locked: Task, day: date) -> Told:
        one = _current(locked, unit)
        if one.status == Duty.DONE:
            raise ValidationError(
                {"unit": f"{unit.label} đã báo cáo kết quả. Chọn “{Action.ASK_MORE.label}” nếu chưa đủ."}
            )
        _demand_date(locked, due_on, day)
        before = one.due_on
        if one.is_open and not days_late(one.due_on, day):
            one.content, one.asked_by, one.asked_on, one.due_on = content.strip(), by, day, due_on
            one.save()
        else:
            _ask_anew(one, by=by, day=day, content=content, due_on=due_on)
        return _told(unit, before, due_on)

    demand_words(content, "content", "Ghi nội dung cần đơn vị phối hợp.")
    event = transition(
        action=Action.ASK_COORDINATION, task=task, by=by, now=now, version=version, note=content, change=asked
    )
    words = f"Yêu cầu phối hợp, hạn {due_on:%d/%m/%Y}"
    tell_units([unit.pk], event, words=words, kind=Kind.COORDINATION_ASKED, now=now)
    return event.task


@transaction.atomic
def ask_more(*, task: Task, by: User, now: datetime, version: int, unit: Unit, reason: str, due_on: date) -> Task:
    """What the unit reported is not enough: the lead says why and sets a new date; the first report stays."""

    def reopened(locked: Task, day: date) -> Told:
        one = _current(locked, unit)
        if one.status != Duty.DONE:
            raise ValidationError({"unit": f"{unit.label} chưa báo cáo kết quả phối hợp."})
        _demand_date(locked, due_on, day)
        _ask_anew(one, by=by, day=day, content=reason, due_on=due_on)
        return _told(unit, one.due_on, due_on)

    demand_words(reason, "reason", "Ghi rõ nội dung chưa đạt, cần bổ sung.")
    event = transition(action=Action.ASK_MORE, task=task, by=by, now=now, version=version, note=reason, change=reopened)
    words = f"Yêu cầu bổ sung kết quả phối hợp, hạn {due_on:%d/%m/%Y}"
    tell_units([unit.pk], event, words=words, kind=Kind.COORDINATION_ASKED, now=now)
    return event.task


@transaction.atomic
def report_coordination(
    *, task: Task, by: User, now: datetime, version: int, note: str, files: Sequence[HandedIn] = ()
) -> Task:
    """The unit reports its contribution, by which its part is done."""
    found: list[Coordination] = []

    def reported(locked: Task, day: date) -> Told:
        one = _owed(locked, by)
        one.status, one.done_on = Duty.DONE, day
        found.append(one)
        return {"coordination": [None, one.unit.label]}

    demand_words(note, "note", "Ghi kết quả phối hợp của đơn vị.")
    demand_open(files)
    event = transition(
        action=Action.REPORT_COORDINATION,
        task=task,
        by=by,
        now=now,
        version=version,
        note=note,
        change=reported,
        files=files,
    )
    for one in found:
        one.report = event
        one.save()
    return event.task


def progress_coordination(
    *, task: Task, by: User, now: datetime, version: int, note: str, files: Sequence[HandedIn] = ()
) -> Task:
    """How far the unit's contribution has come; it stays owed."""

    def told(locked: Task, day: date) -> Told:
        return {"coordination": [None, _owed(locked, by).unit.label]}

    demand_words(note, "note", "Ghi tình hình phối hợp: việc đã làm, việc còn lại, vướng mắc nếu có.")
    demand_open(files)
    return transition(
        action=Action.PROGRESS_COORDINATION,
        task=task,
        by=by,
        now=now,
        version=version,
        note=note,
        change=told,
        files=files,
    ).task


def _owed(task: Task, by: User) -> Coordination:
    """What the person's unit still has to report; permission was asked before."""
    own = coordination_of(by, task)
    if own is None:
        raise Conflict("Đơn vị của bạn không còn phối hợp nhiệm vụ này. Tải lại trang để xem diễn biến mới nhất.")
    if reason := _why_not_report(own):
        raise Conflict(reason)
    return own


def _current(task: Task, unit: Unit) -> Coordination:
    one = task.coordinations.current().filter(unit=unit).first()
    if one is None:
        raise ValidationError({"unit": f"{unit.label} không phối hợp nhiệm vụ này. Chọn một đơn vị phối hợp."})
    return one


def _ask_anew(one: Coordination, *, by: User, day: date, content: str, due_on: date) -> None:
    if one.is_open:
        one.status, one.closed_on = Duty.CLOSED, day
    one.is_current = False
    one.save()
    Coordination.objects.create(
        task=one.task,
        unit=one.unit,
        begun_on=day,
        content=content.strip(),
        asked_by=by,
        asked_on=day,
        due_on=due_on,
    )


def _demand_date(task: Task, due_on: date, day: date) -> None:
    if refusal := refusal_within(task, due_on, day, "phần phối hợp"):
        raise ValidationError({"due_on": refusal})


def _demand_newcomer(task: Task, unit: Unit, day: date) -> None:
    refusal = refusal_of_unit(unit, task.assigning_organisation, day)
    if unit.pk == task.lead_id:
        refusal = f"{unit.label} đang chủ trì nhiệm vụ này nên không đồng thời phối hợp."
    elif task.coordinations.filter(unit=unit).exists():
        refusal = f"{unit.label} đã là đơn vị phối hợp của nhiệm vụ này."
    if refusal:
        raise ValidationError({"unit": refusal})


def _told(unit: Unit, before: date | None, due_on: date | None) -> Told:
    dates = [before.isoformat() if before else None, due_on.isoformat() if due_on else None]
    return {"coordination": [None, unit.label]} | ({"coordination_due_on": dates} if due_on else {})
