"""One task: its facts, the acts offered to each role, and what a refused or stale form answers."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks.models import EventFile, Task
from tasks.services.telling import link_to, list_of
from tasks.statuses import Action, Status
from tests.factories.directives import make_directive, make_instruction
from tests.tasks.conftest import TODAY
from tests.tasks.steps import assign, do

DUE = TODAY + timedelta(days=10)


@pytest.fixture
def task(office):
    return assign(office.unit, by=office.monitor, due_on=DUE)


def act(client, task, action, **data):
    task.refresh_from_db()
    return client.post(f"{link_to(task)}{action}/", {"version": task.version} | data)


def offers(page) -> list[str]:
    return [offer.action for offer in page.context["offers"]]


def test_the_addresses_in_notices_are_those_of_the_pages(office, task):
    """Services know no addresses of views; this holds the two together."""
    assert link_to(task) == reverse("tasks:detail", args=[task.pk])
    assert list_of(task.directive_id) == reverse("tasks:mine")
    assert list_of(7) == f"{reverse('tasks:list')}?directive=7"


def test_what_cannot_be_seen_does_not_exist(office, seen_by, task):
    for person in (office.other_head, office.registrar):
        assert seen_by(person).get(link_to(task)).status_code == 404
        assert act(seen_by(person), task, "accept").status_code == 404


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("head", [Action.ACCEPT, Action.REPORT, Action.NAME_OFFICER, Action.ASK_EXTENSION, Action.RETURN]),
        ("officer", [Action.REPORT]),
        ("monitor", [Action.ASK_EXPLANATION, Action.GUIDE, Action.ESCALATE, Action.ADD_COORDINATION, Action.CANCEL]),
        ("leader", [Action.ASK_EXPLANATION, Action.GUIDE, Action.ADD_COORDINATION, Action.SUSPEND, Action.CANCEL]),
    ],
)
def test_only_acts_that_the_person_may_do_now_are_offered(office, seen_by, task, who, expected):
    assert offers(seen_by(getattr(office, who)).get(link_to(task))) == expected


def test_a_refusal_on_ones_own_side_gives_its_reason(office, seen_by, task):
    page = seen_by(office.officer).get(link_to(task)).content.decode()
    assert "Tiếp nhận: Chỉ thủ trưởng, cấp phó hoặc người được ủy quyền của TCCB" in page


def test_the_whole_line_by_hand(office, seen_by, task):
    """Accept, report, submit, send back, submit, confirm: each answers by going back to the task."""
    head, monitor = seen_by(office.head), seen_by(office.monitor)
    result = {"reference": "45/BC-TCCB", "issued_on": "09/03/2026", "summary": "Đã ban hành quy chế."}
    steps = [
        (head, "accept", {}, Status.ACCEPTED),
        (head, "report", {"note": "Đang lấy ý kiến."}, Status.IN_PROGRESS),
        (head, "submit", result, Status.SUBMITTED),
        (monitor, "send_back", {"reason": "Thiếu phụ lục."}, Status.IN_PROGRESS),
        (head, "submit", result, Status.SUBMITTED),
        (monitor, "confirm", {}, Status.COMPLETED),
    ]
    for client, action, data, status in steps:
        file = {"file": SimpleUploadedFile("ket-qua.txt", b"Bao cao")} if action == "submit" else {}
        answer = act(client, task, action, **data, **file)
        assert (answer.status_code, answer.url) == (302, link_to(task)), action
        task.refresh_from_db()
        assert task.status == status
    page = monitor.get(link_to(task)).content.decode()
    assert page.count("45/BC-TCCB ngày 09/03/2026") == 4  # in what was handed in and in the history
    assert "<blockquote>Thiếu phụ lục.</blockquote>" in page
    assert "hoàn thành đúng hạn" in page


def test_a_person_who_may_not_is_refused_with_the_reason(office, seen_by, task):
    answer = act(seen_by(office.officer), task, "accept")
    assert answer.status_code == 403
    assert "Chỉ thủ trưởng, cấp phó" in answer.content.decode()


def test_bad_input_comes_back_with_everything_typed(office, seen_by, task):
    do(Action.ACCEPT, task, office.head)
    answer = act(
        seen_by(office.head),
        task,
        "submit",
        reference="",
        issued_on="31/02/2026",
        summary="Đã xong phần chính.",
        file=SimpleUploadedFile("ket-qua.txt", b"Bao cao"),
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Đã xong phần chính." in page
    assert 'value="31/02/2026"' in page
    assert "Nhập số, ký hiệu văn bản kết quả" in page
    assert "Chọn lại tệp “ket-qua.txt”" in page
    assert Task.objects.get(pk=task.pk).status == Status.ACCEPTED


def test_a_refusal_of_the_service_stands_beside_its_field(office, seen_by, task):
    do(Action.ACCEPT, task, office.head)
    data = {"reference": "45/BC-TCCB", "issued_on": "10/03/2026", "summary": "Xong."}
    data |= {"file": SimpleUploadedFile("a.exe", b"MZ\x00\x01")}
    answer = act(seen_by(office.head), task, "submit", **data)
    assert answer.status_code == 422
    form = next(offer.form for offer in answer.context["offers"] if offer.action == Action.SUBMIT)
    assert form.errors["file"][0].startswith("Không nhận được tệp “a.exe”")
    assert not EventFile.objects.exists()


def test_a_file_over_25_mb_is_refused_unread(office, seen_by, task, monkeypatch):
    do(Action.ACCEPT, task, office.head)
    monkeypatch.setattr("files.services.storage.MAX_BYTES", 10)
    monkeypatch.setattr("tasks.forms.act_form.HandedIn", lambda *_: pytest.fail("read into memory"))
    answer = act(seen_by(office.head), task, "report", note="Đang làm.", file=SimpleUploadedFile("to.txt", b"a" * 11))
    assert answer.status_code == 422
    assert "vượt quá 25 MB" in answer.content.decode()


def test_a_stale_form_is_told_who_was_quicker_and_keeps_the_words(office, seen_by, task):
    do(Action.REPORT, task, office.deputy)
    answer = seen_by(office.head).post(f"{link_to(task)}report/", {"version": 1, "note": "Đã xin ý kiến 5 đơn vị."})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert f"{office.deputy.full_name} (Phó Trưởng phòng, TCCB) đã thay đổi nhiệm vụ này lúc 09:00" in page
    assert "Đã xin ý kiến 5 đơn vị." in page
    # The form now carries the newest version: sending it again is a decision, not an accident.
    version = re.search(r'name="version" value="(\d+)" id="report-', page)
    assert version is not None
    assert version[1] == "2"
    again = seen_by(office.head).post(f"{link_to(task)}report/", {"version": 2, "note": "Đã xin ý kiến 5 đơn vị."})
    assert again.status_code == 302


def test_words_for_an_act_that_is_no_longer_possible_are_shown_for_copying(office, seen_by, task):
    do(Action.ACCEPT, task, office.head)
    do(Action.SUBMIT, task, office.head)
    do(Action.CONFIRM, task, office.monitor)
    answer = seen_by(office.leader).post(f"{link_to(task)}send_back/", {"version": 3, "reason": "Bổ sung phụ lục 2."})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Phó Chánh Văn phòng" in page
    assert "Bổ sung phụ lục 2." in page
    assert "không còn thực hiện được" in page


def test_there_is_no_other_act_and_no_act_by_link(office, seen_by, task):
    assert act(seen_by(office.head), task, "delete").status_code == 404
    assert act(seen_by(office.head), task, "assign").status_code == 404
    assert seen_by(office.head).get(f"{link_to(task)}accept/").status_code == 405


def test_a_transfer_offers_open_units_of_the_organisation_but_the_present_lead(office, seen_by, task):
    do(Action.RETURN, task, office.head)
    page = seen_by(office.leader).get(link_to(task))
    form = next(offer.form for offer in page.context["offers"] if offer.action == Action.TRANSFER)
    assert set(form.fields["lead"].queryset) == {office.desk, office.other_unit}
    answer = act(seen_by(office.leader), task, "transfer", lead=office.other_unit.pk, time="fresh", due_on="10/04/2026")
    assert answer.status_code == 302
    task.refresh_from_db()
    assert (task.lead, f"{task.due_on:%d/%m/%Y}") == (office.other_unit, "10/04/2026")


def test_a_file_is_served_to_those_who_see_the_task(office, seen_by, task):
    do(Action.ACCEPT, task, office.head)
    do(Action.SUBMIT, task, office.head)
    kept = EventFile.objects.get()
    url = f"{link_to(task)}tep/{kept.pk}/"
    answer = seen_by(office.monitor).get(url)
    assert b"".join(answer.streaming_content) == b"Bao cao ket qua thuc hien."
    assert "attachment" in answer["Content-Disposition"]
    assert seen_by(office.other_head).get(url).status_code == 404
    other = assign(office.unit, by=office.monitor)
    assert seen_by(office.monitor).get(f"{link_to(other)}tep/{kept.pk}/").status_code == 404


def test_the_page_shows_where_the_task_comes_from(office, seen_by, task):
    directive = make_directive(owner=office.organisation, by=office.registrar)
    instruction = make_instruction(directive, label="3.b", text="Tổ chức <quán triệt> toàn bộ văn bản.")
    Task.objects.filter(pk=task.pk).update(directive=directive, instruction=instruction)
    page = seen_by(office.head).get(link_to(task)).content.decode()
    assert "Công văn 271/UBND-VP8" in page
    assert "Mục 3.b" in page
    assert "Tổ chức &lt;quán triệt&gt; toàn bộ văn bản." in page


def test_a_long_history_takes_no_more_queries(office, seen_by, task):
    client = seen_by(office.head)

    def queries() -> int:
        for _ in range(5):
            do(Action.REPORT, task, office.officer, files=())
        with CaptureQueriesContext(connection) as captured:
            assert client.get(link_to(task)).status_code == 200
        return len(captured)

    assert queries() == queries() <= 32
