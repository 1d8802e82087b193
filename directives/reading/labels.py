"""The marks that open an instruction: "I.", "1.", "1.1.", "a)", "đ)", "(1)", "-", "+", "Điều 1."

A line that begins like a label is not yet one: "Điều\n5. của Luật" is a wrapped line.  `LabelSense` decides from what
stands before it and from the sequence so far.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .lines import Line
from .strands import UPPER

LETTERS = (
    "abcdđeghiklmnopqrstuvxy"  # the order of points in Vietnamese documents: đ is the fifth; f, j, w, z do not occur
)
CAPITALS = LETTERS.upper()
LATIN = "abcdefghijklmnopqrstuvwxyz"  # the order in which Word letters by itself
_ANY_LETTER = "a-zđ"
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
DIVISIONS = {
    "phần": "part",
    "chương": "chapter",
    "mục": "section",
    "tiểu mục": "subsection",
    "điều": "article",
}
ORDINALS = {
    "nhất": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
}

# From the widest to the narrowest; of those that can't be told apart by rank the context decides.
DIVISIONS_BY_RANK = ("part", "chapter", "section", "subsection", "article")
RANKS = (*DIVISIONS_BY_RANK, "capital", "roman")

_DIVISION = re.compile(
    r"(Phần|PHẦN|Chương|CHƯƠNG|Tiểu mục|TIỂU MỤC|Mục|MỤC|Điều|ĐIỀU)\s+((?:thứ|THỨ)\s+\w+|[IVXL]+"
    rf"|\d{{1,3}}[a-zđ]?)\s*(?:[.:)\-–]+|(?=$)|(?=\s[{UPPER}]))\s*"
)
_FORMS = [
    ("roman", re.compile(r"([IVX]{1,6})\s*[.)/\-–:]\s*(?=\S|$)")),
    ("roman", re.compile(r"(I[iv]{1,2}|Ix|Vi{1,3})\.\s*(?=\S|$)")),  # capitals that a site made small
    ("capital", re.compile(rf"(?![KT]\s?/\s?[TML]|Đ/c)([{CAPITALS}])\s*[.)/]\s*(?=[^\s.)]|$)")),
    (
        "multi",
        re.compile(rf"(\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})\s*[.)/:]?(?:\s+|(?=[{UPPER}]))(?=\D|$)"),
    ),
    ("number", re.compile(r"(\d{1,3})\s*[./:](?!\d)\s*(?=[^\s.)]|$)")),
    ("number", re.compile(rf"(\d{{1,2}})\s?[-–]\s+(?=[{UPPER}])")),
    ("number)", re.compile(r"(\d{1,3})\s*\)\s*")),
    ("(number)", re.compile(r"(\(\d{1,3}\))\s*")),
    ("(letter)", re.compile(rf"(\([{_ANY_LETTER}]\))\s*")),
    ("small roman", re.compile(r"\(?(ii|iii|iv|vi{1,3}|ix)\)\s*")),
    ("letter number", re.compile(rf"([{_ANY_LETTER}]\.?\d{{1,2}})[.)]\s*")),
    ("number", re.compile(rf"([|!lÌÍ])\s?\.\s+(?=[{UPPER}])")),  # how scans read "1."
    ("letter", re.compile(rf"([{_ANY_LETTER}])\s?[.)/]\s*(?=[^\s.)]|$)")),
    ("dash", re.compile(r"([-–—−~])\s*(?![\d\s\-–—])")),
    ("dash", re.compile(r"(_)\s+(?=[^\W_])")),
    ("dash", re.compile(r"([-–—−])\s+(?=\d)")),
    ("plus", re.compile(r"(\+)\s*(?=\D)")),
    ("number", re.compile(rf"(\d{{1,3}})\s?\.{{2,}}\s*(?=[{UPPER}])")),
    ("lost number", re.compile(rf"(\.)\s+(?=[{UPPER}])")),  # a number of which only the full stop was read
    ("letter", re.compile(r"(©|®)\s*\)?\s*(?=[^\s.)]|$)")),  # how scans read "c)"
    ("bullet", re.compile(r"([•●▪■◦○⁃·*o])\s+(?=\S)")),
]
LONGEST_LABEL = 60  # letters, with what must follow it
_SUBJECT_MARK = re.compile(r"[Vv]\s?/\s?[Vv]")
_CITES = re.compile(
    r"(?:điều|khoản|điểm|mục|số|phần|chương|ngày|tháng|năm|quý|phụ lục|biểu|mẫu|đến|từ|và|tại|trên|dưới|gồm|khoảng"
    r"|tập|cấp độ|mức độ|loại|giai đoạn)$"
)
_CITES_BEFORE_DASH = re.compile(r"(?:khoản|điểm|số|ngày|từ|khoảng)$")


@dataclass(frozen=True)
class Label:
    kind: str
    value: int  # its place in its sequence; 0 where the kind has none
    text: str  # as printed, without the mark around it
    length: int  # how much of the line it takes
    parts: tuple[int, ...] = ()  # of "1.2.3"

    @property
    def is_counted(self) -> bool:
        return self.value > 0


def label_of(text: str) -> Label | None:
    """The label that the text begins with, looked at alone."""
    return _label_of_beginning(text[:LONGEST_LABEL])


@lru_cache(maxsize=4096)
def _label_of_beginning(text: str) -> Label | None:
    if _SUBJECT_MARK.match(text):
        return None
    if found := _DIVISION.match(text):
        word, number = found[1].lower(), found[2]
        return Label(
            DIVISIONS[word],
            _division_value(number),
            f"{found[1]} {number}",
            found.end(),
        )
    for kind, form in _FORMS:
        if found := form.match(text):
            return _label(kind, found[1], found.end())
    return None


def _label(kind: str, printed: str, length: int) -> Label:
    if printed in "|!lÌÍ" and kind == "number":
        return Label(kind, 1, "1", length)
    if printed in "©®":
        return Label(kind, LETTERS.index("c") + 1, "c", length)
    bare = printed.strip("()").lower()
    if kind in ("roman", "small roman"):
        return Label(kind, roman(bare), printed, length)
    if kind in ("letter", "capital", "(letter)"):
        order = LETTERS if bare in LETTERS else LATIN
        return Label(kind, order.index(bare) + 1, printed, length)
    if kind == "multi":
        parts = tuple(int(part) for part in bare.split("."))
        return Label(f"multi {len(parts)}", parts[-1], printed, length, parts)
    if kind in ("number", "number)", "(number)"):
        return Label(kind, int(bare), printed, length)
    if kind == "letter number":
        return Label(kind, int(bare[1:].lstrip(".")), printed, length)
    return Label(kind, 0, printed, length)


def roman(text: str) -> int:
    values = [ROMAN[letter] for letter in text.lower()]
    return sum(-v if any(v < w for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def _division_value(printed: str) -> int:
    number = printed.lower().removeprefix("thứ").strip()
    if number in ORDINALS:
        return ORDINALS[number]
    if digits := re.match(r"\d+", number):
        return int(digits[0])
    return roman(number) if re.fullmatch(r"[ivxl]+", number) else 1


def as_roman(label: Label) -> Label:
    """ "i)" and "v)" are letters by their form; where no "h)" or "u)" stands before them they are numbers."""
    return Label("small roman", roman(label.text.strip("()")), label.text, label.length)


def after_lost_number(label: Label, path: list[Label]) -> Label:
    """The number of which only the full stop was read: the one after the number that is open."""
    number = next((other.value for other in reversed(path) if other.kind == "number"), 0)
    return Label("number", number + 1, label.text, label.length)


def as_fourth(label: Label) -> Label:
    """ "đ)" right after "c)" is a "d)" that a scan gave a stroke."""
    return Label(label.kind, LETTERS.index("d") + 1, label.text, label.length)


class LabelSense:
    """Tells labels from wrapped lines that look like labels, going through the lines in order."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def __call__(self, line: Line, before: Line | None, width: int) -> bool:
        """Whether this line opens a paragraph by its label; `before` is the line above it in the same block."""
        label = label_of(line.text)
        if label is None or line.right:
            return False
        if before is not None and not self._stands(label, line, before, width):
            return False
        if label.is_counted:
            self._last[label.kind] = label.value
        return True

    def _stands(self, label: Label, line: Line, before: Line, width: int) -> bool:
        if (_CITES if label.is_counted else _CITES_BEFORE_DASH).search(before.strand.low):
            return False
        if before.ends or not width:
            return True
        rest = line.text[label.length :]
        if re.match(r"(?:và|hoặc)\s", rest):
            return False
        short = (
            len(before.strand) + 1 + len(line.text.split()[0]) < 0.93 * width
        )  # its first word would have fitted above
        if not label.is_counted:
            return short and rest[:1].isupper()
        follows = label.value in (1, self._last.get(label.kind, 0) + 1) or label.kind not in self._last
        return follows and (short or rest[:1].isupper())
