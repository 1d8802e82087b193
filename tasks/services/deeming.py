"""Silence is consent (requirement F5): recorded by the clock once for each opinion, however often or late the job runs.

Also the reminders before the date.  Whether an answer is late is computed from dates; what is recorded here is the
event in the history and that both sides were told.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import transaction

from notices.models import JobRun, Kind
from tasks.models import Opinion, Task
from tasks.opinions import OpinionState, deemed_on
from tasks.reminders import ANSWER_LEVELS, level_of
from tasks.services.telling_opinions import tell_lead, tell_units
from tasks.services.transition import Told, transition
from tasks.statuses import OPEN, Action, Status

JOB = "deem_consent"


def deem_consent(*, today: date, now: datetime) -> dict[str, int]:
    """Record the consent of every unit that was silent at the end of its date, on whatever day that was.

    Each task is its own transaction, so that a job cut short is simply run again.  Returns and records
    {"opinions": recorded now}.
    """
    run, _ = JobRun.objects.get_or_create(job=JOB, key=today.isoformat(), defaults={"started_at": now})
    owed = Opinion.objects.to_deem(today).order_by("consultation__task_id")
    tasks = list(owed.values_list("consultation__task_id", flat=True).distinct())
    found = sum(deem_of(task, today=today, now=now) for task in tasks)
    with transaction.atomic():
        run = JobRun.objects.select_for_update().get(pk=run.pk)
        run.outcome = {"opinions": run.outcome.get("opinions", 0) + found}
        run.finished_at = now
        run.save(update_fields=["outcome", "finished_at"])
    return {"opinions": found}


@transaction.atomic
def deem_of(task_id: int, *, today: date, now: datetime) -> int:
    """Record what the clock owes on one task, one event a consultation; returns how many opinions."""
    if not Opinion.objects.to_deem(today).filter(consultation__task_id=task_id).exists():
        return 0
    task = Task.objects.select_for_update(of=("self",)).get(pk=task_id)
    owed = Opinion.objects.to_deem(today).filter(consultation__task=task).select_for_update(of=("self",))
    silent = list(owed.select_related("unit", "consultation__task__officer").order_by("consultation_id", "pk"))
    for _, group in groupby(silent, key=lambda one: one.consultation_id):
        _record(task, list(group), now)
    return len(silent)


def _record(task: Task, silent: list[Opinion], now: datetime) -> None:
    consultation = silent[0].consultation
    since = deemed_on(consultation.due_on)
    names = ", ".join(one.unit.label for one in silent)

    def deemed(locked: Task, day: date) -> Told:
        Opinion.objects.filter(pk__in=[one.pk for one in silent]).update(deemed_on=since, deemed_at=now)
        return {"deemed": [None, names]}

    transition(
        action=Action.DEEM_CONSENT,
        task=task,
        by=None,
        now=now,
        version=None,
        note=f"Hết ngày {consultation.due_on:%d/%m/%Y} đơn vị không trả lời: coi như đồng ý từ ngày {since:%d/%m/%Y} "
        "và vẫn chịu trách nhiệm về nội dung được hỏi.",
        change=deemed,
        effective_on=since,
    )
    words = "Không trả lời đúng hạn, coi như đồng ý"
    body = "Đơn vị vẫn chịu trách nhiệm về nội dung được hỏi. Ý kiến gửi sau được lưu nhưng không thay đổi kết quả này."
    tell_units(silent, Kind.OPINION_DEEMED, "deemed", words, by=None, now=now, body=body)
    tell_lead(
        consultation, Kind.OPINION_DEEMED, f"deemed:{since.isoformat()}", f"{names} coi như đồng ý", by=None, now=now
    )


def remind_of_opinions(*, today: date, now: datetime) -> dict[str, int]:
    """Tell the units that have still to answer, the day before the date and on the day; returns {"told": new ones}."""
    nearest = today + timedelta(days=max(-level.from_day for level in ANSWER_LEVELS))
    waiting = (
        Opinion.objects.in_state(OpinionState.WAITING, today)
        .filter(consultation__due_on__range=(today, nearest))
        .filter(consultation__task__status__in=sorted(OPEN - {Status.SUSPENDED}))
        .select_related("consultation")
        .order_by("consultation__due_on", "pk")
    )
    told = 0
    for due_on, group in groupby(waiting, key=lambda one: one.consultation.due_on):
        level = level_of(due_on, today, ANSWER_LEVELS)
        if level is None:
            continue
        key, words = f"due:{due_on.isoformat()}:{level.name}", f"Hạn trả lời ý kiến {due_on:%d/%m/%Y}"
        told += tell_units(group, Kind.OPINION_DUE, key, words, by=None, now=now)
    return {"told": told}
