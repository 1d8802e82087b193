"""The life of a task (product.md), cell by cell: what every act by every person does in every status, and what the
page of the task offers.

Whoever adds an act adds its row.
"""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client

from tasks.forms.acts import ACTS
from tasks.kinds import DutyKind, ResultKind
from tasks.models import Task
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.telling import link_to
from tasks.statuses import CLOCK_ACTS, CONSULTATION_ACTS, OPEN, Action, Status, actions_from
from tests.factories.tasks import (
    make_check_in,
    make_coordination,
    make_escalation,
    make_explanation,
    make_extension,
    make_proposal,
    make_task,
)
from tests.factories.units import make_organisation, make_person
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import do
from units.middleware import SESSION_KEY
from units.models import Delegation, Post, Unit, User
from units.refusals import Conflict, Forbidden
from units.roles import Role

# act                 | who may                     | from>to, or where the status stays; open, any: all such statuses
TABLE = """
accept                | head deputy delegate         | assigned>accepted
report                | head deputy delegate officer | assigned>in_progress accepted>in_progress in_progress
submit                | head deputy delegate         | accepted>submitted in_progress>submitted
confirm               | monitor leader               | submitted>completed
send_back             | monitor leader               | submitted>in_progress
check_in              | head deputy delegate officer | assigned>in_progress accepted>in_progress in_progress
plan_check_ins        | monitor leader               | assigned accepted in_progress
give_part             | head deputy delegate         | accepted in_progress
add_coordination      | monitor leader               | assigned accepted in_progress
ask_coordination      | head deputy delegate         | accepted in_progress
report_coordination   | other_head                   | assigned accepted in_progress submitted
progress_coordination | other_head                   | assigned accepted in_progress submitted
ask_more              | head deputy delegate         | accepted in_progress
name_officer          | head deputy delegate         | assigned accepted in_progress
hand_over             | head deputy delegate         | open
ask_extension         | head deputy delegate         | assigned accepted in_progress
take_offer            | head deputy delegate         | assigned accepted in_progress
decline_offer         | head deputy delegate         | assigned accepted in_progress
withdraw_extension    | head deputy delegate         | assigned accepted in_progress
grant_extension       | leader                       | assigned accepted in_progress
offer_extension       | leader                       | assigned accepted in_progress
refuse_extension      | leader                       | assigned accepted in_progress
propose               | head deputy delegate         | accepted in_progress
withdraw_proposal     | head deputy delegate         | assigned accepted in_progress
approve_proposal      | leader                       | assigned accepted in_progress
return_proposal       | leader                       | assigned accepted in_progress
refuse_proposal       | leader                       | assigned accepted in_progress
give_explanation      | head deputy delegate         | open completed
ask_explanation       | monitor leader               | open
withdraw_explanation  | monitor leader               | open completed
guide                 | monitor leader               | open
escalate              | monitor                      | open
decide_escalation     | leader                       | any
withdraw_escalation   | monitor                      | any
review                | monitor leader               | open
return                | head deputy delegate         | assigned>returned accepted>returned
transfer              | monitor leader               | returned>assigned
insist                | monitor leader               | returned>assigned
suspend               | leader                       | assigned>suspended accepted>suspended in_progress>suspended
resume                | leader                       | suspended>accepted
cancel                | monitor leader               | assigned>cancelled accepted>cancelled in_progress>cancelled \
submitted>cancelled returned>cancelled suspended>cancelled
reopen                | monitor leader               | completed>in_progress
"""
PEOPLE = (
    "monitor",
    "leader",
    "head",
    "deputy",
    "delegate",
    "officer",
    "registrar",
    "administrator",
    "other_head",
    "outsider",
)
# Acts of the clock, of one reorganisation on many tasks at once, and those on the page of a letter or a consultation:
# tests/tasks/test_reminding.py, test_consultations.py and test_reorganising.py ask them of every side.
ELSEWHERE = {Action.ASSIGN, Action.REMIND, Action.REORGANISE, *CONSULTATION_ACTS, *CLOCK_ACTS}
SEES = ("monitor", "leader", "head", "deputy", "delegate", "officer")

# What has to have been asked before the act can answer it.
ASKED: dict[Action, Callable[[Task], object]] = {
    Action.CHECK_IN: lambda task: (_standing(task), make_check_in(task)),
    Action.PLAN_CHECK_INS: lambda task: _standing(task),
    Action.ASK_COORDINATION: lambda task: make_coordination(task, _other()),
    Action.REPORT_COORDINATION: lambda task: make_coordination(task, _other()),
    Action.PROGRESS_COORDINATION: lambda task: make_coordination(task, _other()),
    Action.ASK_MORE: lambda task: make_coordination(task, _other(), status="done", done_on=TODAY),
    Action.HAND_OVER: lambda task: Task.objects.filter(pk=task.pk).update(
        officer=User.objects.get(posts__unit=task.lead, posts__role=Role.OFFICER)
    ),
    Action.TAKE_OFFER: lambda task: make_extension(task, offered=True),
    Action.DECLINE_OFFER: lambda task: make_extension(task, offered=True),
    Action.WITHDRAW_EXTENSION: make_extension,
    Action.GRANT_EXTENSION: make_extension,
    Action.OFFER_EXTENSION: make_extension,
    Action.REFUSE_EXTENSION: make_extension,
    Action.WITHDRAW_PROPOSAL: make_proposal,
    Action.APPROVE_PROPOSAL: make_proposal,
    Action.RETURN_PROPOSAL: make_proposal,
    Action.REFUSE_PROPOSAL: make_proposal,
    Action.GIVE_EXPLANATION: make_explanation,
    Action.WITHDRAW_EXPLANATION: make_explanation,
    Action.DECIDE_ESCALATION: lambda task: make_escalation(task, by=task.assigned_by),
    Action.WITHDRAW_ESCALATION: lambda task: make_escalation(task, by=task.assigned_by),
}


def _standing(task: Task) -> None:
    Task.objects.filter(pk=task.pk).update(duty_kind=DutyKind.STANDING)


def _other() -> Unit:
    return Unit.objects.get(short_name="KHTC")


def _rows() -> dict[str, tuple[set[str], dict[str, str]]]:
    rows = {}
    for line in TABLE.strip().splitlines():
        act, who, cells = (part.strip() for part in line.split("|"))
        named = {"open": sorted(OPEN), "any": Status.values}
        moves = [each.partition(">") for cell in cells.split() for each in named.get(cell, [cell])]
        rows[act] = (set(who.split()), {status: to or status for status, _, to in moves})
    return rows


ROWS = _rows()


def expected(action: Action, status: Status, who: str) -> str:
    """Who may not learns that first, whatever the status."""
    may, cells = ROWS[action]
    return cells.get(status.value, "conflict") if who in may else "forbidden"


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def people(office) -> dict[str, User]:
    """Those of the office and, beside them, one to whom the head's post is delegated, and strangers."""
    delegate = make_person(office.desk, Role.OFFICER, full_name="Người được ủy quyền")
    Delegation.objects.create(
        post=office.head.acting_post, delegate=delegate, valid_from=date(2026, 3, 1), valid_to=date(2026, 4, 1)
    )
    delegate.act_in(Post.objects.open_to(delegate, on=TODAY).get(user=office.head))
    others = {
        "delegate": delegate,
        "administrator": make_person(office.organisation, Role.ADMINISTRATOR),
        "outsider": make_person(make_organisation("Sở Tài chính", short_name="STC"), Role.MONITOR),
    }
    return {who: others.get(who) or getattr(office, who) for who in PEOPLE}


def _task(office, status: Status) -> Task:
    """Without a document as its result: files are read by a process of its own, which takes its time."""
    due_on = TODAY + timedelta(days=9)
    return make_task(lead=office.unit, by=office.monitor, due_on=due_on, status=status, result_kind=ResultKind.NONE)


def _more(office, action: Action) -> dict[str, object]:
    """Valid input that only this office can give."""
    return {
        Action.SUBMIT: {"reference": "", "files": ()},
        Action.TRANSFER: {"lead": office.other_unit},
        Action.GIVE_PART: {"officer": office.officer, "due_on": TODAY},
        Action.ADD_COORDINATION: {"unit": office.other_unit},
        Action.ASK_COORDINATION: {"unit": office.other_unit, "due_on": TODAY},
        Action.ASK_MORE: {"unit": office.other_unit, "due_on": TODAY},
        Action.NAME_OFFICER: {"officer": office.officer},
        Action.HAND_OVER: {"officer": office.deputy},
    }.get(action, {})


def _period_of(task: Task, action: Action) -> dict[str, object]:
    return {"period": task.check_ins.get()} if action == Action.CHECK_IN else {}


def _outcomes(office, people: dict[str, User], action: Action, status: Status) -> dict[str, str]:
    """Who -> the status that the act leads to, or which refusal it meets; each is undone again before the next."""
    with transaction.atomic():
        task = _task(office, status)
        if action in ASKED:
            ASKED[action](task)
        said = {who: _outcome(office, task, action, people[who]) for who in PEOPLE}
        transaction.set_rollback(True)
    return said


def _outcome(office, task: Task, action: Action, by: User) -> str:
    status = task.status
    with transaction.atomic():
        try:
            more = _more(office, action) | _period_of(task, action)
            said, reason = str(do(action, task, by, **more).status), "."
        except Forbidden as refusal:
            said, reason = "forbidden", refusal.reason
        except Conflict as refusal:
            said, reason = "conflict", refusal.reason
        task.refresh_from_db()
        done = said not in ("forbidden", "conflict")
        assert reason.endswith("."), reason
        assert (task.version, task.events.count()) == ((2, 1) if done else (1, 0)), (action, status)
        assert task.status == (said if done else status)
        transaction.set_rollback(True)
    task.refresh_from_db()
    return said


def test_every_act_has_its_row():
    missing = set(Action) - ELSEWHERE - set(ROWS)
    assert not missing, (
        f"no row in TABLE ({__file__}) for {sorted(missing)}: write who may and from which status to which, what has "
        "to have been asked before (ASKED), and which input the act needs (tests/tasks/steps.py)"
    )
    assert set(ROWS) <= set(Action.values)


@pytest.mark.parametrize("status", Status)
def test_every_act_of_every_person_in_every_status(office, people, status):
    wrong = {
        f"{action.value} by {who}": f"{got}, not {expected(action, status, who)}"
        for action in Action
        if action in ROWS
        for who, got in _outcomes(office, people, action, status).items()
        if got != expected(action, status, who)
    }
    assert wrong == {}


@pytest.mark.parametrize("status", Status)
def test_the_page_offers_exactly_what_the_person_may_do_and_says_why_not_the_rest(office, people, status):
    task = _task(office, status)
    for who in PEOPLE:
        client = Client()
        client.force_login(people[who], backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session[SESSION_KEY] = people[who].acting_post.pk  # the delegate has no other than the head's
        session.save()
        page = client.get(link_to(task))
        if who not in SEES:
            assert page.status_code == 404, who
            continue
        offered = [offer.action for offer in page.context["offers"]]
        may = [
            action
            for action in Action
            if action in ACTS and action not in ASKED and expected(action, status, who) not in ("forbidden", "conflict")
        ]
        assert offered == may, who
        is_unit_side = who not in ("monitor", "leader")
        own = [action for action in actions_from(status) if action in ACTS and ACTS[action].by_unit == is_unit_side]
        reasons = dict(page.context["reasons"])
        assert set(reasons) == {action.label for action in own if action not in ASKED} - {
            action.label for action in may
        }, who
        html = page.content.decode()
        assert all(f"{label}: {reason}" in html for label, reason in reasons.items())


@pytest.mark.parametrize("who", PEOPLE)
def test_a_task_is_given_by_the_office_and_the_leaders_of_its_organisation(office, people, who):
    line = AssignmentLine(title="Rà soát quy chế làm việc", leads=(office.unit,))
    if who in ("monitor", "leader"):
        (task,) = assign_tasks(lines=[line], by=people[who], now=NOW)
        assert (task.status, task.events.get().action) == (Status.ASSIGNED, Action.ASSIGN)
        return
    with pytest.raises(ValidationError if who == "outsider" else Forbidden) as refusal:
        assign_tasks(lines=[line], by=people[who], now=NOW)
    assert not Task.objects.exists(), refusal
