"""Who speaks in a directive whose letterhead is lost: "..., Sở Y tế yêu cầu các bệnh viện:"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .names import party_end, starts_party
from .proposal import Passage
from .strands import Strand
from .vocabulary import ABBREVIATIONS

_SPEAKS = re.compile(
    r"\s(?:\([^)]{1,40}\)\s+)?(?:yêu cầu|đề nghị|chỉ thị|có ý kiến|thông báo|kết luận|(?<!ban )chỉ đạo|hướng dẫn"
    r"|ban hành|nhận được|xin thông báo|xin trân trọng|trân trọng)"
)
_CLAUSE = re.compile(r"(?:[,;]|[.])\s+")
_CONVEYS = re.compile(r"thông báo (?:để|đến|tới)|xin thông báo")
_JOINED = re.compile(r"\s(?:và|cùng|với|của)$")
LONGEST = 140  # letters of a name and what stands behind it


def speaker_of(preamble: list[Strand], closing: list[Strand], addressees: Iterable[Strand]) -> Passage | None:
    """The body that speaks: that which conveys at the end, else the last to speak before the orders, else after them.

    Those to whom the directive is written don't speak in it.
    """
    asked = {name.plain for name in addressees}
    conveying = [strand for strand in closing if _CONVEYS.search(strand.low)]
    for strand in (*conveying, *reversed(preamble), *closing):
        for name in _speakers(strand):
            if not any(name.plain in other for other in asked):
                return _spelt_out(name)
    return None


def _speakers(strand: Strand) -> Iterator[Strand]:
    """The names in the paragraph behind which a verb of speaking stands, the last first."""
    for clause in reversed([0, *(found.end() for found in _CLAUSE.finditer(strand.text))]):
        if not (starts_party(strand, clause) and strand.text[clause].isupper()):
            continue
        spoken = _SPEAKS.search(strand.low, clause, clause + LONGEST)
        end = party_end(strand, clause)
        if spoken and end is not None and end >= spoken.start():
            name = strand.cut(clause, spoken.start())
            if not _JOINED.search(name.low):
                yield name


def _spelt_out(name: Strand) -> Passage:
    words = [ABBREVIATIONS.get(word, word) for word in name.text.split()]
    return Passage(" ".join(words), name.span)
