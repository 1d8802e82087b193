"""Việc định kỳ on the screen: given by hand, changed, ended, and who has reported for which period."""

import html
import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directives.models import StatedDeadline
from tasks.kinds import DutyKind
from tasks.models import Task, TaskSeries
from tasks.periods import PeriodKind
from tasks.rhythm import Rhythm
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.periodic import open_periods
from tasks.services.telling import link_to
from tasks.statuses import Action
from tests.factories.directives import make_directive, make_instruction
from tests.factories.units import make_unit
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import assign, do
from units.models import Unit

VN = ZoneInfo("Asia/Ho_Chi_Minh")
MONTHLY = Rhythm(PeriodKind.MONTH, due_day=5)
LINK = re.compile(r'<a class="heat-cell[^"]*" href="([^"]+)"[^>]*>([^<]+)</a>')


def at(*day: int) -> datetime:
    return datetime(*day, 5, 30, tzinfo=VN)


def give(office, *leads, title="Báo cáo tình hình dạy thêm, học thêm", rhythm=MONTHLY, now=NOW) -> TaskSeries:
    line = AssignmentLine(
        title=title, leads=leads, each_separately=len(leads) > 1, duty_kind=DutyKind.RECURRING, rhythm=rhythm
    )
    assign_tasks(lines=[line], by=office.monitor, now=now)
    return TaskSeries.objects.latest("pk")


def single(office, **fields):
    values = {
        "include": "on",
        "source_kind": "leader_word",
        "title": "Báo cáo công tác tháng",
        "lead": [f"u{office.unit.pk}"],
        "deadline_kind": "none",
        "duty_kind": "recurring",
        "result_kind": "none",
    }
    return values | fields


def test_d5_a_recurring_duty_is_given_by_hand_and_asks_for_its_period(office, seen_by):
    client = seen_by(office.monitor)
    asked = client.post("/nhiem-vu/giao/", single(office))
    assert asked.status_code == 422
    assert "Việc định kỳ cần có kỳ" in asked.content.decode()
    done = client.post("/nhiem-vu/giao/", single(office, period="quarter:decree_09", due_rule="on_day", due_day="25"))
    assert done.status_code == 302
    series = TaskSeries.objects.get()
    assert str(series.rhythm) == "Hằng quý (kỳ từ ngày 15 đến ngày 14), hạn ngày 25 của tháng cuối kỳ"
    task = Task.objects.get()
    assert (task.period_key, task.due_on) == ("2026-Q1", date(2026, 3, 25))
    page = client.get(link_to(task)).content.decode()
    assert f'href="/viec-dinh-ky/{series.pk}/"' in page
    assert "Quý I năm 2026 (15/12/2025–14/03/2026)" in page


def test_d5_the_reading_proposes_the_period_where_the_words_are_certain_and_else_asks(office, seen_by):
    directive = make_directive(owner=office.organisation, by=office.registrar)
    url = f"/nhiem-vu/giao/{directive.pk}/"
    stated = StatedDeadline.objects.create(
        instruction=make_instruction(directive), kind="recurring", as_printed="trước ngày 20 hằng tháng"
    )
    client = seen_by(office.monitor)
    initial = client.get(url).context["screen"].nodes[0].forms[0].initial
    assert (initial["duty_kind"], initial["period"], initial["due_rule"], initial["due_day"]) == (
        "recurring",
        "month",
        "on_day",
        20,
    )
    StatedDeadline.objects.filter(pk=stated.pk).update(as_printed="định kỳ 06 tháng, hằng năm")
    page = client.get(url)
    assert "period" not in page.context["screen"].nodes[0].forms[0].initial
    assert "chưa xác định được kỳ" in page.content.decode()


def test_the_panel_says_the_first_period_before_anything_is_given(office, seen_by):
    directive = make_directive(owner=office.organisation, by=office.registrar)
    prefix = f"i{make_instruction(directive).pk}-0"
    values = single(office, period="month", due_rule="after_end", due_day="5")
    data = {f"{prefix}-{name}": value for name, value in values.items()}
    page = seen_by(office.monitor).post(f"/nhiem-vu/giao/{directive.pk}/", data)
    assert any("Kỳ đầu: Tháng 3 năm 2026, hạn 05/04/2026" in effect for effect in page.context["plan"].effects)


def test_d8_a_standing_duty_is_given_with_its_check_ins_and_reported_on(office, seen_by):
    values = single(office, duty_kind="standing", period="month", due_rule="after_end", due_day="5")
    seen_by(office.monitor).post("/nhiem-vu/giao/", values)
    task = do(Action.ACCEPT, Task.objects.get(), office.head)
    head = seen_by(office.head)
    page = head.get(link_to(task))
    assert Action.CHECK_IN in [offer.action for offer in page.context["offers"]]
    assert "Tháng 3 năm 2026" in page.content.decode()
    row = task.check_ins.get()
    url = f"{link_to(task)}check_in/"
    blank = head.post(url, {"version": task.version, "period": row.pk, "note": ""})
    assert blank.status_code == 422
    assert head.post(url, {"version": task.version, "period": row.pk, "note": "Đã kiểm tra."}).status_code == 302
    words = head.get(link_to(task)).content.decode()
    assert "Báo cáo đúng hạn" in words
    assert Action.CHECK_IN not in [offer.action for offer in head.get(link_to(task)).context["offers"]]


def test_d8_missing_check_ins_stand_on_the_dashboard_and_lead_to_their_list(office, seen_by):
    late = assign(office.unit, by=office.monitor, duty_kind=DutyKind.STANDING, rhythm=MONTHLY)
    assign(office.unit, by=office.monitor, duty_kind=DutyKind.STANDING)
    with time_machine.travel(at(2026, 4, 6), tick=False):
        client = seen_by(office.monitor)
        stat = next(each for each in client.get("/bang-dieu-hanh/").context["stats"] if "báo cáo kỳ" in each.label)
        rows = client.get(stat.url).context["rows"]
    assert stat.figure == 1
    assert [row.task for row in rows] == [late]


def test_d8_viec_cua_toi_says_which_check_ins_are_due(office, seen_by):
    assign(office.unit, by=office.monitor, duty_kind=DutyKind.STANDING, rhythm=MONTHLY)
    with time_machine.travel(at(2026, 4, 4), tick=False):
        page = seen_by(office.head).get("/viec-cua-toi/")
    assert "1 việc thường xuyên đến hạn báo cáo kỳ" in page.context["sentence"]


def test_the_office_plans_check_ins_and_the_unit_does_not(office, seen_by):
    task = assign(office.unit, by=office.monitor, duty_kind=DutyKind.STANDING)
    url = f"{link_to(task)}plan_check_ins/"
    data = {"version": task.version, "period": "week", "due_rule": "on_day", "due_day": "5"}
    assert seen_by(office.head).post(url, data).status_code == 403
    wrong = seen_by(office.monitor).post(url, data | {"due_day": "9"})
    assert (wrong.status_code, "Nhập thứ trong tuần" in wrong.content.decode()) == (422, True)
    assert seen_by(office.monitor).post(url, data).status_code == 302
    assert str(task.check_in_plan) == "Hằng tuần, hạn Thứ Sáu hằng tuần"


def test_a_series_is_changed_moved_and_ended_by_hand(office, seen_by):
    series = give(office, office.unit)
    url = f"/viec-dinh-ky/{series.pk}/"
    leader, head = seen_by(office.leader), seen_by(office.head)
    assert head.get(url).context["offers"] == []
    assert head.post(f"{url}ket-thuc/", {"version": 1, "reason": "Không còn cần."}).status_code == 403
    due = {"version": 1, "due_rule": "on_day", "due_day": "20", "ahead": "start", "ahead_days": "0"}
    assert leader.post(f"{url}doi-han/", due | {"due_day": "45"}).status_code == 422
    assert leader.post(f"{url}doi-han/", due).status_code == 302
    stale = leader.post(f"{url}ket-thuc/", {"version": 1, "reason": "Không còn cần."})
    assert stale.status_code == 409
    assert "Không còn cần." in stale.content.decode()
    part = series.units.get()
    moved = {"version": 2, "part": part.pk, "unit": office.other_unit.pk, "reason": "Sáp nhập."}
    assert leader.post(f"{url}chuyen-don-vi/", moved).status_code == 302
    assert leader.post(f"{url}ket-thuc/", {"version": 3, "reason": "Không còn cần."}).status_code == 302
    page = leader.get(url)
    assert page.context["offers"] == []
    words = page.content.decode()
    for said in ("Đã kết thúc 10/03/2026", "ngày 20 hằng tháng", "Đã chuyển cho KHTC", "Không còn cần."):
        assert said in words


def test_a_unit_that_is_gone_is_seen_waiting(office, seen_by):
    series = give(office, office.unit)
    Unit.objects.filter(pk=office.unit.pk).update(closed_on=TODAY)
    page = seen_by(office.monitor).get("/viec-dinh-ky/").content.decode()
    assert "1 đơn vị chờ chuyển" in page
    assert "đã thôi hoạt động" in seen_by(office.monitor).get(f"/viec-dinh-ky/{series.pk}/").content.decode()


def test_who_sees_which_series(office, seen_by):
    series = give(office, office.unit)
    url = f"/viec-dinh-ky/{series.pk}/"
    answers = {who: seen_by(getattr(office, who)).get(url).status_code for who in ("head", "officer", "other_head")}
    assert answers == {"head": 200, "officer": 200, "other_head": 404}
    assert "chưa được giao việc định kỳ" in seen_by(office.other_head).get("/viec-dinh-ky/").content.decode()


@pytest.fixture
def year(office):
    """Two series over units: reported, late, missing, ahead, cancelled; seen on 10/06/2026."""
    office.third = make_unit("Phòng Giáo dục Trung học", parent=office.organisation, short_name="GDTrH")
    first = give(office, office.unit, office.other_unit, office.third)
    give(office, office.unit, title="Báo cáo quý", rhythm=Rhythm(PeriodKind.QUARTER, due_day=10))
    open_periods(now=at(2026, 6, 1))

    def file(unit, key, day):
        task = Task.objects.get(lead=unit, period_key=key, series_unit__series=first)
        do(Action.ACCEPT, task, _head(office, unit), now=day)
        do(Action.SUBMIT, task, _head(office, unit), now=day)

    file(office.unit, "2026-03", at(2026, 4, 3))
    file(office.unit, "2026-04", at(2026, 5, 9))
    file(office.other_unit, "2026-03", at(2026, 4, 5))
    do(Action.CANCEL, Task.objects.get(lead=office.other_unit, period_key="2026-05"), office.leader)
    return first


def _head(office, unit):
    return office.head if unit == office.unit else office.other_head


def matrix(client, query=""):
    page = client.get(f"/viec-dinh-ky/ky-bao-cao/?{query}")
    assert page.status_code == 200
    return page


def test_g5_the_matrix_shows_who_has_reported_for_which_period(office, seen_by, year):
    with time_machine.travel(at(2026, 6, 10), tick=False):
        shown = matrix(seen_by(office.monitor), f"series={year.pk}").context["matrix"]
    cells = {row.label: [cell.words for cell in row.cells] for row in shown.rows}
    assert cells == {
        "TCCB": ["Đúng hạn", "Chậm", "Thiếu", "Chưa đến", "2/4", "1"],
        "KHTC": ["Đúng hạn", "Thiếu", "Không tính", "Chưa đến", "1/3", "1"],
        "GDTrH": ["Thiếu", "Thiếu", "Thiếu", "Chưa đến", "0/4", "3"],
    }
    assert {row.label: row.cells[-1].words for row in shown.foot} == {
        "Đúng hạn": "2",
        "Chậm": "1",
        "Thiếu": "5",
        "Chưa đến hạn": "3",
        "Phải báo cáo": "11",
    }
    assert shown.sentence == "Năm 2026: phải báo cáo 11 kỳ, đã báo cáo 3; còn thiếu 5 báo cáo đã quá hạn ở 3 đơn vị."


@pytest.mark.parametrize("who", ["monitor", "leader", "head"])
@pytest.mark.parametrize("of_one", [True, False])
def test_g5_every_figure_of_the_matrix_leads_to_exactly_its_list(office, seen_by, year, who, of_one):
    with time_machine.travel(at(2026, 6, 10), tick=False):
        client = seen_by(getattr(office, who))
        page = matrix(client, f"series={year.pk}" if of_one else "").content.decode()
        links = [(html.unescape(url), words) for url, words in LINK.findall(page) if "?" in url]
        assert len(links) > (4 if who == "head" else 10)
        for url, words in links:
            answer = client.get(url)
            assert not answer.context["filter"].form.errors, url
            assert answer.context["page"].paginator.count == int(words.split("/")[-1]), url


def test_g5_the_rows_add_up_to_the_totals(office, seen_by, year):
    with time_machine.travel(at(2026, 6, 10), tick=False):
        shown = matrix(seen_by(office.monitor)).context["matrix"]
    owed = [int(row.cells[-2].words.split("/")[1]) for row in shown.rows]
    by_filing = {row.label: [int(cell.words) for cell in row.cells] for row in shown.foot}
    assert sum(owed) == by_filing["Phải báo cáo"][-1] == sum(by_filing["Phải báo cáo"][:-1]) == 13
    parts = zip(*(by_filing[name] for name in ("Đúng hạn", "Chậm", "Thiếu", "Chưa đến hạn")), strict=True)
    assert [sum(each) for each in parts] == by_filing["Phải báo cáo"]


def test_g5_a_head_sees_the_rows_of_the_unit_alone(office, seen_by, year):
    with time_machine.travel(at(2026, 6, 10), tick=False):
        shown = matrix(seen_by(office.head), f"series={year.pk}").context["matrix"]
    assert [row.label for row in shown.rows] == ["TCCB"]


def test_g5_a_year_without_periods_says_so_and_a_foreign_series_is_refused(office, seen_by):
    assert "Không có kỳ báo cáo nào" in matrix(seen_by(office.monitor)).content.decode()
    wrong = seen_by(office.monitor).get("/viec-dinh-ky/ky-bao-cao/?series=99999")
    assert wrong.status_code == 422


def test_twice_the_periods_take_the_same_queries(office, seen_by):
    client = seen_by(office.monitor)

    def queries(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    series = give(office, office.unit, office.other_unit)
    urls = ("/viec-dinh-ky/", f"/viec-dinh-ky/{series.pk}/", "/viec-dinh-ky/ky-bao-cao/")
    few = [queries(url) for url in urls]
    for _ in range(3):
        give(office, office.unit, office.other_unit)
    open_periods(now=NOW + timedelta(days=120))
    assert [queries(url) for url in urls] == few
    assert max(few) <= 16
