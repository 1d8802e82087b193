"""The list of directives, and the drafts that wait for review."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.vary import vary_on_headers

from directives.filters import DirectiveFilter
from directives.models import Arrival, Directive, DocumentText, OutgoingDraft, Receipt
from directives.permissions import can_draft, can_log, can_read_register
from directives.services.standing import mark
from directives.views.arriving import HtmxRequest, label_of
from units.models import User
from units.refusals import demand

PAGE_SIZE = 50
#: Filters that stand folded behind "Bộ lọc".
NARROWING = ("type", "issuer", "priority", "year", "issued_from", "issued_to")


def directive_list(request: HttpRequest) -> HttpResponse:
    """Newest first, with the arrival number of one's own organisation."""
    found = DirectiveFilter(request.GET, queryset=Directive.objects.visible_to(request.user), user=request.user)
    rows = found.qs.select_related("outgoing_entry").prefetch_related(own_receipts(request.user))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    waiting = DocumentText.objects.visible_to(request.user).waiting().count()
    mark(page.object_list, request.user)
    context = {
        "filter": found,
        "page": page,
        "chips": chips(request, waiting) + about_chip(request, found),
        "can_log": can_log(request.user),
        "can_draft": can_draft(request.user),
        "can_read_register": can_read_register(request.user),
        "is_narrowed": any(request.GET.get(name) for name in NARROWING),
        "is_filtered": any(value for name, value in request.GET.items() if name != "page"),
    }
    return render(request, "directives/list.html", context)


@vary_on_headers("HX-Request")
def draft_list(request: HtmxRequest) -> HttpResponse:
    """Read but not yet saved, of one's organisation, newest first; above them what is still being read or was refused.
    htmx asks for the lists alone while something is read."""
    demand(can_log(request.user))
    drafts = DocumentText.objects.visible_to(request.user).waiting().select_related("received_by", "reading")
    page = Paginator(drafts.defer("text"), PAGE_SIZE).get_page(request.GET.get("page"))
    arrivals = list(
        Arrival.objects.visible_to(request.user).to_tell().select_related("received_by", "directive")[:PAGE_SIZE]
    )
    context = {
        "page": page,
        "rows": [draft_row(draft) for draft in page],
        "chips": chips(request, page.paginator.count),
        "arrivals": [(arrival, label_of(arrival)) for arrival in arrivals],
        "is_reading": any(arrival.is_open for arrival in arrivals),
    }
    return render(request, f"directives/drafts.html{'#list' if request.htmx else ''}", context)


def draft_row(draft: DocumentText) -> dict[str, object]:
    """What one knows of a draft: what was typed last, else what was read."""
    head = (draft.review or {}).get("head")
    proposal = draft.reading.proposal if hasattr(draft, "reading") else None
    if head:
        named = {name: head.get(name) or "" for name in ("code_number", "code_notation")}
        is_party = bool(head.get("is_party_document"))
        subject, issuer = head.get("subject"), head.get("issuing_body")
    elif proposal:
        named = {name: proposal[name] or "" for name in ("code_number", "code_notation")}
        is_party = proposal["family"] == "party"
        subject, issuer = ((proposal[name] or {}).get("text", "") for name in ("subject", "issuing_body"))
    else:
        named, is_party, subject, issuer = {}, False, "", ""
    reference = Directive(is_party_document=is_party, **named).reference
    return {"draft": draft, "reference": reference, "subject": subject, "issuer": issuer}


def own_receipts(user: User) -> Prefetch:
    """The receipt of the person's organisation with its register entry, as `own_receipts` on each directive."""
    post = user.acting_post
    rows = Receipt.objects.filter(organisation=post.organisation if post else None).select_related("entry")
    return Prefetch("receipts", queryset=rows, to_attr="own_receipts")


def chips(request: HttpRequest, waiting: int | None = None) -> list[dict[str, object]]:
    """Everything, what lacks a number or date, the drafts that wait and what is cited but not here."""
    here, drafts = reverse("directives:list"), reverse("directives:drafts")
    incomplete = request.GET.get("incomplete") == "true"
    is_issued = request.GET.get("direction") == Directive.Direction.ISSUED
    found = [
        {
            "label": "Tất cả",
            "url": here,
            "is_on": request.path == here and not incomplete and not is_issued,
            "count": None,
        },
        {
            "label": "Văn bản đi",
            "url": f"{here}?direction={Directive.Direction.ISSUED}",
            "is_on": is_issued,
            "count": None,
        },
        {"label": "Chưa đủ số, ngày", "url": f"{here}?incomplete=true", "is_on": incomplete, "count": None},
    ]
    if can_log(request.user):
        found.append({"label": "Chờ kiểm tra", "url": drafts, "is_on": request.path == drafts, "count": waiting})
        cited = reverse("directives:cited_list")
        found.append(
            {"label": "Được dẫn, chưa có trong sổ", "url": cited, "is_on": request.path == cited, "count": None}
        )
    if can_draft(request.user):
        outgoing = reverse("directives:outgoing")
        waiting_drafts = OutgoingDraft.objects.visible_to(request.user).open().count()
        found.append({"label": "Dự thảo văn bản đi", "url": outgoing, "is_on": False, "count": waiting_drafts})
    return found


def about_chip(request: HttpRequest, found: DirectiveFilter) -> list[dict[str, object]]:
    """The directive that the list is narrowed to; pressing takes it away."""
    if found.about is None:
        return []
    rest = request.GET.copy()
    for name in ("chain", "cites", "page"):
        rest.pop(name, None)
    return [{"label": found.about[0], "url": f"?{rest.urlencode()}", "is_on": True, "count": None, "icon": "x"}]
