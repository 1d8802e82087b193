"""Bytes to text: kinds by content, limits, and what Word counts itself."""

import threading
import unicodedata
import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from directives.readers import SlowReading, UnreadableDocument, limits, read_file
from files.types import DOCX

SENTENCE = "Sở Nội vụ yêu cầu các đơn vị báo cáo."


def word(*paragraphs):
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document):
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def pdf(*pages):
    """A PDF written by hand: a line of text a page, in a built-in font."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        content = f"BT /F1 12 Tf 40 700 Td ({page}) Tj ET" if page else ""
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        resources = "<< /Font << /F1 3 0 R >> >>"
        box = "[0 0 595 842]"
        page_object = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents {len(objects)} 0 R /Resources {resources} >>"
        )
        objects.append(page_object)
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return (body + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}" + end).encode("latin-1")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_in_every_encoding(encoding):
    content = read_file(SENTENCE.encode(encoding), filename="van-ban.txt")
    assert (content.text, content.media_type) == (SENTENCE, "text/plain")


def test_old_vietnamese_text():
    data = unicodedata.normalize("NFC", "Đề nghị các đơn vị báo cáo").encode("cp1258", "ignore")
    assert read_file(data, filename="cu.txt").text.startswith("Đ")
    assert read_file("\u0110a\u0301p".encode("cp1258"), filename="cu.txt").text == "Đáp"


def test_text_is_composed_and_without_control_characters():
    text = read_file(
        b"S\xc6\xa1\xcc\x89 N\xe1\xbb\x99i v\xe1\xbb\xa5\r\nd\xc3\xb2ng hai\x07\x1b\r\n", filename="a.txt"
    ).text
    assert text == "Sở Nội vụ\ndòng hai\n"


def test_word_paragraphs_and_tables_in_their_order():
    document = Document()
    document.add_paragraph("Trước bảng")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "SỞ NỘI VỤ", "CỘNG HÒA"
    document.add_paragraph("Sau bảng")
    content = read_file(saved(document), filename="a.docx")
    assert content.text == "Trước bảng\n\nSỞ NỘI VỤ\n\nCỘNG HÒA\n\nSau bảng"
    assert content.media_type == DOCX


def test_a_merged_cell_is_told_once():
    document = Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Gộp"
    table.cell(1, 0).text = "Một"
    assert read_file(saved(document), filename="a.docx").text == "Gộp\n\nMột"


def numbered(*paragraphs):
    """A Word document whose paragraphs (text, depth) are numbered by a list of three levels: "1.", "a)", a bullet."""
    document = Document()
    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    for depth, (form, pattern) in enumerate([("decimal", "%1."), ("lowerLetter", "%2)"), ("bullet", "\uf0b7")]):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for name, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", pattern)):
            child = OxmlElement(name)
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
    root.insert(0, abstract)
    num = OxmlElement("w:num")
    num.set(qn("w:numId"), "90")
    reference = OxmlElement("w:abstractNumId")
    reference.set(qn("w:val"), "90")
    num.append(reference)
    root.append(num)
    for text, depth in paragraphs:
        paragraph = document.add_paragraph(text)
        if depth is None:
            continue
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = depth
        properties.get_or_add_numId().val = 90
    return saved(document)


def test_numbers_that_word_counts_are_written_out():
    data = numbered(("Một", 0), ("Điểm", 1), ("Ý", 2), ("Tiếp", None), ("Điểm hai", 1), ("Hai", 0), ("Lại điểm", 1))
    assert read_file(data, filename="a.docx").text.split("\n\n") == [
        "1. Một",
        "a) Điểm",
        "- Ý",
        "Tiếp",
        "b) Điểm hai",
        "2. Hai",
        "a) Lại điểm",
    ]


def test_a_pdf_with_text():
    content = read_file(pdf("Page one has enough text.", "Page two."), filename="a.pdf")
    assert content.media_type == "application/pdf"
    assert "Page one has enough text." in content.text
    assert "Page two." in content.text


def test_a_pdf_of_blank_pages_holds_nothing_to_read():
    with pytest.raises(UnreadableDocument, match="không có chữ nào") as refusal:
        read_file(pdf(""), filename="trang.pdf")
    assert ".docx" in refusal.value.reason


def test_a_pdf_of_too_many_pages(monkeypatch):
    monkeypatch.setattr(limits, "MAX_PAGES", 1)
    with pytest.raises(UnreadableDocument, match="2 trang"):
        read_file(pdf("Page one has enough text.", "Page two."), filename="a.pdf")


def test_pdfs_read_from_several_threads_at_once():
    data, texts = pdf("Page one has enough text."), []
    threads = [threading.Thread(target=lambda: texts.append(read_file(data, filename="a.pdf").text)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(texts)) == 1
    assert len(texts) == 8


def test_the_kind_is_told_by_the_content_not_by_the_name():
    assert read_file(word(SENTENCE), filename="van-ban.pdf").text == SENTENCE
    assert read_file(SENTENCE.encode(), filename="van-ban.docx").media_type == "text/plain"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR",
        b"II*\x00" + bytes(40),
        b"\xff\xd8\xff\xe0" + bytes(40),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"PK\x03\x04 broken",
        b"%PDF-1.4 broken",
        bytes(range(256)) * 4,
    ],
)
def test_what_is_refused_gets_a_sentence_saying_what_is_accepted(data):
    with pytest.raises(UnreadableDocument) as refusal:
        read_file(data, filename="tệp.bin")
    assert ".docx" in refusal.value.reason
    assert "25 MB" in refusal.value.reason


def test_a_file_that_is_too_large(monkeypatch):
    monkeypatch.setattr(limits, "MAX_UPLOAD_BYTES", 10)
    with pytest.raises(UnreadableDocument, match="lớn quá"):
        read_file(b"x" * 11, filename="a.txt")


def zipped(**entries):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_a_zip_that_is_no_word_document():
    with pytest.raises(UnreadableDocument, match="không phải là văn bản Word"):
        read_file(zipped(a="b"), filename="a.docx")


def test_a_zip_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 1_000_000)
    with pytest.raises(UnreadableDocument, match="nở ra quá lớn"):
        read_file(zipped(bomb=bytes(2_000_000)), filename="a.docx")
    monkeypatch.setattr(limits, "MAX_ENTRIES", 2)
    with pytest.raises(UnreadableDocument, match="nở ra quá lớn"):
        read_file(zipped(a="", b="", c=""), filename="a.docx")


def test_a_word_document_that_breaks_its_own_rules_is_refused_with_a_sentence():
    document = Document()
    document.add_paragraph("x", style="List Number")
    for based_on in document.styles["List Number"].element.findall(qn("w:basedOn")):
        del based_on.attrib[qn("w:val")]
    with pytest.raises(UnreadableDocument, match="Word"):
        read_file(saved(document), filename="a.docx")


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300), st.binary(max_size=200).map(lambda tail: b"%PDF-1.7\n" + tail), st.integers(0, 4000)
    )
)
def test_any_bytes_are_read_or_refused_with_a_sentence(data):
    if isinstance(data, int):  # a Word document with one byte changed
        whole = bytearray(word(SENTENCE))
        whole[data % len(whole)] ^= 0xFF
        data = bytes(whole)
    text = text_or_refusal(data)
    assert "\x00" not in text
    assert text == unicodedata.normalize("NFC", text)


def text_or_refusal(data):
    try:
        return read_file(data, filename="x").text
    except UnreadableDocument as refusal:
        return refusal.reason
    except SlowReading:
        return "chờ đọc"
