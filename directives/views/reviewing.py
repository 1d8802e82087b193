"""The review: the document left, what was read right, every field open to correction.

A post obeys the button that sent it.  Without a script it answers with a page; static/js/review/saving.js also posts
the same form as "autosave", and htmx as "save", so that assigning follows beside the text.
"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from directives.forms.review import Review, typed_of
from directives.forms.row_acts import act
from directives.models import Directive, DocumentText, RegisterEntry
from directives.permissions import can_log
from directives.services import intake, logging
from directives.services.identity import SameIdentity, received_by, same_identity
from directives.services.parties import Directory, load_directory
from directives.services.proposals import proposed
from directives.views.review_page import page_facts
from units.clock import now, today
from units.refusals import Conflict, demand
from units.roles import ASSIGN_TASKS


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """GET draws the draft as last typed, else as read.  POST obeys the button: a change of rows or "draft" is kept and
    the page drawn anew; "save", "double" and "join:<directive>" enter the register; "autosave" keeps and says so."""
    demand(can_log(request.user))
    document = get_object_or_404(
        DocumentText.objects.visible_to(request.user).select_related("reading", "organisation", "file"), pk=pk
    )
    name, _, key = request.POST.get("act", "").partition(":")
    if document.directive_id and name != "autosave":
        if request.method == "POST":
            messages.info(request, "Văn bản này đã được vào sổ trước đó; đây là bản đã ghi.")
        return leave_for(request, document.directive_id)
    directory = load_directory(document.organisation, on=today())
    if request.method == "GET":
        typed = document.review or typed_of(proposed(document, directory))
        return page(request, document, Review.drawn(typed, directory))
    posted = Review.posted(request.POST, directory)
    if name == "autosave":
        return keep_quietly(request, document, posted)
    if name in {"save", "double", "join"}:
        return enter(request, document, posted, name, key)
    return keep(request, document, posted, directory, name, key)


def keep(
    request: HttpRequest, document: DocumentText, posted: Review, directory: Directory, name: str, key: str
) -> HttpResponse:
    """Keep everything typed in the draft, with the rows as the button wants them."""
    typed, row = act(posted.typed(), name, key)
    sender = {"by": request.user, "now": now(), "page": page_of(request)}
    try:
        document = intake.save_draft(document=document, review=typed, seen=posted.saved, **sender)
    except intake.AlreadyLogged as told:
        return redirect("directives:detail", told.directive_id)
    except Conflict as told:
        return stale_page(request, document, Review.drawn(typed, directory), told)
    if name == "draft":
        messages.success(request, "Đã lưu nháp. Bản nháp nằm ở mục Chờ kiểm tra.")
    address = reverse("directives:review", args=[document.pk])
    return redirect(f"{address}#{row}" if row else address)


def keep_quietly(request: HttpRequest, document: DocumentText, posted: Review) -> JsonResponse:
    """Keep everything typed in the background: the number of savings and the hour, or 409 with the reason."""
    moment = now()
    sender = {"by": request.user, "now": moment, "page": page_of(request)}
    try:
        kept = intake.save_draft(document=document, review=posted.typed(), seen=posted.saved, **sender)
    except Conflict as told:
        document.refresh_from_db()
        saved = (document.review or {}).get("saved", 0)
        is_over = bool(document.directive_id or document.discarded_at)
        return JsonResponse({"reason": told.reason, "saved": saved, "is_over": is_over}, status=409)
    return JsonResponse({"saved": (kept.review or {})["saved"], "at": f"{localtime(moment):%H:%M}"})


def enter(request: HttpRequest, document: DocumentText, posted: Review, name: str, key: str) -> HttpResponse:
    """Save as a directive, or join the record that key names."""
    if not posted.is_valid():
        return page(request, document, posted, status=422)
    data = posted.confirmed()
    sent = {"document": document, "data": data, "by": request.user, "now": now(), "seen": posted.saved}
    sent["page"] = page_of(request)
    try:
        if name == "join":
            directive = next((record for record in same_identity(data) if str(record.pk) == key), None)
            if directive is None:
                raise Conflict("Văn bản đã ghi không còn trùng với nội dung bạn nhập. Kiểm tra lại số, ký hiệu, ngày.")
            entry: RegisterEntry | None = logging.join_directive(directive=directive, **sent)
        else:
            directive = logging.log_directive(is_known_double=name == "double", **sent)
            entry = RegisterEntry.objects.filter(
                Q(receipt__directive=directive) | Q(directive=directive), organisation=document.organisation
            ).first()
    except intake.AlreadyLogged as told:
        messages.info(request, "Văn bản này đã được vào sổ trước đó; đây là bản đã ghi.")
        return leave_for(request, told.directive_id)
    except SameIdentity as warned:
        return page(request, document, posted, status=409, same=warned.records)
    except Conflict as told:
        return stale_page(request, document, posted, told)
    except ValidationError as refused:
        posted.head.add_error(None, refused)
        return page(request, document, posted, status=422)
    messages.success(request, said_of(entry))
    if request.headers.get("HX-Request") and assigns(request):
        return render(request, "directives/logged.html", {"directive": directive})
    return leave_for(request, directive.pk)


def said_of(entry: RegisterEntry | None) -> str:
    if entry is None:
        return "Đã ghi văn bản đi. Văn bản vào sổ văn bản đi khi bổ sung đủ số và ngày."
    if entry.book == RegisterEntry.Book.OUTGOING:
        return f"Đã vào sổ văn bản đi: số {entry.number}, năm {entry.series.partition('/')[0]}."
    return f"Đã vào sổ văn bản đến: số đến {entry.number}, năm {entry.series}."


def leave_for(request: HttpRequest, directive_id: int) -> HttpResponse:
    """On to the directive; htmx is told to go there, or it would draw that page inside this one."""
    address = reverse("directives:detail", args=[directive_id])
    return HttpResponseClientRedirect(address) if request.headers.get("HX-Request") else redirect(address)


def page_of(request: HttpRequest) -> str:
    """The name that the open page gave itself; "" without a script."""
    return request.POST.get("page", "")[:40]


def assigns(request: HttpRequest) -> bool:
    """Whether this person goes on to give the tasks."""
    post = request.user.acting_post
    return post is not None and post.role in ASSIGN_TASKS


def stale_page(request: HttpRequest, document: DocumentText, review: Review, told: Conflict) -> HttpResponse:
    """Everything typed stands again under the reason; sent once more, it replaces what the other person saved."""
    document.refresh_from_db()
    review.saved = (document.review or {}).get("saved", 0)
    return page(request, document, review, status=409, conflict=told.reason)


def page(
    request: HttpRequest,
    document: DocumentText,
    review: Review,
    *,
    status: int = 200,
    conflict: str = "",
    same: list[Directive] | None = None,
) -> HttpResponse:
    receipts = received_by(document.organisation, same) if same else {}
    context = page_facts(document, review) | {
        "conflict": conflict,
        "same": [(record, receipts.get(record.pk)) for record in same or []],
        "assigns": assigns(request),
    }
    template = "directives/review.html#form" if request.headers.get("HX-Request") else "directives/review.html"
    return render(request, template, context, status=status)
