"""Consultations on screen: asking, answering, the list with its counts, Việc của tôi, and who sees what."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks.models import Consultation, Opinion, OpinionDraft
from tasks.opinions import Position
from tasks.services.consultations import Concerned
from tasks.services.deeming import deem_consent
from tasks.services.telling import link_to
from tasks.services.telling_opinions import page_of
from tasks.statuses import Action
from tests.factories.units import make_person, make_unit
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import answer, ask_opinion, assign, do
from units.roles import Role

LIST = "/xin-y-kien/"
DUE = TODAY + timedelta(days=7)


@pytest.fixture
def task(office):
    given = assign(office.unit, by=office.monitor, due_on=TODAY + timedelta(days=60))
    return do(Action.ACCEPT, given, office.head)


@pytest.fixture
def third(office):
    unit = make_unit("Phòng Giáo dục Trung học", parent=office.organisation, short_name="GDTrH")
    return make_person(unit, Role.HEAD, title="Trưởng phòng", full_name="Trưởng phòng GDTrH")


@pytest.fixture
def asked(office, task, third):
    return ask_opinion(task, office.head, office.other_unit, third.acting_post.unit)


def typed(task, **fields) -> dict[str, object]:
    task.refresh_from_db()
    values = {
        "version": task.version,
        "rows": "3",
        "question": "Đề nghị cho ý kiến về Điều 5.",
        "due_on": f"{DUE:%d/%m/%Y}",
    }
    return values | fields


def test_the_addresses_in_notices_are_those_of_the_pages(asked):
    assert page_of(asked) == reverse("tasks:consultation", args=[asked.pk])


def test_f3_asking_by_hand_and_a_unit_without_reason_comes_back_beside_it(office, seen_by, task, third):
    client, url = seen_by(office.head), reverse("tasks:consult", args=[task.pk])
    assert url in client.get(link_to(task)).content.decode()
    units = {"unit_0": office.other_unit.pk, "concern_0": "Kinh phí.", "unit_2": third.acting_post.unit.pk}
    paper = SimpleUploadedFile("du-thao.txt", "Dự thảo.".encode())
    answered = client.post(url, typed(task, **units, file=paper))
    assert answered.status_code == 422
    page = answered.content.decode()
    assert "Ghi vì sao xin ý kiến GDTrH" in page
    assert "Chọn lại tệp “du-thao.txt”" in page
    assert "Kinh phí." in page
    assert answered.context["form"].errors.keys() == {"concern_2", "file"}
    paper = SimpleUploadedFile("du-thao.txt", "Dự thảo.".encode())
    done = client.post(url, typed(task, **units, concern_2="Điều 7.", file=paper))
    made = Consultation.objects.get()
    assert (done.status_code, done["Location"]) == (302, page_of(made))
    assert {(one.unit.short_name, one.concern) for one in made.opinions.all()} == {
        ("KHTC", "Kinh phí."),
        ("GDTrH", "Điều 7."),
    }
    assert [file.name for file in made.files.all()] == ["du-thao.txt"]


def test_f7_a_near_date_comes_back_once_with_the_warning_and_is_then_sent(office, seen_by, task):
    client, url = seen_by(office.head), reverse("tasks:consult", args=[task.pk])
    assert "Thời hạn ngắn vì" not in client.get(url).content.decode()
    near = {"due_on": "11/03/2026", "unit_0": office.other_unit.pk, "concern_0": "Kinh phí."}
    warned = client.post(url, typed(task, **near))
    assert warned.status_code == 422
    assert "ít hơn 3 ngày theo quy định" in warned.content.decode()
    assert "Thời hạn ngắn vì" in warned.content.decode()
    assert client.post(url, typed(task, **near, short_because="UBND tỉnh họp ngày 12/03.")).status_code == 302
    page = client.get(page_of(Consultation.objects.get())).content.decode()
    assert "UBND tỉnh họp ngày 12/03." in page


def test_more_units_are_asked_without_a_script_and_nothing_typed_is_lost(office, seen_by, task):
    url = reverse("tasks:consult", args=[task.pk])
    page = seen_by(office.head).post(url, typed(task, more="1", unit_0=office.other_unit.pk, concern_0="Kinh phí."))
    assert (page.status_code, page.context["form"].rows) == (200, 6)
    assert "Đề nghị cho ý kiến về Điều 5." in page.content.decode()
    assert f'<option value="{office.other_unit.pk}" selected>' in page.content.decode()


def test_a_stale_question_comes_back_with_everything_typed(office, seen_by, task):
    data = typed(task, unit_0=office.other_unit.pk, concern_0="Kinh phí.")
    do(Action.REPORT, task, office.officer)
    url = reverse("tasks:consult", args=[task.pk])
    refused = seen_by(office.head).post(url, data)
    assert refused.status_code == 409
    assert "đã thay đổi nhiệm vụ này" in refused.content.decode()
    assert "Kinh phí." in refused.content.decode()
    again = refused.context["form"]
    assert seen_by(office.head).post(url, data | {"version": again["version"].value()}).status_code == 302


def test_f4_the_answer_by_hand(office, seen_by, asked):
    client, url = seen_by(office.other_head), reverse("tasks:consultation_act", args=[asked.pk, "tra-loi"])
    page = client.get(page_of(asked)).content.decode()
    assert "Điều 5 liên quan chức năng của KHTC." in page
    assert "GDTrH" not in page
    blank = client.post(url, {"draft_version": "0", "reasons": "Nhất trí chung."})
    assert blank.status_code == 422
    assert "Chọn một quan điểm rõ ràng" in blank.content.decode()
    assert "Nhất trí chung." in blank.content.decode()
    paper = SimpleUploadedFile("tra-loi.txt", "Công văn trả lời.".encode())
    sent = client.post(url, {"draft_version": "0", "position": "agree", "reasons": "Đúng quy định.", "file": paper})
    assert sent.status_code == 302
    given = Opinion.objects.get(unit=office.other_unit)
    assert (given.position, given.answered_by, given.files.get().name) == ("agree", office.other_head, "tra-loi.txt")
    assert client.post(url, {"draft_version": "0", "position": "agree", "reasons": "Lần nữa."}).status_code == 409


def test_f4_an_officers_draft_is_seen_in_the_unit_alone_and_sent_by_the_head(office, seen_by, asked, third):
    officer = make_person(office.other_unit, Role.OFFICER, full_name="Chuyên viên KHTC")
    client, url = seen_by(officer), reverse("tasks:consultation_act", args=[asked.pk, "du-thao"])
    page = client.get(page_of(asked)).content.decode()
    assert "Lưu dự thảo, trình thủ trưởng" in page
    assert "Gửi ý kiến" not in page
    assert client.post(url, {"draft_version": "0", "reasons": "Vượt định mức."}).status_code == 302
    assert client.post(reverse("tasks:consultation_act", args=[asked.pk, "tra-loi"]), {}).status_code == 422
    full = {"draft_version": "1", "position": "agree", "reasons": "Phù hợp."}
    assert client.post(reverse("tasks:consultation_act", args=[asked.pk, "tra-loi"]), full).status_code == 403
    for person, sees in ((office.other_head, True), (office.head, False), (office.monitor, False), (third, False)):
        words = seen_by(person).get(page_of(asked)).content.decode()
        assert ("Vượt định mức." in words) == sees, person
    stale = seen_by(office.other_head).post(url, {"draft_version": "0", "reasons": "Khác."})
    assert stale.status_code == 409
    assert "Chuyên viên KHTC đã lưu dự thảo" in stale.content.decode()
    assert "Khác." in stale.content.decode()
    assert OpinionDraft.objects.get().reasons == "Vượt định mức."


def test_f5_the_page_shows_both_consent_and_the_late_answer(office, seen_by, asked):
    late = NOW + timedelta(days=10)
    deem_consent(today=late.date(), now=late)
    answer(asked, office.other_head, Position.DISAGREE, now=late)
    for person in (office.head, office.monitor, office.other_head):
        page = seen_by(person).get(page_of(asked)).content.decode()
        assert "Coi như đồng ý" in page
        assert "Không đồng ý, trả lời muộn 3 ngày" in page
        assert "vẫn chịu trách nhiệm" in page


def test_f8_settling_by_hand(office, seen_by, task, asked):
    one = answer(asked, office.other_head, Position.DISAGREE, reasons="Vượt thẩm quyền.")
    client = seen_by(office.head)
    page = client.get(link_to(task)).content.decode()
    assert "KHTC không đồng ý và chưa được thống nhất" in page
    assert page.count("KHTC không đồng ý và chưa được thống nhất") == 2  # beside the result that is handed in
    url = reverse("tasks:consultation_act", args=[asked.pk, "thong-nhat"])
    task.refresh_from_db()
    data = {"version": task.version, "opinions": one.pk, "form": "meeting", "held_on": "10/03/2026"}
    assert client.post(url, data).status_code == 422
    assert client.post(url, data | {"agreed": "Bỏ khoản 3."}).status_code == 302
    assert "Bỏ khoản 3." in seen_by(office.other_head).get(page_of(asked)).content.decode()
    assert "chưa được thống nhất" not in client.get(link_to(task)).content.decode()


def test_extending_and_withdrawing_by_hand(office, seen_by, task, asked):
    client = seen_by(office.head)

    def act(name, **fields):
        task.refresh_from_db()
        url = reverse("tasks:consultation_act", args=[asked.pk, name])
        return client.post(url, {"version": task.version} | fields)

    assert act("lui-han", due_on=f"{DUE:%d/%m/%Y}", reason="Thêm thời gian.").status_code == 422
    assert act("lui-han", due_on="25/03/2026", reason="Thêm thời gian.").status_code == 302
    assert "Hạn ban đầu" in client.get(page_of(asked)).content.decode()
    assert act("rut", units=office.other_unit.pk, reason="Không liên quan.").status_code == 302
    page = seen_by(office.other_head).get(page_of(asked)).content.decode()
    assert "Đã rút, không hỏi nữa" in page
    assert "Không liên quan." in page
    assert act("khac").status_code == 404


def test_a_unit_that_was_asked_sees_the_question_and_not_the_task(office, seen_by, task, asked):
    client = seen_by(office.other_head)
    assert client.get(page_of(asked)).status_code == 200
    assert link_to(task) not in client.get(page_of(asked)).content.decode()
    assert client.get(link_to(task)).status_code == 404


def test_who_coordinates_learns_from_the_history_that_was_asked_and_not_what_was_answered(
    office, seen_by, task, asked, third
):
    task.coordinations.create(unit=office.other_unit, begun_on=TODAY)
    answer(asked, third, Position.DISAGREE, reasons="Vượt thẩm quyền.")
    seen = seen_by(office.other_head).get(link_to(task)).content.decode()
    assert "trả lời ý kiến" in seen
    assert "Vượt thẩm quyền." not in seen
    assert "không đồng ý" not in seen.lower()
    assert "Vượt thẩm quyền." in seen_by(office.head).get(link_to(task)).content.decode()


# The list


def counts(page) -> dict[str, int]:
    return {tab.label: tab.count for tab in page.context["tabs"]}


@pytest.fixture
def several(office, task, third):
    """Of KHTC: one waits, one was answered, one was silent; and one that KHTC itself asks."""
    others = third.acting_post.unit
    early = {"now": NOW - timedelta(days=20)}
    for number in range(3):
        ask_opinion(
            task, office.head, office.other_unit, others, question=f"Câu hỏi {number}",
            **(early if number == 2 else {}),
        )  # fmt: skip
    answer(Consultation.objects.get(question="Câu hỏi 1"), office.other_head)
    deem_consent(today=TODAY, now=NOW)
    own = do(Action.ACCEPT, assign(office.other_unit, by=office.monitor), office.other_head)
    ask_opinion(own, office.other_head, others, question="Câu hỏi của KHTC")


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("other_head", {"waiting": 1, "asked": 1, "all": 4}),
        ("head", {"waiting": 0, "asked": 3, "all": 3}),
        ("monitor", {"all": 4}),
        ("leader", {"waiting": 0, "asked": 0, "all": 4}),
    ],
)
def test_the_counts_of_the_tabs_equal_their_lists(office, seen_by, several, who, expected):
    client = seen_by(getattr(office, who))
    for tab, count in expected.items():
        page = client.get(f"{LIST}?tab={tab}")
        assert page.context["page"].paginator.count == len(page.context["rows"]) == count
        shown = [each.count for each in page.context["tabs"] if each.url == f"?tab={tab}"]
        assert shown == [count]
    assert len(page.context["tabs"]) == len(expected)


def test_the_counter_of_the_rail_equals_the_list_and_viec_cua_toi(office, seen_by, several):
    client = seen_by(office.other_head)
    page = client.get(LIST)
    assert page.context["tab"] == "waiting"
    rail = [place for place in page.context["navigation"].places if place.label == "Xin ý kiến"]
    assert [place.counter for place in rail] == [1] == [page.context["page"].paginator.count]
    mine = client.get(reverse("tasks:mine"))
    assert "1 ý kiến chờ đơn vị trả lời" in mine.content.decode()
    assert [row.consultation.question for row in mine.context["opinions"]] == ["Câu hỏi 0"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=cau hoi 1", {"Câu hỏi 1"}),
        ("state=waiting", {"Câu hỏi 0", "Câu hỏi 1", "Câu hỏi của KHTC"}),
        ("state=waiting&unit={KHTC}", {"Câu hỏi 0"}),
        ("state=agreed", {"Câu hỏi 1"}),
        ("state=silent&unit={KHTC}", {"Câu hỏi 2"}),
        ("state=not_in_time&unit={KHTC}&since=26/02/2026&until=26/02/2026", {"Câu hỏi 2"}),
        ("state=not_in_time&since=27/02/2026", set()),
        ("state=late", set()),
    ],
)
def test_the_filters(office, seen_by, several, query, expected):
    page = seen_by(office.monitor).get(f"{LIST}?tab=all&{query.format(KHTC=office.other_unit.pk)}")
    assert {row.consultation.question for row in page.context["rows"]} == expected


def test_a_filter_tells_a_unit_nothing_of_the_others(office, seen_by, several):
    page = seen_by(office.other_head).get(f"{LIST}?tab=all&state=silent")
    assert {row.consultation.question for row in page.context["rows"]} == {"Câu hỏi 2"}
    units = {unit.short_name for unit in page.context["filter"].form.fields["unit"].queryset}
    assert units == {"KHTC", "GDTrH"}  # GDTrH, whom KHTC asked itself
    asked = page.context["filter"].form.fields["unit"].queryset.get(short_name="GDTrH")
    narrowed = seen_by(office.other_head).get(f"{LIST}?tab=all&unit={asked.pk}")
    assert {row.consultation.question for row in narrowed.context["rows"]} == {"Câu hỏi của KHTC"}


@pytest.mark.parametrize("url", [LIST, f"{LIST}?tab=all", "/viec-cua-toi/"])
def test_twice_the_rows_take_the_same_queries(office, seen_by, task, third, url):
    client = seen_by(office.other_head)

    def queries() -> int:
        for _ in range(5):
            ask_opinion(task, office.head, office.other_unit, third.acting_post.unit)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    assert queries() == queries() <= 22


def test_more_opinions_take_no_more_queries_on_either_page(office, seen_by, task):
    client = seen_by(office.head)

    def queries(count: int) -> list[int]:
        units = [make_unit(f"Phòng {count}-{n}", parent=office.organisation) for n in range(count)]
        concerned = [Concerned(unit, "Liên quan.") for unit in units]
        made = ask_opinion(task, office.head, concerned=concerned)
        found = []
        for url in (page_of(made), link_to(task)):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            found.append(len(captured))
        return found

    assert queries(3) == queries(12)
