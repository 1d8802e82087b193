"""What the reading of a directive proposes for its assignment.

A person confirms; what the text does not say stays empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from directives.models import Directive, Instruction, InstructionParty, StatedDeadline
from directives.reading.terms import end_of_term
from tasks.kinds import DeadlineKind, DutyKind, ResultKind
from tasks.rhythm import Rhythm, read_rhythm
from units.calendar import WorkingCalendar
from units.folding import fold
from units.models import Unit, UnitGroup

MOST_NAMED = 5  # units in a sentence


@dataclass(frozen=True)
class Proposed:
    """For one instruction; `doubts` are sentences for the person who checks."""

    include: bool
    lead: Unit | UnitGroup | None
    addressees: tuple[Unit | UnitGroup, ...]  # in place of a lead: each of them for itself
    coordinating: tuple[Unit, ...]
    deadline_kind: DeadlineKind
    due_on: date | None
    deadline_words: str
    duty_kind: DutyKind
    result_kind: ResultKind
    doubts: tuple[str, ...]
    rhythm: Rhythm | None  # of a recurring duty, where the words are certain


def instructions_of(directive: Directive) -> list[Instruction]:
    """In the order of the document, with what was read beside each; a constant number of queries."""
    return list(directive.instructions.prefetch_related("parties__unit", "parties__group", "stated_deadlines"))


def addressees_of(directive: Directive) -> tuple[Unit | UnitGroup, ...]:
    """The units and groups of Kính gửi that are known here; of a document of our own, a group as it was made up on the
    day of issue (requirement A12).  A constant number of queries."""
    printed = directive.addressees.select_related("unit", "group").prefetch_related("units__unit")
    found: dict[Unit | UnitGroup, None] = {}
    for addressee in printed:
        members = [member.unit for member in addressee.units.all()]
        known = addressee.unit or addressee.group
        if members:
            found.update(dict.fromkeys(members))
        elif known:
            found[known] = None
    return tuple(found)


def propose(
    instructions: list[Instruction],
    *,
    issued_on: date | None,
    arrived_on: date | None,
    calendar: WorkingCalendar,
    addressees: tuple[Unit | UnitGroup, ...] = (),
) -> dict[int, Proposed]:
    """Instruction id -> proposal.  Without a unit of its own an instruction takes the one above it, else everybody to
    whom the document is addressed (requirement D3), but is then not included by itself."""
    by_id = {instruction.pk: instruction for instruction in instructions}
    return {
        instruction.pk: _proposal(instruction, by_id, addressees, issued_on, arrived_on, calendar)
        for instruction in instructions
    }


def _proposal(
    instruction: Instruction,
    by_id: dict[int, Instruction],
    addressees: tuple[Unit | UnitGroup, ...],
    issued_on: date | None,
    arrived_on: date | None,
    calendar: WorkingCalendar,
) -> Proposed:
    doubts: list[str] = []
    own = _known(instruction, InstructionParty.Part.LEAD)
    above = instruction
    leads = own
    while not leads and above.parent_id in by_id:
        above = by_id[above.parent_id]
        leads = _known(above, InstructionParty.Part.LEAD)
    others = [unit for unit in leads[1:] if isinstance(unit, Unit)]
    if len(leads) > 1:
        names = ", ".join(str(each) for each in leads)
        doubts.append(f"Văn bản nêu nhiều đơn vị: {names}. Đề xuất đơn vị đầu chủ trì, còn lại phối hợp.")
    unknown = [party.as_printed for party in instruction.parties.all() if not (party.unit or party.group)]
    doubts += [f"Chưa xác định được “{words}” là đơn vị nào." for words in unknown]
    to_all = () if leads or instruction.kind == Instruction.Kind.HEADING else addressees
    if to_all:
        rest = f" và {len(to_all) - MOST_NAMED} đơn vị khác" if len(to_all) > MOST_NAMED else ""
        names = ", ".join(str(each) for each in to_all[:MOST_NAMED]) + rest
        doubts.append(f"Văn bản không nêu đơn vị của nội dung này. Nếu giao: đề xuất theo Kính gửi ({names}).")
    coordinating = others + [
        unit for unit in _known(instruction, InstructionParty.Part.COORDINATING) if isinstance(unit, Unit)
    ]
    lead = leads[0] if leads else None
    kind, due_on, words, more = _deadline(list(instruction.stated_deadlines.all()), issued_on, arrived_on, calendar)
    recurring = [
        stated.as_printed
        for stated in instruction.stated_deadlines.all()
        if stated.kind == StatedDeadline.Kind.RECURRING
    ]
    rhythm = read_rhythm(recurring) if recurring else None
    if recurring and rhythm is None:
        said = "”, “".join(recurring)
        doubts.append(f"Văn bản ghi “{said}”, chưa xác định được kỳ. Chọn kỳ và cách tính hạn.")
    is_dissemination = "quan triet" in fold(instruction.text)
    return Proposed(
        include=bool(own),
        lead=lead,
        addressees=to_all,
        coordinating=tuple(dict.fromkeys(unit for unit in coordinating if unit != lead)),
        deadline_kind=kind,
        due_on=due_on,
        deadline_words=words,
        duty_kind=(
            DutyKind.DISSEMINATION if is_dissemination else DutyKind.RECURRING if recurring else DutyKind.ONE_OFF
        ),
        result_kind=ResultKind.ACKNOWLEDGEMENT if is_dissemination else ResultKind.DOCUMENT,
        doubts=(*doubts, *more),
        rhythm=rhythm,
    )


def _known(instruction: Instruction, part: InstructionParty.Part) -> list[Unit | UnitGroup]:
    parties = [party for party in instruction.parties.all() if party.part == part]
    return [known for party in parties if (known := party.unit or party.group)]


def _deadline(
    stated: list[StatedDeadline], issued_on: date | None, arrived_on: date | None, calendar: WorkingCalendar
) -> tuple[DeadlineKind, date | None, str, list[str]]:
    """The first deadline that says most: a date, a term, then words."""
    kinds = StatedDeadline.Kind
    order = [kinds.DATE, kinds.DAYS, kinds.WORKING_DAYS, kinds.RECURRING, kinds.IMMEDIATE, kinds.BY_REGULATION]
    if not stated:
        return DeadlineKind.NONE, None, "", []
    first = min(stated, key=lambda each: order.index(kinds(each.kind)))
    words = first.as_printed
    doubts = [f"Văn bản còn ghi thời hạn “{each.as_printed}”." for each in stated if each is not first]
    match kinds(first.kind):
        case kinds.DATE:
            return DeadlineKind.DATE, first.due_on, words, doubts
        case kinds.DAYS | kinds.WORKING_DAYS:
            due_on = _end_of_term(first, issued_on, arrived_on, calendar)
            if due_on is None:
                doubts.insert(0, f"Văn bản ghi “{words}”, chưa tính được ngày. Nhập ngày hạn.")
            return DeadlineKind.DATE, due_on, words, doubts
        case kinds.IMMEDIATE:
            return DeadlineKind.IMMEDIATE, None, words, doubts
        case kinds.BY_REGULATION:
            return DeadlineKind.BY_REGULATION, None, words, doubts
    return DeadlineKind.NONE, None, words, doubts


def _end_of_term(
    stated: StatedDeadline, issued_on: date | None, arrived_on: date | None, calendar: WorkingCalendar
) -> date | None:
    return end_of_term(
        days=stated.days,
        is_working=stated.kind == StatedDeadline.Kind.WORKING_DAYS,
        anchor=stated.anchor,
        issued_on=issued_on,
        arrived_on=arrived_on,
        calendar=calendar,
    )
