"""What each service demands and changes besides the status."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from directives.models import Directive
from files.models import StoredFile
from notices.models import Delivery, Kind, Notification
from tasks.deadlines import TimeState
from tasks.models import ResultDocument, Task
from tasks.services.filing import HandedIn
from tasks.statuses import Action, Status
from tests.factories.directives import make_directive
from tests.factories.tasks import make_check_in, make_escalation, make_task
from tests.factories.units import make_organisation
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import RESULT, SERVICES, assign, do
from units.refusals import Conflict, Forbidden

DUE = date(2026, 3, 20)
LATER = NOW + timedelta(days=15)  # 25/03/2026


@pytest.fixture
def task(office):
    return assign(office.unit, by=office.monitor, due_on=DUE)


@pytest.mark.parametrize("action", [Action.REPORT, Action.SUBMIT])
def test_a_secret_file_is_refused_and_not_kept(office, task, action):
    do(Action.ACCEPT, task, office.head)
    secret = HandedIn("bao-cao.txt", "SỞ NỘI VỤ\nMẬT\nSố: 45/BC-TCCB\nBÁO CÁO\nKết quả rà soát".encode())
    with pytest.raises(ValidationError) as refused:
        do(action, task, office.head, files=(secret,))
    assert "Văn bản mật không được đưa vào hệ thống" in refused.value.message_dict["file"][0]
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("year", [1906, 2206, 9999])
def test_a_new_due_date_that_is_a_slip_of_the_key_is_refused(office, task, year):
    do(Action.RETURN, task, office.head)
    with pytest.raises(ValidationError) as refused:
        do(Action.TRANSFER, task, office.leader, lead=office.other_unit, due_on=date(year, 12, 31))
    assert "due_on" in refused.value.message_dict


def told(kind=None):
    rows = Notification.objects.filter(kind=kind) if kind else Notification.objects.all()
    return set(rows.values_list("recipient__full_name", flat=True))


def forget():
    """What has been told so far."""
    Delivery.objects.all().delete()
    Notification.objects.all().delete()


def test_e2_a_result_counts_only_when_confirmed(office, task):
    """The result goes through the Office: until it confirms, the task is not completed."""
    do(Action.ACCEPT, task, office.head)
    submitted = do(Action.SUBMIT, task, office.head)
    assert (submitted.status, submitted.submitted_on, submitted.completed_on) == (Status.SUBMITTED, TODAY, None)
    assert Task.objects.mine_to_decide(office.monitor).get() == task
    assert not Task.objects.in_state(TimeState.DONE_ON_TIME, TODAY).exists()
    confirmed = do(Action.CONFIRM, task, office.monitor, now=LATER)
    assert (confirmed.submitted_on, confirmed.completed_on) == (TODAY, date(2026, 3, 25))
    # Confirmed after the due date, yet on time: the day of submission counts.
    assert Task.objects.in_state(TimeState.DONE_ON_TIME, date(2026, 3, 25)).get() == task


def test_waiting_for_confirmation_never_makes_a_task_overdue_but_sending_back_does(office, task):
    do(Action.ACCEPT, task, office.head)
    do(Action.SUBMIT, task, office.head)
    late = date(2026, 3, 25)
    assert not Task.objects.overdue(late).exists()
    sent_back = do(Action.SEND_BACK, task, office.monitor, now=LATER)
    assert sent_back.submitted_on is None
    assert Task.objects.overdue(late).get() == task
    assert Task.objects.sent_back_last().get() == task
    do(Action.REPORT, task, office.head, now=LATER)
    assert not Task.objects.sent_back_last().exists()


def test_e1_progress_is_kept_with_its_file(office, task):
    do(Action.REPORT, task, office.officer, files=(RESULT,))
    event = task.events.get(action=Action.REPORT)
    assert (event.note, event.files.get().name) == ("Đã rà soát xong 3 trên 5 nội dung.", "ket-qua.txt")
    task.refresh_from_db()
    assert task.last_reported_on == TODAY


def test_a_result_document_is_demanded_where_the_task_says_so(office, task):
    do(Action.ACCEPT, task, office.head)
    with pytest.raises(ValidationError) as refusal:
        do(Action.SUBMIT, task, office.head, reference=" ", files=(), issued_on=TODAY + timedelta(days=1))
    assert set(refusal.value.message_dict) == {"reference", "file", "issued_on"}
    do(Action.SUBMIT, task, office.head, issued_on=TODAY)
    document = ResultDocument.objects.get()
    assert (document.task, document.reference, document.issued_on) == (task, "45/BC-TCCB", TODAY)


@pytest.mark.parametrize("status", [status for status in Status if status != Status.SUBMITTED])
def test_e3_nothing_is_completed_without_a_result_that_was_handed_in(office, status):
    task = make_task(lead=office.unit, by=office.monitor, status=status)
    with pytest.raises(Conflict):
        do(Action.CONFIRM, task, office.leader)
    task.refresh_from_db()
    assert task.status == status


def test_e3_nothing_is_completed_without_somebody_else_who_confirms(office, task):
    do(Action.ACCEPT, task, office.head)
    with pytest.raises(ValidationError):
        do(Action.SUBMIT, task, office.head, reference="", files=())
    do(Action.SUBMIT, task, office.head)
    with pytest.raises(Forbidden):
        do(Action.CONFIRM, task, office.head)
    assert Task.objects.open().get() == task
    assert do(Action.CONFIRM, task, office.monitor).status == Status.COMPLETED


def test_a_task_without_a_document_demands_only_words(office):
    task = assign(office.unit, by=office.monitor, result_kind="none")
    do(Action.ACCEPT, task, office.head)
    do(Action.SUBMIT, task, office.head, reference="", files=())
    assert not ResultDocument.objects.exists()


@pytest.mark.parametrize(
    ("action", "field"),
    [
        (action, name)
        for action, (_, fields) in SERVICES.items()
        for name, words in fields.items()
        if type(words) is str and name not in ("reference", "explanation")
    ],
)
def test_words_that_an_act_demands_may_not_be_blank(office, task, action, field):
    of_unit = action in (Action.ADD_COORDINATION, Action.ASK_COORDINATION, Action.ASK_MORE)
    more = {"unit": office.other_unit} if of_unit else {}
    if action == Action.CHECK_IN:
        more = {"period": make_check_in(task)}
    if action == Action.WITHDRAW_ESCALATION:
        make_escalation(task, by=office.monitor)
    by = office.monitor if action in (Action.ESCALATE, Action.WITHDRAW_ESCALATION) else office.leader
    with pytest.raises(ValidationError) as refusal:
        do(action, task, by, **(more | {field: "  "}))
    assert set(refusal.value.message_dict) == {field}


def test_an_act_counts_for_the_day_in_vietnam(office, task):
    """18:30 in London is already the next morning in Hà Nội."""
    evening = datetime(2026, 3, 10, 18, 30, tzinfo=UTC)
    do(Action.ACCEPT, task, office.head, now=evening)
    submitted = do(Action.SUBMIT, task, office.head, now=evening, issued_on=date(2026, 3, 11))
    assert submitted.submitted_on == submitted.events.last().effective_on == date(2026, 3, 11)


def test_resuming_gives_the_days_back_and_the_status_before(office, task):
    do(Action.ACCEPT, task, office.head)
    do(Action.SUSPEND, task, office.leader)
    assert not Task.objects.overdue(date(2026, 6, 1)).exists()
    resumed = do(Action.RESUME, task, office.leader, now=LATER)
    assert (resumed.status, resumed.due_on, resumed.original_due_on) == (Status.ACCEPTED, date(2026, 4, 4), DUE)
    assert resumed.events.last().changes["due_on"] == ["2026-03-20", "2026-04-04"]


def test_resuming_an_undated_task_gives_it_no_date(office):
    task = assign(office.unit, by=office.monitor)
    do(Action.SUSPEND, task, office.leader)
    assert do(Action.RESUME, task, office.leader, now=LATER).due_on is None


def test_a_transfer_keeps_or_renews_the_due_date_and_the_old_lead_stays_in_history(office, task):
    do(Action.RETURN, task, office.head)
    moved = do(Action.TRANSFER, task, office.leader, lead=office.other_unit)
    assert (moved.lead, moved.due_on, moved.head_at_assignment) == (office.other_unit, DUE, office.other_head)
    assert moved.events.last().changes["lead"] == [office.unit.pk, office.other_unit.pk]
    do(Action.RETURN, task, office.other_head)
    fresh = date(2026, 4, 10)
    renewed = do(Action.TRANSFER, task, office.leader, lead=office.unit, due_on=fresh)
    assert (renewed.due_on, renewed.original_due_on) == (fresh, DUE)


def test_a_transfer_may_give_an_undated_task_a_date(office):
    task = assign(office.unit, by=office.monitor)
    do(Action.RETURN, task, office.head)
    dated = do(Action.TRANSFER, task, office.leader, lead=office.other_unit, due_on=DUE)
    assert (dated.deadline_kind, dated.due_on, dated.original_due_on) == ("date", DUE, DUE)


def test_a_transfer_lets_the_new_lead_read_the_directive(office):
    directive = make_directive(owner=office.organisation, by=office.registrar)
    task = assign(office.unit, by=office.monitor)
    Task.objects.filter(pk=task.pk).update(directive=directive)
    do(Action.RETURN, task, office.head)
    do(Action.TRANSFER, task, office.leader, lead=office.other_unit)
    assert Directive.objects.visible_to(office.other_head).get() == directive


def test_a_transfer_is_refused_to_the_same_a_coordinating_or_a_foreign_unit_or_into_the_past(office):
    task = assign(office.unit, by=office.monitor, coordinating=(office.desk,))
    do(Action.RETURN, task, office.head)
    foreign = make_organisation("Sở Tài chính", short_name="STC")
    for lead, words in ((office.unit, "đang chủ trì"), (office.desk, "phối hợp"), (foreign, "không thuộc")):
        with pytest.raises(ValidationError, match=words):
            do(Action.TRANSFER, task, office.leader, lead=lead)
    with pytest.raises(ValidationError, match="đã qua"):
        do(Action.TRANSFER, task, office.leader, lead=office.other_unit, due_on=date(2026, 3, 9))


def test_who_is_told(office, task):
    """Never the one who did it; a unit through its head, the organisation through its Office."""
    forget()
    steps = [
        (Action.ACCEPT, office.head, Kind.ACCEPTED, {"Phó Chánh Văn phòng"}),
        (Action.REPORT, office.head, None, set()),
        (Action.SUBMIT, office.head, Kind.SUBMITTED, {"Phó Chánh Văn phòng"}),
        (Action.SEND_BACK, office.monitor, Kind.SENT_BACK, {"Trưởng phòng TCCB"}),
        (Action.SUSPEND, office.leader, Kind.CHANGED, {"Trưởng phòng TCCB"}),
        (Action.RESUME, office.leader, Kind.CHANGED, {"Trưởng phòng TCCB"}),
        (Action.SUBMIT, office.deputy, Kind.SUBMITTED, {"Phó Chánh Văn phòng"}),
        (Action.CONFIRM, office.monitor, Kind.CONFIRMED, {"Trưởng phòng TCCB"}),
        (Action.REOPEN, office.monitor, Kind.CHANGED, {"Trưởng phòng TCCB"}),
        (Action.CANCEL, office.leader, Kind.CHANGED, {"Trưởng phòng TCCB"}),
    ]
    for action, by, kind, people in steps:
        do(action, task, by)
        assert told(kind) == people, action
        assert told() == people, action
        forget()


def test_a_return_tells_office_and_leaders_and_a_transfer_both_units(office, task):
    forget()
    do(Action.RETURN, task, office.head)
    assert told(Kind.RETURNED) == {"Phó Chánh Văn phòng", "Giám đốc Sở"}
    do(Action.TRANSFER, task, office.leader, lead=office.other_unit)
    assert (told(Kind.ASSIGNED), told(Kind.CHANGED)) == ({"Trưởng phòng KHTC"}, {"Trưởng phòng TCCB"})
