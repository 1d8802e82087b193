"""The forms of signing in and of one's own password, in Vietnamese: allauth brings no Vietnamese catalogue."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms

REQUIRED = "Nhập {}."


def say(field: forms.Field, label: str) -> None:
    """Label in our words, no placeholder that repeats it, and what to do when it is left empty."""
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    field.error_messages["required"] = REQUIRED.format(label[0].lower() + label[1:])


class SignInForm(LoginForm):
    error_title = "Chưa đăng nhập được"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self.fields["login"], "Tên đăng nhập")
        say(self.fields["password"], "Mật khẩu")
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        self.fields["password"].help_text = ""


class OwnPasswordForm(ChangePasswordForm):
    error_title = "Chưa đổi được mật khẩu"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self.fields["oldpassword"], "Mật khẩu hiện tại")
        say(self.fields["password1"], "Mật khẩu mới")
        say(self.fields["password2"], "Nhập lại mật khẩu mới")
        self.fields["password2"].error_messages["required"] = "Nhập lại mật khẩu mới."
        self.fields["oldpassword"].help_text = ""

    def clean(self) -> dict[str, Any]:
        cleaned = forms.Form.clean(self) or self.cleaned_data
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", "Hai lần nhập mật khẩu mới không giống nhau. Nhập lại.")
        return cleaned
