"""Reviews of long-delayed work: the list of a day, one outcome a task."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from notices.models import Kind, Notification
from tasks.kinds import Outcome
from tasks.models import Review, Task
from tasks.services import reviews
from tasks.services.transition import Stale
from tasks.statuses import Action, Status
from tests.factories.tasks import make_task
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import do
from units.refusals import Conflict, Forbidden


def ago(days: int):
    return TODAY - timedelta(days=days)


@pytest.fixture
def delayed(office):
    """Late by 31, by exactly 30, by 29 days; undated and silent for long; undated and reported lately."""
    given = {"lead": office.unit, "by": office.monitor, "status": Status.IN_PROGRESS, "assigned_on": ago(200)}
    return {
        31: make_task(due_on=ago(31), **given),
        30: make_task(due_on=ago(30), **given),
        29: make_task(due_on=ago(29), **given),
        "silent": make_task(**given),
        "heard": make_task(last_reported_on=ago(10), **given),
        "submitted": make_task(due_on=ago(60), **(given | {"status": Status.SUBMITTED})),
        "done": make_task(due_on=ago(60), **(given | {"status": Status.COMPLETED})),
    }


def conclude(line, by, **more):
    line.task.refresh_from_db()
    fields = {"version": line.task.version, "outcome": Outcome.GO_ON, "promised_on": TODAY + timedelta(days=10)}
    return reviews.conclude(line=line, by=by, now=NOW, **(fields | more))


def test_e7_a_review_takes_the_list_of_the_day_by_age(office, delayed):
    review = reviews.hold_review(by=office.monitor, now=NOW)
    lines = [(line.task, line.days, line.due_on) for line in review.lines.all()]
    assert lines == [
        (delayed["silent"], 200, None),
        (delayed[31], 31, ago(31)),
        (delayed[30], 30, ago(30)),
    ]
    do(Action.SUBMIT, delayed[31], office.head)  # what happens later does not change the list
    assert review.lines.count() == 3
    assert set(Task.objects.long_delayed(TODAY, 29)) == {delayed["silent"], delayed[30], delayed[29]}


def test_e7_one_outcome_for_each_task_recorded_once(office, delayed):
    review = reviews.hold_review(by=office.monitor, now=NOW)
    line = review.lines.get(task=delayed[31])
    day = TODAY + timedelta(days=10)
    done = conclude(line, office.monitor, promised_on=day, note="Đơn vị cam kết.")
    assert (done.outcome, done.promised_on, done.recorded_by) == ("go_on", day, office.monitor)
    event = delayed[31].events.last()
    assert (event.action, event.changes["promised_on"]) == (Action.REVIEW, [None, day.isoformat()])
    assert Notification.objects.get(kind=Kind.REVIEWED).recipient == office.head
    with pytest.raises(Conflict, match="Phó Chánh Văn phòng đã ghi kết luận"):
        conclude(line, office.leader, outcome=Outcome.CANCEL, note="Hủy.")
    assert set(Task.objects.long_delayed(TODAY, 30).not_reviewed()) == {delayed["silent"], delayed[30]}
    assert Review.objects.with_progress().values("tasks", "concluded").get() == {"tasks": 3, "concluded": 1}


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("promised_on", {"promised_on": None}),
        ("promised_on", {"promised_on": ago(1)}),
        ("note", {"outcome": Outcome.CANCEL, "note": " "}),
    ],
)
def test_e7_an_outcome_is_whole(office, delayed, field, more):
    review = reviews.hold_review(by=office.monitor, now=NOW)
    with pytest.raises(ValidationError) as refused:
        conclude(review.lines.first(), office.monitor, **more)
    assert field in refused.value.message_dict
    assert not review.lines.exclude(outcome="").exists()


def test_a_task_that_changed_meanwhile_is_told(office, delayed):
    line = reviews.hold_review(by=office.monitor, now=NOW).lines.get(task=delayed[31])
    do(Action.REPORT, delayed[31], office.head)
    with pytest.raises(Stale, match="Trưởng phòng TCCB"):
        conclude(line, office.monitor, version=1)


def test_one_review_a_day(office, delayed):
    reviews.hold_review(by=office.monitor, now=NOW)
    with pytest.raises(Conflict, match="Phó Chánh Văn phòng đã lập đợt rà soát hôm nay lúc 09:00"):
        reviews.hold_review(by=office.leader, now=NOW)
    reviews.hold_review(by=office.leader, now=NOW + timedelta(days=1))


def test_nothing_delayed_is_no_review(office):
    with pytest.raises(Conflict, match="Không có nhiệm vụ nào quá hạn từ 30 ngày"):
        reviews.hold_review(by=office.monitor, now=NOW)
    with pytest.raises(Forbidden):
        reviews.hold_review(by=office.head, now=NOW)
