"""Proposals upward: complete, with one option chosen, by a named exception where the unit is competent itself."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from notices.models import Notification
from tasks.models import Proposal, Task
from tasks.opinions import Position
from tasks.services.conduct import COLUMNS
from tasks.services.conduct.table import conduct_of
from tasks.services.proposals import Case, Option, refusals_of
from tasks.statuses import Action, Status
from tests.factories.tasks import make_proposal
from tests.tasks.conftest import TODAY
from tests.tasks.steps import CASE, answer, ask_opinion, assign, do
from units.refusals import Conflict, Forbidden
from units.roles import Role

TWO = (Option("Thuê tư vấn trong nước"), Option("Tự thực hiện", is_recommended=True))


@pytest.fixture
def task(office):
    return do(Action.ACCEPT, assign(office.unit, by=office.monitor, due_on=TODAY + timedelta(days=10)), office.head)


def sent(task: Task) -> Proposal:
    return task.proposals.latest("pk")


@pytest.mark.parametrize("field", ["subject", "legal_basis", "competence", "viewpoint", "recommendation"])
def test_f9_each_part_of_a_proposal_is_demanded(office, task, field):
    with pytest.raises(ValidationError) as refused:
        do(Action.PROPOSE, task, office.head, case=replace(CASE, **{field: "  "}))
    assert list(refused.value.message_dict) == [field]
    assert not Proposal.objects.exists()


def test_f9_a_proposal_is_put_before_the_leaders_and_decided_by_them(office, task):
    do(Action.PROPOSE, task, office.head)
    assert Notification.objects.get(kind="proposal_sent").recipient == office.leader
    assert task in Task.objects.mine_to_decide(office.leader)
    assert task not in Task.objects.mine_to_decide(office.monitor)
    with pytest.raises(Forbidden, match="Chỉ lãnh đạo"):
        do(Action.APPROVE_PROPOSAL, task, office.monitor)
    done = do(Action.APPROVE_PROPOSAL, task, office.leader, note="Đồng ý, trong dự toán.")
    one = sent(task)
    assert (one.status, one.decided_by, one.decision) == ("approved", office.leader, "Đồng ý, trong dự toán.")
    assert done.status == Status.ACCEPTED
    assert Notification.objects.get(kind="proposal_answered").recipient == office.head
    assert task not in Task.objects.mine_to_decide(office.leader)


@pytest.mark.parametrize("recommended", [(), (0, 1)])
def test_f10_of_several_options_neither_none_nor_two_are_chosen(office, task, recommended):
    options = tuple(Option(f"Cách {index}", is_recommended=index in recommended) for index in range(2))
    with pytest.raises(ValidationError) as refused:
        do(Action.PROPOSE, task, office.head, case=replace(CASE, options=options, choice_reason="Rẻ hơn."))
    assert "phải chọn đúng một" in refused.value.message_dict["chosen"][0]


def test_f10_the_choice_needs_its_reason(office, task):
    with pytest.raises(ValidationError) as refused:
        do(Action.PROPOSE, task, office.head, case=replace(CASE, options=TWO))
    assert list(refused.value.message_dict) == ["choice_reason"]
    do(Action.PROPOSE, task, office.head, case=replace(CASE, options=TWO, choice_reason="Tiết kiệm."))
    assert [option.is_recommended for option in sent(task).options.all()] == [False, True]


@given(
    options=st.lists(st.builds(Option, st.sampled_from(["", " ", "Cách một", "Cách hai"]), st.booleans()), max_size=7),
    reason=st.sampled_from(["", "Tiết kiệm."]),
)
def test_f10_a_case_goes_up_only_with_exactly_one_of_several_options_chosen(options, reason):
    written = [option for option in options if option.content.strip()]
    chosen = [option for option in options if option.is_recommended]
    sound = len(written) < 2 or (len(chosen) == 1 and reason != "" and len(written) <= 4)
    sound = sound and all(option.content.strip() for option in chosen)
    assert (not refusals_of(replace(CASE, options=options, choice_reason=reason))) == sound


def test_a_single_option_is_the_recommended_one(office, task):
    do(Action.PROPOSE, task, office.head, case=replace(CASE, options=(Option("Thuê tư vấn"), Option(""))))
    assert [option.is_recommended for option in sent(task).options.all()] == [True]


def test_the_leader_may_choose_another_option_with_the_reason(office, task):
    do(Action.PROPOSE, task, office.head, case=replace(CASE, options=TWO, choice_reason="Tiết kiệm."))
    with pytest.raises(ValidationError) as refused:
        do(Action.APPROVE_PROPOSAL, task, office.leader, option=1)
    assert "ghi rõ lý do" in refused.value.message_dict["note"][0]
    with pytest.raises(ValidationError, match="không có phương án này"):
        do(Action.APPROVE_PROPOSAL, task, office.leader, option=3)
    do(Action.APPROVE_PROPOSAL, task, office.leader, option=1, note="Cần chuyên môn bên ngoài.")
    assert [option.is_decided for option in sent(task).options.all()] == [True, False]


def test_without_another_word_the_recommended_option_is_decided(office, task):
    do(Action.PROPOSE, task, office.head, case=replace(CASE, options=TWO, choice_reason="Tiết kiệm."))
    do(Action.APPROVE_PROPOSAL, task, office.leader)
    assert [option.is_decided for option in sent(task).options.all()] == [False, True]


def test_d9_what_the_unit_may_decide_itself_goes_up_only_by_a_named_exception(office, task):
    own = replace(CASE, is_within_competence=True)
    with pytest.raises(ValidationError) as refused:
        do(Action.PROPOSE, task, office.head, case=own)
    assert "đơn vị tự quyết định" in refused.value.message_dict["exception"][0]
    with pytest.raises(ValidationError) as refused:
        do(Action.PROPOSE, task, office.head, case=replace(own, exception="order"))
    assert list(refused.value.message_dict) == ["exception_basis"]
    do(Action.PROPOSE, task, office.head, case=replace(own, exception="order", exception_basis="Kết luận 12/TB-SNV"))
    assert sent(task).is_within_competence


def test_f11_proposals_upward_are_counted_for_the_unit_with_those_it_could_decide_itself(office, task):
    own = replace(CASE, is_within_competence=True, exception="law", exception_basis="Điều 5")
    do(Action.PROPOSE, task, office.head)
    do(Action.REFUSE_PROPOSAL, task, office.leader)
    do(Action.PROPOSE, task, office.head, case=own)
    (row,) = conduct_of(COLUMNS, office.organisation, TODAY, TODAY)
    assert row.unit == office.unit
    assert {key: figure.count for key, figure in row.figures.items()} == {"trinh": 2, "trinh-thuoc-tham-quyen": 1}
    column = next(each for each in COLUMNS if each.key == "trinh-thuoc-tham-quyen")
    (counted,) = column.rows(office.organisation, TODAY, TODAY)
    assert column.line(counted).note.startswith("Pháp luật có quy định phải trình cấp trên: Điều 5")


def test_one_proposal_waits_at_a_time(office, task):
    do(Action.PROPOSE, task, office.head)
    with pytest.raises(Conflict, match="đang chờ quyết định"):
        do(Action.PROPOSE, task, office.head)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_proposal(task)
    do(Action.WITHDRAW_PROPOSAL, task, office.head)
    assert sent(task).status == "withdrawn"
    with pytest.raises(Conflict, match="Không có tờ trình nào"):
        do(Action.APPROVE_PROPOSAL, task, office.leader)
    do(Action.PROPOSE, task, office.head)


def test_one_that_is_not_ripe_comes_back_and_is_the_units_turn(office, task):
    do(Action.PROPOSE, task, office.head)
    with pytest.raises(ValidationError, match="nội dung cần bổ sung"):
        do(Action.RETURN_PROPOSAL, task, office.leader, reason=" ")
    do(Action.RETURN_PROPOSAL, task, office.leader)
    assert sent(task).status == "returned"
    assert task in Task.objects.urgent(office.head, TODAY)
    do(Action.PROPOSE, task, office.head)
    assert task not in Task.objects.urgent(office.head, TODAY)


def test_a_proposal_that_was_not_decided_lapses_when_the_task_goes_on(office, task):
    do(Action.PROPOSE, task, office.head)
    do(Action.SUBMIT, task, office.head)
    assert sent(task).status == "lapsed"


def test_who_sent_a_proposal_never_decides_it(office, task):
    do(Action.PROPOSE, task, office.head)
    office.head.acting_post.role = Role.LEADER
    office.head.acting_post.unit = office.organisation
    office.head.acting_post.save()
    with pytest.raises(Forbidden, match="việc quyết định phải do người khác"):
        do(Action.APPROVE_PROPOSAL, task, office.head)


def test_f8_nothing_goes_up_while_a_disagreement_is_not_settled(office, task):
    consultation = ask_opinion(task, office.head, office.other_unit)
    answer(consultation, office.other_head, position=Position.DISAGREE)
    with pytest.raises(Conflict, match="không đồng ý và chưa được thống nhất"):
        do(Action.PROPOSE, task, office.head)


def test_only_the_lead_proposes(office, task):
    for person in (office.officer, office.other_head, office.monitor, office.leader):
        with pytest.raises(Forbidden):
            do(Action.PROPOSE, task, person)


def test_of_a_part_its_giver_decides(office, task):
    do(Action.GIVE_PART, task, office.head, officer=office.officer, due_on=TODAY + timedelta(days=5))
    part = Task.objects.get(parent=task)
    do(Action.ACCEPT, part, office.officer)
    do(Action.PROPOSE, part, office.officer)
    assert part in Task.objects.mine_to_decide(office.head)
    do(Action.APPROVE_PROPOSAL, part, office.head)
    assert sent(part).status == "approved"


def test_a_case_says_itself_what_it_lacks():
    empty = Case(subject="", legal_basis="", competence="", viewpoint="", recommendation="")
    assert set(refusals_of(empty)) == {"subject", "legal_basis", "competence", "viewpoint", "recommendation"}
