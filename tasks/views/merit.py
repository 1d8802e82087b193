"""Commendation and accountability: the list, one record, a new one, and its correction."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tasks.filters import MeritFilter
from tasks.forms.merit import MeritCorrectionForm, MeritForm
from tasks.models import MeritRecord
from tasks.permissions import can_record_merit, can_see_merit
from tasks.services.merit import correct_merit, read_merit, record_merit
from units.clock import now, today
from units.refusals import Conflict, demand

PER_PAGE = 30
_KINDS = {"bieu-duong": MeritRecord.Kind.COMMENDATION, "trach-nhiem": MeritRecord.Kind.ACCOUNTABILITY}
_TITLES = {
    MeritRecord.Kind.COMMENDATION: "Ghi nhận biểu dương, khen thưởng",
    MeritRecord.Kind.ACCOUNTABILITY: "Ghi nhận xem xét trách nhiệm",
}


@require_safe
def merit(request: HttpRequest) -> HttpResponse:
    """Newest first, as far as the person may see."""
    demand(can_see_merit(request.user))
    seen = MeritRecord.objects.visible_to(request.user).select_related("unit", "person", "correction")
    found = MeritFilter(request.GET, queryset=seen, user=request.user)
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "rows": page.object_list,
        "may_record": bool(can_record_merit(request.user)),
    }
    return render(request, "tasks/merit.html", context)


def merit_new(request: HttpRequest, kind: str) -> HttpResponse:
    demand(can_record_merit(request.user))
    if kind not in _KINDS:
        raise Http404
    form = MeritForm(request.POST or None, kind=_KINDS[kind], user=request.user, today=today())
    if request.method == "POST" and form.is_valid():
        try:
            made = record_merit(said=form.said(), by=request.user, now=now())
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Đã ghi nhận.")
            return redirect("tasks:merit_record", made.pk)
    return _form_page(request, form, _TITLES[_KINDS[kind]])


@require_safe
def merit_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Reading a restricted one is written down."""
    record = _seen(request, pk)
    read_merit(record=record, by=request.user, now=now())
    may_correct = bool(can_record_merit(request.user, record.category)) and not hasattr(record, "correction")
    context = {
        "record": record,
        "may_correct": may_correct,
        "trail": [("Biểu dương, trách nhiệm", reverse("tasks:merit"))],
    }
    return render(request, "tasks/merit_record.html", context)


def merit_correct(request: HttpRequest, pk: int) -> HttpResponse:
    record = _seen(request, pk)
    demand(can_record_merit(request.user, record.category))
    kept = ("unit", "person", "form", "category", "reason", "document", "decided_on")
    form = MeritCorrectionForm(
        request.POST or None,
        kind=MeritRecord.Kind(record.kind),
        user=request.user,
        today=today(),
        initial={name: getattr(record, name) for name in kept},
    )
    reason = ""
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["correction_reason"]
        try:
            made = correct_merit(record=record, said=form.said(), reason=why, by=request.user, now=now())
        except ValidationError as refused:
            form.add_error(None, refused)
        except Conflict as refused:
            reason = refused.reason
        else:
            messages.success(request, "Đã đính chính. Bản ghi cũ vẫn được giữ.")
            return redirect("tasks:merit_record", made.pk)
    return _form_page(request, form, "Đính chính bản ghi", reason=reason)


def _seen(request: HttpRequest, pk: int) -> MeritRecord:
    rows = MeritRecord.objects.visible_to(request.user)
    rows = rows.select_related("unit", "person", "recorded_by", "recorded_in_post__unit", "corrects", "correction")
    return get_object_or_404(rows, pk=pk)


def _form_page(request: HttpRequest, form: MeritForm, title: str, *, reason: str = "") -> HttpResponse:
    status = 409 if reason else 422 if form.errors else 200
    return render(request, "tasks/merit_form.html", {"form": form, "title": title, "reason": reason}, status=status)
