"""Months, quarters, halves and years as deadlines name them: "trong tháng 11", "quý I/2026", "6 tháng đầu năm"."""

from __future__ import annotations

import re
from datetime import date

from .dates import last_day
from .labels import roman

# The months before the last one of a row: "tháng 11 - 12/2025", "tháng 10 và tháng 11", "tháng 10, 11 năm 2025".
_MONTH = r"(?:0?[1-9]|1[0-2])"
_ROW = (
    rf"(?:{_MONTH}\s?(?:[-–]|(?:,|và|đến)\s(?=tháng\s))\s?(?:tháng\s)?){{1,4}}"
    rf"|(?:{_MONTH}\s?(?:,|và)\s){{1,4}}(?={_MONTH}\s*(?:/|năm|-|\.)\s*\d{{4}})"
)
PERIOD = re.compile(
    r"(?<!\w)(?P<until>trước|trong|đến hết|hết|chậm nhất(?: là)?(?: trong| vào)?(?: cuối)?|hoàn thành|xong"
    r"|xong trước|cuối)?\s*(?:"
    rf"(?P<month>tháng\s+(?P<row>{_ROW})?(?P<m>\d{{1,2}})(?:\s*(?:/|năm|-|\.)\s*(?P<my>\d{{4}}))?)"
    r"|(?P<quarter>quý\s+(?P<q>[1-4]|iv|i{1,3})(?![\w])(?:\s*(?:/|năm|-|\.)?\s*(?P<qy>\d{4}))?)"
    r"|(?P<half>(?P<h>6|06|sáu) tháng (?P<part>đầu|cuối) năm(?:\s+(?P<hy>\d{4}))?)"
    r"|(?P<year>năm\s+(?P<y>\d{4})(?:\s+và\s+(?:các|những)\s+năm\s+(?:tiếp theo|sau|tiếp))?))(?![\w/])"
)


def states_year(found: re.Match[str]) -> bool:
    """Whether the words of a match of PERIOD name the year themselves."""
    return bool(found["my"] or found["qy"] or found["hy"] or found["y"])


def end_of(found: re.Match[str], year: int | None) -> date | None:
    """The last day of the period, of `year` where it names none; with "trước" the last day before it."""
    stated = found["my"] or found["qy"] or found["hy"] or found["y"]
    year = int(stated) if stated else year
    if year is None or not 1900 <= year <= 2200:
        return None
    before = (found["until"] or "").startswith("trước")
    if found["month"]:
        first_named = re.match(r"\d+", found["row"]) if before and found["row"] else None
        month = int(first_named[0]) if first_named else int(found["m"])
    elif found["quarter"]:
        month = 3 * (int(found["q"]) if found["q"].isdigit() else roman(found["q"]))
    else:
        month = 6 if found["part"] == "đầu" else 12
    if not 1 <= month <= 12:
        return None
    if before:
        first = {"month": month, "quarter": month - 2}.get(
            next(k for k in ("month", "quarter", "half", "year") if found[k]), 1
        )
        return last_day(year, first - 1) if first > 1 else last_day(year - 1, 12)
    return last_day(year, month)
