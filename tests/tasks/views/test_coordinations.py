"""Coordinating on the pages: what the lead asks, what the unit finds and reports, and whose silence is shown where."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tasks.models import Coordination
from tasks.services.telling import link_to
from tasks.silence import Duty
from tasks.statuses import Action
from tests.directives.steps import queries
from tests.factories.tasks import make_coordination, make_task
from tests.factories.units import make_unit
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import assign, do

LIST, MINE = reverse("tasks:list"), reverse("tasks:mine")
OWN = TODAY - timedelta(days=3)


@pytest.fixture
def task(office):
    """Given ten days ago; the coordinating unit has kept silent for three days."""
    before = NOW - timedelta(days=10)
    given = assign(
        office.unit,
        by=office.monitor,
        due_on=TODAY + timedelta(days=10),
        coordinating=(office.other_unit,),
        coordinating_due_on=OWN,
        now=before,
    )
    return do(Action.ACCEPT, given, office.head, now=before)


def act(client, task, action, **data):
    task.refresh_from_db()
    return client.post(f"{link_to(task)}{action}/", {"version": task.version} | data)


def offers(page):
    return [offer.action for offer in page.context["offers"]]


def test_the_lead_sees_the_silence_with_its_days_and_asks_anew(office, seen_by, task):
    client = seen_by(office.head)
    page = client.get(link_to(task))
    assert "Quá hạn 3 ngày, chưa báo cáo" in page.content.decode()
    assert Action.ASK_COORDINATION in offers(page)
    assert Action.ASK_MORE not in offers(page)  # nothing was reported yet
    asked = {"unit": office.other_unit.pk, "content": "Gửi số liệu chi.", "due_on": "16/03/2026"}
    refused = act(client, task, "ask_coordination", **(asked | {"due_on": "30/12/2026"}))
    assert refused.status_code == 422
    assert "không được sau hạn của nhiệm vụ" in refused.content.decode()
    assert "Gửi số liệu chi." in refused.content.decode()
    assert act(client, task, "ask_coordination", **asked).status_code == 302
    page = client.get(link_to(task)).content.decode()
    assert "Gửi số liệu chi." in page
    assert "Các lần yêu cầu trước (1)" in page
    assert [row.task for row in client.get(f"{LIST}?attention=silent").context["rows"]] == []


def test_the_coordinating_unit_finds_what_it_owes_and_reports(office, seen_by, task):
    client = seen_by(office.other_head)
    mine = client.get(MINE)
    assert mine.context["sentence"] == "1 phần phối hợp quá hạn chưa báo cáo."
    (section,) = mine.context["sections"]
    assert (section.title, [row.task for row in section.rows]) == ("Cần báo cáo phối hợp", [task])
    assert [row.task for row in client.get(f"{LIST}?{section.more_query}").context["rows"]] == [task]
    (row,) = client.get(f"{LIST}?scope=coordinating").context["rows"]
    assert row.own_duty.label == "Phối hợp: quá hạn 3 ngày, chưa báo cáo (hạn 07/03/2026)"
    assert offers(client.get(link_to(task))) == [Action.REPORT_COORDINATION, Action.PROGRESS_COORDINATION]
    blank = act(client, task, "report_coordination", note=" ")
    assert blank.status_code == 422
    file = SimpleUploadedFile("so-lieu.txt", b"So lieu")
    assert act(client, task, "report_coordination", note="Đã gửi số liệu.", file=file).status_code == 302
    page = client.get(link_to(task))
    assert offers(page) == []
    assert "Báo cáo quá hạn 3 ngày" in page.content.decode()
    assert "so-lieu.txt" in page.content.decode()
    again = act(client, task, "report_coordination", note="Gửi lại.")
    assert again.status_code == 409
    assert "đã báo cáo kết quả phối hợp" in again.content.decode()
    assert client.get(MINE).context["sections"] == []
    assert Action.ASK_MORE in offers(seen_by(office.head).get(link_to(task)))


def test_an_officer_of_the_coordinating_unit_reports_progress_alone(office, seen_by, task):
    client = seen_by(office.other_officer)
    assert offers(client.get(link_to(task))) == [Action.PROGRESS_COORDINATION]
    assert act(client, task, "progress_coordination", note="Đang tổng hợp.").status_code == 302
    assert act(client, task, "report_coordination", note="Đã xong.").status_code == 403
    assert act(client, task, "report", note="Đã xong.").status_code == 403


def test_the_assigner_sees_who_is_silent_and_the_history_says_it_at_the_end(office, seen_by, task):
    client = seen_by(office.monitor)
    assert [row.task for row in client.get(f"{LIST}?attention=silent").context["rows"]] == [task]
    do(Action.SUBMIT, task, office.head)
    do(Action.CONFIRM, task, office.monitor)
    page = client.get(link_to(task)).content.decode()
    assert page.count("Không báo cáo phối hợp") >= 2  # in its place, and in the history
    assert Coordination.objects.get().status == Duty.CLOSED


def test_the_counter_of_the_rail_equals_the_list_for_a_coordinating_unit(office, seen_by, task):
    client = seen_by(office.other_head)
    assert len(client.get(f"{LIST}?attention=mine").context["rows"]) == 1


@pytest.mark.parametrize("address", [f"{LIST}?scope=coordinating", MINE])
def test_twice_the_rows_take_the_same_queries(office, seen_by, address):
    client = seen_by(office.other_head)

    def grow(count):
        for _ in range(count):
            make_coordination(make_task(lead=office.unit, by=office.monitor, due_on=TODAY), office.other_unit)

    grow(5)
    few = queries(client, address)
    grow(10)
    assert queries(client, address) == few <= 26


def test_ten_units_and_twenty_take_the_same_queries_on_the_page(office, seen_by, task):
    client = seen_by(office.head)

    def grow(count):
        for _ in range(count):
            make_coordination(task, make_unit(f"Phòng {Coordination.objects.count()}", parent=office.organisation))

    grow(10)
    few = queries(client, link_to(task))
    grow(10)
    assert queries(client, link_to(task)) == few <= 32
