"""Who may do what, role by role."""

from datetime import timedelta

import pytest

from tasks.permissions import CHECKS, can_assign, can_confirm, can_report, can_submit, can_watch
from tasks.statuses import Action, Status
from tests.factories.tasks import make_coordination, make_task
from tests.factories.units import LONG_AGO, make_organisation, make_person, make_unit
from tests.tasks.conftest import TODAY
from tests.tasks.steps import assign, do
from units.clock import today
from units.models import Delegation, Post
from units.refusals import Forbidden
from units.roles import Role

MAY = {
    Action.ACCEPT: {"head", "deputy"},
    Action.REPORT: {"head", "deputy", "officer"},
    Action.SUBMIT: {"head", "deputy"},
    Action.RETURN: {"head", "deputy"},
    Action.GIVE_PART: {"head", "deputy"},
    Action.ADD_COORDINATION: {"monitor", "leader"},
    Action.ASK_COORDINATION: {"head", "deputy"},
    Action.REPORT_COORDINATION: {"other_head"},
    Action.PROGRESS_COORDINATION: {"other_head", "other_officer"},
    Action.ASK_MORE: {"head", "deputy"},
    Action.NAME_OFFICER: {"head", "deputy"},
    Action.HAND_OVER: {"head", "deputy"},
    Action.ASK_EXTENSION: {"head", "deputy"},
    Action.TAKE_OFFER: {"head", "deputy"},
    Action.DECLINE_OFFER: {"head", "deputy"},
    Action.WITHDRAW_EXTENSION: {"head", "deputy"},
    Action.CONSULT: {"head", "deputy"},
    Action.GIVE_OPINION: set(),  # of the units that were asked
    Action.SETTLE_OPINIONS: {"head", "deputy"},
    Action.EXTEND_CONSULTATION: {"head", "deputy"},
    Action.WITHDRAW_CONSULTATION: {"head", "deputy"},
    Action.GRANT_EXTENSION: {"leader"},
    Action.OFFER_EXTENSION: {"leader"},
    Action.REFUSE_EXTENSION: {"leader"},
    Action.ASK_EXPLANATION: {"monitor", "leader"},
    Action.GIVE_EXPLANATION: {"head", "deputy"},
    Action.WITHDRAW_EXPLANATION: {"monitor", "leader"},
    Action.GUIDE: {"monitor", "leader"},
    Action.REMIND: {"monitor"},
    Action.ESCALATE: {"monitor"},
    Action.DECIDE_ESCALATION: {"leader"},
    Action.WITHDRAW_ESCALATION: {"monitor"},
    Action.REVIEW: {"monitor", "leader"},
    Action.CONFIRM: {"monitor", "leader"},
    Action.SEND_BACK: {"monitor", "leader"},
    Action.TRANSFER: {"monitor", "leader"},
    Action.INSIST: {"monitor", "leader"},
    Action.SUSPEND: {"leader"},
    Action.RESUME: {"leader"},
    Action.CANCEL: {"monitor", "leader"},
    Action.REOPEN: {"monitor", "leader"},
}
PEOPLE = ("monitor", "leader", "registrar", "head", "deputy", "officer", "other_head", "other_officer")


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("action", MAY)
def test_each_role_may_do_exactly_its_acts(office, action, who):
    """The other unit coordinates."""
    task = make_task(lead=office.unit, by=office.monitor)
    make_coordination(task, office.other_unit)
    verdict = CHECKS[action](getattr(office, who), task)
    assert bool(verdict) == (who in MAY[action])
    if not verdict:
        assert verdict.reason.startswith("Chỉ ")
        assert verdict.reason.endswith(".")


@pytest.mark.parametrize("who", PEOPLE)
def test_leaders_and_the_office_assign_and_watch(office, who):
    person = getattr(office, who)
    assert bool(can_assign(person)) == bool(can_watch(person)) == (who in {"monitor", "leader"})


def test_an_administrator_does_nothing_with_tasks(office):
    administrator = make_person(office.organisation, Role.ADMINISTRATOR)
    task = make_task(lead=office.unit, by=office.monitor)
    assert not any(check(administrator, task) for check in CHECKS.values())


def test_a_person_without_a_post_does_nothing(office):
    Post.objects.filter(user=office.head).update(valid_to=TODAY - timedelta(days=1))
    office.head.act_in(None)
    task = make_task(lead=office.unit, by=office.monitor)
    assert not any(check(office.head, task) for check in CHECKS.values())
    assert not can_assign(office.head)


def test_the_office_of_another_organisation_does_not_decide(office):
    other = make_organisation("Sở Tài chính", short_name="STC")
    stranger = make_person(make_unit("Văn phòng", parent=other), Role.MONITOR)
    task = make_task(lead=office.unit, by=office.monitor, status=Status.SUBMITTED)
    assert not can_confirm(stranger, task)


def test_e2_the_person_who_submitted_never_confirms(office):
    """Someone who is head of a unit and works in the Office as well."""
    both = make_person(office.unit, Role.HEAD)
    head_post = both.acting_post
    office_post = Post.objects.create(user=both, unit=office.desk, role=Role.MONITOR, title="", valid_from=LONG_AGO)
    task = assign(office.unit, by=office.monitor)
    do(Action.ACCEPT, task, both)
    do(Action.SUBMIT, task, both)
    both.act_in(office_post)
    with pytest.raises(Forbidden, match="phải do người khác thực hiện"):
        do(Action.CONFIRM, task, both)
    # Sent back and submitted by another, the same person may confirm.
    do(Action.SEND_BACK, task, both)
    do(Action.SUBMIT, task, office.deputy)
    assert do(Action.CONFIRM, task, both).status == Status.COMPLETED
    both.act_in(head_post)


def test_someone_delegated_acts_for_the_head(office):
    Delegation.objects.create(
        post=office.head.acting_post,
        delegate=office.officer,
        valid_from=today() - timedelta(days=1),
        valid_to=today() + timedelta(days=7),
    )
    task = make_task(lead=office.unit, by=office.monitor, status=Status.IN_PROGRESS)
    assert not can_submit(office.officer, task)
    post = Post.objects.open_to(office.officer, on=today()).get(user=office.head)
    office.officer.act_in(post)
    assert can_submit(office.officer, task)


def test_the_leader_of_a_subordinate_organisation_answers_for_it(office):
    school = make_organisation("Trường Chính trị", parent=office.organisation, short_name="TCT")
    director = make_person(school, Role.LEADER)
    task = make_task(lead=school, by=office.monitor)
    assert can_submit(director, task)
    assert not can_submit(office.leader, task)


def test_an_officer_who_went_to_another_unit_no_longer_reports(office):
    task = make_task(lead=office.unit, by=office.monitor, officer=office.officer)
    assert can_report(office.officer, task)
    office.officer.acting_post.unit = office.other_unit
    assert not can_report(office.officer, task)
