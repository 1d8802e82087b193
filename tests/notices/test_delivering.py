"""E-mails leave the outbox once each, and a failure loses none."""

from __future__ import annotations

import smtplib
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection as database
from django.test import override_settings

from notices.models import Delivery
from notices.services.delivering import BATCH, LEASE, RETRY_AFTER, send_due
from tests.factories.notices import TOLD_AT, make_notice
from tests.factories.units import make_organisation, make_person
from units.roles import Role

SENDER = "Đôn Đốc <dondoc@example.org>"


class Server:
    """A mail server in the place of SMTP's: keeps what it gets, or fails as it is told."""

    def __init__(self, *, down: bool = False, refuses: Exception | None = None) -> None:
        self.down, self.refuses, self.received, self.opened = down, refuses, [], 0
        self.lock = threading.Lock()

    def open(self) -> None:
        self.opened += 1
        if self.down:
            raise ConnectionRefusedError("connection refused")

    def close(self) -> None: ...

    def send_messages(self, messages):
        if self.refuses:
            raise self.refuses
        with self.lock:
            self.received += messages
        return len(messages)


@pytest.fixture
def person(db):
    return make_person(make_organisation(), Role.HEAD, full_name="Trưởng phòng TCCB", email="tccb@example.org")


def drain(server, now=TOLD_AT, **options):
    return send_due(now=now, connection=server, sender=SENDER, **options)


@override_settings(SITE_URL="https://dondoc.example.org")
def test_a_message_says_what_happened_and_where_to_look(person):
    notice = make_notice(person, title="Giao nhiệm vụ:\nrà soát & sửa quy chế", body="Hạn 14/08/2026.")
    assert drain(mail.get_connection()).sent == 1
    (message,) = mail.outbox
    assert message.subject == "Giao nhiệm vụ: rà soát & sửa quy chế"
    assert message.to == ["tccb@example.org"]
    assert message.from_email == SENDER
    assert "Kính gửi: Trưởng phòng TCCB," in message.body
    assert "rà soát & sửa quy chế" in message.body
    assert "Hạn 14/08/2026." in message.body
    assert "https://dondoc.example.org/nhiem-vu/1/" in message.body
    assert message.message()["Message-ID"] == f"<thong-bao-{notice.pk}@dondoc.invalid>"
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.sent_at, delivery.attempts) == ("sent", TOLD_AT, 0)


def test_a_second_drain_finds_nothing(person):
    make_notice(person)
    server = Server()
    drain(server)
    drain(server, TOLD_AT + timedelta(days=1))
    assert len(server.received) == 1


def test_nothing_due_opens_no_connection(person):
    make_notice(person, now=TOLD_AT + timedelta(seconds=1))
    server = Server()
    assert drain(server).sent == 0
    assert server.opened == 0


def test_a_refused_message_is_tried_again_later_and_then_given_up(person):
    make_notice(person)
    server = Server(refuses=smtplib.SMTPResponseException(451, "try later"))
    now = TOLD_AT
    for attempt, pause in enumerate(RETRY_AFTER, start=1):
        assert drain(server, now).failed == 1
        delivery = Delivery.objects.get()
        assert (delivery.attempts, delivery.state, delivery.next_at) == (attempt, "waiting", now + pause)
        assert drain(server, now + pause - timedelta(seconds=1)).failed == 0
        now += pause
    drain(server, now)
    delivery = Delivery.objects.get()
    assert (delivery.attempts, delivery.state) == (6, "failed")
    assert "try later" in delivery.last_error
    assert drain(Server(), now + timedelta(days=9)).sent == 0


def test_one_impossible_address_does_not_hold_up_the_others(person):
    make_notice(person, key="task:1:v1")
    make_notice(make_person(person.acting_post.unit, Role.OFFICER, email="chuyenvien\n@example.org"), key="task:1:v1")
    assert drain(mail.get_connection()).sent == 1
    assert [message.to for message in mail.outbox] == [["tccb@example.org"]]
    assert Delivery.objects.filter(state="waiting", attempts=1).count() == 1


def test_an_outage_of_the_mail_server_uses_up_no_attempt(person):
    make_notice(person)
    for minute in range(60):
        result = drain(Server(down=True), TOLD_AT + timedelta(minutes=minute))
        assert result.unreachable == "ConnectionRefusedError: connection refused"
    delivery = Delivery.objects.get()
    assert (delivery.attempts, delivery.next_at) == (0, TOLD_AT)
    assert drain(Server(), TOLD_AT + timedelta(hours=1)).sent == 1


def test_what_a_killed_worker_was_sending_goes_out_again_with_the_same_id(person):
    make_notice(person)

    class Killed(BaseException): ...

    with pytest.raises(Killed):
        drain(Server(refuses=Killed()))
    after = Server()
    drain(after, TOLD_AT + LEASE - timedelta(seconds=1))
    assert after.received == []
    drain(after, TOLD_AT + LEASE)
    assert [message.extra_headers["Message-ID"] for message in after.received] == [Delivery.objects.get().message_id]


def test_a_drain_ends_with_its_batch(person):
    for number in range(3):
        make_notice(person, key=f"task:{number}")
    assert drain(Server(), batch=2).sent == 2
    assert Delivery.objects.filter(state="waiting").count() == 1
    assert BATCH > 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_drains_at_once_send_nothing_twice():
    person = make_person(make_organisation(), Role.HEAD)
    for number in range(60):
        make_notice(person, key=f"task:{number}")
    server, start = Server(), threading.Barrier(4)

    def work():
        start.wait()
        drain(server)
        database.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # A drain that meets another one's lock leaves the rest to it or to the next run.
    drain(server, TOLD_AT + timedelta(seconds=30))
    ids = [message.extra_headers["Message-ID"] for message in server.received]
    assert len(ids) == len(set(ids)) == 60
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
