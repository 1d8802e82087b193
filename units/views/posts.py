"""Posts: one's own and those delegated to one; acting in another; delegating."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from units.clock import now, today
from units.forms import DelegationForm
from units.middleware import SESSION_KEY
from units.models import Delegation, Post
from units.permissions import can_delegate
from units.refusals import demand
from units.services import people
from units.views.answers import attempt, form_page
from units.views.changes import get_or_post


@require_POST
def act_in(request: HttpRequest) -> HttpResponse:
    """Act in `post` from now on and go back to `next`, a page of this site; what that post does not see is left."""
    chosen = request.POST.get("post", "")
    posts = Post.objects.open_to(request.user, on=today())
    post = get_object_or_404(posts, pk=chosen if chosen.isdecimal() else None)
    people.take_post(user=request.user, post=post, now=now(), on=today())
    request.session[SESSION_KEY] = post.pk
    messages.success(request, f"Đang làm việc với vị trí {post}.")
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "/")


@require_safe
def my_posts(request: HttpRequest) -> HttpResponse:
    """Every post open to the person, and what they delegated to others."""
    day = today()
    own = Delegation.objects.filter(post__user=request.user.pk, valid_to__gt=day, revoked_at__isnull=True)
    context = {
        "posts": Post.objects.open_to(request.user, on=day),
        "given": own.select_related("post__unit", "delegate").order_by("valid_from"),
    }
    return render(request, "units/my_posts.html", context)


@get_or_post
def delegation_new(request: HttpRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(Post.objects.open_to(request.user, on=today()), pk=pk)
    demand(can_delegate(request.user, post))
    form = DelegationForm(request.POST or None, by=request.user, organisation=post.organisation)
    if request.method == "POST":
        given = attempt(form, lambda typed: people.delegate(post=post, **typed, by=request.user, now=now()))
        if given is not None:
            messages.success(request, f"Đã ủy quyền cho {given.delegate} từ ngày {given.valid_from:%d/%m/%Y}.")
            return redirect("units:my_posts")
    return form_page(
        request,
        form,
        title=f"Ủy quyền vị trí {post}",
        action="Ủy quyền",
        back=reverse("units:my_posts"),
        lead="Người được ủy quyền làm mọi việc của vị trí này trong thời gian ghi dưới đây và không được ủy quyền lại.",
    )


@require_POST
def delegation_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    delegation = get_object_or_404(Delegation.objects.filter(post__user=request.user.pk), pk=pk)
    people.revoke_delegation(delegation=delegation, by=request.user, now=now())
    messages.success(request, f"Đã thu hồi ủy quyền của {delegation.delegate}.")
    return redirect("units:my_posts")
