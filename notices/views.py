"""What a person was told: unread first, each leading to what it tells of."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from notices.models import Kind, Notification
from notices.services.reading import mark_all_read, mark_read
from units.clock import now

PER_PAGE = 25
_ICONS: dict[str, tuple[str, str]] = {
    Kind.ASSIGNED: ("neutral", "inbox"),
    Kind.ACCEPTED: ("blue", "check"),
    Kind.SUBMITTED: ("violet", "hourglass"),
    Kind.CONFIRMED: ("green", "circle-check"),
    Kind.SENT_BACK: ("amber", "arrow-back-up"),
    Kind.RETURNED: ("amber", "arrow-back-up"),
    Kind.CHANGED: ("blue", "info-circle"),
    Kind.EXTENSION_ASKED: ("violet", "calendar-due"),
    Kind.EXTENSION_ANSWERED: ("blue", "calendar"),
    Kind.PROPOSAL_SENT: ("violet", "file-text"),
    Kind.PROPOSAL_ANSWERED: ("blue", "file-text"),
    Kind.EXPLANATION_ASKED: ("amber", "message"),
    Kind.EXPLANATION_GIVEN: ("blue", "message"),
    Kind.GUIDED: ("blue", "info-circle"),
    Kind.ESCALATED: ("amber", "alert-circle"),
    Kind.ESCALATION_DECIDED: ("blue", "check"),
    Kind.REVIEWED: ("blue", "list-check"),
    Kind.CONSULTED: ("violet", "messages"),
    Kind.OPINION_DUE: ("amber", "clock"),
    Kind.OPINION_GIVEN: ("blue", "message"),
    Kind.OPINION_DEEMED: ("neutral", "clock"),
    Kind.OPINION_SETTLED: ("green", "circle-check"),
    Kind.INSPECTION: ("amber", "search"),
    Kind.COMMENDED: ("green", "circle-check"),
    Kind.COORDINATION_ASKED: ("violet", "users"),
    Kind.COORDINATION_REPORTED: ("blue", "users"),
    Kind.HANDED_OVER: ("blue", "arrows-exchange"),
    Kind.STRUCK: ("neutral", "ban"),
    Kind.DELEGATED: ("blue", "user-plus"),
    Kind.REORGANISED: ("blue", "building"),
    Kind.CHECK_IN_DUE: ("amber", "clock"),
    Kind.DUE_SOON: ("amber", "clock"),
    Kind.OVERDUE: ("red", "alert-triangle"),
    Kind.DRAFT_SUBMITTED: ("violet", "hourglass"),
    Kind.DRAFT_ANSWERED: ("blue", "message"),
    Kind.DIRECTIVE_ISSUED: ("neutral", "file-text"),
}
#: Of a kind that has no look of its own.
_PLAIN = ("blue", "info-circle")


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    own = Notification.objects.visible_to(request.user)
    page = Paginator(own.for_list(), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(notice, *_ICONS.get(notice.kind, _PLAIN)) for notice in page]
    return render(request, "notices/list.html", {"page": page, "rows": rows, "unread": own.unread().count()})


@require_http_methods(["GET", "HEAD", "POST"])
def notice_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to what it tells of; a POST (a press on the list) also marks it read, a GET changes nothing."""
    notice = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        mark_read(notification=notice, by=request.user, now=now())
    here = url_has_allowed_host_and_scheme(notice.link, allowed_hosts=None)
    return redirect(notice.link if here else "notices:list")


@require_POST
def notices_read_all(request: HttpRequest) -> HttpResponse:
    count = mark_all_read(by=request.user, now=now())
    messages.success(request, f"Đã đánh dấu {count} thông báo là đã đọc.")
    return redirect("notices:list")
