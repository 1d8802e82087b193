"""What must be done, by whom, by when, and everything that happened to it."""

from tasks.models.check_in import CheckIn, CheckInPlan
from tasks.models.consultation import Consultation, ConsultationFile, Settlement
from tasks.models.coordination import Coordination
from tasks.models.escalation import EscalatedTask, Escalation
from tasks.models.event import EventFile, TaskEvent
from tasks.models.explanation import Explanation
from tasks.models.extension import Extension
from tasks.models.inspection import Finding, InspectedUnit, Inspection
from tasks.models.merit import MeritRecord
from tasks.models.opinion import Opinion, OpinionDraft
from tasks.models.petition import Petition, PetitionState
from tasks.models.proposal import Proposal, ProposalOption
from tasks.models.reminder import RemindedTask, RemindedUnit, ReminderLetter
from tasks.models.reorganising import SuccessorChoice
from tasks.models.result import Dissemination, ResultDocument
from tasks.models.review import Review, ReviewedTask
from tasks.models.rules import HandlingRules
from tasks.models.series import SeriesEvent, SeriesUnit, TaskSeries
from tasks.models.strike import Strike
from tasks.models.task import Task

__all__ = [
    "CheckIn",
    "CheckInPlan",
    "Consultation",
    "ConsultationFile",
    "Coordination",
    "Dissemination",
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
    "Opinion",
    "OpinionDraft",
    "Petition",
    "PetitionState",
    "Proposal",
    "ProposalOption",
    "RemindedTask",
    "RemindedUnit",
    "ReminderLetter",
    "ResultDocument",
    "Review",
    "ReviewedTask",
    "SeriesEvent",
    "SeriesUnit",
    "Settlement",
    "Strike",
    "SuccessorChoice",
    "Task",
    "TaskEvent",
    "TaskSeries",
]
