"""Random lives of tasks, played by the real services: acts of whoever may do them, on random days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.core.exceptions import ValidationError

from tasks.kinds import ResultKind
from tasks.models import Extension, HandlingRules, Task, TaskEvent
from tasks.permissions import CHECKS
from tasks.replay import FOLDED, REFERENCES, Entry, replay
from tasks.services.history import day_of
from tasks.services.officers import hand_over_work
from tasks.services.replaying import contradictions_of
from tasks.statuses import EXTENSION_ACTS, Action, Status, actions_from
from tests.factories.units import make_person, make_unit
from tests.tasks.conftest import NOW, Office
from tests.tasks.steps import assign, do
from units.models import Post, Unit, User
from units.refusals import Conflict, Forbidden
from units.roles import Role

# Seldom, so that a life does not end before it has begun.
RARE = {Action.CANCEL, Action.RETURN, Action.ACCEPT}
_OF_REQUEST = {
    None: {Action.ASK_EXTENSION},
    "asked": {
        Action.WITHDRAW_EXTENSION,
        Action.GRANT_EXTENSION,
        Action.OFFER_EXTENSION,
        Action.REFUSE_EXTENSION,
    },
    "offered": {Action.TAKE_OFFER, Action.DECLINE_OFFER},
}
FIXED = {name.attname for name in Task._meta.concrete_fields} - {
    "version",
    *(f"{name}_id" if name in REFERENCES else name for name in FOLDED),
}


@dataclass
class Stage:
    """Where lives are played: two units, a team below the first, and everyone who may act."""

    people: list[User]
    monitor: User
    leads: list[Unit]
    units: list[Unit]
    officers: list[User]
    done: Counter[str] = field(default_factory=Counter)


def make_stage(office: Office) -> Stage:
    team = make_unit("Tổ Hồ sơ", parent=office.unit, short_name="Tổ HS")
    chief, worker = make_person(team, Role.HEAD), make_person(team, Role.OFFICER)
    colleague = make_person(office.unit, Role.OFFICER, title="Chuyên viên")
    clerk = make_person(office.other_unit, Role.OFFICER, title="Chuyên viên")
    HandlingRules.objects.create(organisation=office.organisation, most_extensions=20, office_decides_extensions=True)
    officers = [office.officer, colleague, office.deputy, clerk, worker]
    heads = [office.head, office.other_head, chief]
    return Stage(
        people=[office.monitor, office.leader, *heads, *officers],
        monitor=office.monitor,
        leads=[office.unit, office.other_unit],
        units=[office.unit, office.other_unit, team],
        officers=officers,
    )


@dataclass
class Life:
    """One task with its parts; after each act the rows are written down, to be compared with the replay."""

    chance: Random
    stage: Stage
    now: datetime = NOW
    seen: dict[tuple[int, int], dict[str, object]] = field(default_factory=dict)  # (task, seq) -> columns of the row
    fixed: dict[int, dict[str, object]] = field(default_factory=dict)
    pks: list[int] = field(default_factory=list)  # the task, its parts and theirs

    def begin(self) -> None:
        due_on = day_of(self.now) + timedelta(days=self.chance.randint(-3, 40)) if self.chance.random() < 0.8 else None
        lead = self.chance.choice(self.stage.leads)
        root = assign(lead, by=self.stage.monitor, now=self.now, due_on=due_on, result_kind=ResultKind.ACKNOWLEDGEMENT)
        self.pks = [root.pk]
        self._look()

    def step(self) -> None:
        """Some days later somebody tries something; what is refused leaves nothing."""
        self.now += timedelta(days=self.chance.choice([0, 0, 0, 1, 2, 5]), minutes=self.chance.randint(1, 600))
        (task,) = self.tasks([self.chance.choice(self.pks)])
        if not (acts := self._acts(task)):
            return
        tried = [self.chance.choice(acts), self.chance.choice(acts)]
        action = min(tried, key=lambda one: (one in RARE, self.stage.done[one]))  # what was seldom done
        may = [person for person in self.stage.people if CHECKS[action](person, task)]
        if not may:
            return
        with suppress(Conflict, Forbidden, ValidationError):
            do(action, task, self.chance.choice(may), now=self.now, **OPTIONS[action](self, task))
            self.stage.done[action] += 1
            if action == Action.GIVE_PART:
                self.pks += Task.objects.filter(parent=task).exclude(pk__in=self.pks).values_list("pk", flat=True)
            self._look()

    def _acts(self, task: Task) -> list[Action]:
        """What the table allows; of the acts on the date those that the open request allows."""
        open_one = task.extensions.filter(status__in=Extension.OPEN).values_list("status", flat=True).first()
        pointless = set(EXTENSION_ACTS) - _OF_REQUEST[open_one]
        pointless |= {Action.HAND_OVER} if task.officer_id is None else set()
        return [action for action in actions_from(Status(task.status)) if action in OPTIONS and action not in pointless]

    def hand_everything_over(self) -> None:
        """All that one person works on passes to another, as from the page of the handover."""
        person, receiver = self.chance.choice(self.stage.officers), self.chance.choice(self.stage.officers)
        unit = self.chance.choice(self.stage.units)
        tasks = [task for task in self.tasks(self.pks) if task.officer_id == person.pk and task.lead_id == unit.pk]
        heads = [post.user for post in Post.objects.heads_of([unit], on=day_of(self.now)).select_related("user")]
        with suppress(Conflict, Forbidden, ValidationError):
            receivers = {task.pk: receiver for task in tasks}
            hand_over_work(person=person, unit=unit, receivers=receivers, by=heads[0], now=self.now)
        self._look()

    def tasks(self, pks: list[int]) -> list[Task]:
        rows = Task.objects.filter(pk__in=pks).order_by("pk")
        return list(rows.select_related("lead", "assigning_organisation", "officer"))

    def _look(self) -> None:
        for task in self.tasks(self.pks):
            self.fixed.setdefault(task.pk, {name: getattr(task, name) for name in FIXED})
            self.seen.setdefault((task.pk, task.version), columns_of(task))

    def demand_truth(self) -> None:
        """The history replays to the row, and each beginning of it to what the row then was."""
        for task in self.tasks(self.pks):
            events = list(TaskEvent.objects.filter(task=task).order_by("seq"))
            assert contradictions_of(task, events) == []
            assert {name: getattr(task, name) for name in FIXED} == self.fixed[task.pk]
            entries = [Entry(event.seq, Action(event.action), event.changes) for event in events]
            for event, state in zip(events, replay(entries), strict=True):
                stood = {name: getattr(state, name) or None for name in FOLDED}
                # Acts that took the task along (a whole suspended) may have been followed by another before we looked.
                assert stood == self.seen.get((task.pk, event.seq), stood)


def columns_of(task: Task) -> dict[str, object]:
    return {name: getattr(task, f"{name}_id" if name in REFERENCES else name) or None for name in FOLDED}


def rows_of_history() -> dict[int, dict[str, object]]:
    """Every row of the history as the database holds it."""
    return {row["id"]: row for row in TaskEvent.objects.values()}


def _day(life: Life, task: Task) -> dict[str, object]:
    return {"due_on": (task.due_on or day_of(life.now)) + timedelta(days=life.chance.randint(0, 20))}


def _transfer(life: Life, task: Task) -> dict[str, object]:
    due_on = _day(life, task)["due_on"] if life.chance.random() < 0.5 else None
    return {"lead": life.chance.choice(life.stage.units), "due_on": due_on}


def _part(life: Life, task: Task) -> dict[str, object]:
    due_on = task.due_on - timedelta(days=life.chance.randint(0, 3)) if task.due_on else None
    if life.chance.random() < 0.5:
        return {"unit": life.chance.choice(life.stage.units), "due_on": due_on}
    return {"officer": life.chance.choice(life.stage.officers), "due_on": due_on}


def _submission(life: Life, task: Task) -> dict[str, object]:
    return {"reference": "", "files": (), "open_parts_reason": "Phần còn lại không ảnh hưởng."}


def _nothing(life: Life, task: Task) -> dict[str, object]:
    return {}


OPTIONS: dict[Action, Callable[[Life, Task], dict[str, object]]] = {
    Action.ACCEPT: _nothing,
    Action.REPORT: _nothing,
    Action.SUBMIT: _submission,
    Action.CONFIRM: _nothing,
    Action.SEND_BACK: _nothing,
    Action.GIVE_PART: _part,
    Action.NAME_OFFICER: lambda life, task: {"officer": life.chance.choice([None, *life.stage.officers])},
    Action.HAND_OVER: lambda life, task: {"officer": life.chance.choice(life.stage.officers)},
    Action.ASK_EXTENSION: _day,
    Action.TAKE_OFFER: _nothing,
    Action.DECLINE_OFFER: _nothing,
    Action.WITHDRAW_EXTENSION: _nothing,
    Action.GRANT_EXTENSION: _nothing,
    Action.OFFER_EXTENSION: _day,
    Action.REFUSE_EXTENSION: _nothing,
    Action.RETURN: _nothing,
    Action.TRANSFER: _transfer,
    Action.INSIST: _nothing,
    Action.SUSPEND: _nothing,
    Action.RESUME: _nothing,
    Action.CANCEL: _nothing,
    Action.REOPEN: _nothing,
}
