"""Taking in a text or a file as a draft that waits for review; what is marked secret is never kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime

from directives.models import Arrival, DocumentText
from directives.permissions import can_log
from directives.readers import SlowReading, UnreadableDocument, cleaned
from directives.readers.limits import MAX_CHARACTERS
from directives.reading import read
from directives.reading.proposal import Proposal
from directives.services import arrivals
from directives.services.choosing import choose
from directives.services.extracting import extract
from directives.services.keeping import keep, keep_content
from directives.services.secrecy import SECRET, demand_open, note_refusal
from files.services.storage import DIRECTIVE_FILES, store
from units.models import Post, User
from units.refusals import Conflict, demand


def receive_text(*, text: str, by: User, now: datetime) -> DocumentText:
    """A draft with its reading from pasted text.  ValidationError where it is empty, too long or secret."""
    post = _post(by)
    text = cleaned(text)
    try:
        proposal = _checked(text)
    except ValidationError as refused:
        _note(refused, by, now)
        raise
    return keep(text=text, proposal=proposal, by=by, post=post, now=now)


def receive_file(*, data: bytes, name: str, by: User, now: datetime) -> DocumentText | Arrival:
    """A draft with its reading from a file that can be read at once; an arrival that waits for a job where the file
    needs recognition or LibreOffice.

    ValidationError where the file can't be read, holds no text or is secret: then neither row nor file is kept.
    """
    post = _post(by)
    try:
        content = extract(data, name=name)
        chosen = choose(content)
    except SlowReading as slow:
        return arrivals.wait(data=data, name=name, by=by, now=now, pages=slow.pages)
    except UnreadableDocument as refused:
        raise ValidationError(refused.reason, code="unreadable") from refused
    except ValidationError as refused:
        _note(refused, by, now)
        raise
    with transaction.atomic():
        upload = store(data=data, name=name, accept=DIRECTIVE_FILES, now=now)
        return keep_content(
            content=content, chosen=chosen, upload=upload, name=name, by=by, post=post, received_at=now, now=now
        )


def receive_several(*, files: list[tuple[str, bytes]], by: User, now: datetime) -> list[Arrival]:
    """Each (name, bytes) an arrival of its own that a job reads; what is of no kind that is taken says so there."""
    found = []
    for name, data in files:
        try:
            found.append(arrivals.wait(data=data, name=name, by=by, now=now))
        except ValidationError as refused:
            found.append(arrivals.refuse(name=name, reason=refused, by=by, now=now))
    return found


def start_by_hand(*, by: User, now: datetime) -> DocumentText:
    """A draft without a text: a meeting, a leader's word, a document at hand only on paper."""
    return keep(text="", proposal=None, by=by, post=_post(by), now=now)


@transaction.atomic
def save_draft(
    *, document: DocumentText, review: dict[str, Any], seen: int, by: User, now: datetime, page: str = ""
) -> DocumentText:
    """Keep what was typed so far, valid or not.  `seen`: the draft's number of savings that the form was drawn from;
    Conflict where somebody else has saved since.  `page` names the open page that saves, so that a saving whose answer
    got lost is no conflict with itself."""
    document = lock_draft(document, by, seen=seen, page=page)
    saved = (document.review or {}).get("saved", 0) + 1
    facts = {"saved": saved, "saved_by": by.full_name, "saved_at": now.isoformat(), "page": page}
    document.review = review | facts
    document.save(update_fields=["review"])
    return document


@transaction.atomic
def discard_draft(*, document: DocumentText, by: User, now: datetime) -> DocumentText:
    """Set a draft aside: it no longer waits, and nothing came of it."""
    document = lock_draft(document, by)
    document.discarded_at = now
    document.save(update_fields=["discarded_at"])
    return document


def lock_draft(document: DocumentText, by: User, *, seen: int | None = None, page: str = "") -> DocumentText:
    """The draft's row, locked and still waiting.  Forbidden to whom may not log; Conflict where it is done with, or was
    saved since the form was drawn (`seen`; None asks nothing) from another page than `page`."""
    demand(can_log(by))
    locked = DocumentText.objects.visible_to(by).select_for_update(of=("self",)).get(pk=document.pk)
    if locked.directive_id:
        raise AlreadyLogged(locked.directive_id)
    if locked.discarded_at:
        raise Conflict("Bản nháp này đã được bỏ. Dán lại văn bản để vào sổ.")
    kept = locked.review or {}
    is_own = bool(page) and kept.get("page") == page
    if seen is not None and seen != kept.get("saved", 0) and not is_own:
        raise SavedByAnother(kept)
    return locked


class SavedByAnother(Conflict):
    """Somebody else, or the same person on another page, has saved the draft since the form was drawn."""

    def __init__(self, kept: dict[str, Any]) -> None:
        at = datetime.fromisoformat(kept["saved_at"]) if kept.get("saved_at") else None
        when = f" lúc {localtime(at):%H:%M ngày %d/%m/%Y}" if at else ""
        super().__init__(
            f"{kept.get('saved_by') or 'Người khác'} đã lưu bản nháp này{when}. Nội dung bạn nhập còn nguyên ở dưới; "
            "lưu lần nữa để thay bằng nội dung của bạn."
        )


class AlreadyLogged(Conflict):
    """The draft became a directive before (a form sent twice)."""

    def __init__(self, directive_id: int) -> None:
        super().__init__("Văn bản này đã được vào sổ.")
        self.directive_id = directive_id


def _checked(text: str) -> Proposal:
    """The reading of a text that may be kept."""
    if not text.strip():
        raise ValidationError("Chưa có nội dung. Dán toàn văn văn bản hoặc chọn tệp.", code="empty")
    if len(text) > MAX_CHARACTERS:
        raise ValidationError(
            "Văn bản quá dài. Chỉ dán phần văn bản chỉ đạo, tải phần còn lại lên dưới dạng tệp.", code="too_long"
        )
    proposal = read(text)
    demand_open(proposal)
    return proposal


def _post(by: User) -> Post:
    """The post in which the person logs directives; Forbidden where they may not."""
    demand(can_log(by))
    post = by.acting_post
    assert post is not None  # can_log has asked
    return post


def _note(refused: ValidationError, by: User, now: datetime) -> None:
    if refused.code == SECRET:
        note_refusal(by=by, now=now)
