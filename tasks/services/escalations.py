"""Putting tasks before the leaders (báo cáo lãnh đạo, G3): the Office proposes a handling, a leader decides.

The decision may name what follows; it does nothing by itself, so that who does it and when stands in the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from notices.models import Kind
from notices.services.outbox import Message, notify
from tasks.kinds import Handling
from tasks.models import EscalatedTask, Escalation, Task
from tasks.permissions import can_report_to_leaders
from tasks.services.following import on_each
from tasks.services.history import day_of, said_at
from tasks.services.telling import People, in_short
from tasks.services.transition import demand_words
from tasks.statuses import ESCALATION_ANSWERS, Action
from units.models import User
from units.refusals import Conflict, demand
from units.roles import Role


def link_to(escalation: Escalation) -> str:
    """The path of its page."""
    return f"/bao-cao-lanh-dao/{escalation.pk}/"


def why_not_now(lines: Iterable[EscalatedTask]) -> dict[Action, str]:
    """Why a task can't be put before the leaders now; the answers are given on the escalation's own page.  `lines`: all
    of the task."""
    waiting = next((line.escalation for line in lines if line.escalation.is_waiting), None)
    already = f"Đã báo cáo lãnh đạo lúc {_when(waiting)}, đang chờ ý kiến." if waiting else ""
    elsewhere = "Thực hiện tại trang của báo cáo lãnh đạo."
    return {Action.ESCALATE: already} | dict.fromkeys(ESCALATION_ANSWERS, elsewhere)


@transaction.atomic
def escalate(*, known: Mapping[int, int], by: User, now: datetime, handling: Handling, proposal: str) -> Escalation:
    """Put the tasks of `known` (id -> version seen) before the leaders of the person's organisation."""

    def put(locked: Task, day: date) -> None:
        if waiting := _waiting_with(locked):
            raise Conflict(f"Đã báo cáo lãnh đạo lúc {_when(waiting)}, đang chờ ý kiến.")

    demand(can_report_to_leaders(by))
    if not known:
        raise ValidationError({"chosen": "Chọn ít nhất một nhiệm vụ."})
    demand_words(proposal, "proposal", "Ghi tình hình và đề xuất xử lý để lãnh đạo quyết định.")
    note = f"Đề xuất: {Handling(handling).label}.\n\n{proposal.strip()}"
    # The proposal is for the leaders: the history, which the unit reads, says only that they were told.
    tasks = on_each(action=Action.ESCALATE, known=known, by=by, now=now, change=put)
    post = by.acting_post
    escalation = Escalation.objects.create(
        organisation=post.organisation,  # type: ignore[union-attr]
        handling=handling,
        proposal=proposal.strip(),
        asked_by=by,
        asked_in_post=post,
        asked_at=now,
    )
    EscalatedTask.objects.bulk_create([EscalatedTask(escalation=escalation, task=task) for task in tasks])
    _tell(escalation, Kind.ESCALATED, Role.LEADER, f"Báo cáo lãnh đạo {_about(tasks)}", note, by, now)
    return escalation


def escalate_one(*, task: Task, by: User, now: datetime, version: int, handling: Handling, proposal: str) -> Task:
    """The same from the page of one task."""
    escalate(known={task.pk: version}, by=by, now=now, handling=handling, proposal=proposal)
    return Task.objects.get(pk=task.pk)


@transaction.atomic
def decide(
    *, escalation: Escalation, by: User, now: datetime, agrees: bool, decision: str = "", follows: str = ""
) -> Escalation:
    """A leader agrees with the proposal, or says otherwise in words; `follows` names what is to be done next."""
    if not agrees:
        demand_words(decision, "decision", "Ghi rõ ý kiến chỉ đạo khác với đề xuất.")
    # Agreed without another word: what was proposed is what follows.
    named = Handling(follows) if follows else Handling(escalation.handling) if agrees else None
    said = ["Đồng ý với đề xuất." if agrees else "Ý kiến khác.", decision.strip()]
    said.append(f"Việc tiếp theo: {named.label}." if named else "")
    locked, tasks = _on_its_tasks(
        escalation, Action.DECIDE_ESCALATION, by, now, "\n".join(words for words in said if words)
    )
    locked.status = Escalation.Status.AGREED if agrees else Escalation.Status.OTHER
    locked.decision, locked.follows = decision.strip(), named or ""
    locked.decided_by, locked.decided_in_post, locked.closed_at = by, by.acting_post, now
    locked.save()
    title = f"Lãnh đạo {'đồng ý' if agrees else 'có ý kiến khác'} về {_about(tasks)}"
    _tell(locked, Kind.ESCALATION_DECIDED, Role.MONITOR, title, decision, by, now)
    return locked


@transaction.atomic
def withdraw(*, escalation: Escalation, by: User, now: datetime, reason: str) -> Escalation:
    """The Office no longer asks; the reason stays on each task."""
    demand_words(reason, "reason", "Ghi rõ lý do rút báo cáo.")
    locked, _ = _on_its_tasks(escalation, Action.WITHDRAW_ESCALATION, by, now, reason)
    locked.status, locked.closed_at = Escalation.Status.WITHDRAWN, now
    locked.save()
    return locked


def _on_its_tasks(
    escalation: Escalation, action: Action, by: User, now: datetime, note: str
) -> tuple[Escalation, list[Task]]:
    """The escalation, locked after its tasks; Conflict where it waits no longer."""
    wanted = Task.objects.filter(escalated__escalation=escalation).order_by("pk")
    known = dict(wanted.select_for_update(of=("self",)).values_list("pk", "version"))
    locked = Escalation.objects.select_for_update(of=("self",)).select_related("decided_by").get(pk=escalation.pk)
    if not locked.is_waiting:
        who = f"{locked.decided_by} đã cho ý kiến" if locked.decided_by else "Văn phòng đã rút báo cáo này"
        raise Conflict(f"{who} lúc {_when(locked, closed=True)}. Tải lại trang để xem.")
    return locked, on_each(action=action, known=known, by=by, now=now, note=note)


def _waiting_with(task: Task) -> Escalation | None:
    return Escalation.objects.waiting().filter(lines__task=task).first()


def _when(escalation: Escalation, *, closed: bool = False) -> str:
    moment = escalation.closed_at if closed else escalation.asked_at
    return said_at(moment) if moment else ""


def _about(tasks: list[Task]) -> str:
    return f"{len(tasks)} nhiệm vụ" if len(tasks) > 1 else f"nhiệm vụ “{in_short(tasks[0].title, 150)}”"


def _tell(escalation: Escalation, kind: Kind, role: Role, title: str, body: str, by: User, now: datetime) -> None:
    """Once, however many tasks it is about."""
    people = People(units=[], organisations=[escalation.organisation_id], on=day_of(now))
    messages = [
        Message(person, kind, f"escalation:{escalation.pk}", title, link_to(escalation), body)
        for person in people.in_role(escalation.organisation_id, role)
        if person.pk != by.pk
    ]
    notify(messages=messages, now=now)
