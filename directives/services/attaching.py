"""One more file beside a directive that is on record (requirement A7); secret ones are refused like everywhere."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from directives.models import Arrival, Attachment, Directive
from directives.permissions import can_correct
from directives.readers import SlowReading, UnreadableDocument
from directives.services import arrivals
from directives.services.choosing import choose
from directives.services.extracting import extract
from directives.services.secrecy import SECRET, note_refusal
from files.services.storage import DIRECTIVE_FILES, ENCLOSED_FILES, store
from files.types import media_type_of
from units.models import User
from units.refusals import demand


def add_attachment(*, directive: Directive, data: bytes, name: str, by: User, now: datetime) -> Attachment | Arrival:
    """The attachment, or an arrival that becomes one when a job has read it and found it open.

    A kind that holds no text (a workbook) can't be told and is taken as it is.  ValidationError where the file is
    secret, can't be read, or is of no kind that is taken: nothing is kept.
    """
    demand(can_correct(by, directive))
    if media_type_of(data) in DIRECTIVE_FILES.media_types or media_type_of(data) is None:
        try:
            choose(extract(data, name=name))
        except SlowReading as slow:
            return arrivals.wait(data=data, name=name, by=by, now=now, pages=slow.pages, directive=directive)
        except UnreadableDocument as refused:
            raise ValidationError(refused.reason, code="unreadable") from refused
        except ValidationError as refused:
            if refused.code == SECRET:
                note_refusal(by=by, now=now)
            raise
    with transaction.atomic():
        stored = store(data=data, name=name, accept=ENCLOSED_FILES, now=now)
        return arrivals.attach(directive=directive, stored_id=stored.pk, name=name[-255:], by=by, now=now)
