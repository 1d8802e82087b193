"""The rows of an issued report as every page and file shows them, out of what was frozen.

The summary has the headings of UBND tỉnh Đắk Lắk's form; under them stands a row of column numbers and formulas, so
that each rate says what it is a part of.  A rate of nothing is "–".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from directives.types import name_of_label
from reports.figures import Counts
from reports.kinds import IN_FULL, Bucket
from reports.models import Report

NOTHING = "–"
SUMMARY_HEADINGS = (
    "TT",
    "Tên đơn vị/cá nhân",
    "Tổng số",
    "HT trong hạn",
    "HT trễ hạn",
    "Chưa HT trong hạn",
    "Chưa HT trễ hạn",
    "Tỷ lệ HT đúng hạn",
    "Tỷ lệ HT trễ hạn",
    "Tỷ lệ chưa HT trễ hạn",
    "Ghi chú",
)
SUMMARY_FORMULAS = (
    *("(1)", "(2)", "(3) = (4) + (5) + (6) + (7)", "(4)", "(5)", "(6)", "(7)"),
    *("(8) = (4) / (3)", "(9) = (5) / (3)", "(10) = (7) / (3)", "(11)"),
)
#: What the three rates are parts of the total of.
RATES = (Bucket.DONE_IN_TIME, Bucket.DONE_LATE, Bucket.OPEN_LATE)
LIST_HEADINGS = (
    "STT",
    "Tên công việc",
    "Văn bản giao việc",
    "Phòng ban",
    "Người chủ trì",
    "Ngày giao",
    "Hạn hoàn thành",
    "Hạn ban đầu",
    "Ngày báo cáo hoàn thành",
    "Tình trạng",
    "Quá hạn (ngày)",
    "Quá hạn (ngày làm việc)",
)
OVERDUE_HEADINGS = (
    "STT",
    "Tên công việc",
    "Văn bản giao việc",
    "Phòng ban",
    "Người chủ trì",
    "Hạn hoàn thành",
    "Quá hạn (ngày)",
    "Quá hạn (ngày làm việc)",
    "Tình trạng",
)


@dataclass(frozen=True)
class SummaryRow:
    """One unit, or the whole (`unit` is None)."""

    unit: int | None
    name: str
    counts: Counts
    note: str = ""

    @property
    def rates(self) -> tuple[Decimal | None, ...]:
        """The three rates in percent, to two places; None where there is nothing to divide by."""
        return tuple(percent(self.counts[bucket], self.counts.total) for bucket in RATES)


@dataclass(frozen=True)
class ListRow:
    """One task of a report as it stood on the cut-off."""

    task: int
    unit: int
    unit_name: str
    bucket: Bucket
    title: str
    source: str
    label: str
    person: str
    status: str
    assigned_on: date | None
    due_on: date | None
    original_due_on: date | None
    submitted_on: date | None
    completed_on: date | None
    late_days: int
    late_working_days: int

    @property
    def origin(self) -> str:
        """ "Công văn 271/UBND-VP8 ngày 02/03/2026, mục 3"."""
        return ", ".join(words for words in (self.source, name_of_label(self.label)) if words)

    @property
    def state(self) -> str:
        return IN_FULL[self.bucket]


def percent(part: int, whole: int) -> Decimal | None:
    if not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def percent_words(value: Decimal | None) -> str:
    """ "64,73%"; "–" where there is none."""
    return NOTHING if value is None else f"{value}%".replace(".", ",")


def summary_rows(report: Report) -> list[SummaryRow]:
    """The units in the order of the tree."""
    return [
        SummaryRow(row["unit"], row["name"], Counts(**row["counts"]), _coordination_note(row))
        for row in report.figures["units"]
    ]


def total_row(report: Report) -> SummaryRow:
    return SummaryRow(None, "Tổng cộng", Counts(**report.figures["total"]))


def as_of(report: Report) -> date:
    """The day on which lateness was judged: the cut-off, or an earlier day of a period that was still running."""
    return date.fromisoformat(report.figures["as_of"])


def notes(report: Report) -> list[str]:
    """The sentences under the summary: what the rates are of, what was left out, what was counted apart."""
    total = Counts(**report.figures["total"])
    left_out = report.figures["left_out"]
    parts = sum(row["coordinating"] for row in report.figures["units"])
    found = [f"Mẫu số của các tỷ lệ là tổng số nhiệm vụ của từng dòng (toàn cơ quan: {number(total.total)} nhiệm vụ)."]
    if as_of(report) < report.ends_on:
        found.append(
            f"Kỳ báo cáo chưa chốt; số liệu đến ngày {as_of(report):%d/%m/%Y} (ngày chốt: {report.ends_on:%d/%m/%Y})."
        )
    found.append(
        "Nhiệm vụ không thời hạn tính vào trong hạn; nhiệm vụ chờ xác nhận, chờ điều chuyển, tạm dừng tính là chưa "
        "hoàn thành (tạm dừng không tính trễ hạn)."
    )
    found.append(
        f"Không tính vào tổng số: {number(left_out['standing'])} việc thường xuyên, "
        f"{number(left_out['cancelled'])} nhiệm vụ đã hủy trong kỳ."
    )
    if parts:
        found.append(f"Đếm riêng, không tính vào tổng số: {number(parts)} phần việc phối hợp.")
    return found


def list_rows(report: Report, *buckets: Bucket, unit: int | None = None) -> Iterator[ListRow]:
    """The tasks behind figures: of these buckets (all where none is named) and of the unit, or of all units."""
    for line in report.lists:
        if (not buckets or line["bucket"] in buckets) and unit in (None, line["unit"]):
            yield _list_row(line)


def overdue_rows(report: Report) -> list[ListRow]:
    """What was not done and late on the cut-off, the longest first."""
    return sorted(list_rows(report, Bucket.OPEN_LATE), key=lambda row: (-row.late_days, row.unit_name, row.task))


def number(value: int) -> str:
    """1.234"""
    return f"{value:,}".replace(",", ".")


def _coordination_note(row: dict) -> str:
    if not row["coordinating"]:
        return ""
    done = f", đã xong {row['coordinating_done']}" if row["coordinating_done"] else ""
    return f"Phối hợp {row['coordinating']}{done}"


def _list_row(line: dict) -> ListRow:
    days = ("assigned_on", "due_on", "original_due_on", "submitted_on", "completed_on")
    dates = {name: date.fromisoformat(line[name]) if line[name] else None for name in days}
    return ListRow(**{**line, "bucket": Bucket(line["bucket"]), **dates})
