"""Chapters of the story, one module a noun: each plays on tasks of its own, by the real services."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reports.demo.chapters import follow_up, inspecting, issuing, proposing

if TYPE_CHECKING:
    from reports.demo.story import Teller

CHAPTERS: tuple[Callable[[Teller], None], ...] = (proposing.tell, issuing.tell, follow_up.tell, inspecting.tell)
