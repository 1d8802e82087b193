"""`read`: the parts of the reading put together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

from .addressees import addressees_of
from .body import Body, body_of
from .caption import without_what_follows
from .citations import citations_of
from .deadlines import deadlines_of
from .doubts import doubts_of
from .head import Head, head_of, split_head, titled_in_words
from .lines import Line, lines_of
from .names import party_end, starts_party
from .press import Report, looks_like_press, report_of
from .proposal import CitedDocument, Item, ItemKind, PartialDate, Passage, Proposal, Span
from .roles import NOBODY, is_bound, roles_of
from .speaker import speaker_of
from .strands import plain
from .tail import tail_of
from .tree import Node
from .vocabulary import TITLES_OF_TYPES

_ITSELF = re.compile(rf"(?<!\w)({'|'.join(TITLES_OF_TYPES)}|công văn) này(?!\w)")
_TITLED = re.compile(rf"({'|'.join(TITLES_OF_TYPES)}) (?:về|của) ")
_CONCLUDES = re.compile(r"(?:ý kiến )?(?:kết luận|chỉ đạo)")
# Sections that order nobody: aims, requirements and principles of a plan, the situation before the orders.
_AIM = (
    r"(?:mục đích|mục tiêu|yêu cầu|quan điểm|nguyên tắc|tình hình|kết quả đạt được|đánh giá|bối cảnh|sự cần thiết"
    r"|căn cứ|tồn tại|hạn chế|nguyên nhân|phạm vi|đối tượng)"
    r"(?: chung| cụ thể| tổng quát| chỉ đạo| pháp lý| thực hiện)?"
)
_AIMS = re.compile(rf"(?:về )?{_AIM}(?:(?:,| và| -|;)\s*{_AIM})*")
_ASKED = re.compile(r"(?:yêu cầu|nguyên tắc)(?: chung)?$")  # of a letter: what it asks itself
_MEASURES = re.compile(
    r"(?:tiêu chí|tiêu chuẩn)(?: \w+){0,4}|đối tượng(?:, \w+ \w+)* khen thưởng|số lượng.{0,40} khen thưởng"
    r"|tập thể|cá nhân"
)  # under it stands who is measured, not who has a duty
_PAST = re.compile(
    r"(?:về )?(?:đánh giá )?(?:tình hình|kết quả (?:đạt|thực hiện|công tác|hoạt động)|những kết quả|ưu điểm)(?!\w)"
)
_SITUATION = re.compile(
    r"(?:về )?(?:đánh giá|tình hình|kết quả|tồn tại|hạn chế|nguyên nhân)(?: chung)?$"
)  # orders nothing
_LISTS = re.compile(r"(?:như|gồm|bao gồm|nhóm đối tượng|đối tượng sau|trường hợp sau)\s*:$")  # members, not duties
_DEMANDS = re.compile(
    r"(?<!\w)(?:giao|yêu cầu|đề nghị|chủ trì|phối hợp|tổ chức|thực hiện|báo cáo|rà soát|khẩn trương|tham mưu"
    r"|chịu trách nhiệm|tăng cường|triển khai)(?!\w)"
)


def read(text: str) -> Proposal:
    """What the text of a directive proposes.  Never raises: what can't be read stays empty, with a doubt."""
    lines = without_what_follows(lines_of(text))
    if not lines:
        return doubts_of(Proposal())
    is_damaged = any(line.strand.mended is not None for line in lines)
    prepared = split_head(lines)
    head = head_of(prepared)
    if head.reference is None and head.title is None and not head.subject and looks_like_press(lines):
        return doubts_of(replace(_press(report_of(lines)), is_damaged=is_damaged))
    if head.end == 0 and (titled := titled_in_words(prepared)):
        head = titled
    return doubts_of(replace(_directive(prepared, head), is_damaged=is_damaged))


def _directive(lines: list[Line], head: Head) -> Proposal:
    addressees, body_start = addressees_of(lines, head.end)
    tail = tail_of(lines, body_start)
    body = body_of(lines[body_start : tail.start])
    reference = head.reference
    is_letter = any(line.strand.plain.startswith("kinh g") for line in lines[head.end : body_start])
    document_type = _document_type(head) or ("công văn" if is_letter else _calls_itself(body))
    prose = [node.body for node in body.nodes if node.label is None]
    closing = [*body.asides, *prose, *(node.body for node in body.nodes[:1])]
    spoken = [paragraph.strand for paragraph in body.preamble]
    issuing_body = head.issuing_body or speaker_of(spoken, closing, addressees)
    items = _items(body.nodes, *_when(head.issued), document_type)
    is_conveyed = document_type == "thông báo kết luận" and any(item.label for item in items)
    return Proposal(
        document_type=document_type,
        code_number=reference.number if reference else None,
        code_notation=reference.notation if reference else None,
        reference_as_printed=reference.as_printed.strip() if reference else None,
        family=reference.family if reference else "state",
        issued=head.issued,
        place=head.place,
        issuing_body=issuing_body,
        subject=head.subject.passage if head.subject else None,
        priority=head.priority,
        secrecy=head.secrecy.passage if head.secrecy else None,
        citations=tuple(cited for cited in _citations(body) if reference is None or cited.reference != reference.text),
        addressees=tuple(strand.passage for strand in addressees),
        items=_without_issuer(items, issuing_body, in_labelled=not is_conveyed),
        recipients=tail.recipients,
        electronic_only=tail.electronic_only,
        signature=tail.signature,
    )


def _press(report: Report) -> Proposal:
    reference = report.reference
    told = [c for strand in report.preamble for c in citations_of(strand, in_preamble=True)]
    citations = [c for c in told if reference is None or c.reference != reference.text]
    named = [c for node in report.nodes for c in citations_of(node.whole, in_preamble=False)]
    citations += [c for c in named if reference is None or c.reference != reference.text]
    issued_on, year = _when(report.issued)
    return Proposal(
        document_type="tin báo",
        code_number=reference.number if reference else None,
        code_notation=reference.notation if reference else None,
        reference_as_printed=reference.as_printed if reference else None,
        family=reference.family if reference else "state",
        issued=report.issued,
        issuing_body=report.issuing_body.passage if report.issuing_body else None,
        subject=report.subject.passage if report.subject else None,
        citations=tuple(citations),
        addressees=tuple(strand.passage for strand in report.addressees),
        items=_items(report.nodes, issued_on, year or report.published_in),
        is_press_report=True,
        told_count=report.told_count,
    )


def _without_issuer(items: tuple[Item, ...], issuer: Passage | None, *, in_labelled: bool) -> tuple[Item, ...]:
    """Who issues the document gives duties to others: where it says what it does itself, nobody leads.

    An office that conveys what its leader concluded may be given a duty by it.
    """
    name = plain(issuer.text) if issuer else ""
    return tuple(
        replace(item, leads=tuple(lead for lead in item.leads if plain(lead.text) != name))
        if (in_labelled or not item.label) and any(plain(lead.text) == name for lead in item.leads)
        else item
        for item in items
    )


def _when(issued: PartialDate | None) -> tuple[date | None, int | None]:
    """The day of issue and its year, as far as known."""
    return (issued.on, issued.year) if issued else (None, None)


def _document_type(head: Head) -> str | None:
    named = head.title or (head.reference.type_name if head.reference and not head.is_letter else None)
    if named == "thông báo" and _CONCLUDES.match(head.subject.low):
        return "thông báo kết luận"
    if named is None and (head.reference or head.subject):
        return "công văn"
    return named


def _calls_itself(body: Body) -> str | None:
    """ "thực hiện Kết luận này": the kind by which a text that lost its head speaks of itself most often."""
    strands = [p.strand for p in body.preamble] + [s for node in body.nodes for s in (node.body, *node.more)]
    if strands and (titled := _TITLED.match(strands[0].low)):
        return titled[1]
    named = Counter(found[1] for strand in strands for found in _ITSELF.finditer(strand.low))
    return named.most_common(1)[0][0] if named else None


def _citations(body: Body) -> tuple[CitedDocument, ...]:
    found: list[CitedDocument] = []
    for paragraph in body.preamble:
        found += citations_of(paragraph.strand, in_preamble=True)
    for node in body.nodes:
        prose = node.label is None and not any(other.label for other in body.nodes)
        for strand in (node.body, *node.more):
            found += citations_of(strand, in_preamble=prose)
    return tuple(found)


def _items(
    nodes: list[Node], issued_on: date | None, year: int | None, document_type: str | None = None
) -> tuple[Item, ...]:
    parents = {node.parent for node in nodes}
    items: list[Item] = []
    aims: set[int | None] = set()
    situations: set[int | None] = set()
    measures: set[int | None] = set()
    for number, node in enumerate(nodes):
        paragraphs = [node.body, *node.more]
        listed = node.parent is not None and _LISTS.search(nodes[node.parent].body.low)
        heading = node.body.low.strip(" .:")
        aim = _AIMS.fullmatch(heading) and not (document_type == "công văn" and _ASKED.match(heading))
        if node.parent in aims or listed or aim or (_PAST.match(heading) and len(heading) < 120):
            aims.add(number)
        tells = _SITUATION.match(heading) or (_PAST.match(heading) and len(heading) < 120)
        if node.parent in situations or (tells and document_type == "thông báo kết luận"):
            situations.add(number)
        if _MEASURES.fullmatch(heading):
            measures.add(number)
        orders = number not in aims and node.parent not in measures
        orders = orders or (document_type != "kế hoạch" and is_bound(node.body))
        roles = roles_of(paragraphs, heads_others=number in parents) if orders else NOBODY
        leads = tuple(strand.passage for strand in roles.leads)
        parent = items[node.parent] if node.parent is not None else None
        # Who leads by the heading above takes no part beside itself.
        above = {lead.text for lead in (parent.leads or parent.inherited_leads)} if parent and not leads else set()
        strands = [node.whole, *node.more]
        items.append(
            Item(
                label=node.label.text if node.label else None,
                kind=_kind(node, has_children=number in parents),
                level=node.level,
                parent=node.parent,
                text="\n\n".join(strand.text for strand in paragraphs if strand),
                span=Span(strands[0].span.start, strands[-1].span.end),
                continuations=tuple(strand.passage for strand in node.more),
                leads=leads,
                inherited_leads=(parent.leads or parent.inherited_leads) if parent else (),
                coordinating=tuple(strand.passage for strand in roles.coordinating if strand.text not in above),
                deadlines=deadlines_of(paragraphs, issued_on, year) if orders or number not in situations else (),
            )
        )
    return tuple(items)


def _kind(node: Node, *, has_children: bool) -> ItemKind:
    """A heading has items under it and orders nothing itself: a name, or a title, or a line that ends in a colon."""
    if node.label is None:
        return "prose"
    if not has_children:
        return "item"
    text = node.body
    names_only = starts_party(text, 0) and party_end(text, 0) in (len(text), len(text) - 1)
    return (
        "heading"
        if (
            not node.more
            and (
                names_only or text.text.endswith(":") or not text or (len(text) < 160 and not _DEMANDS.search(text.low))
            )
        )
        or text.text.isupper()
        else "item"
    )
