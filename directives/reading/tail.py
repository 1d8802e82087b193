"""The end of a document: "Nơi nhận", the signature, and where the instructions stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .lines import Line
from .proposal import Recipient, Signature
from .strands import LOWER, UPPER, Strand, joined
from .vocabulary import is_capitals

RECIPIENTS = re.compile(r"n[o0]i nh[ae][nm]\b")
FINAL_MARK = re.compile(r"[./⁄]\s?[/⁄][.⁄]?\W*$")
CAPACITY = re.compile(rf"(?:K\s?/?\s?T|T\s?/?\s?M|T\s?/?\s?L|TUQ|TU\s?/?Q|T/M|K/T|T/L|Q)\s?[./]*\s+(?=[{UPPER}])")
POSITION = re.compile(
    r"(?:pho |tong |quyen |q\. |uy vien |thu truong|thuong truc)*(?:giam doc|chu tich|thu tuong|bo truong"
    r"|thu truong|chanh |chu nhiem|cuc truong|vu truong|vien truong|truong ban|truong phong|"
    r"truong doan|truong cong an|hieu truong|bi thu|thong doc|tu lenh|chi huy truong|tong thanh tra|tong kiem toan"
    r"|tong cuc truong|to truong|truong khoa|uy vien|vien truong|chi cuc truong|pho truong|truong [a-z]|pho [a-z])"
)
NAME_WORD = re.compile(rf"[{UPPER}][{LOWER}]*")
_RANK = re.compile(
    r"^(?:(?:GS|PGS|TS|ThS|BS|CKI+|KS|CN|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại tướng|Trung tướng|Thiếu tướng"
    r"|Thượng tướng)\.?,?\s*)+"
)
_SIGNED = re.compile(r"^\W*(?:da ky|ky boi|ky ten|chu ky|signed|dau|ky, dong dau|da ky so)\b.*$|^\(.*\)$")
_ENTRY = re.compile(r"^\s*(?:[-–—+~•*\"']+\s*|_\s+)")
_RIGHT_COLUMN = re.compile(
    rf"(?:[;:.,]\s*\W*|\s\W*)(?=(?:KT|TM|TL|TUQ|T/M|K/T|Q)\s?\.\s?[{UPPER}]{{2}}"
    rf"|(?:P[{UPPER}]{{1,2}}[OÓ] )?[{UPPER}]{{3,}} (?:[{UPPER}]{{3,}}|[{UPPER}]{{2,}}$))"
)
# Two titles on one line: "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC", "TL. CHỦ TỊCH KT. CHÁNH VĂN PHÒNG".
_SECOND_TITLE = re.compile(
    r"(?<=\S)(?<!KT\.)(?<!TL\.)(?<!TM\.)(?<!TUQ\.)(?<![KT]/T)(?<!T/L)\s+"
    r"(?=PHÓ (?:GIÁM ĐỐC|CHỦ TỊCH|CỤC|TỔNG|CHỦ NHIỆM|THỦ TƯỚNG|TRƯỞNG|VỤ|VIỆN|HIỆU|CHÁNH|BÍ THƯ)"
    r"|THỨ TRƯỞNG|CHÁNH VĂN PHÒNG|(?:KT|K/T|TL|T/L)\b)"
)
_AS_ABOVE = re.compile(r"[-–+*\s]*nhu tren\s*[;.,]")  # the first entry, where its heading was lost
_TITLE_AND_NAME = re.compile(
    rf"((?:[{UPPER}][{UPPER}.,/–-]+\s+){{2,}}(?:-\s+(?:[{UPPER}]{{2,}}\s+)+)?)((?:[{UPPER}][{LOWER}]+\s?){{2,5}})$"
)
_ARCHIVE = re.compile(r"l[uư]u\b", re.IGNORECASE)
_PURPOSE = re.compile(r"\(([^()]{1,40})\)\s*$")
_ELECTRONIC = re.compile(r"vbđt|bản điện tử|điện tử")


@dataclass(frozen=True)
class Tail:
    """What the end of the document says; `start` is the index of its first line."""

    start: int
    recipients: tuple[Recipient, ...] = ()
    electronic_only: bool = False
    signature: Signature | None = None


def tail_of(lines: list[Line], body_start: int) -> Tail:
    """The tail of the lines, none of which lies before `body_start`."""
    marker = next((i for i in range(body_start, len(lines)) if RECIPIENTS.match(lines[i].strand.plain)), None)
    if marker is None:
        marker = next((i for i in range(body_start, len(lines)) if _AS_ABOVE.match(lines[i].strand.plain)), None)
    if marker is None:
        start = _start_of_signature(lines, body_start)
        signature = _signature([line.strand for line in lines[start : start + 12]]) if start < len(lines) else None
        return Tail(_after_final_mark(lines, body_start, start), (), False, signature)
    start = marker
    while start > body_start and _is_signature_line(lines[start - 1].strand):
        start -= 1
    entries, rest, electronic = _entries(lines, marker)
    before = [line.strand for line in lines[start:marker]]
    signature = _signature([*before, *rest])
    recipients = tuple(_recipient(entry) for entry in entries)
    return Tail(_after_final_mark(lines, body_start, start), recipients, electronic, signature)


def _after_final_mark(lines: list[Line], body_start: int, start: int) -> int:
    """The line after "./.", which ends the text proper: what follows, such as "(Đính kèm ...)", is no instruction."""
    for i in range(start - 1, max(body_start, start - 12) - 1, -1):
        if FINAL_MARK.search(lines[i].text):
            return i + 1
    return start


def _start_of_signature(lines: list[Line], body_start: int) -> int:
    """Without "Nơi nhận": the first line of titles in capitals near the end, or right after "./."."""
    for i in range(body_start, len(lines)):
        if FINAL_MARK.search(lines[i].text) and any(_is_title(line.strand) for line in lines[i + 1 : i + 6]):
            return i + 1
    for i in range(len(lines) - 1, max(body_start, len(lines) - 8), -1):
        if _is_title(lines[i].strand):
            while i - 1 > body_start and _is_title(lines[i - 1].strand):
                i -= 1
            return i
    return len(lines)


def _is_title(strand: Strand) -> bool:
    if not is_capitals(strand.text) or len(strand) > 70:
        return False
    return bool(CAPACITY.match(strand.text) or POSITION.match(strand.plain.lstrip(" .")))


def _is_signature_line(strand: Strand) -> bool:
    return (
        _is_title(strand)
        or bool(_SIGNED.match(strand.plain) and len(strand) < 40)
        or (_is_name(strand) and len(strand) < 40)
    )


def _is_name(strand: Strand) -> bool:
    words = _RANK.sub("", strand.text).split()
    return 2 <= len(words) <= 6 and all(NAME_WORD.fullmatch(word) for word in words)


def _entries(lines: list[Line], marker: int) -> tuple[list[Strand], list[Strand], bool]:
    """The entries of "Nơi nhận", the strands beside or below them, and whether they go out electronically only."""
    first = lines[marker].strand
    mark = RECIPIENTS.match(first.plain)
    rest_of_first = first.cut(mark.end() if mark else 0).trim(" :}")
    if _is_title(bare := rest_of_first.trim(" -–—~")):
        rest_of_first = bare
    electronic = bool(_ELECTRONIC.search(rest_of_first.low)) and rest_of_first.text.startswith("(")
    pieces = [] if electronic else [(rest_of_first, False)] if rest_of_first else []
    beside: list[Strand] = []
    entries: list[list[Strand]] = []
    dashed = any(_ENTRY.match(line.text) for line in lines[marker + 1 : marker + 4])
    queue = [*pieces, *((line.strand, line.right) for line in lines[marker + 1 : marker + 60])]
    done = False
    for number, (strand, right) in enumerate(queue):
        line = lines[marker + 1 + number - len(pieces)] if number >= len(pieces) else None
        if done or right or _is_title(strand):
            beside.append(strand)
            done = done or (not right and bool(entries) and line is not None and line.apart)
            continue
        strand, column = _without_column(_without_debris(strand))
        if column:
            beside.append(column)
        bullet = _ENTRY.match(strand.text)
        closed = bool(entries) and _is_closed(entries[-1])
        if bullet or (not dashed and (not entries or closed)):
            if entry := strand.cut(bullet.end() if bullet else 0):
                entries.append([entry])
        elif entries and _runs_on(entries[-1], strand, apart=line is not None and line.apart):
            entries[-1].append(strand)
        elif strand:
            beside.append(strand)
            done = bool(entries) and closed
    return [part for entry in entries for part in _single(joined(entry))], beside, electronic


def _without_debris(strand: Strand) -> Strand:
    """An entry of a scan without what was seen behind its semicolon: pieces of the seal or of the other column."""
    end = strand.text.find("; ") + 1
    behind = strand.text[end:]
    is_debris = end and not any(letter.islower() for letter in behind) and not _ARCHIVE.match(behind.strip(" -"))
    return strand.cut(0, end) if is_debris and not _is_title(strand.cut(end)) else strand


def _runs_on(entry: list[Strand], strand: Strand, *, apart: bool) -> bool:
    """Whether a line without a dash goes on with the entry above it."""
    if apart or (_is_archive(entry) and (_is_name(strand) or _is_closed(entry))):
        return False
    return not _is_closed(entry) or (entry[-1].text.endswith(";") and not _is_name(strand))


def _is_archive(entry: list[Strand]) -> bool:
    return bool(_ARCHIVE.match(entry[0].text))


def _is_closed(entry: list[Strand]) -> bool:
    """Whether no words of this entry can follow."""
    text = entry[-1].text.rstrip()
    return text.endswith((";", ".")) or (_is_archive(entry) and not text.endswith((",", ":")))


def _without_column(strand: Strand) -> tuple[Strand, Strand | None]:
    """A flattened line apart: "- Như trên; PHÓ GIÁM ĐỐC" is an entry and a line of the signature."""
    for found in _RIGHT_COLUMN.finditer(strand.text):
        right = strand.cut(found.end())
        if _is_title(right) or _TITLE_AND_NAME.match(right.text):
            return strand.cut(0, found.start() + 1), right
    return (strand.cut(0, 0), strand) if _is_title(strand) else (strand, None)


def _single(entry: Strand) -> list[Strand]:
    """One entry a strand: several on one line stand between semicolons, outside brackets and before an archive note."""
    if not re.search(r";\s*[-–]?\s*L[uư]u\b", entry.text):
        closed = re.search(r"[;.](?=\W*[^\w\s()]*\W*\w{0,2}\W*$)", entry.text)
        entry = (
            entry.cut(0, closed.start())
            if closed and len(entry) - closed.start() > 2 and _is_archive([entry])
            else entry
        )
        return [entry.trim(" ;.,:")] if entry.trim(" ;.,:") else []
    pieces = re.split(r";\s*|\.\s+[-–]\s+", entry.text)
    found, place = [], 0
    for piece in pieces:
        start = entry.text.index(piece, place)
        place = start + len(piece)
        if part := entry.cut(start, place).trim(" -;.,:"):
            found.append(part)
    return found


def _recipient(entry: Strand) -> Recipient:
    is_archive = bool(_ARCHIVE.match(entry.text))
    purpose = None if is_archive else _PURPOSE.search(entry.text)
    return Recipient(entry.text, purpose[1].strip() if purpose else None, is_archive, entry.span)


def _signature(strands: list[Strand]) -> Signature | None:
    """Titles in capitals, then the name."""
    titles: list[Strand] = []
    name: list[Strand] = []
    for strand in _apart(strands):
        strand = strand.trim(" .;*_")
        if not strand or _SIGNED.match(strand.plain):
            continue
        if not name and (_is_title(strand) or (titles and is_capitals(strand.text) and _goes_on(titles[-1], strand))):
            titles.append(strand)
        elif titles and _could_be_name(strand.trim(" ,"), name):
            name.append(strand.trim(" ,"))
        elif name or len(titles) > 4:
            break
    if not titles:
        return None
    position = _lines_of_position(titles)
    capacity = CAPACITY.match(position)
    bare_name = _RANK.sub("", re.sub(r"[!|'`]", "", " ".join(part.text for part in name))).strip() or None
    whole = joined([*titles, *name])
    span = type(whole.span)(min(whole.at), max(whole.at) + 1)
    return Signature(bare_name, _capacity(capacity[0]) if capacity else None, position, span)


def _apart(strands: list[Strand]) -> Iterator[Strand]:
    """Titles and name that a site set on one line: "KT. BỘ TRƯỞNG THỨ TRƯỞNG Nguyễn Văn A"."""
    for strand in strands:
        if both := _TITLE_AND_NAME.match(strand.text):
            yield from (strand.cut(0, both.start(2)), strand.cut(both.start(2)))
        else:
            yield strand


def _goes_on(title: Strand, strand: Strand) -> bool:
    return len(strand.text.split()) <= 6 and not (
        len(strand.text.split()) in (3, 4) and POSITION.match(title.plain) and not title.text.rstrip().endswith(",")
    )


def _could_be_name(strand: Strand, name: list[Strand]) -> bool:
    words = re.sub(r"[!|'`]", "", _RANK.sub("", strand.text)).split()
    total = len(words) + sum(len(part.text.split()) for part in name)
    proper = all(NAME_WORD.fullmatch(word) for word in words) or (
        not name and 2 <= len(words) <= 5 and is_capitals(strand.text)
    )
    return bool(words) and proper and total <= 6 and (not name or 1 in (len(name[-1].text.split()), len(words)))


def _lines_of_position(titles: list[Strand]) -> str:
    rows: list[str] = []
    for title in titles:
        is_party_form = "/" in title.text[:3]  # the Party writes K/T, T/L, T/M
        text = title.text if is_party_form else CAPACITY.sub(lambda m: f"{_capacity(m[0])}. ", title.text, count=1)
        for part in _split_titles(text):
            new = not rows or (POSITION.match(title.plain) and not rows[-1].endswith(",")) or CAPACITY.match(part)
            rows = [*rows, part] if new else [*rows[:-1], f"{rows[-1]} {part}"]
    return " / ".join(rows)


def _split_titles(text: str) -> list[str]:
    """Two titles that stood on one line: "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC"."""
    second = _SECOND_TITLE.search(text)
    if not second or not CAPACITY.match(text):
        return [text]
    return [text[: second.start()], *_split_titles(text[second.end() :])]


def _capacity(printed: str) -> str:
    return re.sub(r"[\s./]", "", printed)
