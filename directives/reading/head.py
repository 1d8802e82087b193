"""The head of a document: letterhead, number, date, kind, subject, marks of urgency and secrecy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from .caption import caption_of, states_number
from .dates import ISSUED, ISSUED_FIGURES, issued_date
from .letterhead import STATE_MOTTO, Priority, issuing_body_of, priority_of, secrecy_of
from .lines import Line
from .proposal import PartialDate, Passage
from .references import ORGAN, REFERENCE, Reference, blank_reference_of, reference_of
from .strands import NOTHING, UPPER, Strand, joined, lowered, plain
from .subject import NUMBER, PLACE_AND_DATE, PREAMBLE, SUBJECT, subject_of, unmarked_subject_of
from .vocabulary import TITLES_OF_TYPES, is_capitals

LONGEST_HEAD = 60  # lines
MIDLINE_SUBJECT = re.compile(r"(?<=\S)\s+(?=V\s?/\s?v\b)")
# "Công văn 12/A năm 2020 về ... do Bộ B ban hành. BỘ B ------": a site's own headline before the letterhead.
_SITE_HEADLINE = re.compile(rf"[A-ZĐ][^.]{{5,400}}\sdo\s[^.]{{3,80}}\sban hành\.\s+(?=[{UPPER}]{{2}})")
_ADDRESSED_INSIDE = re.compile(r"\d{4}\s+(Kính gửi\s*:)")
_TEXT_BEGINS = re.compile(
    r"(?<=[^:.;,\s])\s+((?:Căn cứ|Thực hiện|Trong thời gian|Thời gian qua|Ngày \d|Theo |Tiếp theo|Trên cơ sở|Xét "
    r"|Sau khi|Vừa qua|Hiện nay|Nhằm |Để )\s?[^;]{20})"
)
_TITLED = re.compile(rf"({'|'.join(TITLES_OF_TYPES)}) (?:về|của|kết luận|ý kiến) ")
_ABOUT = re.compile(r"\s(?:về việc|về)\s+")
LONGEST_TITLE = 500  # letters
_SPACED = re.compile(rf"\d{{1,3}}\s\d{{1,3}}\s?/{ORGAN}(?:-{ORGAN})*")  # "3 70 /TCHQ-TXNK": drawn apart by a scan


@dataclass(frozen=True)
class Head:
    """What the head says; `end` is the index of the first line after it."""

    end: int
    issuing_body: Passage | None
    reference: Reference | None = None
    reference_strand: Strand = NOTHING
    issued: PartialDate | None = None
    place: str | None = None
    title: str | None = None
    subject: Strand = NOTHING
    is_letter: bool = False  # its subject stands after "V/v", and no title above it
    priority: Priority = "normal"
    secrecy: Strand = NOTHING


def split_head(lines: list[Line]) -> list[Line]:
    """Lines of the head apart where a flattened page ran several into one: number, subject, place and date, addressees.

    Some sites keep a whole head, and the first sentence after it, on a line or two; others say much before it.
    """
    found: list[Line] = []
    for i, line in enumerate(_from_letterhead(lines)):
        cuts = _collapsed(line) if i < LONGEST_HEAD else []
        if i < LONGEST_HEAD and len(line.strand) <= 240:
            found_in = {m.start() for form in (MIDLINE_SUBJECT, PLACE_AND_DATE) for m in form.finditer(line.text)} - {0}
            if NUMBER.match(line.strand.plain) or SUBJECT.match(line.strand.plain):
                cuts += found_in
            else:
                cuts += [cut for cut in found_in if is_capitals(line.text[:cut])]
        edges = [0, *sorted(set(cuts)), len(line.strand)]
        for a, b in pairwise(edges):
            if piece := line.strand.cut(a, b):
                found.append(Line(piece, line.apart and a == 0, line.page_break and a == 0, line.right or a > 0))
    return found


def _from_letterhead(lines: list[Line]) -> list[Line]:
    """Without the table of properties and the summary that a portal puts above the letterhead."""
    motto = next((i for i, line in enumerate(lines[: 2 * LONGEST_HEAD]) if STATE_MOTTO.search(line.strand.plain)), 0)
    if not any(states_number(line) for line in lines[:motto]):
        return lines
    start = motto
    while start and is_capitals(lines[start - 1].text) and not lines[start - 1].text.endswith(":"):
        start -= 1
    return lines[start:]


def _collapsed(line: Line) -> list[int]:
    """Where a line that a site collapsed goes on with another part of the head, or with the text."""
    cuts = [site.end()] if (site := _SITE_HEADLINE.match(line.text)) else []
    addressed = _ADDRESSED_INSIDE.search(line.text)
    is_marked = addressed or line.strand.plain.startswith("kinh g")
    if addressed and addressed.start() < 160:
        cuts.append(addressed.start(1))
    if is_marked and (begins := _TEXT_BEGINS.search(line.text, addressed.end() if addressed else 0)):
        cuts.append(begins.start(1))
    return cuts


def head_of(lines: list[Line]) -> Head:
    """The head of the lines, which `split_head` has prepared."""
    limit = _limit(lines)
    number_at, reference, reference_strand = _number(lines, limit)
    dated_at, issued, place = _date(lines, limit)
    title_at, title, title_rest = _title(lines, limit)
    subject_at, subject, subject_end = subject_of(lines, limit, number_at, title_at, title, title_rest)
    if not subject and title_at is None and number_at is not None and reference is not None:
        subject_at, subject, subject_end = unmarked_subject_of(lines, limit, number_at)
    is_bare = number_at is None and title_at is None and subject_at is None
    if is_bare and limit < len(lines) and (said := _said_in_a_caption(lines, limit)):
        return said
    known = [i for i in (number_at, dated_at[0] if dated_at else None, title_at, subject_at) if i is not None]
    letterhead = lines[: min(known)] if known else lines[:limit] if limit < LONGEST_HEAD else []
    ends = [i + 1 for i in (number_at, title_at) if i is not None] + [subject_end, dated_at[1] if dated_at else 0]
    marks = lines[: max([*ends, min(limit, 8)])]
    return Head(
        end=min(len(lines), max(ends)) if known else 0,
        issuing_body=issuing_body_of(letterhead),
        reference=reference,
        reference_strand=reference_strand,
        issued=issued,
        place=place,
        title=title,
        subject=subject,
        is_letter=title_at is None and subject_at is not None and bool(SUBJECT.match(lines[subject_at].strand.plain)),
        priority=priority_of(marks),
        secrecy=secrecy_of(marks),
    )


def titled_in_words(lines: list[Line]) -> Head | None:
    """ "Chỉ thị về việc ..." in small letters above a text that lost its letterhead."""
    first = lines[0].strand
    titled = _TITLED.match(first.low) if first.text[:1].isupper() else None
    if titled is None or lines[0].ends or len(first) > LONGEST_TITLE:
        return None
    about = _ABOUT.match(first.low, titled.end(1))
    begins = about.end() if about else titled.end(1)
    if titled[1] == "thông báo kết luận":
        begins = len("thông báo")  # "kết luận của ..." is what it is about
    return Head(end=1, issuing_body=None, title=titled[1], subject=first.cut(begins))


def _said_in_a_caption(lines: list[Line], limit: int) -> Head | None:
    """The head that a site told in place of the letterhead, above "Kính gửi" and what it says itself before it."""
    caption = caption_of(lines, limit)
    if caption is None:
        return None
    addressed = (i for i, line in enumerate(lines[: LONGEST_HEAD * 2]) if line.strand.plain.startswith("kinh g"))
    return Head(
        end=caption.end or next(addressed, limit),
        issuing_body=caption.issuing_body,
        reference=caption.reference,
        issued=caption.issued,
        title=None if caption.title == "công văn" else caption.title,
        subject=caption.subject,
        is_letter=caption.title == "công văn",
        priority=priority_of(lines[:limit]),
        secrecy=secrecy_of(lines[:limit]),
    )


def _limit(lines: list[Line]) -> int:
    """Where the head ends at the latest: at "Kính gửi", or at the first long line of prose."""
    for i, line in enumerate(lines[:LONGEST_HEAD]):
        if line.strand.plain.startswith("kinh g") or (
            PREAMBLE.match(line.strand.low)
            and i > 2
            and line.text[:1].isupper()
            and not is_capitals(line.text)
            and lines[i - 1].strand.low.strip(" .:-*") not in TITLES_OF_TYPES
        ):
            return i
    return min(len(lines), LONGEST_HEAD)


def _number(lines: list[Line], limit: int) -> tuple[int | None, Reference | None, Strand]:
    """Where the line "Số: ..." stands, the reference in it, and its words."""
    for i, line in enumerate(lines[:limit]):
        found = NUMBER.match(line.strand.plain.replace("đ", "d")) if line.text[:1] in "Ss" else None
        if not found:
            continue
        rest = line.strand.cut(found.end())
        if not rest and i + 1 < limit:
            rest = lines[i + 1].strand
        if drawn_apart := _SPACED.match(rest.text):
            return i, reference_of(drawn_apart[0]), rest.cut(0, drawn_apart.end())
        exact = REFERENCE.match(rest.text)
        if exact and not rest.text[exact.end() : exact.end() + 1].isalpha():
            return i, reference_of(exact[0]), rest.cut(0, exact.end())
        if reference := blank_reference_of(rest.text) or _damaged(rest.text):
            return i, reference, rest
    return None, None, NOTHING


def _damaged(text: str) -> Reference | None:
    """A number that can't be made out: its notation only."""
    found = re.match(r"(?:[^\s/]{1,8}|[\d. ]{1,10})\s?(/[A-ZĐ][\w\-&]*)", text)
    return blank_reference_of(found[1]) if found else None


def _date(lines: list[Line], limit: int) -> tuple[tuple[int, int] | None, PartialDate | None, str | None]:
    """The place in the lines, the date and the place name; a date may be wrapped over two lines."""
    for i, line in enumerate(lines[: limit + 1]):
        if "ngay" not in line.strand.plain:
            continue
        following = [line.strand]
        for more in lines[i + 1 : i + 3]:
            if issued_date(joined(following)) or more.apart:
                break
            following.append(more.strand)
        whole = joined(following)
        issued = issued_date(whole)
        if issued is None or not _is_date_line(whole):
            continue
        before = whole.text[: whole.plain.find("ngay")].strip(" ,")
        if (
            i
            and not line.apart
            and len(before) < 12
            and lines[i - 1].text[:1].isupper()
            and len(lines[i - 1].strand) < 20
            and not lines[i - 1].ends
            and not is_capitals(lines[i - 1].text)
        ):
            before = (
                f"{lines[i - 1].text} {before}"
                if not (NUMBER.match(lines[i - 1].strand.plain) or SUBJECT.match(lines[i - 1].strand.plain))
                else before
            )
        return (i, i + len(following)), issued, before.strip(" ,") or None
    return None, None, None


def _is_date_line(whole: Strand) -> bool:
    """A line of its own, such as "Hà Nội, ngày 16 tháng 11 năm 2025"."""
    at = whole.plain.find("ngay")
    found = ISSUED.search(whole.plain) or ISSUED_FIGURES.search(whole.plain)
    if found and len(whole.plain[found.end() :].strip(" .,;|*)")) > 3:
        return False  # a sentence goes on
    apart = re.search(r"[,.]", whole.text[max(0, at - 4) : at])  # a scan may read the comma as a full stop
    return at < 45 and bool(at < 4 or apart) and len(whole) < 110


def _title(lines: list[Line], limit: int) -> tuple[int | None, str | None, Strand]:
    for i, line in enumerate(lines[:limit]):
        key = line.strand.plain.strip()
        for name in TITLES_OF_TYPES:
            if not key.startswith(plain(name)):
                continue
            rest = line.strand.cut(len(name))
            if rest and not lowered(line.text).startswith(name):
                continue  # "PHƯỜNG AN LẠC" is no "phương án"
            if is_capitals(line.text[: len(name)]) and (
                not rest or not rest.text[0].isalpha() or line.text[len(name)] == " "
            ):
                return i, name, rest.trim(" :.-")
    return None, None, NOTHING
