"""The text of a Word document, with the labels that Word numbers by itself written out.

Real directives often carry their "1.", "a)", "-" as automatic numbering: in the file these are no characters, but a
level of a list defined in numbering.xml (ECMA-376, part 1, 17.9).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

LATIN = "abcdefghijklmnopqrstuvwxyz"  # as Word counts: it knows no "đ"
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
DEEPEST_TABLE = 8


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered: its figures, its pattern ("%1.%2.") and where it begins."""

    form: str
    pattern: str
    start: int


@dataclass
class Numbering:
    """The lists of a document, and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by list (w:num)
    shared: dict[str, str] = field(default_factory=dict)  # list -> what it is defined by: such lists count on together
    counters: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def label(self, list_id: str, depth: int) -> str:
        """The label of the next paragraph at this depth of the list."""
        levels = self.levels.get(list_id, {})
        level = levels.get(depth)
        if level is None or level.form == "none":
            return ""
        counter = self.counters[self.shared.get(list_id, list_id)]
        counter[depth] = counter.get(depth, level.start - 1) + 1
        for deeper in [d for d in counter if d > depth]:
            del counter[deeper]
        if level.form == "bullet":
            return "-"
        return re.sub(r"%(\d)", lambda found: self._figure(levels, counter, int(found[1]) - 1), level.pattern)

    def _figure(self, levels: dict[int, Level], counter: dict[int, int], depth: int) -> str:
        level = levels.get(depth)
        return figure(counter.get(depth, level.start), level.form) if level else ""


def figure(value: int, form: str) -> str:
    """A number in the figures of a list."""
    if form in ("lowerLetter", "upperLetter"):
        letter = LATIN[(value - 1) % 26] * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        text = ""
        for amount, sign in ROMAN:
            while value >= amount:
                text, value = text + sign, value - amount
        return text.upper() if form == "upperRoman" else text
    return f"{value:02d}" if form == "decimalZero" else str(value)


def text_of_document(document: Document) -> str:
    """Paragraphs and tables in their order; each paragraph a block, the cells of a table one after another."""
    numbering = _numbering(document)
    return "\n\n".join(_blocks(document, numbering, 0))


def _blocks(container: Document | _Cell, numbering: Numbering, depth: int) -> Iterator[str]:
    for block in container.iter_inner_content():
        if isinstance(block, Table):
            if depth < DEEPEST_TABLE:
                yield from _cells(block, numbering, depth)
        elif text := _labelled(block, numbering):
            yield text


def _cells(table: Table, numbering: Numbering, depth: int) -> Iterator[str]:
    """Each cell as a block of lines; a cell that spans several is told once."""
    seen: set[int] = set()
    for row in table.rows:
        for cell in row.cells:
            if id(cell._tc) in seen:
                continue
            seen.add(id(cell._tc))
            if text := "\n".join(_blocks(cell, numbering, depth + 1)):
                yield text


def _labelled(paragraph: Paragraph, numbering: Numbering) -> str:
    text = paragraph.text.strip()
    place = _place_in_list(paragraph)
    if place is None:
        return text
    label = numbering.label(*place)
    return f"{label} {text}".strip() if text else ""


def _place_in_list(paragraph: Paragraph) -> tuple[str, int] | None:
    """The list and the depth of a paragraph, by itself or by its style."""
    properties = paragraph._p.pPr
    found = _num_pr(properties)
    style = paragraph.style
    while found is None and style is not None:
        found = _num_pr(style.element.find(qn("w:pPr")))
        style = style.base_style
    if found is None or found[0] in (None, "0"):
        return None
    return found[0], found[1]


def _num_pr(properties: BaseOxmlElement | None) -> tuple[str, int] | None:
    element = properties.find(qn("w:numPr")) if properties is not None else None
    if element is None:
        return None
    list_id = _value(element, "w:numId")
    depth = _value(element, "w:ilvl") or "0"
    return (list_id, int(depth) if depth.isdigit() else 0) if list_id is not None else None


def _numbering(document: Document) -> Numbering:
    found = Numbering()
    part = next(
        (
            rel.target_part
            for rel in document.part.rels.values()
            if rel.reltype.endswith("/numbering") and not rel.is_external
        ),
        None,
    )
    if part is None or not hasattr(part, "element"):
        return found
    root = part.element
    abstract = {e.get(qn("w:abstractNumId")): _levels(e) for e in root.findall(qn("w:abstractNum"))}
    for num in root.findall(qn("w:num")):
        list_id, base = num.get(qn("w:numId")), _value(num, "w:abstractNumId")
        levels = dict(abstract.get(base, {}))
        restarts = False
        for override in num.findall(qn("w:lvlOverride")):
            depth = int(override.get(qn("w:ilvl"), "0"))
            start = _value(override, "w:startOverride")
            if start is not None and depth in levels and start.isdigit():
                levels[depth] = Level(levels[depth].form, levels[depth].pattern, int(start))
                restarts = True
            levels |= _levels(override)
        found.levels[list_id] = levels
        found.shared[list_id] = list_id if restarts else f"abstract {base}"
    return found


def _levels(element: BaseOxmlElement) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for level in element.findall(qn("w:lvl")):
        start = _value(level, "w:start") or "1"
        levels[int(level.get(qn("w:ilvl"), "0"))] = Level(
            form=_value(level, "w:numFmt") or "decimal",
            pattern=_value(level, "w:lvlText") or "",
            start=int(start) if start.isdigit() else 1,
        )
    return levels


def _value(element: BaseOxmlElement, name: str) -> str | None:
    child = element.find(qn(name))
    return child.get(qn("w:val")) if child is not None else None
