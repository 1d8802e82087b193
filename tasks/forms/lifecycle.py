"""Reporting on the way, and deciding about a result."""

from __future__ import annotations

from tasks.forms.act_form import ActForm, result_file, words


class ReportForm(ActForm):
    note = words("Tình hình thực hiện", help_text="Việc đã làm, việc còn lại, vướng mắc nếu có.")
    file = result_file("Tệp kèm theo")


class SendBackForm(ActForm):
    reason = words("Nội dung cần làm tiếp")


class SuspendForm(ActForm):
    decision = words("Văn bản, ý kiến quyết định tạm dừng", rows=2)
