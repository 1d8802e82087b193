"""The corpus: short directives of the project's own writing, each beside its reading by hand."""

import json
from functools import cache
from pathlib import Path

from directives.reading import read
from directives.reading.exchange import as_exchange
from directives.reading.proposal import Proposal

FOLDER = Path(__file__).parents[2] / "data" / "reading"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


@cache
def text_of(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


@cache
def wanted_of(name: str) -> dict:
    """The reading by hand."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@cache
def proposal_of(name: str) -> Proposal:
    return read(text_of(name))


@cache
def read_of(name: str) -> dict:
    return as_exchange(proposal_of(name))
