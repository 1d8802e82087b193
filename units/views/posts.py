"""Posts: one's own and those delegated to one; acting in another."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from units.clock import now, today
from units.middleware import SESSION_KEY
from units.models import Delegation, Post
from units.services import people


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
    """Every post open to the person, what they delegated to others, and what will be delegated to them."""
    day = today()
    delegations = Delegation.objects.not_over(day).select_related("post__unit", "post__user", "delegate")
    context = {
        "posts": Post.objects.open_to(request.user, on=day),
        "given": delegations.filter(post__user=request.user.pk).order_by("valid_from"),
        "coming": delegations.filter(delegate=request.user.pk, valid_from__gt=day).order_by("valid_from"),
        "today": day,
    }
    return render(request, "units/my_posts.html", context)
