"""Watching a file being read; taking it back."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh
from django_htmx.middleware import HtmxDetails
from kombu.exceptions import OperationalError

from directives.jobs import read_arrivals
from directives.models import Arrival
from directives.permissions import can_log
from directives.services import arrivals
from units.clock import now
from units.refusals import demand

log = logging.getLogger(__name__)
EXPIRES = 60  # seconds: the timetable takes up what a message lost on the way was about


class HtmxRequest(HttpRequest):
    """A request as HtmxMiddleware leaves it."""

    htmx: HtmxDetails


def wake_reader() -> None:
    """Tell a reader that something waits.  The row is there already, so a broker that is away only costs time."""
    try:
        read_arrivals.apply_async(expires=EXPIRES, retry=False)
    except OperationalError as error:
        log.warning("the reader could not be woken: %s", error)


@require_GET
@vary_on_headers("HX-Request")
def arrival(request: HtmxRequest, pk: int) -> HttpResponse:
    """How far the reading has come; leads on to what came of it.  htmx asks for the part alone."""
    demand(can_log(request.user))
    rows = Arrival.objects.visible_to(request.user).select_related("directive", "received_by")
    found = get_object_or_404(rows, pk=pk)
    if found.state == Arrival.State.READ:
        return lead_on(request, result_of(found))
    if found.state == Arrival.State.CANCELLED:
        return lead_on(request, reverse("directives:drafts"))
    if request.htmx and not found.is_open:
        return HttpResponseClientRefresh()  # heading and name of the page are no longer true
    context = {"arrival": found, "label": label_of(found), "here": reverse("directives:arrival", args=[pk])}
    return render(request, f"directives/arrival.html{'#reading' if request.htmx else ''}", context)


def lead_on(request: HtmxRequest, address: str) -> HttpResponse:
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def result_of(found: Arrival) -> str:
    """Where one looks at what a file became."""
    if found.draft_id:
        return reverse("directives:review", args=[found.draft_id])
    return reverse("directives:detail", args=[found.directive_id])


def label_of(found: Arrival) -> str:
    """What is being done, in words: "Đang đọc trang 3/12"."""
    if found.state == Arrival.State.WAITING:
        return "Đang chờ đến lượt đọc"
    if not found.pages_total:
        return "Đang đọc tệp"
    return f"Đang đọc trang {min(found.pages_done + 1, found.pages_total)}/{found.pages_total}"


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Arrival.objects.visible_to(request.user), pk=pk)
    ended = arrivals.cancel(arrival=found, by=request.user, now=now())
    if ended.state == Arrival.State.CANCELLED:
        messages.success(request, "Đã bỏ tệp. Hệ thống không giữ lại nội dung của tệp.")
    return redirect("directives:drafts")
