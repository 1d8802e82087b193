"""A task as at a day, and notes and files struck out, on the screen."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from tasks.models import EventFile, Strike
from tasks.services.strikes import strike
from tasks.services.telling import link_to
from tasks.statuses import Action
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import assign, do

DUE = TODAY - timedelta(days=2)
WHY = "Ghi nhầm số liệu."


def words(response):
    return response.content.decode()


def ago(days):
    return NOW - timedelta(days=days)


@pytest.fixture
def task(office):
    """Given ten days ago, late since yesterday, then given more time and handed in."""
    given = assign(office.unit, by=office.monitor, due_on=DUE, now=ago(10))
    do(Action.ACCEPT, given, office.head, now=ago(9))
    do(Action.NAME_OFFICER, given, office.head, officer=office.officer, now=ago(8))
    do(Action.REPORT, given, office.officer, note="Đã xong 90%.", now=ago(5))
    do(Action.ASK_EXTENSION, given, office.head, due_on=TODAY + timedelta(days=9), now=ago(1))
    do(Action.GRANT_EXTENSION, given, office.leader, now=ago(0))
    return do(Action.SUBMIT, given, office.head, now=NOW)


def as_at(client, task, day):
    return client.get(link_to(task), {"as_at": day if isinstance(day, str) else f"{day:%d/%m/%Y}"})


def test_the_task_stands_as_it_was_known_at_the_end_of_the_day(office, seen_by, task):
    client = seen_by(office.monitor)
    late = as_at(client, task, TODAY - timedelta(days=1))
    assert late.status_code == 200
    shown = words(late)
    assert "Nhiệm vụ như tại ngày 09/03/2026" in shown
    assert "quá hạn 1 ngày" in shown
    assert late.context["then"].due_on == DUE
    assert late.context["then"].officer == office.officer
    assert late.context["events"][0].what == "xin gia hạn"
    assert "Hạn ban đầu" not in shown
    early = as_at(client, task, TODAY - timedelta(days=9))
    assert early.context["then"].status == "accepted"
    assert early.context["then"].officer is None
    assert len(early.context["events"]) == 2
    assert early.context["row"].due.label.startswith("còn ")


def test_today_is_the_task_of_today(office, seen_by, task):
    page = as_at(seen_by(office.head), task, TODAY)
    assert (page.context["then"].status, page.context["then"].due_on) == ("submitted", TODAY + timedelta(days=9))
    assert len(page.context["events"]) == task.events.count()


def test_a_past_day_offers_no_acts(office, seen_by, task):
    page = as_at(seen_by(office.monitor), task, TODAY - timedelta(days=1))
    main = words(page).split('id="main"')[1]
    assert 'method="post"' not in main.split("</main>")[0]
    assert "Gạch bỏ" not in main
    assert "Trang này chỉ để xem." in main


def test_before_it_was_given_there_is_no_task(office, seen_by, task):
    page = as_at(seen_by(office.monitor), task, TODAY - timedelta(days=30))
    assert page.status_code == 200
    assert "Đến hết ngày này nhiệm vụ chưa được giao." in words(page)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("11/03/2026", "ở sau hôm nay"),
        ("31/02/2026", "Nhập ngày dạng ngày/tháng/năm"),
        ("", "Nhập ngày cần xem."),
    ],
)
def test_what_is_no_past_day_is_told(office, seen_by, task, day, said):
    page = as_at(seen_by(office.monitor), task, day)
    assert page.status_code == 422
    assert said in words(page)


def test_the_address_may_hold_the_day_as_machines_write_it(office, seen_by, task):
    assert "như tại ngày 09/03/2026" in words(as_at(seen_by(office.monitor), task, "2026-03-09"))


def test_the_page_of_the_task_leads_there(office, seen_by, task):
    assert 'name="as_at"' in words(seen_by(office.monitor).get(link_to(task)))


def test_who_may_not_see_the_task_does_not_see_its_past(office, seen_by, task):
    assert as_at(seen_by(office.other_head), task, TODAY).status_code == 404


def test_a_broken_history_is_said_and_not_shown(office, seen_by, task):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tasks_taskevent SET action = 'confirm' WHERE task_id = %s AND seq = 2", [task.pk])
    assert "không khớp nên không dựng lại được" in words(as_at(seen_by(office.monitor), task, TODAY))


def test_a_note_is_struck_out_on_a_page_of_its_own_and_stays_readable(office, seen_by, task):
    client = seen_by(office.officer)
    page = reverse("tasks:strike", args=[task.pk, 4])
    assert page in words(client.get(link_to(task)))
    assert "Đã xong 90%." in words(client.get(page))
    empty = client.post(page, {"reason": ""})
    assert empty.status_code == 422
    assert "Nhập lý do gạch bỏ." in words(empty)
    assert client.post(page, {"reason": WHY}).status_code == 302
    for person in (office.officer, office.monitor):
        shown = words(seen_by(person).get(link_to(task)))
        assert "Đã xong 90%.</del>" in shown
        assert f"Đã gạch bỏ: {WHY}" in shown
        assert page not in shown
    again = client.get(page)
    assert again.status_code == 409
    assert "đã được" in words(again)


def test_others_are_refused_with_the_reason(office, seen_by, task):
    page = reverse("tasks:strike", args=[task.pk, 4])
    assert page not in words(seen_by(office.monitor).get(link_to(task)))
    answer = seen_by(office.monitor).post(page, {"reason": WHY})
    assert answer.status_code == 403
    assert f"Chỉ {office.officer}" in words(answer)
    assert seen_by(office.other_head).get(page).status_code == 404
    assert not Strike.objects.exists()


def test_a_struck_file_is_still_downloaded_by_who_could(office, seen_by, task):
    file = EventFile.objects.get(event__task=task)
    page = reverse("tasks:strike_file", args=[task.pk, file.event.seq, file.pk])
    assert seen_by(office.head).post(page, {"reason": "Bản chưa ký."}).status_code == 302
    shown = words(seen_by(office.monitor).get(link_to(task)))
    assert "Đã gạch bỏ: Bản chưa ký." in shown
    download = seen_by(office.monitor).get(reverse("tasks:file", args=[task.pk, file.pk]))
    assert download.status_code == 200
    assert b"".join(download.streaming_content)


def test_a_strike_is_not_known_before_it_was_made(office, seen_by, task):
    strike(event=task.events.get(seq=4), by=office.officer, now=NOW, reason=WHY)
    client = seen_by(office.monitor)
    assert WHY not in words(as_at(client, task, TODAY - timedelta(days=1)))
    assert WHY in words(as_at(client, task, TODAY))
