"""Why a note or a file is struck out."""

from __future__ import annotations

from django import forms

from tasks.forms.act_form import words


class StrikeForm(forms.Form):
    reason = words("Lý do gạch bỏ", help_text="Mọi người xem được nhiệm vụ đều thấy lý do này.")
