"""The registers of incoming and of outgoing documents, Decree 30/2020, Annex IV: ten columns each, printable."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from directives.models import DirectiveAccess, RegisterEntry
from directives.numbering import DISPATCHES
from directives.permissions import can_read_register
from units.clock import today
from units.refusals import demand

PAGE_SIZE = 200
WHOLE_YEAR = 100_000
#: Exactly as the annex prints them.
HEADINGS = (
    "Ngày đến",
    "Số đến",
    "Tác giả",
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Đơn vị hoặc người nhận",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
)

OUTGOING_HEADINGS = (
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Người ký",
    "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
)


def register(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """One year of one's own organisation, in the order of the numbers; ?in=1 shows the whole year for print."""
    demand(can_read_register(request.user))
    year = year or today().year
    whole = bool(request.GET.get("in"))
    organisation = request.user.acting_post.organisation
    entries = RegisterEntry.objects.filter(organisation=organisation, book=RegisterEntry.Book.INCOMING)
    leads = DirectiveAccess.objects.filter(
        reason=DirectiveAccess.Reason.LEAD, unit__path__startswith=organisation.path
    ).select_related("unit")
    rows = (
        entries.filter(series=str(year))
        .select_related("receipt__directive")
        .prefetch_related(Prefetch("receipt__directive__access", queryset=leads, to_attr="leads"))
        .order_by("number")
    )
    page = Paginator(rows, WHOLE_YEAR if whole else PAGE_SIZE).get_page(request.GET.get("page"))
    series = entries.order_by("-series").values_list("series", flat=True).distinct()
    context = {
        "year": year,
        "page": page,
        "whole": whole,
        "headings": HEADINGS,
        "years": [year_chip(one, year, "directives:register_of") for one in series if one.isdecimal()],
        "organisation": organisation,
    }
    return render(request, "directives/register.html", context)


def outgoing(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """One year of what one's own organisation issued, a group of types after the other (?nhom=KH: one of them), in the
    order of the numbers; ?in=1 shows the whole year for print."""
    demand(can_read_register(request.user))
    year = year or today().year
    whole = bool(request.GET.get("in"))
    organisation = request.user.acting_post.organisation
    entries = RegisterEntry.objects.filter(organisation=organisation, book=RegisterEntry.Book.OUTGOING)
    of_year = entries.filter(series__startswith=f"{year}/")
    groups = sorted({name.partition("/")[2] for name in of_year.values_list("series", flat=True).distinct()})
    group = request.GET.get("nhom", "")
    group = group if group in groups else ""
    rows = (
        (of_year.filter(series=f"{year}/{group}") if group else of_year)
        .select_related("directive")
        .prefetch_related("directive__recipients", "directive__addressees")
        .order_by("series", "number")
    )
    series = {name.partition("/")[0] for name in entries.values_list("series", flat=True).distinct()}
    context = {
        "year": year,
        "page": Paginator(rows, WHOLE_YEAR if whole else PAGE_SIZE).get_page(request.GET.get("page")),
        "whole": whole,
        "headings": OUTGOING_HEADINGS,
        "years": [year_chip(one, year, "directives:register_outgoing_of") for one in sorted(series, reverse=True)],
        "groups": [group_chip(one, group) for one in ("", *groups)] if len(groups) > 1 else [],
        "group": group,
        "organisation": organisation,
    }
    return render(request, "directives/register_outgoing.html", context)


def year_chip(series: str, year: int, page: str) -> dict[str, object]:
    address = reverse(page, args=[int(series)])
    return {"label": series, "url": address, "is_on": series == str(year), "count": None}


def group_chip(group: str, chosen: str) -> dict[str, object]:
    label = {"": "Mọi loại", DISPATCHES: "Công văn"}.get(group, group)
    return {"label": label, "url": f"?nhom={group}" if group else "?", "is_on": group == chosen, "count": None}
