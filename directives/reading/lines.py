"""The text as lines and paragraphs: marks of the page taken out, columns set apart, wrapped lines joined.

Offices paste from everywhere: one paragraph a line, lines wrapped at eighty signs, Markdown stars, table bars, rules,
page numbers and feet.  What is left out here is only dress: every word of the text itself stays in some line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from .mending import is_damaged, mended
from .strands import LOWER, UPPER, Strand, clusters, joined

RULE = re.compile(r"^[\s|_=*.~\-–—−…:]*$")
_LONE_MARK = re.compile(r"\s*[-–—+•]\s*")  # a dash that lost its text to the next line
_LABEL_ALONE = re.compile(r"(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s?[.)]|[-–—+•]")
_EMPHASIS = re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])[^_]*?[^\s_](\1)(?![\w_])")
# Where a run of bold type ends and the next, on the same line, is a heading of its own or an item.
_RUNS = re.compile(
    rf"(?:(?<=[{LOWER}])|(?<=[^\s*]{{3}}))\*\*(?=\*\*(?:[{UPPER}]\w|[Vv]ề\s))"
    + r"|[:.;]\s*(?=\*\*\s?(?:\d{1,2}(?:\.\d)*|[IVX]{1,5}|[a-zđ])[.)]\s)"
)
# Most pieces: words with single spaces, nothing to be left out or joined.
_WORD = r"[!-\"$-)+-^`-{}~\u00a1-\u00ac\u00ae-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e]+"
_ORDINARY = re.compile(rf"(?:{_WORD}(?: {_WORD})*)?")
PAGE_MARK = re.compile(r"^\W*(page break|trang \d{1,3}(\s*/\s*\d{1,3})?)\W*$", re.IGNORECASE)
# What a site printed at the foot of each page: its telephone and address.
PAGE_FOOT = re.compile(
    r"^.{0,40}\b(?:te[lkt]|đt|điện thoại|hotline)\b\W{0,5}[+\d(][\d\s().\-]{6,30}.{0,30}www\..{0,60}$", re.IGNORECASE
)
FILE_NAME = re.compile(r"^\W{0,5}[\w.\-]{2,20}\.docx?\W{0,3}\w?\W?\d{0,2}$", re.IGNORECASE)
PAGE_NUMBER = re.compile(r"^[-–— ]*\d{1,3}[-–— ]*$")
COLUMN_GAP = re.compile(rf"(?<=\S)(?:\t| {{4}})\s*(?=[{UPPER}*\-+])")
TERMINAL = re.compile(r"[.:;!?…⁄/][)\]\"”'’*]*$")
WIDEST_PAGE = 600  # a line with columns is not longer
_HALF = re.compile(r"N[ơo]i|K[íi]nh|Điều|ĐIỀU|Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC")
_MENDED = re.compile(
    r"N[ơo]i nh[ậa]n|K[íi]nh g[ửu]i|(?:Điều|ĐIỀU) \d{1,3}[.:]|(?:Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC) [IVXL\d]+(?:[.:]|$)"
)
_CITES_ON = re.compile(r"(?<!\w)(?:khoản|điểm|điều|mục|số|ngày)$")  # the number stands on the next line
WRAPPED_WIDTH = 160  # a text whose long lines are longer than this is not wrapped: each line is a paragraph


@dataclass(frozen=True)
class Line:
    """One line of the page, cleaned, with what its place says about it."""

    strand: Strand
    apart: bool  # a blank line, a rule or a column bar stands before it
    page_break: bool = False  # a page ended before it
    right: bool = False  # it stood to the right of another text on the same line

    @property
    def text(self) -> str:
        return self.strand.text

    @property
    def ends(self) -> bool:
        """Whether it ends as a sentence or an entry of a list does."""
        return bool(TERMINAL.search(self.text))


def lines_of(text: str) -> list[Line]:
    """The lines that have words, in order."""
    found: list[Line] = []
    apart, page_break, start = True, False, 0
    raw_lines = [part for raw in text.splitlines(keepends=True) for part in _runs_apart(raw)]
    for number, raw in enumerate(raw_lines):
        if "\f" in raw:
            apart = page_break = True
        cells = _cells(text, start, start + len(raw))
        start += len(raw)
        is_label = bool(_LONE_MARK.fullmatch(raw)) and _begins_words(raw_lines, number + 1)
        ends_page = bool(cells) and _ends_page(cells[0].text, apart=apart)
        if not cells or ends_page or (RULE.match("".join(c.text for c in cells)) and not is_label):
            page_break = page_break or ends_page
            apart = True
            continue
        if PAGE_NUMBER.match(cells[0].text) and len(cells) == 1 and apart and _blank(raw_lines, number + 1):
            page_break = True
            continue
        for place, cell in enumerate(cells):
            barred = place > 0 and raw.count("|") > 1
            found.append(Line(cell, apart or barred, page_break, right=place > 0 and not barred))
            apart = page_break = False
        if raw.rstrip().endswith("|"):
            apart = True
    return _with_words_mended(list(_made_whole(found)))


def _ends_page(text: str, *, apart: bool) -> bool:
    """Whether the line is a mark of the page, or what stands at its foot: apart from the text, the name of a file."""
    return bool(PAGE_MARK.match(text) or PAGE_FOOT.match(text) or (apart and FILE_NAME.match(text)))


def _runs_apart(raw: str) -> list[str]:
    """A line of Markdown whose runs of bold type were paragraphs: "**KẾT LUẬN****về ...**", "sau:**1. Yêu cầu ..."."""
    if "**" not in raw:
        return [raw]
    edges = [0, *(found.end() for found in _RUNS.finditer(raw)), len(raw)]
    return [raw[a:b] for a, b in pairwise(edges) if b > a]


def _with_words_mended(lines: list[Line]) -> list[Line]:
    """The lines of a damaged scan, each with its words as they were meant."""
    if not is_damaged(line.text for line in lines):
        return lines
    return [replace(line, strand=replace(line.strand, mended=mended(line.text))) for line in lines]


def _made_whole(lines: list[Line]) -> Iterator[Line]:
    """What a narrow column broke in two made whole: "Nơi nhận", "Điều 1.", a label that stands alone on its line."""
    held: Line | None = None
    for line in lines:
        if held is not None:
            is_label = bool(_LABEL_ALONE.fullmatch(held.text)) and not line.apart and line.text[:1].isalpha()
            if is_label or _MENDED.match(f"{held.text} {line.text}"):
                line = replace(line, strand=joined([held.strand, line.strand]), apart=held.apart)
            else:
                yield held
            held = None
        if _HALF.fullmatch(line.text) or _LABEL_ALONE.fullmatch(line.text):
            held = line
        else:
            yield line
    if held is not None:
        yield held


def _begins_words(raw_lines: list[str], number: int) -> bool:
    return number < len(raw_lines) and raw_lines[number].lstrip(" \t*_")[:1].isalpha()


def _blank(raw_lines: list[str], number: int) -> bool:
    return number >= len(raw_lines) or not raw_lines[number].strip(" \t\r\n|*")


def _cells(text: str, start: int, end: int) -> list[Strand]:
    """The columns of one line, each a strand with single spaces and without the marks of Markdown."""
    raw = text[start:end]
    cuts = [0]
    if raw.count("|") > 1 or raw.strip().startswith("|") or raw.strip().endswith("|"):
        for bar in re.finditer(r"\|", raw):
            cuts += [bar.start(), bar.end()]
    for gap in COLUMN_GAP.finditer(raw, 0, WIDEST_PAGE):
        if len(raw[: gap.start()].strip(" \t*-+0123456789.)")) > 2:
            cuts += [gap.start(), gap.end()]
    cuts = sorted({*cuts, len(raw)})
    cells = (_cleaned(text, start + a, start + b) for a, b in pairwise(cuts))
    return [cell for cell in cells if cell]


def _cleaned(text: str, start: int, end: int) -> Strand:
    raw = text[start:end]
    piece = raw.strip(" \t\r\n")
    if _ORDINARY.fullmatch(piece):
        begin = start + len(raw) - len(raw.lstrip(" \t\r\n"))
        return Strand(piece, tuple(range(begin, begin + len(piece))))
    letters: list[str] = []
    at: list[int] = []
    begun = False  # a word has begun: "#" before it is a mark of Markdown
    bullet = re.match(r"\s*\*(?=\s+[^\s*])(?!.*\*\s*$)", text[start:end])
    mark = start + bullet.end() - 1 if bullet else -1
    dress = {
        start + place
        for found in _EMPHASIS.finditer(text[start:end])
        for group in (1, 2)
        for place in range(*found.span(group))
    }
    for letter, place in clusters(text, start, end):
        if letter.isspace() or letter in "\ufeff\u200b\u00ad|":
            if letters and letters[-1] != " ":
                letters.append(" ")
                at.append(place)
        elif (
            (letter == "*" and place != mark)
            or place in dress
            or not letter.isprintable()
            or (letter == "#" and not begun)
        ):
            continue
        else:
            begun = begun or letter != "#"
            letters.append(letter)
            at.append(place)
    return Strand("".join(letters), tuple(at)).cut(0)


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together, as one strand."""

    strand: Strand
    page_break: bool = False

    @property
    def text(self) -> str:
        return self.strand.text


def is_wrapped(lines: list[Line]) -> bool:
    """Whether the text was broken into lines of one width."""
    lengths = sorted(len(line.strand) for line in lines)
    return bool(lengths) and lengths[len(lengths) * 9 // 10] <= WRAPPED_WIDTH


def width_of(lines: list[Line]) -> int:
    lengths = sorted(len(line.strand) for line in lines)
    return lengths[len(lengths) * 3 // 4] if lengths else 0


#: Whether a line opens a paragraph by its label: the line, the one above it in the same block, the width of the text.
Begins = Callable[[Line, "Line | None", int], bool]


def paragraphs_of(lines: list[Line], begins: Begins) -> list[Paragraph]:
    """Lines joined into paragraphs.

    `begins` gets 0 as the width where the text was not wrapped.
    """
    width = width_of(lines) if is_wrapped(lines) else 0
    groups: list[list[Line]] = []
    for line in lines:
        before = groups[-1][-1] if groups else None
        if before is None or _opens(line, before, width, begins):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [Paragraph(joined(line.strand for line in group), group[0].page_break) for group in groups]


def _opens(line: Line, before: Line, width: int, begins: Begins) -> bool:
    if begins(line, None if line.apart else before, width):
        return True
    cites = line.text[:1].isdigit() and _CITES_ON.search(before.strand.low)
    unfinished = not before.ends and (line.text[:1].islower() or cites)
    if line.apart:
        return not (unfinished and (line.page_break or len(before.strand) > 40))
    if not width:
        return not unfinished
    if not (before.ends and line.text[:1].isupper()):
        return False
    # The last line of a paragraph is short; sites also break the first one early.
    return len(before.strand) < 0.85 * width or (len(line.strand) < 0.6 * width and not line.ends)
