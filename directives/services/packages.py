"""What the envelope of an edXML package says, beside what its document says (QCVN 102:2016/BTTTT).

The review starts from the envelope, which machines wrote from the sender's register; where the document says
something else, a doubt tells both.  `package`: as readers/envelope.py makes it; None or an e-mail adds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from directives.confirmed import Cited, Confirmed, Copy, Deadline, Node, PartialDay
from directives.models import Instruction, Relation
from directives.reading.proposal import Doubt, Proposal
from directives.services.parties import Directory
from directives.types import DocumentType, Priority, document_type_named
from units.folding import fold

PRIORITIES = {
    "1": Priority.URGENT,
    "2": Priority.VERY_URGENT,
    "3": Priority.EXPRESS,
    "4": Priority.EXPRESS,
}
_AT_AN_HOUR = "4"  # hỏa tốc hẹn giờ
STEERING = {
    "1": "Gói tin ghi đây không phải là văn bản chỉ đạo: hãy kiểm tra trước khi vào sổ và giao việc.",
    "3": "Gói tin ghi đây là báo cáo thực hiện chỉ đạo, không phải văn bản chỉ đạo: hãy kiểm tra trước khi giao việc.",
}
BUSINESS = {
    "1": "Gói tin là yêu cầu thu hồi văn bản đã gửi: hãy xử lý văn bản cũ trong sổ.",
    "2": "Gói tin là bản cập nhật của văn bản đã gửi: hãy đối chiếu với bản đã vào sổ.",
    "3": "Gói tin là văn bản thay thế văn bản đã gửi: hãy đối chiếu với bản đã vào sổ.",
}
_ABOUT = re.compile(r"^(?:v\W?v|ve viec)\b\W*")
_SHORT = (("ubnd", "uy ban nhan dan"), ("hdnd", "hoi dong nhan dan"), ("bch", "ban chap hanh"))


def is_edxml(package: dict[str, Any] | None) -> bool:
    return package is not None and package.get("kind") == "edxml"


def with_package(data: Confirmed, package: dict[str, Any] | None, directory: Directory) -> Confirmed:
    """What the review starts with: the envelope where it says something, else the reading."""
    if package is None or not is_edxml(package):
        return data
    named = document_type_named(package["type_name"])
    issued_on = _day(package["issued_on"])
    responses = tuple(cited for one in package["response_for"] if (cited := _answered(one)))
    return replace(
        data,
        code_number=(_number(package) or data.code_number)[:11],
        code_notation=(package["notation"] or data.code_notation)[:60],
        issued=PartialDay(on=issued_on) if issued_on else data.issued,
        issuing_body=_kept(data.issuing_body, package["organisation"])[:200],
        subject=_kept(data.subject, package["subject"])[:1000],
        document_type=named if named != DocumentType.OTHER else data.document_type,
        priority=PRIORITIES.get(package["priority"], data.priority),
        signer_name=_kept(data.signer_name, package["signer_name"])[:100],
        signer_position=data.signer_position or package["signer_position"][:200],
        addressees=data.addressees or directory.parties(package["addressees"]),
        recipients=data.recipients or tuple(Copy(place[:500]) for place in package["places"]),
        citations=_with_responses(data.citations, responses),
        nodes=with_due_date(data.nodes, _day(package["due_on"])),
    )


def package_doubts(package: dict[str, Any] | None, proposal: Proposal) -> Iterator[Doubt]:
    """Where the two differ, and what else a person should know of the envelope before entering the register."""
    if package is None or not is_edxml(package):
        return
    issued = proposal.issued.on if proposal.issued else None
    pairs = (
        ("number", "số", _number(package), proposal.code_number),
        ("number", "ký hiệu", package["notation"], proposal.code_notation),
        ("date", "ngày", _printed(_day(package["issued_on"])), _printed(issued)),
        ("issuing_body", "cơ quan", package["organisation"], _words(proposal.issuing_body)),
        ("subject", "trích yếu", package["subject"], _words(proposal.subject)),
        ("signature", "người ký", package["signer_name"], proposal.signature.name if proposal.signature else None),
    )
    for field, what, told, printed in pairs:
        if told and printed and not is_same(told, printed):
            yield Doubt(field, f"Gói tin ghi {what} “{told}”, văn bản in “{printed}”: hãy kiểm tra.")
    told = PRIORITIES.get(package["priority"], Priority.NORMAL)
    if told != proposal.priority and proposal.priority != Priority.NORMAL:
        printed_priority = Priority(proposal.priority).label
        yield Doubt("priority", f"Gói tin ghi độ khẩn “{told.label}”, văn bản in “{printed_priority}”: hãy kiểm tra.")
    if package["priority"] == _AT_AN_HOUR:
        yield Doubt("priority", "Gói tin ghi mức “Hỏa tốc hẹn giờ”: hãy xem giờ hẹn trên văn bản.")
    if due_on := _day(package["due_on"]):
        yield Doubt(
            "deadlines",
            f"Gói tin ghi hạn xử lý {_printed(due_on)}. Hạn này được đề xuất cho các nội dung mà văn bản không ghi hạn "
            "riêng: hãy kiểm tra từng nội dung.",
        )
    for code, sentences in (("steering", STEERING), ("business", BUSINESS)):
        if package[code] in sentences:
            yield Doubt(code, sentences[package[code]])


def with_due_date(nodes: tuple[Node, ...], due_on: date | None) -> tuple[Node, ...]:
    """The envelope's deadline for instructions that order something and state none, neither below nor above them."""
    if due_on is None:
        return nodes
    stated = Deadline(kind="date", as_printed=f"hạn xử lý {_printed(due_on)} (theo gói tin)", due_on=due_on)
    found = []
    for at, node in enumerate(nodes):
        below = list(_below(nodes, at))
        is_last = not any(other.kind == Instruction.Kind.ITEM for other in below)
        is_open = not any(one.deadlines for one in (node, *below, *_above(nodes, at)))
        takes = node.kind == Instruction.Kind.ITEM and is_last and is_open
        found.append(replace(node, deadlines=(stated,)) if takes else node)
    return tuple(found)


def _below(nodes: tuple[Node, ...], at: int) -> Iterator[Node]:
    for node in nodes[at + 1 :]:
        if node.level <= nodes[at].level:
            return
        yield node


def _above(nodes: tuple[Node, ...], at: int) -> Iterator[Node]:
    level = nodes[at].level
    for node in reversed(nodes[:at]):
        if node.level < level:
            yield node
            level = node.level


def is_same(told: str, printed: str) -> bool:
    """Whether two spellings mean the same: case, marks, leading zeros, "V/v" and UBND make no difference."""
    return _plain(told) == _plain(printed)


def _plain(words: str) -> str:
    plain = _ABOUT.sub("", fold(words).strip().lstrip("0"))
    for short, whole in _SHORT:
        plain = " ".join(whole if word == short else word for word in plain.split())
    return "".join(char for char in plain if char.isalnum())


def _kept(printed: str, told: str) -> str:
    """The printed words where the envelope says the same in another spelling."""
    return printed if not told or (printed and is_same(told, printed)) else told


def _with_responses(cited: tuple[Cited, ...], responses: tuple[Cited, ...]) -> tuple[Cited, ...]:
    known = {fold(one.reference) for one in cited if one.reference}
    return cited + tuple(one for one in responses if fold(one.reference) not in known)


def _answered(response: dict[str, Any]) -> Cited | None:
    """The document that this one answers (ResponseFor), as one that it mentions."""
    if not response["reference"]:
        return None
    issued_on = _day(response["issued_on"])
    words = f"Văn bản số {response['reference']}" + (f" ngày {_printed(issued_on)}" if issued_on else "")
    return Cited(Relation.MENTIONS, f"{words} (theo gói tin)"[:500], response["reference"][:80], issued_on)


def _number(package: dict[str, Any]) -> str:
    return str(package["number"]).strip().lstrip("0")


def _words(passage: Any) -> str | None:
    return passage.text if passage else None


def _printed(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
