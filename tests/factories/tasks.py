"""Tasks in any state, as rows; their history comes from the services."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tasks.kinds import DeadlineKind, Handling
from tasks.models import (
    CheckIn,
    Coordination,
    EscalatedTask,
    Escalation,
    Explanation,
    Extension,
    Proposal,
    ReminderLetter,
    Review,
    ReviewedTask,
    Task,
)
from tasks.periods import PeriodKind, period_of
from tasks.services import reminding
from tasks.statuses import HANDED_IN, Status
from units.models import Unit, User


def make_task(*, lead: Unit, by: User, due_on: date | None = None, **fields: object) -> Task:
    """A task of the organisation of `by`, led by `lead`; dates that a status needs are filled in."""
    status = Status(fields.get("status", Status.ASSIGNED))  # type: ignore[arg-type]
    assigned_on = date(2026, 3, 2)
    values: dict[str, object] = {
        "title": "Rà soát các nhiệm vụ được giao, báo cáo kết quả về Văn phòng",
        "assigning_organisation": by.acting_post.organisation,  # type: ignore[union-attr]
        "assigned_in_post": by.acting_post,
        "assigned_on": assigned_on,
        "deadline_kind": DeadlineKind.DATE if due_on else DeadlineKind.NONE,
        "due_on": due_on,
        "original_due_on": due_on,
        "status": status,
    }
    if status in HANDED_IN:
        values["submitted_on"] = assigned_on
    if status == Status.COMPLETED:
        values["completed_on"] = fields.get("submitted_on", assigned_on)
    if status == Status.SUSPENDED:
        values |= {"suspended_on": assigned_on, "status_before_suspension": Status.ACCEPTED}
    return Task.objects.create(lead=lead, assigned_by=by, **(values | fields))


def make_check_in(task: Task, *, starts_on: date = date(2026, 2, 1), due_on: date = date(2026, 3, 5)) -> CheckIn:
    """A month of a standing duty that was not reported on."""
    period = period_of(PeriodKind.MONTH, starts_on)
    return CheckIn.objects.create(
        task=task,
        period_key=period.key,
        scheme=period.scheme,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        due_on=due_on,
    )


def make_coordination(task: Task, unit: Unit, **fields: object) -> Coordination:
    """The unit coordinates; its part is owed by the date of the task."""
    return Coordination.objects.create(
        **({"task": task, "unit": unit, "begun_on": task.assigned_on, "due_on": task.due_on} | fields)
    )


def make_extension(task: Task, *, offered: bool = False, asked_by: User | None = None) -> Extension:
    """A later date that was asked for and waits: for the assigner or, where it offered another, for the lead."""
    due_on = task.due_on or date(2026, 3, 10)
    asked_by = asked_by or task.assigned_by
    at = datetime(2026, 3, 9, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    offer = {
        "status": "offered",
        "offered_due_on": due_on + timedelta(days=20),
        "decided_by": asked_by,
        "decided_at": at,
    }
    return Extension.objects.create(
        task=task,
        due_on=due_on,
        asked_due_on=due_on + timedelta(days=30),
        reason="Chờ số liệu.",
        asked_by=asked_by,
        asked_in_post=asked_by.acting_post,
        asked_at=at,
        **(offer if offered else {}),
    )


def make_proposal(task: Task, **fields: object) -> Proposal:
    """One that waits for its decision."""
    values = {
        "subject": "Chủ trương thuê tư vấn",
        "legal_basis": "Khoản 2 Điều 8 Quy chế làm việc.",
        "competence": "Giám đốc Sở.",
        "viewpoint": "Cần thuê tư vấn.",
        "recommendation": "Cho phép thuê tư vấn.",
        "sent_by": task.assigned_by,
        "sent_in_post": task.assigned_in_post,
        "sent_at": datetime(2026, 3, 9, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
    }
    return Proposal.objects.create(task=task, **(values | fields))


AT = datetime(2026, 3, 9, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def make_explanation(task: Task, *, due_on: date | None = None, **fields: object) -> Explanation:
    """Asked yesterday of the lead; `status` given, withdrawn or lapsed takes `closed_on`."""
    values: dict[str, object] = {
        "unit": task.lead,
        "question": "Vì sao chậm?",
        "due_on": due_on or date(2026, 3, 20),
        "asked_by": task.assigned_by,
        "asked_in_post": task.assigned_in_post,
        "asked_on": AT.date(),
        "asked_at": AT,
    }
    if fields.get("status") == "given":
        values |= {"answer": "Do mưa lũ.", "answered_by": task.assigned_by}
    if "closed_on" in fields:
        values["closed_at"] = AT
    return Explanation.objects.create(task=task, **(values | fields))


def make_escalation(*tasks: Task, by: User) -> Escalation:
    """One that waits for the leaders."""
    made = Escalation.objects.create(
        organisation=by.acting_post.organisation,  # type: ignore[union-attr]
        handling=Handling.TRANSFER,
        proposal="Đã đôn đốc hai lần.",
        asked_by=by,
        asked_in_post=by.acting_post,
        asked_at=AT,
    )
    EscalatedTask.objects.bulk_create(EscalatedTask(escalation=made, task=task) for task in tasks)
    return made


def make_reviewed(*tasks: Task, by: User, held_on: date = date(2026, 3, 9)) -> ReviewedTask:
    """A review of the tasks without outcomes yet; its first line."""
    review, _ = Review.objects.get_or_create(
        organisation=by.acting_post.organisation,  # type: ignore[union-attr]
        held_on=held_on,
        defaults={"least_days": 30, "made_by": by, "made_in_post": by.acting_post, "made_at": AT},
    )
    for task in tasks:
        ReviewedTask.objects.create(review=review, task=task, lead=task.lead, due_on=task.due_on, days=31)
    return review.lines.get(task=tasks[0])


def make_letter(task: Task, *, by: User, now: datetime = AT) -> ReminderLetter:
    """A letter of reminder about the task, by the service."""
    organisation = task.assigning_organisation
    wording = reminding.Wording(
        **reminding.beginning(organisation) | {"place": "Sông Mây"},
        report_by=now.date() + timedelta(days=7),
        signer=reminding.signers(organisation, now.date())[0],
    )
    (letter,) = reminding.remind(known={task.pk: task.version}, wording=wording, by=by, now=now)
    task.refresh_from_db()
    return letter
