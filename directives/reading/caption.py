"""What a site says of a document in place of its head.

Either in one sentence, "Công văn số 12/SYT-NVY ngày 03 tháng 02 năm 2025 về việc ...", or as a table of its properties,
"Số hiệu: ...", "Loại văn bản: ...", or, above the whole text (toàn văn), as news: "Ngày 03/02/2025, Sở Y tế đã ban hành
Công văn 12/SYT-NVY về ...".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .dates import DATE, date_from
from .lines import Line
from .proposal import PartialDate, Passage
from .references import REFERENCE, Reference, reference_of
from .strands import NOTHING, Strand
from .vocabulary import TITLES_OF_TYPES, TYPE_NAMES

_BEGINS = re.compile(rf"({'|'.join(TYPE_NAMES)})(?:\s+(?:khẩn|hỏa tốc|thượng khẩn))?\s*(?:số)?\s*:?\s*(?=\d)")
_DATED = re.compile(r"\W*(?:ký |ban hành )?ngày\s+")
_ISSUER = re.compile(r"\W*(?:của|do)\s+(.{3,90}?)(?:\s+ban hành)?(?=\s*(?:,|-|–)?\s*(?:về|v/v)\s)")
_ABOUT = re.compile(r"\W*(?:về việc|v/v|về)\s*:?\s+")
# What a site says itself behind the text.
SITE_END = re.compile(r"^\W*trên đây là (?:thông tin|toàn bộ|nội dung)|hình từ internet")
_WHOLE_TEXT = re.compile(r"\W*toàn văn\s")
_NEWS = re.compile(
    r"ngày (?P<day>\d{1,2}/\d{1,2}/\d{4}),? (?P<issuer>[^,.;:]{4,90}?) (?:đã |vừa )?(?:ký )?(?:ban hành|có|ra) "
    rf"(?P<kind>{'|'.join(TYPE_NAMES)}) (?:số )?"
)
FARTHEST = 20  # lines within which a site tells the news
LONGEST_QUESTION = 250  # letters
SHORTEST = 4  # lines of a page that holds a whole text
_END = " .;"
_ABOUT_IT = re.compile(
    r"\s+(?:(?:năm \d{4}|ngày \d{1,2}/\d{1,2}/\d{4})\s+(?:về việc\s+|về\s+)?|(?:về việc|về)\s+)(?=\S)"
)
_ISSUED_BY = re.compile(r"\sdo\s.{3,80}?\s(?:ban hành|điện)\W*$")
_PROPERTIES = {
    "number": re.compile(r"(?:số hiệu|số ký hiệu|số/ký hiệu|số, ký hiệu)(?: văn bản)?\s*:"),
    "kind": re.compile(r"(?:loại|hình thức) văn bản\s*:"),
    "issuer": re.compile(r"(?:nơi|cơ quan) ban hành\s*:"),
    "date": re.compile(r"ngày ban hành\s*:"),
    "subject": re.compile(r"trích yếu(?: nội dung)?\s*:"),
}
_ANY_PROPERTY = re.compile(r"[^:]{3,30}:$")


@dataclass(frozen=True)
class Caption:
    """What a site says."""

    title: str | None
    reference: Reference
    issued: PartialDate | None
    issuing_body: Passage | None
    subject: Strand
    end: int | None = None  # the line after it, where it stands right above the text


def caption_of(lines: list[Line], limit: int) -> Caption | None:
    """The sentence above line `limit` that tells the number, the table of properties, or the news."""
    return next(_sentences(lines[:limit]), None) or _table(lines, limit) or _news_of_whole_text(lines)


def is_article(lines: list[Line]) -> bool:
    """Whether a site tells in its own words: under its headline stands "Nội dung chính"."""
    return any(line.strand.low == "nội dung chính" for line in lines[:FARTHEST])


def without_what_follows(lines: list[Line]) -> list[Line]:
    """The lines of a site's article, or of the whole text that it promises, up to where it speaks of other things."""
    article = is_article(lines)
    if not (article or (lines and _WHOLE_TEXT.match(lines[0].strand.low))):
        return lines
    headline = lines[0].strand.plain
    for i, line in enumerate(lines):
        asks = article and line.text.endswith("?") and len(line.strand) < LONGEST_QUESTION
        if i >= SHORTEST and (SITE_END.search(line.strand.low) or (asks and line.strand.plain != headline)):
            return lines[:i]
    return lines


def states_number(line: Line) -> bool:
    """Whether the line is that of the number in the table of a portal."""
    return bool(_PROPERTIES["number"].match(line.strand.low))


def _sentences(lines: list[Line]) -> Iterator[Caption]:
    for line in lines:
        strand = line.strand
        begins = _BEGINS.match(strand.low)
        number = REFERENCE.match(strand.text, begins.end()) if begins else None
        reference = reference_of(number[0]) if number else None
        if not (begins and number and reference):
            continue
        dated = _DATED.match(strand.low, number.end())
        found = DATE.match(strand.low, dated.end()) if dated else None
        if not found:
            continue
        issuer = _ISSUER.match(strand.low, found.end())
        about = _ABOUT.match(strand.low, issuer.end() if issuer else found.end())
        yield Caption(
            title=_kind(begins[1]),
            reference=reference,
            issued=_dated(strand.cut(found.start(), found.end())),
            issuing_body=strand.cut(*issuer.span(1)).passage if issuer else None,
            subject=strand.cut(about.end()).trim(_END) if about else NOTHING,
        )


def _news_of_whole_text(lines: list[Line]) -> Caption | None:
    beginning = lines[:FARTHEST]
    if not any(_WHOLE_TEXT.match(line.strand.low) for line in beginning):
        return None
    for i, line in enumerate(beginning):
        strand = line.strand
        found = _NEWS.match(strand.low)
        number = REFERENCE.match(strand.text, found.end()) if found else None
        reference = reference_of(number[0]) if number else None
        if not (found and number and reference):
            continue
        about = _ABOUT_IT.match(strand.low, number.end())
        return Caption(
            title=_kind(found["kind"]),
            reference=reference,
            issued=_dated(strand.cut(*found.span("day"))),
            issuing_body=strand.cut(*found.span("issuer")).passage,
            subject=strand.cut(about.end()).trim(_END) if about else NOTHING,
            end=i + 1,
        )
    return None


def _table(lines: list[Line], limit: int) -> Caption | None:
    stated = _properties(lines[:limit])
    number = REFERENCE.match(stated["number"].text) if "number" in stated else None
    reference = reference_of(number[0]) if number else None
    if reference is None:
        return None
    return Caption(
        title=_kind(stated.get("kind", NOTHING).low),
        reference=reference,
        issued=_dated(stated.get("date", NOTHING)),
        issuing_body=stated["issuer"].passage if "issuer" in stated else None,
        subject=_without_mark(stated["subject"]) if "subject" in stated else _told_subject(lines, reference),
    )


def _told_subject(lines: list[Line], reference: Reference) -> Strand:
    """ "Công văn 12/SYT-NVY ngày 03/02/2025 về ... do Sở Y tế ban hành": what it is about, as the site says.

    The site says it before the letter or, in a line of its own that begins with the kind, behind it.
    """
    addressed = next((i for i, line in enumerate(lines) if line.strand.plain.startswith("kinh g")), len(lines))
    for i, line in enumerate(lines):
        if i > addressed and not _BEGINS.match(line.strand.low):
            continue
        at = line.text.find(reference.text)
        if at < 0:
            continue
        begins = at + len(reference.text)
        ends = _ISSUED_BY.search(line.strand.low, begins)
        about = _ABOUT_IT.match(line.strand.low, begins)
        if about or (ends and _BEGINS.match(line.strand.low)):
            return line.strand.cut(about.end() if about else begins, ends.start() if ends else None).trim(_END)
    return NOTHING


def _properties(lines: list[Line]) -> dict[str, Strand]:
    """What stands behind the name of each property, on its line or on the next."""
    stated: dict[str, Strand] = {}
    for i, line in enumerate(lines):
        for name, form in _PROPERTIES.items():
            if not (found := form.match(line.strand.low)):
                continue
            value = line.strand.cut(found.end())
            if not value and i + 1 < len(lines) and not _is_property(lines[i + 1]):
                value = lines[i + 1].strand
            if value:
                stated.setdefault(name, value)
    return stated


def _is_property(line: Line) -> bool:
    return bool(_ANY_PROPERTY.match(line.text)) or any(form.match(line.strand.low) for form in _PROPERTIES.values())


def _kind(name: str) -> str | None:
    """The kind, where it is one that a document has as its title; "văn bản" is none."""
    return name if name == "công văn" or name in TITLES_OF_TYPES else None


def _without_mark(subject: Strand) -> Strand:
    about = _ABOUT.match(subject.low)
    return subject.cut(about.end() if about else 0).trim(_END)


def _dated(words: Strand) -> PartialDate | None:
    found = DATE.match(words.low)
    on = date_from(found) if found else None
    return PartialDate(on.year, on.month, on.day, words.text, words.span) if on else None
