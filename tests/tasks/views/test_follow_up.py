"""Explanations, reports to the leaders and reviews as their people see them."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks.kinds import Outcome
from tasks.models import Escalation, Explanation, Review
from tasks.services import escalations, reviews
from tasks.services.telling import link_to
from tasks.statuses import Action, Status
from tests.factories.tasks import make_escalation, make_explanation, make_task
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import assign, do
from tests.tasks.views.test_dashboard import links


def act(client, task, action, **data):
    task.refresh_from_db()
    return client.post(f"{link_to(task)}{action}/", {"version": task.version} | data)


def delayed(office, count=3, lead=None, days=40):
    return [
        make_task(
            lead=lead or office.unit,
            by=office.monitor,
            due_on=TODAY - timedelta(days=days + number),
            status=Status.IN_PROGRESS,
            title=f"Việc chậm {number}",
        )
        for number in range(count)
    ]


def test_the_addresses_in_notices_are_those_of_the_pages(office):
    (task,) = delayed(office, 1)
    one = make_escalation(task, by=office.monitor)
    assert escalations.link_to(one) == reverse("tasks:escalation", args=[one.pk])
    review = reviews.hold_review(by=office.monitor, now=NOW)
    assert reviews.link_to(review) == reverse("tasks:review", args=[review.pk])


def test_g12_asked_and_given_by_hand(office, seen_by):
    task = assign(office.unit, by=office.monitor, due_on=TODAY)
    monitor, head = seen_by(office.monitor), seen_by(office.head)
    answer = act(monitor, task, "ask_explanation", question="Vì sao chậm?", due_on="15/03/2026")
    assert answer.status_code == 302
    mine = head.get(reverse("tasks:mine")).content.decode()
    assert "1 nhiệm vụ cần giải trình" in mine
    assert "Vì sao chậm?" in head.get(link_to(task)).content.decode()
    listed = head.get(f"{reverse('tasks:list')}?attention=explanation&scope=lead")
    assert [row.task for row in listed.context["rows"]] == [task]
    assert act(head, task, "give_explanation", answer="").status_code == 422
    assert act(head, task, "give_explanation", answer="Do mưa lũ.").status_code == 302
    assert "Do mưa lũ." in monitor.get(link_to(task)).content.decode()
    assert "Đã giải trình" in head.get(reverse("tasks:explanations")).content.decode()


def test_g12_every_figure_of_a_unit_leads_to_its_list(office, seen_by):
    for unit in (office.unit, office.other_unit):
        for due_on in (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)):
            make_explanation(make_task(lead=unit, by=office.monitor), due_on=due_on)
    client, url = seen_by(office.monitor), reverse("tasks:explanations")
    found = links(client.get(url).content.decode())
    assert len(found) >= 6
    for address, figure in found:
        assert client.get(url + address).context["page"].paginator.count == figure, address
    assert "2 yêu cầu quá hạn chưa giải trình ở 2 đơn vị, 4 yêu cầu" in client.get(url).content.decode()
    assert seen_by(office.head).get(url).context["page"].paginator.count == 3  # a unit sees its own
    assert client.get(f"{url}?standing=khac&unit=x").context["page"].paginator.count == 6


def test_g3_the_office_chooses_and_the_leader_decides_on_the_page(office, seen_by):
    first, second, third = delayed(office)
    monitor, leader = seen_by(office.monitor), seen_by(office.leader)
    url = f"{reverse('tasks:escalate')}?time=overdue"
    page = monitor.get(url)
    assert [choice.row.task for choice in page.context["groups"][0].choices] == [
        third,
        second,
        first,
    ]  # the oldest first
    assert not any(choice.is_ticked for choice in page.context["groups"][0].choices)
    chosen = [f"{task.pk}:1" for task in (first, second)]
    empty = monitor.post(url, {"chosen": chosen, "handling": "transfer", "proposal": ""})
    assert empty.status_code == 422
    assert [choice.is_ticked for choice in empty.context["groups"][0].choices] == [False, True, True]
    sent = monitor.post(url, {"chosen": chosen, "handling": "transfer", "proposal": "Đề nghị chuyển."})
    one = Escalation.objects.get()
    assert sent["Location"] == reverse("tasks:escalation", args=[one.pk])
    again = monitor.post(url, {"chosen": chosen, "handling": "transfer", "proposal": "Đề nghị chuyển."})
    assert again.status_code == 409
    assert "Phó Chánh Văn phòng" in again.content.decode()
    assert "2 nhiệm vụ chờ ý kiến của bạn" in leader.get(reverse("tasks:mine")).content.decode()
    assert "1 báo cáo chờ ý kiến lãnh đạo." in leader.get(reverse("tasks:escalations")).content.decode()
    listed = leader.get(f"{reverse('tasks:list')}?attention=escalated&scope=assigned")
    assert len(listed.context["rows"]) == 2
    assert leader.post(sent["Location"], {"agrees": "no", "decision": ""}).status_code == 422
    assert leader.post(sent["Location"], {"agrees": "yes"}).status_code == 302
    late = leader.post(sent["Location"], {"agrees": "no", "decision": "Gia hạn."})
    assert late.status_code == 409
    assert "Gia hạn." in late.content.decode()  # what was typed can be copied
    assert "Lãnh đạo đồng ý" in monitor.get(link_to(first)).content.decode()


def test_tasks_of_others_cannot_be_chosen(office, seen_by):
    stranger = make_task(lead=office.unit, by=office.monitor, status=Status.COMPLETED)
    url = reverse("tasks:escalate")
    answer = seen_by(office.monitor).post(
        url, {"chosen": [f"{stranger.pk}:1", "x", "99999999999999999999:1"], "handling": "transfer", "proposal": "A."}
    )
    assert answer.status_code == 422
    assert not Escalation.objects.exists()


def test_the_office_withdraws_by_hand(office, seen_by):
    (task,) = delayed(office, 1)
    one = make_escalation(task, by=office.monitor)
    url = reverse("tasks:escalation_withdraw", args=[one.pk])
    assert seen_by(office.monitor).post(url, {"reason": ""}).status_code == 422
    assert seen_by(office.monitor).post(url, {"reason": "Đã xong."}).status_code == 302
    assert seen_by(office.monitor).post(url, {"reason": "Đã xong."}).status_code == 409


def test_e7_a_review_by_hand(office, seen_by):
    tasks = delayed(office)
    client, url = seen_by(office.monitor), reverse("tasks:reviews")
    page = client.get(url)
    assert [row.row.task for row in page.context["rows"]] == tasks[::-1]
    assert "Chưa rà soát" in page.content.decode()
    assert client.get(f"{url}?days=41").context["total"] == 2
    assert client.get(f"{url}?days=0").status_code == 200
    sent = client.post(url, {"days": 30})
    review = Review.objects.get()
    assert sent["Location"] == reverse("tasks:review", args=[review.pk])
    assert client.post(url, {"days": 30}).status_code == 409
    line = review.lines.get(task=tasks[0])
    address = reverse("tasks:review_conclude", args=[review.pk, line.pk])
    bad = client.post(address, {"version": 1, "outcome": "go_on", "note": "Đang chờ."})
    assert bad.status_code == 422
    assert "Đang chờ." in bad.content.decode()
    assert "Nhập ngày đơn vị cam kết" in bad.content.decode()
    good = client.post(address, {"version": 1, "outcome": "escalate", "note": "Vượt thẩm quyền."})
    assert good.status_code == 302
    assert client.post(address, {"version": 1, "outcome": "escalate", "note": "Nữa."}).status_code == 409
    assert "Vượt thẩm quyền." in client.get(link_to(tasks[0])).content.decode()
    assert client.get(f"{url}?moi=1").context["page"].paginator.count == 2
    ((words, follow),) = client.get(sent["Location"]).context["follow"]
    assert words == "Soạn báo cáo lãnh đạo về 1 nhiệm vụ"
    assert parse_qs(urlsplit(follow).query) == {"task": [str(tasks[0].pk)]}
    (choice,) = client.get(follow).context["groups"][0].choices
    assert (choice.row.task, choice.is_ticked) == (tasks[0], True)


def test_e7_a_promise_that_was_not_kept_shows(office, seen_by):
    (task,) = delayed(office, 1)
    line = reviews.hold_review(by=office.monitor, now=NOW - timedelta(days=9)).lines.get()
    before = NOW - timedelta(days=8)
    promised_on = TODAY - timedelta(days=1)
    reviews.conclude(
        line=line, by=office.monitor, now=before, version=1, outcome=Outcome.GO_ON, promised_on=promised_on
    )
    client = seen_by(office.monitor)
    assert "đã quá ngày cam kết" in client.get(reverse("tasks:reviews")).content.decode()
    assert "đã quá ngày cam kết" in client.get(link_to(task)).content.decode()


@pytest.mark.parametrize("name", ["explanations", "escalations", "escalate", "reviews", "review"])
def test_twice_the_rows_take_the_same_queries(office, seen_by, name):
    client, pages = seen_by(office.monitor), []

    def queries(day: int) -> int:
        tasks = delayed(office, 8)
        for task in tasks[:4]:
            make_explanation(task)
            make_escalation(task, by=office.monitor)
        review = reviews.hold_review(by=office.monitor, now=NOW + timedelta(days=day))
        pages[:] = [review.pk] if name == "review" else []
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(f"tasks:{name}", args=pages)).status_code == 200
        return len(captured)

    queries(0)
    assert queries(1) == queries(2) <= 18


def test_guidance_is_read_on_the_page_of_the_task(office, seen_by):
    task = assign(office.unit, by=office.monitor)
    do(Action.GUIDE, task, office.monitor, note="Theo mẫu số 2.")
    words = seen_by(office.head).get(link_to(task)).content.decode()
    assert "Hướng dẫn thực hiện" in words
    assert words.count("Theo mẫu số 2.") == 2  # in its place and in the history
    assert Explanation.objects.count() == 0
