"""Scans, photographs and PDF files of pictures become words."""

import io
import re

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFont

from directives.readers import SlowReading, UnreadableDocument, limits, read_file
from directives.readers.images import prepared
from directives.readers.legibility import is_legible
from directives.readers.ocr import recogniser, text_of_page
from directives.readers.pdf import in_words
from tests.directives.readers.test_kinds import pdf
from tests.factories.arrivals import FONT, LETTER, SECOND_PAGE, drawn, likeness, picture, saved, scanned_pdf


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_of_a_page_becomes_its_words(slow, form):
    content = read_file(picture(LETTER, form=form), filename="anh", session=slow)
    assert likeness(content.text, LETTER) > 0.95
    assert content.media_type == f"image/{form.lower()}"
    assert "đối chiếu" in content.parts[0].notes[0]


@pytest.mark.parametrize("angle", [90, 180])
def test_a_page_that_lies_on_its_side_or_head_is_turned(slow, angle):
    turned = saved(drawn(LETTER).rotate(angle, expand=True), "PNG")
    assert likeness(read_file(turned, filename="a.png", session=slow).text, LETTER) > 0.95


def test_a_tiff_of_two_pages_is_read_page_by_page(slow):
    told = []
    slow.progress = lambda done, total: told.append((done, total))
    content = read_file(picture(LETTER, SECOND_PAGE, form="TIFF"), filename="a.tiff", session=slow)
    assert likeness(content.text, f"{LETTER}\n{SECOND_PAGE}") > 0.95
    assert told == [(1, 2), (2, 2)]
    assert content.media_type == "image/tiff"


def test_a_scanned_pdf_is_recognised_and_says_so(slow):
    told = []
    slow.progress = lambda done, total: told.append((done, total))
    content = read_file(scanned_pdf(LETTER, SECOND_PAGE), filename="a.pdf", session=slow)
    assert likeness(content.text, f"{LETTER}\n{SECOND_PAGE}") > 0.95
    assert told == [(1, 2), (2, 2)]
    assert content.parts[0].notes[0].startswith("Tất cả các trang là bản quét")


def mixed_pdf(first: str) -> bytes:
    """A page with text, then a page that is a picture."""
    whole = pdfium.PdfDocument(pdf(first, ""))
    page, image = whole[1], pdfium.PdfImage.new(whole)
    image.set_bitmap(pdfium.PdfBitmap.from_pil(drawn(SECOND_PAGE)))
    image.set_matrix(pdfium.PdfMatrix().scale(595, 842))
    page.insert_obj(image)
    page.gen_content()
    buffer = io.BytesIO()
    whole.save(buffer)
    return buffer.getvalue()


def test_of_a_mixed_pdf_only_the_scanned_page_is_recognised(slow):
    data = mixed_pdf("Page one has enough text of its own.")
    content = read_file(data, filename="a.pdf", session=slow)
    first, second = content.text.split("\n\n", 1)
    assert first.strip() == "Page one has enough text of its own."
    assert likeness(second, SECOND_PAGE) > 0.95
    assert content.parts[0].notes == ("Trang 2 là bản quét, chữ do máy nhận dạng: đối chiếu từng chỗ với bản gốc.",)


def test_a_quick_look_leaves_recognition_to_a_job():
    for data, pages in ((picture(LETTER), 1), (scanned_pdf(LETTER, SECOND_PAGE), 2)):
        with pytest.raises(SlowReading) as slow:
            read_file(data, filename="a")
        assert slow.value.pages == pages


def test_a_text_layer_without_its_fonts_is_recognised_instead(slow):
    garbled = pdf(" ".join(["xq zw"] * 16))
    with pytest.raises(SlowReading):
        read_file(garbled, filename="a.pdf")
    content = read_file(garbled, filename="a.pdf", session=slow)
    assert "hỏng phông" in content.parts[0].notes[0]


def test_legible_words_and_those_of_lost_or_old_fonts():
    assert is_legible(LETTER)
    assert is_legible("Phụ lục 1")
    assert not is_legible("\ue012\ue013\ue014 \ue015\ue016")
    assert not is_legible("\ufffd\ufffd\ufffd Số 5")
    old_font = "Uû ban nh©n d©n tØnh yªu cÇu c¸c ®¬n vÞ thùc hiÖn nghiªm tóc chØ thÞ nµy vµ b¸o c¸o kÕt qu¶ tr­íc "
    assert not is_legible(old_font * 3)


def test_without_data_for_tesseract_a_scan_gets_a_sentence(slow, tmp_path):
    slow.tessdata = str(tmp_path)
    with pytest.raises(UnreadableDocument, match="chưa cài dữ liệu nhận dạng"):
        read_file(picture(LETTER), filename="a.png", session=slow)


def test_a_page_that_takes_too_long_gets_a_sentence(slow, monkeypatch):
    monkeypatch.setattr(limits, "PAGE_SECONDS", 0.001)
    with pytest.raises(UnreadableDocument, match="trang 1 quá lâu"):
        read_file(picture(LETTER), filename="a.png", session=slow)


def test_small_pictures_are_enlarged_and_transparent_ones_get_white_paper():
    small = prepared(Image.new("RGBA", (400, 600), (0, 0, 0, 0)))
    assert small.size == (1200, 1800)
    assert small.getpixel((0, 0)) == 255


def test_pages_in_words():
    assert in_words({0, 1, 2, 6}) == "1–3, 7"
    assert in_words({4}) == "5"


def test_columns_far_apart_stay_apart(slow):
    page, font = drawn(""), ImageFont.truetype(str(FONT), 36)
    ImageDraw.Draw(page).text((150, 200), "UBND TỈNH BÌNH AN", font=font, fill=0)
    ImageDraw.Draw(page).text((1000, 200), "Độc lập - Tự do", font=font, fill=0)
    with recogniser(slow.tessdata) as api:
        text = text_of_page(page, api, 1)
    assert re.fullmatch(r"UBND TỈNH BÌNH AN {4,}Độc lập - Tự do", text)
