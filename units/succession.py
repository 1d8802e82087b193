"""Who took over from units that are gone: chains of any length, one unit's work gone to several.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Step:
    """One succession: who took over, and what happened in words ("sáp nhập")."""

    successor: int
    what: str
    effective_on: date
    deciding_document: str = ""

    def __str__(self) -> str:
        return happened(self.what, self.effective_on, self.deciding_document)


def happened(what: str, on: date, deciding_document: str) -> str:
    """ "sáp nhập từ 01/07/2025 theo Quyết định 12/QĐ-SNV"."""
    return f"{what} từ {on:%d/%m/%Y}".strip() + (f" theo {deciding_document}" if deciding_document else "")


def heirs(unit: int, steps: Mapping[int, Sequence[Step]], open_units: Collection[int]) -> tuple[tuple[int, ...], str]:
    """The open units that a closed one's work went to, in the order of the steps, and what happened on the way."""
    found: dict[int, None] = {}
    told: dict[str, None] = {}
    seen = {unit}

    def follow(gone: int) -> None:
        for step in steps.get(gone, ()):
            told[str(step)] = None
            if step.successor in open_units:
                found[step.successor] = None
            elif step.successor not in seen:
                seen.add(step.successor)
                follow(step.successor)

    follow(unit)
    return tuple(found), "; ".join(told)


def predecessors(units: Iterable[int], steps: Mapping[int, Sequence[Step]]) -> set[int]:
    """All from whom the units took over, over any number of steps."""
    given: dict[int, set[int]] = {}
    for gone, found in steps.items():
        for step in found:
            given.setdefault(step.successor, set()).add(gone)
    seen: set[int] = set()
    waiting = list(units)
    while waiting:
        fresh = given.get(waiting.pop(), set()) - seen
        seen |= fresh
        waiting += fresh
    return seen
