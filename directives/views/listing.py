"""The list of directives, and the drafts that wait for review."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from directives.filters import DirectiveFilter
from directives.models import Directive, DocumentText, Receipt
from directives.permissions import can_log, can_read_register
from directives.services.standing import mark
from units.models import User
from units.refusals import demand

PAGE_SIZE = 50
#: Filters that stand folded behind "Bộ lọc".
NARROWING = ("type", "issuer", "priority", "year", "issued_from", "issued_to")


def directive_list(request: HttpRequest) -> HttpResponse:
    """Newest first, with the arrival number of one's own organisation."""
    found = DirectiveFilter(request.GET, queryset=Directive.objects.visible_to(request.user), user=request.user)
    page = Paginator(found.qs.prefetch_related(own_receipts(request.user)), PAGE_SIZE).get_page(request.GET.get("page"))
    waiting = DocumentText.objects.visible_to(request.user).waiting().count()
    mark(page.object_list, request.user)
    context = {
        "filter": found,
        "page": page,
        "chips": chips(request, waiting) + about_chip(request, found),
        "can_log": can_log(request.user),
        "can_read_register": can_read_register(request.user),
        "is_narrowed": any(request.GET.get(name) for name in NARROWING),
        "is_filtered": any(value for name, value in request.GET.items() if name != "page"),
    }
    return render(request, "directives/list.html", context)


def draft_list(request: HttpRequest) -> HttpResponse:
    """Read but not yet saved: of one's organisation, newest first."""
    demand(can_log(request.user))
    drafts = DocumentText.objects.visible_to(request.user).waiting().select_related("received_by", "reading")
    page = Paginator(drafts.defer("text"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [draft_row(draft) for draft in page],
        "chips": chips(request, page.paginator.count),
    }
    return render(request, "directives/drafts.html", context)


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
    found = [
        {"label": "Tất cả", "url": here, "is_on": request.path == here and not incomplete, "count": None},
        {"label": "Chưa đủ số, ngày", "url": f"{here}?incomplete=true", "is_on": incomplete, "count": None},
    ]
    if can_log(request.user):
        found.append({"label": "Chờ kiểm tra", "url": drafts, "is_on": request.path == drafts, "count": waiting})
        cited = reverse("directives:cited_list")
        found.append(
            {"label": "Được dẫn, chưa có trong sổ", "url": cited, "is_on": request.path == cited, "count": None}
        )
    return found


def about_chip(request: HttpRequest, found: DirectiveFilter) -> list[dict[str, object]]:
    """The directive that the list is narrowed to; pressing takes it away."""
    if found.about is None:
        return []
    rest = request.GET.copy()
    for name in ("chain", "cites", "page"):
        rest.pop(name, None)
    return [{"label": found.about[0], "url": f"?{rest.urlencode()}", "is_on": True, "count": None, "icon": "x"}]
