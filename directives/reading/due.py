"""Whether a day or a period is named as the end of a duty.

Days of events, of data told, of goals and of plans of others are not.
"""

from __future__ import annotations

import re

from .strands import UPPER, Strand

TO_BE_DONE = re.compile(
    r"(?<!\w)(?:hoàn thành|hoàn tất|hoàn thiện|xong|báo cáo|trình|thời gian|thời hạn|gửi|nộp|ban hành|phê duyệt"
    r"|dứt điểm|thông xe|khánh thành|khởi công|bàn giao|giải ngân|đưa vào (?:khai thác|sử dụng|vận hành|hoạt động)"
    r"|phát động|tổ chức|triển khai|công bố|kết thúc)(?!\w)"
)
# A whole year is due only for what is to be finished in it.
_FINISHED = re.compile(TO_BE_DONE.pattern.replace("|tổ chức|triển khai", ""))
LONGEST_LEAD = 60  # letters behind a period that say what is due in it
LONGEST_CLAUSE = 400  # letters looked at before a date
_STOP = re.compile(rf"\.\s+(?=[{UPPER}\"“(])|;\s")
_PLANNED = re.compile(r"(?<!\w)(?:có kế hoạch|dự kiến|theo kế hoạch)\s$")
_AIMED = re.compile(r"(?<!\w)(?:mục tiêu|tăng trưởng)[^.;]{0,40}$")  # "đạt mục tiêu tăng trưởng 8% trong năm 2025"
_NO_MORE = re.compile(r"\s*(?:chỉ )?còn(?!\w)")  # "Từ nay đến hết năm chỉ còn hai tháng"
_EVENT = re.compile(
    r"(?<!\w)(?:sẽ|dự kiến|diễn ra|được tổ chức|đã|xảy ra|bắt đầu|có hiệu lực|phát biểu|cuộc họp|hội nghị)(?!\w)"
)
FIELD = re.compile(
    r"(?:thời gian|thời hạn|tiến độ|hạn|lộ trình|mốc)(?:\s+(?:thực hiện|hoàn thành|trình|báo cáo|ban hành"
    r"|gửi|tổ chức(?: \w+){0,4}))*(?:\s+và [\w ]{2,20})?\s*:"
)
_NOT_DUE = re.compile(
    r"(?<!\w)(?:giai đoạn|hiệu lực|số liệu|kể từ|tính từ|tính đến|cập nhật đến|đã|từ(?! nay))(?!\w)"
    r"[^.;,]{0,24}$"
)
# "thời gian quan trắc từ tháng 3 đến tháng 10": what is to be done ends with the second limit.
SPAN = re.compile(r"(?<!\w)(?<!trong )(?:thời gian|thời hạn)(?: \w+){0,4}:? (?:bắt đầu )?từ (?:ngày )?(?!nay)")
# What is counted or told of a period, not due in it.
_DATA = re.compile(
    r"(?<!\w)(?:số liệu|phát sinh|tình hình|tổng số|đạt|tăng|giảm|đã|xảy ra|tiếp nhận|diễn ra|có hiệu lực)"
    r"(?!\w)[^.;,]{0,40}$"
)


def day_is_due(strand: Strand, start: int, end: int, until: str) -> bool:
    """Whether "đến ngày", "vào ngày", "trong ngày" is said of a duty; "trước ngày", "chậm nhất" always is."""
    before, after = clause_around(strand, start, end)
    if until == "đến" and (span := SPAN.search(before)) and re.fullmatch(r"[^.;,]{3,40}", before[span.end() :]):
        return True
    if _NOT_DUE.search(before) and not until.startswith(("chậm", "muộn")):
        return False
    if until.startswith(("chậm", "muộn", "trước", "không", "hạn", "thời", "xong", "đến hết")):
        return True
    if re.search(r"(?<!\w)từ\s(?!nay)", before[-40:]) or (until == "vào" and _EVENT.search(before)):
        return False
    return bool(TO_BE_DONE.search(before) or FIELD.match(before) or (not before.strip() and TO_BE_DONE.search(after)))


def clause_around(strand: Strand, start: int, end: int) -> tuple[str, str]:
    """The words of the same sentence before and after a place."""
    floor = max(0, start - LONGEST_CLAUSE)
    stops = list(_STOP.finditer(strand.text, floor, start))
    before = strand.low[stops[-1].end() if stops else floor : start]
    return before, re.split(r"[.;]", strand.low[end : end + 160])[0]


def period_is_due(found: re.Match[str], before: str, after: str) -> bool:
    """Whether a period is said of a duty: "báo cáo trong tháng 12", "Trong quý I, hoàn thành ..."."""
    until = found["until"]
    if _NOT_DUE.search(before) or _PLANNED.search(before) or _NO_MORE.match(after):
        return False
    if before.endswith("tháng "):
        return False  # "những tháng cuối năm 2025"
    if not before.strip() and after.startswith(":") and until in (None, "cuối", "trong") and not found["year"]:
        return True  # "Cuối tháng 4 năm 2026: giao ban"
    if until == "cuối" or (not until and not before.strip() and not found["year"]):
        # "đến cuối năm 2025 hoàn thành", "Tháng 11/2025: ban hành": where something is to be finished in it
        return bool(_FINISHED.search(before) or _FINISHED.search(after[:LONGEST_LEAD]))
    if not until:
        return False
    if until not in ("trong", "trước", "đến hết", "hết"):
        return True
    if not found["year"] or (until == "đến hết" and before.endswith("từ nay ")):
        return not _DATA.search(before)
    if _AIMED.search(before):
        return False
    finished = list(_FINISHED.finditer(before))
    if finished and before.endswith("để ", 0, finished[-1].start()):
        return False  # what it is for, in the title of a document cited as a rule
    return bool(finished or (not before.strip() and _FINISHED.search(after)))
