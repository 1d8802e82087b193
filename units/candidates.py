"""What a name may mean, and how it was found.  Pure values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class How(StrEnum):
    """How a match was found."""

    NAME = "name"
    ALIAS = "alias"  # short name or learned alias
    EARLIER = "earlier"
    INITIALS = "initials"
    PART = "part"
    ALIKE = "alike"


@dataclass(frozen=True)
class Candidate:
    """An open unit or a group that may be meant.  `names` are present full names, the one to show first.

    `is_own` marks what belongs to the organisation that received the document: of two units with one name
    ("Văn phòng" of the sở and of a chi cục) the own one is meant.
    """

    kind: Literal["unit", "group"]
    pk: int
    names: tuple[str, ...]
    short_names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    is_own: bool = True

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True)
class Former:
    """A name that nobody bears any more: of a closed unit, or of a unit before it was renamed.

    `units`: keys of the open units that it stands for today, none where nobody took over.  `why`: what happened, with
    the deciding document: "sáp nhập từ 01/07/2025 theo Quyết định 12/QĐ-SNV".
    """

    name: str
    units: tuple[int, ...] = ()
    why: str = ""
    short_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """What a name may mean.  `doubt` is "" where it is certain; `meant` is None where it is one of `alternatives`,
    or where the unit is gone."""

    how: How
    meant: Candidate | None
    doubt: str = ""
    alternatives: tuple[Candidate, ...] = ()
