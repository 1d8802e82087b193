"""Refusals and failures as pages in words: what, why, what now."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

#: A server behind the site does not answer: the database, or Redis, without which sign-ins can't be counted.
OUTAGES = (OperationalError, InterfaceError, RedisConnectionError, RedisTimeoutError)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _plain("errors/400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """PermissionDenied of Django itself; our own Forbidden is answered by RefusalMiddleware."""
    return render(request, "errors/403.html", {"reason": str(exception or "")}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was opened before signing in again, or kept open for days."""
    words = "Trang đã mở quá lâu hoặc phiên làm việc đã đổi, nên biểu mẫu không còn hiệu lực."
    return render(request, "errors/403.html", {"reason": words, "can_retry": True}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without context, which would ask the database.  A server that does not answer is said to be so."""
    if isinstance(sys.exc_info()[1], OUTAGES):
        return _plain("errors/503.html", 503)
    return _plain("errors/500.html", 500)


def _plain(template: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string(template), status=status)
