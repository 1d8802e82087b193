"""Parts of a task on the pages of the whole and of the part."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tasks.models import Task
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.telling import link_to
from tasks.statuses import Action, Status
from tests.factories.directives import make_directive
from tests.factories.units import make_unit
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import assign, do

DUE = TODAY + timedelta(days=10)


@pytest.fixture
def task(office):
    return do(Action.ACCEPT, assign(office.unit, by=office.monitor, due_on=DUE), office.head)


def act(client, task, action, **data):
    task.refresh_from_db()
    return client.post(f"{link_to(task)}{action}/", {"version": task.version} | data)


def give(client, task, receiver, **data):
    return act(
        client,
        task,
        "give_part",
        **(
            {
                "title": "Lập danh sách",
                "receiver": receiver,
                "due_on": "12/03/2026",
                "result_kind": "none",
                "is_needed": "on",
            }
            | data
        ),
    )


def file():
    return SimpleUploadedFile("ket-qua.txt", b"Bao cao")


def test_a_part_is_given_seen_from_both_sides_and_leads_back_to_the_whole(office, seen_by, task):
    team = make_unit("Tổ Hồ sơ", parent=office.unit, short_name="Tổ HS")
    client = seen_by(office.head)
    page = client.get(link_to(task)).content.decode()
    assert f'value="unit-{team.pk}"' in page
    assert f'value="person-{office.officer.pk}"' in page
    assert f'value="person-{office.head.pk}"' not in page  # nobody gives a part to themselves
    assert give(client, task, f"unit-{team.pk}").status_code == 302
    part = Task.objects.get(parent=task)
    whole = client.get(link_to(task)).content.decode()
    assert "Phần việc đã giao" in whole
    assert link_to(part) in whole
    below = client.get(link_to(part)).content.decode()
    assert "Thuộc nhiệm vụ" in below
    assert link_to(task) in below


def test_a_part_refused_comes_back_with_what_was_typed(office, seen_by, task):
    client = seen_by(office.head)
    answer = give(client, task, f"person-{office.officer.pk}", due_on="31/12/2026")
    assert answer.status_code == 422
    assert "Hạn của phần việc không được sau hạn của nhiệm vụ" in answer.content.decode()
    assert "Lập danh sách" in answer.content.decode()
    assert give(client, task, f"person-{office.leader.pk}").status_code == 422
    assert not Task.objects.filter(parent=task).exists()


def test_handing_in_with_an_open_part_asks_why(office, seen_by, task):
    client = seen_by(office.head)
    give(client, task, f"person-{office.officer.pk}")
    result = {"summary": "Đã xong.", "reference": "45/BC-TCCB", "issued_on": "09/03/2026"}
    answer = act(client, task, "submit", **result, file=file())
    assert answer.status_code == 422
    assert "Còn 1 phần việc chưa xong" in answer.content.decode()
    result["open_parts_reason"] = "Phần còn lại gửi sau."
    assert act(client, task, "submit", **result, file=file()).status_code == 302
    task.refresh_from_db()
    assert task.status == Status.SUBMITTED


def test_a_part_that_a_person_may_not_see_is_not_shown_with_the_whole(office, seen_by, task):
    client = seen_by(office.head)
    give(client, task, f"person-{office.officer.pk}")
    part = Task.objects.get(parent=task)
    Task.objects.filter(pk=part.pk).update(restriction="restricted", officer=office.head)
    assert link_to(part) not in seen_by(office.officer).get(link_to(task)).content.decode()


def test_parts_do_not_disturb_whoever_gives_more_tasks_of_the_directive(office, seen_by, task):
    directive = make_directive(owner=office.organisation, by=office.registrar)
    Task.objects.filter(pk=task.pk).update(directive=directive)
    client, url = seen_by(office.monitor), reverse("tasks:assign", args=[directive.pk])
    known = client.get(url).context["screen"].known_tasks
    assert give(seen_by(office.head), task, f"person-{office.officer.pk}").status_code == 302
    screen = client.get(url).context["screen"]
    assert screen.known_tasks == known == 1
    assert [row.task for node in screen.nodes for row in node.given] == [task]
    line = AssignmentLine(title="Báo cáo kết quả", leads=(office.other_unit,))
    assert assign_tasks(lines=[line], by=office.monitor, now=NOW, directive=directive, known_tasks=known)


def test_a_part_that_the_whole_does_not_need_does_not_hold_it_up(office, seen_by, task):
    client = seen_by(office.head)
    assert "Nhiệm vụ chung cần phần việc này" in client.get(link_to(task)).content.decode()
    give(client, task, f"person-{office.officer.pk}", is_needed="")
    assert "Nhiệm vụ chung không chờ phần việc này" in client.get(link_to(task)).content.decode()
    result = {"summary": "Đã xong.", "reference": "45/BC-TCCB", "issued_on": "09/03/2026"}
    assert act(client, task, "submit", **result, file=file()).status_code == 302


def test_of_an_overdue_task_the_page_leads_to_the_extension_first(office, seen_by):
    late = do(Action.ACCEPT, assign(office.unit, by=office.monitor, due_on=TODAY - timedelta(days=5)), office.head)
    client = seen_by(office.head)
    page = client.get(link_to(late)).content.decode()
    link = f"{link_to(late)}?act=ask_extension"
    assert f'Xin gia hạn nhiệm vụ trước. <a href="{link}">Xin gia hạn</a>' in page
    refused = give(client, late, f"person-{office.officer.pk}", due_on="10/03/2026")
    assert refused.status_code == 422
    assert "không còn ngày nào trong hạn" in refused.content.decode()
    opened = client.get(link).context["offers"]
    assert [offer.action for offer in opened if offer.is_open] == [Action.ASK_EXTENSION]
