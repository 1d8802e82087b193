"""Telling people: rows in the same transaction as the change that is told; a job sends them later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from notices.models import Delivery, Kind, Notification
from units.models import User


@dataclass(frozen=True)
class Message:
    """What one person is told.  `key` names it ("task:12:v3", "task:12:2026-08-05:day-1"); with the person and the
    kind it is unique, so that the same message made twice, or by two processes at once, creates nothing twice."""

    recipient: User
    kind: Kind
    key: str
    title: str
    link: str
    body: str = ""

    @property
    def dedup_key(self) -> str:
        return f"{self.kind}:{self.key}:{self.recipient.pk}"


@transaction.atomic
def notify(*, messages: Iterable[Message], now: datetime) -> int:
    """Tell each person each thing once, in a constant number of queries.  People with an e-mail address also get a
    waiting Delivery.  Returns how many notifications are new."""
    wanted = {message.dedup_key: message for message in messages}
    before = set(Notification.objects.filter(dedup_key__in=wanted).values_list("dedup_key", flat=True))
    fresh = [
        Notification(
            recipient=message.recipient,
            kind=message.kind,
            dedup_key=dedup_key,
            title=message.title,
            body=message.body,
            link=message.link,
            created_at=now,
        )
        for dedup_key, message in wanted.items()
        if dedup_key not in before
    ]
    if not fresh:
        return 0
    Notification.objects.bulk_create(fresh, ignore_conflicts=True)
    stored = Notification.objects.filter(dedup_key__in=[row.dedup_key for row in fresh]).select_related("recipient")
    Delivery.objects.bulk_create(
        [
            Delivery(
                notification=row,
                channel=Delivery.Channel.EMAIL,
                next_at=now,
                message_id=f"<thong-bao-{row.pk}@dondoc.invalid>",
            )
            for row in stored
            if row.recipient.email
        ],
        ignore_conflicts=True,
    )
    return len(fresh)
