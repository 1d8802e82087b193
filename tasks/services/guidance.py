"""Guidance (hướng dẫn, G1): what the Office writes to the leading unit about how to do the task.

The event is the record: guidance is never changed or taken back, another note follows it.
"""

from __future__ import annotations

from datetime import datetime

from tasks.models import Task
from tasks.services.transition import demand_words, transition
from tasks.statuses import Action
from units.models import User


def guide(*, task: Task, by: User, now: datetime, version: int, note: str) -> Task:
    """Write to the lead, which is told."""
    demand_words(note, "note", "Ghi nội dung hướng dẫn.")
    return transition(action=Action.GUIDE, task=task, by=by, now=now, version=version, note=note).task
