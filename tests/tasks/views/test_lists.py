"""The list and Việc của tôi."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks.models import Task
from tasks.statuses import Action, Status
from tests.factories.directives import make_directive, make_instruction
from tests.factories.tasks import make_task
from tests.factories.units import make_person, make_unit
from tests.tasks.conftest import TODAY
from tests.tasks.steps import assign, do
from units.roles import Role

LIST, MINE = "/nhiem-vu/", "/viec-cua-toi/"


def titles(page) -> list[str]:
    return [row.task.title for row in page.context["rows"]]


@pytest.fixture
def three(office):
    """A late one of TCCB, one of the unit below it due soon, one of KHTC without a date."""
    below = make_unit("Tổ thi đua", parent=office.unit)
    directive = make_directive(owner=office.organisation, by=office.registrar, subject="chuyển đổi số")
    late = TODAY - timedelta(days=5)
    make_task(lead=office.unit, by=office.monitor, due_on=late, title="Việc trễ", status="accepted")
    make_task(lead=below, by=office.monitor, due_on=TODAY, title="Việc của tổ", directive=directive)
    make_task(lead=office.other_unit, by=office.monitor, title="Đề án đào tạo", duty_kind="standing")
    return {"unit": office.unit.pk, "directive": directive.pk}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Việc trễ", "Việc của tổ", "Đề án đào tạo"]),
        ("q=de an DAO tao", ["Đề án đào tạo"]),
        ("q=chuyen doi so", ["Việc của tổ"]),
        ("status=accepted", ["Việc trễ"]),
        ("status=open", ["Việc trễ", "Việc của tổ", "Đề án đào tạo"]),
        ("time=overdue", ["Việc trễ"]),
        ("time=due_soon", ["Việc của tổ"]),
        ("time=no_date", ["Đề án đào tạo"]),
        ("unit={unit}", ["Việc trễ", "Việc của tổ"]),
        ("unit={unit}&only=on", ["Việc trễ"]),
        ("directive={directive}", ["Việc của tổ"]),
        ("duty=standing", ["Đề án đào tạo"]),
        ("due_from=06/03/2026", ["Việc của tổ"]),
        ("due_to=09/03/2026", ["Việc trễ"]),
        ("assigned_from=03/03/2026", []),
        ("assigned_to=02/03/2026", ["Việc trễ", "Việc của tổ", "Đề án đào tạo"]),
        ("scope=assigned", ["Việc trễ", "Việc của tổ", "Đề án đào tạo"]),
        ("scope=lead", []),
        ("sort=-due_on", ["Việc của tổ", "Việc trễ", "Đề án đào tạo"]),
        ("sort=lead", ["Việc trễ", "Việc của tổ", "Đề án đào tạo"]),
    ],
)
def test_the_address_holds_the_whole_state(office, seen_by, three, query, expected):
    page = seen_by(office.monitor).get(f"{LIST}?{query.format(**three)}")
    assert page.status_code == 200
    assert not page.context["filter"].form.errors
    assert titles(page) == expected


def test_a_filter_that_cannot_be_read_says_so_and_drops_nothing_else(office, seen_by, three):
    page = seen_by(office.monitor).get(f"{LIST}?due_from=31/02/2026&time=overdue")
    assert page.context["filter"].form.errors.keys() == {"due_from"}
    assert titles(page) == ["Việc trễ"]


def test_a_person_sees_and_filters_only_what_is_theirs(office, seen_by, three):
    client = seen_by(office.other_head)
    assert titles(client.get(LIST)) == ["Đề án đào tạo"]
    page = client.get(f"{LIST}?unit={office.unit.pk}")
    assert "unit" in page.context["filter"].form.errors
    assert titles(seen_by(office.registrar).get(LIST)) == []


def test_chips_keep_the_other_filters_and_show_which_is_on(office, seen_by, three):
    page = seen_by(office.monitor).get(f"{LIST}?time=overdue&duty=one_off&page=1&directive={three['directive']}")
    chips = {chip.label: chip for chip in page.context["chips"]}
    assert [label for label, chip in chips.items() if chip.is_on] == ["Quá hạn", "Công văn 271/UBND-VP8"]
    assert "duty=one_off" in chips["Chờ xác nhận"].url
    assert "time=" not in chips["Chờ xác nhận"].url
    assert "directive" not in chips["Công văn 271/UBND-VP8"].url


def test_coordinating_and_attention_filters(office, seen_by):
    task = assign(office.unit, by=office.monitor, coordinating=(office.other_unit,))
    assert titles(seen_by(office.other_head).get(f"{LIST}?scope=coordinating")) == [task.title]
    assert titles(seen_by(office.other_head).get(f"{LIST}?scope=lead")) == []
    assert titles(seen_by(office.head).get(f"{LIST}?attention=mine")) == [task.title]
    do(Action.ACCEPT, task, office.head)
    assert titles(seen_by(office.head).get(f"{LIST}?attention=mine")) == []
    do(Action.SUBMIT, task, office.head)
    assert titles(seen_by(office.monitor).get(f"{LIST}?attention=mine")) == [task.title]
    do(Action.SEND_BACK, task, office.monitor)
    assert titles(seen_by(office.head).get(f"{LIST}?attention=sent_back")) == [task.title]
    Task.objects.filter(pk=task.pk).update(last_reported_on=TODAY - timedelta(days=100))
    assert titles(seen_by(office.monitor).get(f"{LIST}?attention=aged")) == [task.title]


def test_pages_of_fifty(office, seen_by):
    for number in range(60):
        make_task(lead=office.unit, by=office.monitor, title=f"Việc {number:02}")
    client = seen_by(office.monitor)
    assert len(titles(client.get(LIST))) == 50
    assert len(titles(client.get(f"{LIST}?page=2"))) == 10
    assert len(titles(client.get(f"{LIST}?page=abc"))) == 50


def sections(page) -> dict[str, list[str]]:
    return {section.title: [row.task.title for row in section.rows] for section in page.context["sections"]}


def test_mine_of_a_head_shows_what_is_urgent_first(office, seen_by):
    for title, fields in {
        "Mới": {},
        "Trễ": {"status": Status.ACCEPTED, "due_on": TODAY - timedelta(days=1)},
        "Sắp": {"status": Status.IN_PROGRESS, "due_on": TODAY + timedelta(days=3)},
        "Xa": {"status": Status.IN_PROGRESS, "due_on": TODAY + timedelta(days=4)},
        "Đã gửi": {"status": Status.SUBMITTED},
        "Đã trả": {"status": Status.RETURNED},
        "Dừng": {"status": Status.SUSPENDED},
        "Xong": {"status": Status.COMPLETED},
    }.items():
        make_task(lead=office.unit, by=office.monitor, title=title, **fields)
    page = seen_by(office.head).get(MINE)
    found = sections(page)
    assert set(found.pop("Cần làm ngay")) == {"Mới", "Trễ", "Sắp"}
    assert found == {"Đang thực hiện": ["Xa"], "Đã báo cáo, chờ xác nhận": ["Đã gửi"]}
    assert page.context["sentence"] == "1 việc quá hạn, 1 việc sắp đến hạn, 1 việc chưa tiếp nhận."


def test_mine_of_an_officer_leaves_acceptance_to_the_head(office, seen_by):
    make_task(lead=office.unit, by=office.monitor, title="Mới")
    make_task(
        lead=office.unit, by=office.monitor, title="Của người khác", officer=make_person(office.unit, Role.OFFICER)
    )
    page = seen_by(office.officer).get(MINE)
    assert sections(page) == {"Đang thực hiện": ["Mới"]}
    assert page.context["sentence"] == "Hiện không có việc nào chờ bạn."


def test_mine_of_the_office_is_what_it_has_to_decide(office, seen_by):
    make_task(lead=office.desk, by=office.monitor, title="Chờ", status=Status.SUBMITTED)
    make_task(lead=office.unit, by=office.monitor, title="Trả", status=Status.RETURNED)
    make_task(lead=office.unit, by=office.monitor, title="Khác", due_on=TODAY - timedelta(days=1))
    page = seen_by(office.monitor).get(MINE)
    assert sections(page) == {"Chờ xác nhận": ["Chờ"], "Chờ điều chuyển": ["Trả"]}
    assert page.context["sentence"] == "1 kết quả chờ bạn xác nhận, 1 nhiệm vụ chờ điều chuyển."


def test_the_counter_of_the_rail_equals_what_mine_shows(office, seen_by):
    make_task(lead=office.unit, by=office.monitor, due_on=TODAY - timedelta(days=1))
    make_task(lead=office.unit, by=office.monitor, status=Status.ACCEPTED)
    make_task(lead=office.other_unit, by=office.monitor, status=Status.SUBMITTED)
    for person, mine in ((office.head, 1), (office.other_head, 0), (office.monitor, 1), (office.registrar, 0)):
        counters = Task.objects.counters(person, TODAY)
        assert counters["mine"] == mine
        assert counters["mine"] == Task.objects.visible_to(person).waiting_for(person, TODAY).count()
    assert Task.objects.counters(office.monitor, TODAY)["overdue"] == 1


@pytest.mark.parametrize("url", [LIST, MINE, "/nhiem-vu/cua-van-ban/{directive}/"])
def test_twice_the_rows_take_the_same_queries(office, seen_by, url):
    directive = make_directive(owner=office.organisation, by=office.registrar)
    client = seen_by(office.head)
    url = url.format(directive=directive.pk)

    def queries(start: int) -> int:
        for number in range(start, start + 10):
            instruction = make_instruction(directive, position=number + 1)
            assign_row(office, directive, instruction)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    queries(0)
    assert queries(10) == queries(20) <= 22


def assign_row(office, directive, instruction):
    directive.access.get_or_create(unit=office.unit, reason="lead")
    make_task(lead=office.unit, by=office.monitor, directive=directive, instruction=instruction, due_on=TODAY)
