"""What the forms of all acts share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from files.fields import FilesField, SeveralFilesInput, endings
from files.services.storage import RESULT_FILES, demand_size
from tasks.models import Task
from tasks.services.filing import HandedIn
from units.models import User


class ActForm(forms.Form):
    """`version` is that of the task when the form was drawn."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, task: Task, user: User, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.task, self.user, self.today = task, user, today
        self.fields["version"].initial = task.version

    def arguments(self) -> dict[str, object]:
        """What the service is called with."""
        values = dict(self.cleaned_data)
        if "file" in values:
            came = values.pop("file") or []
            files = came if isinstance(came, list) else [came]
            values["files"] = tuple(HandedIn(file.name, file.read()) for file in files)
        return values

    def take_refusal(self, refusal: ValidationError) -> None:
        """Put the service's sentences beside their fields; a browser never sends a chosen file twice, so say so."""
        if hasattr(refusal, "error_dict"):
            for field, errors in refusal.error_dict.items():
                self.add_error(field if field in self.fields else None, errors)
        else:
            self.add_error(None, refusal)
        self.remind_of_file()

    def remind_of_file(self) -> None:
        name = self.add_prefix("file")
        chosen = self.files.getlist(name) if "file" in self.fields and hasattr(self.files, "getlist") else []
        if chosen and "file" not in self.errors:
            names = ", ".join(f"“{file.name}”" for file in chosen)
            self.add_error("file", f"Chọn lại tệp {names}: trình duyệt không giữ tệp khi biểu mẫu được trả về.")

    def redrawn(self, version: int) -> ActForm:
        """What was typed, on the newest version of the task, so that it can be sent again."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("version")] = str(version)
        return type(self)(
            data, task=self.task, user=self.user, today=self.today, prefix=self.prefix, auto_id=self.auto_id
        )


def words(label: str, *, required: bool = True, help_text: str = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": f"Nhập {label[0].lower()}{label[1:]}."},
    )


class ResultFileField(forms.FileField):
    """A file too large to be taken is never read into memory."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file:
            demand_size(file.size, file.name)
        return file


def result_file(label: str) -> forms.FileField:
    return ResultFileField(label=label, required=False, help_text=RESULT_FILES.sentence)


def result_files(label: str) -> FilesField:
    """Several at once."""
    return FilesField(
        label=label,
        required=False,
        allow_empty_file=True,
        widget=SeveralFilesInput(attrs={"accept": endings(RESULT_FILES)}),
        help_text=RESULT_FILES.sentence,
    )


class NoteForm(ActForm):
    note = words("Ghi chú", required=False, rows=2)


class ReasonForm(ActForm):
    reason = words("Lý do")
