"""Cited documents that are not in the register: their list, and saying of one which record it is or that it is none."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.middleware import HtmxDetails

from directives.filters import CitationFilter
from directives.forms.citing import ExternalForm, RelationForm
from directives.models import Citation, Directive
from directives.permissions import can_correct, can_log
from directives.querysets import CitationQuerySet
from directives.services import linking
from directives.services.candidates import candidates
from directives.services.standing import mark
from directives.views.links import of_day
from directives.views.listing import chips as quick_filters
from units.clock import now
from units.refusals import demand

PAGE_SIZE = 50
MOST_FOUND = 20
MOST_CITING = 50


class HtmxRequest(HttpRequest):
    htmx: HtmxDetails


def cited_list(request: HttpRequest) -> HttpResponse:
    """One row a document that directives of the organisation cite: open ones, or with ?ngoai=1 those set aside."""
    demand(can_log(request.user))
    is_external = request.GET.get("ngoai") == "1"
    kept = Citation.objects.kept_by(request.user.acting_post.organisation)
    rows = kept.filter(is_external=True) if is_external else kept.open()
    found = CitationFilter(request.GET, queryset=rows)
    page = Paginator(found.qs.grouped(), PAGE_SIZE).get_page(request.GET.get("page"))
    firsts = Citation.objects.select_related("directive").in_bulk([row["first"] for row in page])
    near = candidates(firsts.values(), user=request.user)
    context = {
        "filter": found,
        "page": page,
        "rows": [(firsts[row["first"]], row["directives"], near.get(row["first"], [])) for row in page],
        "chips": quick_filters(request),
        "is_external": is_external,
        "is_filtered": any(request.GET.get(name) for name in found.filters),
    }
    return render(request, "directives/cited_list.html", context)


@require_http_methods(["GET", "POST"])
def cited(request: HtmxRequest, pk: int) -> HttpResponse:
    """One cited document with everyone in the organisation who cites it.  GET ?q= looks in the register; POST `act`:
    link (with `target`), external (with `note`) or reopen."""
    seen = Directive.objects.visible_to(request.user)
    citation = get_object_or_404(Citation.objects.select_related("directive", "target"), pk=pk, directive__in=seen)
    demand(can_correct(request.user, citation.directive))
    if request.method == "GET":
        return cited_page(request, citation, ExternalForm())
    act, group = request.POST.get("act", ""), alike(citation)
    sent = {"citations": group, "by": request.user, "now": now()}
    if act == "link":
        target = get_object_or_404(seen, pk=number_of(request.POST.get("target", "")))
        linked = linking.link_citations(**sent | {"citations": group.exclude(directive=target)}, target=target)
        messages.success(request, f"Đã liên kết {len(linked)} chỗ dẫn với {of_day(target)}.")
        return redirect("directives:detail", citation.directive_id)
    if act == "external":
        form = ExternalForm(request.POST)
        if not form.is_valid():
            return cited_page(request, citation, form, status=422)
        linking.set_external(note=form.cleaned_data["note"], **sent)
        messages.success(request, "Đã ghi là văn bản ngoài hệ thống.")
        return redirect("directives:cited_list")
    if act == "reopen":
        linking.reopen_citations(**sent)
        messages.success(request, "Đã mở lại để đối chiếu.")
    return redirect("directives:cited", citation.pk)


def cited_page(request: HtmxRequest, citation: Citation, form: ExternalForm, *, status: int = 200) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    context = {
        "citation": citation,
        "external_form": form,
        "words": words,
        "found": results(request, citation, words),
        "most": MOST_FOUND,
    }
    if request.htmx:
        response = render(request, "directives/cited.html#found", context, status=status)
    else:
        citing = alike(citation).select_related("directive").order_by("-directive__logged_at", "pk")
        context |= {"citing": citing[:MOST_CITING], "citing_count": citing.count()}
        response = render(request, "directives/cited.html", context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def results(request: HttpRequest, citation: Citation, words: str) -> list[tuple[Directive, str]]:
    """Records that the person may choose, each with why it is proposed: by the words, else by what is printed."""
    if not citation.is_open:
        return []
    if words:
        rows = Directive.objects.visible_to(request.user).exclude(pk=citation.directive_id).search(words)
        return [(row, "") for row in mark(rows[:MOST_FOUND], request.user)]
    proposed = candidates([citation], user=request.user, most=MOST_FOUND).get(citation.pk, [])
    mark([one.record for one in proposed], request.user)
    return [(one.record, one.reason) for one in proposed]


def alike(citation: Citation) -> CitationQuerySet:
    """The citation with all of the organisation that cite the same document and stand the same."""
    same = Citation.objects.kept_by(citation.directive.owner_id).alike(citation)
    return same.filter(target=citation.target_id, is_external=citation.is_external)


@require_POST
def link(request: HttpRequest, pk: int, citation: int) -> HttpResponse:
    """From the directive's page: this cited document is the record `target`; without one, the link is taken back."""
    directive, found = of_directive(request, pk, citation)
    chosen = request.POST.get("target", "")
    if chosen:
        target = get_object_or_404(Directive.objects.visible_to(request.user), pk=number_of(chosen))
        linking.link_citation(citation=found, target=target, by=request.user, now=now())
        messages.success(request, f"Đã liên kết với {of_day(target)}.")
    else:
        linking.unlink_citation(citation=found, by=request.user, now=now())
        messages.success(request, "Đã bỏ liên kết.")
    return redirect("directives:detail", directive.pk)


@require_http_methods(["GET", "POST"])
def relation(request: HttpRequest, pk: int, citation: int) -> HttpResponse:
    """Correct what a cited document is to the directive, with the reason."""
    directive, found = of_directive(request, pk, citation)
    demand(can_correct(request.user, directive))
    form = RelationForm(request.POST if request.method == "POST" else None, citation=found)
    if form.is_valid():
        linking.correct_relation(citation=found, by=request.user, now=now(), **form.cleaned_data)
        messages.success(request, "Đã sửa quan hệ với văn bản được dẫn.")
        return redirect("directives:detail", directive.pk)
    context = {"directive": directive, "citation": found, "form": form}
    return render(request, "directives/relation.html", context, status=422 if form.is_bound else 200)


@require_POST
def link_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Link every open citation of this directive that the organisation keeps."""
    directive = get_object_or_404(Directive.objects.visible_to(request.user), pk=pk)
    demand(can_log(request.user))
    linked, refused = linking.link_all(target=directive, by=request.user, now=now())
    if linked:
        messages.success(request, f"Đã liên kết {len(linked)} chỗ dẫn với văn bản này.")
    if refused:
        names = ", ".join(str(citation.directive) for citation in refused)
        messages.warning(
            request, f"Chưa liên kết {names}: liên kết sẽ tạo thành vòng. Kiểm tra quan hệ của các văn bản này."
        )
    if not linked and not refused:
        messages.info(request, "Không còn chỗ dẫn nào chờ liên kết với văn bản này.")
    return redirect("directives:detail", directive.pk)


def of_directive(request: HttpRequest, pk: int, citation: int) -> tuple[Directive, Citation]:
    directive = get_object_or_404(Directive.objects.visible_to(request.user), pk=pk)
    return directive, get_object_or_404(Citation, pk=citation, directive=directive)


def number_of(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0
