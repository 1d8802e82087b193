"""Reviews of long-delayed work (rà soát việc chậm trễ, kéo dài; E7): the list of a day, one outcome for each task."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tasks.deadlines import refusal_of_year
from tasks.kinds import Outcome
from tasks.models import Review, ReviewedTask, Task
from tasks.permissions import can_follow_up
from tasks.services.history import day_of, said_at
from tasks.services.transition import Told, transition
from tasks.statuses import Action
from units.models import User
from units.refusals import Conflict, demand

LEAST_DAYS = 30  # calendar days late: from here on work counts as long delayed, where nobody says otherwise


def link_to(review: Review) -> str:
    """The path of its page."""
    return f"/ra-soat/{review.pk}/"


def days_of(task: Task, day: date) -> int:
    """Calendar days late; of a task without a date the days since it was last heard of."""
    return (day - (task.due_on or task.last_reported_on or task.assigned_on)).days


@transaction.atomic
def hold_review(*, by: User, now: datetime, least_days: int = LEAST_DAYS) -> Review:
    """Take the list as it stands now; one review a day."""
    demand(can_follow_up(by))
    post, day = by.acting_post, day_of(now)
    organisation = post.organisation  # type: ignore[union-attr]
    tasks = list(Task.objects.assigned_by_organisation(organisation).long_delayed(day, least_days))
    if not tasks:
        raise Conflict(f"Không có nhiệm vụ nào quá hạn từ {least_days} ngày trở lên để rà soát.")
    try:
        with transaction.atomic():
            review = Review.objects.create(
                organisation=organisation,
                held_on=day,
                least_days=least_days,
                made_by=by,
                made_in_post=post,
                made_at=now,
            )
    except IntegrityError:
        first = Review.objects.select_related("made_by").get(organisation=organisation, held_on=day)
        raise Conflict(
            f"{first.made_by} đã lập đợt rà soát hôm nay lúc {said_at(first.made_at)}. Mở đợt đó để ghi kết luận."
        ) from None
    ReviewedTask.objects.bulk_create(
        ReviewedTask(review=review, task=task, lead_id=task.lead_id, due_on=task.due_on, days=days_of(task, day))
        for task in tasks
    )
    return review


@transaction.atomic
def conclude(
    *,
    line: ReviewedTask,
    by: User,
    now: datetime,
    version: int,
    outcome: Outcome,
    note: str = "",
    promised_on: date | None = None,
) -> ReviewedTask:
    """Record the outcome for one task of a review, once; it stands on the task and its lead is told."""
    found: list[ReviewedTask] = []

    def concluded(locked: Task, day: date) -> Told:
        one = ReviewedTask.objects.select_for_update(of=("self",)).select_related("recorded_by").get(pk=line.pk)
        if one.recorded_at:
            raise Conflict(f"{one.recorded_by} đã ghi kết luận cho nhiệm vụ này lúc {said_at(one.recorded_at)}.")
        _demand_complete(outcome, note, promised_on, day)
        one.outcome, one.note = outcome, note.strip()
        one.promised_on = promised_on if outcome == Outcome.GO_ON else None
        one.recorded_by, one.recorded_in_post, one.recorded_at = by, by.acting_post, now
        one.save()
        found.append(one)
        return {"promised_on": [None, one.promised_on.isoformat()]} if one.promised_on else {}

    words = f"{Outcome(outcome).label}.\n{note.strip()}".strip()
    transition(action=Action.REVIEW, task=line.task, by=by, now=now, version=version, note=words, change=concluded)
    return found[0]


def _demand_complete(outcome: Outcome, note: str, promised_on: date | None, day: date) -> None:
    if outcome == Outcome.GO_ON:
        refusal = ""
        if promised_on is None:
            refusal = "Nhập ngày đơn vị cam kết hoàn thành."
        elif promised_on < day:
            refusal = f"Ngày cam kết {promised_on:%d/%m/%Y} đã qua. Chọn từ hôm nay trở đi."
        else:
            refusal = refusal_of_year(promised_on, day)
        if refusal:
            raise ValidationError({"promised_on": refusal})
    elif not note.strip():
        raise ValidationError({"note": "Ghi rõ lý do của kết luận này."})
