"""Kiến nghị, đề xuất: one answered, one with a unit, one overdue, one not yet given."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tasks.models import Petition
from tasks.services.petitions import answer_petition, assign_petition, log_petition

if TYPE_CHECKING:
    from reports.demo.story import Teller

# sender, subject, content, day received, day due
_SENT = (
    ("Ban đại diện cha mẹ học sinh", "Bố trí lại giờ tan học", "Giờ tan học trùng giờ cao điểm.", -45, -25),
    ("Trường THPT Bến Sông", "Bổ sung giáo viên tin học", "Đề nghị bổ sung hai giáo viên tin học.", -20, 6),
    ("Công đoàn ngành giáo dục", "Chế độ làm thêm giờ", "Đề nghị hướng dẫn thống nhất chế độ làm thêm giờ.", -40, -8),
    ("Một phụ huynh", "Công khai các khoản thu", "Đề nghị công khai các khoản thu trên trang của trường.", -3, 17),
)


def tell(teller: Teller) -> None:
    answered, given, overdue, _ = (_logged(teller, *each) for each in _SENT)
    monitor, units, today = teller.office.people["vanphong"], teller.office.units, teller.today
    for petition, short, day, due in ((answered, "VP", -43, -30), (given, "TCCB", -18, 4), (overdue, "KHTC", -38, -10)):
        assign_petition(
            petition=petition,
            by=monitor,
            now=teller.moment(day, 9),
            lead=units[short],
            due_on=today + timedelta(days=due),
        )
    answer_petition(
        petition=answered,
        by=monitor,
        now=teller.moment(-28, 15),
        reference="168/SGDĐT-VP",
        answered_on=today - timedelta(days=28),
        answer="Các trường trên trục đường chính được lệch giờ tan học từ tháng sau.",
    )


def _logged(teller: Teller, sender: str, subject: str, content: str, day: int, due: int) -> Petition:
    return log_petition(
        by=teller.office.people["vanthu"],
        now=teller.moment(day, 8),
        sender_name=sender,
        subject=subject,
        content=content,
        received_on=teller.today + timedelta(days=day),
        due_on=teller.today + timedelta(days=due),
    )
