"""What a result has to show, who closes a task, and what stays of earlier results."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from directives.types import SourceKind
from tasks.deadlines import TimeState
from tasks.evidence import doubt_of_day, doubt_of_reference
from tasks.kinds import DisseminationForm, DutyKind, RegulationChange, ResultKind
from tasks.models import Dissemination, ResultDocument, Task, TaskEvent
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.evidence import Held, Regulation
from tasks.statuses import TRANSITIONS, Action, Status, target_of
from tests.factories.tasks import make_task
from tests.factories.units import make_unit
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import RESULT, assign, do
from units.refusals import Conflict, Forbidden

REPLACES = Regulation("decision", RegulationChange.REPLACES, "Quyết định số 12/QĐ-SNV về Quy chế làm việc")
HELD = Held(TODAY, DisseminationForm.CONFERENCE, 48, 50)


def accepted(office, **fields) -> Task:
    task = assign(office.unit, by=office.monitor, **fields)
    return do(Action.ACCEPT, task, office.head)


def refused(office, task: Task, **more) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        do(Action.SUBMIT, task, office.head, **more)
    assert Task.objects.get(pk=task.pk).status == Status.ACCEPTED
    return refusal.value.message_dict


# E3: until the final result


def test_e3_a_task_is_closed_only_by_confirming_a_result_that_was_handed_in():
    """In the whole table one act leads to completed, from one status; that status is reached only by submitting."""
    closing = {
        (action, status)
        for action, row in TRANSITIONS.items()
        for status, to in row.items()
        if to == "completed" != status
    }
    assert closing == {(Action.CONFIRM, Status.SUBMITTED)}
    handing_in = {
        action for action, row in TRANSITIONS.items() for status, to in row.items() if to == "submitted" != status
    }
    assert handing_in == {Action.SUBMIT}
    for status in set(Status) - {Status.SUBMITTED}:
        with pytest.raises(Conflict):
            target_of(Action.CONFIRM, status)


def test_e3_no_row_says_completed_without_a_day_of_submission(office):
    task = make_task(lead=office.unit, by=office.monitor, due_on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(status="completed", completed_on=TODAY)


def test_e3_until_it_is_confirmed_the_task_stays_open_and_is_followed(office):
    task = accepted(office, due_on=TODAY)
    do(Action.SUBMIT, task, office.head)
    assert Task.objects.open().get() == task
    with pytest.raises(Forbidden):
        do(Action.CONFIRM, task, office.head)
    do(Action.CONFIRM, task, office.monitor)
    assert not Task.objects.open().exists()


def test_e3_sent_back_it_is_judged_as_if_never_submitted(office):
    task = accepted(office, due_on=TODAY)
    do(Action.SUBMIT, task, office.head)
    later = NOW + timedelta(days=3)
    sent_back = do(Action.SEND_BACK, task, office.monitor, now=later)
    assert (sent_back.status, sent_back.submitted_on) == (Status.IN_PROGRESS, None)
    assert Task.objects.in_state(TimeState.OVERDUE, later.date()).get() == task
    do(Action.SUBMIT, task, office.head, now=later)
    done = do(Action.CONFIRM, task, office.monitor, now=later)
    assert Task.objects.in_state(TimeState.DONE_LATE, later.date()).get() == done


def test_e3_the_first_completion_stays_in_history_when_the_task_is_opened_again(office):
    task = accepted(office, due_on=TODAY)
    do(Action.SUBMIT, task, office.head)
    do(Action.CONFIRM, task, office.monitor)
    opened = do(Action.REOPEN, task, office.leader, now=NOW + timedelta(days=9))
    assert (opened.status, opened.submitted_on, opened.completed_on) == (Status.IN_PROGRESS, None, None)
    first = TaskEvent.objects.get(task=task, action=Action.CONFIRM)
    assert (first.submitted_on, first.completed_on) == (TODAY, TODAY)
    assert opened.results.count() == 1


# Results that are a document


def test_a_document_is_shown_by_its_number_date_and_file(office):
    task = accepted(office)
    assert set(refused(office, task, reference=" ", issued_on=None, files=())) == {"reference", "issued_on", "file"}


def test_the_day_of_a_document_does_not_lie_ahead(office):
    said = refused(office, accepted(office), issued_on=TODAY + timedelta(days=1))
    assert said == {"issued_on": ["Ngày văn bản 11/03/2026 ở sau hôm nay. Kiểm tra lại ngày."]}


@pytest.mark.parametrize(
    "reference", ["45/BC-TCCB", "271/UBND-VP8", "09/2019/NĐ-CP", "2596-CV/TU", "12/QĐ-SGDĐT", " 45/BC-TCCB ", ""]
)
def test_references_as_they_are_written_raise_no_doubt(reference):
    assert doubt_of_reference(reference) == ""


@pytest.mark.parametrize("reference", ["45", "bc", "45/", "Báo cáo 45", "45/bc-tccb", "BC-TCCB"])
def test_other_references_are_doubted_and_taken_as_they_are(office, reference):
    """What was typed is neither refused nor mended."""
    assert f"“{reference}”" in doubt_of_reference(reference)
    do(Action.SUBMIT, accepted(office), office.head, reference=reference)
    assert ResultDocument.objects.get().reference == reference


def test_a_document_older_than_the_task_is_doubted_and_taken(office):
    assert doubt_of_day("Ngày văn bản", TODAY, TODAY) == doubt_of_day("Ngày văn bản", None, TODAY) == ""
    before = TODAY - timedelta(days=1)
    assert "ở trước ngày giao nhiệm vụ 10/03/2026" in doubt_of_day("Ngày văn bản", before, TODAY)
    do(Action.SUBMIT, accepted(office), office.head, issued_on=before)


# E5: a regulation


def test_e5_a_regulation_is_shown_by_the_new_document_and_what_it_changes(office):
    task = accepted(office, result_kind=ResultKind.NEW_REGULATION)
    said = refused(office, task, reference="", issued_on=None, files=())
    assert set(said) == {"reference", "issued_on", "file", "document_type", "change"}
    do(Action.SUBMIT, task, office.head, reference="45/QĐ-SNV", regulation=REPLACES)
    document = ResultDocument.objects.get()
    assert (document.reference, document.document_type, document.change) == ("45/QĐ-SNV", "decision", "replaces")
    assert document.affected == "Quyết định số 12/QĐ-SNV về Quy chế làm việc"


@pytest.mark.parametrize("change", [RegulationChange.AMENDS, RegulationChange.REPLACES])
def test_e5_what_is_amended_or_replaced_is_named(office, change):
    task = accepted(office, result_kind=ResultKind.NEW_REGULATION)
    assert set(refused(office, task, regulation=Regulation("decision", change, " "))) == {"affected"}


def test_e5_a_first_regulation_names_none_and_says_so(office):
    task = accepted(office, result_kind=ResultKind.NEW_REGULATION)
    both = Regulation("regulation", RegulationChange.NEW, "Quyết định số 12/QĐ-SNV")
    assert set(refused(office, task, regulation=both)) == {"affected"}
    do(Action.SUBMIT, task, office.head, regulation=Regulation("regulation", RegulationChange.NEW))


@pytest.mark.parametrize("kind", ["invitation", "press_report", "nothing"])
def test_e5_not_every_document_makes_a_rule(office, kind):
    task = accepted(office, result_kind=ResultKind.NEW_REGULATION)
    assert "document_type" in refused(office, task, regulation=Regulation(kind, RegulationChange.NEW))


def test_e5_the_database_too_wants_to_know_what_is_amended(office):
    task = accepted(office, result_kind=ResultKind.NEW_REGULATION)
    do(Action.SUBMIT, task, office.head, regulation=REPLACES)
    with pytest.raises(IntegrityError), transaction.atomic():
        ResultDocument.objects.update(affected="")


# E4: dissemination


def made_known(office, **fields) -> Task:
    return accepted(
        office, **({"duty_kind": DutyKind.DISSEMINATION, "result_kind": ResultKind.ACKNOWLEDGEMENT} | fields)
    )


def test_e4_a_dissemination_is_shown_by_date_form_attendance_and_proof(office):
    task = made_known(office)
    said = refused(office, task, reference="", files=())
    assert set(said) == {"held_on", "held_as", "attended", "expected", "proof"}
    do(Action.SUBMIT, task, office.head, reference="", issued_on=None, held=HELD)
    kept = Dissemination.objects.get()
    assert (kept.held_on, kept.held_as, kept.attended, kept.expected) == (TODAY, "conference", 48, 50)
    assert task.events.get(action=Action.SUBMIT).files.get().name == RESULT.name
    assert not ResultDocument.objects.exists()


def test_e4_proof_is_a_file_or_where_it_is_seen(office):
    task = made_known(office)
    assert set(refused(office, task, reference="", files=(), held=HELD)) == {"proof"}
    there = Held(TODAY, DisseminationForm.ONLINE, 50, 50, "Biên bản lưu tại hồ sơ công việc của phòng")
    do(Action.SUBMIT, task, office.head, reference="", files=(), held=there)
    assert Dissemination.objects.get().proof == "Biên bản lưu tại hồ sơ công việc của phòng"


@pytest.mark.parametrize(
    ("duty_kind", "result_kind", "asked"),
    [
        (DutyKind.DISSEMINATION, ResultKind.NONE, {"held_on", "held_as", "attended", "expected"}),
        (DutyKind.ONE_OFF, ResultKind.ACKNOWLEDGEMENT, {"held_on", "held_as", "attended", "expected"}),
        (DutyKind.DISSEMINATION, ResultKind.DOCUMENT, {"held_on", "held_as", "attended", "expected", "reference"}),
    ],
)
def test_e4_it_is_asked_of_the_kind_of_duty_and_of_the_kind_of_result(office, duty_kind, result_kind, asked):
    task = made_known(office, duty_kind=duty_kind, result_kind=result_kind)
    assert set(refused(office, task, reference="")) == asked


def test_e4_it_was_held_by_today(office):
    ahead = Held(TODAY + timedelta(days=1), DisseminationForm.CONFERENCE, 1, 1)
    assert set(refused(office, made_known(office), held=ahead)) == {"held_on"}


@pytest.mark.parametrize(
    ("attended", "expected", "fields"),
    [
        (51, 50, {"attended"}),
        (0, 50, {"attended"}),
        (-1, 50, {"attended"}),
        (1, 0, {"expected"}),
        (0, 0, {"attended", "expected"}),
        (50, 50, set()),
        (1, 50, set()),
    ],
)
def test_e4_some_attended_and_no_more_than_there_are(office, attended, expected, fields):
    task, held = made_known(office), Held(TODAY, DisseminationForm.BRIEFING, attended, expected)
    if fields:
        assert set(refused(office, task, held=held)) == fields
    else:
        assert do(Action.SUBMIT, task, office.head, held=held).status == Status.SUBMITTED


@pytest.mark.parametrize(("attended", "expected"), [(0, 5), (6, 5)])
def test_e4_the_database_counts_too(office, attended, expected):
    do(Action.SUBMIT, made_known(office), office.head, held=HELD)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dissemination.objects.update(attended=attended, expected=expected)


# What the other kinds leave out


def test_a_result_of_another_kind_keeps_nothing_that_was_not_asked(office):
    do(Action.SUBMIT, accepted(office), office.head, held=HELD, regulation=REPLACES)
    document = ResultDocument.objects.get()
    assert (document.document_type, document.change, document.affected) == ("", "", "")
    assert not Dissemination.objects.exists()


@given(st.text(max_size=90))
def test_no_reference_is_too_strange_to_be_looked_at(text):
    assert isinstance(doubt_of_reference(text), str)


# D6, E9, E10


def test_d6_the_head_at_the_day_of_assignment_is_recorded_and_stays(office):
    task = assign(office.unit, by=office.monitor)
    assert task.head_at_assignment == office.head
    office.head.posts.update(valid_to=TODAY)
    assert Task.objects.get(pk=task.pk).head_at_assignment == office.head


def test_d6_after_a_transfer_the_head_of_the_new_lead_answers(office):
    task = assign(office.unit, by=office.monitor)
    do(Action.RETURN, task, office.head)
    assert do(Action.TRANSFER, task, office.leader, lead=office.other_unit).head_at_assignment == office.other_head


def test_d6_a_unit_without_a_head_has_none_recorded(office):
    empty = make_unit("Phòng Pháp chế", parent=office.organisation, short_name="PC")
    assert assign(empty, by=office.monitor).head_at_assignment is None


def test_e9_reviewing_internal_procedures_is_an_ordinary_task_with_the_office_coordinating(office):
    task = assign(
        office.unit,
        by=office.leader,
        title="Thống kê, rà soát, đơn giản hóa thủ tục hành chính nội bộ",
        coordinating=(office.desk,),
        due_on=date(2026, 6, 30),
    )
    assert (task.lead, task.coordinations.get().unit) == (office.unit, office.desk)
    assert Task.objects.coordinated_by(office.desk).get() == task
    do(Action.ACCEPT, task, office.head)
    do(Action.SUBMIT, task, office.head)
    assert do(Action.CONFIRM, task, office.monitor).status == Status.COMPLETED


def test_e10_a_task_of_the_work_programme_is_tracked_in_the_same_place(office):
    line = AssignmentLine(title="Trình đề án vị trí việc làm", leads=(office.unit,), deadline_kind="date", due_on=TODAY)
    kinds = (SourceKind.WORK_PROGRAMME, SourceKind.MEETING, SourceKind.LEADER_WORD)
    for kind in kinds:
        assign_tasks(lines=[line], by=office.leader, now=NOW, source_kind=kind)
    listed = Task.objects.listed_for(office.monitor)
    assert set(listed.values_list("source_kind", flat=True)) == set(kinds)
    assert listed.due_soon(TODAY).count() == Task.objects.mine_to_do(office.head).count() == 3
    task = listed.get(source_kind=SourceKind.WORK_PROGRAMME)
    do(Action.ACCEPT, task, office.head)
    do(Action.SUBMIT, task, office.head)
    assert do(Action.CONFIRM, task, office.monitor).status == Status.COMPLETED
