"""Telling people: rows in the same transaction as the change that is told; a job sends them later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from notices.models import Delivery, Kind, Notification
from units.models import User


@transaction.atomic
def notify(
    *,
    recipients: Iterable[User],
    kind: Kind,
    key: str,
    title: str,
    link: str,
    now: datetime,
    body: str = "",
) -> int:
    """Tell each person once.  `key` names what is told ("task:12:v3", "task:12:overdue:2026-08-05:1"); with the person
    and the kind it is unique, so that the same call made twice, or by two processes at once, creates nothing twice.

    People with an e-mail address also get a waiting Delivery.  Returns how many notifications are new.
    """
    people = {person.pk: person for person in recipients}
    wanted = {f"{kind}:{key}:{pk}": person for pk, person in people.items()}
    before = set(Notification.objects.filter(dedup_key__in=wanted).values_list("dedup_key", flat=True))
    fresh = [
        Notification(
            recipient=person, kind=kind, dedup_key=dedup_key, title=title, body=body, link=link, created_at=now
        )
        for dedup_key, person in wanted.items()
        if dedup_key not in before
    ]
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
