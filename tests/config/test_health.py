"""Alive and ready, as machines ask it."""

import pytest
from django.urls import reverse

from config import health


def test_healthz_answers_without_anything_else(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_a_probe_depends_on_no_session_host_or_redirect(client, settings):
    """The first middleware answers: no database is asked here, though the probe carries a cookie of a session."""
    settings.SECURE_SSL_REDIRECT = True
    client.cookies["sessionid"] = "0" * 32
    answer = client.get("/healthz", headers={"host": "10.0.0.5"})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


@pytest.fixture
def answers(monkeypatch):
    """Replaces one question by a failure."""

    def broken() -> None:
        raise ConnectionError("refused at 10.0.0.5")

    def fail(name: str) -> None:
        monkeypatch.setitem(health.CHECKS, name, broken)

    return fail


@pytest.mark.django_db
def test_readyz_is_ready_when_database_and_broker_answer(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "ok", "broker": "ok"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["database", "broker"])
def test_readyz_names_the_one_that_failed_and_tells_no_address(client, answers, name):
    answers(name)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["ready"] is False
    assert answer.json()[name] == "failed"
    assert b"10.0.0.5" not in answer.content


@pytest.mark.django_db
def test_pages_carry_a_policy_without_inline_code(client):
    policy = client.get(reverse("account_login")).headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
