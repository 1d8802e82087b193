"""Writing a letter of reminder by hand, and the letters as their people see them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks.models import ReminderLetter
from tasks.services import reminding
from tasks.services.telling import link_to
from tasks.statuses import Status
from tests.factories.tasks import make_letter, make_task
from tests.tasks.conftest import TODAY


@pytest.fixture
def late(office):
    return [
        make_task(
            lead=unit,
            by=office.monitor,
            due_on=TODAY - timedelta(days=days),
            status=Status.IN_PROGRESS,
            title=f"Việc chậm {days} ngày",
        )
        for unit, days in ((office.unit, 9), (office.unit, 4), (office.other_unit, 2))
    ]


def typed(office, tasks, **more) -> dict[str, object]:
    words = reminding.beginning(office.organisation)
    return {
        "chosen": [f"{task.pk}:{task.version}" for task in tasks],
        "together": "each",
        "subject": words["subject"],
        "body": words["body"],
        "report_by": "17/03/2026",
        "signer": office.leader.acting_post.pk,
        "place": "Sông Mây",
    } | more


def test_g1_from_the_overdue_list_to_the_letters(office, seen_by, late):
    client = seen_by(office.monitor)
    listed = client.get(f"{reverse('tasks:list')}?time=overdue&unit={office.unit.pk}")
    url = listed.context["remind_url"]
    page = client.get(url)
    assert [(group.unit, len(group.choices)) for group in page.context["groups"]] == [(office.unit, 2)]
    url = f"{reverse('tasks:remind')}?time=overdue"
    page = client.get(url)
    assert [group.unit for group in page.context["groups"]] == [office.unit, office.other_unit]
    look = client.post(url, typed(office, late))
    assert look.status_code == 200
    words = look.content.decode()
    assert "Sẽ ban hành 2 công văn đến 2 đơn vị về 3 nhiệm vụ." in words
    assert "còn 02 nhiệm vụ" in words
    assert not ReminderLetter.objects.exists()
    back = client.post(url, typed(office, late[:1], edit="1", subject="đôn đốc lần hai"))
    assert "đôn đốc lần hai" in back.content.decode()
    done = client.post(url, typed(office, late, issue="1"), follow=True)
    assert "Đã ban hành 2 công văn đôn đốc." in done.content.decode()
    assert ReminderLetter.objects.count() == 2
    again = client.post(url, typed(office, late, issue="1"))
    assert again.status_code == 409
    assert "Phó Chánh Văn phòng" in again.content.decode()
    assert ReminderLetter.objects.count() == 2


def test_a_letter_is_read_and_downloaded_by_the_unit(office, seen_by, late):
    letter = make_letter(late[0], by=office.monitor)
    assert reminding.link_to(letter) == reverse("tasks:reminder", args=[letter.pk])
    head = seen_by(office.head)
    assert letter.directive.reference in head.get(link_to(late[0])).content.decode()
    page = head.get(reverse("tasks:reminder", args=[letter.pk]))
    assert late[0].title in page.content.decode()
    file = page.context["file"]
    answer = head.get(reverse("directives:file", args=[letter.directive_id, file.pk]))
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert seen_by(office.other_head).get(reverse("tasks:reminder", args=[letter.pk])).status_code == 404
    assert len(head.get(reverse("tasks:reminders")).context["page"].object_list) == 1
    assert len(seen_by(office.other_head).get(reverse("tasks:reminders")).context["page"].object_list) == 0


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("chosen", {"chosen": []}),
        ("body", {"body": ""}),
        ("signer", {"signer": "0"}),
        ("report_by", {"report_by": "01/03/2026"}),
        ("place", {"place": ""}),
    ],
)
def test_what_is_wrong_comes_back_with_all_that_was_typed(office, seen_by, late, field, more):
    answer = seen_by(office.monitor).post(
        f"{reverse('tasks:remind')}?time=overdue", typed(office, late, subject="đôn đốc lần hai") | more
    )
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "đôn đốc lần hai" in answer.content.decode()


def test_what_is_not_late_or_not_ours_is_not_offered(office, seen_by, late):
    make_task(lead=office.unit, by=office.monitor, due_on=TODAY + timedelta(days=30), title="Còn lâu")
    page = seen_by(office.monitor).get(reverse("tasks:remind"))
    assert sum(len(group.choices) for group in page.context["groups"]) == 3
    assert seen_by(office.leader).get(reverse("tasks:remind")).status_code == 403


def test_twice_the_letters_take_the_same_queries(office, seen_by, late):
    client = seen_by(office.monitor)

    def queries() -> int:
        make_letter(late[0], by=office.monitor)
        make_letter(late[2], by=office.monitor)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("tasks:reminders")).status_code == 200
        return len(captured)

    queries()
    assert queries() == queries() <= 16
