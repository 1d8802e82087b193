"""The history of a task replays to the task, and a history that was tampered with is found out."""

from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tasks.models import Task
from tasks.replay import Broken, Entry, State, after, replay
from tasks.services.replaying import contradictions, stood_at
from tasks.statuses import Action, Status
from tests.factories.history import moment
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.lives import FIXED, OPTIONS, Life, make_stage, rows_of_history
from tests.tasks.steps import assign, do

DUE = TODAY + timedelta(days=10)
STEPS = 16


# Shrinking a life that takes a second takes longer than reading it.
LIVES = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@settings(LIVES, max_examples=80)
@given(chance=st.randoms(use_true_random=False))
def test_e1_a_random_life_replays_to_its_row_and_no_event_ever_changes(office, chance):
    with transaction.atomic():
        life = Life(chance, make_stage(office))
        life.begin()
        for _ in range(STEPS // 2):
            life.step()
        half = rows_of_history()
        for _ in range(STEPS // 2):
            life.step()
        life.hand_everything_over()
        life.demand_truth()
        whole = rows_of_history()
        assert {pk: whole[pk] for pk in half} == half
        transaction.set_rollback(True)


def test_the_random_lives_try_every_act_and_meet_every_status(office):
    """What the property above stands on: a generator that never suspends would prove nothing of suspensions."""
    reached: set[str] = set()
    stage = make_stage(office)
    for seed in range(60):
        life = Life(Random(seed), stage)
        life.begin()
        for _ in range(2 * STEPS):
            life.step()
        reached.update(row["status"] for row in life.seen.values())
        if set(stage.done) == set(OPTIONS) and reached == set(Status):
            break
    assert set(stage.done) == set(OPTIONS)
    assert reached == set(Status)


def test_every_column_of_a_task_is_folded_or_never_changes():
    """A new column that changes must be told by events, or the history no longer replays to the row.

    A reorganisation of units alone changes who gave a task and notes who led it when it was given.
    """
    assert {
        "id",
        "directive_id",
        "instruction_id",
        "source_kind",
        "title",
        "search_text",
        "assigning_organisation_id",
        "assigned_by_id",
        "assigned_in_post_id",
        "assigned_on",
        "parent_id",
        "is_needed",
        "series_unit_id",
        "source_words",
        "period_key",
        "deadline_words",
        "lead_when_given_id",
        "result_kind",
        "restriction",
    } == FIXED


@pytest.fixture
def task(office):
    given = assign(office.unit, by=office.monitor, due_on=DUE)
    do(Action.ACCEPT, given, office.head)
    return do(Action.REPORT, given, office.officer, now=NOW + timedelta(days=1))


def entries(task):
    return [Entry(event.seq, Action(event.action), event.changes) for event in task.events.order_by("seq")]


def test_each_beginning_of_the_history_is_the_task_as_it_then_was(office, task):
    states = list(replay(entries(task)))
    assert [state.status for state in states] == [Status.ASSIGNED, Status.ACCEPTED, Status.IN_PROGRESS]
    assert [state.last_reported_on for state in states] == [None, None, TODAY + timedelta(days=1)]
    assert {(state.lead, state.due_on, state.head_at_assignment) for state in states} == {
        (office.unit.pk, DUE, office.head.pk)
    }


def test_d6_the_head_answering_at_each_assignment_stays_in_the_history(office):
    task = assign(office.unit, by=office.monitor)
    do(Action.RETURN, task, office.head)
    do(Action.TRANSFER, task, office.leader, lead=office.other_unit)
    heads = [state.head_at_assignment for state in replay(entries(task))]
    assert heads == [office.head.pk, office.head.pk, office.other_head.pk]


def test_what_is_known_of_a_day_is_what_was_recorded_by_then(office, task):
    assert stood_at(task, moment(TODAY - timedelta(days=1))) is None
    assert stood_at(task, moment(TODAY, 23)).status == Status.ACCEPTED
    assert stood_at(task, moment(TODAY + timedelta(days=2))).status == Status.IN_PROGRESS


STATE = State(Status.ACCEPTED, lead=1, duty_kind="one_off", deadline_kind="date", due_on=DUE, original_due_on=DUE)


@pytest.mark.parametrize(
    ("action", "changes", "said"),
    [
        (Action.CONFIRM, {"status": ["accepted", "completed"]}, "không được phép"),
        (Action.SUBMIT, {"status": ["accepted", "completed"]}, "dẫn đến trạng thái"),
        (Action.SUBMIT, {"status": ["accepted", "submitted"]}, "ngày báo cáo"),
        (Action.SUBMIT, {"status": ["in_progress", "submitted"]}, "trước đó"),
        (Action.GRANT_EXTENSION, {"due_on": ["2026-01-01", "2026-05-01"]}, "trước đó"),
        (Action.GRANT_EXTENSION, {"original_due_on": [DUE.isoformat(), "2026-05-01"]}, "hạn ban đầu"),
    ],
)
def test_a_history_that_contradicts_itself_is_not_believed(action, changes, said):
    with pytest.raises(Broken, match=said):
        after(STATE, Entry(2, action, changes))


def test_a_history_begins_with_its_assignment_and_has_no_gaps():
    with pytest.raises(Broken, match="đứng đầu"):
        after(
            None,
            Entry(
                1,
                Action.ACCEPT,
                {
                    "status": [None, "accepted"],
                    "lead": [None, 1],
                    "duty_kind": [None, "one_off"],
                    "deadline_kind": [None, "none"],
                },
            ),
        )
    with pytest.raises(Broken, match="không ghi lead"):
        after(
            None,
            Entry(
                1,
                Action.ASSIGN,
                {"status": [None, "assigned"], "duty_kind": [None, "one_off"], "deadline_kind": [None, "none"]},
            ),
        )
    with pytest.raises(Broken, match="diễn biến số 2"):
        list(
            replay(
                [
                    Entry(
                        1,
                        Action.ASSIGN,
                        {
                            "status": [None, "assigned"],
                            "lead": [None, 1],
                            "duty_kind": [None, "one_off"],
                            "deadline_kind": [None, "none"],
                        },
                    ),
                    Entry(3, Action.ACCEPT, {}),
                ]
            )
        )


def test_a_date_folds_to_a_date():
    moved = after(STATE, Entry(2, Action.GRANT_EXTENSION, {"due_on": [DUE.isoformat(), "2026-05-01"]}))
    assert moved == replace(STATE, due_on=date(2026, 5, 1))


def check(*arguments):
    out = StringIO()
    call_command("check_history", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_that_all_is_well(office, task):
    assert check() == "1 nhiệm vụ: lịch sử khớp với hiện trạng.\n"


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("due_on", DUE + timedelta(days=1), "bản ghi: “due_on”"),
        ("status", "accepted", "bản ghi: “status”"),
        ("last_reported_on", None, "bản ghi: “last_reported_on”"),
        ("version", 7, "bản ghi: lần sửa thứ 7"),
    ],
)
def test_the_command_finds_a_row_that_was_changed_behind_the_history(office, task, column, value, said):
    other = assign(office.unit, by=office.monitor)
    Task.objects.filter(pk=task.pk).update(**{column: value})
    found = list(contradictions(Task.objects.all()))
    assert [one.pk for one, _ in found] == [task.pk]
    assert found[0][1].startswith(said)
    with pytest.raises(CommandError, match="1 trong 2 nhiệm vụ"):
        check()
    assert "lịch sử khớp" in check("--task", str(other.pk))


def test_the_command_finds_an_event_that_was_changed(office, task):
    event = task.events.get(seq=2)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tasks_taskevent SET status = 'returned' WHERE id = %s", [event.pk])
    assert [sentence for _, sentence in contradictions(Task.objects.all())] == [
        "diễn biến số 2: “status” theo lịch sử là accepted, đang ghi là returned"
    ]


def test_twice_the_tasks_are_checked_in_the_same_number_of_queries(office, django_assert_num_queries):
    for _ in range(2):
        assign(office.unit, by=office.monitor)
        with django_assert_num_queries(2):
            assert list(contradictions(Task.objects.all())) == []
