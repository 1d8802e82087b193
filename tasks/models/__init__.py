"""What must be done, by whom, by when, and everything that happened to it."""

from tasks.models.coordination import Coordination
from tasks.models.escalation import EscalatedTask, Escalation
from tasks.models.event import EventFile, TaskEvent
from tasks.models.explanation import Explanation
from tasks.models.extension import Extension
from tasks.models.inspection import Finding, InspectedUnit, Inspection
from tasks.models.merit import MeritRecord
from tasks.models.proposal import Proposal, ProposalOption
from tasks.models.reorganising import SuccessorChoice
from tasks.models.result import ResultDocument
from tasks.models.review import Review, ReviewedTask
from tasks.models.rules import HandlingRules
from tasks.models.task import Task

__all__ = [
    "Coordination",
    "EscalatedTask",
    "Escalation",
    "EventFile",
    "Explanation",
    "Extension",
    "Finding",
    "HandlingRules",
    "InspectedUnit",
    "Inspection",
    "MeritRecord",
    "Proposal",
    "ProposalOption",
    "ResultDocument",
    "Review",
    "ReviewedTask",
    "SuccessorChoice",
    "Task",
    "TaskEvent",
]
