"""Consultations: the lead of a task asks the units that are concerned, within a date that fits the work.

Source: the working regulations of the field ask for opinions only of units concerned, within a proportionate time, and
for differences to be settled by the lead before anything goes up (requirements F3, F7, F8).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import F, Q

from notices.models import Kind
from tasks.deadlines import refusal_of_year
from tasks.models import Consultation, ConsultationFile, Opinion, Settlement, Task
from tasks.models.rules import rules_of
from tasks.opinions import OpinionState
from tasks.querysets.opinions import OpinionQuerySet, opinion_state_q
from tasks.services.filing import HandedIn, demand_open, stored_of
from tasks.services.telling_opinions import tell_units
from tasks.services.transition import Told, demand_words, transition
from tasks.statuses import Action
from units.models import Unit, User
from units.querysets import UnitQuerySet
from units.refusals import Conflict
from units.services.calendar import load_calendar


@dataclass(frozen=True)
class Concerned:
    """A unit to be asked, and why it is concerned."""

    unit: Unit
    concern: str


def units_to_ask(task: Task, *, on: date) -> UnitQuerySet:
    """Units of the organisation in which the task was given, and of the lead's own; never the lead itself."""
    giver, lead = task.assigning_organisation, task.lead
    organisation = giver.organisation or giver
    organisations = {organisation.pk, lead.organisation_id or lead.pk}
    inside = Q(organisation__in=organisations, is_organisation=False)
    below = Q(is_organisation=True, path__startswith=organisation.path, depth=organisation.depth + 1)
    return Unit.objects.open_on(on).filter(inside | below).exclude(pk__in=[lead.pk, *organisations])


def consult(
    *,
    task: Task,
    by: User,
    now: datetime,
    version: int,
    question: str,
    due_on: date,
    concerned: Sequence[Concerned],
    short_because: str = "",
    beyond_because: str = "",
    files: Sequence[HandedIn] = (),
) -> Consultation:
    """Ask the units.  ValidationError at "concern-<unit id>" for a unit without its reason (F3), at `short_because` or
    `beyond_because` where the date is nearer than the organisation's minimum (F7) or after the task's due date and
    nothing says why."""
    made: list[Consultation] = []

    def asked(locked: Task, day: date) -> Told:
        _demand_concerned(locked, concerned, day)
        is_short, is_beyond = _demand_date(locked, due_on, day, short_because, beyond_because)
        consultation = Consultation.objects.create(
            task=locked,
            question=question.strip(),
            due_on=due_on,
            original_due_on=due_on,
            short_because=short_because.strip() if is_short else "",
            beyond_because=beyond_because.strip() if is_beyond else "",
            asked_by=by,
            asked_in_post=by.acting_post,
            asked_at=now,
        )
        Opinion.objects.bulk_create(
            Opinion(consultation=consultation, unit=one.unit, concern=one.concern.strip()) for one in concerned
        )
        keep_files(files, consultation, by=by, now=now)
        made.append(consultation)
        return {"consulted": [None, names(one.unit for one in concerned)], "answer_due_on": [None, due_on.isoformat()]}

    demand_words(question, "question", "Nhập nội dung cần xin ý kiến.")
    demand_open(files)
    transition(action=Action.CONSULT, task=task, by=by, now=now, version=version, note=question, change=asked)
    (consultation,) = made
    tell_units(
        consultation.opinions.select_related("consultation"),
        Kind.CONSULTED,
        "asked",
        f"Xin ý kiến, trả lời trước hết ngày {due_on:%d/%m/%Y}",
        by=by,
        now=now,
    )
    return consultation


def extend_consultation(
    *, consultation: Consultation, by: User, now: datetime, version: int, due_on: date, reason: str
) -> Consultation:
    """Give the units that have not answered more time, before the date has passed; the first date is kept."""
    moved: list[Consultation] = []

    def extended(locked: Task, day: date) -> Told:
        one = _locked(consultation, locked)
        waiting = _demand_waiting(one, day)
        if due_on <= one.due_on:
            raise ValidationError({"due_on": f"Hạn mới phải sau hạn đang áp dụng là {one.due_on:%d/%m/%Y}."})
        if refusal := refusal_of_year(due_on, day):
            raise ValidationError({"due_on": refusal})
        before, one.due_on = one.due_on, due_on
        one.save()
        moved.append(one)
        return {
            "answer_due_on": [before.isoformat(), due_on.isoformat()],
            "consulted": [None, names(opinion.unit for opinion in waiting)],
        }

    demand_words(reason, "reason", "Ghi lý do lùi hạn trả lời.")
    transition(
        action=Action.EXTEND_CONSULTATION,
        task=consultation.task,
        by=by,
        now=now,
        version=version,
        note=reason,
        change=extended,
    )
    (one,) = moved
    words = f"Lùi hạn trả lời ý kiến đến {due_on:%d/%m/%Y}"
    waiting = _waiting(one).select_related("consultation")
    tell_units(waiting, Kind.CONSULTED, f"due:{due_on.isoformat()}", words, by=by, now=now, body=reason.strip())
    return one


def withdraw_consultation(
    *,
    consultation: Consultation,
    by: User,
    now: datetime,
    version: int,
    reason: str,
    units: Sequence[Unit] = (),
) -> list[Opinion]:
    """Ask no longer: the units named, or all that have not answered; struck out with the reason, kept and shown."""
    struck: list[Opinion] = []

    def withdrawn(locked: Task, day: date) -> Told:
        one = _locked(consultation, locked)
        waiting = _demand_waiting(one, day)
        chosen = [opinion for opinion in waiting if not units or opinion.unit in units]
        if not chosen or len(chosen) < len(units):
            raise ValidationError({"units": "Đơn vị được chọn đã trả lời hoặc không còn chờ trả lời. Chọn lại."})
        for opinion in chosen:
            opinion.withdrawn_because, opinion.withdrawn_by, opinion.withdrawn_at = reason.strip(), by, now
            opinion.save()
        struck.extend(chosen)
        return {"consulted": [names(opinion.unit for opinion in chosen), None]}

    demand_words(reason, "reason", "Ghi lý do rút xin ý kiến để đơn vị biết.")
    transition(
        action=Action.WITHDRAW_CONSULTATION,
        task=consultation.task,
        by=by,
        now=now,
        version=version,
        note=reason,
        change=withdrawn,
    )
    tell_units(struck, Kind.CONSULTED, "withdrawn", "Rút xin ý kiến", by=by, now=now, body=reason.strip())
    return struck


def unsettled(task: Task) -> list[Opinion]:
    """Disagreements with the lead's proposal that were given in time and are not settled."""
    found = Opinion.objects.unsettled().filter(consultation__task=task)
    return list(found.select_related("unit", "consultation").order_by("pk"))


def why_not_settled(task: Task) -> str:
    """Which units do not agree and what to do before anything goes up; "" where nothing stands against it."""
    open_ones = unsettled(task) if task.consultations.all() else []
    if not open_ones:
        return ""
    return (
        f"{names(one.unit for one in open_ones)} không đồng ý và chưa được thống nhất. Đơn vị chủ trì ghi nhận kết quả "
        "họp hoặc trao đổi ở mục Xin ý kiến trước khi trình."
    )


def demand_settled(task: Task) -> None:
    """Conflict while a disagreement is not settled: nothing goes up before that (requirement F8)."""
    if reason := why_not_settled(task):
        raise Conflict(reason)


def answers_wait_longer(task: Task, *, stopped_on: date, day: date, now: datetime) -> int:
    """A task goes on after a suspension: what waited for an answer when it stopped waits as many days longer.

    Without that, the days on which the task stood still would count against the units.  Returns how many consultations.
    """
    stood_still = Consultation.objects.filter(task=task, due_on__gte=stopped_on)
    waiting = list(
        Opinion.objects.filter(
            consultation__in=stood_still, answered_on=None, deemed_on=None, withdrawn_at=None, closed_at=None
        ).select_related("consultation__task")
    )
    gone_by = day - stopped_on
    if not gone_by or not waiting:
        return 0
    moved = stood_still.filter(pk__in={one.consultation_id for one in waiting}).update(due_on=F("due_on") + gone_by)
    words = "Nhiệm vụ tiếp tục, hạn trả lời ý kiến được lùi theo số ngày tạm dừng"
    tell_units(waiting, Kind.CONSULTED, f"resumed:{day.isoformat()}", words, by=None, now=now)
    return moved


def keep_files(
    files: Sequence[HandedIn],
    consultation: Consultation,
    *,
    by: User,
    now: datetime,
    opinion: Opinion | None = None,
    settlement: Settlement | None = None,
) -> None:
    for file in files:
        ConsultationFile.objects.create(
            consultation=consultation,
            opinion=opinion,
            settlement=settlement,
            file=stored_of(file, now=now),
            name=file.name[:255],
            added_by=by,
            added_at=now,
        )


def names(units: Iterable[Unit]) -> str:
    """ "KHTC, GDTrH"."""
    return ", ".join(unit.label for unit in units)


def _demand_concerned(task: Task, concerned: Sequence[Concerned], day: date) -> None:
    wrong: dict[str, str] = {}
    if not concerned:
        raise ValidationError({"concerned": "Chọn ít nhất một đơn vị cần xin ý kiến."})
    allowed = set(units_to_ask(task, on=day).filter(pk__in=[one.unit.pk for one in concerned]))
    for one in concerned:
        at = f"concern-{one.unit.pk}"
        if one.unit.pk == task.lead_id:
            wrong[at] = f"{one.unit.label} đang chủ trì nhiệm vụ nên không xin ý kiến của chính mình."
        elif one.unit not in allowed:
            wrong[at] = f"{one.unit.label} không phải đơn vị đang hoạt động của cơ quan. Chọn đơn vị khác."
        elif not one.concern.strip():
            wrong[at] = (
                f"Ghi vì sao xin ý kiến {one.unit.label}: nội dung nào liên quan chức năng, nhiệm vụ của đơn vị. "
                "Không xin ý kiến đơn vị không liên quan."
            )
    if len({one.unit.pk for one in concerned}) < len(concerned):
        raise ValidationError({"concerned": "Mỗi đơn vị chỉ chọn một lần."} | wrong)
    if wrong:
        raise ValidationError(wrong)


def _demand_date(task: Task, due_on: date, day: date, short_because: str, beyond_because: str) -> tuple[bool, bool]:
    """Whether the date is nearer than the minimum, and whether it lies after the due date of the task."""
    if due_on <= day:
        raise ValidationError({"due_on": "Hạn trả lời phải sau hôm nay."})
    if refusal := refusal_of_year(due_on, day):
        raise ValidationError({"due_on": refusal})
    warned: dict[str, str] = {}
    least = rules_of(task.lead).least_consultation_days
    left = load_calendar().between(day, due_on)
    is_short, is_beyond = left < least, task.due_on is not None and due_on > task.due_on
    if is_short and not short_because.strip():
        warned["short_because"] = (
            f"Đơn vị chỉ có {left} ngày làm việc để trả lời, ít hơn {least} ngày theo quy định của cơ quan. Lùi hạn "
            "trả lời; nếu vẫn giữ, ghi lý do thời hạn ngắn rồi gửi lại."
        )
    if is_beyond and not beyond_because.strip():
        warned["beyond_because"] = (
            f"Hạn trả lời sau hạn của nhiệm vụ là {task.due_on:%d/%m/%Y}. Chọn ngày sớm hơn; nếu vẫn giữ, ghi lý do "
            "rồi gửi lại."
        )
    if warned:
        raise ValidationError(warned)
    return is_short, is_beyond


def _locked(consultation: Consultation, task: Task) -> Consultation:
    """The row as it now is; its task was locked before it."""
    one = Consultation.objects.select_for_update().get(pk=consultation.pk, task=task)
    one.task = task
    return one


def _waiting(consultation: Consultation) -> OpinionQuerySet:
    return Opinion.objects.filter(
        consultation=consultation, answered_on=None, deemed_on=None, withdrawn_at=None, closed_at=None
    )


def _demand_waiting(consultation: Consultation, day: date) -> list[Opinion]:
    """The opinions that may still come within the date; Conflict where there is none or the date has passed."""
    if consultation.due_on < day:
        raise Conflict(
            f"Hạn trả lời {consultation.due_on:%d/%m/%Y} đã qua: đơn vị không trả lời được coi như đồng ý. "
            "Cần hỏi thêm thì lập lần xin ý kiến mới."
        )
    waiting = consultation.opinions.filter(opinion_state_q(OpinionState.WAITING, day)).select_related("unit")
    found = list(waiting.select_for_update(of=("self",)))
    if not found:
        raise Conflict("Không còn đơn vị nào chờ trả lời. Tải lại trang để xem diễn biến mới nhất.")
    for opinion in found:
        opinion.consultation = consultation
    return found
