"""A document that the office issues, as text and as DOCX, in the form of Decree 30/2020 (Appendix I).

A công văn has "V/v …" under its number and opens with Kính gửi; a named type has its name and subject in the middle.
Both writers say the same words, so that the text that is kept and read is the text that is sent.
"""

from __future__ import annotations

import re
from io import BytesIO

from docx.document import Document
from docx.shared import Mm, Pt

from directives.letters import ADDRESSED, Annex, Letter, Letterhead
from directives.types import DocumentType, Priority
from directives.writing import decree30
from directives.writing.decree30 import CENTER, spelled, write, write_body

#: Names printed otherwise than chosen: a thông báo kết luận is headed THÔNG BÁO.
_NAMES = {DocumentType.CONCLUSION_NOTICE: DocumentType.NOTICE}
_HEADING = re.compile(r"[IVXLC]+\. |Điều \d+\. |(?:Phần|Chương|Mục) [IVXLC\d]+")


def text_of(letter: Letter, head: Letterhead) -> str:
    """The whole document as plain text, in the order in which it is read."""
    lines = [
        *([head.superior.upper()] if head.superior else []),
        head.agency.upper(),
        "",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "",
        f"Số: {head.reference}",
    ]
    if is_dispatch(letter):
        lines += [f"V/v {letter.subject}", ""]
    lines += [dated(letter, head), ""]
    if letter.priority != Priority.NORMAL:
        lines += [stamp_of(letter), ""]
    if not is_dispatch(letter):
        lines += [name_of(letter), title_of(letter), ""]
    lines += [*addressed(letter), ""] if letter.document_type in ADDRESSED else []
    for paragraph in (*letter.legal_bases, *letter.paragraphs):
        lines += [paragraph, ""]
    lines += [recipients_heading(letter), *listed(letter), ""]
    lines += [*letter.signature.lines, "", letter.signature.name]
    if letter.annex:
        rows = (letter.annex.headings, *letter.annex.rows)
        lines += ["", "PHỤ LỤC", letter.annex.title.upper(), attached(letter, head), ""]
        lines += [" | ".join(row) for row in rows]
    return "\n".join(lines).strip() + "\n"


def docx_of(letter: Letter, head: Letterhead) -> bytes:
    """The file to be signed and sent."""
    made = decree30.new_document(title=letter.subject, author=head.agency)
    decree30.letterhead(
        made,
        superior=head.superior,
        agency=head.agency,
        number=f"Số: {head.reference}",
        about=f"V/v {letter.subject}" if is_dispatch(letter) else "",
        stamp=stamp_of(letter) if letter.priority != Priority.NORMAL else "",
        place=letter.place,
        on=head.on,
    )
    write(made, "", size=Pt(8))
    if not is_dispatch(letter):
        write(made, name_of(letter), bold=True, align=CENTER)
        write(made, title_of(letter), bold=True, align=CENTER)
        decree30.rule(made, beside=Mm(62))
    if letter.document_type in ADDRESSED:
        _write_addressees(made, letter)
    for base in letter.legal_bases:
        write_body(made, base, italic=True)
    for paragraph in letter.paragraphs:
        write_body(made, paragraph, bold=bool(_HEADING.match(paragraph)) and len(paragraph) < 120)
    write(made, "", size=Pt(8))
    decree30.signature_block(
        made,
        heading=recipients_heading(letter),
        recipients=listed(letter),
        titles=letter.signature.lines,
        name=letter.signature.name,
    )
    if letter.annex:
        _write_annex(made, letter, letter.annex, head)
    target = BytesIO()
    made.save(target)
    return target.getvalue()


def attached(letter: Letter, head: Letterhead) -> str:
    """ "(Kèm theo Công văn số 45/SGDĐT-VP ngày 05 tháng 02 năm 2026 của Sở Giáo dục và Đào tạo)"."""
    kind = DocumentType(letter.document_type).label
    return f"(Kèm theo {kind} số {head.reference} {spelled(head.on)} của {head.agency})"


def is_dispatch(letter: Letter) -> bool:
    return letter.document_type == DocumentType.OFFICIAL_DISPATCH


def name_of(letter: Letter) -> str:
    """The name of the type over the subject: "KẾ HOẠCH"."""
    kind = DocumentType(letter.document_type)
    return _NAMES.get(kind, kind).label.upper()


def title_of(letter: Letter) -> str:
    """The subject under the name of the type begins with a capital."""
    return f"{letter.subject[:1].upper()}{letter.subject[1:]}"


def stamp_of(letter: Letter) -> str:
    return Priority(letter.priority).label.upper()


def dated(letter: Letter, head: Letterhead) -> str:
    """Place and date: "Sông Mây, ngày 05 tháng 02 năm 2026"."""
    return f"{letter.place or '………'}, {spelled(head.on)}"


def addressed(letter: Letter) -> list[str]:
    """Kính gửi: one in its line, several in lines of their own; a công điện says who wires."""
    names = [party.as_printed for party in letter.addressees]
    opening = "Kính gửi:"
    if letter.document_type == DocumentType.OFFICIAL_TELEGRAM:
        opening = f"{letter.signature.lines[-1]} điện:"
    if len(names) == 1:
        return [f"{opening} {names[0]}"]
    return [opening, *marked(names)]


def listed(letter: Letter) -> list[str]:
    return marked([copy.as_printed for copy in letter.copies])


def recipients_heading(letter: Letter) -> str:
    """What goes out as an electronic document alone says so (requirement A11)."""
    return "Nơi nhận: (VBĐT)" if letter.is_electronic_only else "Nơi nhận:"


def marked(names: list[str]) -> list[str]:
    """ "- Như trên;", the last one closed by a full stop."""
    return [f"- {name}{';' if place < len(names) else '.'}" for place, name in enumerate(names, start=1)]


def _write_addressees(made: Document, letter: Letter) -> None:
    lines = addressed(letter)
    if len(lines) == 1:
        write(made, lines[0], align=CENTER).paragraph_format.space_after = Pt(12)
        return
    write(made, lines[0]).paragraph_format.left_indent = Mm(25)
    for line in lines[1:]:
        entry = write(made, line)
        entry.paragraph_format.left_indent = Mm(45)
    entry.paragraph_format.space_after = Pt(12)


def _write_annex(made: Document, letter: Letter, annex: Annex, head: Letterhead) -> None:
    decree30.start_landscape(made)
    write(made, "Phụ lục", bold=True, align=CENTER)
    write(made, annex.title.upper(), bold=True, align=CENTER)
    write(made, attached(letter, head), italic=True, align=CENTER).paragraph_format.space_after = Pt(8)
    decree30.table(made, headings=annex.headings, widths=annex.widths, left=annex.left, rows=annex.rows)
