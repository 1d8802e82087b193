"""How units conduct themselves: what is counted for whom, and by which day."""

from datetime import date, timedelta

import pytest
import time_machine

from tasks.kinds import DutyKind
from tasks.periods import PeriodKind
from tasks.rhythm import DueRule, Rhythm
from tasks.services.conduct import COLUMNS
from tasks.services.conduct.span import Span, spans_around
from tasks.services.conduct.table import conduct_of, rows_of, total_of
from tasks.statuses import Action, Status
from tests.factories.tasks import make_explanation, make_task
from tests.factories.units import make_organisation, make_person, make_unit
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import assign, do
from units.roles import Role

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
BY_KEY = {column.key: column for column in COLUMNS}


def counts(office, span=YEAR, only=None) -> dict[str, dict[str, int]]:
    """Unit -> column -> number."""
    rows = conduct_of(COLUMNS, office.organisation, *span, only=only)
    return {row.unit.short_name: {key: figure.count for key, figure in row.figures.items()} for row in rows}


def returned(office, **fields):
    task = assign(office.unit, by=office.monitor, **fields)
    do(Action.RETURN, task, office.head)
    return task


def test_f1_returns_insisted_and_transfers_are_counted_for_each_unit(office):
    task = returned(office)
    do(Action.INSIST, task, office.monitor)
    do(Action.RETURN, task, office.head)
    do(Action.TRANSFER, task, office.leader, lead=office.other_unit)
    assert counts(office) == {
        "TCCB": {"tra-lai": 2, "giu-nguyen": 1, "chuyen-di": 1},
        "KHTC": {"nhan-chuyen": 1},
    }


def test_a_result_sent_back_is_counted_for_the_lead(office):
    task = assign(office.unit, by=office.monitor)
    for action in (Action.ACCEPT, Action.SUBMIT):
        do(action, task, office.head)
    do(Action.SEND_BACK, task, office.monitor)
    assert counts(office) == {"TCCB": {"ket-qua-bi-tra-lai": 1}}


def test_an_act_counts_in_the_period_of_its_day_both_ends_included(office):
    returned(office)
    assert counts(office, (TODAY, TODAY)) == {"TCCB": {"tra-lai": 1}}
    assert counts(office, (TODAY + timedelta(days=1), YEAR[1])) == {}
    assert counts(office, (YEAR[0], TODAY - timedelta(days=1))) == {}


def test_what_another_organisation_gave_is_not_counted(office):
    other = make_organisation("Sở Tài chính", short_name="STC")
    division = make_unit("Phòng Giá", parent=other, short_name="GIÁ")
    task = assign(division, by=make_person(other, Role.LEADER))
    do(Action.RETURN, task, make_person(division, Role.HEAD))
    assert counts(office) == {}


def test_a_unit_alone_has_its_row_also_when_there_is_nothing_to_say(office):
    returned(office)
    assert counts(office, only=office.other_unit) == {"KHTC": {}}
    assert counts(office, only=office.unit) == {"TCCB": {"tra-lai": 1}}


def done(office, lead, days: int, submitted_on: date = TODAY, **fields):
    values = {"status": Status.COMPLETED, "submitted_on": submitted_on, "completed_on": submitted_on}
    return make_task(lead=lead, by=office.monitor, assigned_on=submitted_on - timedelta(days=days), **(values | fields))


def test_e8_the_time_taken_is_an_average_over_accepted_results_with_their_number(office):
    for days in (2, 3, 10):
        done(office, office.unit, days)
    done(office, office.other_unit, 7)
    done(office, office.other_unit, 90, submitted_on=date(2025, 12, 31))  # of the year before
    done(office, office.unit, 90, duty_kind="standing")
    done(office, office.unit, 90, status=Status.SUBMITTED, completed_on=None)  # not accepted yet
    column = BY_KEY["thoi-gian"]
    rows = conduct_of([column], office.organisation, *YEAR)
    said = {row.unit.short_name: row.figures[column.key] for row in rows}
    assert {name: (figure.average, figure.count) for name, figure in said.items()} == {"TCCB": (5, 3), "KHTC": (7, 1)}
    total = total_of(rows, column)
    assert (total.average, total.count) == (22 / 4, 4)


def test_e8_a_result_sent_back_and_handed_in_again_took_until_the_accepted_one(office):
    task = assign(office.unit, by=office.monitor)
    later = NOW + timedelta(days=10)
    do(Action.ACCEPT, task, office.head)
    do(Action.SUBMIT, task, office.head)
    do(Action.SEND_BACK, task, office.monitor)
    do(Action.SUBMIT, task, office.head, now=later)
    do(Action.CONFIRM, task, office.monitor, now=later)
    [row] = conduct_of([BY_KEY["thoi-gian"]], office.organisation, *YEAR)
    assert row.figures["thoi-gian"].average == 10


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_keys_and_words_of_a_column(column):
    assert column.key.isascii()
    assert column.help.endswith(".")
    assert sum(each.key == column.key for each in COLUMNS) == 1


def test_lists_have_as_many_rows_as_the_figures_say(office):
    for _ in range(3):
        do(Action.TRANSFER, returned(office), office.leader, lead=office.other_unit)
    for row in conduct_of(COLUMNS, office.organisation, *YEAR):
        for key, figure in row.figures.items():
            rows = rows_of(BY_KEY[key], office.organisation, *YEAR, unit=row.unit)
            assert len([BY_KEY[key].line(each) for each in rows]) == figure.count, key


def test_spans_say_their_months_and_what_came_before():
    assert [(span.label, span.before.label) for span in spans_around(date(2026, 3, 10))] == [
        ("năm 2026", "năm 2025"),
        ("năm 2025", "năm 2024"),
        ("quý I năm 2026", "quý IV năm 2025"),
        ("quý IV năm 2025", "quý III năm 2025"),
        ("tháng 3 năm 2026", "tháng 2 năm 2026"),
        ("tháng 2 năm 2026", "tháng 1 năm 2026"),
    ]
    ten_days = Span(date(2026, 3, 1), date(2026, 3, 10))
    assert ten_days.label == "từ 01/03/2026 đến 10/03/2026"
    assert ten_days.before == Span(date(2026, 2, 19), date(2026, 2, 28))


def test_g12_an_explanation_given_late_or_not_at_all_is_counted_for_the_unit_asked(office):
    asked = [assign(unit, by=office.monitor) for unit in (office.unit, office.unit, office.other_unit, office.unit)]
    days = (TODAY, TODAY - timedelta(days=3), TODAY, TODAY + timedelta(days=400))
    for task, due_on in zip(asked, days, strict=True):
        make_explanation(task, due_on=due_on)
    with time_machine.travel(NOW, tick=False):  # due today is not late
        assert counts(office) == {"TCCB": {"giai-trinh-cham": 1}}
        do(Action.GIVE_EXPLANATION, asked[1], office.head)
        assert counts(office) == {"TCCB": {"giai-trinh-cham": 1}}
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert counts(office) == {"TCCB": {"giai-trinh-cham": 2}, "KHTC": {"giai-trinh-cham": 1}}
    assert counts(office, (TODAY, TODAY))["TCCB"] == {"giai-trinh-cham": 1}


def test_the_silence_of_a_coordinating_unit_is_counted_by_its_first_day_also_when_it_reports_late(office):
    due = TODAY + timedelta(days=5)
    task = assign(office.unit, by=office.monitor, due_on=due, coordinating=(office.other_unit, office.desk))
    first = due + timedelta(days=1)
    assert counts(office, (TODAY, due)) == {}
    silent = {"KHTC": {"im-lang-phoi-hop": 1}, "VP": {"im-lang-phoi-hop": 1}}
    assert counts(office, (first, first)) == silent
    do(Action.REPORT_COORDINATION, task, office.other_head, now=NOW + timedelta(days=8))
    assert counts(office, (first, first + timedelta(days=30))) == silent
    (line, *_) = [
        BY_KEY["im-lang-phoi-hop"].line(row)
        for row in rows_of(BY_KEY["im-lang-phoi-hop"], office.organisation, first, first, unit=office.other_unit)
    ]
    assert (line.day, line.note) == (first, "Hạn phối hợp 15/03/2026. Báo cáo ngày 18/03/2026.")
    assert counts(office, (first + timedelta(days=1), YEAR[1])) == {}


def test_g5_periodic_reports_that_came_late_are_counted_by_the_day_of_the_report(office):
    monthly = Rhythm(PeriodKind.MONTH, due_rule=DueRule.ON_DAY, due_day=12)
    recurring = assign(office.unit, by=office.monitor, duty_kind=DutyKind.RECURRING, rhythm=monthly)
    standing = assign(office.unit, by=office.monitor, duty_kind=DutyKind.STANDING, rhythm=monthly)
    late = NOW + timedelta(days=4)
    for task in (recurring, standing):
        do(Action.ACCEPT, task, office.head)
    do(Action.SUBMIT, recurring, office.head, now=late)
    do(Action.CHECK_IN, standing, office.head, now=late, period=standing.check_ins.get())
    assert counts(office) == {"TCCB": {"dinh-ky-cham": 1, "bao-cao-ky-cham": 1}}
    assert counts(office, (TODAY, TODAY)) == {}
    lines = [
        column.line(rows_of(column, office.organisation, *YEAR).get()).note
        for column in COLUMNS
        if column.key in ("dinh-ky-cham", "bao-cao-ky-cham")
    ]
    assert lines == ["Tháng 3 năm 2026, chậm 2 ngày."] * 2
