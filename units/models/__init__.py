"""Who we are: units through time, people and their posts, the calendar, the audit trail."""

from units.models.audit import AuditEvent, AuditKind
from units.models.calendar import CalendarDay
from units.models.groups import GroupMember, UnitGroup
from units.models.people import Delegation, Post, User
from units.models.unit import (
    SuccessionKind,
    Unit,
    UnitAlias,
    UnitKind,
    UnitSuccession,
    UnitVersion,
)

__all__ = [
    "AuditEvent",
    "AuditKind",
    "CalendarDay",
    "Delegation",
    "GroupMember",
    "Post",
    "SuccessionKind",
    "Unit",
    "UnitAlias",
    "UnitGroup",
    "UnitKind",
    "UnitSuccession",
    "UnitVersion",
    "User",
]
