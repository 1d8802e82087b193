"""Explanations: asked by the assigner, owed by the lead, late or in time, counted by unit."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from notices.models import Kind, Notification
from tasks.models import Explanation, Task
from tasks.statuses import Action, Status
from tests.factories.tasks import make_explanation, make_task
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import RESULT, assign, do
from units.refusals import Conflict, Forbidden

DUE = TODAY + timedelta(days=5)


@pytest.fixture
def task(office):
    given = assign(office.unit, by=office.monitor, due_on=TODAY + timedelta(days=2))
    return do(Action.ACCEPT, given, office.head)


def test_g12_the_office_asks_and_the_head_explains_with_a_file(office, task):
    do(Action.ASK_EXPLANATION, task, office.monitor, question="Vì sao chậm?", due_on=DUE)
    one = Explanation.objects.get()
    assert (one.unit, one.question, one.due_on, one.status) == (office.unit, "Vì sao chậm?", DUE, "asked")
    assert Task.objects.mine_to_explain(office.head).get() == task
    assert not Task.objects.mine_to_explain(office.officer).exists()
    assert not Task.objects.mine_to_explain(office.other_head).exists()
    done = do(Action.GIVE_EXPLANATION, task, office.head, answer="Do mưa lũ.", files=(RESULT,))
    one.refresh_from_db()
    assert (one.answer, one.answered_by, one.closed_on, one.status) == ("Do mưa lũ.", office.head, TODAY, "given")
    assert one.event.files.get().name == RESULT.name
    assert done.status == Status.ACCEPTED  # the work itself stands where it stood
    assert not Task.objects.mine_to_explain(office.head).exists()


def test_g12_each_side_is_told(office, task):
    do(Action.ASK_EXPLANATION, task, office.leader)
    assert Notification.objects.get(kind=Kind.EXPLANATION_ASKED).recipient == office.head
    do(Action.GIVE_EXPLANATION, task, office.deputy)
    told = Notification.objects.filter(kind=Kind.EXPLANATION_GIVEN)
    assert {row.recipient for row in told} == {office.monitor, office.leader}


def test_g12_an_explanation_without_words_or_day_is_refused(office, task):
    with pytest.raises(ValidationError) as refused:
        do(Action.ASK_EXPLANATION, task, office.monitor, question=" ")
    assert "question" in refused.value.message_dict
    for due_on in (TODAY - timedelta(days=1), date(2206, 3, 1)):
        with pytest.raises(ValidationError) as refused:
            do(Action.ASK_EXPLANATION, task, office.monitor, due_on=due_on)
        assert "due_on" in refused.value.message_dict
    do(Action.ASK_EXPLANATION, task, office.monitor, due_on=TODAY)
    with pytest.raises(ValidationError) as refused:
        do(Action.GIVE_EXPLANATION, task, office.head, answer=" ")
    assert "answer" in refused.value.message_dict


def test_one_question_is_open_at_a_time(office, task):
    do(Action.ASK_EXPLANATION, task, office.monitor, due_on=DUE)
    with pytest.raises(Conflict, match="Đã yêu cầu TCCB giải trình, hạn 15/03/2026"):
        do(Action.ASK_EXPLANATION, task, office.leader)
    with pytest.raises(IntegrityError), transaction.atomic():  # the database says so too
        make_explanation(task)
    do(Action.WITHDRAW_EXPLANATION, task, office.monitor)
    with pytest.raises(Conflict, match="Không có yêu cầu giải trình nào"):
        do(Action.GIVE_EXPLANATION, task, office.head)
    do(Action.ASK_EXPLANATION, task, office.monitor)
    assert list(Explanation.objects.values_list("status", flat=True)) == ["withdrawn", "asked"]


def test_g12_it_stays_owed_after_completion_and_counts_on_the_day_it_is_given(office, task):
    do(Action.ASK_EXPLANATION, task, office.monitor, due_on=DUE)
    do(Action.SUBMIT, task, office.head)
    do(Action.CONFIRM, task, office.monitor)
    assert Task.objects.mine_to_explain(office.head).get() == task
    with pytest.raises(Forbidden):
        do(Action.GIVE_EXPLANATION, task, office.officer)
    late = NOW + timedelta(days=7)
    given = do(Action.GIVE_EXPLANATION, task, office.head, now=late)
    assert (given.status, given.completed_on, given.submitted_on) == (Status.COMPLETED, TODAY, TODAY)
    assert Explanation.objects.given_late_or_not(late.date()).get().task == task
    assert Explanation.objects.get().badge_on(late.date()).label == "Giải trình chậm 2 ngày"


@pytest.mark.parametrize(("action", "who"), [(Action.CANCEL, "leader"), (Action.TRANSFER, "leader")])
def test_nobody_explains_a_task_that_was_cancelled_or_is_led_by_another(office, task, action, who):
    do(Action.ASK_EXPLANATION, task, office.monitor, due_on=DUE)
    more = {"lead": office.other_unit} if action == Action.TRANSFER else {}
    if more:
        do(Action.RETURN, task, office.head)
        assert Explanation.objects.get().status == "asked"  # a return alone ends nothing
    do(action, task, getattr(office, who), **more)
    one = Explanation.objects.get()
    assert (one.status, one.closed_on, one.unit) == ("lapsed", TODAY, office.unit)


def test_g12_the_figures_of_a_unit_are_the_lists_behind_them(office):
    """Every standing once at its edges: due today waits, due yesterday is missing, given on the day is in time."""
    yesterday = TODAY - timedelta(days=1)
    rows = {
        "waiting": [{"due_on": TODAY}],
        "missing": [{"due_on": yesterday}, {"status": "lapsed", "due_on": yesterday, "closed_on": TODAY}],
        "late": [{"status": "given", "due_on": yesterday, "closed_on": TODAY}],
        "in_time": [{"status": "given", "due_on": TODAY, "closed_on": TODAY}],
        "": [
            {"status": "withdrawn", "due_on": yesterday, "closed_on": TODAY},
            {"status": "lapsed", "closed_on": TODAY},
        ],
    }
    made = {
        name: {
            make_explanation(make_task(lead=office.unit, by=office.monitor, due_on=TODAY), **fields).pk
            for fields in each
        }
        for name, each in rows.items()
    }
    names = [name for name in made if name]
    (figures,) = Explanation.objects.asked_by_organisation(office.organisation).by_unit(TODAY)
    assert {name: figures[name] for name in names} == {name: len(made[name]) for name in names}
    for name in names:
        assert set(Explanation.objects.standing(name, TODAY).values_list("pk", flat=True)) == made[name]
    late = Explanation.objects.given_late_or_not(TODAY).values_list("pk", flat=True)
    assert set(late) == made["missing"] | made["late"]


def test_g1_guidance_is_told_to_the_lead_and_stays(office, task):
    do(Action.GUIDE, task, office.monitor, note="Tổng hợp theo mẫu kèm công văn.")
    event = task.events.last()
    assert (event.action, event.note, event.by) == (Action.GUIDE, "Tổng hợp theo mẫu kèm công văn.", office.monitor)
    row = Notification.objects.get(kind=Kind.GUIDED)
    assert (row.recipient, row.body) == (office.head, "Tổng hợp theo mẫu kèm công văn.")
    with pytest.raises(ValidationError):
        do(Action.GUIDE, task, office.monitor, note=" ")


def test_guidance_and_questions_are_not_work_on_a_result_that_was_sent_back(office, task):
    do(Action.SUBMIT, task, office.head)
    do(Action.SEND_BACK, task, office.monitor)
    do(Action.GUIDE, task, office.monitor)
    do(Action.ASK_EXPLANATION, task, office.monitor)
    assert Task.objects.sent_back_last().get() == task
