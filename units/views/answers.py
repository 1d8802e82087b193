"""What the forms of this app have in common: a service is called, its ValidationError comes back beside the fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Made = TypeVar("Made")


def attempt(form: forms.Form, act: Callable[[dict[str, Any]], Made]) -> Made | None:
    """What the service gave back; None where the form or the service found something wrong (form.errors says what)."""
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except ValidationError as error:
        if hasattr(error, "error_dict"):
            for field, errors in error.error_dict.items():
                form.add_error(field if field in form.fields else None, errors)
        else:
            form.add_error(None, error)
        return None


def form_page(
    request: HttpRequest, form: forms.Form, *, title: str, action: str, back: str, lead: str = "", danger: str = ""
) -> HttpResponse:
    """The plain page of one form: 422 where it came back with errors, everything typed kept."""
    context = {"form": form, "title": title, "action": action, "back": back, "lead": lead, "danger": danger}
    return render(request, "units/form.html", context, status=422 if form.errors else 200)
