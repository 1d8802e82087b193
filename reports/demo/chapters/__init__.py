"""Chapters of the story, one module a noun: each plays on tasks of its own, by the real services."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reports.demo.chapters import (
    consulting,
    coordinating,
    follow_up,
    handing_over,
    inspecting,
    issuing,
    petitions,
    proposing,
    recurring,
    results,
)

if TYPE_CHECKING:
    from reports.demo.story import Teller

CHAPTERS: tuple[Callable[[Teller], None], ...] = (
    proposing.tell,
    issuing.tell,
    follow_up.tell,
    inspecting.tell,
    petitions.tell,
    recurring.tell,
    coordinating.tell,
    results.tell,
    consulting.tell,
    handing_over.tell,
)
