"""Coordinating: what the lead asks of each unit by when, what each reports, and whose silence it is."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from directives.models import DirectiveAccess
from notices.models import Kind, Notification
from tasks.models import Coordination, Task
from tasks.services.filing import HandedIn
from tasks.services.overdue import check_overdue
from tasks.services.transition import Stale
from tasks.silence import SILENT, Duty, DutyState, duty_state, judging_day
from tasks.statuses import Action, Status
from tests.factories.directives import make_directive
from tests.factories.tasks import make_coordination, make_task
from tests.factories.units import make_organisation, make_person, make_unit
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import RESULT, assign, do
from units.refusals import Conflict, Forbidden
from units.roles import Role

DUE = TODAY + timedelta(days=10)
OWN = TODAY + timedelta(days=5)
AFTER_OWN = NOW + timedelta(days=8)  # three days of silence


@pytest.fixture
def task(office):
    given_task = assign(office.unit, by=office.monitor, due_on=DUE, coordinating=(office.other_unit,))
    return do(Action.ACCEPT, given_task, office.head)


def current(task, unit):
    return Coordination.objects.current().get(task=task, unit=unit)


def ask(task, office, **more):
    do(Action.ASK_COORDINATION, task, office.head, **({"unit": office.other_unit, "due_on": OWN} | more))
    return current(task, office.other_unit)


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("recipient__full_name", flat=True))


# asking


def test_each_coordinating_unit_has_a_duty_and_a_date_of_its_own_within_the_leads(office, task):
    first = current(task, office.other_unit)
    assert (first.due_on, first.content, first.begun_on) == (DUE, "", TODAY)
    one = ask(task, office)
    assert (one.pk, one.due_on, one.content, one.asked_by) == (
        first.pk,
        OWN,
        "Gửi số liệu chi thường xuyên.",
        office.head,
    )
    event = task.events.get(action=Action.ASK_COORDINATION)
    assert event.changes["coordination"] == [None, "KHTC"]
    assert event.changes["coordination_due_on"] == [DUE.isoformat(), OWN.isoformat()]
    assert told(Kind.COORDINATION_ASKED) == {"Trưởng phòng KHTC"}
    with pytest.raises(ValidationError) as refused:
        ask(task, office, due_on=DUE + timedelta(days=1))
    assert "không được sau hạn của nhiệm vụ" in refused.value.message_dict["due_on"][0]
    with pytest.raises(ValidationError, match="đã qua"):
        ask(task, office, due_on=TODAY - timedelta(days=1))
    with pytest.raises(ValidationError, match="không phối hợp nhiệm vụ này"):
        ask(task, office, unit=office.desk)


def test_of_an_overdue_task_nothing_is_asked_before_it_has_a_later_date(office, task):
    with pytest.raises(ValidationError) as refused:
        ask(task, office, now=NOW + timedelta(days=12), due_on=DUE + timedelta(days=20))
    assert "Xin gia hạn nhiệm vụ trước" in refused.value.message_dict["due_on"][0]


def test_who_gives_the_task_may_set_an_earlier_date_for_those_who_coordinate(office):
    given_task = assign(
        office.unit, by=office.monitor, due_on=DUE, coordinating=(office.other_unit,), coordinating_due_on=OWN
    )
    assert current(given_task, office.other_unit).due_on == OWN
    for own, units, said in (
        (DUE + timedelta(days=1), (office.other_unit,), "không được sau hạn của nhiệm vụ"),
        (OWN, (), "khi có đơn vị phối hợp"),
    ):
        with pytest.raises(ValidationError, match=said):
            assign(office.unit, by=office.monitor, due_on=DUE, coordinating=units, coordinating_due_on=own)


def test_who_gave_the_task_may_name_another_unit_with_the_reason(office, task):
    directive = make_directive(owner=office.organisation, by=office.registrar)
    Task.objects.filter(pk=task.pk).update(directive=directive)
    do(Action.ADD_COORDINATION, task, office.leader, unit=office.desk, due_on=OWN)
    assert current(task, office.desk).due_on == OWN
    assert DirectiveAccess.objects.get(directive=directive, unit=office.desk).reason == "coordinating"
    assert task.events.last().note == "Cần số liệu tài chính."
    for unit, said in (
        (office.desk, "đã là đơn vị phối hợp"),
        (office.unit, "đang chủ trì"),
        (make_organisation("Sở Nội vụ"), "không thuộc"),
    ):
        with pytest.raises(ValidationError, match=said):
            do(Action.ADD_COORDINATION, task, office.leader, unit=unit)
    with pytest.raises(Forbidden):
        do(Action.ADD_COORDINATION, task, office.head, unit=office.desk)


def test_a_unit_added_to_an_overdue_task_is_not_silent_at_once(office, task):
    late = NOW + timedelta(days=12)
    do(Action.ADD_COORDINATION, task, office.leader, unit=office.desk, now=late)
    one = current(task, office.desk)
    assert (one.due_on, one.state_on(late.date())) == (None, DutyState.NO_DATE)


# reporting


def test_f2_only_the_lead_and_those_who_coordinate_report_on_a_task(office, task):
    stranger = make_person(make_unit("Thanh tra Sở", parent=office.organisation), Role.HEAD)
    for action in (Action.REPORT, Action.SUBMIT, Action.REPORT_COORDINATION, Action.PROGRESS_COORDINATION):
        for person in (stranger, office.monitor, office.leader, office.registrar):
            with pytest.raises(Forbidden, match=r"^Chỉ "):
                do(action, task, person)
    # The lead does not report for those who coordinate, nor they for the lead.
    with pytest.raises(Forbidden, match="TCCB không phối hợp"):
        do(Action.REPORT_COORDINATION, task, office.head)
    for action in (Action.REPORT, Action.SUBMIT):
        with pytest.raises(Forbidden):
            do(action, task, office.other_head)
    do(Action.REPORT, task, office.officer)
    do(Action.PROGRESS_COORDINATION, task, office.other_officer)
    do(Action.REPORT_COORDINATION, task, office.other_head)


def test_the_head_reports_what_the_officer_has_prepared_and_the_part_is_done(office, task):
    do(Action.PROGRESS_COORDINATION, task, office.other_officer, files=(RESULT,))
    assert current(task, office.other_unit).status == Duty.OPEN
    with pytest.raises(Forbidden, match="thủ trưởng, cấp phó"):
        do(Action.REPORT_COORDINATION, task, office.other_officer)
    do(Action.REPORT_COORDINATION, task, office.other_head, files=(RESULT,))
    one = current(task, office.other_unit)
    assert (one.status, one.done_on) == (Duty.DONE, TODAY)
    assert (one.report.note, one.report.files.get().name) == ("Đã gửi đủ số liệu.", "ket-qua.txt")
    task.refresh_from_db()
    assert (task.status, task.last_reported_on) == (Status.ACCEPTED, None)  # the lead's own report is another matter
    assert told(Kind.COORDINATION_REPORTED) == {"Trưởng phòng TCCB"}
    for action in (Action.REPORT_COORDINATION, Action.PROGRESS_COORDINATION):
        with pytest.raises(Conflict, match=r"đã báo cáo kết quả phối hợp ngày 10/03/2026"):
            do(action, task, office.other_head)


def test_a_coordinating_organisation_answers_through_its_leader(office):
    school = make_organisation("Trường Chính trị", parent=office.organisation, short_name="TCT")
    director = make_person(school, Role.LEADER)
    task = assign(office.unit, by=office.monitor, due_on=DUE, coordinating=(school,))
    assert task in Task.objects.mine_to_coordinate(director)
    do(Action.REPORT_COORDINATION, task, director)
    assert current(task, school).status == Duty.DONE


def test_a_secret_file_is_refused_and_leaves_nothing(office, task):
    secret = HandedIn("bao-cao.txt", "SỞ NỘI VỤ\nMẬT\nSố: 45/BC-TCCB\nBÁO CÁO\nKết quả rà soát".encode())
    for action in (Action.REPORT_COORDINATION, Action.PROGRESS_COORDINATION):
        with pytest.raises(ValidationError, match="Văn bản mật"):
            do(action, task, office.other_head, files=(secret,))
    assert current(task, office.other_unit).status == Duty.OPEN


def test_a_stale_form_is_told_and_changes_nothing(office, task):
    with pytest.raises(Stale):
        do(Action.REPORT_COORDINATION, task, office.other_head, version=1)
    assert current(task, office.other_unit).is_open


def test_what_is_not_enough_is_asked_again_with_a_reason_and_the_first_report_stays(office, task):
    ask(task, office)
    do(Action.REPORT_COORDINATION, task, office.other_head, now=AFTER_OWN)
    with pytest.raises(ValidationError, match="Yêu cầu bổ sung"):
        ask(task, office, now=AFTER_OWN, due_on=DUE)
    do(Action.ASK_MORE, task, office.head, unit=office.other_unit, due_on=DUE, now=AFTER_OWN)
    first, again = Coordination.objects.filter(task=task, unit=office.other_unit).order_by("pk")
    assert (first.status, first.is_current, first.report.note) == (Duty.DONE, False, "Đã gửi đủ số liệu.")
    assert (again.status, again.is_current, again.content, again.due_on) == (
        Duty.OPEN,
        True,
        "Thiếu số liệu quý IV.",
        DUE,
    )
    # Three days of silence before the first report stay counted.
    assert list(Coordination.objects.late(AFTER_OWN.date())) == [first]
    with pytest.raises(ValidationError, match="chưa báo cáo kết quả phối hợp"):
        do(Action.ASK_MORE, task, office.head, unit=office.other_unit, due_on=DUE, now=AFTER_OWN)
    do(Action.REPORT_COORDINATION, task, office.other_head, now=AFTER_OWN)
    assert current(task, office.other_unit).state_on(AFTER_OWN.date()) == DutyState.DONE


def test_a_new_date_does_not_wash_a_silence_away(office, task):
    silent = ask(task, office)
    ask(task, office, due_on=DUE, now=AFTER_OWN)
    silent.refresh_from_db()
    assert (silent.status, silent.closed_on, silent.is_current) == (Duty.CLOSED, AFTER_OWN.date(), False)
    assert list(Coordination.objects.late(AFTER_OWN.date())) == [silent]
    assert not Coordination.objects.silent(AFTER_OWN.date()).exists()  # now the unit is asked anew


def test_an_extension_of_the_task_moves_no_coordination(office, task):
    ask(task, office)
    do(Action.ASK_EXTENSION, task, office.head)
    do(Action.GRANT_EXTENSION, task, office.leader)
    assert current(task, office.other_unit).due_on == OWN


# silence


def test_silence_begins_the_day_after_the_units_own_date_and_is_seen_by_the_lead(office, task):
    one = ask(task, office)
    assert one.state_on(OWN) == DutyState.DUE_SOON
    assert not Task.objects.silent_coordination(OWN).exists()
    after = OWN + timedelta(days=3)
    assert (one.state_on(after), one.days_late_on(after)) == (DutyState.SILENT, 3)
    assert Task.objects.visible_to(office.head).silent_coordination(after).get() == task


def test_the_unit_finds_what_it_owes_and_its_counter_is_its_list(office, task):
    ask(task, office)
    after = AFTER_OWN.date()
    assert Task.objects.mine_to_coordinate(office.other_head).get() == task
    assert Task.objects.mine_to_coordinate(office.other_officer).get() == task
    counts = Task.objects.visible_to(office.other_head).turn_counts(office.other_head, after)
    assert (counts["coordination_silent"], counts["coordination_soon"]) == (1, 0)
    early = Task.objects.visible_to(office.other_head).turn_counts(office.other_head, OWN)
    assert (early["coordination_silent"], early["coordination_soon"]) == (0, 1)
    assert Task.objects.waiting_for(office.other_head, after).get() == task
    assert Task.objects.counters(office.other_head, after)["mine"] == 1
    assert Task.objects.counters(office.other_officer, after)["mine"] == 0  # the head answers
    do(Action.REPORT_COORDINATION, task, office.other_head, now=AFTER_OWN)
    assert Task.objects.counters(office.other_head, after)["mine"] == 0
    assert not Task.objects.mine_to_coordinate(office.other_head).exists()


def test_a_result_that_waits_for_its_confirmation_makes_nobody_silent(office, task):
    do(Action.SUBMIT, task, office.head)
    much_later = DUE + timedelta(days=20)
    one = current(task, office.other_unit)
    assert one.state_on(much_later) == DutyState.IN_TIME
    assert not Coordination.objects.silent(much_later).exists()
    do(Action.CONFIRM, task, office.monitor, now=NOW + timedelta(days=30))
    one.refresh_from_db()
    assert (one.status, one.closed_on, one.state_on(much_later)) == (Duty.CLOSED, TODAY, DutyState.CLOSED)
    assert not Coordination.objects.late(much_later).exists()


# how it ends, stops and goes on


def test_the_leads_completion_closes_the_rest_and_records_who_was_silent(office, task):
    do(Action.ADD_COORDINATION, task, office.leader, unit=office.desk)
    make_person(office.desk, Role.HEAD, full_name="Chánh Văn phòng")
    ask(task, office)
    do(Action.SUBMIT, task, office.head, now=AFTER_OWN)
    do(Action.CONFIRM, task, office.monitor, now=AFTER_OWN + timedelta(days=9))
    silent, in_time = current(task, office.other_unit), current(task, office.desk)
    assert silent.state_on(DUE) == DutyState.CLOSED_SILENT
    assert (silent.closed_on, silent.days_late_on(DUE)) == (AFTER_OWN.date(), 3)
    assert in_time.state_on(DUE) == DutyState.CLOSED
    changes = task.events.get(action=Action.CONFIRM).changes
    assert changes["coordination_silent"] == [None, "KHTC"]
    assert changes["coordination_ended"] == [None, "KHTC, VP"]
    assert {"Trưởng phòng KHTC", "Chánh Văn phòng"} <= told(Kind.CHANGED)
    assert list(Coordination.objects.late(DUE)) == [silent]
    with pytest.raises(Conflict):
        do(Action.REPORT_COORDINATION, task, office.other_head)


def test_cancelling_closes_what_is_open(office, task):
    do(Action.CANCEL, task, office.leader)
    assert current(task, office.other_unit).state_on(TODAY) == DutyState.CLOSED


def test_a_task_opened_again_asks_nothing_by_itself_but_the_lead_may(office, task):
    do(Action.SUBMIT, task, office.head)
    do(Action.CONFIRM, task, office.monitor)
    do(Action.REOPEN, task, office.leader)
    closed = current(task, office.other_unit)
    assert closed.status == Duty.CLOSED
    with pytest.raises(Conflict, match="đã kết thúc ngày"):
        do(Action.REPORT_COORDINATION, task, office.other_head)
    again = ask(task, office)
    assert (again.is_open, again.due_on) == (True, OWN)
    assert again.pk != closed.pk


def test_a_returned_task_ends_its_coordinations_until_it_goes_on(office):
    task = assign(office.unit, by=office.monitor, due_on=DUE, coordinating=(office.other_unit,))
    do(Action.ACCEPT, task, office.head)
    ask(task, office)
    do(Action.RETURN, task, office.head)
    assert current(task, office.other_unit).status == Duty.CLOSED
    do(Action.INSIST, task, office.leader)
    kept = current(task, office.other_unit)
    assert (kept.status, kept.due_on, kept.content) == (Duty.OPEN, OWN, "Gửi số liệu chi thường xuyên.")
    do(Action.ACCEPT, task, office.head)
    do(Action.RETURN, task, office.head)
    do(Action.TRANSFER, task, office.leader, lead=office.desk)
    fresh = current(task, office.other_unit)
    assert (fresh.status, fresh.due_on, fresh.content) == (Duty.OPEN, DUE, "")  # the new lead says what it needs
    assert "Trưởng phòng KHTC" in told(Kind.CHANGED)


def test_suspension_stops_the_silence_and_gives_the_days_back_within_the_tasks_date(office, task):
    ask(task, office)
    do(Action.SUSPEND, task, office.leader, now=NOW + timedelta(days=1))
    one = current(task, office.other_unit)
    one.task.refresh_from_db()
    assert one.state_on(DUE + timedelta(days=90)) == DutyState.STOPPED
    assert not Coordination.objects.silent(DUE + timedelta(days=90)).exists()
    do(Action.RESUME, task, office.leader, now=NOW + timedelta(days=21))
    one.refresh_from_db()
    assert one.due_on == OWN + timedelta(days=20)
    assert task.events.last().changes["coordination_put_off"] == [None, "20"]


def test_a_finished_report_is_not_put_off_by_a_suspension(office, task):
    do(Action.REPORT_COORDINATION, task, office.other_head)
    do(Action.SUSPEND, task, office.leader)
    do(Action.RESUME, task, office.leader, now=NOW + timedelta(days=9))
    assert current(task, office.other_unit).due_on == DUE


# reminders


def check(day):
    return check_overdue(today=day, now=NOW + (day - TODAY))


@pytest.mark.parametrize(
    ("days", "people"),
    [
        (-4, set()),
        (-3, {"Trưởng phòng KHTC"}),
        (1, {"Trưởng phòng KHTC", "Trưởng phòng TCCB"}),
        (15, {"Trưởng phòng KHTC", "Trưởng phòng TCCB", "Phó Chánh Văn phòng"}),
    ],
)
def test_the_unit_is_reminded_of_its_own_date_and_the_lead_of_its_silence(office, days, people):
    task = make_task(lead=office.unit, by=office.monitor, due_on=OWN + timedelta(days=200))
    make_coordination(task, office.other_unit, due_on=OWN)
    outcome = check(OWN + timedelta(days=days))
    assert set(Notification.objects.values_list("recipient__full_name", flat=True)) == people
    assert outcome == {"tasks": 0, "coordinations": int(days > -4), "told": len(people)}
    assert check(OWN + timedelta(days=days))["told"] == 0
    if people:
        assert Notification.objects.first().title.startswith("Phối hợp. ")


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.SUSPENDED, Status.RETURNED])
def test_nobody_is_reminded_of_what_stands_still(office, status):
    task = make_task(lead=office.unit, by=office.monitor, due_on=OWN + timedelta(days=200), status=status)
    make_coordination(task, office.other_unit, due_on=OWN)
    assert check(OWN + timedelta(days=9))["coordinations"] == 0


# the rows


def test_a_unit_has_one_open_request_in_a_task_and_ends_are_dated(office, task):
    wrong = (
        {"unit": office.other_unit},
        {"unit": office.desk, "status": "done"},
        {"unit": office.desk, "status": "closed"},
        {"unit": office.desk, "closed_on": TODAY},
        {"unit": office.desk, "is_current": False},
    )
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            make_coordination(task, **fields)


days = st.dates(TODAY - timedelta(days=5), TODAY + timedelta(days=5))


@given(st.sampled_from(Duty), st.sampled_from(Status), st.none() | days, days, days)
def test_silence_in_sql_and_in_python_are_one(duty, status, due_on, ended_on, submitted_on):
    """The rows are judged by the pure rule; the next test asks the database for all of them."""
    submitted = submitted_on if status in (Status.SUBMITTED, Status.COMPLETED) else None
    ended = ended_on if duty != Duty.OPEN else None
    state = duty_state(
        duty=duty, due_on=due_on, ended_on=ended, task_status=status, submitted_on=submitted, today=TODAY
    )
    judged = judging_day(duty=duty, ended_on=ended, submitted_on=submitted, today=TODAY)
    if state in SILENT:
        assert due_on < judged
    elif due_on and state not in (DutyState.STOPPED,):
        assert due_on >= judged


def test_the_sql_of_silence_agrees_with_the_rule_in_every_case(office):
    """Every status of the task, every state of the request, dates before, on and after the days that judge."""
    alive = [Status.ASSIGNED, Status.ACCEPTED, Status.IN_PROGRESS, Status.SUBMITTED, Status.SUSPENDED, Status.RETURNED]
    around = [None, *(TODAY + timedelta(days=shift) for shift in (-4, -2, -1, 0, 1, 4))]
    expected: dict[int, DutyState] = {}
    for status in [*alive, Status.COMPLETED, Status.CANCELLED]:
        more = {"submitted_on": TODAY - timedelta(days=2)} if status in (Status.SUBMITTED, Status.COMPLETED) else {}
        task = make_task(lead=office.unit, by=office.monitor, status=status, assigned_on=date(2026, 1, 5), **more)
        for due_on in around:
            rows = [
                {"status": "done", "done_on": TODAY - timedelta(days=1)},
                {"status": "closed", "closed_on": TODAY - timedelta(days=1)},
            ]
            for fields in [{}, *rows] if status in alive else rows:
                unit = make_unit(f"Phòng {len(expected)}", parent=office.organisation)
                one = make_coordination(task, unit, due_on=due_on, **fields)
                expected[one.pk] = one.state_on(TODAY)
    late = set(Coordination.objects.late(TODAY).values_list("pk", flat=True))
    assert late == {pk for pk, state in expected.items() if state in SILENT}
    silent = set(Coordination.objects.silent(TODAY).values_list("pk", flat=True))
    assert silent == {pk for pk, state in expected.items() if state == DutyState.SILENT}
    assert len(set(expected.values())) == len(DutyState)
