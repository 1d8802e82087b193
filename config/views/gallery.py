"""The gallery: every part of the interface in every state, with sample content of our own."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.views import gallery_samples as samples
from units.clock import now, today
from units.widgets import DayInput, UnitSelect, UnitSelectMultiple

UNITS = [(str(n), name) for n, name in enumerate(samples.UNIT_NAMES, start=1)]


class SampleForm(forms.Form):
    """One field of each kind that the screens use."""

    title = forms.CharField(label="Nội dung nhiệm vụ", widget=forms.Textarea, max_length=500)
    due_on = forms.DateField(
        label="Thời hạn",
        widget=DayInput,
        required=False,
        help_text="Bỏ trống nếu văn bản không nêu thời hạn.",
    )
    lead = forms.ChoiceField(
        label="Đơn vị chủ trì",
        choices=[("", "Chọn đơn vị"), *UNITS],
        widget=UnitSelect,
        help_text="Mỗi nhiệm vụ có đúng một đơn vị chủ trì.",
    )
    coordinating = forms.MultipleChoiceField(
        label="Đơn vị phối hợp", choices=UNITS, required=False, widget=UnitSelectMultiple
    )
    result = forms.ChoiceField(
        label="Kết quả phải có",
        choices=[("document", "Văn bản báo cáo kết quả"), ("none", "Không yêu cầu văn bản")],
        widget=forms.RadioSelect,
    )
    attachment = forms.FileField(label="Tệp kèm theo", required=False, help_text="PDF, DOCX hoặc TXT, không quá 25 MB.")
    is_urgent = forms.BooleanField(label="Văn bản có ghi mức độ khẩn", required=False)


class SampleFilter(forms.Form):
    q = forms.CharField(label="Từ khóa", widget=forms.SearchInput, required=False)
    unit = forms.ChoiceField(label="Đơn vị", choices=[("", "Tất cả đơn vị"), *UNITS], required=False)
    from_on = forms.DateField(label="Hạn từ ngày", widget=DayInput, required=False)


def sample_forms() -> dict[str, forms.Form]:
    """An empty form, and one that came back with errors."""
    refused = SampleForm(
        {"title": "Rà soát thủ tục hành chính nội bộ", "due_on": "31/02/2026", "lead": "", "result": ""},
        auto_id="refused_%s",
    )
    refused.is_valid()
    return {"form": SampleForm(), "refused_form": refused, "filter_form": SampleFilter()}


def icon_names() -> list[str]:
    """What stands in the sprite: assets/icons.txt without its remarks."""
    lines = (Path(settings.BASE_DIR) / "assets" / "icons.txt").read_text(encoding="utf-8").splitlines()
    return sorted(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def gallery(request: HttpRequest) -> HttpResponse:
    """Anyone who is signed in may look; nothing here is read from the database."""
    if request.GET.get("thong-bao"):
        messages.success(request, "Đã gửi báo cáo hoàn thành. Văn phòng sẽ xác nhận.")
        messages.warning(request, "Thời hạn 05/09/2026 là thứ Bảy. Giữ nguyên vì văn bản ghi rõ.")
        messages.error(request, "Chưa lưu được: nhiệm vụ vừa được người khác cập nhật. Tải lại trang rồi làm lại.")
    day = today()
    context = {
        **sample_forms(),
        "days_off": samples.days_off(day),
        "tones": samples.TONES,
        "statuses": samples.status_badges(),
        "times": samples.time_badges(day),
        "rows": samples.task_rows(day),
        "chips": samples.CHIPS,
        "tabs": samples.TABS,
        "stats": samples.STATS,
        "heat": samples.HEAT,
        "events": samples.events(now()),
        "nodes": samples.NODES,
        "file": samples.FILE,
        "page": Paginator(range(1, 486), 50).page(int_or_one(request.GET.get("page"))),
        "effects": samples.EFFECTS,
        "icon_names": icon_names(),
        "trail": [("Văn bản", "/"), ("271/UBND-VP8", "/")],
        "tomorrow": day + timedelta(days=1),
        "example_day": date(2026, 8, 5),
    }
    return render(request, "gallery.html", context)


def int_or_one(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and 1 <= int(text) <= 10 else 1
