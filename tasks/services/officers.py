"""Who of the leading unit works on a task, and how that work passes to a colleague (phân công, bàn giao)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from notices.models import Kind
from notices.services.outbox import Message, notify
from tasks.models import Task
from tasks.permissions import can_hand_over_in
from tasks.services.parts import able_to_take
from tasks.services.telling import in_short, link_to
from tasks.services.transition import transition
from tasks.statuses import OPEN, Action
from units.models import Unit, User
from units.refusals import Conflict, demand

MINE = "/viec-cua-toi/"


def why_not_now(task: Task) -> dict[Action, str]:
    """On the page of one task an officer's part is handed over; of any other the officer is simply named anew."""
    if task.is_officers_part:
        return {}
    return {Action.HAND_OVER: "Đổi người thực hiện bằng “Phân công chuyên viên”."}


def name_officer(*, task: Task, by: User, now: datetime, version: int, officer: User | None, note: str = "") -> Task:
    """The head says who of the unit works on the task, or (None) that the unit as a whole does."""

    def named(locked: Task, day: date) -> None:
        if officer == locked.officer:
            same = f"{officer} đang được phân công nhiệm vụ này." if officer else "Nhiệm vụ chưa phân công cho ai."
            raise ValidationError({"officer": f"{same} Chọn người khác."})
        if officer:
            _demand_able(locked, officer, by, day, field="officer")
        locked.officer = officer

    return transition(
        action=Action.NAME_OFFICER, task=task, by=by, now=now, version=version, note=note, change=named
    ).task


@transaction.atomic
def hand_over(*, task: Task, by: User, now: datetime, version: int, officer: User, note: str = "") -> Task:
    """A colleague takes the task over from its officer, who keeps no part in it."""
    handed = _hand_over(task, officer, by, now, version, note, field="officer")
    _tell_receivers([handed], sender=task.officer, by=by, now=now)
    return handed


@transaction.atomic
def hand_over_work(
    *, person: User, unit: Unit, receivers: Mapping[int, User], by: User, now: datetime, note: str = ""
) -> list[Task]:
    """Open work of one person in the unit passes to colleagues in one step.  `receivers`: task id -> who takes over.

    ValidationError is keyed "to_<task id>"; Conflict where a task is no longer this person's to give.
    """
    demand(can_hand_over_in(by, unit))
    # In the order of their ids, which is wholes before their parts, as every act locks them.
    tasks = list(Task.objects.select_for_update(of=("self",)).filter(pk__in=receivers).order_by("pk"))
    _demand_still_theirs(tasks, person, unit, receivers)
    handed = [
        _hand_over(task, receivers[task.pk], by, now, task.version, note, field=f"to_{task.pk}") for task in tasks
    ]
    _tell_receivers(handed, sender=person, by=by, now=now)
    return handed


def _hand_over(task: Task, officer: User, by: User, now: datetime, version: int, note: str, *, field: str) -> Task:
    def handed(locked: Task, day: date) -> None:
        if locked.officer_id is None:
            raise Conflict("Nhiệm vụ chưa phân công cho ai nên không có gì để bàn giao.")
        if officer.pk == locked.officer_id:
            raise ValidationError({field: f"{officer} đang thực hiện việc này. Chọn người nhận khác."})
        _demand_able(locked, officer, by, day, field=field)
        locked.officer = officer

    return transition(
        action=Action.HAND_OVER, task=task, by=by, now=now, version=version, note=note, change=handed
    ).task


def _demand_able(task: Task, officer: User, by: User, day: date, *, field: str) -> None:
    refusal = ""
    if not able_to_take(task.lead, day).filter(user=officer).exists():
        refusal = f"{officer} không thực hiện nhiệm vụ tại {task.lead.label}. Chọn người khác của đơn vị."
    elif task.is_officers_part and officer == by:
        refusal = "Không tự nhận phần việc do mình bàn giao: kết quả phải do người khác xác nhận. Chọn người khác."
    if refusal:
        raise ValidationError({field: refusal})


def _demand_still_theirs(tasks: list[Task], person: User, unit: Unit, wanted: Mapping[int, User]) -> None:
    theirs = [
        task for task in tasks if task.officer_id == person.pk and task.lead_id == unit.pk and task.status in OPEN
    ]
    if changed := len(wanted) - len(theirs):
        raise Conflict(
            f"{changed} việc không còn do {person} thực hiện hoặc đã kết thúc. "
            "Chưa việc nào được bàn giao; xem lại danh sách rồi bàn giao lại."
        )


def _tell_receivers(tasks: list[Task], *, sender: User | None, by: User, now: datetime) -> None:
    """One notice a receiver, however many tasks passed to them."""
    received: dict[User, list[Task]] = {}
    for task in tasks:
        if task.officer and task.officer != by:
            received.setdefault(task.officer, []).append(task)
    notify(messages=[_received(person, got, sender) for person, got in received.items()], now=now)


def _received(person: User, tasks: list[Task], sender: User | None) -> Message:
    first = tasks[0]
    key = f"hand-over:{first.pk}:v{first.version}"
    if len(tasks) == 1:
        title = f"Nhận bàn giao từ {sender}: {in_short(first.title, 200)}"
        return Message(person, Kind.HANDED_OVER, key, title, link_to(first))
    body = "\n".join(f"- {in_short(task.title, 200)}" for task in tasks)
    return Message(person, Kind.HANDED_OVER, key, f"Nhận bàn giao {len(tasks)} việc từ {sender}", MINE, body)
