"""Petitions: logged, given to a unit, answered in writing by a date (requirement E6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from directives.types import SourceKind
from files.services.storage import RESULT_FILES, store
from tasks.deadlines import refusal_of_year
from tasks.kinds import DeadlineKind, ResultKind
from tasks.models import Petition, Task
from tasks.permissions import can_answer_petition, can_log_petition
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.filing import HandedIn, demand_open
from tasks.services.history import day_of
from tasks.services.telling import in_short
from units.models import Unit, User
from units.refusals import Conflict, demand


@transaction.atomic
def log_petition(
    *,
    by: User,
    now: datetime,
    sender_name: str,
    subject: str,
    content: str,
    received_on: date,
    due_on: date,
    sender_unit: Unit | None = None,
    files: Sequence[HandedIn] = (),
) -> Petition:
    """Enter what a unit or a person sent in, with the day by which the answer is owed."""
    demand(can_log_petition(by))
    day = day_of(now)
    wrong = {
        "sender_name": "" if sender_unit or sender_name.strip() else "Ghi người, đơn vị gửi.",
        "subject": "" if subject.strip() else "Ghi trích yếu.",
        "content": "" if content.strip() else "Ghi nội dung kiến nghị, đề xuất.",
        "received_on": "Ngày nhận ở sau hôm nay. Kiểm tra lại ngày." if received_on > day else "",
        "due_on": "Hạn trả lời trước ngày nhận. Kiểm tra lại ngày."
        if due_on < received_on
        else refusal_of_year(due_on, day),
    }
    if wrong := {field: sentence for field, sentence in wrong.items() if sentence}:
        raise ValidationError(wrong)
    demand_open(files)
    return Petition.objects.create(
        organisation=by.acting_post.organisation,  # type: ignore[union-attr]
        received_on=received_on,
        sender_unit=sender_unit,
        sender_name=sender_name.strip() or sender_unit.name,  # type: ignore[union-attr]
        subject=subject.strip(),
        content=content.strip(),
        due_on=due_on,
        logged_by=by,
        logged_in_post=by.acting_post,
        logged_at=now,
        **_kept(files, now),
    )


def _kept(files: Sequence[HandedIn], now: datetime) -> dict[str, object]:
    if not files:
        return {}
    try:
        stored = store(data=files[0].data, name=files[0].name, accept=RESULT_FILES, now=now)
    except ValidationError as refused:
        raise ValidationError({"file": refused.messages}) from refused
    return {"file": stored, "file_name": files[0].name[:255]}


@transaction.atomic
def assign_petition(*, petition: Petition, by: User, now: datetime, lead: Unit, due_on: date) -> Task:
    """A unit prepares the answer: an ordinary task, due by the day of the answer at the latest."""
    locked = _locked(petition, by)
    _demand_open(locked)
    if locked.task_id:
        raise Conflict("Kiến nghị này đã được giao. Tải lại trang để xem nhiệm vụ.")
    if due_on > locked.due_on >= day_of(now):
        raise ValidationError({"due_on": f"Hạn của đơn vị không sau hạn trả lời là {locked.due_on:%d/%m/%Y}."})
    if due_on < day_of(now):
        raise ValidationError({"due_on": f"Hạn {due_on:%d/%m/%Y} đã qua. Chọn từ hôm nay trở đi."})
    line = AssignmentLine(
        title=in_short(f"Giải quyết kiến nghị, đề xuất của {locked.sender_name}: {locked.subject}", 1900),
        leads=(lead,),
        deadline_kind=DeadlineKind.DATE,
        due_on=due_on,
        result_kind=ResultKind.DOCUMENT,
    )
    try:
        (task,) = assign_tasks(
            lines=[line],
            by=by,
            now=now,
            source_kind=SourceKind.PETITION,
            source_words=in_short(f"{locked.sender_name}, nhận {locked.received_on:%d/%m/%Y}", 290),
        )
    except ValidationError as refused:
        raise ValidationError({"lead": refused.messages}) from refused
    locked.task = task
    locked.save(update_fields=["task"])
    return task


@transaction.atomic
def answer_petition(
    *, petition: Petition, by: User, now: datetime, reference: str, answered_on: date, answer: str
) -> Petition:
    """The written answer that went out."""
    locked = _locked(petition, by)
    _demand_open(locked)
    wrong = {
        "reference": "" if reference.strip() else "Nhập số, ký hiệu văn bản trả lời.",
        "answer": "" if answer.strip() else "Ghi tóm tắt nội dung trả lời.",
        "answered_on": _refusal_of_day(answered_on, locked, day_of(now)),
    }
    if wrong := {field: sentence for field, sentence in wrong.items() if sentence}:
        raise ValidationError(wrong)
    locked.status, locked.answer_reference, locked.answered_on = (
        Petition.Status.ANSWERED,
        reference.strip(),
        answered_on,
    )
    return _ended(locked, answer, by, now)


@transaction.atomic
def close_petition(*, petition: Petition, by: User, now: datetime, reason: str) -> Petition:
    """It is not answered on its merits: withdrawn, a double, or not for this office."""
    locked = _locked(petition, by)
    _demand_open(locked)
    if not reason.strip():
        raise ValidationError({"reason": "Ghi rõ lý do không giải quyết."})
    if locked.task and not locked.task.is_ended:
        raise Conflict("Nhiệm vụ giải quyết kiến nghị này còn mở. Hủy nhiệm vụ trước, hoặc ghi văn bản trả lời.")
    locked.status = Petition.Status.CLOSED
    return _ended(locked, reason, by, now)


def _refusal_of_day(answered_on: date, petition: Petition, day: date) -> str:
    if answered_on > day:
        return f"Ngày {answered_on:%d/%m/%Y} ở sau hôm nay. Kiểm tra lại ngày."
    if answered_on < petition.received_on:
        return f"Ngày trả lời trước ngày nhận ({petition.received_on:%d/%m/%Y}). Kiểm tra lại ngày."
    return ""


def _locked(petition: Petition, by: User) -> Petition:
    locked = Petition.objects.select_for_update(of=("self",)).select_related("organisation", "task").get(pk=petition.pk)
    demand(can_answer_petition(by, locked))
    return locked


def _demand_open(petition: Petition) -> None:
    if petition.status != Petition.Status.OPEN:
        raise Conflict(f"Kiến nghị này {petition.get_status_display()}. Tải lại trang để xem diễn biến mới nhất.")


def _ended(petition: Petition, words: str, by: User, now: datetime) -> Petition:
    petition.answer, petition.ended_by, petition.ended_at = words.strip(), by, now
    petition.save()
    return petition
