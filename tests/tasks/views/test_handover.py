"""Bàn giao on the screen: the unit's people, one person's work, and what waits in Việc của tôi."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks.models import Task
from tasks.services.leave import handover_of
from tasks.services.officers import MINE
from tasks.services.telling import link_to
from tasks.statuses import Action
from tests.factories.units import make_person
from tests.tasks.conftest import TODAY
from tests.tasks.steps import assign, do
from units.models import Delegation, Post
from units.roles import Role

PAGE = reverse("tasks:handover")


@pytest.fixture
def colleague(office):
    return make_person(office.unit, Role.OFFICER, title="Chuyên viên", full_name="Chuyên viên ở lại")


@pytest.fixture
def tasks(office, colleague):
    """Two tasks and a part of the officer, who has left."""
    found = []
    for title in ("Rà soát quy chế", "Tổng hợp số liệu"):
        task = do(Action.ACCEPT, assign(office.unit, by=office.monitor, due_on=TODAY, title=title), office.head)
        found.append(do(Action.NAME_OFFICER, task, office.head, officer=office.officer))
    do(Action.GIVE_PART, found[0], office.head, officer=office.officer, due_on=TODAY)
    found.append(Task.objects.get(parent=found[0]))
    Post.objects.filter(user=office.officer).update(valid_to=TODAY)
    return found


def words(response):
    return response.content.decode()


def test_the_addresses_in_notices_are_those_of_the_pages(office):
    assert handover_of(office.officer) == reverse("tasks:handover_of", args=[office.officer.pk])
    assert reverse("tasks:mine") == MINE


def test_who_has_left_work_behind_stands_first_and_says_how_much(office, seen_by, tasks):
    page = seen_by(office.head).get(PAGE)
    assert page.context["lines"][0].person == office.officer
    assert page.context["sentence"] == "1 người đã thôi giữ vị trí, còn 3 việc chờ bàn giao."
    assert "Cần bàn giao" in words(page)


def test_everything_goes_to_one_and_a_single_task_to_another(office, seen_by, tasks, colleague):
    client = seen_by(office.head)
    page = reverse("tasks:handover_of", args=[office.officer.pk])
    shown = words(client.get(page))
    assert "Rà soát quy chế" in shown
    assert "Phần việc" in shown
    answer = client.post(
        page,
        {"everything": colleague.pk, f"to_{tasks[1].pk}": office.deputy.pk, "note": "Chuyển công tác."},
        follow=True,
    )
    assert f"Đã bàn giao 3 việc của {office.officer}" in words(answer)
    assert [Task.objects.get(pk=task.pk).officer for task in tasks] == [colleague, office.deputy, colleague]
    assert answer.context["sentence"] == "Không có việc nào chờ bàn giao."


def test_only_what_was_chosen_is_handed_over(office, seen_by, tasks, colleague):
    page = reverse("tasks:handover_of", args=[office.officer.pk])
    seen_by(office.head).post(page, {f"to_{tasks[1].pk}": colleague.pk})
    assert [Task.objects.get(pk=task.pk).officer for task in tasks] == [office.officer, colleague, office.officer]


def test_without_a_choice_the_form_comes_back(office, seen_by, tasks):
    page = reverse("tasks:handover_of", args=[office.officer.pk])
    answer = seen_by(office.head).post(page, {"note": "Chuyển công tác."})
    assert answer.status_code == 422
    assert "Chọn người nhận bàn giao cho tất cả, hoặc cho từng việc." in words(answer)
    assert "Chuyển công tác." in words(answer)


def test_a_part_is_not_taken_by_who_hands_it_over(office, seen_by, tasks):
    """The head may take a task of the unit, but not the part whose result the head confirms."""
    page = reverse("tasks:handover_of", args=[office.officer.pk])
    answer = seen_by(office.head).post(page, {"everything": office.head.pk})
    assert answer.status_code == 422
    assert "Không tự nhận phần việc do mình bàn giao" in words(answer)
    assert {Task.objects.get(pk=task.pk).officer for task in tasks} == {office.officer}


def test_what_changed_meanwhile_is_told_and_nothing_is_handed_over(office, seen_by, tasks, colleague, monkeypatch):
    """Between the drawing of the list and the press a task was handed over by the deputy."""
    from tasks.views import handover

    act = handover.hand_over_work

    def late(**arguments):
        do(Action.HAND_OVER, tasks[0], office.deputy, officer=office.deputy)
        return act(**arguments)

    monkeypatch.setattr(handover, "hand_over_work", late)
    page = reverse("tasks:handover_of", args=[office.officer.pk])
    answer = seen_by(office.head).post(page, {"everything": colleague.pk})
    assert answer.status_code == 409
    assert "1 việc không còn do" in words(answer)
    assert Task.objects.get(pk=tasks[1].pk).officer == office.officer


def test_what_waits_for_a_handover_is_counted_and_listed_in_mine(office, seen_by, tasks):
    client = seen_by(office.head)
    mine = words(client.get(reverse("tasks:mine")))
    assert "3 việc của người đã thôi giữ vị trí chờ bàn giao" in mine
    assert f'href="{PAGE}"' in mine
    listed = client.get(f"{reverse('tasks:list')}?attention=handover")
    assert {row.task for row in listed.context["rows"]} == set(tasks)


def test_the_pages_of_others_are_refused_with_the_reason(office, seen_by, tasks, colleague):
    answer = seen_by(colleague).get(PAGE)
    assert answer.status_code == 403
    assert "Chỉ thủ trưởng" in words(answer)
    other = seen_by(office.other_head).get(reverse("tasks:handover_of", args=[office.officer.pk]))
    assert other.status_code == 404


def test_a_unit_without_anyone_else_says_what_to_do(office, seen_by, tasks):
    page = reverse("tasks:handover_of", args=[office.officer.pk])
    Post.objects.filter(unit=office.unit).exclude(user__in=[office.head, office.officer]).update(valid_to=TODAY)
    Post.objects.filter(user=office.head).update(role=Role.HEAD)
    assert "Giao tất cả cho" in words(seen_by(office.head).get(page))  # the head may take it


def test_twice_the_work_takes_no_more_queries(office, seen_by, colleague):
    client = seen_by(office.head)

    def queries(page):
        for _ in range(3):
            task = do(Action.ACCEPT, assign(office.unit, by=office.monitor, due_on=TODAY), office.head)
            do(Action.NAME_OFFICER, task, office.head, officer=office.officer)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    one = reverse("tasks:handover_of", args=[office.officer.pk])
    assert queries(one) == queries(one) <= 15
    assert queries(PAGE) == queries(PAGE) <= 13


def test_the_head_names_the_officer_on_the_page_of_the_task(office, seen_by, colleague):
    task = do(Action.ACCEPT, assign(office.unit, by=office.monitor, due_on=TODAY), office.head)
    client = seen_by(office.head)
    page = client.get(link_to(task))
    assert Action.NAME_OFFICER in [offer.action for offer in page.context["offers"]]
    assert Action.HAND_OVER not in [offer.action for offer in page.context["offers"]]
    client.post(f"{link_to(task)}name_officer/", {"version": task.version, "officer": colleague.pk})
    shown = words(client.get(link_to(task)))
    assert "phân công chuyên viên" in shown
    assert f"</span>{colleague}</ins>" in shown
    task.refresh_from_db()
    client.post(f"{link_to(task)}name_officer/", {"version": task.version, "officer": ""})
    task.refresh_from_db()
    assert task.officer is None


def test_a_part_is_handed_over_on_its_page(office, seen_by, tasks, colleague):
    part = tasks[2]
    client = seen_by(office.head)
    assert Action.HAND_OVER in [offer.action for offer in client.get(link_to(part)).context["offers"]]
    empty = client.post(f"{link_to(part)}hand_over/", {"version": part.version})
    assert empty.status_code == 422
    assert "Chọn người nhận bàn giao." in words(empty)
    assert (
        client.post(f"{link_to(part)}hand_over/", {"version": part.version, "officer": colleague.pk}).status_code == 302
    )
    part.refresh_from_db()
    assert part.officer == colleague


def test_an_administrator_ends_a_post_and_learns_how_much_is_open_but_not_what(office, seen_by):
    admin = make_person(office.organisation, Role.ADMINISTRATOR)
    task = assign(office.unit, by=office.monitor, title="Thanh tra đột xuất")
    do(Action.NAME_OFFICER, task, office.head, officer=office.officer)
    client, post = seen_by(admin), office.officer.acting_post
    page = reverse("tasks:post_end", args=[post.pk])
    shown = words(client.get(page))
    assert "còn 1 việc đang mở tại TCCB" in shown
    assert "Thanh tra" not in shown
    wrong = client.post(page, {"valid_to": "01/01/2019"})
    assert wrong.status_code == 422
    assert "Ngày kết thúc phải sau ngày bắt đầu" in words(wrong)
    assert client.post(page, {"valid_to": f"{TODAY:%d/%m/%Y}"}).status_code == 302
    assert "chờ bàn giao" in words(seen_by(office.head).get(reverse("tasks:mine")))


def test_a_head_delegates_and_revokes(office, seen_by):
    head, delegate = seen_by(office.head), seen_by(office.officer)
    post = office.head.acting_post
    page = reverse("tasks:delegation_new", args=[post.pk])
    typed = {"delegate": office.officer.pk, "valid_from": "10/03/2026", "valid_to": "17/03/2026"}
    assert head.post(page, typed).status_code == 302
    twice = head.post(page, typed | {"delegate": office.deputy.pk})
    assert twice.status_code == 422
    assert f"Vị trí này đã ủy quyền cho {office.officer}" in words(twice)
    assert f"được {office.head} ủy quyền" in words(delegate.get(reverse("units:my_posts")))
    given = Delegation.objects.get()
    assert delegate.post(reverse("tasks:delegation_revoke", args=[given.pk])).status_code == 404
    assert head.post(reverse("tasks:delegation_revoke", args=[given.pk])).status_code == 302
    assert post not in Post.objects.open_to(office.officer, on=TODAY)


def test_a_delegation_to_come_is_shown_to_the_delegate(office, seen_by):
    page = reverse("tasks:delegation_new", args=[office.head.acting_post.pk])
    typed = {"delegate": office.officer.pk, "valid_from": "20/03/2026", "valid_to": "27/03/2026"}
    seen_by(office.head).post(page, typed)
    assert "Sắp được ủy quyền" in words(seen_by(office.officer).get(reverse("units:my_posts")))


def test_what_a_delegate_does_is_shown_as_done_for_the_holder(office, seen_by):
    Delegation.objects.create(
        post=office.head.acting_post, delegate=office.officer, valid_from=TODAY, valid_to=TODAY + timedelta(days=7)
    )
    task = assign(office.unit, by=office.monitor, due_on=TODAY)
    client = seen_by(office.officer)
    client.post(reverse("units:act_in"), {"post": office.head.acting_post.pk})
    assert client.post(f"{link_to(task)}accept/", {"version": task.version}).status_code == 302
    assert f"(Trưởng phòng, TCCB, theo ủy quyền của {office.head})" in words(seen_by(office.monitor).get(link_to(task)))


def test_people_who_left_may_not_be_chosen_as_delegates(office, seen_by):
    Post.objects.filter(user=office.other_head).update(valid_to=TODAY)
    form = seen_by(office.head).get(reverse("tasks:delegation_new", args=[office.head.acting_post.pk])).context["form"]
    offered = set(form.fields["delegate"].queryset)
    assert office.deputy in offered
    assert not {office.other_head, office.head} & offered
