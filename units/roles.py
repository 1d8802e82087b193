"""The six roles and what each may do.  An administrator of an office should be able to read this page."""

from __future__ import annotations

from django.db.models import TextChoices


class Role(TextChoices):
    REGISTRAR = "registrar", "Văn thư"
    MONITOR = "monitor", "Văn phòng (theo dõi, đôn đốc)"
    LEADER = "leader", "Lãnh đạo"
    HEAD = "head", "Thủ trưởng đơn vị"
    OFFICER = "officer", "Chuyên viên"
    ADMINISTRATOR = "administrator", "Quản trị"


# Whole-organisation roles see what their organisation logged, assigned or received; the others see their unit's.
ORGANISATION_ROLES = frozenset({Role.REGISTRAR, Role.MONITOR, Role.LEADER})

LOG_DIRECTIVES = frozenset({Role.REGISTRAR, Role.MONITOR})
ASSIGN_TASKS = frozenset({Role.MONITOR, Role.LEADER})
CONFIRM_RESULTS = frozenset({Role.MONITOR, Role.LEADER})
DECIDE_TASKS = frozenset({Role.LEADER})  # suspend, resume
ANSWER_FOR_UNIT = frozenset({Role.HEAD})  # accept, submit, return
WORK_ON_TASKS = frozenset({Role.HEAD, Role.OFFICER})  # report progress
FOLLOW_UP_TASKS = frozenset({Role.MONITOR, Role.LEADER})  # ask for explanations, guide, remind, review
REMIND_UNITS = frozenset({Role.MONITOR})  # by a letter, for which the Office takes the number
ESCALATE_TASKS = frozenset({Role.MONITOR})  # put before the leaders
WATCH_DASHBOARD = frozenset({Role.MONITOR, Role.LEADER})
READ_REPORTS = frozenset({Role.MONITOR, Role.LEADER})
MANAGE_ORGANISATION = frozenset({Role.ADMINISTRATOR})
