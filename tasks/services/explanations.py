"""Explanations (giải trình, G12): the assigner asks the leading unit why, with a day; its head answers in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from tasks.deadlines import refusal_of_year
from tasks.models import Explanation, Task
from tasks.services.filing import HandedIn, demand_open
from tasks.services.history import day_of
from tasks.services.transition import Told, demand_words, transition
from tasks.statuses import EXPLANATION_ANSWERS, Action
from units.models import User
from units.refusals import Conflict


def why_not_now(explanations: Sequence[Explanation]) -> dict[Action, str]:
    """Why each act is not possible now, as a sentence; "" where it is.  `explanations`: all of the task."""
    waiting = next((one for one in explanations if one.status == Explanation.Status.ASKED), None)
    nothing = "Không có yêu cầu giải trình nào đang chờ. Tải lại trang để xem diễn biến mới nhất."
    asked = f"Đã yêu cầu {waiting.unit.label} giải trình, hạn {waiting.due_on:%d/%m/%Y}." if waiting else ""
    return {Action.ASK_EXPLANATION: asked} | dict.fromkeys(EXPLANATION_ANSWERS, "" if waiting else nothing)


def ask_explanation(*, task: Task, by: User, now: datetime, version: int, question: str, due_on: date) -> Task:
    """Ask the lead; one question is open at a time."""

    def asked(locked: Task, day: date) -> Told:
        if reason := why_not_now(list(locked.explanations.select_related("unit")))[Action.ASK_EXPLANATION]:
            raise Conflict(reason)
        if due_on < day:
            raise ValidationError({"due_on": f"Hạn giải trình {due_on:%d/%m/%Y} đã qua. Chọn từ hôm nay trở đi."})
        if refusal := refusal_of_year(due_on, day):
            raise ValidationError({"due_on": refusal})
        Explanation.objects.create(
            task=locked,
            unit=locked.lead,
            question=question.strip(),
            due_on=due_on,
            asked_by=by,
            asked_in_post=by.acting_post,
            asked_on=day,
            asked_at=now,
        )
        return {"explain_by": [None, due_on.isoformat()]}

    demand_words(question, "question", "Ghi rõ nội dung cần giải trình.")
    return transition(
        action=Action.ASK_EXPLANATION, task=task, by=by, now=now, version=version, note=question, change=asked
    ).task


@transaction.atomic
def give_explanation(
    *, task: Task, by: User, now: datetime, version: int, answer: str, files: Sequence[HandedIn] = ()
) -> Task:
    """The head answers; late or not, the answer counts on the day it was given."""

    def given(locked: Task, day: date) -> None:
        one = _waiting(locked, Action.GIVE_EXPLANATION)
        one.status, one.answer = Explanation.Status.GIVEN, answer.strip()
        one.answered_by, one.answered_in_post = by, by.acting_post
        one.closed_on, one.closed_at = day, now
        one.save()

    demand_words(answer, "answer", "Ghi nội dung giải trình: nguyên nhân, trách nhiệm, biện pháp khắc phục.")
    demand_open(files)
    event = transition(
        action=Action.GIVE_EXPLANATION,
        task=task,
        by=by,
        now=now,
        version=version,
        note=answer,
        change=given,
        files=files,
    )
    Explanation.objects.filter(task=task, status=Explanation.Status.GIVEN, event__isnull=True).update(event=event)
    return event.task


def withdraw_explanation(*, task: Task, by: User, now: datetime, version: int, reason: str) -> Task:
    """The question is no longer asked; it stays in the record with the reason."""

    def withdrawn(locked: Task, day: date) -> None:
        one = _waiting(locked, Action.WITHDRAW_EXPLANATION)
        one.status, one.closed_on, one.closed_at = Explanation.Status.WITHDRAWN, day_of(now), now
        one.save()

    demand_words(reason, "reason", "Ghi rõ lý do rút yêu cầu giải trình.")
    return transition(
        action=Action.WITHDRAW_EXPLANATION, task=task, by=by, now=now, version=version, note=reason, change=withdrawn
    ).task


def _waiting(task: Task, action: Action) -> Explanation:
    explanations = list(task.explanations.select_related("unit"))
    if reason := why_not_now(explanations)[action]:
        raise Conflict(reason)
    return next(one for one in explanations if one.status == Explanation.Status.ASKED)
