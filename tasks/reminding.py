"""The words of a letter of reminder (công văn đôn đốc).  Pure: placeholders in square brackets are filled in for each
letter, so that one text serves several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

SUBJECT = "đôn đốc thực hiện các nhiệm vụ được giao đến hạn, quá hạn"
#: What a text may leave to be filled in, and what it means.
PLACEHOLDERS: Mapping[str, str] = {
    "[số nhiệm vụ]": "số nhiệm vụ trong danh sách của công văn",
    "[số quá hạn]": "số nhiệm vụ đã quá hạn trong danh sách",
    "[ngày ban hành]": "ngày ban hành công văn",
    "[hạn báo cáo]": "ngày đơn vị phải báo cáo",
}


@dataclass(frozen=True)
class Line:
    """A task as the letter lists it."""

    unit: str
    title: str
    origin: str
    due_on: date
    late_days: int

    @property
    def late_words(self) -> str:
        return f"{self.late_days}" if self.late_days else "đến hạn"


def template_of(organisation: str) -> str:
    """What the Office starts from; every word of it can be changed."""
    return (
        f"Qua theo dõi việc thực hiện các nhiệm vụ do {organisation} giao, tính đến [ngày ban hành], đơn vị còn "
        "[số nhiệm vụ] nhiệm vụ đến hạn, quá hạn chưa hoàn thành, trong đó [số quá hạn] nhiệm vụ đã quá hạn (danh sách "
        "tại Phụ lục kèm theo).\n"
        f"Để bảo đảm tiến độ, {organisation} đề nghị thủ trưởng đơn vị:\n"
        "1. Tập trung chỉ đạo, hoàn thành các nhiệm vụ nêu trên; cập nhật kết quả thực hiện và báo cáo về Văn phòng "
        "trước ngày [hạn báo cáo].\n"
        "2. Đối với nhiệm vụ chưa thể hoàn thành, nêu rõ nguyên nhân, trách nhiệm, thời gian hoàn thành và kiến nghị "
        "(nếu có)."
    )


def filled(text: str, *, lines: list[Line], on: date, report_by: date) -> str:
    """The text of one letter."""
    values = {
        "[số nhiệm vụ]": f"{len(lines):02d}",
        "[số quá hạn]": f"{sum(line.late_days > 0 for line in lines):02d}",
        "[ngày ban hành]": f"ngày {on:%d/%m/%Y}",
        "[hạn báo cáo]": f"{report_by:%d/%m/%Y}",
    }
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return text
