"""What a person should look at before confirming a reading.  One sentence each, saying what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .labels import LATIN, LETTERS
from .proposal import Doubt, Proposal, Span


def doubts_of(proposal: Proposal) -> Proposal:
    """The proposal with its doubts."""
    doubts = [*_of_head(proposal), *_of_signature(proposal), *_of_items(proposal)]
    return replace(proposal, doubts=tuple(doubts))


def _of_head(proposal: Proposal) -> Iterator[Doubt]:
    if proposal.is_damaged:
        yield Doubt("text", "Văn bản quét bị mất dấu ở nhiều chữ: hãy đối chiếu số, ngày và tên đơn vị với bản gốc.")
    if proposal.secrecy:
        yield Doubt(
            "secrecy",
            f"Văn bản có dấu {proposal.secrecy.text}: không được đưa vào hệ thống này.",
            proposal.secrecy.span,
        )
    if proposal.is_press_report:
        yield Doubt("document_type", "Đây là tin báo, không phải văn bản gốc: hãy tìm và đính kèm văn bản gốc.")
    elif proposal.document_type is None:
        yield Doubt("document_type", "Không đọc được loại văn bản: hãy chọn loại.")
    if proposal.code_number is None and not proposal.is_press_report:
        yield Doubt("number", "Số văn bản để trống hoặc không đọc được: hãy bổ sung khi có số.")
    elif proposal.reference_as_printed and proposal.reference_as_printed.replace(" ", "") != _reference(proposal):
        yield Doubt(
            "number",
            f"Số, ký hiệu in là “{proposal.reference_as_printed}”, đề nghị sửa thành “{_reference(proposal)}”: hãy "
            f"kiểm tra.",
        )
    if proposal.issued is None:
        yield Doubt("date", "Không đọc được ngày ban hành: hãy nhập ngày.")
    elif proposal.issued.on is None:
        yield Doubt(
            "date",
            f"Ngày ban hành ghi “{proposal.issued.text}” chưa đủ ngày, tháng: hãy bổ sung khi có.",
            proposal.issued.span,
        )
    if proposal.issuing_body is None:
        yield Doubt("issuing_body", "Không đọc được cơ quan ban hành: hãy nhập tên cơ quan.")
    if proposal.subject is None and not proposal.is_press_report:
        yield Doubt("subject", "Không đọc được trích yếu: hãy nhập trích yếu.")


def _reference(proposal: Proposal) -> str:
    return f"{proposal.code_number}{'-' if proposal.family == 'party' else '/'}{proposal.code_notation}"


def _of_signature(proposal: Proposal) -> Iterator[Doubt]:
    signature = proposal.signature
    if signature is None:
        if not proposal.is_press_report:
            yield Doubt("signature", "Không tìm thấy phần chữ ký: hãy nhập người ký và chức vụ.")
        return
    if signature.name is None:
        yield Doubt("signature", "Không đọc được họ tên người ký: hãy nhập họ tên.", signature.span)
    if (signature.position or "").split(" / ")[-1].startswith("KT."):
        yield Doubt(
            "signature", "Ký thay (KT.) mà thiếu chức vụ của chính người ký: hãy bổ sung chức vụ.", signature.span
        )


def _of_items(proposal: Proposal) -> Iterator[Doubt]:
    if proposal.told_count and proposal.told_count != len(proposal.items):
        yield Doubt(
            "items",
            f"Văn bản nói có {proposal.told_count} nội dung, đọc được {len(proposal.items)}: hãy tách hoặc thêm mục.",
        )
    if not proposal.items:
        yield Doubt("items", "Không tìm thấy nội dung giao việc: hãy nhập các mục bằng tay.")
    last: dict[tuple[int | None, str], str] = {}
    for number, item in enumerate(proposal.items):
        label = item.label or ""
        yield from _of_label(proposal, number, last)
        if len(item.leads) > 1 and item.label:
            names = ", ".join(lead.text for lead in item.leads)
            yield Doubt(
                f"items.{number}.leads",
                f"Mục {label} nêu nhiều đơn vị ({names}): hãy chọn một đơn vị chủ trì.",
                item.leads[0].span,
            )


def _of_label(proposal: Proposal, number: int, last: dict[tuple[int | None, str], str]) -> Iterator[Doubt]:
    """A label that does not follow the one before it; `last` holds the label of each list so far."""
    item = proposal.items[number]
    label = item.label or ""
    start = Span(item.span.start, item.span.start + 1)
    if label == ".":
        yield Doubt(f"items.{number}.label", "Mục này chỉ đọc được dấu chấm: hãy nhập số mục theo bản gốc.", start)
    kind = "number" if label.isdigit() else "letter" if label in tuple(LETTERS) else ""
    if not kind:
        return
    before = last.get((item.parent, kind), "")
    if not _follows(label, before):
        name = f"số {label}" if kind == "number" else f"“{label})”"
        yield Doubt(
            f"items.{number}.label",
            f"Mục ghi {name} không nối tiếp mục trước ({before or 'chưa có'}): hãy kiểm tra cách đánh số.",
            start,
        )
    last[item.parent, kind] = label


def _follows(label: str, before: str) -> bool:
    if label.isdigit():
        return int(label) == int(before or 0) + 1
    if label == "a" or not before:
        return label == "a"
    # Word letters by itself in the Latin order, without "đ".
    return any(
        label in order and before in order and order.index(label) == order.index(before) + 1
        for order in (LETTERS, LATIN)
    )
