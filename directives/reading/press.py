"""Press reports of directives: a secondary source, told in prose, with captions, a by-line and comments around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .lines import Line
from .parties import parties_in, party_end, starts_party
from .strands import Strand
from .tree import Node

_TIMESTAMP = re.compile(
    r"^\W*(?:(?:thứ \w+|chủ nhật)[,\s]*)?(?:ngày\s*)?\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}\W{0,3}(?:\d{1,2}[:hg]\d{2}.*)?$"
)
_SITE = re.compile(r"bình luận|chia sẻ|từ khóa|theo dõi .{0,20} trên|tin liên quan|xem thêm|\(theo |nguồn:")
_CAPTION = re.compile(r"(?:trong ảnh|ảnh\s*(?::|tư liệu|minh h[oọ])|\(ảnh)")
_ORDERS = re.compile(r"(?:đã\s+|vừa\s+|cũng\s+)?(?:yêu cầu|chỉ đạo|giao|đề nghị)\s+")
_COUNT = re.compile(r"(\d{1,3})\s+(?:nội dung|nhiệm vụ|việc|công việc|yêu cầu)")
_LEAD_IN = re.compile(r"đó là\s+|cụ thể,?\s+|theo đó,?\s+")


@dataclass(frozen=True)
class Report:
    """What a press report tells of a directive."""

    issuing_body: Strand | None
    addressees: list[Strand]
    nodes: list[Node]
    told_count: int | None  # "10 nội dung công việc": how many instructions it says there are


def looks_like_press(lines: list[Line]) -> bool:
    """A headline, then a date with or without an hour, and no letterhead."""
    return any(_TIMESTAMP.match(line.strand.low) for line in lines[1:5]) and len(lines) > 3


def report_of(lines: list[Line]) -> Report:
    """The report in these lines: the paragraphs that tell instructions, without captions and comments."""
    stamp = next(i for i, line in enumerate(lines[1:5], 1) if _TIMESTAMP.match(line.strand.low))
    body = [line.strand for line in lines[stamp + 1 :] if not _is_dress(line.strand, lines[0].strand)]
    issuing_body: Strand | None = None
    addressees: list[Strand] = []
    told: int | None = None
    nodes: list[Node] = []
    for number, strand in enumerate(body):
        if number == 0:
            issuing_body, addressees = _who_orders_whom(strand)
            told = int(found[1]) if (found := _COUNT.search(strand.low)) else None
            if told or not addressees:
                continue
        lead_in = _LEAD_IN.match(strand.low)
        text = strand.cut(lead_in.end()) if lead_in else strand
        nodes.append(Node(None, text, text, 1, None))
    return Report(issuing_body, addressees, nodes, told)


def _is_dress(strand: Strand, headline: Strand) -> bool:
    short = len(strand) < 60
    return (
        strand.plain == headline.plain
        or bool(_CAPTION.search(strand.low))
        or bool(_SITE.search(strand.low) and short)
        or (short and strand.text.isupper())
        or (short and not strand.text.endswith((".", ";", ":")))
    )


def _who_orders_whom(strand: Strand) -> tuple[Strand | None, list[Strand]]:
    order = _ORDERS.search(strand.low)
    if not order or not starts_party(strand, 0) or order.start() > 160:
        return None, []
    issuer = strand.cut(0, order.start())
    end = party_end(strand, order.end())
    return issuer, parties_in(strand.cut(order.end(), end)) if end else []
