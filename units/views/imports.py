"""Import of units and people: send a file, look at what it means, confirm.  Nothing is written before."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from units.clock import now, today
from units.forms import ImportForm
from units.imports import PEOPLE_COLUMNS, PEOPLE_REQUIRED, UNIT_COLUMNS, UNIT_REQUIRED, Checked
from units.models import UnitKind, User
from units.permissions import can_manage
from units.refusals import demand
from units.roles import Role
from units.services import imports
from units.services.people import issue_passwords
from units.spreadsheets import MAX_LINES, Line, Unreadable, read_table, workbook
from units.views.changes import get_or_post

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Kind:
    """One thing that can be imported."""

    slug: str
    what: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    preview: Callable[..., list[Checked]]
    write: Callable[..., int]
    hints: tuple[tuple[str, str], ...]
    then: str

    @property
    def explained(self) -> list[tuple[str, str]]:
        """Each column with how to fill it."""
        hints = dict(self.hints)
        return [
            (name, hints.get(name) or ("Bắt buộc" if name in self.required else "Không bắt buộc"))
            for name in self.columns
        ]


KINDS = {
    "don-vi": Kind(
        "don-vi",
        "đơn vị",
        UNIT_COLUMNS,
        UNIT_REQUIRED,
        imports.preview_units,
        imports.import_units,
        (
            ("Loại", "; ".join(UnitKind.labels)),
            (
                "Đơn vị cấp trên",
                "Tên, tên viết tắt hoặc mã của đơn vị đã có hay ở dòng khác; để trống: cơ quan của bạn",
            ),
            ("Mã định danh", "Không bắt buộc"),
        ),
        "units:list",
    ),
    "nguoi-dung": Kind(
        "nguoi-dung",
        "người dùng",
        PEOPLE_COLUMNS,
        PEOPLE_REQUIRED,
        imports.preview_people,
        imports.import_people,
        (
            ("Vai trò", "; ".join(Role.labels)),
            ("Đơn vị", "Tên, tên viết tắt hoặc mã của đơn vị đang hoạt động"),
            ("Tên đăng nhập", "Chữ không dấu và số, viết liền"),
        ),
        "units:people",
    ),
}


def _kind(request: HttpRequest, slug: str) -> Kind:
    demand(can_manage(request.user))
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


@get_or_post
def import_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Step 1 sends the file; its answer is step 2, the preview."""
    wanted = _kind(request, kind)
    form = ImportForm(request.POST or None, request.FILES or None, initial={"valid_from": today()})
    if request.method == "POST" and form.is_valid():
        try:
            lines = read_table(form.cleaned_data["file"].read(), columns=wanted.columns, required=wanted.required)
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            return _preview(request, wanted, lines, form.cleaned_data["valid_from"])
    status = 422 if form.errors else 200
    return render(request, "units/import.html", {"form": form, "kind": wanted, "kinds": KINDS.values()}, status=status)


def _preview(request: HttpRequest, wanted: Kind, lines: Sequence[Line], valid_from: date) -> HttpResponse:
    checked_lines = wanted.preview(lines=lines, by=request.user, valid_from=valid_from)
    bad = [checked for checked in checked_lines if checked.problems]
    context = {
        "kind": wanted,
        "rows": [
            (
                checked,
                [
                    (column, checked.line.cells[column], [p.words for p in checked.problems if p.column == column])
                    for column in wanted.columns
                ],
            )
            for checked in [*bad, *(checked for checked in checked_lines if not checked.problems)]
        ],
        "bad": len(bad),
        "good": len(checked_lines) - len(bad),
        "valid_from": valid_from,
        "payload": json.dumps([asdict(line) for line in lines], ensure_ascii=False),
    }
    return render(request, "units/import_preview.html", context, status=422 if bad else 200)


class ConfirmForm(forms.Form):
    """The lines as the preview carried them; they are checked again from nothing."""

    valid_from = forms.DateField()
    payload = forms.JSONField()

    def clean_payload(self) -> list[Line]:
        try:
            lines = [
                Line(int(row["number"]), {str(name): str(words) for name, words in row["cells"].items()})
                for row in self.cleaned_data["payload"]
            ]
        except (TypeError, KeyError, ValueError, AttributeError):
            lines = []
        if not lines or len(lines) > MAX_LINES:
            raise forms.ValidationError("Không có dòng nào.")
        return lines


@require_POST
def import_confirm(request: HttpRequest, kind: str) -> HttpResponse:
    """Step 3: all lines or none.  Where something has changed since, the preview comes back and says what."""
    wanted = _kind(request, kind)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Không nhận được các dòng đã xem trước. Gửi lại tệp.")
        return redirect("units:import", wanted.slug)
    lines = [
        Line(line.number, {column: line.cells.get(column, "") for column in wanted.columns})
        for line in form.cleaned_data["payload"]
    ]
    valid_from = form.cleaned_data["valid_from"]
    if any(checked.problems for checked in wanted.preview(lines=lines, by=request.user, valid_from=valid_from)):
        messages.error(request, "Dữ liệu đã thay đổi từ khi xem trước. Chưa ghi dòng nào.")
        return _preview(request, wanted, lines, valid_from)
    count = wanted.write(lines=lines, valid_from=valid_from, by=request.user, now=now())
    messages.success(request, f"Đã nhập {count} {wanted.what}.")
    return redirect(wanted.then)


@require_safe
def import_template(request: HttpRequest, kind: str) -> HttpResponse:
    wanted = _kind(request, kind)
    data = workbook(
        {"Dữ liệu": [list(wanted.columns)], "Hướng dẫn": [["Cột", "Cách điền"], *map(list, wanted.explained)]}
    )
    return _download(data, f"mau-{wanted.slug}.xlsx")


@require_POST
def people_passwords(request: HttpRequest) -> HttpResponse:
    """Passwords for people who have none, some dozens a press, in a workbook that is made once and kept nowhere."""
    demand(can_manage(request.user))
    waiting = User.objects.managed_by(request.user).without_password().order_by("full_name", "pk")
    issued = issue_passwords(people=waiting, by=request.user, now=now())
    rows = [["Họ và tên", "Tên đăng nhập", "Mật khẩu"]]
    rows += [[person.full_name, person.username, password] for person, password in issued]
    return _download(workbook({"Mật khẩu": rows}), "mat-khau.xlsx")


def _download(data: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=XLSX, headers=headers)
