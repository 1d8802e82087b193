"""Going away: delegating a post for a time, and ending one for good.  These screens know what work stays behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tasks.forms.leave import DelegationForm, EndPostForm
from tasks.services import leave
from units.clock import now, today
from units.models import Delegation, Post
from units.permissions import can_delegate, can_manage
from units.refusals import demand

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
def delegation_new(request: HttpRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(Post.objects.open_to(request.user, on=today()), pk=pk)
    demand(can_delegate(request.user, post))
    form = DelegationForm(request.POST or None, post=post, today=today())
    if request.method == "POST" and _done(
        form, lambda typed: leave.delegate(post=post, **typed, by=request.user, now=now())
    ):
        given = form.cleaned_data
        messages.success(
            request,
            f"Đã ủy quyền cho {given['delegate']} từ ngày {given['valid_from']:%d/%m/%Y} "
            f"đến trước ngày {given['valid_to']:%d/%m/%Y}. Hai bên đều được thông báo.",
        )
        return redirect("units:my_posts")
    context = {
        "form": form,
        "title": f"Ủy quyền vị trí {post}",
        "action": "Ủy quyền",
        "back": reverse("units:my_posts"),
        "lead": "Người được ủy quyền làm mọi việc của vị trí này trong thời gian ghi dưới đây và không được ủy quyền "
        "lại; mỗi việc được ghi là làm theo ủy quyền.",
    }
    return render(request, "units/form.html", context, status=422 if form.errors else 200)


@require_POST
def delegation_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    delegation = get_object_or_404(Delegation.objects.filter(post__user=request.user.pk), pk=pk)
    leave.revoke(delegation=delegation, by=request.user, now=now())
    messages.success(request, f"Đã thu hồi ủy quyền của {delegation.delegate}.")
    return redirect("units:my_posts")


@get_or_post
def post_end(request: HttpRequest, pk: int) -> HttpResponse:
    """An administrator learns how much open work there is, and nothing of what it is."""
    demand(can_manage(request.user))
    posts = Post.objects.managed_by(request.user).select_related("unit__organisation", "user")
    post = get_object_or_404(posts, pk=pk)
    form = EndPostForm(request.POST or None, initial={"valid_to": today()})
    if request.method == "POST" and _done(
        form, lambda typed: leave.end_post(post=post, **typed, by=request.user, now=now())
    ):
        valid_to = form.cleaned_data["valid_to"]
        messages.success(request, f"{post.user} thôi giữ vị trí {post} từ ngày {valid_to:%d/%m/%Y}.")
        return redirect("units:person", post.user_id)
    count = leave.open_work(post.user, post.unit)
    context = {
        "post": post,
        "form": form,
        "open_work": count,
        "open_work_said": f"{post.user} còn {count} việc đang mở tại {post.unit.label}. Thủ trưởng đơn vị được báo để "
        "bàn giao cho người khác; nội dung việc do đơn vị xem.",
        "delegated": post.delegations.not_over(today()).select_related("delegate"),
        "back": reverse("units:person", args=[post.user_id]),
    }
    return render(request, "tasks/post_end.html", context, status=422 if form.errors else 200)


def _done(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the service did it; its sentences come back beside the fields."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except ValidationError as refusal:
        for field, errors in refusal.error_dict.items():
            form.add_error(field if field in form.fields else None, errors)
        return False
    return True
