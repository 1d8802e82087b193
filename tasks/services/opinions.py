"""Opinions: what a consulted unit drafts and sends, and how the lead settles what differs.

Source: the working regulations of the field ask for a written reply within the date and with a clear position, never in
general words; silence or delay counts as consent, and the unit answers for it (requirements F4 to F6, F8).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from notices.models import Kind
from tasks.models import Consultation, ConsultationFile, Opinion, OpinionDraft, Settlement, Task
from tasks.opinions import OpinionState, Position
from tasks.permissions import can_answer, can_draft
from tasks.services.consultations import keep_files, names
from tasks.services.deeming import deem_of
from tasks.services.filing import HandedIn, demand_open
from tasks.services.history import day_of
from tasks.services.telling_opinions import tell_answered, tell_settled, tell_units
from tasks.services.transition import Told, demand_words, transition
from tasks.statuses import Action, Status
from units.models import User
from units.refusals import Conflict, demand
from units.roles import Role

NO_POSITION = "Chọn một quan điểm rõ ràng: đồng ý, đồng ý có điều kiện hoặc không đồng ý."
NO_REASONS = "Ghi lý do, căn cứ của ý kiến; một câu cũng được."
_ANSWERABLE = {OpinionState.WAITING, OpinionState.SILENT}


@transaction.atomic
def draft_opinion(
    *,
    opinion: Opinion,
    by: User,
    now: datetime,
    draft_version: int = 0,
    position: str = "",
    reasons: str = "",
    conditions: str = "",
    files: Sequence[HandedIn] = (),
    dropped: Sequence[ConsultationFile] = (),
) -> OpinionDraft:
    """Keep what is written so far; an officer's draft tells the head.  `draft_version` is that of the draft when the
    form was drawn, 0 where there was none: of two who write at once the second is told (Conflict)."""
    demand_open(files)
    locked = _locked(opinion)
    demand(can_draft(by, locked))
    _demand_unanswered(locked, day_of(now))
    draft = OpinionDraft.objects.select_for_update().filter(opinion=locked).first()
    _demand_fresh(draft, draft_version)
    if draft is None:
        draft = OpinionDraft(opinion=locked, version=0)
    draft.position, draft.reasons, draft.conditions = position, reasons.strip(), conditions.strip()
    draft.by, draft.in_post, draft.at = by, by.acting_post, now  # type: ignore[assignment]
    draft.version += 1
    draft.save()
    _keep_and_drop(locked, files, dropped, by=by, now=now)
    if by.acting_post is not None and by.acting_post.role == Role.OFFICER:
        words = "Dự thảo ý kiến chờ thủ trưởng gửi"
        tell_units([locked], Kind.CONSULTED, f"draft:{day_of(now).isoformat()}", words, by=by, now=now)
    return draft


@transaction.atomic
def give_opinion(
    *,
    opinion: Opinion,
    by: User,
    now: datetime,
    position: str,
    reasons: str,
    conditions: str = "",
    draft_version: int | None = None,
    files: Sequence[HandedIn] = (),
    dropped: Sequence[ConsultationFile] = (),
) -> Opinion:
    """The unit's answer: a position with its reasons (F4).  After the date it is kept beside the consent that silence
    meant, and does not undo it (F5)."""
    _demand_position(position, reasons, conditions)
    demand_open(files)
    _demand_may_answer(_read(opinion), by, day_of(now))
    deem_of(opinion.consultation.task_id, today=day_of(now), now=now)  # what the clock owes comes first

    def answered(task: Task, day: date) -> Told:
        locked = _locked(opinion)
        _demand_may_answer(locked, by, day)
        _demand_fresh(OpinionDraft.objects.filter(opinion=locked).first(), draft_version)
        locked.position, locked.reasons = position, reasons.strip()
        locked.conditions = conditions.strip() if position == Position.CONDITIONAL else ""
        locked.answered_by, locked.answered_in_post, locked.answered_at, locked.answered_on = (
            by,
            by.acting_post,
            now,
            day,
        )
        locked.save()
        _keep_and_drop(locked, files, dropped, by=by, now=now)
        late = f" (muộn {(day - locked.consultation.due_on).days} ngày)" if locked.deemed_on else ""
        return {"position": [None, f"{locked.unit.label}: {locked.get_position_display().lower()}{late}"]}

    words = [reasons.strip()]
    if position == Position.CONDITIONAL:
        words.append(f"Điều kiện: {conditions.strip()}")
    transition(
        action=Action.GIVE_OPINION,
        task=opinion.consultation.task,
        by=by,
        now=now,
        version=None,
        note="\n\n".join(words),
        change=answered,
    )
    given = _read(opinion)
    tell_answered(given, by=by, now=now)
    return given


@transaction.atomic
def settle_opinions(
    *,
    consultation: Consultation,
    by: User,
    now: datetime,
    version: int,
    form: str,
    held_on: date,
    agreed: str,
    opinions: Sequence[Opinion],
    files: Sequence[HandedIn] = (),
) -> Settlement:
    """The lead records what was agreed with the units that did not agree, in a meeting or an exchange (F8)."""
    made: list[tuple[Settlement, list[Opinion]]] = []

    def settled(task: Task, day: date) -> Told:
        if held_on > day:
            raise ValidationError({"held_on": f"Ngày {held_on:%d/%m/%Y} ở sau hôm nay. Ghi sau khi đã họp, trao đổi."})
        if held_on < timezone.localdate(consultation.asked_at):
            raise ValidationError({"held_on": "Ngày họp, trao đổi ở trước ngày xin ý kiến. Kiểm tra lại ngày."})
        chosen = list(
            Opinion.objects.unsettled()
            .filter(consultation=consultation, pk__in=[one.pk for one in opinions])
            .select_related("unit", "consultation")
            .select_for_update(of=("self",))
        )
        if not chosen or len(chosen) < len(opinions):
            raise ValidationError({"opinions": "Chọn đơn vị không đồng ý và chưa được thống nhất."})
        settlement = Settlement.objects.create(
            consultation=consultation,
            form=form,
            held_on=held_on,
            agreed=agreed.strip(),
            recorded_by=by,
            recorded_in_post=by.acting_post,
            recorded_at=now,
        )
        for one in chosen:
            one.settlement = settlement
            one.save()
        keep_files(files, consultation, by=by, now=now, settlement=settlement)
        made.append((settlement, chosen))
        return {"settled": [None, names(one.unit for one in chosen)]}

    demand_words(agreed, "agreed", "Ghi nội dung đã thống nhất.")
    demand_open(files)
    transition(
        action=Action.SETTLE_OPINIONS,
        task=consultation.task,
        by=by,
        now=now,
        version=version,
        note=agreed,
        change=settled,
    )
    ((settlement, chosen),) = made
    tell_settled(settlement, chosen, by=by, now=now)
    return settlement


def _read(opinion: Opinion) -> Opinion:
    return Opinion.objects.select_related("unit", "answered_by", "consultation__task__officer").get(pk=opinion.pk)


def _locked(opinion: Opinion) -> Opinion:
    """As it now is; its task is locked before it where the task changes as well."""
    whole = Opinion.objects.select_related("unit", "consultation__task__lead")
    return whole.select_for_update(of=("self",)).get(pk=opinion.pk)


def _demand_may_answer(opinion: Opinion, by: User, day: date) -> None:
    demand(can_answer(by, opinion))
    _demand_unanswered(opinion, day)


def _demand_position(position: str, reasons: str, conditions: str) -> None:
    wrong = {}
    if position not in Position.values:
        wrong["position"] = NO_POSITION
    if not reasons.strip():
        wrong["reasons"] = NO_REASONS
    if position == Position.CONDITIONAL and not conditions.strip():
        wrong["conditions"] = "Ghi rõ điều kiện để đơn vị đồng ý."
    if wrong:
        raise ValidationError(wrong)


def _demand_unanswered(opinion: Opinion, day: date) -> None:
    state = opinion.state_on(day)
    if opinion.consultation.task.status == Status.SUSPENDED:
        raise Conflict(
            "Nhiệm vụ đang tạm dừng nên việc xin ý kiến cũng tạm dừng. Hạn trả lời được lùi theo số ngày tạm dừng khi "
            "nhiệm vụ tiếp tục."
        )
    if state == OpinionState.WITHDRAWN:
        raise Conflict("Đơn vị chủ trì đã rút, không hỏi ý kiến của đơn vị nữa.")
    if state == OpinionState.CLOSED:
        raise Conflict("Ý kiến không còn cần: nhiệm vụ đã kết thúc hoặc đơn vị nay chủ trì nhiệm vụ.")
    if state not in _ANSWERABLE:
        who = f"{opinion.answered_by} lúc {timezone.localtime(opinion.answered_at):%H:%M ngày %d/%m/%Y}"
        raise Conflict(f"Đơn vị đã trả lời: {opinion.get_position_display().lower()} ({who}).")


def _demand_fresh(draft: OpinionDraft | None, version: int | None) -> None:
    """Conflict where somebody else saved the draft since the form was drawn."""
    if version is None or draft is None or draft.version == version:
        return
    raise Conflict(
        f"{draft.by} đã lưu dự thảo lúc {timezone.localtime(draft.at):%H:%M ngày %d/%m/%Y}. Đối chiếu với bản đó rồi "
        "lưu hoặc gửi lại."
    )


def _keep_and_drop(
    opinion: Opinion, files: Sequence[HandedIn], dropped: Sequence[ConsultationFile], *, by: User, now: datetime
) -> None:
    """Files of a draft belong to the answer from the start; what is dropped before it is sent was never part of it."""
    ConsultationFile.objects.filter(opinion=opinion, pk__in=[one.pk for one in dropped]).delete()
    keep_files(files, opinion.consultation, by=by, now=now, opinion=opinion)
