"""What must be done, by whom, by when, and everything that happened to it."""

from tasks.models.coordination import Coordination
from tasks.models.event import EventFile, TaskEvent
from tasks.models.result import ResultDocument
from tasks.models.task import Task

__all__ = ["Coordination", "EventFile", "ResultDocument", "Task", "TaskEvent"]
