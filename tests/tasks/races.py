"""Eight people press different buttons on one task at the same moment, round after round."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from itertools import pairwise

from django.core.exceptions import ValidationError

from tasks.kinds import ResultKind
from tasks.models import Task
from tasks.services.transition import Stale
from tasks.statuses import Action, Status, target_of
from tests.factories.units import make_person
from tests.tasks.conftest import NOW, TODAY, Office
from tests.tasks.steps import assign, do
from tests.tasks.threads import at_once
from units.models import User
from units.refusals import Conflict, Refusal
from units.roles import Role

_UNIT = (
    Action.ACCEPT,
    Action.REPORT,
    Action.SUBMIT,
    Action.RETURN,
    Action.GIVE_PART,
    Action.ASK_EXTENSION,
    Action.TAKE_OFFER,
    Action.WITHDRAW_EXTENSION,
)
_GIVER = (
    Action.CONFIRM,
    Action.SEND_BACK,
    Action.TRANSFER,
    Action.INSIST,
    Action.SUSPEND,
    Action.RESUME,
    Action.REOPEN,
    Action.GRANT_EXTENSION,
    Action.OFFER_EXTENSION,
)
ROUNDS_A_TASK = 50  # then another one: every part that was given is stopped and set going with its whole
MOST_EXTENSIONS_APART = 30  # days: every date asked for lies after every one in force


def race(office: Office, *, rounds: int, seed: int) -> Counter[str]:
    """Plays and checks the rounds; returns how often what came of a press."""
    chance = random.Random(seed)
    people = _people(office)
    came_of: Counter[str] = Counter()
    task = _new(office)
    for number in range(rounds):
        if number and (task.status == Status.CANCELLED or number % ROUNDS_A_TASK == 0):
            demand_legal_path(task)
            task = _new(office)
        presses = _presses(people, chance, may_cancel=chance.random() < 0.05)
        again = number % 2 == 1  # those who are told look again and press once more, until it is not for want of news
        outcomes = at_once(*(_press(office, task, action, by, number, again=again) for by, action in presses))
        task = _demand_true(task, presses, outcomes, again=again)
        came_of.update(type(outcome).__name__ for outcome in outcomes)
    demand_legal_path(task)
    return came_of


def demand_legal_path(task: Task) -> None:
    """The whole history, replayed through the table, ends in the row as it is."""
    events = list(task.events.order_by("seq"))
    assert [event.seq for event in events] == list(range(1, task.version + 1))
    status, stopped_in = Status.ASSIGNED, None
    assert (events[0].action, events[0].status) == (Action.ASSIGN, status)
    for before, event in pairwise(events):
        reached = target_of(Action(event.action), status, before_suspension=stopped_in)
        assert event.status == reached, f"{event} led from {status} to {event.status}, not {reached}"
        if event.action == Action.SUSPEND:
            stopped_in = status
        if event.action != Action.TRANSFER:
            assert event.lead_id == before.lead_id, f"{event} moved the lead"
        for name, (was, becomes) in event.changes.items():
            if name in ("status", "due_on", "submitted_on", "completed_on"):
                assert (str(getattr(before, name) or ""), str(getattr(event, name) or "")) == (was or "", becomes or "")
        status = reached
    last = events[-1]
    for name in ("status", "lead_id", "due_on", "original_due_on", "submitted_on", "completed_on"):
        assert getattr(task, name) == getattr(last, name), name


def _people(office: Office) -> list[tuple[User, tuple[Action, ...]]]:
    second = make_person(office.desk, Role.MONITOR, title="Chuyên viên", full_name="Chuyên viên Văn phòng")
    return [
        (office.head, _UNIT),
        (office.deputy, _UNIT),
        (office.other_head, _UNIT),
        (office.officer, (Action.REPORT,)),
        (office.monitor, _GIVER),
        (second, _GIVER),
        (office.leader, _GIVER),
        (make_person(office.organisation, Role.LEADER, full_name="Phó Giám đốc Sở", is_deputy=True), _GIVER),
    ]


def _new(office: Office) -> Task:
    return assign(office.unit, by=office.monitor, due_on=TODAY + timedelta(days=1), result_kind=ResultKind.NONE)


def _presses(
    people: list[tuple[User, tuple[Action, ...]]], chance: random.Random, *, may_cancel: bool
) -> list[tuple[User, Action]]:
    """A button for each, as different as their buttons allow."""
    taken: set[Action] = set()
    presses = []
    for by, buttons in people:
        wanted = [action for action in buttons if action not in taken] or list(buttons)
        action = Action.CANCEL if may_cancel and by.full_name == "Giám đốc Sở" else chance.choice(wanted)
        taken.add(action)
        presses.append((by, action))
    return presses


def _press(office: Office, task: Task, action: Action, by: User, number: int, *, again: bool):
    more: dict[str, object] = {}
    if action == Action.TRANSFER:
        more = {"lead": office.other_unit if task.lead_id == office.unit.pk else office.unit}
    elif action == Action.GIVE_PART:
        more = {"officer": office.officer, "due_on": TODAY}
    elif action == Action.SUBMIT:
        more = {"reference": "", "files": (), "open_parts_reason": "Phần còn lại không ảnh hưởng kết quả."}
    elif action in (Action.ASK_EXTENSION, Action.OFFER_EXTENSION):
        more = {"due_on": TODAY + timedelta(days=MOST_EXTENSIONS_APART * (number + 2))}
    version, by_now = task.version, User.objects.get(pk=by.pk)

    def press() -> object:
        seen, at = Task.objects.get(pk=task.pk), version
        while True:
            try:
                return do(action, seen, by_now, now=NOW, version=at, **more)
            except Stale:
                if not again:
                    raise
                seen = Task.objects.get(pk=task.pk)
                at = seen.version

    return press


def _demand_true(task: Task, presses: list[tuple[User, Action]], outcomes: list[object], *, again: bool) -> Task:
    """Every act that was said to be done stands in the history, and no other; every loser was told."""
    done = [press for press, outcome in zip(presses, outcomes, strict=True) if isinstance(outcome, Task)]
    newest = Task.objects.get(pk=task.pk)
    fresh = list(newest.events.filter(seq__gt=task.version).select_related("by").order_by("seq"))
    assert newest.version == task.version + len(done), (presses, outcomes)
    assert Counter((event.by, event.action) for event in fresh) == Counter(done)
    if not again:
        assert len(done) <= 1, "two acts on one and the same version"
    assert None not in outcomes, "a press did not come back in time"
    for outcome in outcomes:
        if isinstance(outcome, Stale):
            [(winner, action)] = done
            assert str(winner) in outcome.reason, outcome.reason
            assert f"“{action.label}”" in outcome.reason, outcome.reason
        elif isinstance(outcome, Refusal):
            assert outcome.reason.endswith(".")
        else:
            assert isinstance(outcome, Task | ValidationError), repr(outcome)
        assert isinstance(outcome, Task | ValidationError | Conflict | Refusal)
    return newest
