"""The acting post of each request, and refusals as pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from units.clock import today
from units.models import Post
from units.refusals import Conflict, Forbidden

SESSION_KEY = "acting_post"


class ActingPostMiddleware:
    """Takes up the post chosen in the session while it is still open to the person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.session.get(SESSION_KEY)
        if chosen and request.user.is_authenticated:
            request.user.act_in(Post.objects.open_to(request.user, on=today()).filter(pk=chosen).first())
        return self.get_response(request)


class RefusalMiddleware:
    """Turns Forbidden into 403 and Conflict into 409, each a page that gives the reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Forbidden):
            return render(request, "errors/403.html", {"reason": exception.reason}, status=403)
        if isinstance(exception, Conflict):
            return render(request, "errors/409.html", {"reason": exception.reason}, status=409)
        return None
