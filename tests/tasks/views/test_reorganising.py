"""The screens of a reorganisation: an administrator prepares and carries out, those who gave the tasks choose."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks.models import SuccessorChoice, Task
from tasks.statuses import Action
from tests.factories.tasks import make_task
from tests.factories.units import make_person
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import assign, do
from tests.tasks.test_reorganising import DAY, choose, do_it, merge, plan, two_successors
from units.models import Reorganisation, Unit
from units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(office):
    return make_person(office.organisation, Role.ADMINISTRATOR)


def words(response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def new_url(kind):
    return f"{reverse('tasks:reorganise_new')}?kind={kind}"


def typed(office, **more):
    return {
        "sources": [office.unit.pk],
        "effective_on": f"{DAY:%d/%m/%Y}",
        "deciding_document": "Quyết định 12/QĐ-SGDĐT",
        **more,
    }


def test_an_administrator_merges_a_unit_in_two_steps_and_sees_no_content(office, admin, seen_by):
    assign(office.unit, by=office.monitor, title="Rà soát việc kín")
    browser = seen_by(admin)
    made = browser.post(new_url("merge"), typed(office, successors=[office.other_unit.pk]))
    page = browser.get(made.url)
    said = words(page)
    assert "1 nhiệm vụ chủ trì chưa giao chuyên viên" in said
    assert "Rà soát việc kín" not in said
    one = Reorganisation.objects.get()
    form = page.context["form"]
    sent = {item.key: item.proposal for part in form.found for item in part.items}
    done = browser.post(made.url, {**sent, "version": one.version, "act": "do"}, follow=True)
    assert "Đã thực hiện sắp xếp" in words(done)
    assert "1 nhiệm vụ đổi đơn vị chủ trì" in words(done)
    assert Task.objects.get().lead == office.other_unit


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(office, admin, seen_by):
    browser = seen_by(admin)
    page = browser.post(new_url("split"), typed(office, successors=[office.other_unit.pk]))
    assert page.status_code == 422
    assert "ít nhất 2 đơn vị tiếp nhận" in page.context["form"].errors["successors"][0]
    assert "Quyết định 12/QĐ-SGDĐT" in words(page) or "Quyết định 12/QĐ-SGDĐT" in page.content.decode()
    page = browser.post(new_url("rename"), typed(office))
    assert "Nhập tên mới của đơn vị." in words(page)


def test_a_successor_is_opened_like_the_unit_that_it_follows(office, admin, seen_by):
    browser = seen_by(admin)
    row = {"new-0-name": "Phòng Nội vụ", "new-0-short_name": "NV"}
    assert browser.post(new_url("merge"), typed(office, **row)).status_code == 302
    line = Reorganisation.objects.get().lines.get(side="to")
    assert (line.name, line.parent, line.kind, line.unit) == ("Phòng Nội vụ", office.organisation, "division", None)


def test_a_split_that_is_not_wholly_chosen_comes_back_with_each_thing_that_is_missing(office, admin, seen_by):
    assign(office.unit, by=office.monitor)
    one = two_successors(office, admin)
    browser = seen_by(admin)
    url = reverse("tasks:reorganisation", args=[one.pk])
    main = one.lines.filter(side="to").first().pk
    page = browser.post(url, {"version": one.version, "act": "do", "main": main})
    assert page.status_code == 422
    assert "Chọn nơi chuyển đến: 1 nhiệm vụ chủ trì (chưa giao chuyên viên)." in words(page)
    assert Unit.objects.get(pk=office.unit.pk).closed_on is None
    page = browser.post(url, {"version": page.context["one"].version, "act": "save", "main": main}, follow=True)
    assert "Đã lưu lựa chọn" in words(page)


def test_of_two_administrators_one_is_told(office, admin, seen_by):
    one = plan("merge", [office.unit], admin, to=[office.other_unit])
    choose(one, admin)
    page = seen_by(admin).post(reverse("tasks:reorganisation", args=[one.pk]), {"version": 1, "act": "do"})
    assert page.status_code == 409
    assert "Người khác vừa thay đổi" in words(page)


def test_nothing_can_be_carried_out_before_its_day(office, admin, seen_by):
    one = plan("merge", [office.unit], admin, to=[office.other_unit], on=TODAY + timedelta(days=20))
    page = seen_by(admin).get(reverse("tasks:reorganisation", args=[one.pk]))
    assert "Thực hiện từ ngày 30/03/2026" in words(page)
    assert 'value="do"' not in page.content.decode()


def test_what_was_prepared_is_given_up(office, admin, seen_by):
    one = plan("merge", [office.unit], admin, to=[office.other_unit])
    url = reverse("tasks:reorganisation", args=[one.pk])
    assert seen_by(admin).post(url, {"version": 1, "act": "withdraw"}).status_code == 302
    one.refresh_from_db()
    assert one.state == Reorganisation.State.WITHDRAWN


def test_the_office_chooses_task_by_task_and_for_the_rest_at_once(office, admin, seen_by):
    first, second, third = (assign(office.unit, by=office.monitor, title=f"Thi đua, việc {n}") for n in range(3))
    one = two_successors(office, admin)
    main, other = one.lines.filter(side="to").order_by("pk")
    browser = seen_by(office.monitor)
    url = reverse("tasks:reorganisation_tasks", args=[one.pk])
    page = browser.get(url)
    assert "3 nhiệm vụ chưa chọn" in words(page)
    assert "đề xuất theo nội dung, chưa lưu" in words(page)
    browser.post(url, {"act": "each", f"task-{first.pk}": other.pk})
    assert SuccessorChoice.objects.get().line == other
    browser.post(url, {"act": "all", "all": main.pk})
    chosen = dict(SuccessorChoice.objects.values_list("task_id", "line_id"))
    assert chosen == {first.pk: other.pk, second.pk: main.pk, third.pk: main.pk}
    assert browser.post(url, {"act": "each", f"task-{first.pk}": 0}).status_code == 422


def test_the_screen_of_choices_asks_as_much_for_twice_the_rows(office, admin, seen_by):
    one = two_successors(office, admin)
    browser = seen_by(office.monitor)
    counts = []
    for _ in range(2):
        for _ in range(8):
            make_task(lead=office.unit, by=office.monitor, due_on=TODAY)
        browser.get(reverse("tasks:reorganisation_tasks", args=[one.pk]))
        with CaptureQueriesContext(connection) as captured:
            browser.get(reverse("tasks:reorganisation_tasks", args=[one.pk]))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_it_is_undone_with_a_reason_until_something_has_followed(office, admin, seen_by):
    task = assign(office.unit, by=office.monitor)
    one = merge(office, admin)
    browser, url = seen_by(admin), reverse("tasks:reorganisation", args=[one.pk])
    assert "Ghi rõ lý do hoàn tác." in words(browser.post(url, {"act": "undo", "reason": ""}))
    assert browser.post(url, {"act": "undo", "reason": "Nhầm đơn vị."}).status_code == 302
    assert Task.objects.get(pk=task.pk).lead == office.unit
    again = merge(office, admin)
    do(Action.ACCEPT, task, office.other_head)
    page = browser.get(reverse("tasks:reorganisation", args=[again.pk]))
    assert "1 nhiệm vụ đã chuyển có diễn biến mới" in words(page)
    late = browser.post(reverse("tasks:reorganisation", args=[again.pk]), {"act": "undo", "reason": "Nhầm."})
    assert late.status_code == 409


def test_the_list_names_units_that_are_gone_with_open_work(office, admin, seen_by):
    assign(office.unit, by=office.monitor)
    Unit.objects.filter(pk=office.unit.pk).update(closed_on=DAY)
    page = seen_by(admin).get(reverse("tasks:reorganisations"))
    assert "Phòng Tổ chức cán bộ đã thôi hoạt động mà còn nhiệm vụ đang mở" in words(page)


def test_history_keeps_the_names_of_its_day(office, admin, seen_by):
    task = assign(office.unit, by=office.monitor, now=NOW - timedelta(days=9))
    do(Action.ACCEPT, task, office.head, now=NOW - timedelta(days=8))
    names = {"name": "Phòng Tổ chức - Hành chính", "short_name": "TCHC"}
    do_it(plan("rename", [office.unit], admin, names=names), admin)
    do_it(plan("merge", [office.unit], admin, to=[office.other_unit], on=TODAY), admin)
    page = words(seen_by(office.monitor).get(reverse("tasks:detail", args=[task.pk])))
    assert "Trưởng phòng, TCCB" in page  # as the person was called who accepted it
    assert "TCHC" in page  # as the unit was called when it ended
    assert "Chuyển theo sắp xếp đơn vị" in page or "chuyển theo sắp xếp đơn vị" in page


# figures: as then, or by today's units
LINK = re.compile(r'<a[^>]*href="(/nhiem-vu/\?[^"]*unit=[^"]*)"[^>]*>\s*(\d+)')


def test_the_dashboard_counts_by_todays_units_or_by_those_of_the_assignment_and_each_figure_is_its_list(
    office, admin, seen_by
):
    for lead in (office.unit, office.unit, office.other_unit):
        assign(lead, by=office.monitor, due_on=TODAY - timedelta(days=1), now=NOW - timedelta(days=5))
    merge(office, admin)
    left = make_task(lead=office.unit, by=office.monitor, due_on=TODAY)  # what a closed unit still holds
    browser = seen_by(office.monitor)
    seen = {}
    for by in ("", "then"):
        page = browser.get(reverse("tasks:dashboard"), {"by": by} if by else {})
        found = LINK.findall(page.content.decode().replace("&amp;", "&"))
        for url, figure in found:
            assert browser.get(url).context["page"].paginator.count == int(figure), url
        heat = page.context["units"]
        seen[by] = {row.label: row.cells[-1].figure for row in heat.rows}
        assert sum(seen[by].values()) == heat.totals[-1].figure == 4
    assert seen[""] == {"KHTC": 4}
    assert seen["then"] == {"TCCB (đã thôi hoạt động)": 3, "KHTC": 1}
    assert left.lead == office.unit
