"""Proposals on the task's page and in Việc của tôi."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tasks.models import Proposal
from tasks.services.telling import link_to
from tasks.statuses import Action
from tests.tasks.conftest import TODAY
from tests.tasks.steps import assign, do

TYPED = {
    "subject": "Thuê đơn vị tư vấn",
    "legal_basis": "Khoản 2 Điều 8",
    "competence": "Giám đốc Sở",
    "viewpoint": "Cần thuê",
    "recommendation": "Cho phép thuê",
    "scope": "beyond",
}


@pytest.fixture
def task(office):
    return do(Action.ACCEPT, assign(office.unit, by=office.monitor, due_on=TODAY + timedelta(days=10)), office.head)


def act(client, task, action, **data):
    task.refresh_from_db()
    return client.post(f"{link_to(task)}{action}/", {"version": task.version} | data)


def offers(page) -> list[str]:
    return [offer.action for offer in page.context["offers"]]


def test_a_proposal_with_two_options_goes_up_and_another_option_is_decided(office, seen_by, task):
    head, leader = seen_by(office.head), seen_by(office.leader)
    two = TYPED | {"option_1": "Thuê tư vấn", "option_3": "Tự thực hiện", "chosen": "3", "choice_reason": "Tiết kiệm"}
    assert act(head, task, "propose", **two).status_code == 302
    assert "1 tờ trình chờ quyết định" in leader.get(reverse("tasks:mine")).content.decode()
    page = leader.get(link_to(task))
    assert offers(page)[:3] == [Action.APPROVE_PROPOSAL, Action.RETURN_PROPOSAL, Action.REFUSE_PROPOSAL]
    assert "Phương án 2 (đơn vị đề xuất)" in page.content.decode()
    refused = act(leader, task, "approve_proposal", option="1")
    assert refused.status_code == 422
    assert "ghi rõ lý do" in refused.content.decode()
    assert act(leader, task, "approve_proposal", option="1", note="Cần chuyên môn.").status_code == 302
    words = head.get(link_to(task)).content.decode()
    assert "Được phê duyệt" in words
    assert "Được chọn." in words


def test_what_was_typed_stays_beside_the_refusal(office, seen_by, task):
    two = TYPED | {"option_1": "Thuê tư vấn", "option_2": "Tự thực hiện"}
    answer = act(seen_by(office.head), task, "propose", **two)
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "Có 2 phương án thì phải chọn đúng một; chưa chọn phương án nào." in words
    assert "Tự thực hiện" in words
    assert not Proposal.objects.exists()


def test_d9_the_form_asks_which_exception_applies(office, seen_by, task):
    head = seen_by(office.head)
    answer = act(head, task, "propose", **(TYPED | {"scope": "within"}))
    assert answer.status_code == 422
    assert "đơn vị tự quyết định, không trình lên cấp trên" in answer.content.decode()
    own = TYPED | {"scope": "within", "exception": "law", "exception_basis": "Điều 5 Luật Giá"}
    assert act(head, task, "propose", **own).status_code == 302
    assert "Thuộc thẩm quyền của đơn vị" in head.get(link_to(task)).content.decode()


def test_one_that_came_back_is_completed_from_what_it_said(office, seen_by, task):
    head = seen_by(office.head)
    act(head, task, "propose", **(TYPED | {"option_1": "Thuê tư vấn"}))
    act(seen_by(office.leader), task, "return_proposal", reason="Bổ sung dự toán.")
    assert "1 tờ trình cần bổ sung" in head.get(reverse("tasks:mine")).content.decode()
    page = head.get(link_to(task))
    form = next(offer.form for offer in page.context["offers"] if offer.action == Action.PROPOSE)
    assert form["viewpoint"].value() == "Cần thuê"
    assert form["option_1"].value() == "Thuê tư vấn"
    assert form["chosen"].value() == "1"


def test_the_list_shows_what_waits_for_the_decision(office, seen_by, task):
    do(Action.PROPOSE, task, office.head)
    listed = seen_by(office.leader).get(reverse("tasks:list"), {"attention": "proposal"})
    assert [row.task for row in listed.context["rows"]] == [task]
