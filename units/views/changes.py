"""What an administrator changes about units: open, rename, move, other names.  A unit ends by a reorganisation, which
moves its work (`tasks.views.reorganising`)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from units.clock import now
from units.forms import AliasForm, EndSecondLineForm, MoveForm, RenameForm, SecondLineForm, UnitForm
from units.models import GroupAlias, SecondLine, Unit, UnitAlias
from units.permissions import can_manage, can_manage_unit
from units.refusals import demand
from units.services import aliases, organisation, second_lines
from units.views.answers import attempt, form_page

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _managed(request: HttpRequest, pk: int) -> Unit:
    """The unit, refused with the reason to those who see but may not change it."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    demand(can_manage_unit(request.user, unit))
    return unit


def _at(unit: Unit) -> str:
    return reverse("units:detail", args=[unit.pk])


@get_or_post
def unit_new(request: HttpRequest) -> HttpResponse:
    demand(can_manage(request.user))
    form = UnitForm(request.POST or None, by=request.user, initial={"parent": request.GET.get("parent")})
    if request.method == "POST":
        unit = attempt(form, lambda typed: organisation.open_unit(**typed, by=request.user, now=now()))
        if unit is not None:
            messages.success(request, f"Đã lập đơn vị {unit}.")
            return redirect(_at(unit))
    return form_page(request, form, title="Thêm đơn vị", action="Thêm đơn vị", back=reverse("units:list"))


@get_or_post
def unit_rename(request: HttpRequest, pk: int) -> HttpResponse:
    unit = _managed(request, pk)
    current = {"name": unit.name, "short_name": unit.short_name, "agency_code": unit.agency_code}
    form = RenameForm(request.POST or None, by=request.user, initial=current)
    if request.method == "POST":
        changed = attempt(form, lambda typed: organisation.rename_unit(unit=unit, **typed, by=request.user, now=now()))
        if changed is not None:
            messages.success(request, f"Đã ghi tên mới: {changed}. Văn bản và lịch sử cũ giữ tên tại thời điểm đó.")
            return redirect(_at(unit))
    return form_page(request, form, title=f"Đổi tên {unit}", action="Đổi tên đơn vị", back=_at(unit))


@get_or_post
def unit_move(request: HttpRequest, pk: int) -> HttpResponse:
    unit = _managed(request, pk)
    form = MoveForm(request.POST or None, by=request.user)
    if request.method == "POST":
        moved = attempt(form, lambda typed: organisation.move_unit(unit=unit, **typed, by=request.user, now=now()))
        if moved is not None:
            messages.success(request, f"Đã chuyển {moved} cùng các đơn vị trực thuộc.")
            return redirect(_at(unit))
    return form_page(
        request,
        form,
        title=f"Chuyển {unit}",
        action="Chuyển đơn vị",
        back=_at(unit),
        lead="Các đơn vị trực thuộc được chuyển cùng.",
    )


@get_or_post
def second_line_new(request: HttpRequest, pk: int) -> HttpResponse:
    unit = _managed(request, pk)
    form = SecondLineForm(request.POST or None, by=request.user)
    if request.method == "POST":
        line = attempt(form, lambda typed: second_lines.add_second_line(unit=unit, **typed, by=request.user, now=now()))
        if line is not None:
            messages.success(request, f"Đã ghi: {unit} đồng thời chịu sự chỉ đạo của {line}.")
            return redirect(_at(unit))
    return form_page(
        request,
        form,
        title=f"Cấp trên thứ hai của {unit}",
        action="Ghi cấp trên thứ hai",
        back=_at(unit),
        lead="Đơn vị vẫn nhận nhiệm vụ từ cấp trên trực tiếp; cấp trên thứ hai được nêu khi giao và theo dõi nhiệm vụ.",
    )


@get_or_post
def second_line_end(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    unit = _managed(request, pk)
    found = get_object_or_404(SecondLine, pk=line, unit=unit)
    form = EndSecondLineForm(request.POST or None, by=request.user)
    if request.method == "POST":
        ended = attempt(
            form, lambda typed: second_lines.end_second_line(line=found, **typed, by=request.user, now=now())
        )
        if ended is not None:
            messages.success(request, f"Đã ghi: {unit} thôi chịu sự chỉ đạo của {found}.")
            return redirect(_at(unit))
    return form_page(
        request, form, title=f"{unit} thôi chịu sự chỉ đạo của {found}", action="Ghi ngày thôi", back=_at(unit)
    )


@get_or_post
def alias_new(request: HttpRequest, pk: int) -> HttpResponse:
    unit = _managed(request, pk)
    form = AliasForm(request.POST or None, by=request.user)
    if request.method == "POST":
        alias = attempt(form, lambda typed: aliases.add_alias(unit=unit, **typed, by=request.user, now=now()))
        if alias is not None:
            messages.success(request, f"Văn bản ghi “{alias}” sẽ được hiểu là {unit}.")
            return redirect(_at(unit))
    return form_page(request, form, title=f"Tên gọi khác của {unit}", action="Thêm tên gọi", back=_at(unit))


@require_POST
def alias_remove(request: HttpRequest, pk: int, alias: int) -> HttpResponse:
    unit = _managed(request, pk)
    return _without(request, unit, get_object_or_404(UnitAlias, pk=alias, unit=unit))


@require_POST
def group_alias_remove(request: HttpRequest, pk: int, alias: int) -> HttpResponse:
    unit = _managed(request, pk)
    return _without(request, unit, get_object_or_404(GroupAlias, pk=alias, group__owner=unit))


def _without(request: HttpRequest, unit: Unit, alias: UnitAlias | GroupAlias) -> HttpResponse:
    aliases.remove_alias(alias=alias, by=request.user, now=now())
    messages.success(request, f"Đã bỏ tên gọi “{alias}”. Văn bản đã vào sổ giữ nguyên.")
    return redirect(_at(unit))
