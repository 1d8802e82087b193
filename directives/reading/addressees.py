"""To whom a document is written: "Kính gửi:" of a letter, "... điện:" of a telegram."""

from __future__ import annotations

import re

from .labels import LabelSense, label_of
from .lines import Line, paragraphs_of
from .strands import Strand
from .vocabulary import PARTY_START

_MARK = re.compile(r"(?:dong )?kinh g[uư]i\s*:?\s*|.{0,80}\b(?:dien|gui)\s*:\s*(?=$|[a-z])")
_ALSO = re.compile(r"dong kinh g[uư]i\s*:?\s*")
_TEXT = re.compile(
    r"(?:Căn cứ|Thực hiện|Triển khai|Trong thời gian|Thời gian qua|Ngày \d|Tiếp theo|Trên cơ sở|Sau khi|Vừa qua"
    r"|Hiện nay|Nhằm|Phúc đáp|Thiết thực|Qua)\s"
)
_ADDRESS = re.compile(r"\s*\(\s*(?:địa chỉ|đ/c)\s*:.*$|\s+để (?:lãnh đạo|chỉ đạo|biết|báo cáo|phối hợp).{0,40}$")
_IN_A_NAME = re.compile(r"(?:[,;:]|(?<!\w)(?:và|các|của|những))$")  # a line that surely goes on
_END = " .,;:"
FARTHEST = 12  # lines between the end of the head and the addressees
SHARE_OF_A_LINE = 0.6  # a line shorter than this beside the next ends its paragraph
LONGEST = 80  # lines of addressees


def addressees_of(lines: list[Line], start: int) -> tuple[list[Strand], int]:
    """The addressees named from line `start` on, and the first line after them."""
    for number in range(start, min(len(lines), start + FARTHEST)):
        if mark := _MARK.match(lines[number].strand.plain):
            found, end = _after_mark(lines, number, mark.end())
            while end < len(lines) and (also := _ALSO.match(lines[end].strand.plain)):
                more, end = _after_mark(lines, end, also.end())
                found += more
            return found, end
    return [], start


def _after_mark(lines: list[Line], number: int, place: int) -> tuple[list[Strand], int]:
    """The addressees behind the mark that ends at `place` of a line, and the first line after them."""
    inline = lines[number].strand.cut(place)
    if inline and label_of(inline.text) is None:
        return _inline(lines, number, inline)
    rest = [Line(inline, True)] if inline else []
    found, end = _listed([*rest, *lines[number + 1 : number + 1 + LONGEST]], 0)
    return found, end + number + 1 - len(rest)


def _inline(lines: list[Line], marker: int, first: Strand) -> tuple[list[Strand], int]:
    """ "Kính gửi: Sở A; Sở B." and the lines that go on with it."""
    group = [Line(first, True)]
    end = marker + 1
    while (
        end < len(lines)
        and not lines[end].apart
        and not group[-1].text.endswith(".")
        and label_of(lines[end].text) is None
        and not _TEXT.match(lines[end].text)
    ):
        if (group[-1].ends and not group[-1].text.endswith((";", ":"))) or _begins_text(group[-1], lines[end]):
            break
        group.append(lines[end])
        end += 1
    paragraph = paragraphs_of(group, lambda *_: False)
    found = [piece for part in paragraph for piece in split_addressees(part.strand)]
    if group[-1].text.endswith((":", ";")) and end < len(lines) and label_of(lines[end].text):
        listed, end = _listed(lines, end)
        found = ([] if group[-1].text.endswith(":") else found) + listed
    return found, end


def _begins_text(last: Line, line: Line) -> bool:
    """Whether the text begins here: in a capital, under a line of addressees that was not full."""
    was_full = len(last.strand) > SHARE_OF_A_LINE * len(line.strand) or _IN_A_NAME.search(last.strand.low)
    return line.text[:1].isupper() and not was_full


def _listed(lines: list[Line], start: int) -> tuple[list[Strand], int]:
    """One addressee a paragraph, with dashes or without."""
    found: list[Strand] = []
    end = start
    dashed = start < len(lines) and label_of(lines[start].text) is not None
    sense = LabelSense()
    group: list[Line] = []
    for i in range(start, min(len(lines), start + LONGEST)):
        line = lines[i]
        opens = sense(line, None if line.apart or not group else group[-1], 80)
        goes_on = bool(group) and group[-1].text.endswith(":") and line.text[:1].isupper()
        if dashed and not opens and not goes_on and (line.apart or (group and group[-1].text.endswith("."))):
            break
        if not dashed and group and (group[-1].text.endswith(".") or (line.apart and not group[-1].ends)):
            break
        if (
            not dashed
            and not group
            and not PARTY_START.match(re.sub(r"^(?:các|những|đồng chí)\s+", "", line.strand.low))
            and not line.text.endswith((",", ";"))
        ):
            break
        label = label_of(line.text)
        if opens and label and label.is_counted:
            break
        group.append(line)
        end = i + 1
    for paragraph in paragraphs_of(
        group,
        lambda line, before, width: label_of(line.text) is not None or (not dashed and (before is None or before.ends)),
    ):
        label = label_of(paragraph.text)
        if entry := _without_address(paragraph.strand.cut(label.length if label else 0).trim(_END)):
            found.append(entry)
    return found, end


def split_addressees(strand: Strand) -> list[Strand]:
    """Apart at semicolons; at commas only where each piece names a body in capitals."""
    text = strand.text
    pieces = _pieces(strand, re.compile(r";\s*"))
    if len(pieces) > 1 or "," not in text or ":" in text:
        return pieces
    by_comma = _pieces(strand, re.compile(r",\s*"))
    if all(piece.text[0].isupper() and PARTY_START.match(piece.low) for piece in by_comma):
        return by_comma
    return pieces


def _pieces(strand: Strand, separator: re.Pattern[str]) -> list[Strand]:
    found, start = [], 0
    for match in separator.finditer(strand.text):
        found.append(strand.cut(start, match.start()).trim(_END))
        start = match.end()
    found.append(strand.cut(start).trim(_END))
    return [_without_address(piece) for piece in found if piece]


def _without_address(addressee: Strand) -> Strand:
    """ "Công ty A (Địa chỉ: ...)", "Bí thư Tỉnh ủy để chỉ đạo": who, without where or what for."""
    address = _ADDRESS.search(addressee.low)
    return addressee.cut(0, address.start()) if address else addressee
