"""Sắp xếp đơn vị: prepared, chosen, carried out, undone."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tasks.forms.reorganising import MEANINGS, ChoicesForm, ReorganisationForm, UndoForm
from tasks.models import Task
from tasks.services.reorganising.carrying_out import GIVER, LEAD, carry_out
from tasks.services.reorganising.choices import parts
from tasks.services.reorganising.choosing import ask_for_choices, concerning, to_choose
from tasks.services.reorganising.holdings import HOLDINGS
from tasks.services.reorganising.undoing import undo, why_not_undo
from tasks.statuses import Badge
from tasks.views.listing import Chip
from units.clock import now, today
from units.models import Reorganisation, SuccessionKind, Unit
from units.permissions import can_manage, can_manage_unit
from units.refusals import Conflict, demand
from units.services.reorganising.layout import Layout
from units.services.reorganising.preparing import demand_manages, prepare, save_choices, withdraw

PER_PAGE = 50
MOST_LEFT = 20  # closed units with open work that are named
get_or_post = require_http_methods(["GET", "HEAD", "POST"])
_MOVED = {
    "nhiệm vụ đổi đơn vị chủ trì": (LEAD,),
    "nhiệm vụ đổi đơn vị giao việc": (GIVER,),
    **{holding.label: (holding.key,) for holding in HOLDINGS},
    "vị trí công tác được chuyển": ("post",),
    "vị trí công tác kết thúc": ("post_end",),
    "đơn vị trực thuộc": ("child",),
    "nhóm đơn vị": ("member", "group"),
    "tên gọi khác": ("alias",),
    "văn bản mở cho đơn vị tiếp nhận": ("access",),
}


@require_safe
def reorganisations(request: HttpRequest) -> HttpResponse:
    """What was and is reorganised, and units that are gone but still hold open work."""
    found = concerning(request.user).select_related("done_by", "prepared_by").prefetch_related("lines__unit")
    page = Paginator(found.distinct(), PER_PAGE).get_page(request.GET.get("page"))
    may_manage = can_manage(request.user)
    context = {
        "page": page,
        "rows": [(one, *_sides(one), Badge(*one.look)) for one in page],
        "can_manage": may_manage,
        "left": _left(request) if may_manage else [],
    }
    return render(request, "tasks/reorganising/list.html", context)


def _left(request: HttpRequest) -> list[Unit]:
    gone = Unit.objects.managed_by(request.user).filter(closed_on__lte=today())
    return list(gone.filter(pk__in=Task.objects.open().order_by().values("lead"))[:MOST_LEFT])


def _sides(reorganisation: Reorganisation) -> tuple[str, str]:
    lines = reorganisation.lines.all()
    sides = [", ".join(line.label for line in lines if line.side == side) for side in ("from", "to")]
    return sides[0], sides[1] or reorganisation.names.get("name", "")


@get_or_post
def reorganise_new(request: HttpRequest) -> HttpResponse:
    """Who, what, from when, by which decision; the kind stands in the address."""
    demand(can_manage(request.user))
    wanted = request.GET.get("kind", "")
    kind = SuccessionKind(wanted) if wanted in SuccessionKind.values else SuccessionKind.MERGE
    unit = request.GET.get("unit", "")
    initial = {"sources": [unit] if unit.isdigit() else [], "effective_on": today()}
    form = ReorganisationForm(request.POST or None, kind=kind, by=request.user, today=today(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = prepare(**form.arguments(), by=request.user, now=now())
        except ValidationError as refusal:
            form.take_refusal(refusal)
        else:
            if told := ask_for_choices(reorganisation=made, by=request.user, now=now()):
                messages.info(request, f"Đã báo {told} người của cơ quan giao việc chọn đơn vị tiếp nhận nhiệm vụ.")
            return redirect("tasks:reorganisation", made.pk)
    rest = f"&unit={unit}" if unit.isdigit() else ""
    context = {
        "form": form,
        "kind": kind,
        "meaning": MEANINGS[kind],
        "chips": [Chip(one.label.capitalize(), f"?kind={one.value}{rest}", one == kind) for one in MEANINGS],
    }
    return render(request, "tasks/reorganising/new.html", context, status=422 if form.errors else 200)


@get_or_post
def reorganisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One reorganisation: what will happen with the choices to make, or what happened."""
    one = get_object_or_404(concerning(request.user).distinct(), pk=pk)
    if request.method != "POST":
        return _page(request, one)
    demand_manages(one, request.user)
    act = request.POST.get("act", "")
    if act == "undo":
        return _undo(request, one)
    if act == "withdraw":
        version = request.POST.get("version", "")
        withdraw(reorganisation=one, by=request.user, now=now(), version=int(version) if version.isdigit() else 0)
        messages.success(request, "Đã bỏ đợt sắp xếp này. Chưa có gì thay đổi.")
        return redirect("tasks:reorganisations")
    return _carry_out(request, one, does=act == "do")


def _carry_out(request: HttpRequest, one: Reorganisation, *, does: bool) -> HttpResponse:
    """Keep the choices; where that is asked, do it in the same breath."""
    layout = Layout(one)
    form = ChoicesForm(request.POST, layout=layout, found=parts(layout, one.choices))
    if form.is_valid():
        try:
            saved = save_choices(
                reorganisation=one,
                choices=form.choices,
                main=form.main_line,
                by=request.user,
                now=now(),
                version=form.cleaned_data["version"],
            )
            if not does:
                messages.success(request, "Đã lưu lựa chọn. Chưa có gì thay đổi cho đến khi thực hiện.")
                return redirect("tasks:reorganisation", one.pk)
            carry_out(reorganisation=saved, by=request.user, now=now(), version=saved.version)
        except ValidationError as refusal:
            form.take_refusal(refusal)
        except Conflict as refusal:
            one.refresh_from_db()
            return _page(request, one, reason=refusal.reason, status=409)
        else:
            messages.success(request, "Đã thực hiện sắp xếp. Công việc, vị trí, nhóm và tên gọi đã chuyển theo.")
            return redirect("tasks:reorganisation", one.pk)
    one.refresh_from_db()
    data = request.POST.copy()
    data["version"] = str(one.version)  # what was chosen is on top of the newest state
    form.data = data
    return _page(request, one, form=form, status=422)


def _undo(request: HttpRequest, one: Reorganisation) -> HttpResponse:
    form = UndoForm(request.POST)
    if not form.is_valid():
        return _page(request, one, undo_form=form, status=422)
    try:
        undo(reorganisation=one, by=request.user, now=now(), reason=form.cleaned_data["reason"])
    except Conflict as refusal:
        one.refresh_from_db()
        return _page(request, one, undo_form=form, reason=refusal.reason, status=409)
    messages.success(request, "Đã hoàn tác. Đơn vị, công việc, vị trí, nhóm và tên gọi trở lại như trước.")
    return redirect("tasks:reorganisation", one.pk)


def _page(
    request: HttpRequest,
    one: Reorganisation,
    *,
    form: ChoicesForm | None = None,
    undo_form: UndoForm | None = None,
    reason: str = "",
    status: int = 200,
) -> HttpResponse:
    layout = Layout(one)
    managed = all(can_manage_unit(request.user, line.unit or line.parent) for line in layout.sources + layout.targets)
    context: dict[str, Any] = {
        "one": one,
        "layout": layout,
        "badge": Badge(*one.look),
        "may_manage": managed,
        "reason": reason,
        "trail": [("Sắp xếp đơn vị", reverse("tasks:reorganisations"))],
        "is_early": one.effective_on > today(),
        "to_choose": to_choose(one, request.user).count() if one.is_open else 0,
    }
    if one.is_open and managed:
        context["form"] = form or ChoicesForm(layout=layout, found=parts(layout, one.choices))
    if one.state in (one.State.DONE, one.State.UNDONE):
        counts = Counter(one.moved.order_by().values_list("what", flat=True))
        told = [(sum(counts[what] for what in kinds), words) for words, kinds in _MOVED.items()]
        context["moved"] = [(count, words) for count, words in told if count]
    if one.state == one.State.DONE and managed:
        context["why_not_undo"] = why_not_undo(one, day=today())
        context["undo_form"] = undo_form or UndoForm()
    return render(request, "tasks/reorganising/detail.html", context, status=status)
