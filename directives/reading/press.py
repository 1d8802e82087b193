"""Press reports of directives: a secondary source, told in prose, with captions, a by-line and counters around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from .caption import SITE_END, is_article
from .deadlines import deadlines_of
from .labels import LabelSense, label_of
from .letterhead import STATE_MOTTO
from .lines import Line, paragraphs_of
from .names import party_end
from .proposal import PartialDate
from .references import Reference
from .reported import ISSUED, ORDERS, SAID, document_told, subject_told, who_orders_whom
from .roles import roles_of
from .sentences import sentences_of
from .strands import NOTHING, Strand, joined
from .tail import FINAL_MARK, RECIPIENTS
from .tree import Node, tree_of

_TIMESTAMP = re.compile(
    r"^\W*(?:(?:thứ \w+|chủ nhật)[,\s]*)?(?:ngày\s*)?\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}\W{0,3}(?:\d{1,2}[:hg]\d{2}.*)?$"
)
_SITE = re.compile(
    r"bình luận|chia sẻ|từ khóa|theo dõi .{0,20} trên|tin liên quan|xem thêm|\(theo |nguồn:|truy cập|đang online"
)
_SITE_FIELD = re.compile(r"(?:link bài viết|tác giả|giờ đăng|nguồn|ngày đăng|lượt xem)(?: gốc)?\s*:")
_PUBLISHED = re.compile(r"ngày đăng\s*:")
_CAPTION = re.compile(r"(?:trong ảnh|(?<!\w)ảnh\s*(?::|tư liệu|minh h[oọ])|\(ảnh)")
_TELLS = re.compile(
    rf"{ISSUED.pattern}|(?:đã|vừa|cũng)\s+(?:yêu cầu|chỉ đạo|đề nghị)|(?:văn bản|công văn|công điện|chỉ thị) nêu rõ"
    rf"|^theo đó,|{SAID.pattern}"  # a report that lost its beginning goes on with "Theo đó,"
)
_TELLS_FACTS = re.compile(
    r"(?:(?:trước đó|tuy nhiên|thời gian qua|tìm hiểu|tính đến|theo (?:số liệu |dữ liệu )?(?:báo cáo|thống kê"
    r"|ghi nhận)|được biết|liên quan đến vụ việc"
    r"|đáng chú ý|theo (?:ông|bà|đại diện|chánh văn phòng))(?!\w)(?!.*(?:yêu cầu|giao) )"
    r"|[^.]{3,60} (?:hoan nghênh|biểu dương|đánh giá cao)(?!\w)(?!.*(?:yêu cầu|đề nghị|giao) )|[“\"])"
)
_COMPANY = re.compile(r"(?:tập đoàn|công ty|tổng công ty|doanh nghiệp|nhà thầu|hiệp hội)(?!\w)")
_ON_A_DAY = re.compile(r"(?:(?:sáng|chiều|tối)\s+)?(?:ngày\s+)?\d{1,2}[/.-]\d{1,2}")
_COUNT = re.compile(r"(\d{1,3})\s+(?:nội dung|nhiệm vụ|việc|công việc|yêu cầu)")
_LEAD_IN = re.compile(r"đó là\s+|cụ thể,?\s+(?!tại\s)|theo đó,?\s+")
BEGINNING = 12  # lines within which a report says who ordered what
FEW_LABELS = 2
FEW_WORDS = 12
SHORTEST_ORDER = 30  # letters; the counters of a site stand behind bullets too
LONGEST_CAPTION = 200  # letters
LONGEST_HEADING = 160  # letters
LONGEST_BESIDE = 3_000  # letters of a paragraph that a caption is compared with
FIRST = 4  # paragraphs within which the document is named
SHORT = 16  # words
BESIDE = 4  # paragraphs before and after a caption that may say what it says


@dataclass(frozen=True)
class Report:
    """What a press report tells of a directive."""

    issuing_body: Strand
    addressees: list[Strand]
    nodes: list[Node]
    told_count: int | None  # "10 nội dung công việc": how many instructions it says there are
    reference: Reference | None = None  # of the document reported
    issued: PartialDate | None = None
    subject: Strand = NOTHING  # of the document, where the report tells it behind the number
    published_in: int | None = None  # the year of the report, where a day without year is meant
    preamble: tuple[Strand, ...] = ()  # what is told before the instructions that it prints with their labels


def looks_like_press(lines: list[Line]) -> bool:
    """A headline with its hour; or prose that tells what a body ordered, without anything of a letter's form."""
    if is_article(lines):
        return True
    if len(lines) > 3 and any(_TIMESTAMP.match(line.strand.low) for line in lines[1:5]):
        return True
    formal = any(
        (STATE_MOTTO.search(line.strand.plain) and len(line.strand) < LONGEST_HEADING)
        or line.strand.plain.startswith("kinh g")
        or RECIPIENTS.match(line.strand.plain)
        for line in lines
    )
    labelled = sum((label := label_of(line.text)) is not None and label.is_counted for line in lines)
    if formal:
        return False
    if labelled <= FEW_LABELS and any(_SITE_FIELD.match(line.strand.low) for line in lines):
        return True
    if labelled > FEW_LABELS:
        return _numbers_a_document(lines) and (
            _tells_the_day(lines) or any(SITE_END.search(line.strand.low) for line in lines)
        )
    if _TELLS.search(joined(line.strand for line in lines[:BEGINNING]).low):
        return True
    return not lines[0].ends and any(who_orders_whom(line.strand)[0] for line in lines[1:BEGINNING])


def _numbers_a_document(lines: list[Line]) -> bool:
    return any(document_told(line.strand)[0] for line in lines[:BEGINNING])


def _tells_the_day(lines: list[Line]) -> bool:
    """Under a headline: "Ngày 29/10/2018, Cục A đã có công điện số 37/TK ..."."""
    told = (line.strand for line in lines[1:FIRST] if _ON_A_DAY.match(line.strand.low))
    is_headline = not lines[0].ends or lines[0].text.endswith("?")
    return is_headline and any(ISSUED.search(strand.low) and who_orders_whom(strand)[0] for strand in told)


def report_of(lines: list[Line]) -> Report:
    """The report in these lines: the paragraphs that tell instructions, without captions and comments."""
    stamp = next((i for i, line in enumerate(lines[1:5], 1) if _TIMESTAMP.match(line.strand.low)), None)
    start = stamp + 1 if stamp is not None else int(not lines[0].ends)
    labelled = [i for i, line in enumerate(lines) if label_of(line.text) and len(line.strand) >= SHORTEST_ORDER]
    listed = labelled[0] if len(labelled) >= FEW_LABELS else len(lines)
    body = _told(lines[start:listed], lines[0].strand if start else NOTHING)
    told = int(found[1]) if body and (found := _COUNT.search(body[0].low)) else None
    documents = [document_told(strand) for strand in body[:FIRST]]
    dated = next((one for one in documents if one[1]), (None, None))
    reference, issued = next((one for one in documents if one[0]), dated)
    subject = next((about for strand in body[:FIRST] if (about := subject_told(strand))), NOTHING)
    orders = [who_orders_whom(strand) for strand in body]
    issuing_body = next((who for who, _ in orders if who), NOTHING)
    if listed < len(lines):
        addressees = next((whom for _, whom in orders if whom), [])
        listed_nodes, year = _listed(lines[listed:]), _published_in(lines)
        return Report(issuing_body, addressees, listed_nodes, told, reference, issued, subject, year, tuple(body))
    addressees = []
    nodes: list[Node] = []
    for number, (strand, (who, whom)) in enumerate(zip(body, orders, strict=True)):
        if _is_introduction(strand, whom, is_first=number == 0, told=told):
            addressees = addressees or whom
        elif not _tells_facts(strand, who, issuing_body):
            lead_in = _LEAD_IN.match(strand.low)
            text = strand.cut(lead_in.end()) if lead_in and strand.text[lead_in.end()].islower() else strand
            nodes.append(Node(None, text, text, 1, None))
    addressees = addressees or (orders[0][1] if orders else [])
    return Report(issuing_body, addressees, nodes, told, reference, issued, subject, _published_in(lines))


def _published_in(lines: list[Line]) -> int | None:
    """The year in which a site says that it published the report: "Ngày đăng: 02/06/2025"."""
    told = (line.strand.low for line in lines if _PUBLISHED.match(line.strand.low) or _TIMESTAMP.match(line.strand.low))
    return next((int(year[0]) for low in told if (year := re.search(r"(?:19|20)\d\d", low))), None)


def _is_introduction(strand: Strand, whom: list[Strand], *, is_first: bool, told: int | None) -> bool:
    """A paragraph that says who ordered whom, or that a document was issued, and gives no order of its own yet."""
    if _only_introduces(strand) and (whom or is_first):
        return True
    if _orders_further_on(strand):
        return False
    if is_first and (told or not whom):
        return True
    announced = ISSUED.search(strand.low)
    return bool(announced) and (is_first or bool(document_told(strand)[0])) and not _sets_a_date(strand)


def _orders_further_on(strand: Strand) -> bool:
    """Whether a paragraph that tells of a document goes on with what it orders: "... UBND tỉnh giao Sở A chủ trì"."""
    return any(roles_of([sentence]).leads for sentence in list(sentences_of(strand))[1:])


def _tells_facts(strand: Strand, who: Strand, issuing_body: Strand) -> bool:
    """What had been done before, what others say, what a company asks for."""
    asks_itself = bool(_COMPANY.match(who.low)) and who.plain != issuing_body.plain
    return bool(_TELLS_FACTS.match(strand.low)) or asks_itself


def _listed(lines: list[Line]) -> list[Node]:
    """The instructions that a report prints with their labels, up to what the site says itself."""
    end = next((i for i, line in enumerate(lines) if SITE_END.search(line.strand.low)), len(lines))
    return tree_of(paragraphs_of(lines[:end], LabelSense()))


def _only_introduces(strand: Strand) -> bool:
    """ "... yêu cầu các huyện:", "... thực hiện các nội dung sau:"; with more words it orders something too."""
    asked = ORDERS.search(strand.low)
    end = party_end(strand, asked.end()) if asked else None
    return strand.text.endswith(":") and (
        strand.low.endswith("sau:") or end is None or len(strand.text[end:].split()) < FEW_WORDS
    )


def _sets_a_date(strand: Strand) -> bool:
    return any(deadline.kind in ("date", "days", "working_days") for deadline in deadlines_of([strand], None, None))


def _told(lines: list[Line], headline: Strand) -> list[Strand]:
    """The paragraphs of the report up to its last word, without what a site puts around them."""
    found: list[Strand] = []
    own = [line for line in lines if not (_SITE.search(line.strand.low) and len(line.strand) < 60)]
    paragraphs = paragraphs_of(own, _begins_paragraph)
    ended = sum(paragraph.text.endswith((".", ";", ":")) for paragraph in paragraphs)
    has_heads = ended > len(paragraphs) / 2  # what ends without a mark is a heading or a caption
    for i, paragraph in enumerate(paragraphs):
        beside = paragraphs[max(0, i - BESIDE) : i + BESIDE + 1]
        repeats = any(_repeats(paragraph.strand, other.strand) for other in beside)
        is_head = (
            has_heads
            and len(paragraph.text) < LONGEST_HEADING
            and not FINAL_MARK.search(paragraph.text)
            and (not paragraph.text.endswith((".", ";", ":", "…", "”", ")")))
        )
        if not (repeats or is_head or _is_dress(paragraph.strand, headline)):
            found.append(paragraph.strand)
            if FINAL_MARK.search(paragraph.text):
                break
    return found


def _begins_paragraph(line: Line, before: Line | None, width: int) -> bool:
    """A site sets one paragraph a line: a line that ends a sentence ends it."""
    return before is None or (before.ends and line.text[:1].isupper())


def _is_dress(strand: Strand, headline: Strand) -> bool:
    short = len(strand) < 60
    return (
        strand.plain == headline.plain
        or bool(_CAPTION.search(strand.low) or _SITE_FIELD.match(strand.low))
        or bool(_SITE.search(strand.low) and short)
        or (short and strand.text.isupper())
        or (short and not strand.text.endswith((".", ";", ":")))
        or len(strand.text.split()) < 5
    )


def _repeats(strand: Strand, other: Strand) -> bool:
    """A caption says again, shorter, what a paragraph says; a sentence that ends as one does is none."""
    if len(strand) >= min(LONGEST_CAPTION, len(other)) or len(other) > LONGEST_BESIDE:
        return False
    words, others = re.findall(r"\w+", strand.plain), re.findall(r"\w+", other.plain)
    if f" {' '.join(words)} " in f" {' '.join(others)} ":
        return True
    if strand.text.endswith((".", ";", ":", "…")):
        return False
    same = SequenceMatcher(None, words, others, autojunk=False).find_longest_match().size
    return same > len(words) / 2 or (len(words) < SHORT and set(words) <= set(others))
