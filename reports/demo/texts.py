"""The documents of the demonstration office: texts of our own, with days counted from today.

`{+12}` and `{-40}` are days from today as dd/mm/yyyy, `{issued}` the day of issue in words, `{issued:blank}` the same
with the day left open, as documents arrive before they are numbered.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

FOLDER = Path(__file__).parent / "documents"
_DAY = re.compile(r"\{([+-]\d+)\}")


def text_of(name: str, *, today: date, issued_on: date) -> str:
    """The document as it is pasted in."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    text = text.replace("{issued}", f"ngày {issued_on:%d} {_month(issued_on)}")
    text = text.replace("{issued:blank}", f"ngày      {_month(issued_on)}")
    return _DAY.sub(lambda found: f"{today + timedelta(days=int(found[1])):%d/%m/%Y}", text)


def _month(day: date) -> str:
    """Months 1 and 2 carry a zero (Decree 30/2020)."""
    return f"tháng {day.month:02d} năm {day.year}" if day.month < 3 else f"tháng {day.month} năm {day.year}"
