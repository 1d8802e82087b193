"""Where a term of days ends: "trong 05 ngày làm việc kể từ ngày ban hành".  Civil Code 2015, articles 147–148."""

from __future__ import annotations

import re
from datetime import date, timedelta

from units.calendar import WorkingCalendar
from units.folding import fold

from .vocabulary import TYPE_NAMES

_TYPE = "|".join(fold(name) for name in TYPE_NAMES)
# The day of this document itself, not of another one: "ngày ban hành", "ngày ký Kế hoạch này", "ngày Chỉ thị này ký".
_ISSUED = re.compile(
    rf"(?:ke tu |tu )?(?:ngay )?(?:(?:ky )?ban hanh|ky)(?: (?:{_TYPE}))?(?: nay)?(?: va .*)?"
    rf"|(?:ke tu |tu )?(?:ngay )?(?:{_TYPE}) nay (?:duoc )?(?:ky )?(?:ban hanh|ky|co hieu luc).*"
)
_RECEIVED = re.compile(rf"(?:ke tu |tu )?(?:khi |ngay )?nhan(?: duoc)?(?: (?:{_TYPE}))?(?: nay)?(?: va .*)?")


def end_of_term(
    *,
    days: int | None,
    is_working: bool,
    anchor: str,
    issued_on: date | None,
    arrived_on: date | None,
    calendar: WorkingCalendar,
) -> date | None:
    """The day on which the term ends, moved off a day of rest.

    None where the day that it runs from is not known: it is known for the day of issue and the day of arrival.
    """
    words = fold(anchor)
    start = issued_on if _ISSUED.fullmatch(words) else arrived_on if _RECEIVED.fullmatch(words) else None
    if start is None or not days:
        return None
    return calendar.add(start, days) if is_working else calendar.roll(start + timedelta(days=days))
