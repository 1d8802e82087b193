"""The part "Kết quả" of a task's page, and the form that asks only for what the kind of result demands."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks.kinds import DisseminationForm, DutyKind, RegulationChange, ResultKind
from tasks.models import Dissemination, ResultDocument, Task
from tasks.services.evidence import Held, Regulation
from tasks.services.telling import link_to
from tasks.statuses import Action, Status
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import assign, do

BASE = ["file", "summary"]
REGULATION = Regulation("decision", RegulationChange.AMENDS, "Quyết định số 12/QĐ-SNV")
HELD = Held(TODAY, DisseminationForm.CONFERENCE, 48, 50, "Danh sách ký nhận lưu tại phòng")


def accepted(office, **fields) -> Task:
    task = assign(office.unit, by=office.monitor, **fields)
    return do(Action.ACCEPT, task, office.head)


def submit(client, task, **data):
    return client.post(f"{link_to(task)}submit/", {"version": task.version} | data)


def form_of(page):
    return next(offer.form for offer in page.context["offers"] if offer.action == Action.SUBMIT)


def said(page) -> str:
    return " ".join(page.content.decode().split())


def results(page):
    return next(part for part in page.context["sections"] if "results" in part.template).facts


@pytest.mark.parametrize(
    ("duty_kind", "result_kind", "fields"),
    [
        (DutyKind.ONE_OFF, ResultKind.NONE, BASE),
        (DutyKind.ONE_OFF, ResultKind.DOCUMENT, ["reference", "issued_on", *BASE]),
        (
            DutyKind.ONE_OFF,
            ResultKind.NEW_REGULATION,
            ["document_type", "reference", "issued_on", "change", "affected", *BASE],
        ),
        (
            DutyKind.DISSEMINATION,
            ResultKind.ACKNOWLEDGEMENT,
            ["held_on", "held_as", "attended", "expected", "proof", *BASE],
        ),
    ],
)
def test_the_form_asks_for_what_the_kind_demands(office, seen_by, duty_kind, result_kind, fields):
    task = accepted(office, duty_kind=duty_kind, result_kind=result_kind)
    form = form_of(seen_by(office.head).get(link_to(task)))
    assert [name for name in form.fields if name != "version"] == fields


def test_e4_a_dissemination_is_reported_by_hand(office, seen_by):
    task = accepted(office, duty_kind=DutyKind.DISSEMINATION, result_kind=ResultKind.ACKNOWLEDGEMENT)
    typed = {"held_on": "10/03/2026", "held_as": "conference", "attended": "51", "expected": "50", "summary": "Đã họp."}
    back = submit(seen_by(office.head), task, **typed)
    assert back.status_code == 422
    assert "Số người được quán triệt (51) lớn hơn tổng số (50)" in said(back)
    assert "Chọn tệp minh chứng (biên bản, danh sách)" in said(back)
    for value in ('value="10/03/2026"', 'value="conference" selected', 'value="51"', 'value="50"', "Đã họp."):
        assert value in said(back), value
    typed |= {"attended": "48", "file": SimpleUploadedFile("bien-ban.txt", b"Bien ban")}
    assert submit(seen_by(office.head), task, **typed).status_code == 302
    assert Dissemination.objects.get().attended == 48
    page = said(seen_by(office.monitor).get(link_to(task)))
    assert page.count("48 trên 50 người (96,0%)") == 2  # in the result and in the history
    assert "10/03/2026, Hội nghị, cuộc họp quán triệt" in page
    assert "bien-ban.txt" in page


def test_e5_a_regulation_is_reported_by_hand(office, seen_by):
    task = accepted(office, result_kind=ResultKind.NEW_REGULATION)
    typed = {
        "reference": "45/QĐ-SNV",
        "issued_on": "09/03/2026",
        "document_type": "decision",
        "summary": "Đã ban hành.",
    }
    typed |= {"change": "amends", "affected": ""}
    back = submit(seen_by(office.head), task, **typed, file=SimpleUploadedFile("qd.txt", b"Quyet dinh"))
    assert back.status_code == 422
    assert "Nhập số, ký hiệu và tên văn bản được sửa đổi" in said(back)
    assert 'value="amends" required id="submit-change_1" checked' in said(back)
    typed |= {"affected": "Quyết định số 12/QĐ-SNV", "file": SimpleUploadedFile("qd.txt", b"Quyet dinh")}
    assert submit(seen_by(office.head), task, **typed).status_code == 302
    page = said(seen_by(office.leader).get(link_to(task)))
    assert page.count("Quyết định 45/QĐ-SNV ngày 09/03/2026") == 2
    assert "Sửa đổi, bổ sung: Quyết định số 12/QĐ-SNV" in page


def test_old_results_are_kept_and_the_accepted_one_is_marked(office, seen_by):
    task = accepted(office)
    do(Action.SUBMIT, task, office.head, reference="45/BC-TCCB")
    do(Action.SEND_BACK, task, office.monitor, reason="Thiếu phụ lục.")
    do(Action.SUBMIT, task, office.head, reference="46/BC-TCCB")
    client = seen_by(office.head)
    badges = [one.badge.label for one in results(client.get(link_to(task)))["submissions"]]
    assert badges == ["Chờ xác nhận", "Không được chấp nhận"]
    do(Action.CONFIRM, task, office.monitor)
    page = client.get(link_to(task))
    assert [one.badge.label for one in results(page)["submissions"]] == ["Được chấp nhận", "Không được chấp nhận"]
    assert "45/BC-TCCB" in said(page)
    assert "Thiếu phụ lục." in said(page)
    assert "Hoàn thành lần đầu" not in said(page)


def test_e3_an_opened_task_shows_its_first_completion(office, seen_by):
    task = accepted(office)
    later = NOW + timedelta(days=5)
    do(Action.SUBMIT, task, office.head)
    do(Action.CONFIRM, task, office.monitor, now=NOW + timedelta(days=1))
    do(Action.REOPEN, task, office.leader, now=later)
    page = seen_by(office.head).get(link_to(task))
    assert "Hoàn thành lần đầu ngày 11/03/2026, theo kết quả báo cáo ngày 10/03/2026" in said(page)
    do(Action.SUBMIT, task, office.head, now=later)
    do(Action.CONFIRM, task, office.monitor, now=later)
    page = seen_by(office.head).get(link_to(task))
    badges = [one.badge.label for one in results(page)["submissions"]]
    assert badges == ["Được chấp nhận", "Đã được chấp nhận, sau đó mở lại"]
    assert "Hoàn thành lần đầu ngày 11/03/2026" in said(page)


def test_a_result_that_nobody_judged_before_the_task_was_cancelled_says_so(office, seen_by):
    task = accepted(office)
    do(Action.SUBMIT, task, office.head)
    do(Action.CANCEL, task, office.monitor)
    assert results(seen_by(office.head).get(link_to(task)))["submissions"][0].badge.label.startswith("Không xét")


def test_doubts_are_said_to_both_sides(office, seen_by):
    task = accepted(office)
    do(Action.SUBMIT, task, office.head, reference="45", issued_on=TODAY - timedelta(days=30))
    for person in (office.head, office.monitor):
        page = said(seen_by(person).get(link_to(task)))
        assert "Số, ký hiệu “45” không theo dạng thường gặp" in page
        assert "Ngày văn bản 08/02/2026 ở trước ngày giao nhiệm vụ 10/03/2026" in page


def test_a_task_without_a_result_has_no_such_part(office, seen_by):
    assert 'id="results"' not in said(seen_by(office.head).get(link_to(accepted(office))))


def test_many_results_take_no_more_queries(office, seen_by):
    task, client = accepted(office, result_kind=ResultKind.NEW_REGULATION, duty_kind=DutyKind.DISSEMINATION), None

    def queries() -> int:
        for _ in range(3):
            do(Action.SUBMIT, task, office.head, regulation=REGULATION, held=HELD)
            do(Action.SEND_BACK, task, office.monitor)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(link_to(task)).status_code == 200
        return len(captured)

    client = seen_by(office.head)
    assert queries() == queries()
    assert ResultDocument.objects.count() == Dissemination.objects.count() == 6


def test_what_was_chosen_for_an_act_that_is_over_is_shown_in_words(office, seen_by):
    task = accepted(office, result_kind=ResultKind.NEW_REGULATION)
    stale = task.version
    do(Action.CANCEL, task, office.monitor)
    typed = {
        "reference": "45/QĐ-SNV",
        "issued_on": "09/03/2026",
        "document_type": "decision",
        "summary": "Đã ban hành.",
    }
    typed |= {"change": "amends", "affected": "Quyết định 12", "file": SimpleUploadedFile("qd.txt", b"Quyet dinh")}
    answer = seen_by(office.head).post(f"{link_to(task)}submit/", {"version": stale} | typed)
    assert answer.status_code == 409
    assert "<dd>Quyết định</dd>" in said(answer)
    assert "<dd>Sửa đổi, bổ sung</dd>" in said(answer)
    assert Task.objects.get(pk=task.pk).status == Status.CANCELLED
