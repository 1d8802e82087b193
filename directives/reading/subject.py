"""The subject of a document (trích yếu): the words behind "V/v" or under the title, up to another part of the head."""

from __future__ import annotations

import re

from .letterhead import DANGLING, PRIORITIES, STAMP, STATE_MOTTO
from .lines import Line
from .references import REFERENCE
from .strands import NOTHING, UPPER, Strand, joined
from .vocabulary import TYPE_NAMES, is_capitals

NUMBER = re.compile(rf"s[o0ó6]\s*[:;.,]?\s*(?=[\d.…_\s/\-–{UPPER}Ð]|$)")
SUBJECT = re.compile(r"(?:v\s?/\s?v|ve viec)\b\s*[:.]?\s*")
ADDRESSED = re.compile(r"kinh g[uư]i\b|.{0,80}\b(?:dien|gui)\s*:?\s*$")
PLACE_AND_DATE = re.compile(rf"(?:(?<=\s)|^)[{UPPER}][\w.\-]*(?:\s[{UPPER}0-9][\w.\-]*){{0,5}}\s?,\s*[Nn]g[àa]y\b")
PREAMBLE = re.compile(
    r"(?:căn cứ|thực hiện|ngày \d|theo |để |trong |xét |trên cơ sở|kính gửi|tại |tiếp theo|sau khi|vừa qua|nhằm "
    r"|thời gian qua|hiện nay|qua |chiều ngày|sáng ngày)"
)
_NAMES_A_KIND = re.compile(rf"(?<!\w)(?:{'|'.join(TYPE_NAMES)})\s*$")
AUTHORITY = re.compile(
    r"(?:chu tich|giam doc|bo truong|thu tuong|uy ban nhan dan|hoi dong|cuc truong|tong cuc truong|thong doc"
    r"|bo chinh tri|ban thuong vu|truong ban|ban bi thu|chinh phu)(?!\w)"
)


def subject_of(
    lines: list[Line], limit: int, number_at: int | None, title_at: int | None, title: str | None, title_rest: Strand
) -> tuple[int | None, Strand, int]:
    """Where it begins, the subject without "V/v", and the line after it; None and nothing where there is none."""
    for i, line in enumerate(lines[:limit]):
        if found := SUBJECT.match(line.strand.plain):
            is_plain = line.strand.plain.startswith("ve viec")
            if is_plain and title_at is None and not (number_at is not None and number_at < i <= number_at + 3):
                continue
            pieces, end = _gathered(lines, i + 1, limit, [line.strand.cut(found.end())])
            return i, joined(_without_authority(pieces, title)).trim(" .;"), end
    if title_at is None:
        return None, NOTHING, 0
    pieces, end = _gathered(lines, title_at + 1, limit, [title_rest] if title_rest else [])
    pieces = _without_authority(pieces, title)
    about = next((k for k, piece in enumerate(pieces) if piece.text.startswith(("về ", "Về "))), 0)
    if about and is_capitals(joined(pieces[:about]).text):
        pieces = pieces[about:]  # "KẾT LUẬN / CỦA BAN BÍ THƯ / về ..."
    subject = joined(pieces).trim(" .;")
    if subject.plain in PRIORITIES:
        return title_at, NOTHING, end  # "CÔNG ĐIỆN KHẨN"
    lead_in = re.match(r"(?:của .{3,60}? )?(?:về việc|v/v|về)\s+", subject.low)
    return title_at, subject.cut(lead_in.end()) if lead_in else subject, end


def unmarked_subject_of(lines: list[Line], limit: int, number_at: int) -> tuple[int | None, Strand, int]:
    """The subject of a letter without "V/v", as Party offices print it: the words right under the number."""
    following = [line for line in lines[number_at + 1 : limit] if not line.right]
    if not following or following[0].text[:1].islower() or is_capitals(following[0].text):
        return None, NOTHING, 0
    pieces, end = _gathered(lines, number_at + 1, limit, [])
    pieces = [piece for piece in pieces if not is_capitals(piece.text)]
    subject = joined(pieces).trim(" .;*")
    if len(subject.text.split()) < 3 or PREAMBLE.match(subject.low) or STAMP.search(subject.plain):
        return None, NOTHING, 0
    return number_at + 1, subject, end


def _gathered(lines: list[Line], start: int, limit: int, pieces: list[Strand]) -> tuple[list[Strand], int]:
    """The lines of the subject: those of its block that begin no other part of the head."""
    end = start
    for i in range(start, limit):
        line = lines[i]
        key = line.strand.plain
        has_words = any(pieces)
        if has_words and joined(pieces).plain.strip() in PRIORITIES:
            break  # "CÔNG ĐIỆN KHẨN" has no subject of its own
        if has_words and line.apart and not _goes_on(pieces[-1], line):
            break
        if has_words and pieces[-1].text.endswith(".") and is_capitals(line.text):
            break  # a stamp
        if (
            PLACE_AND_DATE.search(line.text)
            or (line.text[:1] in "Ss" and _states_the_number(line, pieces))
            or ADDRESSED.match(key)
            or STATE_MOTTO.search(key)
        ):
            if line.right or STATE_MOTTO.search(key) or (PLACE_AND_DATE.search(line.text) and not has_words):
                continue
            break
        if (
            has_words
            and is_capitals(joined(pieces).text)
            and not is_capitals(line.text)
            and not line.text[:1].islower()
        ):
            break
        if (
            key.strip(" .()") in PRIORITIES
            or len(line.strand) > 300
            or (
                has_words
                and PREAMBLE.match(line.strand.low)
                and line.text[:1].isupper()
                and pieces[-1].text[-1:] in ".;"
            )
        ):
            break
        pieces.append(line.strand)
        end = i + 1
    return pieces, end


def _states_the_number(line: Line, pieces: list[Strand]) -> bool:
    """Whether the line is "Số: 12/UBND-VP", and no end of "Nghị định / số 15/2022/NĐ-CP"."""
    if not (NUMBER.match(line.strand.plain) and REFERENCE.search(line.text)):
        return False
    is_stated = line.text[0] == "S" and ":" in line.text[:6]
    return is_stated or not (pieces and (line.text[0] == "s" or _NAMES_A_KIND.search(pieces[-1].low)))


def _without_authority(pieces: list[Strand], title: str | None) -> list[Strand]:
    """A decision names who decides between its subject and its legal bases: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ..."."""
    if title not in ("quyết định", "nghị quyết", "chỉ thị"):
        return pieces
    for i in range(len(pieces) - 1, max(0, len(pieces) - 4), -1):
        if (
            AUTHORITY.match(pieces[i].plain)
            and is_capitals(pieces[i].text)
            and not DANGLING.search(pieces[i - 1].plain)
        ):
            return pieces[:i]
    return pieces


def _goes_on(piece: Strand, line: Line) -> bool:
    """Whether a block goes on after a bar: a capitals title broken in two, or a word left hanging."""
    is_title = is_capitals(piece.text) and is_capitals(line.text) and not line.right
    return (line.text[:1].islower() or is_title) and not piece.text.endswith((".", ";", ":"))
