"""PDF files: the words that they carry, and recognition of just those pages that carry none."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from directives.readers import limits
from directives.readers.content import Content, Part, Session
from directives.readers.legibility import is_legible
from directives.readers.ocr import DOTS_AN_INCH, recogniser, text_of_page
from directives.readers.refusal import ACCEPTED, UnreadableDocument
from files.types import PDF

#: pypdfium2 is not safe to call from two threads at once.
_lock = threading.Lock()
_LITTLE_TEXT = 20  # characters: a page with fewer is looked at for a picture
_STAMP_TEXT = 600  # what the stamp of a digital signature may put on top of a scan
_MOST_OF_PAGE = 0.5  # a picture that covers as much is a scan
_DRAWN = [pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_SHADING]
_DOTS_A_POINT = 1 / 72


def read_pdf(data: bytes, name: str, session: Session) -> Content:
    with _lock, _opened(data) as document:
        session.expect(len(document))
        texts, scanned, broken = _carried(document)
        if scanned:
            session.demand_slow()
            with recogniser(session.tessdata) as api:
                for number in range(len(document)):
                    if number in scanned:
                        texts[number] = text_of_page(_picture(document, number), api, number + 1)
                    session.page_done()
    return Content(PDF, (Part(name, PDF, "\n\n".join(texts), tuple(_notes(scanned, broken, len(texts)))),))


@contextmanager
def _opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise UnreadableDocument(f"Tệp PDF có mật khẩu. Bỏ mật khẩu rồi gửi lại. {ACCEPTED}") from error
        raise UnreadableDocument(f"Tệp PDF bị hỏng, không mở được. {ACCEPTED}") from error
    try:
        yield document
    finally:
        document.close()


def _carried(document: pdfium.PdfDocument) -> tuple[list[str], set[int], set[int]]:
    """The text of each page; which pages are to be recognised; and which of those carry text in lost fonts."""
    texts, scanned, broken = [], set(), set()
    for number in range(len(document)):
        text, is_drawn, share = _look(document, number)
        length = len(text.strip())
        if length and not is_legible(text):
            broken.add(number)
        if number in broken or (is_drawn and length < _LITTLE_TEXT) or (share > _MOST_OF_PAGE and length < _STAMP_TEXT):
            scanned.add(number)
        texts.append(text)
    return texts, scanned, broken


def _look(document: pdfium.PdfDocument, number: int) -> tuple[str, bool, float]:
    """The text of a page, whether anything else is drawn on it, and how much of it the largest picture covers."""
    try:
        page = document[number]
        try:
            text_page = page.get_textpage()
            text = text_page.get_text_bounded()
            text_page.close()
            area = max(page.get_width() * page.get_height(), 1.0)
            drawn = list(page.get_objects(filter=_DRAWN, max_depth=3))
            boxes = [one.get_bounds() for one in drawn if one.type == pdfium_c.FPDF_PAGEOBJ_IMAGE]
        finally:
            page.close()
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(f"Tệp PDF bị hỏng ở trang {number + 1}. {ACCEPTED}") from error
    share = max(((right - left) * (top - bottom) / area for left, bottom, right, top in boxes), default=0.0)
    return text, bool(drawn), share


def _picture(document: pdfium.PdfDocument, number: int) -> Image.Image:
    """The page drawn in shades of grey at 300 dots an inch, or fewer where it is a poster."""
    try:
        page = document[number]
        try:
            points = max(page.get_width() * page.get_height(), 1.0)
            scale = min(DOTS_AN_INCH * _DOTS_A_POINT, (limits.MAX_PIXELS / 4 / points) ** 0.5)
            return page.render(scale=scale, grayscale=True).to_pil()
        finally:
            page.close()
    except (pdfium.PdfiumError, ValueError, MemoryError) as error:
        raise UnreadableDocument(f"Tệp PDF bị hỏng ở trang {number + 1}. {ACCEPTED}") from error


def _notes(scanned: set[int], broken: set[int], count: int) -> Iterator[str]:
    """What the person who checks should know about where the words come from."""
    if pictures := scanned - broken:
        pages = "Tất cả các trang" if len(pictures) == count else f"Trang {in_words(pictures)}"
        yield f"{pages} là bản quét, chữ do máy nhận dạng: đối chiếu từng chỗ với bản gốc."
    if broken:
        yield f"Lớp chữ ở trang {in_words(broken)} bị hỏng phông nên được nhận dạng lại từ hình: đối chiếu với bản gốc."


def in_words(pages: set[int]) -> str:
    """{0, 1, 2, 6} -> "1–3, 7": pages as people count them."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and runs[-1][-1] == page - 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0] + 1) if len(run) == 1 else f"{run[0] + 1}–{run[-1] + 1}" for run in runs)
