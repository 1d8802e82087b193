"""The operative part: where it begins, its tree of instructions, and the closing words that belong to no item."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from .labels import Label, LabelSense, label_of
from .lines import Line, Paragraph, paragraphs_of
from .names import starts_party
from .strands import UPPER, Strand
from .tail import FINAL_MARK
from .tree import Node, tree_of

_OPENER = re.compile(
    r"(?:yêu cầu|đề nghị|chỉ đạo|như sau|sau đây|các nội dung sau|nội dung sau|công việc sau|nhiệm vụ sau|việc sau"
    r"|cụ thể sau|sau|kết luận|quyết định|quyết nghị|chỉ thị|nhiệm vụ|nội dung|"
    r"hướng dẫn|thực hiện|giải pháp|trọng tâm|các đồng chí|quyết định này|giao)\s*(?:\([^)]*\)\s*)?[:.;]?\s*$"
)
_OPENER_WORDS = re.compile(
    r"(?:yêu cầu|đề nghị|chỉ đạo|như sau|sau đây|kết luận|quyết định|chỉ thị|giao|thực hiện|hướng dẫn|ý kiến)"
)
_CLOSING = re.compile(
    r"(?:trên đây là|trong quá trình|yêu cầu (?:các|thủ trưởng|giám đốc|chủ tịch|cán bộ|đơn vị|lãnh đạo|bộ trưởng)"
    r"|đề nghị (?:các|thủ trưởng|giám đốc|chủ tịch|đơn vị|quý|lãnh đạo|ủy ban|ubnd)|nhận được|quá trình"
    r"|giao văn phòng|"
    r"căn cứ nội dung|(?:công điện|chỉ thị|kế hoạch|quyết định|văn bản|thông báo|kết luận|công văn|hướng dẫn) này"
    r"|trân trọng|rất mong|nơi nhận|"
    r"[^.;:]{1,110}?\s(?:yêu cầu|đề nghị|thông báo|trân trọng|xin thông báo|kính đề nghị|(?<!được )giao)\s"
    r"|.{3,300}?(?:chịu trách nhiệm|có trách nhiệm|nghiêm túc) (?:thi hành|tổ chức|triển khai"
    r"|thực hiện).{0,60}\s(?:này|trên)\W*$|nếu có (?:vướng|khó)|mọi (?:vướng|khó|ý kiến|thông tin)|mọi chi tiết"
    r"|đầu mối liên hệ|thông tin liên hệ)"
)
# "Sở yêu cầu các đơn vị nghiêm túc thực hiện nội dung trên./.": closes the document and orders nothing of its own.
_FORMULA = re.compile(
    r"[^.:]{0,160}(?<!\w)(?:yêu cầu|đề nghị|thông báo)(?!\w)[^.:]{3,300}"
    r"(?:triển khai|thực hiện|thi hành)(?!\w)[^.:]{0,160}[./]*"
)
_POLITE = re.compile(r"(?:[^.:;]{3,80}\s)?(?:xin\s)?trân trọng(?: thông báo| cảm ơn| đề nghị| kính báo)*[\s./]*")
_OF_ITS_OWN = re.compile(r"(?<!\w)(?:giao|báo cáo|theo dõi|đôn đốc|tham mưu|tổng hợp|kiểm tra|trước ngày)(?!\w)")
# The last paragraph, up to "./.", that asks everybody to carry the document out, whatever it begins with.
_ASKS_ALL = re.compile(
    r"\.\s(?:đề nghị|yêu cầu) (?:các|thủ trưởng|giám đốc|chủ tịch)[^.]{3,200}(?:thực hiện|triển khai|thi hành)"
)
_GLUED = re.compile(rf"[.;]\s+(?=(\d{{1,3}})\.\s+[{UPPER}])")
_ASIDE = re.compile(r"^\W*\(\s*(?:đính kèm|kèm theo|gửi kèm|có .{2,40} kèm|chi tiết)[^()]*\)\W*$")
_FOOTNOTE = re.compile(r"^(?:\[\d{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\^\d)")
_FOOTNOTE_AT_FOOT = re.compile(r"^\d{1,2}\s+[A-ZĐ]\w+ ")
_DUTY = re.compile(
    r"(?<!\w)(?:yêu cầu|đề nghị|giao|chủ trì|có trách nhiệm|chịu trách nhiệm|phải|khẩn trương|tổ chức|thực hiện"
    r"|tham mưu|rà soát|báo cáo|không (?:để|được|trình|giải quyết))(?!\w)"
)
_THANKS = re.compile(r"thông báo[^.]*(?:biết|thực hiện)|trân trọng")
# A paragraph that tells what was done before, and asks nothing itself.
_TELLS_BEFORE = re.compile(
    r"(?=(?:căn cứ|thực hiện|theo|ngày \d|tại (?:văn bản|công văn|thông báo|kết luận)"
    r"|tiếp theo|trong thời gian|thời gian qua|vừa qua|sau khi|báo )"
    r".*\sđã\s|căn cứ )(?!.*[,.;]\s+(?:đề nghị|yêu cầu|giao|kính đề nghị)\s)"
)
# "Tại khoản 4 Điều 13 Nghị định ... quy định": a rule that is quoted, not a duty given.
_QUOTES = re.compile(
    r"(?:tại|theo|căn cứ) (?:quy định tại )?(?:điểm|khoản|điều)\s(?!.*(?<!\w)(?:đề nghị|yêu cầu|giao)\s)"
)
_DIFFICULTIES = re.compile(r"(?:trong quá trình|quá trình|nếu có|mọi)\s.{0,80}(?:vướng|khó khăn|ý kiến)")
_FIRST_KINDS = {"number", "roman", "article", "part", "chapter", "section", "capital", "number)", "(number)", "multi 2"}


@dataclass(frozen=True)
class Body:
    """The body in its three parts; `nodes` are the items, closing words among them as nodes without label."""

    preamble: list[Paragraph]
    nodes: list[Node]
    asides: list[Strand]


def body_of(lines: list[Line]) -> Body:
    """The body of a directive that stands in these lines."""
    paragraphs, asides = _without_asides(_glued_apart(paragraphs_of(lines, LabelSense())))
    labels = [label_of(p.text) for p in paragraphs]
    start = _start_of_items(paragraphs, labels)
    if start is None:
        return _prose(paragraphs, asides)
    nodes = tree_of(paragraphs[start:])
    _set_closing_apart(nodes, asides)
    return Body(paragraphs[:start], nodes, asides)


def _glued_apart(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Items that a site ran together apart: "4. ... khi có yêu cầu. 5. Ban Chỉ huy ..."."""
    labels = [label_of(p.text) for p in paragraphs]
    stated = {(label.kind, label.value) for label in labels if label}
    found: list[Paragraph] = []
    for paragraph, label in zip(paragraphs, labels, strict=True):
        edges = [0]
        if label and label.kind == "number":
            following = label.value + 1
            for glued in _GLUED.finditer(paragraph.text):
                if int(glued[1]) == following and ("number", following) not in stated:
                    edges.append(glued.end())
                    following += 1
        for start, end in pairwise([*edges, len(paragraph.strand)]):
            found.append(Paragraph(paragraph.strand.cut(start, end), paragraph.page_break and start == 0))
    return found


def _without_asides(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[Strand]]:
    """Footnotes and notes on enclosures are no part of an instruction."""
    kept: list[Paragraph] = []
    asides: list[Strand] = []
    for i, paragraph in enumerate(paragraphs):
        ends_page = i + 1 < len(paragraphs) and paragraphs[i + 1].page_break
        is_last = i + 1 == len(paragraphs)
        note = (
            _FOOTNOTE.match(paragraph.text)
            or (ends_page and _FOOTNOTE_AT_FOOT.match(paragraph.text))
            or (is_last and _ASIDE.match(paragraph.strand.low))
        )
        if note and kept:
            asides.append(paragraph.strand)
        else:
            kept.append(paragraph)
    return kept, asides


def _start_of_items(paragraphs: list[Paragraph], labels: list[Label | None]) -> int | None:
    """The first label of the operative part; lists before it, such as of those present, are no instructions."""
    first = next(
        (i for i, label in enumerate(labels) if label and label.kind in _FIRST_KINDS and label.value <= 1), None
    )
    if first is None:
        first = next((i for i, label in enumerate(labels) if label and label.kind in _FIRST_KINDS), None)
    opener = next(
        (
            i + 1
            for i in range(len(paragraphs) - 1)
            if labels[i] is None and labels[i + 1] and _is_opener(paragraphs[i].strand)
        ),
        None,
    )
    if opener is None:
        return first if first is not None else next((i for i, label in enumerate(labels) if label), None)
    if first is None or opener <= first:
        return opener
    restarts = _begins_again(labels[first], labels[opener]) and _announces_orders(paragraphs[opener - 1].strand)
    return opener if restarts else first


def _begins_again(label: Label | None, again: Label | None) -> bool:
    """Whether the second label begins a sequence beside, or above, that of the first."""
    if label is None or again is None:
        return False
    above = again.kind == "roman" and again.value == 1 and label.kind in ("number", "number)", "(number)")
    return above or (again.kind, again.value) == (label.kind, label.value)


def _is_opener(strand: Strand) -> bool:
    return (
        strand.text.rstrip().endswith((":", ".", ";"))
        and bool(_OPENER.search(strand.low[-60:]))
        and (strand.text.rstrip().endswith(":") or "sau" in strand.low[-30:])
        and (bool(_OPENER_WORDS.search(strand.low[-400:])))
    )


def _announces_orders(strand: Strand) -> bool:
    return bool(re.search(r"(?:yêu cầu|đề nghị|chỉ đạo|kết luận|quyết định|giao)[^.]*:\s*$", strand.low[-400:]))


def _set_closing_apart(nodes: list[Node], asides: list[Strand]) -> None:
    """Closing words after the last item: from the first paragraph that speaks to all again; a mere formula is none."""
    last = next((node for node in reversed(nodes) if node.label), None)
    if last is None or (last.label and last.label.kind == "article"):  # the last article names who carries it out
        return
    for i, strand in enumerate(last.more):
        asks_all = strand is last.more[-1] and FINAL_MARK.search(strand.text) and _ASKS_ALL.search(strand.low)
        if asks_all or _CLOSING.match(strand.low):
            closing = last.more[i:]
            del last.more[i:]
            asides += [part for part in closing if _is_formula(part)]
            nodes.extend(Node(None, part, part, 1, None) for part in closing if not _is_formula(part))
            return


def _is_formula(strand: Strand) -> bool:
    if _POLITE.fullmatch(strand.low):
        return True
    return bool(_FORMULA.fullmatch(strand.low.rstrip())) and not _OF_ITS_OWN.search(strand.low)


def _prose(paragraphs: list[Paragraph], asides: list[Strand]) -> Body:
    """A body without labels: the paragraphs that order something, after the one that introduces them."""
    opener = next((i + 1 for i, p in enumerate(paragraphs[:-1]) if p.text.endswith(":") and _is_opener(p.strand)), 0)
    preamble, rest = list(paragraphs[:opener]), paragraphs[opener:]
    ordered = bool(preamble) and _announces_orders(preamble[-1].strand)  # all that follows is an order
    nodes: list[Node] = []
    for i, paragraph in enumerate(rest):
        is_last = i == len(rest) - 1
        low = paragraph.strand.low
        ends = is_last and (_THANKS.search(low) or _is_formula(paragraph.strand))
        closes = bool(nodes) and bool(ends or _DIFFICULTIES.match(low))
        tells = bool(_QUOTES.match(low)) or (not nodes and not is_last and bool(_TELLS_BEFORE.match(low)))
        orders = ordered or _DUTY.search(low) or (nodes and starts_party(paragraph.strand, 0))
        if orders and not closes and not tells:
            nodes.append(Node(None, paragraph.strand, paragraph.strand, 1, None))
        elif nodes:
            asides.append(paragraph.strand)
        else:
            preamble.append(paragraph)
    return Body(preamble, nodes, asides)
