"""What was ordered: the directive, its text, its tree of instructions, its registers."""

from directives.models.access import DirectiveAccess
from directives.models.arrival import Arrival, Enclosure
from directives.models.citation import Citation, Relation
from directives.models.correction import Correction, FieldOutcome
from directives.models.directive import Addressee, AddresseeUnit, Attachment, Directive, Recipient
from directives.models.document import DocumentText, Reading
from directives.models.instruction import Instruction, InstructionParty, StatedDeadline
from directives.models.outgoing import OutgoingDraft
from directives.models.register import Receipt, RegisterCounter, RegisterEntry

__all__ = [
    "Addressee",
    "AddresseeUnit",
    "Arrival",
    "Attachment",
    "Citation",
    "Correction",
    "Directive",
    "DirectiveAccess",
    "DocumentText",
    "Enclosure",
    "FieldOutcome",
    "Instruction",
    "InstructionParty",
    "OutgoingDraft",
    "Reading",
    "Receipt",
    "Recipient",
    "RegisterCounter",
    "RegisterEntry",
    "Relation",
    "StatedDeadline",
]
