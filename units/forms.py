"""What administrators type about units, people and posts.  Rules that need the database's state are the services'."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from units.clock import today
from units.models import Unit, UnitKind, User
from units.roles import Role
from units.spreadsheets import MAX_BYTES, TOO_LARGE
from units.widgets import DayInput, UnitSelect


def unit_field(label: str, units: Any, **options: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(units, label=label, widget=UnitSelect, empty_label="Chọn đơn vị", **options)


def day_field(label: str, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput, **options)


class FormOf(forms.Form):
    """A form that knows who fills it in: choices are what that person manages or may see."""

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.open_units = Unit.objects.visible_to(by).open_on(today())
        self.managed_units = Unit.objects.managed_by(by).open_on(today())


class NamesForm(FormOf):
    """What a rename changes."""

    name = forms.CharField(label="Tên đơn vị", max_length=200)
    short_name = forms.CharField(
        label="Tên viết tắt", max_length=60, required=False, help_text="Như văn bản thường viết: TCCB, KHTC."
    )
    agency_code = forms.CharField(
        label="Mã định danh",
        max_length=35,
        required=False,
        help_text="Mã của cơ quan trên trục liên thông văn bản, ví dụ H37.05.",
    )


class RenameForm(NamesForm):
    valid_from = day_field("Có hiệu lực từ ngày")
    deciding_document = forms.CharField(label="Văn bản quyết định", max_length=300, required=False)


class UnitForm(NamesForm):
    """A new unit."""

    parent = unit_field("Đơn vị cấp trên", Unit.objects.none())
    kind = forms.ChoiceField(label="Loại đơn vị", choices=UnitKind.choices, initial=UnitKind.DIVISION)
    is_organisation = forms.BooleanField(
        label="Là cơ quan, tổ chức có Văn phòng, sổ văn bản và báo cáo riêng", required=False
    )
    opened_on = day_field("Hoạt động từ ngày")
    deciding_document = forms.CharField(label="Văn bản quyết định", max_length=300, required=False)

    field_order = ("parent", "kind", "name", "short_name", "agency_code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = self.managed_units  # type: ignore[attr-defined]
        if not Unit.objects.exists():  # the first one has none above it, and is the office itself
            del self.fields["parent"]
            self.initial.update(kind=UnitKind.DEPARTMENT, is_organisation=True, opened_on=today())


class MoveForm(FormOf):
    parent = unit_field("Chuyển về đơn vị cấp trên", Unit.objects.none())
    valid_from = day_field("Có hiệu lực từ ngày")
    deciding_document = forms.CharField(label="Văn bản quyết định", max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = self.managed_units  # type: ignore[attr-defined]


class SecondLineForm(FormOf):
    superior = unit_field("Cơ quan, đơn vị trong danh sách", Unit.objects.none(), required=False)
    superior_name = forms.CharField(
        label="Hoặc tên cơ quan ngoài danh sách",
        max_length=200,
        required=False,
        help_text="Ví dụ: Ủy ban nhân dân huyện Bình Giang.",
    )
    matter = forms.CharField(
        label="Nội dung chỉ đạo",
        max_length=300,
        required=False,
        help_text="Ví dụ: tổ chức, biên chế. Bỏ trống: mọi mặt.",
    )
    deciding_document = forms.CharField(label="Văn bản quy định", max_length=300, required=False)
    valid_from = day_field("Từ ngày")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["superior"].queryset = self.open_units  # type: ignore[attr-defined]


class EndSecondLineForm(FormOf):
    valid_to = day_field("Thôi từ ngày")


class AliasForm(FormOf):
    text = forms.CharField(label="Tên gọi khác", max_length=200, help_text="Cách viết khác thường gặp trong văn bản.")


class PostForm(FormOf):
    """A post for a person who is known."""

    unit = unit_field("Đơn vị", Unit.objects.none())
    role = forms.ChoiceField(label="Vai trò", choices=Role.choices, initial=Role.OFFICER)
    title = forms.CharField(label="Chức vụ", max_length=100, help_text="Ví dụ: Trưởng phòng, Chuyên viên.")
    is_deputy = forms.BooleanField(label="Là cấp phó", required=False)
    valid_from = day_field("Giữ vị trí từ ngày")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = self.managed_units  # type: ignore[attr-defined]


class PersonForm(PostForm):
    """A new person with a first post."""

    full_name = forms.CharField(label="Họ và tên", max_length=100)
    username = forms.CharField(
        label="Tên đăng nhập", max_length=150, help_text="Chữ không dấu và số, viết liền; không phân biệt hoa thường."
    )
    email = forms.EmailField(label="Thư điện tử", required=False, help_text="Nơi nhận thông báo.")

    field_order = ("full_name", "username", "email")


class ImportForm(forms.Form):
    file = forms.FileField(label="Tệp .xlsx hoặc .csv", help_text="Không quá 5 MB và 5.000 dòng.")
    valid_from = day_field("Có hiệu lực từ ngày", help_text="Đơn vị hoạt động, vị trí công tác bắt đầu từ ngày này.")

    def clean_file(self) -> UploadedFile:
        """Too large a file is never read into memory."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file
