"""What the buttons of the review do to it as typed: the acts of static/js/review/row_acts.js, for pages without it.

Each act of a row gets the rows and the place of its row and returns the key of the row to go back to.  An item is
moved and removed from its level together with all that stands under it.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from directives.forms.rows import MAX_LEVEL
from directives.models import Instruction, Relation

Typed = dict[str, Any]
BLANK_ROW: Typed = {"kind": Instruction.Kind.ITEM.value, "level": "1"}
BLANK_CITATION: Typed = {"relation": Relation.IMPLEMENTS.value}


def act(typed: Typed, name: str, key: str) -> tuple[Typed, str]:
    """The review after a button, and the key of the row to show; unchanged where the button or the row is unknown."""
    typed = deepcopy(typed)
    if name == "add":
        return typed, _add(typed["rows"], len(typed["rows"]), BLANK_ROW, "r")
    if name == "cite":
        return typed, _add(typed["citations"], len(typed["citations"]), BLANK_CITATION, "c")
    if name == "uncite":
        typed["citations"] = [row for row in typed["citations"] if row["key"] != key]
        return typed, ""
    key, _, rest = key.partition(":")
    if name == "party" and key == "head":
        return typed, _choose_party(typed["head"], rest)
    rows = typed["rows"]
    at = next((place for place, row in enumerate(rows) if row["key"] == key), None)
    if at is None:
        return typed, ""
    if name == "lead":
        return typed, _choose_lead(rows[at], rest)
    if name == "party":
        return typed, _choose_party(rows[at], rest)
    return (typed, ROW_ACTS[name](rows, at)) if name in ROW_ACTS else (typed, "")


def level_of(row: Typed) -> int:
    level = str(row.get("level", ""))
    return min(max(int(level), 1), MAX_LEVEL) if level.isdecimal() else 1


def end_of_block(rows: list[Typed], at: int) -> int:
    """The place after the row and all that stands under it."""
    end = at + 1
    while end < len(rows) and level_of(rows[end]) > level_of(rows[at]):
        end += 1
    return end


def _add(rows: list[Typed], at: int, blank: Typed, letter: str) -> str:
    key = f"{letter}{max((int(row['key'][1:]) for row in rows), default=0) + 1}"
    rows.insert(at, blank | {"key": key})
    return key


def _after(rows: list[Typed], at: int) -> str:
    return _add(rows, at + 1, BLANK_ROW | {"level": str(level_of(rows[at]))}, "r")


def _remove(rows: list[Typed], at: int) -> str:
    rows.pop(at)
    return rows[min(at, len(rows) - 1)]["key"] if rows else ""


def _shift(by: int) -> Callable[[list[Typed], int], str]:
    """One level in or out with everything under it; no deeper than one below the row above."""

    def shift(rows: list[Typed], at: int) -> str:
        deepest = level_of(rows[at - 1]) + 1 if at else 1
        block = rows[at : end_of_block(rows, at)]
        levels = [level_of(row) + by for row in block]
        if levels[0] <= (deepest if by > 0 else MAX_LEVEL) and min(levels) >= 1 and max(levels) <= MAX_LEVEL:
            for row, level in zip(block, levels, strict=True):
                row["level"] = str(level)
        return rows[at]["key"]

    return shift


def _up(rows: list[Typed], at: int) -> str:
    """Before what stands above on the same level, else before the row that it stands under."""
    key, level = rows[at]["key"], level_of(rows[at])
    block = rows[at : end_of_block(rows, at)]
    target = next((place for place in range(at - 1, -1, -1) if level_of(rows[place]) <= level), None)
    if target is not None:
        del rows[at : at + len(block)]
        rows[target:target] = block
    return key


def _down(rows: list[Typed], at: int) -> str:
    """Behind the next block on the same level, else below the next row further out."""
    key, level, end = rows[at]["key"], level_of(rows[at]), end_of_block(rows, at)
    if end < len(rows):
        target = end_of_block(rows, end) if level_of(rows[end]) == level else end + 1
        block = rows[at:end]
        rows[target:target] = block
        del rows[at:end]
    return key


def _merge(rows: list[Typed], at: int) -> str:
    """One row with the row above: the words go on there, units and deadlines are kept, each once."""
    if at == 0:
        return rows[at]["key"]
    above, row = rows[at - 1], rows.pop(at)
    own = row.get("text", "") or ""
    if row.get("kind") != Instruction.Kind.CONTINUATION and row.get("label"):
        own = f"{row['label']}. {own}"
    apart = "\n\n" if row.get("kind") == Instruction.Kind.CONTINUATION else " "
    above["text"] = apart.join(filter(None, [(above.get("text") or "").rstrip(), own]))
    for name in ("leads", "coordinating"):
        above[name] = list(dict.fromkeys([*(above.get(name) or []), *(row.get(name) or [])]))
    lines = [*(above.get("deadlines") or []), *(row.get("deadlines") or [])]
    above["deadlines"] = [line for line in lines if any(line.values())]
    if above.get("start") and row.get("end"):
        above["end"] = row["end"]
    return above["key"]


def _add_deadline(rows: list[Typed], at: int) -> str:
    rows[at]["deadlines"] = [*(rows[at].get("deadlines") or []), line_of_nothing()]
    return rows[at]["key"]


def _choose_lead(row: Typed, chosen: str) -> str:
    """One of several leads leads, the others coordinate (requirement D2)."""
    leads = {_without_doubt(one): one for one in row.get("leads") or []}
    if found := leads.pop(_without_doubt(chosen), None):
        others = list(leads.values())
        row["leads"] = [found]
        row["coordinating"] = list(dict.fromkeys([*others, *(row.get("coordinating") or [])]))
    return row["key"]


def _without_doubt(value: str) -> str:
    """The value of a chip as it reads once its match is accepted: "u7:P. TCCB" for "u7?:P. TCCB"."""
    return value.replace("?:", ":", 1) if "?" in value.partition(":")[0] else value


def _choose_party(part: Typed, chosen: str) -> str:
    """ "leads:u12:P. TCCB": what these words mean is u12, whatever was proposed for them."""
    name, _, value = chosen.partition(":")
    words = value.partition(":")[2]
    if isinstance(part.get(name), list):
        part[name] = [value if one.partition(":")[2] == words else one for one in part[name]]
    return part.get("key", "")


def line_of_nothing() -> Typed:
    return dict.fromkeys(("kind", "as_printed", "due_on", "days", "anchor", "recurrence"), "")


ROW_ACTS: dict[str, Callable[[list[Typed], int], str]] = {
    "after": _after,
    "remove": _remove,
    "in": _shift(1),
    "out": _shift(-1),
    "up": _up,
    "down": _down,
    "merge": _merge,
    "deadline": _add_deadline,
}
