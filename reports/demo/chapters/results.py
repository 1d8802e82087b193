"""Results with their evidence, and what becomes of a task that a unit holds not to be its own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from directives.types import DocumentType, SourceKind
from tasks.kinds import DeadlineKind, DisseminationForm, DutyKind, RegulationChange, ResultKind, TransferTime
from tasks.models import Task
from tasks.services import competence, lifecycle
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.evidence import Held, Regulation
from tasks.services.filing import HandedIn

if TYPE_CHECKING:
    from reports.demo.story import Teller


def tell(teller: Teller) -> None:
    _regulation(teller)
    _dissemination(teller)
    _insisted(teller)
    _transferred(teller)


def _regulation(teller: Teller) -> None:
    """From the work programme: a regulation that replaces another, handed in and confirmed."""
    task = _given(
        teller,
        "Xây dựng, trình ban hành Quy chế làm việc của Sở thay thế quy chế hiện hành",
        "TCCB",
        given=-42,
        due=-8,
        source_kind=SourceKind.WORK_PROGRAMME,
        result_kind=ResultKind.NEW_REGULATION,
    )
    lifecycle.submit(
        task=task,
        version=task.version,
        by=teller.office.head(task.lead),
        now=teller.moment(-12, 15),
        summary="Quy chế đã được Giám đốc Sở ký ban hành, gửi các phòng, đơn vị thực hiện.",
        reference="318/QĐ-SGDĐT",
        issued_on=teller.today - timedelta(days=13),
        files=[_file("Quyết định ban hành Quy chế làm việc.txt", "QUYẾT ĐỊNH\nBan hành Quy chế làm việc của Sở\n")],
        regulation=Regulation(
            DocumentType.DECISION, RegulationChange.REPLACES, "Quyết định số 205/QĐ-SGDĐT về Quy chế làm việc của Sở"
        ),
    )
    by = teller.office.people["vanphong"]
    lifecycle.confirm(
        task=task, version=_version(task), by=by, now=teller.moment(-10, 9), note="Văn bản đã có hiệu lực."
    )


def _dissemination(teller: Teller) -> None:
    """Half of the staff is sent back; nearly all waits for confirmation."""
    task = _given(
        teller,
        "Quán triệt Quy chế làm việc mới của Sở đến toàn thể công chức, người lao động của phòng",
        "KHTC",
        given=-9,
        due=3,
        duty_kind=DutyKind.DISSEMINATION,
        result_kind=ResultKind.ACKNOWLEDGEMENT,
    )
    head = teller.office.head(task.lead)
    lifecycle.submit(
        task=task,
        version=task.version,
        by=head,
        now=teller.moment(-5, 16),
        summary="Đã phổ biến trong họp giao ban của phòng.",
        held=Held(
            teller.today - timedelta(days=6), DisseminationForm.BRIEFING, 6, 12, "Biên bản giao ban lưu tại phòng"
        ),
    )
    lifecycle.send_back(
        task=task,
        version=_version(task),
        by=teller.office.people["vanphong"],
        now=teller.moment(-4, 9),
        reason="Mới quán triệt đến một nửa số người. Tổ chức bổ sung cho những người vắng mặt rồi báo cáo lại.",
    )
    lifecycle.submit(
        task=task,
        version=_version(task),
        by=head,
        now=teller.moment(-1, 11),
        summary="Đã tổ chức hội nghị quán triệt; một người nghỉ thai sản được gửi văn bản.",
        files=[_file("Danh sách ký nhận.txt", "DANH SÁCH\nCông chức, người lao động dự hội nghị quán triệt\n")],
        held=Held(teller.today - timedelta(days=2), DisseminationForm.CONFERENCE, 11, 12),
    )


def _insisted(teller: Teller) -> None:
    """Returned, and given back with the reason."""
    task = _given(
        teller,
        "Tổng hợp nhu cầu phòng học bộ môn của các trường trung học phổ thông",
        "GDTrH",
        given=-18,
        due=9,
        accepted=False,
    )
    head, leader = teller.office.head(task.lead), teller.office.people["giamdoc"]
    reason = "Nội dung cơ sở vật chất thuộc chức năng của Phòng Kế hoạch - Tài chính."
    competence.return_for_transfer(task=task, version=task.version, by=head, now=teller.moment(-16, 9), reason=reason)
    why = "Việc này tổng hợp nhu cầu chuyên môn, chưa phải kế hoạch đầu tư; phòng quản lý cấp học chủ trì là đúng."
    competence.insist(task=task, version=_version(task), by=leader, now=teller.moment(-15, 10), reason=why)
    lifecycle.accept(task=task, version=_version(task), by=head, now=teller.moment(-15, 14))


def _transferred(teller: Teller) -> None:
    """Returned, and given to another unit with a date of its own."""
    task = _given(
        teller, "Lập dự toán sửa chữa nhà công vụ cho giáo viên vùng cao", "TTr", given=-24, due=4, accepted=False
    )
    reason = "Thanh tra Sở không có chức năng lập dự toán. Đề nghị giao phòng có chức năng tài chính."
    head = teller.office.head(task.lead)
    competence.return_for_transfer(task=task, version=task.version, by=head, now=teller.moment(-22, 8), reason=reason)
    competence.transfer(
        task=task,
        version=_version(task),
        by=teller.office.people["vanphong"],
        now=teller.moment(-21, 15),
        lead=teller.office.units["KHTC"],
        time=TransferTime.FRESH,
        due_on=teller.today + timedelta(days=18),
        note="Theo ý kiến của Giám đốc Sở tại giao ban; tính hạn mới vì hồ sơ phải lập lại từ đầu.",
    )
    receiver = teller.office.head(teller.office.units["KHTC"])
    lifecycle.accept(task=task, version=_version(task), by=receiver, now=teller.moment(-20, 9))


def _given(
    teller: Teller,
    title: str,
    short: str,
    *,
    given: int,
    due: int,
    accepted: bool = True,
    source_kind: SourceKind = SourceKind.MEETING,
    duty_kind: DutyKind = DutyKind.ONE_OFF,
    result_kind: ResultKind = ResultKind.DOCUMENT,
) -> Task:
    line = AssignmentLine(
        title=title,
        leads=(teller.office.units[short],),
        deadline_kind=DeadlineKind.DATE,
        due_on=teller.today + timedelta(days=due),
        duty_kind=duty_kind,
        result_kind=result_kind,
    )
    by = teller.office.people["vanphong"]
    (task,) = assign_tasks(lines=[line], by=by, now=teller.moment(given, 9), source_kind=source_kind)
    if not accepted:
        return task
    head = teller.office.head(task.lead)
    return lifecycle.accept(task=task, version=task.version, by=head, now=teller.moment(given + 1, 8))


def _file(name: str, text: str) -> HandedIn:
    return HandedIn(name, text.encode())


def _version(task: Task) -> int:
    task.refresh_from_db()
    return task.version
