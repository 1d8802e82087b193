"""What the gallery shows: facts of the shape that each component asks for. All of it is our own writing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tasks.deadlines import TimeState, time_badge
from tasks.statuses import Badge, Status, badge_of

TONES = ("neutral", "blue", "violet", "green", "amber", "red", "grey")

UNIT_NAMES = (
    "Văn phòng Sở",
    "Phòng Tổ chức cán bộ",
    "Phòng Kế hoạch - Tài chính",
    "Phòng Giáo dục Trung học",
    "Phòng Giáo dục Tiểu học - Mầm non",
    "Phòng Quản lý chất lượng",
    "Thanh tra Sở",
    "Trung tâm Giáo dục thường xuyên tỉnh",
)


def days_off(day: date) -> dict[str, str]:
    """Days off as static/js/days.js reads them."""
    return {f"{day.year}-09-02": "Quốc khánh", f"{day.year}-04-30": "Ngày Chiến thắng"}


def status_badges() -> list[Badge]:
    return [badge_of(status) for status in Status]


def time_badges(day: date) -> list[tuple[Badge, date | None]]:
    """Each state in time, with words as a task page writes them."""
    said = {
        TimeState.NO_DATE: ("không thời hạn", None),
        TimeState.IN_TIME: ("còn 9 ngày làm việc", day + timedelta(days=13)),
        TimeState.DUE_SOON: ("còn 2 ngày làm việc", day + timedelta(days=2)),
        TimeState.OVERDUE: ("quá hạn 12 ngày", day - timedelta(days=12)),
        TimeState.DONE_ON_TIME: ("hoàn thành đúng hạn", day - timedelta(days=3)),
        TimeState.DONE_LATE: ("hoàn thành quá hạn 4 ngày", day - timedelta(days=20)),
        TimeState.STOPPED: ("không tính hạn", None),
    }
    return [(time_badge(state, words), due_on) for state, (words, due_on) in said.items()]


def task_rows(day: date) -> list[dict]:
    """Rows of a list of tasks: a late one, one due soon, one handed in, one without a date."""
    late, soon, submitted = day - timedelta(days=12), day + timedelta(days=2), day + timedelta(days=9)
    return [
        {
            "title": "Rà soát, sửa đổi quy chế làm việc và quy trình giải quyết công việc nội bộ, bảo đảm rõ người, "
            "rõ việc, rõ thời hạn và trách nhiệm phối hợp giữa các phòng",
            "directive": "14/KH-SGDĐT, mục 3.b",
            "unit": "Phòng TCCB",
            "badge": badge_of(Status.IN_PROGRESS),
            "due": time_badge(TimeState.OVERDUE, "quá hạn 12 ngày"),
            "due_on": late,
            "reports": 3,
        },
        {
            "title": "Báo cáo kết quả giải quyết kiến nghị của cử tri trước kỳ họp",
            "directive": "58/TB-UBND, mục 2",
            "unit": "Văn phòng",
            "badge": badge_of(Status.ASSIGNED),
            "due": time_badge(TimeState.DUE_SOON, "còn 2 ngày làm việc"),
            "due_on": soon,
            "reports": 0,
        },
        {
            "title": "Thống kê thủ tục hành chính nội bộ cần đơn giản hóa",
            "directive": "58/TB-UBND, mục 4",
            "unit": "Phòng KHTC",
            "badge": badge_of(Status.SUBMITTED),
            "due": time_badge(TimeState.IN_TIME, "còn 7 ngày làm việc"),
            "due_on": submitted,
            "reports": 1,
        },
        {
            "title": "Thường xuyên kiểm tra việc chấp hành giờ làm việc, văn hóa công sở",
            "directive": "14/KH-SGDĐT, mục 5",
            "unit": "Thanh tra Sở",
            "badge": badge_of(Status.SUSPENDED),
            "due": time_badge(TimeState.NO_DATE, "không thời hạn"),
            "due_on": None,
            "reports": None,
        },
    ]


CHIPS = [
    {"label": "Tất cả", "url": "#bo-loc", "is_on": False, "count": 485},
    {"label": "Quá hạn", "url": "#bo-loc", "is_on": True, "count": 37, "icon": "alert-triangle"},
    {"label": "Sắp đến hạn", "url": "#bo-loc", "is_on": False, "count": 12, "icon": "clock"},
    {"label": "Chờ xác nhận", "url": "#bo-loc", "is_on": False, "count": 6, "icon": "hourglass"},
    {"label": "Chưa tiếp nhận", "url": "#bo-loc", "is_on": False, "count": 0, "icon": "inbox"},
]

TABS = [
    {"label": "Nội dung", "url": "#the", "is_on": True, "count": None},
    {"label": "Nhiệm vụ", "url": "#the", "is_on": False, "count": 12},
    {"label": "Lịch sử", "url": "#the", "is_on": False, "count": None},
]

STATS = [
    {
        "figure": 37,
        "label": "Quá hạn",
        "url": "#so-lieu",
        "tone": "red",
        "icon": "alert-triangle",
        "note": "ở 9 đơn vị",
    },
    {"figure": 12, "label": "Sắp đến hạn", "url": "#so-lieu", "tone": "amber", "icon": "clock", "note": "trong 3 ngày"},
    {"figure": 6, "label": "Chờ xác nhận", "url": "#so-lieu", "tone": "violet", "icon": "hourglass"},
    {"figure": 0, "label": "Chưa tiếp nhận", "url": "#so-lieu", "tone": "neutral", "icon": "inbox"},
    {"figure": "87,4%", "label": "Hoàn thành đúng hạn", "tone": "green", "icon": "calendar-check", "note": "trên 485"},
]


def heat_row(label: str, figures: tuple[int, ...]) -> dict:
    steps = (0, 1, 5, 10)  # from this figure on, level 0, 1, 2, 3
    return {
        "label": label,
        "url": "#bang-nhiet",
        "cells": [
            {"figure": n, "url": "#bang-nhiet", "level": max(i for i, step in enumerate(steps) if n >= step)}
            for n in figures
        ],
    }


HEAT = {
    "caption": "Nhiệm vụ quá hạn theo đơn vị và thời gian quá hạn",
    "corner": "Đơn vị",
    "columns": ("Đến 7 ngày", "8–30 ngày", "31–90 ngày", "Trên 90 ngày", "Tổng"),
    "rows": [
        heat_row("Văn phòng Sở", (2, 0, 0, 0, 2)),
        heat_row("Phòng Tổ chức cán bộ", (3, 6, 1, 0, 10)),
        heat_row("Phòng Kế hoạch - Tài chính", (0, 4, 12, 2, 18)),
        heat_row("Thanh tra Sở", (0, 0, 0, 0, 0)),
    ],
    "totals": [{"figure": n, "level": 0} for n in (5, 10, 13, 2, 30)],
}


FILE = {
    "name": "Báo cáo rà soát quy chế làm việc.pdf",
    "url": "#tep",
    "size": 1_468_006,
    "icon": "file-type-pdf",
    "note": "Số 45/BC-TCCB ngày 12/09/2026",
}


def events(moment: datetime) -> list[dict]:
    """A history with every kind of entry, newest first."""
    return [
        {
            "who": "Chuyên viên Văn phòng",
            "post": "Văn phòng Sở",
            "what": "trả lại để làm tiếp",
            "at": moment,
            "badge": Badge("amber", "arrow-back-up", "Trả lại"),
            "changes": [("Tình trạng", "Chờ xác nhận", "Đang thực hiện")],
            "note": "Báo cáo chưa nêu kết quả sửa quy trình của phòng Kế hoạch - Tài chính. Bổ sung rồi gửi lại.",
        },
        {
            "who": "Trưởng phòng TCCB",
            "post": "Phòng Tổ chức cán bộ",
            "what": "báo cáo hoàn thành",
            "at": moment - timedelta(days=1, hours=3),
            "badge": badge_of(Status.SUBMITTED),
            "changes": [("Tình trạng", "Đang thực hiện", "Chờ xác nhận")],
            "files": [FILE],
        },
        {
            "who": "",
            "what": "nhắc: còn 3 ngày đến hạn",
            "at": moment - timedelta(days=4),
            "is_machine": True,
            "badge": None,
        },
        {
            "who": "Lãnh đạo Sở",
            "post": "Ban Giám đốc",
            "what": "giao nhiệm vụ",
            "at": moment - timedelta(days=20),
            "changes": [("Chủ trì", "", "Phòng Tổ chức cán bộ"), ("Thời hạn", "", "15/09/2026")],
        },
    ]


NODES = [
    {
        "label": "1.",
        "depth": 0,
        "text": "Tăng cường kỷ luật, kỷ cương hành chính",
        "is_heading": True,
        "tasks": [],
    },
    {
        "label": "a)",
        "depth": 1,
        "text": "Các phòng thuộc Sở quán triệt nội dung văn bản này đến toàn thể công chức, người lao động.",
        "tasks": [("8 đơn vị", badge_of(Status.IN_PROGRESS))],
    },
    {
        "label": "b)",
        "depth": 1,
        "text": "Phòng Tổ chức cán bộ chủ trì, phối hợp với Văn phòng Sở rà soát quy chế làm việc, quy trình giải "
        "quyết công việc nội bộ; xác định rõ đơn vị chủ trì, đơn vị phối hợp, thời hạn và kết quả của từng bước; "
        "bãi bỏ các bước không cần thiết; tổng hợp ý kiến của các đơn vị, trình lãnh đạo Sở xem xét, quyết định; "
        "sau khi ban hành, tổ chức phổ biến, hướng dẫn thực hiện thống nhất trong toàn ngành và kiểm tra việc thực "
        "hiện sau sáu tháng, báo cáo kết quả kiểm tra kèm đề xuất điều chỉnh nếu có.",
        "is_long": True,
        "tasks": [("Phòng TCCB", badge_of(Status.SUBMITTED))],
    },
    {
        "label": "-",
        "depth": 2,
        "text": "Hoàn thành trước ngày 15/9/2026.",
        "tasks": [],
    },
    {
        "label": "2.",
        "depth": 0,
        "text": "Văn phòng Sở theo dõi, đôn đốc, tổng hợp kết quả, báo cáo Giám đốc Sở trước ngày 25 hằng tháng.",
        "tasks": [("Văn phòng", badge_of(Status.ASSIGNED))],
    },
]

EFFECTS = (
    "8 đơn vị nhận nhiệm vụ, trong đó 5 nhiệm vụ có thời hạn 15/09/2026, 7 nhiệm vụ không thời hạn.",
    "Thủ trưởng các đơn vị được thông báo ngay trên hệ thống và qua thư điện tử.",
    "2 nội dung chưa chọn đơn vị chủ trì được giữ lại để giao sau.",
)
