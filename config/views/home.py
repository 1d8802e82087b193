"""The front door: each role starts where its work is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from units.roles import Role

FIRST_PLACE = {
    Role.REGISTRAR: "directives:list",
    Role.MONITOR: "tasks:dashboard",
    Role.LEADER: "tasks:dashboard",
    Role.HEAD: "tasks:mine",
    Role.OFFICER: "tasks:mine",
    Role.ADMINISTRATOR: "units:list",
}


def home(request: HttpRequest) -> HttpResponse:
    """To the first place of the role acted in; a person without a post is told whom to ask.

    The first account of an installation has no post: it begins by entering units and people.
    """
    post = request.user.acting_post
    if post is None and request.user.is_superuser:
        return redirect("units:list")
    if post is None:
        return render(request, "errors/no_post.html", status=403)
    return redirect(FIRST_PLACE[Role(post.role)])
