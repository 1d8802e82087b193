"""Chấp hành: who sees which units, every figure its list, periods in the address."""

import random
import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks.services.conduct import COLUMNS
from tasks.statuses import Action, Status
from tests.factories.tasks import make_explanation, make_task
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import assign, do

URL = "/chap-hanh/"
FILLED = 7  # columns of which `fill` makes something


def fill(office, count: int, seed: int = 3) -> None:
    """Returns, decisions on them, results sent back and accepted, of two units and over a few months; a third one keeps
    silent."""
    dice = random.Random(seed)
    heads = {office.unit: office.head, office.other_unit: office.other_head}
    for _ in range(count):
        unit, at = dice.choice(list(heads)), NOW - timedelta(days=dice.randint(0, 100))
        other = next(each for each in heads if each != unit)
        asked = {"coordinating": (office.desk,), "coordinating_due_on": at.date() - timedelta(days=1)}
        task = assign(unit, by=office.monitor, now=at, **asked)
        do(Action.RETURN, task, heads[unit], now=at)
        if dice.random() < 0.5:
            do(Action.TRANSFER, task, office.leader, now=at, lead=other, note="Đúng chức năng.")
        else:
            do(Action.INSIST, task, office.leader, now=at)
        lead = task.__class__.objects.get(pk=task.pk).lead
        do(Action.ACCEPT, task, heads[lead], now=at)
        do(Action.SUBMIT, task, heads[lead], now=at + timedelta(days=2))
        make_explanation(task, unit=lead, due_on=at.date() - timedelta(days=1))
        do(dice.choice([Action.SEND_BACK, Action.CONFIRM]), task, office.monitor, now=at + timedelta(days=3))


def figures(html: str) -> dict[str, int]:
    """Address -> how many."""
    found = re.findall(r'<a class="heat-cell [^"]*" href="([^"]+)">([^<]+)</a>', html)
    return {unescape(url): int(re.search(r"(\d+)\)?$", said)[1]) for url, said in found}


def test_every_figure_leads_to_exactly_its_list(office, seen_by):
    fill(office, 12)
    client = seen_by(office.monitor)
    said = figures(client.get(URL).content.decode())
    assert len(said) >= FILLED + 4
    assert {url: client.get(url).context["page"].paginator.count for url in said} == said


def test_the_rows_add_up_to_the_totals(office, seen_by):
    fill(office, 12)
    page = seen_by(office.leader).get(URL).content.decode()
    body, foot = page.split("<tfoot>")
    sums = {}
    for column in COLUMNS:
        here = f"/{column.key}/"
        sums[column.key] = sum(n for url, n in figures(body).items() if here in url)
        assert sums[column.key] == sum(n for url, n in figures(foot).items() if here in url), column.key
    assert sum(figure > 0 for figure in sums.values()) >= FILLED


def test_the_same_number_of_queries_for_twice_the_units_and_rows(office, seen_by):
    client = seen_by(office.monitor)
    pages = (URL, f"{URL}chuyen-di/", f"{URL}thoi-gian/")

    def queries() -> list[int]:
        counted = []
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page).status_code == 200
            counted.append(len(asked))
        return counted

    fill(office, 6)
    queries()  # what is asked once and kept
    few = queries()
    fill(office, 12, seed=4)
    assert queries() == few
    assert max(few) <= 12 + len(COLUMNS)


def test_a_head_sees_the_own_unit_and_no_other(office, seen_by):
    fill(office, 8)
    client = seen_by(office.head)
    page = client.get(URL).content.decode()
    assert "<tfoot>" not in page
    assert '<th scope="row">TCCB</th>' in page
    assert '<th scope="row">KHTC</th>' not in page
    mine = figures(page)
    assert {url: client.get(url).context["page"].paginator.count for url in mine} == mine
    all_of_mine = client.get(f"{URL}tra-lai/").context["page"].paginator.count
    assert all_of_mine == next(n for url, n in mine.items() if "/tra-lai/" in url)
    refused = client.get(f"{URL}tra-lai/?unit={office.other_unit.pk}")
    assert refused.status_code == 403
    assert "đơn vị mình" in refused.content.decode()


@pytest.mark.parametrize("who", ["officer", "registrar"])
def test_others_are_told_for_whom_it_is(office, seen_by, who):
    for page in (URL, f"{URL}tra-lai/"):
        answer = seen_by(getattr(office, who)).get(page)
        assert answer.status_code == 403
        assert "Bảng chấp hành dành cho" in answer.content.decode()


def test_a_task_that_went_to_another_unit_is_named_and_not_linked(office, seen_by):
    task = assign(office.unit, by=office.monitor)
    do(Action.RETURN, task, office.head)
    do(Action.TRANSFER, task, office.leader, lead=office.other_unit, note="Đúng chức năng.")
    page = seen_by(office.head).get(f"{URL}chuyen-di/").content.decode()
    assert "Rà soát quy chế làm việc" in page
    assert "Chuyển KHTC chủ trì. Đúng chức năng." in page
    assert f"/nhiem-vu/{task.pk}/" not in page
    assert f"/nhiem-vu/{task.pk}/" in seen_by(office.monitor).get(f"{URL}chuyen-di/").content.decode()


def test_e8_the_sentence_sets_the_time_taken_beside_the_period_before(office, seen_by):
    for submitted_on, days in ((TODAY, 4), (TODAY, 7), (TODAY - timedelta(days=90), 20)):
        make_task(
            lead=office.unit,
            by=office.monitor,
            status=Status.COMPLETED,
            submitted_on=submitted_on,
            completed_on=submitted_on,
            assigned_on=submitted_on - timedelta(days=days),
        )
    page = seen_by(office.leader).get(f"{URL}?from=2026-01-01&to=2026-03-31").content.decode()
    assert "Thời gian thực hiện trung bình 5,5 ngày trên 2 kết quả được chấp nhận; quý IV năm 2025: 20,0 ngày" in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from=2026-13-01&to=2026-12-31", "Nhập ngày có thật."),
        ("from=2026-03-01", "Chọn ngày."),
        ("from=2026-03-02&to=2026-03-01", "Ngày cuối ở trước ngày đầu"),
        ("from=0001-01-01&to=2026-03-01", "Chọn ngày từ năm 2000"),
        ("from=2026-01-01&to=9999-12-31", "Chọn ngày từ năm 2000"),
    ],
)
def test_days_that_are_none_come_back_with_what_was_typed(office, seen_by, query, said):
    for page in (URL, f"{URL}tra-lai/"):
        answer = seen_by(office.monitor).get(f"{page}?{query}")
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert f'value="{query.split("&")[0].removeprefix("from=")}"' in answer.content.decode()


def test_what_is_not_there_is_not_found(office, seen_by):
    client = seen_by(office.monitor)
    for address in ("khong-co/", "tra-lai/?unit=9999", "tra-lai/?unit=x", "tra-lai/?unit=²"):
        assert client.get(URL + address).status_code == 404, address


def test_a_period_without_anything_says_so(office, seen_by):
    assert "chưa phát sinh" in seen_by(office.monitor).get(URL).content.decode()
    assert "Không có gì trong kỳ này." in seen_by(office.monitor).get(f"{URL}tra-lai/").content.decode()
