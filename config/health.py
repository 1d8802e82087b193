"""Two questions of whoever runs the servers: are you alive, and can you work?"""

from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from kombu import Connection


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_broker() -> None:
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    with Connection(settings.CELERY_BROKER_URL, connect_timeout=2, transport_options=options) as broker:
        broker.ensure_connection(max_retries=1, timeout=2)
        broker.default_channel.close()


CHECKS: dict[str, Callable[[], None]] = {"database": _ask_database, "broker": _ask_broker}


def healthz() -> HttpResponse:
    """Alive: the process answers."""
    return HttpResponse("ok", content_type="text/plain")


def readyz() -> JsonResponse:
    """Ready: database and broker answer. 503 names the ones that do not, without saying where they are."""
    answers = {}
    for name, ask in CHECKS.items():
        try:
            ask()
        except Exception:  # noqa: BLE001 - whatever the reason, the answer is the same
            answers[name] = "failed"
        else:
            answers[name] = "ok"
    ready = all(answer == "ok" for answer in answers.values())
    return JsonResponse({"ready": ready, **answers}, status=200 if ready else 503)


ANSWERS: dict[str, Callable[[], HttpResponse]] = {"/healthz": healthz, "/readyz": readyz}


class HealthMiddleware:
    """Stands first and answers by itself: a probe must not depend on hosts, redirects, sessions or their database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = ANSWERS.get(request.path_info) if request.method in ("GET", "HEAD") else None
        if answer is None:
            return self.get_response(request)
        response = answer()
        response["Cache-Control"] = "no-store"
        return response
