"""What a new draft starts with: the office's own usual words, and those of the directive that it is to implement."""

from __future__ import annotations

from datetime import date
from typing import Any

from directives.models import Directive, OutgoingDraft
from directives.services.issuing import cited_words
from directives.signing import Capacity
from directives.types import DocumentType, Priority
from units.models import Post, Unit, UnitKind, User
from units.roles import Role

SUBJECT = 480


def beginning_of(*, parent: Directive | None, by: User, day: date) -> dict[str, Any]:
    """The content of a draft that nobody has typed in yet; every word of it can be changed."""
    post = by.acting_post
    assert post is not None  # can_draft has asked
    organisation = post.organisation
    last = OutgoingDraft.objects.filter(organisation=organisation, state=OutgoingDraft.State.ISSUED).first()
    desk = Unit.objects.open_on(day).filter(organisation=organisation, kind=UnitKind.OFFICE).first()
    drafter = post.unit if post.unit_id != organisation.pk else desk
    leader = Post.objects.on(day).filter(unit=organisation, role=Role.LEADER, is_deputy=False).first()
    above = Unit.objects.get_parent(organisation)
    lines = [
        *([f"{above.short_name or above.name} (b/c)"] if above and parent else []),
        f"Lãnh đạo {organisation.short_name or organisation.name}",
        f"Lưu: VT, {drafter.short_name or drafter.name}" if drafter else "Lưu: VT",
    ]
    return {
        "document_type": DocumentType.OFFICIAL_DISPATCH,
        "priority": parent.priority if parent else Priority.NORMAL,
        "drafter": str(drafter.pk) if drafter else "",
        "subject": parent.subject[:SUBJECT] if parent else "",
        "implements": [str(parent.pk)] if parent else [],
        "body": _opening(parent, organisation) if parent else "",
        "recipients": "\n".join(lines),
        "place": (last.content.get("place") if last else "") or "",
        "signer": str(leader.pk) if leader else "",
        "capacity": Capacity.OWN,
    }


def _opening(parent: Directive, organisation: Unit) -> str:
    """ "Thực hiện Công văn số 271/UBND-VP8 ngày 11/05/2023 của UBND tỉnh về việc …, Sở … yêu cầu …" """
    return (
        f"Thực hiện {cited_words(parent)} về việc {parent.subject.rstrip(' .')}, {organisation.name} yêu cầu các "
        "đơn vị thực hiện các nội dung sau:\n\n1. \n\nYêu cầu các đơn vị nghiêm túc thực hiện."
    )
