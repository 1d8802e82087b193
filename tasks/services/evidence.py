"""What a submission shows for itself: demanded by the kind of the task, and kept for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from tasks.evidence import (
    ADDRESS,
    REGULATION_TYPES,
    needs_dissemination,
    needs_document,
    needs_publication,
    needs_regulation,
)
from tasks.kinds import DisseminationForm, RegulationChange
from tasks.models import Dissemination, ResultDocument, Task, TaskEvent
from tasks.services.filing import HandedIn


@dataclass(frozen=True)
class Regulation:
    """What a new regulation is and does; `affected` names the documents that it amends or replaces."""

    document_type: str = ""
    change: str = ""
    affected: str = ""


@dataclass(frozen=True)
class Held:
    """How a directive was made known; `proof` says where it is seen, where no file shows it."""

    held_on: date | None = None
    held_as: str = ""
    attended: int | None = None
    expected: int | None = None
    proof: str = ""


@dataclass(frozen=True)
class Evidence:
    """All that may come with a result."""

    reference: str = ""
    issued_on: date | None = None
    files: Sequence[HandedIn] = ()
    regulation: Regulation = Regulation()
    held: Held = Held()


def demand_evidence(task: Task, given: Evidence, day: date) -> None:
    """ValidationError, keyed by field, where the task asks for more, or a day lies ahead."""
    wrong: dict[str, str] = {}
    if needs_document(task.result_kind):
        wrong |= _wrong_document(given)
    if needs_publication(task.result_kind):
        wrong |= _wrong_publication(given)
    if needs_regulation(task.result_kind):
        wrong |= _wrong_regulation(given.regulation)
    if needs_dissemination(task.duty_kind, task.result_kind):
        wrong |= _wrong_dissemination(given, day)
    if given.issued_on and given.issued_on > day:
        wrong["issued_on"] = f"Ngày văn bản {given.issued_on:%d/%m/%Y} ở sau hôm nay. Kiểm tra lại ngày."
    if wrong:
        raise ValidationError(wrong)


def keep_evidence(event: TaskEvent, given: Evidence, summary: str) -> None:
    """The rows beside the event; fields that the task does not ask for are left out."""
    task = event.task
    if given.reference.strip():
        about = given.regulation if needs_regulation(task.result_kind) else Regulation()
        ResultDocument.objects.create(
            task=task,
            event=event,
            reference=given.reference.strip(),
            issued_on=given.issued_on,
            summary=summary.strip(),
            document_type=about.document_type,
            change=about.change,
            affected=about.affected.strip(),
        )
    if needs_dissemination(task.duty_kind, task.result_kind):
        held = given.held
        Dissemination.objects.create(
            task=task,
            event=event,
            held_on=held.held_on,
            held_as=held.held_as,
            attended=held.attended,
            expected=held.expected,
            proof=held.proof.strip(),
        )


def _wrong_document(given: Evidence) -> dict[str, str]:
    wrong = {}
    if not given.reference.strip():
        wrong["reference"] = "Nhiệm vụ này yêu cầu văn bản kết quả: nhập số, ký hiệu văn bản."
    if given.issued_on is None:
        wrong["issued_on"] = "Nhập ngày của văn bản kết quả."
    if not given.files:
        wrong["file"] = "Nhiệm vụ này yêu cầu văn bản kết quả: chọn tệp văn bản đính kèm."
    return wrong


def _wrong_publication(given: Evidence) -> dict[str, str]:
    wrong = {}
    if not ADDRESS.fullmatch(given.reference.strip()):
        wrong["reference"] = "Nhập đường dẫn của bài đã đăng, bắt đầu bằng https:// hoặc http://."
    if given.issued_on is None:
        wrong["issued_on"] = "Nhập ngày đăng."
    return wrong


def _wrong_regulation(about: Regulation) -> dict[str, str]:
    wrong = {}
    if about.document_type not in REGULATION_TYPES:
        wrong["document_type"] = "Chọn loại của văn bản quy định được ban hành."
    if about.change not in RegulationChange.values:
        wrong["change"] = "Chọn ban hành mới, sửa đổi, bổ sung hay thay thế."
    elif about.change != RegulationChange.NEW and not about.affected.strip():
        wrong["affected"] = "Nhập số, ký hiệu và tên văn bản được sửa đổi, bổ sung hoặc thay thế."
    elif about.change == RegulationChange.NEW and about.affected.strip():
        wrong["affected"] = "Đã chọn ban hành mới: bỏ trống mục này, hoặc chọn sửa đổi, bổ sung hay thay thế."
    return wrong


def _wrong_dissemination(given: Evidence, day: date) -> dict[str, str]:
    held, wrong = given.held, {}
    if held.held_on is None:
        wrong["held_on"] = "Nhập ngày tổ chức quán triệt."
    elif held.held_on > day:
        wrong["held_on"] = f"Ngày tổ chức {held.held_on:%d/%m/%Y} ở sau hôm nay. Báo cáo sau khi đã quán triệt."
    if held.held_as not in DisseminationForm.values:
        wrong["held_as"] = "Chọn hình thức quán triệt."
    if not held.attended or held.attended < 1:
        wrong["attended"] = "Nhập số người đã được quán triệt, từ 1 trở lên."
    if not held.expected or held.expected < 1:
        wrong["expected"] = "Nhập tổng số người phải được quán triệt, từ 1 trở lên."
    elif held.attended and held.attended > held.expected:
        wrong["attended"] = (
            f"Số người được quán triệt ({held.attended}) lớn hơn tổng số ({held.expected}). Kiểm tra lại hai số."
        )
    if not given.files and not held.proof.strip():
        wrong["proof"] = "Chọn tệp minh chứng (biên bản, danh sách), hoặc ghi đường dẫn, nơi lưu minh chứng."
    return wrong
