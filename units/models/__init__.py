"""Who we are: units through time, people and their posts, the calendar, the audit trail."""

from units.models.aliases import GroupAlias, UnitAlias
from units.models.audit import AuditEvent, AuditKind
from units.models.calendar import CalendarDay
from units.models.groups import GroupMember, UnitGroup
from units.models.people import Delegation, Post, User
from units.models.reorganisation import MovedRow, Reorganisation, ReorganisedUnit
from units.models.second_lines import SecondLine
from units.models.unit import (
    SuccessionKind,
    Unit,
    UnitKind,
    UnitSuccession,
    UnitVersion,
)

__all__ = [
    "AuditEvent",
    "AuditKind",
    "CalendarDay",
    "Delegation",
    "GroupAlias",
    "GroupMember",
    "MovedRow",
    "Post",
    "Reorganisation",
    "ReorganisedUnit",
    "SecondLine",
    "SuccessionKind",
    "Unit",
    "UnitAlias",
    "UnitGroup",
    "UnitKind",
    "UnitSuccession",
    "UnitVersion",
    "User",
]
