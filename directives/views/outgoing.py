"""Writing what the office issues: the drafts, one draft with its preview, and its way to approval and to its number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directives.forms.letter import LetterForm
from directives.forms.outgoing import IssueForm, NoteForm
from directives.models import Directive, OutgoingDraft
from directives.permissions import can_approve, can_draft, can_issue
from directives.services import drafting
from directives.services.beginning import beginning_of
from directives.services.issuing import file_name, letterhead_of, notation_for, units_meant
from directives.services.parties import load_directory
from directives.services.register import last_number
from directives.services.secrecy import SECRET
from directives.views.outgoing_page import page_facts, standing_of
from directives.writing.letter import docx_of
from files.types import DOCX
from units.clock import now, today
from units.models import Unit, User
from units.refusals import Conflict, demand

PAGE_SIZE = 50
State = OutgoingDraft.State


@require_safe
def draft_list(request: HttpRequest) -> HttpResponse:
    """What the organisation is writing, the newest first; ?cho=1 what waits for the person."""
    demand(can_draft(request.user))
    drafts = OutgoingDraft.objects.visible_to(request.user).open().select_related("saved_by", "begun_from")
    waiting = OutgoingDraft.objects.waiting_for(request.user)
    is_waiting = bool(request.GET.get("cho"))
    shown = drafts.filter(pk__in=waiting.values("pk")) if is_waiting else drafts
    page = Paginator(shown.defer("content"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, standing_of(row)) for row in page],
        "chips": [
            {"label": "Tất cả", "url": "?", "is_on": not is_waiting, "count": drafts.count()},
            {"label": "Chờ bạn", "url": "?cho=1", "is_on": is_waiting, "count": waiting.count()},
        ],
        "is_waiting": is_waiting,
    }
    return render(request, "directives/outgoing/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def draft_new(request: HttpRequest) -> HttpResponse:
    """From nothing, or from the directive that it is to implement (?thuc-hien=<key>)."""
    demand(can_draft(request.user))
    parent = _parent(request)
    if request.method != "POST":
        content = beginning_of(parent=parent, by=request.user, day=today())
        return _page(request, None, _form(request.user, initial=content), parent=parent)
    form = _form(request.user, data=request.POST)
    form.is_valid()
    try:
        draft = drafting.begin_draft(content=form.typed(), by=request.user, now=now(), begun_from=parent)
    except ValidationError as refused:
        return _refused(request, None, form, refused, parent)
    return _go_on(request, draft, form)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """GET draws what was typed last, with its preview; POST keeps it, right or wrong, then obeys the button: "save",
    "submit", "approve"."""
    found = _draft(request, pk)
    if found.directive_id:
        return redirect("directives:detail", found.directive_id)
    if request.method != "POST":
        return _page(request, found, _form(request.user, initial=found.content))
    form = _form(request.user, data=request.POST)
    form.is_valid()
    version = _version(request)
    try:
        found = drafting.save_draft(draft=found, content=form.typed(), version=version, by=request.user, now=now())
    except drafting.SavedByAnother as told:
        found.refresh_from_db()
        return _page(request, found, form, status=409, conflict=told.reason)
    except ValidationError as refused:
        return _refused(request, found, form, refused)
    return _go_on(request, found, form)


@require_POST
def draft_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """What is done about a draft without changing its words: "tra-lai" (send back), "bo" (set aside)."""
    found = _draft(request, pk)
    if act not in {"tra-lai", "bo"}:
        raise Http404
    sent = {"draft": found, "version": _version(request), "by": request.user, "now": now()}
    if act == "bo":
        drafting.discard_draft(**sent)
        messages.success(request, "Đã bỏ dự thảo.")
        return redirect("directives:outgoing")
    form = NoteForm(request.POST)
    if form.is_valid():
        drafting.send_back_draft(note=form.cleaned_data["note"], **sent)
        messages.success(request, "Đã trả lại để sửa. Người soạn đã được thông báo.")
        return redirect("directives:outgoing_draft", found.pk)
    demand(can_approve(request.user, found))
    return _page(request, found, _form(request.user, initial=found.content), status=422, note=form)


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """What exactly will happen, then the number."""
    found = _draft(request, pk)
    demand(can_issue(request.user))
    if found.directive_id:
        messages.info(request, "Văn bản này đã được ban hành trước đó; đây là bản đã ban hành.")
        return redirect("directives:detail", found.directive_id)
    form = _form(request.user, data=found.content)
    if found.state != State.APPROVED:
        raise Conflict("Văn bản chưa được lãnh đạo duyệt nên chưa lấy số được.")
    if not form.is_valid():
        messages.error(request, "Dự thảo có mục cần sửa trước khi ban hành.")
        return redirect("directives:outgoing_draft", found.pk)
    asked = IssueForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    if request.method == "POST" and asked.is_valid():
        directive = drafting.issue_draft(
            draft=found,
            letter=form.letter(),
            drafter=form.drafting_unit,
            implements=form.implemented,
            by=request.user,
            now=now(),
            **asked.cleaned_data,
        )
        messages.success(request, f"Đã ban hành {directive}. Văn bản đã vào sổ văn bản đi.")
        return redirect("directives:detail", directive.pk)
    context = {"draft": found, "form": asked, **_effects(found, form, today())}
    return render(request, "directives/outgoing/issue.html", context, status=422 if asked.errors else 200)


@require_safe
def draft_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as DOCX, without number and date: to be read and corrected on paper."""
    found = _draft(request, pk)
    form = _form(request.user, data=found.content)
    form.is_valid()
    letter = form.letter()
    head = letterhead_of(letter, organisation=found.organisation, drafter=form.drafting_unit)
    named = content_disposition_header(as_attachment=True, filename=file_name(head.reference))
    return HttpResponse(
        docx_of(letter, head),
        content_type=DOCX,
        headers={
            "Content-Disposition": named or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-cache",
        },
    )


def _draft(request: HttpRequest, pk: int) -> OutgoingDraft:
    rows = OutgoingDraft.objects.visible_to(request.user).select_related(
        "organisation", "saved_by", "approved_by", "begun_from", "signer__user"
    )
    return get_object_or_404(rows, pk=pk)


def _form(user: User, data: Mapping[str, Any] | None = None, initial: Mapping[str, Any] | None = None) -> LetterForm:
    organisation: Unit = user.acting_post.organisation
    day = today()
    return LetterForm(
        data,
        initial=initial,
        organisation=organisation,
        user=user,
        directory=load_directory(organisation, on=day),
        day=day,
    )


def _parent(request: HttpRequest) -> Directive | None:
    key = request.GET.get("thuc-hien", "")
    if not key:
        return None
    return get_object_or_404(
        Directive.objects.visible_to(request.user), pk=int(key) if key.isdecimal() and len(key) < 18 else 0
    )


def _version(request: HttpRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def _go_on(request: HttpRequest, draft: OutgoingDraft, form: LetterForm) -> HttpResponse:
    """The draft is kept; now what the button says.  Handing in and approving need a draft without a mistake."""
    act = request.POST.get("act", "save")
    here = redirect("directives:outgoing_draft", draft.pk)
    if act not in {"submit", "approve"}:
        messages.success(request, "Đã lưu dự thảo.")
        return here
    if act == "approve":
        demand(can_approve(request.user, draft))
    if not form.is_valid():
        return _page(request, draft, form, status=422)
    service = drafting.submit_draft if act == "submit" else drafting.approve_draft
    try:
        service(draft=draft, letter=form.letter(), version=draft.version, by=request.user, now=now())
    except ValidationError as refused:
        return _refused(request, draft, form, refused)
    done = "Đã trình lãnh đạo duyệt." if act == "submit" else "Đã duyệt. Văn thư lấy số và ban hành."
    messages.success(request, done)
    return here


def _refused(
    request: HttpRequest,
    draft: OutgoingDraft | None,
    form: LetterForm,
    refused: ValidationError,
    parent: Directive | None = None,
) -> HttpResponse:
    """A secret text is not even shown again."""
    if refused.code == SECRET:
        form = _form(request.user, initial=draft.content if draft else {})
        messages.error(request, refused.messages[0])
        return _page(request, draft, form, status=422, parent=parent)
    form.add_error(None, refused)
    return _page(request, draft, form, status=422, parent=parent)


def _page(
    request: HttpRequest,
    draft: OutgoingDraft | None,
    form: LetterForm,
    *,
    status: int = 200,
    conflict: str = "",
    note: forms.Form | None = None,
    parent: Directive | None = None,
) -> HttpResponse:
    context = page_facts(draft, form, user=request.user, parent=parent or (draft.begun_from if draft else None))
    context |= {"conflict": conflict, "note": note or NoteForm()}
    return render(request, "directives/outgoing/draft.html", context, status=status)


def _effects(draft: OutgoingDraft, form: LetterForm, day: date) -> dict[str, Any]:
    letter = form.letter()
    notation = notation_for(letter.document_type, organisation=draft.organisation, drafter=form.drafting_unit)
    expected = last_number(organisation=draft.organisation, document_type=letter.document_type, on=day) + 1
    return {
        "expected": f"{expected:02d}/{notation}",
        "day": day,
        "addressed": units_meant(letter.addressees, on=day),
        "informed": units_meant(letter.informed, on=day),
        "implements": form.implemented,
        "letter": letter,
    }
