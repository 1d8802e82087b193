"""The form of an administrative document by Decree 30/2020/NĐ-CP, Appendix I: page, letterhead, signature block.

A4, Times New Roman; margins top and bottom 20–25 mm, left 30–35 mm, right 15–20 mm; the page number centred at the top
from the second page on.  Sizes are those of form 1.4 (báo cáo).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from datetime import date

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
BODY, TABLE, SMALL = Pt(14), Pt(10), Pt(11)
WIDTH, HEIGHT = Mm(210), Mm(297)
CENTER, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
INDENT = Mm(12.7)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def new_document(*, title: str, author: str) -> DocumentObject:
    """An empty A4 page in the form of the decree."""
    document = Document()
    document.core_properties.title = legible(title)
    document.core_properties.author = legible(author)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, BODY
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.get_or_add_rPr().append(language)
    style.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(number.add_run("2")._r)
    number._p.append(field)
    return document


def start_landscape(document: DocumentObject) -> None:
    """A wide section for the table of an annex; page numbers go on."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = HEIGHT, WIDTH
    section.different_first_page_header_footer = False


def letterhead(
    document: DocumentObject,
    *,
    superior: str,
    agency: str,
    number: str,
    on: date | None,
    about: str = "",
    stamp: str = "",
    place: str = "",
) -> None:
    """Agency and number at the left, Quốc hiệu, Tiêu ngữ, place and date at the right.

    `about` is the subject of a công văn under its number; `stamp` the level of urgency under that.
    """
    left, right = _pair(document, 65, 95)
    if superior:
        write(left, superior.upper(), size=Pt(12), align=CENTER)
    write(left, agency.upper(), size=Pt(12), bold=True, align=CENTER)
    rule(left, beside=Mm(20))
    write(left, number, size=Pt(13), align=CENTER)
    if about:
        write(left, about, size=Pt(12), align=CENTER)
    if stamp:
        write(left, stamp, size=Pt(13), bold=True, align=CENTER).paragraph_format.space_before = Pt(6)
    write(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=Pt(12), bold=True, align=CENTER)
    write(right, "Độc lập - Tự do - Hạnh phúc", size=Pt(13), bold=True, align=CENTER)
    rule(right, beside=Mm(16))
    write(right, f"{place or '………'}, {spelled(on)}", size=Pt(13), italic=True, align=CENTER)


def signature_block(
    document: DocumentObject,
    *,
    recipients: Sequence[str],
    titles: Sequence[str],
    name: str,
    heading: str = "Nơi nhận:",
) -> None:
    """Nơi nhận at the left; at the right the signer's capacity, a line a title, and name."""
    left, right = _pair(document, 80, 80)
    write(left, heading, size=Pt(12), bold=True, italic=True)
    for recipient in recipients:
        write(left, recipient, size=SMALL)
    for title in titles:
        write(right, title.upper(), size=BODY, bold=True, align=CENTER)
    for _ in range(4):
        write(right, "", size=BODY)
    write(right, name, size=BODY, bold=True, align=CENTER)


def write(
    place: DocumentObject | _Cell,
    text: str,
    *,
    size: Length = BODY,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> Paragraph:
    """One paragraph; a cell's own empty first one is used up."""
    fresh = isinstance(place, _Cell) and len(place.paragraphs) == 1 and not place.text and not place.tables
    paragraph = place.paragraphs[0] if fresh else place.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(legible(text))
    run.font.size, run.bold, run.italic = size, bold, italic
    return paragraph


def write_body(document: DocumentObject, text: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """A paragraph of the body: justified, first line indented, 6 pt apart, single spaced."""
    paragraph = write(document, text, bold=bold, italic=italic, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    paragraph.paragraph_format.first_line_indent = INDENT
    paragraph.paragraph_format.space_after = Pt(6)
    return paragraph


def rule(place: DocumentObject | _Cell, *, beside: Length) -> None:
    """A line under what was just written, shorter than the place by `beside` on both sides."""
    paragraph = write(place, " ", size=Pt(4))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = beside
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def table(
    document: DocumentObject,
    *,
    headings: Sequence[str],
    widths: Sequence[float],
    left: frozenset[int],
    rows: Sequence[Sequence[str]],
    under: Sequence[str] = (),
    bold_last: bool = False,
) -> Table:
    """A ruled table whose heading is repeated on each page; `left` columns are words, `under` a small second heading.

    Rows are copies of one model row: filling cells one by one costs seconds for some thousands.
    """
    made = document.add_table(rows=1, cols=len(headings), style="Table Grid")
    made.autofit = False
    _narrow_cells(made)
    for index, (cell, heading, width) in enumerate(zip(made.rows[0].cells, headings, widths, strict=True)):
        made.columns[index].width = cell.width = Mm(width)
        write(cell, heading, size=TABLE, bold=True, align=CENTER)
    _mark_row(made, 0, "w:tblHeader")
    if under:
        for cell, text, width in zip(made.add_row().cells, under, widths, strict=True):
            cell.width = Mm(width)
            write(cell, text, size=Pt(8), italic=True, align=CENTER)
        _mark_row(made, 1, "w:tblHeader")
    for index, (cell, width) in enumerate(zip(made.add_row().cells, widths, strict=True)):
        cell.width = Mm(width)
        write(cell, "x", size=TABLE, align=LEFT if index in left else CENTER)
    _mark_row(made, -1, "w:cantSplit")
    model = made.rows[-1]._tr
    made._tbl.remove(model)
    for values in rows:
        row = deepcopy(model)
        for text, value in zip(row.iter(qn("w:t")), values, strict=True):
            text.text = legible(value)
        made._tbl.append(row)
    if bold_last and rows:
        for run in made._tbl.tr_lst[-1].iter(qn("w:r")):
            run.get_or_add_rPr().get_or_add_b().val = True
    return made


def legible(text: str) -> str:
    """Without control characters, which come along when text is pasted and which XML can't hold."""
    return _CONTROL.sub(" ", text)


def spelled(day: date | None) -> str:
    """ "ngày 05 tháng 02 năm 2026", "ngày 09 tháng 6 năm 2026": days below 10 and months 1, 2 take a leading zero.
    Blanks for a day that is not known yet."""
    if day is None:
        return "ngày … tháng … năm …"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _pair(document: DocumentObject, left: float, right: float) -> tuple[_Cell, _Cell]:
    """Two places side by side without lines, widths in mm."""
    made = document.add_table(rows=1, cols=2)
    made.autofit = False
    for column, width in zip(made.columns, (left, right), strict=True):
        column.width = Mm(width)
    for cell, width in zip(made.rows[0].cells, (left, right), strict=True):
        cell.width = Mm(width)
    return made.rows[0].cells[0], made.rows[0].cells[1]


def _narrow_cells(made: Table) -> None:
    """0.7 mm between words and rules, so that eleven columns fit a portrait page."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "40")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = made._tbl.tblPr.find(qn("w:tblLook"))
    if look is None:
        made._tbl.tblPr.append(margins)
    else:
        look.addprevious(margins)


def _mark_row(made: Table, index: int, name: str) -> None:
    made.rows[index]._tr.get_or_add_trPr().append(OxmlElement(name))
