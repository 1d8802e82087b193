"""How a sentence that gives a duty begins: "Đồng thời, ...", "Về nguồn vốn: giao ...", "Trách nhiệm của ..."."""

from __future__ import annotations

import re
from itertools import islice

from .names import party_end, starts_party
from .strands import UPPER, Strand
from .verbs import VERB

ASSIGN = re.compile(
    r"(?:tiếp tục\s+|trân trọng\s+)?(?:giao nhiệm vụ cho|giao trách nhiệm cho|giao cho|giao|phân công|đề nghị|yêu cầu"
    r"|kính đề nghị|ủy quyền(?: cho)?)\s+(?:(?:trước mắt|(?:trong )?thời gian tới),?\s+)?(?:đồng chí\s+)?(?=\S)"
)
ASKS = re.compile(
    r"(?:mới đây\s+)?(?:(?:đã|vừa|cũng)\s+)?(?:trân trọng\s+)?(?:kính\s+)?(?:yêu cầu|đề nghị|giao cho|giao)\s+"
    r"(?:(?:trước mắt|(?:trong )?thời gian tới),?\s+)?"
)
ADVERBIAL = re.compile(
    r"(?:trên cơ sở|căn cứ|theo|đối với|khi|trường hợp|để|trong|sau khi|trước khi|trước ngày|ngoài|với|từ|hàng|hằng"
    r"|về(?! việc)|định kỳ|tại|nhằm|riêng|chậm nhất|tiếp tục thực hiện|thực hiện)(?!\w)"
)
_OPENING = re.compile(
    r"(?:đồng thời|trong đó|riêng|bên cạnh đó|ngoài ra|cùng với đó|trước mắt|đặc biệt|qua đó|theo đó|do đó|vì vậy|từ đó"
    r"|do vậy|bởi vậy|trước tình hình (?:trên|đó)"
    r"|(?:công văn|chỉ thị|công điện|văn bản|kế hoạch|thông báo)(?: cũng| còn)? nêu(?: rõ)?\s*:?)\s*,?\s+(?:cũng\s+)?"
)
_PEOPLE = re.compile(r"(?:các\s+)?ông(?:\s*,\s*|\s+)?\(?(?:bà)?\)?\s*:?\s*(?=\S)")
_DUTIES_OF = re.compile(
    r"(?:trách nhiệm|nhiệm vụ)(?:(?:,| và)? (?:nhiệm vụ|trách nhiệm|quyền hạn))?"
    r"(?: (?:tổ chức )?(?:thực hiện|thi hành|phối hợp))? của\s+(?=\S)"
)
_COLON = re.compile(r":\s+")
_STOP = re.compile(rf"[.]\s+(?=[{UPPER}])")
_FACT = re.compile(r"(?:nội dung|mục tiêu|sản phẩm|kết quả|yêu cầu|kinh phí|địa điểm|phạm vi|đối tượng)\b")
_LISTS = re.compile(r"phối hợp (?:với|cùng|giữa)|(?:như|gồm|sau|là)\s*:")  # names stand behind the colon, no order
_SUBJECT_MATTER = re.compile(r"(?:về|đối với|việc|công tác)\s")
_BINDS = re.compile(r"(?<!\w)(?:trước ngày|chậm nhất|hạn)(?!\w)")
LONGEST_TOPIC = 600  # letters
SHORT_TOPIC = 90  # letters
MOST_COLONS = 4  # in one topic


def beginning(low: str, start: int) -> int:
    """Where a sentence says its first word: after "đồng thời,", "các ông (bà):", "trách nhiệm của"."""
    for opening in (_OPENING, _PEOPLE, _DUTIES_OF):
        if found := opening.match(low, start):
            start = found.end()
    return start


def after_topic(strand: Strand, place: int) -> int:
    """Where the order begins behind a topic: "Về nguồn vốn, tiến độ dự án: giao Sở Tài chính ..."; else `place`."""
    if starts_party(strand, place) or ASSIGN.match(strand.low, place) or _FACT.match(strand.low, place):
        return place
    for colon in islice(_COLON.finditer(strand.text, place, place + LONGEST_TOPIC), MOST_COLONS):
        if _STOP.search(strand.text, place, colon.start()) or _LISTS.search(strand.low, place, colon.end()):
            break
        is_short = colon.end() - place < SHORT_TOPIC and not re.search(r"[;,]", strand.text[place : colon.start()])
        if _orders(strand, colon.end(), is_short=is_short):
            return colon.end()
    return place


def without_subject_matter(strand: Strand) -> Strand:
    """What is ordered, without the words on what it is about; periods in those bind nobody, "trước ngày" does."""
    begins = after_topic(strand, 0) if _SUBJECT_MATTER.match(strand.low) else 0
    return strand if _BINDS.search(strand.low, 0, begins) else strand.cut(begins)


def _orders(strand: Strand, place: int, *, is_short: bool) -> bool:
    """Whether an order stands at this place: "giao ...", or a name and what it is to do."""
    if ASSIGN.match(strand.low, place):
        return True
    if not starts_party(strand, place):
        return is_short and bool(ADVERBIAL.match(strand.low, place))
    if is_short:
        return True
    end = party_end(strand, place) if strand.text[place].isupper() else None
    return end is not None and bool(VERB.match(strand.words, end))
