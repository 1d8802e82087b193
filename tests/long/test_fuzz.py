"""Whatever is handed in, a reading neither breaks nor hangs nor invents days."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from directives.readers import SlowReading, UnreadableDocument, read_file
from directives.reading import read
from directives.reading.exchange import as_exchange
from directives.reading.proposal import Proposal
from tests.directives.readers.test_kinds import pdf
from tests.directives.reading.samples import NAMES, text_of
from tests.directives.reading.test_properties import spans_of
from tests.long.mangling import NOISE, mangled_bytes, mangled_package, mangled_text

pytestmark = pytest.mark.long

MEGABYTE = 1_000_000
LINES = 60_000
#: Of processor time, so that a busy machine counts less.
SECONDS_FOR_A_MEGABYTE = 20
SECONDS_FOR_A_FILE = 5
chances = st.randoms(use_true_random=False)


def days_of(proposal: Proposal) -> Iterator[date]:
    if proposal.issued and proposal.issued.on:
        yield proposal.issued.on
    yield from (cited.issued_on for cited in proposal.citations if cited.issued_on)
    yield from (deadline.due_on for item in proposal.items for deadline in item.deadlines if deadline.due_on)


def look_at(text: str) -> Proposal:
    """Read it, and hold the reading to what is true of every one."""
    proposal = read(text)
    assert all(1900 <= day.year <= 2201 for day in days_of(proposal))
    assert all(0 <= span.start <= span.end <= len(text) for span in spans_of(proposal))
    assert all(item.parent is None or item.parent < place for place, item in enumerate(proposal.items))
    as_exchange(proposal)
    return proposal


def hand_in(data: bytes) -> bool:
    """Whether the bytes could be read; a refusal is a sentence, anything else breaks the test."""
    began, text, reason = time.process_time(), "", "."
    try:
        text = read_file(data, filename="van-ban.docx").text
    except UnreadableDocument as refused:
        reason = refused.reason
    except SlowReading:  # a page that lost its text is for the recognition of pictures
        pass
    assert time.process_time() - began < SECONDS_FOR_A_FILE
    assert reason.endswith(".")
    look_at(text)
    return bool(text)


def word_document() -> bytes:
    document = Document()
    document.add_heading("Kế hoạch", 1)
    for number in range(4):
        document.add_paragraph(f"Giao Phòng {number} rà soát, báo cáo trước ngày 15/4/2026.", style="List Number")
        document.add_paragraph("Khẩn trương thực hiện.", style="List Bullet 2")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "Nội dung"
    table.cell(2, 2).add_table(1, 1).cell(0, 0).text = "Bảng trong bảng"
    file = BytesIO()
    document.save(file)
    return file.getvalue()


WORD = word_document()
PDF = pdf("Giao Phong To chuc can bo chu tri, bao cao truoc ngay 15/4/2026.", "1. Van phong theo doi, don doc.")


@settings(max_examples=1200, deadline=None)
@given(st.sampled_from(NAMES), chances)
def test_mangled_directives_are_read(name, chance):
    look_at(mangled_text(text_of(name), chance))


@settings(max_examples=600, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(NOISE), st.text(max_size=30)), max_size=80))
def test_noise_is_read(pieces):
    look_at("".join(pieces))


@settings(max_examples=500, deadline=None)
@given(st.sampled_from((WORD, PDF, "Số: 1/SNV-VP\n1. Giao việc".encode("utf-16"))), chances)
def test_files_with_changed_bytes_are_read_or_refused(data, chance):
    hand_in(mangled_bytes(data, chance))


@settings(max_examples=300, deadline=None)
@given(chances)
def test_word_documents_that_contradict_themselves_are_read_or_refused(chance):
    hand_in(mangled_package(WORD, chance))


def test_the_files_that_are_mangled_are_sound():
    assert hand_in(WORD)
    assert hand_in(PDF)


def test_a_tree_of_tables_deeper_than_any_page_is_read_or_refused():
    document = Document()
    table = document.add_table(1, 1)
    for depth in range(60):
        table.cell(0, 0).text = f"Tầng {depth}"
        table = table.cell(0, 0).add_table(1, 1)
    file = BytesIO()
    document.save(file)
    hand_in(file.getvalue())


@pytest.mark.parametrize(
    "line",
    [
        "1. Giao Sở A chủ trì, phối hợp với Sở B báo cáo trước ngày 15/4/2026.\n",
        "12. Giao việc\n",
        "1.\n",
        "I. MỤC\n1. a\n1.1. b\na) c\n- d\n+ e\n",
        "Kính gửi:\n- Sở A;\n",
        "Công văn số 12/VP-TH ngày 20/01/2026 của Văn phòng; ",
        "ỦY BAN NHÂN DÂN ",
        "- ",
        "(",
        "9",
        "\u202e\u2066",
        "a\u0301\u0323",
    ],
)
def test_a_megabyte_is_read_in_bounded_time(line):
    """Three hundred pages, or as many lines as a thousand pages have."""
    lines = line.count("\n")
    text = line * min(MEGABYTE // len(line.encode()), LINES // lines if lines else MEGABYTE)
    began = time.process_time()
    look_at(text)
    assert time.process_time() - began < SECONDS_FOR_A_MEGABYTE
