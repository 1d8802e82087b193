"""The rows of the assignment screen: each instruction, what was given of it, and the forms for what is to be given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from directives.models import Directive, Instruction, RegisterEntry
from tasks.forms.assigning import LineForm, Places
from tasks.forms.rhythm import fields_of
from tasks.models import Task
from tasks.services.proposing import Proposed, addressees_of, instructions_of, propose
from tasks.services.telling import in_short
from tasks.views.rows import TaskRow, rows_of
from units.calendar import WorkingCalendar
from units.models import Unit, User

OTHER = "khac"  # the row for a task of the directive that no instruction states
MOST_COPIES = 20
LONGEST_PREFILL = 1900


@dataclass
class Node:
    """One instruction, or the last row for anything else.  `key` is the prefix of its forms and of its counter."""

    key: str
    instruction: Instruction | None
    depth: int
    given: list[TaskRow]
    doubts: tuple[str, ...]
    forms: list[LineForm] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        return self.instruction is not None and self.instruction.kind == Instruction.Kind.HEADING


class Screen:
    """Everything that the screen shows.  `data` is what was posted, None at the first look."""

    def __init__(
        self,
        directive: Directive,
        *,
        user: User,
        organisation: Unit,
        today: date,
        calendar: WorkingCalendar,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        self.directive, self.calendar = directive, calendar
        self.places = Places(organisation, today)
        instructions = instructions_of(directive)
        proposals = propose(
            instructions,
            issued_on=directive.issued_on,
            arrived_on=_arrived_on(directive, organisation),
            calendar=calendar,
            addressees=tuple(place for place in addressees_of(directive) if place != organisation),
        )
        # A heading only introduces what stands under it: were both proposed, the same work would be given twice.
        named_below = {instruction.parent_id for instruction in instructions if proposals[instruction.pk].include}
        self._introductions = {
            instruction.pk
            for instruction in instructions
            if instruction.kind == Instruction.Kind.HEADING and instruction.pk in named_below
        }
        given: dict[int | None, list[Task]] = {}
        seen = Task.objects.filter(directive=directive, parent__isnull=True).visible_to(user).for_list().order_by("pk")
        for task in seen:
            given.setdefault(task.instruction_id, []).append(task)
        self.known_tasks = Task.objects.filter(directive=directive, parent__isnull=True).count()
        self.nodes: list[Node] = []
        for instruction in instructions:
            self.nodes.append(self._node(instruction, proposals[instruction.pk], given, today, data))
        self.nodes.append(self._node(None, None, given, today, data))

    def _node(
        self,
        instruction: Instruction | None,
        proposed: Proposed | None,
        given: dict[int | None, list[Task]],
        today: date,
        data: Mapping[str, Any] | None,
    ) -> Node:
        tasks = given.get(instruction.pk if instruction else None, [])
        node = Node(
            key=f"i{instruction.pk}" if instruction else OTHER,
            instruction=instruction,
            depth=min(instruction.level - 1, 4) if instruction else 0,
            given=rows_of(tasks, today=today, calendar=self.calendar),
            doubts=proposed.doubts if proposed and not tasks else (),
        )
        if data is None:
            initial = self._initial(instruction, proposed, is_given=bool(tasks))
            node.forms = [
                LineForm(prefix=f"{node.key}-0", places=self.places, instruction=instruction, initial=initial)
            ]
        else:
            node.forms = [
                LineForm(data, prefix=f"{node.key}-{index}", places=self.places, instruction=instruction)
                for index in range(_count(data, node.key))
            ]
        return node

    def _initial(self, instruction: Instruction | None, proposed: Proposed | None, *, is_given: bool) -> dict[str, Any]:
        if instruction is None or proposed is None:
            alone = not self.nodes
            return {"include": alone and not is_given, "title": self.directive.subject if alone else ""}
        values = self.places.lead_values
        lead = [self.places.value_of(place) for place in ([proposed.lead] if proposed.lead else proposed.addressees)]
        return {
            "include": proposed.include and not is_given and instruction.pk not in self._introductions,
            "title": in_short(instruction.text, LONGEST_PREFILL),
            "lead": [value for value in lead if value in values],
            "each": bool(proposed.addressees),
            "coordinating": [
                value for unit in proposed.coordinating if (value := self.places.value_of(unit)) in values
            ],
            "deadline_kind": proposed.deadline_kind,
            "due_on": proposed.due_on,
            "words": proposed.deadline_words,
            "duty_kind": proposed.duty_kind,
            "result_kind": proposed.result_kind,
            **fields_of(proposed.rhythm),
        }

    def included(self) -> list[LineForm]:
        return [form for node in self.nodes for form in node.forms if form.is_included]

    def leave_others_alone(self) -> None:
        """Rows that are not given now keep what was typed and are not judged."""
        for node in self.nodes:
            node.forms = [form if form.is_included else self._unjudged(form) for form in node.forms]

    def add_copy(self, key: str) -> None:
        """One more task from the same instruction (requirement C5); nothing is judged yet."""
        for node in self.nodes:
            node.forms = [self._unjudged(form) for form in node.forms]
            if node.key == key and len(node.forms) < MOST_COPIES:
                title = node.forms[-1]["title"].value()
                initial = {"include": True, "title": title}
                prefix = f"{key}-{len(node.forms)}"
                node.forms.append(
                    LineForm(prefix=prefix, places=self.places, instruction=node.instruction, initial=initial)
                )

    def _unjudged(self, form: LineForm) -> LineForm:
        typed = {name: form[name].value() for name in form.fields}
        return LineForm(prefix=form.prefix, places=self.places, instruction=form.instruction, initial=typed)

    def bound(self) -> Iterator[LineForm]:
        """Forms with errors to list at the top."""
        return (form for node in self.nodes for form in node.forms if form.is_bound and form.errors)


def _count(data: Mapping[str, Any], key: str) -> int:
    posted = str(data.get(f"{key}-count", "1"))[:3]
    return min(int(posted), MOST_COPIES) if posted.isdecimal() else 1


def _arrived_on(directive: Directive, organisation: Unit) -> date | None:
    entry = RegisterEntry.objects.filter(receipt__directive=directive, organisation=organisation).first()
    return timezone.localdate(entry.arrived_at) if entry else None
