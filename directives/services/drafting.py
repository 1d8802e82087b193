"""Writing what the office is to issue: begin, save, hand in, approve, send back, issue, set aside.

Each act locks the draft, asks who may, compares the version (of two people the second is told), and leaves a line in
the audit trail.  What a draft says when it is handed in, approved or issued comes as a `Letter`: the screen has checked
it.  A text that bears a mark of secrecy is not even kept as a draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from directives.letters import Letter
from directives.models import Directive, OutgoingDraft
from directives.permissions import can_approve, can_draft, can_issue
from directives.reading import read
from directives.services.issuing import demand_open_letter, issue_letter, letterhead_of
from directives.services.secrecy import demand_open, note_refusal
from directives.types import DocumentType
from notices.models import Kind
from notices.services.outbox import Message, notify
from units.models import AuditKind, Post, Unit, User
from units.refusals import Conflict, demand
from units.roles import Role
from units.services.audit import record

State = OutgoingDraft.State


class SavedByAnother(Conflict):
    """Somebody else has changed the draft since the form was drawn."""

    def __init__(self, draft: OutgoingDraft) -> None:
        at = timezone.localtime(draft.saved_at)
        super().__init__(
            f"{draft.saved_by} đã thay đổi dự thảo này lúc {at:%H:%M ngày %d/%m/%Y}. Nội dung bạn nhập còn nguyên ở "
            "dưới; lưu lần nữa để thay bằng nội dung của bạn."
        )


def begin_draft(
    *, content: dict[str, Any], by: User, now: datetime, begun_from: Directive | None = None
) -> OutgoingDraft:
    """A draft of the organisation of the person's post, with what was typed so far, right or wrong."""
    demand(can_draft(by))
    _demand_open(content, by, now)
    post = by.acting_post
    assert post is not None  # can_draft has asked
    draft = OutgoingDraft(
        organisation=post.organisation,
        begun_from=begun_from,
        begun_by=by,
        begun_in_post=post,
        begun_at=now,
        saved_by=by,
        saved_at=now,
    )
    _take(draft, content)
    draft.save()
    return draft


def save_draft(
    *, draft: OutgoingDraft, content: dict[str, Any], version: int, by: User, now: datetime
) -> OutgoingDraft:
    """Keep what was typed.  A draft that was handed in or approved is being written again once its words change."""
    demand(can_draft(by))
    _demand_open(content, by, now)
    with transaction.atomic():
        locked = _locked(draft, by, version)
        if content == locked.content:
            return locked
        _take(locked, content)
        locked.saved_by, locked.saved_at = by, now
        _set_state(locked, State.DRAFTING)
        locked.save()
    return locked


@transaction.atomic
def submit_draft(*, draft: OutgoingDraft, letter: Letter, version: int, by: User, now: datetime) -> OutgoingDraft:
    """Hand the draft to the leaders for approval; who may approve it is told."""
    locked = _locked(draft, by, version)
    _demand_state(locked, "trình duyệt", State.DRAFTING)
    _demand_sound(locked, letter)
    _set_state(locked, State.SUBMITTED)
    locked.saved_by, locked.saved_at, locked.note = by, now, ""
    locked.save()
    leaders = Post.objects.on(timezone.localdate(now)).filter(unit=locked.organisation, role=Role.LEADER)
    people = [post.user for post in leaders.select_related("user") if not post.is_deputy or post.pk == locked.signer_id]
    _tell(people, Kind.DRAFT_SUBMITTED, locked, f"Trình duyệt: {locked}", by, now)
    _note(locked, "Trình duyệt", by, now)
    return locked


@transaction.atomic
def approve_draft(*, draft: OutgoingDraft, letter: Letter, version: int, by: User, now: datetime) -> OutgoingDraft:
    """Say that the document may be issued as it stands; who wrote it and who keeps the register are told."""
    locked = _locked(draft, by, version)
    demand(can_approve(by, locked))
    _demand_state(locked, "duyệt", State.DRAFTING, State.SUBMITTED)
    _demand_sound(locked, letter)
    _set_state(locked, State.APPROVED)
    locked.approved_by, locked.approved_in_post, locked.approved_at = by, by.acting_post, now
    locked.saved_by, locked.saved_at, locked.note = by, now, ""
    locked.save()
    keepers = Post.objects.on(timezone.localdate(now)).filter(
        unit__organisation=locked.organisation, role=Role.REGISTRAR
    )
    people = [locked.begun_by, *(post.user for post in keepers.select_related("user"))]
    _tell(people, Kind.DRAFT_ANSWERED, locked, f"Đã duyệt, chờ ban hành: {locked}", by, now)
    _note(locked, "Duyệt", by, now)
    return locked


@transaction.atomic
def send_back_draft(*, draft: OutgoingDraft, note: str, version: int, by: User, now: datetime) -> OutgoingDraft:
    """Not so: it is to be written again, for the reason given.  An approval is taken back."""
    locked = _locked(draft, by, version)
    demand(can_approve(by, locked))
    _demand_state(locked, "trả lại", State.SUBMITTED, State.APPROVED)
    if not note.strip():
        raise ValidationError({"note": "Ghi rõ nội dung cần sửa để người soạn biết."})
    _set_state(locked, State.DRAFTING)
    locked.saved_by, locked.saved_at, locked.note = by, now, note.strip()
    locked.save()
    _tell([locked.begun_by], Kind.DRAFT_ANSWERED, locked, f"Trả lại để sửa: {locked}", by, now, body=locked.note)
    _note(locked, "Trả lại để sửa", by, now)
    return locked


@transaction.atomic
def issue_draft(
    *,
    draft: OutgoingDraft,
    letter: Letter,
    drafter: Unit | None,
    implements: Sequence[Directive],
    version: int,
    by: User,
    now: datetime,
    copies: int | None = None,
) -> Directive:
    """The approved draft as a document of the register (see `issue_letter`); it can't be changed any more."""
    demand(can_issue(by))
    locked = _locked(draft, by, version)
    if locked.state != State.APPROVED:
        raise Conflict("Văn bản chưa được lãnh đạo duyệt nên chưa lấy số được.")
    directive = issue_letter(letter=letter, drafter=drafter, implements=implements, by=by, now=now, copies=copies)
    locked.state, locked.directive = State.ISSUED, directive
    locked.version += 1
    locked.save()
    return directive


@transaction.atomic
def discard_draft(*, draft: OutgoingDraft, version: int, by: User, now: datetime) -> OutgoingDraft:
    """Set a draft aside: it is no longer written, and nothing came of it."""
    locked = _locked(draft, by, version)
    _set_state(locked, State.DISCARDED)
    locked.saved_by, locked.saved_at = by, now
    locked.save()
    _note(locked, "Bỏ dự thảo", by, now)
    return locked


def _locked(draft: OutgoingDraft, by: User, version: int) -> OutgoingDraft:
    demand(can_draft(by))
    rows = OutgoingDraft.objects.visible_to(by).select_for_update(of=("self",))
    locked = rows.select_related("saved_by", "organisation", "begun_by").get(pk=draft.pk)
    if locked.state == State.ISSUED:
        raise Conflict("Văn bản này đã được ban hành nên không sửa được nữa.")
    if locked.state == State.DISCARDED:
        raise Conflict("Dự thảo này đã được bỏ. Soạn dự thảo mới.")
    if locked.version != version:
        raise SavedByAnother(locked)
    return locked


def _take(draft: OutgoingDraft, content: dict[str, Any]) -> None:
    """Copies of what lists show; what is not sound stays in the content alone."""
    draft.content = content
    kind = str(content.get("document_type", ""))
    draft.document_type = kind if kind in DocumentType.values else DocumentType.OFFICIAL_DISPATCH
    draft.subject = str(content.get("subject", "")).strip()[:1000]
    signer = str(content.get("signer", ""))
    draft.signer = Post.objects.filter(pk=int(signer)).first() if signer.isdecimal() and len(signer) < 18 else None


def _set_state(draft: OutgoingDraft, state: OutgoingDraft.State) -> None:
    draft.state = state
    draft.approved_by = draft.approved_in_post = draft.approved_at = None
    draft.version += 1


def _demand_state(draft: OutgoingDraft, act: str, *states: OutgoingDraft.State) -> None:
    if draft.state not in states:
        raise Conflict(f"Dự thảo đang ở trạng thái “{draft.get_state_display()}” nên không {act} được nữa.")


def _demand_open(content: dict[str, Any], by: User, now: datetime) -> None:
    """A whole document may have been pasted, with its head: where it is marked secret, nothing of it is kept."""
    try:
        demand_open(read(str(content.get("body", ""))))
    except ValidationError:
        note_refusal(by=by, now=now)
        raise


def _demand_sound(draft: OutgoingDraft, letter: Letter) -> None:
    """No mark of secrecy in what is handed on."""
    demand_open_letter(letter, letterhead_of(letter, organisation=draft.organisation, drafter=None))


def _tell(
    people: Sequence[User], kind: Kind, draft: OutgoingDraft, title: str, by: User, now: datetime, body: str = ""
) -> None:
    notify(
        messages=[
            Message(person, kind, f"draft:{draft.pk}:v{draft.version}", title[:300], f"/van-ban/di/{draft.pk}/", body)
            for person in dict.fromkeys(people)
            if person.pk != by.pk
        ],
        now=now,
    )


def _note(draft: OutgoingDraft, act: str, by: User, now: datetime) -> None:
    record(kind=AuditKind.DIRECTIVE_ISSUED, by=by, now=now, subject=f"{act}: {draft}", detail={"draft": draft.pk})
