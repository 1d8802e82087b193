"""Two things timed side by side, so that the machine's mood falls on both."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True)
class Measured:
    """One line of output: `value` is the median in `unit`, `ratio` the median over rounds of value to baseline."""

    name: str
    value: float
    unit: str
    size: str
    database: str
    ratio: float

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def side_by_side(work: Work, baseline: Work, *, rounds: int) -> tuple[float, float]:
    """(median milliseconds of the work, median ratio to the baseline); the first round of both only warms up."""
    pairs = [(_milliseconds(work), _milliseconds(baseline)) for _ in range(rounds + 1)][1:]
    return median(mine for mine, _ in pairs), median(mine / other for mine, other in pairs)


def _milliseconds(work: Work) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
