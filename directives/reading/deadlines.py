"""Deadlines as the text states them.

A date becomes `due_on` only where the words fix a day for this duty.  Dates of cited documents, of events and of times
past are none; "khẩn trương" and "theo quy định" stay words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from .dates import DATE, FIGURES, WRITTEN, date_from, last_day, made
from .due import FIELD, SPAN, TO_BE_DONE, clause_around, day_is_due, period_is_due
from .openings import without_subject_matter
from .periods import PERIOD, end_of, states_year
from .proposal import DeadlineKind, Recurrence, StatedDeadline
from .strands import NOTHING, Strand, joined

_FULL = rf"(?:{WRITTEN}|{FIGURES})"
_UNTIL = (
    r"(?:(?:chậm|muộn) nhất(?: là)?(?: đến| trước| vào| trong)?|không muộn hơn|không quá|hạn chót|(?:kể )?từ nay đến"
    r"|trước|đến hết|xong trong|đến|hạn cuối|trong)"
)
_HOUR = r"(?:\s*(?:\d{1,2}\s?(?:giờ|h|g|:)\s?(?:\d{2}(?:\s?phút|['’])?)?|hết(?: giờ làm việc)?)\s*,?)?"
_DAY = r"(?:\s*(?:thứ \w+|chủ nhật),?)?(?:\s*ngày)?\s*"
_HELD = r"thời hạn|thời gian|hạn(?: hoàn thành| nộp| gửi)?"
BY_DATE = re.compile(rf"(?<!\w)(?P<until>{_UNTIL}|{_HELD}|vào|xong){_HOUR}{_DAY}(?P<date>{_FULL})")
BY_DAY = re.compile(
    rf"(?<!\w)(?P<until>{_UNTIL}){_HOUR}\s*(?:ngày\s*)?(?P<day>\d{{1,2}})\s?(?:[/.]\s?"
    rf"|\s+tháng\s+)(?P<month>\d{{1,2}})(?![\d/%]|\.\d|\s*(?:giờ|năm\s+\d))(?!\s?-\s?\d)"
)
EVERY = (
    r"(?:(?:của\s+)?tháng\s+(?:đầu|cuối)(?:\s+của)?(?:\s+mỗi)?\s+quý"
    r"|(?:h[àằ]ng|mỗi|của)\s+(?:tuần|tháng|quý|năm))"
)
RECURRING_DAY = re.compile(
    rf"(?<!\w)(?:{_UNTIL}|vào){_HOUR}\s*ngày\s*(?:làm việc\s+)?(?:cuối cùng|\d{{1,2}}(?:\s?/\s?\d{{1,2}}"
    rf"|\s+tháng\s+\d{{1,2}})?)(?P<twice>\s+và\s+(?:ngày\s+)?\d{{1,2}}\s?/\s?\d{{1,2}})?"
    rf"\s*(?:,\s*)?(?:{EVERY}|tháng\s+(?:sau|tiếp theo|đầu|liền kề))"
)
RECURRING = re.compile(
    r"(?<!\w)(?:(?:(?:trước|vào|chậm nhất)\s+)?(?:\d{1,2}\s?(?:giờ|h|:)\s?(?:\d{2})?\s*)?"
    r"(?:(?:sáng|chiều|ngày)\s+)?(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\s+(?P<weekday>h[àằ]ng tuần|mỗi tuần)"
    r"|(?P<half>(?:định kỳ|h[àằ]ng|mỗi)\s*(?:06|6|sáu) tháng|(?:06|6|sáu) tháng(?:,| và)(?: hằng"
    r"| hàng)? năm|(?:06|6|sáu) tháng (?:một lần|/\s?lần))|(?:định kỳ\s+|mỗi\s+|theo\s+)?(?P<each>(?:h[àằ]ng|mỗi"
    r"|từng)\s+(?:tuần|tháng|quý|năm))|định kỳ\s+(?:theo\s+)?(?P<bare>tuần|tháng|quý|năm)(?!\s*(?:\d|[iv]+\b)))(?!\w)"
)
DAYS = re.compile(
    r"(?<!\w)(?:trong\s+)?(?:vòng\s+|thời hạn\s+|thời gian\s+)?(?:không quá\s+|tối đa\s+"
    r"|chậm nhất(?: là)?\s+(?:sau\s+)?)?(?P<n>\d{1,3})\s*(?:\([^)]{1,20}\)\s*)?(?P<working>ngày làm việc"
    r"|ngày)(?!\s*\d|\s+tháng)"
    r"(?P<anchor>,?\s*(?:kể từ|tính từ|sau khi|từ khi|từ)\s+[^.;,:]{3,90})?"
)
IMMEDIATE = re.compile(
    r"(?<!\w)(?:trong (?:vòng )?\d{1,2} giờ|khẩn trương|ngay lập tức|ngay sau khi|ngay khi|ngay|kịp thời"
    r"|sớm nhất|trong thời gian sớm nhất"
    r"|tức thời)(?!\w)"
)
BY_REGULATION = re.compile(
    r"(?<!\w)(?:(?:trong|đúng|bảo đảm|đảm bảo|theo)\s+(?:thời hạn|thời gian|tiến độ|hạn)[^.;,]{0,40}quy định"
    r"|định kỳ[^.;:]{0,80}theo quy định|đúng hạn|đúng thời hạn|đúng tiến độ)(?!\w)"
)
_FIELD_ALONE = re.compile(FIELD.pattern.removesuffix(":") + r":?\s*")
_VALIDITY = re.compile(r"(?:thời gian|thời hạn) (?:ủy quyền|có hiệu lực|áp dụng|hiệu lực)")  # how long a rule holds
_MEETING = re.compile(
    r"(?<!\w)(?:buổi|bắt đầu|khai mạc)(?!\w)"
)  # "Thời gian: 01 buổi sáng, ngày 26/11": when it is held
_COUNTS_FROM = re.compile(r"(?:từ|kể từ)\s+(?:ngày\s+)?$")
_TO = re.compile(r"\s+đến\s+(?:hết\s+)?(?:ngày\s+)?")
_OF_MONTHS = re.compile(r"tháng\s+$")  # "tháng 11 - 12/2025" is no day
_SECOND_MONTH = re.compile(r"\s?(?:-|–|đến)\s?(0?[1-9]|1\d)/((?:19|20)\d\d)(?!\d)")
_GOES_ON = re.compile(r"\s+và\s+(?:các|những)\s+năm")  # "quý IV năm 2025 và các năm tiếp theo"
_NOT_RECURRING = re.compile(
    r"(?:nghị quyết|kế hoạch|chương trình|ngân sách|nhà nước|nhiệm vụ|dự toán|thường xuyên|chỉ tiêu|kinh phí)\s*$"
)
_COUNTED = re.compile(r"\d{1,3}\s\w+\s$")  # "02 tiết mỗi tháng"
_REPEATED = re.compile(
    r"(?<!\w)(?:định kỳ|báo cáo|rà soát|kiểm tra|tổ chức|tổng hợp|cập nhật|nhập|gửi|đánh giá|họp|công bố|thống kê"
    r"|thực hiện|phát|đăng)(?!\w)"
)
RECURRENCES: dict[str, Recurrence] = {"tuần": "weekly", "tháng": "monthly", "quý": "quarterly", "năm": "yearly"}


#: Where a deadline was read, from which place to which.
Found = tuple[int, int, StatedDeadline]


def deadlines_of(paragraphs: list[Strand], issued_on: date | None, year: int | None) -> tuple[StatedDeadline, ...]:
    """The deadlines that the paragraphs of one item state, in their order; words such as "khẩn trương" come last."""
    found: list[StatedDeadline] = []
    words: list[StatedDeadline] = []
    for paragraph in _with_fields(paragraphs):
        if _VALIDITY.match(paragraph.low):
            continue
        found.extend(_stated(without_subject_matter(paragraph), issued_on, year))
        words.extend(_words(paragraph))
    return tuple(found) + tuple(words)


def _with_fields(paragraphs: list[Strand]) -> Iterator[Strand]:
    """The paragraphs; "Thời gian thực hiện:" that stands alone on its line together with the one below it."""
    field = NOTHING
    for paragraph in paragraphs:
        whole = joined([field, paragraph]) if field else paragraph
        field = NOTHING
        if _FIELD_ALONE.fullmatch(whole.low):
            field = whole if whole.text.endswith(":") else joined([whole, Strand(":", whole.at[-1:])])
        else:
            yield whole


def _stated(strand: Strand, issued_on: date | None, year: int | None) -> Iterator[StatedDeadline]:
    taken = bytearray(len(strand) + 1)  # places that a deadline was already read from
    readers = (_recurring_days, _dates, _field_date, _days_without_year, _numbers_of_days, _periods, _recurrences)
    stated = []
    for reader in readers:
        for start, end, deadline in reader(strand, issued_on, year):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                stated.append((start, deadline))
    yield from (deadline for _, deadline in sorted(stated, key=lambda pair: pair[0]))


def _make(strand: Strand, start: int, end: int, kind: DeadlineKind, **more: Any) -> Found:
    part = strand.cut(start, end).trim(" ,")
    return start, end, StatedDeadline(kind=kind, text=part.text, span=part.span, **more)


def _recurring_days(strand: Strand, issued_on: date | None, year: int | None) -> Iterator[Found]:
    for found in RECURRING_DAY.finditer(strand.low):
        every = _recurrence(found[0])
        recurrence = "half-yearly" if found["twice"] and every == "yearly" else every
        yield _make(strand, found.start(), found.end(), "recurring", recurrence=recurrence)


def _recurrence(words: str) -> Recurrence:
    if "quý" in words:
        return "quarterly"
    return next((kind for word, kind in RECURRENCES.items() if word in words), "monthly")


def _dates(strand: Strand, issued_on: date | None, year: int | None) -> Iterator[Found]:
    for found in BY_DATE.finditer(strand.low):
        due = _date_of(found["date"])
        if (
            due is None
            or (issued_on and due < issued_on)
            or not day_is_due(strand, found.start(), found.end(), found["until"])
        ):
            continue
        yield _make(strand, found.start(), found.end(), "date", due_on=due)


def _field_date(strand: Strand, issued_on: date | None, year: int | None) -> Iterator[Found]:
    """ "Thời hạn hoàn thành: 31/10/2025": the date that a field holds, not the one that it counts from."""
    field = FIELD.match(strand.low)
    if field and _MEETING.search(strand.low, field.end()):
        return
    found = DATE.search(strand.low, field.end()) if field else None
    if found and _COUNTS_FROM.search(strand.low, field.end() if field else 0, found.start()):
        ends = _TO.match(strand.low, found.end())
        found = DATE.match(strand.low, ends.end()) if ends else None
    if not found or _OF_MONTHS.search(strand.low, 0, found.start()):
        return
    due = date_from(found)
    if due and not (issued_on and due < issued_on):
        yield _make(strand, found.start(), found.end(), "date", due_on=due)


def _date_of(words: str) -> date | None:
    found = re.search(_FULL, words)
    return date_from(found) if found else None


def _days_without_year(strand: Strand, issued_on: date | None, year: int | None) -> Iterator[Found]:
    """ "trước ngày 30/11": of the year in which the document was issued, or the next where that day has gone by."""
    for found in BY_DAY.finditer(strand.low):
        day, month = int(found["day"]), int(found["month"])
        if made(day, month, 2024) is None or not day_is_due(strand, found.start(), found.end(), found["until"]):
            continue
        due = made(day, month, year) if year else None
        if due and year and issued_on and due < issued_on:
            due = made(day, month, year + 1) if (issued_on - due).days > 60 else None
        yield _make(strand, found.start(), found.end(), "date", due_on=due)


def _numbers_of_days(strand: Strand, issued_on: date | None, year: int | None) -> Iterator[Found]:
    for found in DAYS.finditer(strand.low):
        leading = re.match(r"trong|chậm|không|tối|vòng|thời", found[0])
        if not leading and not found["anchor"]:
            continue
        anchor = strand.cut(found.start("anchor"), found.end("anchor")).trim(" ,").text if found["anchor"] else None
        anchor = re.sub(r"^(?:kể từ|tính từ|từ)(?: khi)?\s+(?=ngày|khi|thời)", "", anchor) if anchor else None
        kind: DeadlineKind = "working_days" if found["working"] == "ngày làm việc" else "days"
        yield _make(strand, found.start(), found.end(), kind, days=int(found["n"]), anchor=anchor)


def _periods(strand: Strand, issued_on: date | None, year: int | None) -> Iterator[Found]:
    """ "trong tháng 12 năm 2025", "quý I/2026": the last day of the period; before it where the text says "trước"."""
    for found in PERIOD.finditer(strand.low):
        before, after = clause_around(strand, found.start(), found.end())
        is_field = bool(FIELD.match(before))
        is_span = "đến" in (found["row"] or "") and (span := SPAN.search(before)) and span.end() == len(before)
        if not is_span and (
            re.search(r"(?:từ|giai đoạn)\s*$", before) or not (is_field or period_is_due(found, before, after))
        ):
            continue
        is_range = re.match(r"\s*(?:đến|-|–)\s*(?:năm|quý|tháng|\d)", after)
        if is_range and PERIOD.search(after):
            continue  # the range ends with its second limit
        if found["month"] and (second := _SECOND_MONTH.match(after)):  # "tháng 12/2026 - 01/2027"
            ends = found.end() + second.end()
            month, of_year = int(second[1]), int(second[2])
            yield _make(strand, found.start(), ends, "date", due_on=last_day(of_year, month) if month <= 12 else None)
            continue
        is_open = (found["year"] and " và " in found[0]) or is_range or _GOES_ON.match(after)
        due = None if is_open else end_of(found, year)
        if due and issued_on and due < issued_on:  # of the next year, where something is to be done in it
            due = end_of(found, due.year + 1) if not states_year(found) and TO_BE_DONE.search(before) else None
        if due or is_field:
            yield _make(strand, found.start(), found.end(), "date", due_on=due)


def _recurrences(strand: Strand, issued_on: date | None, year: int | None) -> Iterator[Found]:
    is_repeated = bool(_REPEATED.search(strand.low))
    for found in RECURRING.finditer(strand.low):
        told = is_repeated or strand.low.startswith(" một lần", found.end())
        told = told or bool(_COUNTED.search(strand.low, max(0, found.start() - 24), found.start()))
        if not told or _NOT_RECURRING.search(strand.low[max(0, found.start() - 24) : found.start()]):
            continue
        recurrence = (
            "half-yearly" if found["half"] else _recurrence(found["each"] or found["bare"] or found["weekday"] or "")
        )
        yield _make(strand, found.start(), found.end(), "recurring", recurrence=recurrence)


def _words(strand: Strand) -> Iterator[StatedDeadline]:
    if found := IMMEDIATE.search(strand.low):
        yield _make(strand, found.start(), found.end(), "immediate")[2]
    if found := BY_REGULATION.search(strand.low):
        yield _make(strand, found.start(), found.end(), "by_regulation")[2]
