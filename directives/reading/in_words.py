"""A proposal as a page of plain text, for someone at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from .exchange import reference_text
from .proposal import Item, Proposal


def in_words(proposal: Proposal, *, title: str) -> str:
    """The reading in Vietnamese, one fact a line; what was not read is left out, and told under "Cần kiểm tra"."""
    return "\n".join([title, "=" * len(title), *_facts(proposal), *_items(proposal), *_doubts(proposal), ""])


def _facts(proposal: Proposal) -> Iterator[str]:
    signature = proposal.signature
    facts = (
        ("Loại văn bản", proposal.document_type),
        ("Số, ký hiệu", reference_text(proposal) or proposal.code_notation),
        ("Ngày ban hành", proposal.issued.text if proposal.issued else None),
        ("Cơ quan ban hành", proposal.issuing_body.text if proposal.issuing_body else None),
        ("Trích yếu", proposal.subject.text if proposal.subject else None),
        ("Dấu mật", proposal.secrecy.text if proposal.secrecy else None),
        ("Căn cứ, viện dẫn", "; ".join(document.as_printed for document in proposal.citations)),
        ("Kính gửi", "; ".join(addressee.text for addressee in proposal.addressees)),
        ("Nơi nhận", "; ".join(recipient.text for recipient in proposal.recipients)),
        ("Người ký", " - ".join(part for part in (signature.position, signature.name) if part) if signature else None),
    )
    yield from (f"{name}: {value}" for name, value in facts if value)


def _items(proposal: Proposal) -> Iterator[str]:
    if proposal.items:
        yield f"Nội dung giao việc ({len(proposal.items)}):"
    for item in proposal.items:
        indent = "  " * item.level
        yield f"{indent}{item.label or '*'} {_short(item.text)}"
        yield from (f"{indent}    {line}" for line in _of_item(item))


def _of_item(item: Item) -> Iterator[str]:
    if item.leads:
        yield "chủ trì: " + "; ".join(lead.text for lead in item.leads)
    if item.coordinating:
        yield "phối hợp: " + "; ".join(body.text for body in item.coordinating)
    for deadline in item.deadlines:
        yield f"thời hạn: {deadline.text}" + (f" ({deadline.due_on:%d/%m/%Y})" if deadline.due_on else "")


def _doubts(proposal: Proposal) -> Iterator[str]:
    if proposal.doubts:
        yield "Cần kiểm tra:"
    yield from (f"  - {doubt.message}" for doubt in proposal.doubts)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 100 else line[:99] + "…"
