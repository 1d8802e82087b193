"""Sending what waits in the outbox.

Each message is claimed in a short transaction that moves its `next_at` ahead by LEASE; the sending itself holds no
lock.  Two drains at once therefore never take the same message.  A worker killed in between leaves the message
waiting; after the lease it goes out again with the same Message-ID, so that mail servers can tell the double.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string

from notices.models import Delivery, Notification

log = logging.getLogger(__name__)

RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
LEASE = timedelta(minutes=15)  # counted from the drain's start; longer than any job may live (CELERY_TASK_TIME_LIMIT)
BATCH = 200


@dataclass
class Drained:
    """What one drain did; `unreachable` is why the mail server could not be reached, and then nothing was touched."""

    sent: int = 0
    failed: int = 0
    unreachable: str = ""


def send_due(*, now: datetime, connection: BaseEmailBackend, sender: str, batch: int = BATCH) -> Drained:
    """Send at most `batch` waiting messages through the connection, in the name of `sender`.

    A refused message is tried again after RETRY_AFTER and given up after that, with the reason kept.  A mail server
    that can't be reached is nobody's fault: the messages stay as they are, however long it lasts.
    """
    drained = Drained()
    try:
        while drained.sent + drained.failed < batch and Delivery.objects.due(now).exists():
            connection.open()  # does nothing while it is open
            delivery = _claim(now)
            if delivery is None:
                break  # another drain is at the rest
            try:
                connection.send_messages([message_of(delivery, connection=connection, sender=sender)])
            except (OSError, ValueError) as error:  # SMTP refusals are OSError, impossible headers ValueError
                _close(connection)
                _note_failure(delivery, now=now, error=error)
                drained.failed += 1
            else:
                Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.SENT, sent_at=now, last_error="")
                drained.sent += 1
    except OSError as error:
        drained.unreachable = _words(error)
        log.warning("the mail server can't be reached: %s", drained.unreachable)
    finally:
        _close(connection)
    if drained.sent or drained.failed:
        log.info("%s messages sent, %s refused", drained.sent, drained.failed)
    return drained


def message_of(delivery: Delivery, *, connection: BaseEmailBackend, sender: str) -> EmailMessage:
    """The e-mail in plain words, with the link and the Message-ID that never changes."""
    notification = Notification.objects.select_related("recipient").get(pk=delivery.notification_id)
    context = {"notification": notification, "address": settings.SITE_URL.rstrip("/") + notification.link}
    return EmailMessage(
        subject=" ".join(notification.title.split()),
        body=render_to_string("notices/email.txt", context),
        from_email=sender,
        to=[notification.recipient.email],
        headers={"Message-ID": delivery.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )


@transaction.atomic
def _claim(now: datetime) -> Delivery | None:
    """The oldest due message, out of reach of others until the lease ends.  SQLite writes one at a time anyway."""
    delivery = Delivery.objects.due(now).select_for_update(skip_locked=True).first()
    if delivery is not None:
        Delivery.objects.filter(pk=delivery.pk).update(next_at=now + LEASE)
    return delivery


def _note_failure(delivery: Delivery, *, now: datetime, error: Exception) -> None:
    attempts = delivery.attempts + 1
    given_up = attempts > len(RETRY_AFTER)
    Delivery.objects.filter(pk=delivery.pk).update(
        attempts=attempts,
        last_error=_words(error),
        state=Delivery.State.FAILED if given_up else Delivery.State.WAITING,
        next_at=now if given_up else now + RETRY_AFTER[attempts - 1],
    )


def _close(connection: BaseEmailBackend) -> None:
    """A broken connection may also break while it is closed."""
    try:
        connection.close()
    except OSError:
        return


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
