"""The clock's door to the outbox."""

from celery import shared_task
from django.conf import settings
from django.core.mail import get_connection

from notices.services.delivering import send_due
from units.clock import now


@shared_task
def send_deliveries() -> None:
    """Send what is waiting."""
    send_due(now=now(), connection=get_connection(), sender=settings.DEFAULT_FROM_EMAIL)
