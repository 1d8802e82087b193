"""Extensions on the task's page, in Việc của tôi and in the settings of an organisation."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tasks.models import Extension, HandlingRules
from tasks.services.telling import link_to
from tasks.statuses import Action
from tests.tasks.conftest import TODAY
from tests.tasks.steps import assign, do

DUE = TODAY + timedelta(days=10)
NEW = TODAY + timedelta(days=25)


@pytest.fixture
def task(office):
    return do(Action.ACCEPT, assign(office.unit, by=office.monitor, due_on=DUE), office.head)


def act(client, task, action, **data):
    task.refresh_from_db()
    return client.post(f"{link_to(task)}{action}/", {"version": task.version} | data)


def offers(page) -> list[str]:
    return [offer.action for offer in page.context["offers"]]


def test_asking_offering_and_taking_by_hand(office, seen_by, task):
    head, leader = seen_by(office.head), seen_by(office.leader)
    asked = act(head, task, "ask_extension", due_on=f"{NEW:%d/%m/%Y}", reason="Chờ số liệu.")
    assert asked.status_code == 302
    page = leader.get(link_to(task))
    assert offers(page)[:3] == [Action.GRANT_EXTENSION, Action.OFFER_EXTENSION, Action.REFUSE_EXTENSION]
    assert "Chờ số liệu." in page.content.decode()
    assert Action.WITHDRAW_EXTENSION in offers(head.get(link_to(task)))
    offered = act(leader, task, "offer_extension", due_on="25/03/2026", reason="Kịp kỳ họp.")
    assert offered.status_code == 302
    assert Action.TAKE_OFFER in offers(head.get(link_to(task)))
    assert act(head, task, "take_offer").status_code == 302
    words = head.get(link_to(task)).content.decode()
    assert "Được gia hạn đến 25/03/2026" in words
    assert "Hạn ban đầu" in words


def test_the_explanation_is_asked_for_only_after_the_due_date(office, seen_by, task):
    assert 'name="explanation"' not in seen_by(office.head).get(link_to(task)).content.decode()
    late = assign(office.unit, by=office.monitor, due_on=TODAY - timedelta(days=1))
    client = seen_by(office.head)
    assert 'name="explanation"' in client.get(link_to(late)).content.decode()
    answer = act(client, late, "ask_extension", due_on=f"{NEW:%d/%m/%Y}", reason="Chờ số liệu.")
    assert answer.status_code == 422
    assert "Nhập giải trình." in answer.content.decode()
    assert "Chờ số liệu." in answer.content.decode()


def test_a_date_before_the_one_in_force_comes_back_beside_its_field(office, seen_by, task):
    answer = act(seen_by(office.head), task, "ask_extension", due_on=f"{DUE:%d/%m/%Y}", reason="Chờ số liệu.")
    assert answer.status_code == 422
    assert f"Hạn mới phải sau hạn đang áp dụng là {DUE:%d/%m/%Y}." in answer.content.decode()
    assert not Extension.objects.exists()


def test_what_waits_for_the_leader_is_counted_and_listed(office, seen_by, task):
    do(Action.ASK_EXTENSION, task, office.head, due_on=NEW)
    mine = seen_by(office.leader).get(reverse("tasks:mine"))
    assert "1 đề nghị gia hạn chờ quyết định." in mine.content.decode()
    listed = seen_by(office.leader).get(f"{reverse('tasks:list')}?attention=extension&scope=assigned")
    assert [row.task for row in listed.context["rows"]] == [task]
    assert "đề nghị gia hạn" not in seen_by(office.monitor).get(reverse("tasks:mine")).content.decode()


def test_the_leader_settles_the_rules(office, seen_by):
    client = seen_by(office.leader)
    page = reverse("tasks:handling_rules")
    assert page in client.get(reverse("tasks:dashboard")).content.decode()
    assert client.post(page, {"most_extensions": "21"}).status_code == 422
    assert not HandlingRules.objects.exists()
    answer = client.post(
        page,
        {"most_extensions": "3", "office_decides_extensions": "on", "least_consultation_days": "5"},
        follow=True,
    )
    assert "Đã lưu quy định xử lý nhiệm vụ." in answer.content.decode()
    rules = HandlingRules.objects.get()
    assert (rules.organisation, rules.most_extensions, rules.office_decides_extensions) == (
        office.organisation,
        3,
        True,
    )
