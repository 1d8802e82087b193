"""Documents that the text names: what each is to this one, and its identity as far as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from .dates import DATE, date_from
from .proposal import CitedDocument, Relation
from .references import REFERENCE, reference_of
from .strands import Strand
from .vocabulary import TYPE_NAMES

_TYPE = "|".join(TYPE_NAMES)
_NEAREST_TYPE = re.compile(rf"(?<!\w)(?:{_TYPE})(?!\w)")
_DATED = re.compile(rf"\s*,?\s*(?:\(?\s*)?(?:ban hành\s+)?(?:ngày\s+)?(?:{DATE.pattern})")
_BY = re.compile(r"\s*,?\s*của\s+(?:đồng chí\s+)?")
_BODY_END = re.compile(
    r"\s+(?:về|V/v|v/v|ban hành|quy định|phê duyệt|triển khai|thực hiện|nhằm|và|tại|gửi|kèm|trình|đề nghị"
    r"|chấn chỉnh|tăng cường|hướng dẫn|sửa đổi|cho|đến|để|có|đã|yêu cầu|thông báo)(?!\w)|[,;:.()/\"“”]|$"
)
_UNNUMBERED = re.compile(r"(?<!\w)(Công điện|Chỉ thị|Kết luận|Nghị quyết|Thông báo|Công văn)\s+của\s+(?=[A-ZĐ])")
_LAW = re.compile(r"(?:Bộ luật|Luật|Pháp lệnh|Hiến pháp)\s+[^;.]{3,160}?ngày\s+")

_CHANGES: list[tuple[Relation, re.Pattern[str]]] = [
    ("replaces", re.compile(r"(?:thay thế|bãi bỏ|hết hiệu lực)(?: cho| toàn bộ| các)?\s*[^.;]{0,80}$")),
    ("amends", re.compile(r"(?:sửa đổi|bổ sung|điều chỉnh)(?:, bổ sung)?[^.;]{0,80}$")),
    ("corrects", re.compile(r"đính chính[^.;]{0,80}$")),
    ("recalls", re.compile(r"thu hồi[^.;]{0,60}$")),
    ("also_applies", re.compile(r"(?:gắn với|đồng thời thực hiện|cùng với việc|song song với)[^.;]{0,60}$")),
]
_BASIS = re.compile(r"(?:căn cứ|xét|theo đề nghị|trên cơ sở|theo báo cáo)(?!\w)")
_IMPLEMENTS = re.compile(
    r"(?:thực hiện|triển khai|tiếp theo|tiếp tục|chấp hành|theo chỉ đạo|theo|tiếp nhận|nhận được|để|phúc đáp)(?!\w)"
)
_BESIDE = re.compile(r"(?:,|;|\bvà)\s*$")  # "thực hiện Công điện ... về ... và Chỉ thị ...": both are implemented
_NESTED = re.compile(r"(?:về việc|về|triển khai|kèm|nhằm)\s[^;]*$")


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    document: CitedDocument


def citations_of(strand: Strand, *, in_preamble: bool) -> list[CitedDocument]:
    """The documents named in one paragraph.  What a preamble names is a basis or is implemented; an item mentions."""
    found = [*_numbered(strand, in_preamble), *_unnumbered(strand), *(_laws(strand) if in_preamble else ())]
    found.sort(key=lambda one: one.start)
    return _with_shared_bodies(strand, found)


def _numbered(strand: Strand, in_preamble: bool) -> Iterator[_Found]:
    previous_end = 0
    for match in REFERENCE.finditer(strand.text):
        reference = reference_of(match[0])
        if reference is None:
            continue
        start = _start(strand, match.start(), previous_end)
        end, issued_on = _date_after(strand, match.end())
        end, body = _body_after(strand, end)
        relation = _relation(strand, start, previous_end, in_preamble)
        whole = strand.cut(start, end)
        yield _Found(start, end, CitedDocument(relation, whole.text, reference.text, issued_on, body, whole.span))
        previous_end = match.end()


def _start(strand: Strand, place: int, floor: int) -> int:
    """Where the kind of the document stands before its number."""
    floor = max(floor, place - 90)
    types = [m.start() for m in _NEAREST_TYPE.finditer(strand.low, floor, place)]
    if types and not re.search(r"[;.]\s", strand.text[types[-1] : place]):
        return types[-1]
    number = re.search(r"số\s*:?\s*$", strand.low[floor:place])
    return floor + number.start() if number else place


def _date_after(strand: Strand, place: int) -> tuple[int, date | None]:
    found = _DATED.match(strand.low, place)
    dated = DATE.search(strand.low, place, found.end()) if found else None
    return (found.end(), date_from(dated)) if found and dated else (place, None)


def _body_after(strand: Strand, place: int) -> tuple[int, str | None]:
    by = _BY.match(strand.text, place)
    if not by:
        return place, None
    end = _BODY_END.search(strand.text, by.end(), min(len(strand), by.end() + 120))
    stop = end.start() if end else min(len(strand), by.end() + 120)
    if end and strand.low.startswith(" và ", end.start()):
        more = re.match(
            r" và (?:Đào tạo|Môi trường|Công nghệ|Đầu tư|Truyền thông|Du lịch|Xã hội|Phát triển \w+ \w+|Tôn giáo"
            r"|Cứu nạn)",
            strand.text[end.start() :],
        )
        stop = end.start() + more.end() if more else stop
    return stop, strand.cut(by.end(), stop).text or None


def _relation(strand: Strand, start: int, floor: int, in_preamble: bool) -> Relation:
    lead_in = strand.low[max(0, start - 120) : start]
    own = strand.low[max(floor, start - 120) : start]
    changes = [
        (found.start(), relation)
        for relation, form in _CHANGES
        if (found := form.search(lead_in if relation == "also_applies" else own))
    ]
    if changes:
        return max(changes)[1]  # the words nearest to it
    beside = floor and _BESIDE.search(own)
    if not in_preamble or (_NESTED.search(own if floor else lead_in) and not beside):
        return "mentions"
    if _BASIS.match(strand.low):
        return "legal_basis"
    return "implements" if _IMPLEMENTS.match(strand.low) or re.search(r"thực hiện[^.;]*$", lead_in) else "mentions"


def _unnumbered(strand: Strand) -> Iterator[_Found]:
    """ "Công điện của Thủ tướng Chính phủ": a document without number, to be linked by a person."""
    for match in _UNNUMBERED.finditer(strand.text):
        end, body = _body_after(strand, match.end(1))
        if body:
            whole = strand.cut(match.start(), end)
            yield _Found(match.start(), end, CitedDocument("mentions", whole.text, None, None, body, whole.span))


def _laws(strand: Strand) -> Iterator[_Found]:
    """ "Căn cứ Luật ... ngày ...": a law named by its title and date."""
    if not strand.low.startswith("căn cứ"):
        return
    for match in _LAW.finditer(strand.text):
        found = DATE.match(strand.low, match.end())
        if found and not REFERENCE.search(strand.text, match.start(), found.end()):
            whole = strand.cut(match.start(), found.end())
            yield _Found(
                match.start(),
                found.end(),
                CitedDocument("legal_basis", whole.text, None, date_from(found), None, whole.span),
            )


def _with_shared_bodies(strand: Strand, found: list[_Found]) -> list[CitedDocument]:
    """ "Chỉ thị số 1 ngày ..., Kế hoạch số 2 ngày ... của X": X issued both."""
    documents = [one.document for one in found]
    for i in range(len(found) - 2, -1, -1):
        between = strand.text[found[i].end : found[i + 1].start]
        if (
            documents[i].issuing_body is None
            and documents[i + 1].issuing_body
            and re.fullmatch(r"\s*(?:,|và|, và)\s*(?:số\s*)?", between)
        ):
            documents[i] = replace(documents[i], issuing_body=documents[i + 1].issuing_body)
    return documents
