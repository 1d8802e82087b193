"""What a paragraph of a report tells of a document: who ordered whom, its number, its date and its subject."""

from __future__ import annotations

import re

from .dates import DATE, date_from
from .names import party_end, starts_party
from .parties import parties_in
from .proposal import PartialDate
from .references import REFERENCE, Reference, reference_of
from .strands import NOTHING, Strand

ORDERS = re.compile(r"(?<!\w)(?:đã\s+|vừa\s+|cũng\s+)?(?:yêu cầu|(?<!ban )chỉ đạo|giao|đề nghị)\s+")
ISSUED = re.compile(
    r"(?:đã\s+|vừa\s+|mới\s+)*(?:có|ra|ký ban hành|ban hành|ký|gửi)\s+(?:văn bản|công văn|công điện|chỉ thị|kế hoạch"
    r"|thông báo|kết luận|hướng dẫn|quyết định)(?!\w)"
)
SAID = re.compile(r"đồng chí [^,.;:]{4,40}, [^,.;:]{4,70} (?:chỉ đạo|yêu cầu|đề nghị|kết luận)(?!\w)")
_IN_NAME_OF = re.compile(r"thay mặt\s+")
_SENT_TO = re.compile(r"\sgửi:?\s+")
_IN_A_DOCUMENT = re.compile(r"(?:^|[.,;]\s)tại (?:văn bản|công văn|công điện|chỉ thị|thông báo)(?= số| \d)")
_ABOUT = re.compile(r"(?:[\s,(]*(?:ký )?ngày [\d/.-]{6,12}\)?)?,?\s+(?:gửi\s[^,.;]{3,80}\s)?(?:về việc|về)\s+")
_SUBJECT_ENDS = re.compile(r"[.;:]\s|[.;:]$|,\s+(?:trong đó|chỉ đạo|yêu cầu|đề nghị|theo đó|nêu rõ|truyền đạt|gửi)\s")
_WITH_WORDS = re.compile(r"\s+(?:với nội dung|nội dung|như sau)\b")
_CLAUSE = re.compile(r"(?:^|[.,;]\s+)(?:đồng chí [^,]{3,40},\s+)?(?:theo đó,\s+|qua đó,\s+)?")


def who_orders_whom(strand: Strand) -> tuple[Strand, list[Strand]]:
    """The body that orders, or that issued the document, and those whom it orders."""
    if (asked := ORDERS.match(strand.low)) and (end := party_end(strand, asked.end())):
        return NOTHING, parties_in(strand.cut(asked.end(), end))
    for clause in _CLAUSE.finditer(strand.low):
        start = clause.end()
        if not (starts_party(strand, start) and strand.text[start].isupper()):
            continue
        for form in (ORDERS, ISSUED):
            verb = form.search(strand.low, start, start + 160)
            if verb is None or re.search(r"[,;:.]", strand.text[start : verb.start()]):
                continue
            issued = ISSUED.search(strand.low, start, verb.end())
            issuer = strand.cut(start, min(verb.start(), issued.start()) if issued else verb.start())
            end = party_end(strand, verb.end()) if form is ORDERS else None
            if form is ISSUED and "đồng chí" in clause[0]:
                continue  # a person signed; the body is told further on
            if form is ISSUED:
                sent = _SENT_TO.search(strand.low, verb.end())
                end = party_end(strand, sent.end()) if sent else None
                issuer = _in_whose_name(strand, start) or issuer
                if not (sent and end):
                    return issuer, []
                words = _WITH_WORDS.search(strand.low, sent.end(), end)
                return issuer, parties_in(strand.cut(sent.end(), words.start() if words else end))
            return issuer, parties_in(strand.cut(verb.end(), end)) if end else []
    return NOTHING, []


def _in_whose_name(strand: Strand, start: int) -> Strand:
    """ "Thay mặt Ban Thường vụ Tỉnh ủy, Phó Bí thư ... đã ký": the body for which the officer at `start` signed."""
    found = _IN_NAME_OF.search(strand.low, 0, start)
    end = party_end(strand, found.end()) if found else None
    return strand.cut(found.end(), min(end, start)).trim(" ,") if found and end else NOTHING


def subject_told(strand: Strand) -> Strand:
    """ "... đã có công văn số 118/UBND-VP về việc quản lý bến thủy": what the document is about."""
    issued = ISSUED.search(strand.low)
    number = REFERENCE.search(strand.text, issued.end(), issued.end() + 40) if issued else None
    about = _ABOUT.match(strand.low, number.end()) if number else None
    if about is None:
        return NOTHING
    ends = _SUBJECT_ENDS.search(strand.low, about.end())
    return strand.cut(about.end(), ends.start() if ends else None).trim(' .;:,”"')


def document_told(strand: Strand) -> tuple[Reference | None, PartialDate | None]:
    """Number and date of the document that is reported: "Ngày 03/3/2025, ... đã có công văn số 118/UBND-VP"."""
    issued = ISSUED.search(strand.low) or SAID.search(strand.low) or _IN_A_DOCUMENT.search(strand.low)
    number = REFERENCE.search(strand.text, issued.end(), issued.end() + 40) if issued else None
    if issued is None:
        return None, None
    reference = reference_of(number[0]) if number else None
    after = DATE.search(strand.low, number.end(), number.end() + 30) if number else None
    dated = after or DATE.search(strand.low, 0, issued.start())
    on = date_from(dated) if dated else None
    if dated is None or on is None:
        return reference, None
    words = strand.cut(dated.start(), dated.end())
    return reference, PartialDate(on.year, on.month, on.day, words.text, words.span)
