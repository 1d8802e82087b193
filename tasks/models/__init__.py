"""What must be done, by whom, by when, and everything that happened to it."""

from tasks.models.coordination import Coordination
from tasks.models.event import EventFile, TaskEvent
from tasks.models.extension import Extension
from tasks.models.proposal import Proposal, ProposalOption
from tasks.models.result import ResultDocument
from tasks.models.rules import HandlingRules
from tasks.models.task import Task

__all__ = [
    "Coordination",
    "EventFile",
    "Extension",
    "HandlingRules",
    "Proposal",
    "ProposalOption",
    "ResultDocument",
    "Task",
    "TaskEvent",
]
