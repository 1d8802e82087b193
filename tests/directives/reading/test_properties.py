"""What holds for every text, of whatever kind."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directives.reading import read
from directives.reading.exchange import as_exchange
from directives.reading.in_words import in_words
from directives.reading.proposal import Proposal, Span
from tests.directives.reading.samples import NAMES, text_of

PIECES = [
    "Sở Y tế", "các đơn vị", "chủ trì", "phối hợp với", "Nơi nhận:", "Kính gửi:", "KT. GIÁM ĐỐC", "Số: 12/CT-UBND",
    "Số:  /A-B", "ngày 31 tháng 02 năm 2025", "trước ngày 30/11", "Căn cứ",
    "Thực hiện Công văn số 1/A-B ngày 1/1/2025 của UBND", "như sau:", "1. ", "1.1. ", "a) ", "đ) ", "- ", "+ ",
    "(1) ", "I. ", "Điều 1. ", "./.", "QUYẾT ĐỊNH:", "V/v", "MẬT", "\n", "\n\n", "|", "**", "\t", "\f", "\u0000",
    "e\u0301", "İ", "😀", "quý IX", "năm 99999", "ngày 12/8/2025", "(", ")", "; ", ", ", ". ", ": ",
]  # fmt: skip

messy = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=60).map("".join)
mutilated = st.tuples(st.sampled_from(NAMES), st.randoms(use_true_random=False)).map(lambda pair: _mutilated(*pair))


def _mutilated(name, random):
    lines = text_of(name).split("\n")
    start, end = sorted((random.randint(0, len(lines)), random.randint(0, len(lines))))
    kept = lines[start:end]
    if random.random() < 0.5:
        random.shuffle(kept)
    return "\n".join(kept)


def spans_of(proposal: Proposal) -> Iterator[Span]:
    yield from (passage.span for passage in (proposal.issuing_body, proposal.subject, proposal.secrecy) if passage)
    yield from (one.span for one in (*proposal.citations, *proposal.addressees, *proposal.recipients, *proposal.items))
    if proposal.signature:
        yield proposal.signature.span
    for item in proposal.items:
        yield from (one.span for one in (*item.leads, *item.coordinating, *item.deadlines, *item.continuations))
    yield from (doubt.span for doubt in proposal.doubts if doubt.span)


@settings(max_examples=150, deadline=None)
@given(st.one_of(messy, mutilated, st.text(max_size=300)))
def test_any_text_is_read_and_every_span_lies_within_it(text):
    proposal = read(text)
    assert all(0 <= span.start <= span.end <= len(text) for span in spans_of(proposal))
    as_exchange(proposal)
    in_words(proposal, title="x")


@settings(max_examples=100, deadline=None)
@given(st.one_of(messy, mutilated))
def test_items_stand_in_document_order_under_earlier_parents(text):
    items = read(text).items
    assert [item.span.start for item in items] == sorted(item.span.start for item in items)
    for number, item in enumerate(items):
        assert (item.parent is None) == (item.level == 1)
        if item.parent is not None:
            assert item.parent < number
            assert items[item.parent].level == item.level - 1


@pytest.mark.parametrize("name", NAMES)
def test_a_label_stands_where_its_item_begins(name):
    text = text_of(name)
    for item in read(text).items:
        printed = text[item.span.start : item.span.end].replace("*", "").replace("\n", " ")
        assert item.label is None or printed.startswith(item.label)


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_the_body_is_lost_or_told_twice(name):
    text = text_of(name)
    items = read(text).items
    body = text[items[0].span.start : items[-1].span.end]
    told = " ".join(f"{item.label or ''} {item.text}" for item in items)
    assert _words(told) == _words(body)


def _words(text):
    """The letters only: labels carry marks, wrapped lines and Markdown carry others."""
    return [letter for letter in text if letter.isalnum()]


@pytest.mark.parametrize(
    "piece",
    [
        "1. Sở Y tế chủ trì, phối hợp với các đơn vị báo cáo trước ngày 30/11/2025.\n",
        "- a;\n",
        "Giao Sở A, Sở B và ",
        "(",
        "  ",
        "Căn cứ Luật ",
    ],
)
def test_time_grows_with_the_length_only(piece):
    """Five times the text may take 5 times as long, not 25 times: measured side by side, whatever the machine."""

    def seconds(length: int) -> float:
        text = "Số: 1/SNV-VP\nKính gửi: Các đơn vị.\n1. " + piece * (length // len(piece))
        start = time.process_time()
        read(text)
        return time.process_time() - start

    assert seconds(100_000) < 12 * seconds(20_000) + 0.5
