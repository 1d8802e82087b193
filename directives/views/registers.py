"""The register of incoming documents (sổ đăng ký văn bản đến), Decree 30/2020, Annex IV: ten columns, printable."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from directives.models import DirectiveAccess, RegisterEntry
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
        "years": [year_chip(one, year) for one in series if one.isdecimal()],
        "organisation": organisation,
    }
    return render(request, "directives/register.html", context)


def year_chip(series: str, year: int) -> dict[str, object]:
    address = reverse("directives:register_of", args=[int(series)])
    return {"label": series, "url": address, "is_on": series == str(year), "count": None}
