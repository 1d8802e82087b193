"""Taking in a text or a file as a draft that waits for review; what is marked secret is never kept."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.timezone import localtime

from directives.models import DocumentText, Reading
from directives.permissions import can_log
from directives.readers import MAX_CHARACTERS, UnreadableDocument, cleaned, read_text
from directives.reading import read
from directives.reading.proposal import Proposal
from directives.services.secrecy import demand_open
from files.models import StoredFile
from files.services.storage import DIRECTIVE_FILES, store
from units.models import User
from units.refusals import Conflict, demand

READER_VERSION = "1"


def receive_text(*, text: str, by: User, now: datetime) -> DocumentText:
    """A draft with its reading from pasted text.  ValidationError where it is empty, too long or secret."""
    demand(can_log(by))
    text = cleaned(text)
    proposal = _checked(text)
    return _keep(text=text, proposal=proposal, by=by, now=now)


def receive_file(*, data: bytes, name: str, by: User, now: datetime) -> DocumentText:
    """A draft with its reading from a file (.txt, .docx, PDF that has text); the file becomes the main attachment.

    ValidationError where the file can't be read, holds no text or is secret: then neither row nor file is kept.
    """
    demand(can_log(by))
    try:
        content = read_text(data, filename=name)
    except UnreadableDocument as refused:
        raise ValidationError(refused.reason, code="unreadable") from refused
    proposal = _checked(content.text)
    with transaction.atomic():
        stored = store(data=data, name=name, accept=DIRECTIVE_FILES, now=now)
        return _keep(text=content.text, proposal=proposal, by=by, now=now, stored=stored, file_name=name[-255:])


def start_by_hand(*, by: User, now: datetime) -> DocumentText:
    """A draft without a text: a meeting, a leader's word, a document at hand only on paper."""
    demand(can_log(by))
    return _keep(text="", proposal=None, by=by, now=now)


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


@transaction.atomic
def _keep(
    *,
    text: str,
    proposal: Proposal | None,
    by: User,
    now: datetime,
    stored: StoredFile | None = None,
    file_name: str = "",
) -> DocumentText:
    post = by.acting_post
    assert post is not None  # can_log has asked
    document = DocumentText.objects.create(
        organisation=post.organisation,
        text=text,
        file=stored,
        file_name=file_name,
        received_by=by,
        received_in_post=post,
        received_at=now,
    )
    if proposal is not None:
        plain = json.loads(json.dumps(asdict(proposal), cls=DjangoJSONEncoder))
        Reading.objects.create(document=document, proposal=plain, reader_version=READER_VERSION, read_at=now)
    return document
