"""The state of an opinion in SQL and in Python say the same, and exactly one holds."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.models import Opinion, Settlement, Task
from tasks.opinions import OpinionState, Position
from tasks.querysets.opinions import opinion_state_q
from tasks.statuses import Action, Status
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import ask_opinion, assign, do

pytestmark = pytest.mark.django_db
DAYS = st.integers(min_value=-3, max_value=3)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    due=DAYS,
    answered=st.none() | DAYS,
    position=st.sampled_from(Position.values),
    settled=st.booleans(),
    struck=st.sampled_from(["", "withdrawn", "closed"]),
    suspended=st.none() | DAYS,
    deemed=st.booleans(),
)
def test_exactly_one_state_holds_and_both_tell_the_same(
    office, due, answered, position, settled, struck, suspended, deemed
):
    task = do(Action.ACCEPT, assign(office.unit, by=office.monitor), office.head)
    made = ask_opinion(task, office.head, office.other_unit)
    type(made).objects.filter(pk=made.pk).update(
        due_on=TODAY + timedelta(days=due), original_due_on=TODAY + timedelta(days=due)
    )
    if suspended is not None:
        Task.objects.filter(pk=task.pk).update(
            status=Status.SUSPENDED,
            suspended_on=TODAY + timedelta(days=suspended),
            status_before_suspension=Status.ACCEPTED,
        )
    values: dict[str, object] = {}
    if answered is not None:
        values = {
            "position": position,
            "reasons": "Phù hợp.",
            "conditions": "Bổ sung.",
            "answered_by": office.other_head,
            "answered_in_post": office.other_head.acting_post,
            "answered_at": NOW,
            "answered_on": TODAY + timedelta(days=answered),
        }
        if settled and position == Position.DISAGREE:
            values["settlement"] = Settlement.objects.create(
                consultation=made, form="meeting", held_on=TODAY, agreed="Bỏ khoản 3.",
                recorded_by=office.head, recorded_in_post=office.head.acting_post, recorded_at=NOW,
            )  # fmt: skip
    elif struck == "withdrawn":
        values = {"withdrawn_because": "Thôi.", "withdrawn_by": office.head, "withdrawn_at": NOW}
    elif struck == "closed":
        values = {"closed_at": NOW}
    if deemed and struck == "":
        values |= {"deemed_on": TODAY, "deemed_at": NOW}
    rows = Opinion.objects.filter(consultation=made)
    rows.update(**values)
    told = rows.select_related("consultation__task").get().state_on(TODAY)
    assert [state for state in OpinionState if rows.filter(opinion_state_q(state, TODAY)).exists()] == [told]
