"""Choosing a period, issuing its report, reading it, and the lists behind its figures."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from reports.exports import rows
from reports.exports.rows import SummaryRow
from reports.figures import Counts
from reports.forms import PeriodForm
from reports.kinds import COUNTED, IN_FULL, Bucket
from reports.models import Report
from reports.periods import ReportPeriod
from reports.permissions import can_read_reports
from reports.services.issuing import issue_report
from units.clock import now, today
from units.refusals import demand

PER_PAGE = 20
TASKS_PER_PAGE = 50
WHOLE = "tong"  # in an address: all units together
ALL = "tat-ca"  # in an address: all that is counted


@dataclass(frozen=True)
class Cell:
    """A figure and the address of exactly its list."""

    figure: int
    url: str


@dataclass(frozen=True)
class Row:
    unit: SummaryRow
    cells: list[Cell]
    rates: list[tuple[str, int, int]]  # words, part, whole


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    demand(can_read_reports(request.user))
    return _list_page(request, PeriodForm(today=today()))


@require_POST
def report_issue(request: HttpRequest) -> HttpResponse:
    demand(can_read_reports(request.user))
    form = PeriodForm(request.POST, today=today())
    if not form.is_valid():
        return _list_page(request, form, status=422)
    organisation = request.user.acting_post.organisation
    report = issue_report(organisation=organisation, period=form.cleaned_data["period"], by=request.user, now=now())
    messages.success(request, f"Đã lập báo cáo {report.figures['period']}. Số liệu được giữ nguyên từ lúc này.")
    return redirect("reports:detail", report.pk)


@require_safe
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, each figure a link to its frozen list."""
    report = _report(request, pk, "lists")
    others = Report.objects.visible_to(request.user).filter(period_key=report.period_key).exclude(pk=report.pk)
    context = {
        "report": report,
        "as_of": rows.as_of(report),
        "running_words": _running_words(report),
        "trail": [("Báo cáo", reverse("reports:list"))],
        "headings": rows.SUMMARY_HEADINGS,
        "rows": [_row(report, row) for row in rows.summary_rows(report)],
        "total": _row(report, rows.total_row(report)),
        "notes": rows.notes(report),
        "left_out": [
            (bucket.label, Cell(report.figures["left_out"][bucket], _address(report, None, bucket)))
            for bucket in (Bucket.STANDING, Bucket.CANCELLED)
        ],
        "others": others.select_related("issued_by").defer("figures", "lists"),
    }
    return render(request, "reports/detail.html", context)


@require_safe
def report_bucket(request: HttpRequest, pk: int, unit: str, bucket: str) -> HttpResponse:
    """The tasks behind one figure, as they stood when the report was issued."""
    report = _report(request, pk)
    names = {WHOLE: "", **{str(row["unit"]): row["name"] for row in report.figures["units"]}}
    if unit not in names or bucket not in (ALL, *Bucket.values):
        raise Http404
    chosen = COUNTED if bucket == ALL else (Bucket(bucket),)
    of_unit = None if unit == WHOLE else int(unit)
    found = list(rows.list_rows(report, *chosen, unit=of_unit))
    if chosen == (Bucket.OPEN_LATE,):
        found.sort(key=lambda row: (-row.late_days, row.unit_name, row.task))
    context = {
        "report": report,
        "as_of": rows.as_of(report),
        "what": "Tổng số" if bucket == ALL else IN_FULL[chosen[0]],
        "unit_name": names[unit],
        "page": Paginator(found, TASKS_PER_PAGE).get_page(request.GET.get("page")),
        "shows_delay": chosen[0] in (Bucket.OPEN_LATE, Bucket.DONE_LATE),
        "trail": [
            ("Báo cáo", reverse("reports:list")),
            (report.figures["period"], reverse("reports:detail", args=[pk])),
        ],
    }
    return render(request, "reports/bucket.html", context)


def _list_page(request: HttpRequest, form: PeriodForm, status: int = 200) -> HttpResponse:
    issued = Report.objects.visible_to(request.user).select_related("issued_by").defer("lists")
    page = Paginator(issued, PER_PAGE).get_page(request.GET.get("page"))
    found = [
        (
            report,
            ReportPeriod.from_key(report.period_key),
            rows.as_of(report),
            Counts(**report.figures["total"]),
        )
        for report in page
    ]
    return render(request, "reports/list.html", {"form": form, "page": page, "rows": found}, status=status)


def _report(request: HttpRequest, pk: int, *left: str) -> Report:
    seen = Report.objects.visible_to(request.user).select_related("issued_by", "issued_in_post").defer(*left)
    return get_object_or_404(seen, pk=pk)


def _running_words(report: Report) -> str:
    """What a reader of an unfinished period must know; nothing for a closed one."""
    if rows.as_of(report) == report.ends_on:
        return ""
    return (
        f"Số liệu đến ngày {rows.as_of(report):%d/%m/%Y}; ngày chốt là {report.ends_on:%d/%m/%Y}. "
        "Báo cáo của cả kỳ được lập tự động vào ngày sau ngày chốt."
    )


def _row(report: Report, row: SummaryRow) -> Row:
    counts = row.counts
    figures = [(counts.total, ALL), *((counts[bucket], bucket.value) for bucket in COUNTED)]
    parts = zip(row.rates, rows.RATES, strict=True)
    return Row(
        unit=row,
        cells=[Cell(figure, _address(report, row.unit, bucket)) for figure, bucket in figures],
        rates=[(rows.percent_words(rate), counts[bucket], counts.total) for rate, bucket in parts],
    )


def _address(report: Report, unit: int | None, bucket: str) -> str:
    return reverse("reports:bucket", args=[report.pk, WHOLE if unit is None else unit, str(bucket)])
