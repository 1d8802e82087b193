"""Files on their way to a draft: in quarantine until they are read and found not to be secret.

An arrival is claimed in a short transaction; the reading itself holds no lock and says by heartbeats that it lives.
Two readers at once therefore never take the same file.  One killed in between leaves the row silent; after SILENCE
the next takes it up, at most MOST_ATTEMPTS times.  Only the newest reader may write what came of it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from directives.models import Arrival, Attachment, Directive
from directives.permissions import can_correct, can_log
from directives.readers import Content, UnreadableDocument
from directives.services.choosing import Chosen, choose
from directives.services.extracting import ReaderDied, extract
from directives.services.keeping import LONGEST_NAME, keep_content
from directives.services.secrecy import SECRET, note_refusal
from files.services.storage import DIRECTIVE_FILES, ENCLOSED_FILES, expunge, quarantine, read, release
from units.models import User
from units.refusals import Conflict, demand

log = logging.getLogger(__name__)

SILENCE = timedelta(seconds=60)
MOST_ATTEMPTS = 3
BUDGET = timedelta(minutes=10)  # after which a drain takes up nothing more
GAVE_UP = (
    "Hệ thống đã thử đọc tệp này nhiều lần mà không xong. Quét lại hoặc lưu tệp dưới dạng .pdf, .docx rồi gửi lại, "
    "hoặc dán nội dung."
)
Clock = Callable[[], datetime]


class Lost(Exception):
    """The arrival was cancelled, or is another reader's by now: nothing may be written."""


@transaction.atomic
def wait(
    *, data: bytes, name: str, by: User, now: datetime, pages: int = 0, directive: Directive | None = None
) -> Arrival:
    """Keep a file in quarantine until a job has read it.  ValidationError where it is of no kind that is taken."""
    demand(can_correct(by, directive) if directive else can_log(by))
    accept = ENCLOSED_FILES if directive else DIRECTIVE_FILES
    post = by.acting_post
    assert post is not None  # the permission has asked
    return Arrival.objects.create(
        organisation=post.organisation,
        file=quarantine(data=data, name=name, accept=accept, now=now),
        file_name=name[-LONGEST_NAME:],
        directive=directive,
        pages_total=pages,
        received_by=by,
        received_in_post=post,
        received_at=now,
    )


def refuse(*, name: str, reason: ValidationError, by: User, now: datetime) -> Arrival:
    """Of several files handed in together, one that is not taken: its reason stands in the list, nothing else stays."""
    demand(can_log(by))
    post = by.acting_post
    assert post is not None
    return Arrival.objects.create(
        organisation=post.organisation,
        file_name="" if reason.code == SECRET else name[-LONGEST_NAME:],
        state=Arrival.State.REFUSED,
        reason=reason.messages[0][:500],
        received_by=by,
        received_in_post=post,
        received_at=now,
        finished_at=now,
    )


@transaction.atomic
def cancel(*, arrival: Arrival, by: User, now: datetime) -> Arrival:
    """Take back a file that is not read yet, and remove it; put away the reason of one that was refused."""
    demand(can_log(by))
    locked = Arrival.objects.visible_to(by).select_for_update(of=("self",)).get(pk=arrival.pk)
    if locked.is_open:
        _end(locked, Arrival.State.CANCELLED, now)
    elif locked.state in (Arrival.State.REFUSED, Arrival.State.FAILED):
        locked.dismissed_at = now
        locked.save(update_fields=["dismissed_at"])
    elif locked.state == Arrival.State.READ:
        raise Conflict("Tệp này đã đọc xong. Mở văn bản ở mục Chờ kiểm tra để xem hoặc bỏ.")
    return locked


def read_waiting(*, clock: Clock) -> int:
    """Read what waits, one file after the other, until nothing is left or BUDGET is used up; how many were taken."""
    began, count = clock(), 0
    while clock() - began < BUDGET and (arrival := claim(now=clock())) is not None:
        read_one(arrival=arrival, clock=clock)
        count += 1
    return count


def claim(*, now: datetime) -> Arrival | None:
    """The oldest file that nobody reads, out of reach of other readers while it shows signs of life."""
    with transaction.atomic():
        due = Arrival.objects.due(silent_since=now - SILENCE).select_for_update(skip_locked=True, of=("self",))
        arrival = due.select_related("file").first()
        if arrival is None:
            return None
        if arrival.attempts < MOST_ATTEMPTS:
            arrival.state, arrival.heartbeat_at = Arrival.State.READING, now
            arrival.attempts += 1
            arrival.pages_done = 0
            arrival.save(update_fields=["state", "heartbeat_at", "attempts", "pages_done"])
            return arrival
        _end(arrival, Arrival.State.FAILED, now, GAVE_UP)
    return claim(now=now)


def read_one(*, arrival: Arrival, clock: Clock) -> None:
    """Read a claimed file to its end: a draft, an attachment, or a reason."""

    def progress(done: int, total: int) -> None:
        _show_life(arrival, done, total, clock())

    try:
        content = extract(_bytes_of(arrival, clock), name=arrival.file_name, slow=True, progress=progress)
        chosen = choose(content)
        _succeed(arrival, content, chosen, clock())
    except Lost:
        log.info("arrival %s was cancelled or taken over while it was read", arrival.pk)
    except ReaderDied as died:
        _again_or_never(arrival, died.reason, clock())
    except UnreadableDocument as refused:
        _fail(arrival, refused.reason, clock())
    except ValidationError as refused:
        _fail(arrival, refused.messages[0], clock(), is_secret=refused.code == SECRET)


def _bytes_of(arrival: Arrival, clock: Clock) -> bytes:
    assert arrival.file is not None  # a constraint: as long as it is claimed
    try:
        return read(arrival.file)
    except OSError:
        _show_life(arrival, 0, 0, clock())  # Lost where it was taken back, and the bytes with it
        raise


def _show_life(arrival: Arrival, done: int, total: int, now: datetime) -> None:
    values = {"heartbeat_at": now} | ({"pages_done": done, "pages_total": total} if total else {})
    mine = Arrival.objects.filter(pk=arrival.pk, state=Arrival.State.READING, attempts=arrival.attempts)
    if not mine.update(**values):
        raise Lost


def _locked(arrival: Arrival) -> Arrival:
    """The row, locked and still this reader's."""
    mine = Arrival.objects.filter(pk=arrival.pk, state=Arrival.State.READING, attempts=arrival.attempts)
    locked = mine.select_for_update(of=("self",)).first()
    if locked is None:
        raise Lost
    return locked


@transaction.atomic
def _succeed(arrival: Arrival, content: Content, chosen: Chosen, now: datetime) -> None:
    locked = _locked(arrival)
    stored, by = locked.file, locked.received_by
    assert stored is not None
    release(stored=stored, now=now)
    if locked.directive:
        attach(directive=locked.directive, stored_id=stored.pk, name=locked.file_name, by=by, now=now)
    else:
        locked.draft = keep_content(
            content=content,
            chosen=chosen,
            upload=stored,
            name=locked.file_name,
            by=by,
            post=locked.received_in_post,
            received_at=locked.received_at,
            now=now,
        )
    locked.pages_done = locked.pages_total
    _end(locked, Arrival.State.READ, now)


def attach(*, directive: Directive, stored_id: int, name: str, by: User, now: datetime) -> Attachment:
    """A checked file beside a directive; the same file under the same name is there once."""
    attachment, _ = Attachment.objects.get_or_create(
        directive=directive, file_id=stored_id, name=name, defaults={"added_by": by, "added_at": now}
    )
    return attachment


def _again_or_never(arrival: Arrival, reason: str, now: datetime) -> None:
    """A reader that died may have had bad luck; one that dies each time has a bad file."""
    if arrival.attempts >= MOST_ATTEMPTS:
        _fail(arrival, reason, now)
    else:
        mine = Arrival.objects.filter(pk=arrival.pk, state=Arrival.State.READING, attempts=arrival.attempts)
        mine.update(state=Arrival.State.WAITING)


def _fail(arrival: Arrival, reason: str, now: datetime, *, is_secret: bool = False) -> None:
    try:
        with transaction.atomic():
            locked = _locked(arrival)
            if is_secret:
                locked.file_name = ""
                note_refusal(by=locked.received_by, now=now)
            _end(locked, Arrival.State.REFUSED, now, reason)
    except Lost:
        log.info("arrival %s was cancelled or taken over while it was read", arrival.pk)


def _end(arrival: Arrival, state: Arrival.State, now: datetime, reason: str = "") -> None:
    """The last change of a locked row; a file that nobody may keep leaves with it."""
    stored, arrival.file = arrival.file, None
    arrival.state, arrival.reason, arrival.finished_at = state, reason[:500], now
    arrival.save()
    if stored is not None and state != Arrival.State.READ:
        expunge(stored=stored)
