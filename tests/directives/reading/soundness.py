"""What is true of every reading of every text."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator

from directives.reading import read
from directives.reading.exchange import as_exchange
from directives.reading.proposal import Passage, Proposal, Recipient, StatedDeadline
from directives.reading.strands import plain
from tests.directives.reading.test_properties import spans_of

#: Of processor time, the better of two readings, so that a busy machine counts less.
LONGEST_SECONDS = 1.0


def look_at(text: str) -> Proposal:
    """Read it, and hold the reading to its span, its order and its time."""
    proposal, seconds = _timed(text)
    if seconds > LONGEST_SECONDS:
        seconds = min(seconds, _timed(text)[1])
    assert seconds <= LONGEST_SECONDS, f"{seconds:.2f} s for {len(text)} characters"
    assert all(0 <= span.start <= span.end <= len(text) for span in spans_of(proposal))
    for passage in _passages_of(proposal):
        assert _within(passage.text, text[passage.span.start : passage.span.end]), passage
    for place, item in enumerate(proposal.items):
        assert (item.parent is None) == (item.level == 1)
        if item.parent is not None:
            assert item.parent < place
            assert proposal.items[item.parent].level == item.level - 1
            assert proposal.items[item.parent].span.start <= item.span.start
    as_exchange(proposal)
    return proposal


def _timed(text: str) -> tuple[Proposal, float]:
    began = time.process_time()
    proposal = read(text)
    return proposal, time.process_time() - began


def _passages_of(proposal: Proposal) -> Iterator[Passage | Recipient | StatedDeadline]:
    """All that shows words of the text; the issuing body is left out, for its abbreviations are spelt out."""
    yield from (passage for passage in (proposal.subject, proposal.secrecy) if passage)
    yield from (*proposal.addressees, *proposal.recipients)
    for item in proposal.items:
        yield from (*item.leads, *item.coordinating, *item.deadlines, *item.continuations)


def _within(shown: str, raw: str) -> bool:
    """Whether the letters shown stand in the raw words in their order; between them may stand marks and page ends."""
    letters = iter(_letters(raw))
    return all(letter in letters for letter in _letters(shown))


def _letters(text: str) -> list[str]:
    return [letter for letter in plain(unicodedata.normalize("NFC", text)) if letter.isalnum()]
