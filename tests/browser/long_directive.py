"""A công văn of our own writing with sixty items, what a right reading of it is, and ten ways to read it wrongly."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

UNITS = {
    "Văn phòng Sở": "VP",
    "Phòng Tổ chức cán bộ": "TCCB",
    "Phòng Kế hoạch - Tài chính": "KHTC",
    "Phòng Quản lý công nghiệp": "QLCN",
    "Phòng Quản lý thương mại": "QLTM",
    "Phòng Kỹ thuật an toàn": "KTAT",
    "Thanh tra Sở": "TTr",
}
WORKS = (
    "rà soát quy chế làm việc và phân công nhiệm vụ",
    "kiểm tra việc sử dụng hệ thống quản lý văn bản",
    "đánh giá kết quả giải quyết hồ sơ quá hạn",
    "xây dựng chương trình công tác của quý",
    "tổng hợp khó khăn, vướng mắc của doanh nghiệp",
)
STEPS = (
    ("lập danh sách hồ sơ còn tồn đọng", "xác định trách nhiệm của từng bộ phận"),
    ("đối chiếu số liệu với kỳ trước", "đề xuất biện pháp khắc phục"),
    ("công khai kết quả trên cổng thông tin", "tiếp nhận, trả lời phản ánh"),
)
HEAD = """ỦY BAN NHÂN DÂN
TỈNH BÌNH AN
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 58/UBND-NC
V/v chấn chỉnh việc xử lý văn bản
Bình An, ngày 02 tháng 3 năm 2026

Kính gửi: Các phòng thuộc Sở.

Thực hiện Công văn số 12/VP-TH ngày 20/01/2026 của Văn phòng Trung ương, Ủy ban nhân dân tỉnh yêu cầu:
"""
TAIL = """
Yêu cầu các đơn vị nghiêm túc thực hiện./.

Nơi nhận:
- Như trên;
- Chủ tịch UBND tỉnh (b/c);
- Lưu: VT, NC.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
"""


@dataclass(frozen=True)
class Row:
    """What a right reading of one row is: names of units, days as dd/mm/yyyy."""

    label: str
    level: int
    text: str
    leads: tuple[str, ...]
    coordinating: tuple[str, ...] = ()
    due_on: str = ""


def rows() -> list[Row]:
    """Twenty items with two points each."""
    names = list(UNITS)
    found = []
    for number in range(1, 21):
        lead, helper = names[number % 7], names[(number + 3) % 7]
        due_on = f"{number:02d}/4/2026"
        found.append(
            Row(
                str(number),
                1,
                f"Giao {lead} chủ trì, phối hợp với {helper} {WORKS[number % 5]}, báo cáo trước ngày {due_on}.",
                (lead,),
                (helper,),
                f"{number:02d}/04/2026",
            )
        )
        first, second = STEPS[number % 3]
        found.append(Row("a", 2, f"{first.capitalize()} của năm {2000 + number};", (lead,)))
        found.append(Row("b", 2, f"{second.capitalize()} của đợt {number}.", (lead,)))
    return found


def text() -> str:
    return HEAD + "\n".join(f"{row.label}{'.' if row.level == 1 else ')'} {row.text}" for row in rows()) + TAIL


def spoiled(proposal: dict) -> dict:
    """The reading with ten mistakes: three leads, two levels, one item cut in two, two made one, two deadlines, one lost."""
    wrong = deepcopy(proposal)
    items = wrong["items"]
    at = {(item["label"], number // 3 + 1): item for number, item in enumerate(items)}
    for number in (2, 9, 16):
        at[str(number), number]["leads"][0]["text"] = "Thanh tra Sở"
    at["b", 5]["level"] = 1
    at["b", 11]["level"] = 3
    for number in (4, 14):
        deadline = at[str(number), number]["deadlines"][0]
        deadline["due_on"], deadline["text"] = "2026-01-20", "ngày 20/01/2026"
    whole = at["8", 8]
    place = whole["text"].index("phối hợp với")
    start = whole["span"]["start"] + len("8. ") + place
    rest = {**deepcopy(whole), "label": None, "kind": "prose", "text": whole["text"][place:], "leads": []}
    rest["span"] = {"start": start, "end": whole["span"]["end"]}
    whole |= {"text": whole["text"][:place].rstrip(), "coordinating": [], "deadlines": []}
    whole["span"] = {"start": whole["span"]["start"], "end": start}
    items.insert(items.index(whole) + 1, rest)
    one, other = at["a", 12], at["b", 12]
    one["text"] += f" b) {other['text']}"
    one["span"] = {"start": one["span"]["start"], "end": other["span"]["end"]}
    items.remove(other)
    items.remove(at["b", 18])
    return wrong
