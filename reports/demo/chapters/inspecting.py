"""Kiểm tra, biểu dương, trách nhiệm: one inspection concluded, one planned, one by surprise that no unit knows of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tasks.models import Inspection, MeritRecord
from tasks.services.inspections import (
    add_finding,
    assign_finding,
    begin_inspection,
    conclude_inspection,
    plan_inspection,
)
from tasks.services.merit import Said, record_merit

if TYPE_CHECKING:
    from reports.demo.story import Teller


def tell(teller: Teller) -> None:
    _concluded(teller)
    office, units = teller.office, teller.office.units
    plan_inspection(
        by=office.people["vanphong"],
        now=teller.moment(-6, 14),
        kind=Inspection.Kind.PLANNED,
        subject="Việc thực hiện quy chế làm việc và thời hạn giải quyết công việc",
        decision="Kế hoạch kiểm tra công vụ năm của Sở",
        planned_on=teller.today + timedelta(days=9),
        units=[units["KHTC"], units["QLCL"]],
        team="Chánh Văn phòng làm trưởng đoàn",
    )
    plan_inspection(
        by=office.people["giamdoc"],
        now=teller.moment(-1, 16),
        kind=Inspection.Kind.SURPRISE,
        subject="Kỷ luật, kỷ cương hành chính trong giờ làm việc",
        decision="Ý kiến chỉ đạo của Giám đốc Sở",
        planned_on=teller.today + timedelta(days=2),
        units=[units["TCCB"]],
    )
    _merit(teller)


def _concluded(teller: Teller) -> None:
    monitor, units = teller.office.people["vanphong"], teller.office.units
    made = plan_inspection(
        by=monitor,
        now=teller.moment(-50, 9),
        kind=Inspection.Kind.PLANNED,
        subject="Việc theo dõi, cập nhật tiến độ nhiệm vụ được giao",
        decision="Kế hoạch kiểm tra công vụ năm của Sở",
        planned_on=teller.today - timedelta(days=45),
        units=[units["TCCB"]],
    )
    begin_inspection(inspection=made, by=monitor, now=teller.moment(-45, 8))
    found = add_finding(
        inspection=made,
        by=monitor,
        now=teller.moment(-45, 15),
        unit=units["TCCB"],
        content="Một số nhiệm vụ đã có kết quả nhưng cập nhật chậm trên hệ thống.",
    )
    add_finding(
        inspection=made,
        by=monitor,
        now=teller.moment(-45, 15, 20),
        unit=units["TCCB"],
        content="Chưa phân công người thay khi chuyên viên nghỉ phép.",
    )
    conclude_inspection(
        inspection=made,
        by=monitor,
        now=teller.moment(-43, 10),
        conclusion="Phòng thực hiện đúng quy chế; cần cập nhật tiến độ trong ngày và phân công người thay khi vắng.",
    )
    assign_finding(finding=found, by=monitor, now=teller.moment(-42, 9), due_on=teller.today + timedelta(days=12))


def _merit(teller: Teller) -> None:
    office = teller.office
    leader, unit = office.people["giamdoc"], office.units["KHTC"]
    record_merit(
        said=Said(
            kind=MeritRecord.Kind.COMMENDATION,
            unit=unit,
            form=MeritRecord.Form.PRAISE,
            reason="Hoàn thành trước hạn việc rà soát thu, chi đầu năm học.",
            decided_on=teller.today - timedelta(days=20),
            document="Thông báo kết luận giao ban tháng",
        ),
        by=leader,
        now=teller.moment(-20, 16),
    )
    record_merit(
        said=Said(
            kind=MeritRecord.Kind.ACCOUNTABILITY,
            unit=office.units["TCCB"],
            form=MeritRecord.Form.REMINDER,
            category=MeritRecord.Category.DELAY,
            reason="Để nhiều nhiệm vụ quá hạn kéo dài mà không báo cáo lý do.",
            decided_on=teller.today - timedelta(days=18),
        ),
        by=leader,
        now=teller.moment(-18, 16),
    )
