"""Standing duties: how often they are reported on, the check-ins (báo cáo kỳ) that are owed, and reminding of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from notices.models import Kind
from notices.services.outbox import Message, notify
from tasks.deadlines import DUE_SOON_DAYS
from tasks.kinds import DutyKind
from tasks.models import CheckIn, CheckInPlan, Task, TaskEvent
from tasks.periods import ONE_DAY, Period
from tasks.querysets.time import RUNNING
from tasks.reminders import level_of, reminder_words
from tasks.rhythm import Rhythm, refusal_of
from tasks.services.filing import HandedIn, demand_open
from tasks.services.history import day_of
from tasks.services.overdue import told_at
from tasks.services.telling import People, in_short, link_to
from tasks.services.transition import Told, demand_words, transition
from tasks.statuses import Action, Status
from units.models import User
from units.refusals import Conflict

NO_PLAN = "không yêu cầu báo cáo kỳ"
_ASKED_OF = RUNNING  # a duty that rests owes nothing
_AT_REST = (Status.SUSPENDED, Status.COMPLETED, Status.CANCELLED)
BATCH = 500


def begin(plans: Sequence[tuple[Task, Rhythm]], *, day: date) -> None:
    """The plans of standing duties that are given now, with what they owe for the running period."""
    rows = []
    for task, rhythm in plans:
        row = CheckInPlan(task=task, next_on=rhythm.first_owed(day).starts_on)
        row.take_rhythm(rhythm)
        rows.append(row)
    _ask(CheckInPlan.objects.bulk_create(rows), day)


def plan_check_ins(*, task: Task, by: User, now: datetime, version: int, rhythm: Rhythm | None) -> Task:
    """How often the standing duty is reported on, from the next period on; None: no longer."""

    def planned(locked: Task, day: date) -> Told:
        if refusal := why_no_plan(locked):
            raise Conflict(refusal)
        if rhythm and (wrong := refusal_of(rhythm)):
            raise ValidationError({"due_day": wrong})
        plan = CheckInPlan.objects.select_for_update().filter(task=locked).first()
        before = str(plan) if plan and not plan.is_off else NO_PLAN
        after = str(rhythm) if rhythm else NO_PLAN
        if before == after:
            raise ValidationError("Chưa có thay đổi nào. Chọn kỳ và cách tính hạn khác rồi lưu lại.")
        _replan(locked, plan, rhythm, day)
        return {"check_ins": [before, after]}

    return transition(action=Action.PLAN_CHECK_INS, task=task, by=by, now=now, version=version, change=planned).task


def check_in(
    *, task: Task, by: User, now: datetime, version: int, period: CheckIn, note: str, files: Sequence[HandedIn] = ()
) -> Task:
    """The unit reports for one period of the duty; early, in time or late."""

    def given(locked: Task, day: date) -> Told:
        row = _owed(locked).filter(pk=period.pk).first()
        if row is None:
            raise Conflict(f"{period.period.label} đã được báo cáo. Tải lại trang để xem diễn biến mới nhất.")
        locked.last_reported_on = day
        return {"check_in": [None, row.period.label]}

    demand_words(note, "note", "Ghi tình hình thực hiện trong kỳ.")
    demand_open(files)
    with transaction.atomic():
        event = transition(
            action=Action.CHECK_IN, task=task, by=by, now=now, version=version, note=note, change=given, files=files
        )
        CheckIn.objects.filter(pk=period.pk).update(given_on=day_of(now), event=event)
    return event.task


def why_no_plan(task: Task) -> str:
    if task.duty_kind != DutyKind.STANDING:
        return "Chỉ việc thường xuyên mới có báo cáo kỳ."
    return ""


def why_no_check_in(task: Task) -> str:
    """No query for a duty of another kind."""
    if refusal := why_no_plan(task):
        return refusal
    return "" if _owed(task).exists() else "Không có kỳ nào đang chờ báo cáo."


def owed_by(task: Task) -> list[CheckIn]:
    """Periods that were not reported on, the oldest first."""
    return list(_owed(task))


def give_days_back(task: Task, since: date, day: date) -> None:
    """The duty rested from `since` on: what was not yet due then is due so much later."""
    rows = list(task.check_ins.filter(given_on__isnull=True, due_on__gte=since))
    for row in rows:
        row.due_on += day - since
    CheckIn.objects.bulk_update(rows, ["due_on"])


def ask_for_check_ins(*, now: datetime) -> int:
    """Ask for the check-in of each period that has begun, once; returns how many are new."""
    day, asked, last = day_of(now), 0, 0
    due = CheckInPlan.objects.filter(is_off=False, next_on__lte=day, task__status__in=_ASKED_OF)
    while keys := list(due.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            locked = CheckInPlan.objects.select_for_update(of=("self",)).filter(pk__in=keys, is_off=False)
            asked += _ask(list(locked.order_by("pk")), day)
        last = keys[-1]
    return asked


def remind_of_check_ins(*, today: date, now: datetime) -> dict[str, int]:
    """Remind of each check-in that is due soon, due or missing, at each level once."""
    seen = told = last = 0
    owed = CheckIn.objects.filter(
        given_on__isnull=True, due_on__lte=today + timedelta(days=DUE_SOON_DAYS), task__status__in=_ASKED_OF
    ).select_related("task__officer")
    while batch := list(owed.filter(pk__gt=last).order_by("pk")[:BATCH]):
        people = People(
            units={key for row in batch for key in (row.task.lead_id, row.task.assigning_organisation_id)},
            organisations={row.task.assigning_organisation_id for row in batch},
            on=today,
        )
        told += notify(messages=[message for row in batch for message in _messages(row, people, today)], now=now)
        seen += len(batch)
        last = batch[-1].pk
    return {"check_ins": seen, "told": told}


def _messages(row: CheckIn, people: People, today: date) -> Iterator[Message]:
    if (level := level_of(row.due_on, today)) is None:
        return
    key = f"check-in:{row.pk}:{row.due_on.isoformat()}:{level.name}"
    words = f"{reminder_words(row.due_on, today)}: báo cáo {row.period.label}, {in_short(row.task.title, 160)}"
    for person in told_at(row.task, level, people):
        yield Message(person, Kind.CHECK_IN_DUE, key, words, link_to(row.task))


def _owed(task: Task) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(task=task, given_on__isnull=True).order_by("starts_on", "pk")


def _replan(task: Task, plan: CheckInPlan | None, rhythm: Rhythm | None, day: date) -> None:
    """What was owed so far stays; the new rhythm begins with the first period after it."""
    if plan and not plan.is_off:
        _ask([plan], day)
    if rhythm is None:
        CheckInPlan.objects.filter(task=task).update(is_off=True)
        return
    last = task.check_ins.order_by("-ends_on").values_list("ends_on", flat=True).first()
    first = rhythm.first_owed(day)
    if last and last >= first.starts_on:
        first = next(rhythm.periods_from(last + ONE_DAY))
    plan = plan or CheckInPlan(task=task)
    plan.take_rhythm(rhythm)
    plan.is_off, plan.next_on = False, first.starts_on
    plan.save()
    _ask([plan], day)


def _ask(plans: Iterable[CheckInPlan], day: date) -> int:
    """The rows of all periods that have begun by the day, but for those during all of which the duty rested."""
    plans, rows = [plan for plan in plans if plan.next_on <= day], []
    rests = _rests([plan.task_id for plan in plans])
    for plan in plans:
        for period in plan.rhythm.periods_from(plan.next_on):
            plan.next_on = period.starts_on
            if period.starts_on > day:
                break
            if not any(_covers(rest, period) for rest in rests.get(plan.task_id, [])):
                rows.append(_row(plan, period))
    CheckIn.objects.bulk_create(rows)
    CheckInPlan.objects.bulk_update(plans, ["next_on"])
    return len(rows)


def _row(plan: CheckInPlan, period: Period) -> CheckIn:
    return CheckIn(
        task_id=plan.task_id,
        period_key=period.key,
        scheme=period.scheme,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        due_on=plan.rhythm.due_on(period),
    )


Rest = tuple[date, date | None]  # from a day on until a day, which no longer belongs to it


def _rests(tasks: list[int]) -> dict[int, list[Rest]]:
    """When the tasks were suspended or ended, by their history."""
    events = TaskEvent.objects.filter(task__in=tasks).order_by("task", "seq")
    since: dict[int, date] = {}
    found: dict[int, list[Rest]] = {}
    for task, day, status in events.values_list("task", "effective_on", "status"):
        if status in _AT_REST:
            since.setdefault(task, day)
        elif task in since:
            found.setdefault(task, []).append((since.pop(task), day))
    for task, day in since.items():
        found.setdefault(task, []).append((day, None))
    return found


def _covers(rest: Rest, period: Period) -> bool:
    begins, ends = rest
    return begins <= period.starts_on and (ends is None or ends > period.ends_on)
