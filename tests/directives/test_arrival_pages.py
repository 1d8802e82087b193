"""Watching a file being read, the list of what is under way, several files at once, files of drafts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from kombu.exceptions import OperationalError

from directives.models import Arrival, DocumentText
from directives.services import arrivals, intake
from directives.services.logging import log_directive
from directives.services.parties import load_directory
from directives.services.proposals import proposed
from directives.views import arriving
from tests.directives.conftest import DISPATCH, NOW, SECRET, make_office
from tests.directives.steps import queries
from tests.factories.arrivals import LETTER, SECRET_LETTER, mail, package, picture, scanned_pdf, word_file
from tests.factories.directives import make_directive
from units.clock import now, today

SCAN = b"\x89PNG\r\n\x1a\n not looked at"


@pytest.fixture
def asleep(monkeypatch):
    """No reader is awake: what is sent stays as it is."""
    calls = []
    monkeypatch.setattr(arriving.read_arrivals, "apply_async", lambda **how: calls.append(how))
    return calls


def waiting(office, data: bytes = SCAN, name: str = "quet.png", **values) -> Arrival:
    arrival = arrivals.wait(data=data, name=name, by=office.registrar, now=NOW)
    Arrival.objects.filter(pk=arrival.pk).update(**values)
    arrival.refresh_from_db()
    return arrival


def watch(client, arrival, **headers):
    return client.get(reverse("directives:arrival", args=[arrival.pk]), headers=headers)


def sent(*files: tuple[str, bytes]) -> dict:
    return {"file": [SimpleUploadedFile(name, data) for name, data in files]}


def test_a_scan_leads_to_its_progress_and_wakes_a_reader(desk, asleep):
    answer = desk.post(reverse("directives:log"), sent(("quet.pdf", scanned_pdf(LETTER, LETTER))))
    arrival = Arrival.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("directives:arrival", args=[arrival.pk]))
    assert len(asleep) == 1
    page = desk.get(answer.url).content.decode()
    assert "Đang chờ đến lượt đọc" in page
    assert 'http-equiv="refresh"' in page


def test_a_scan_that_is_read_at_once_leads_on_to_the_review(desk):
    """The test's broker runs jobs at once, as a quick reader would."""
    answer = desk.post(reverse("directives:log"), sent(("quet.png", picture(LETTER))))
    answer = desk.get(answer.url)
    document = DocumentText.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("directives:review", args=[document.pk]))
    page = desk.get(answer.url).content.decode()
    assert "chữ do máy nhận dạng" in page.lower()
    assert reverse("directives:draft_file", args=[document.pk]) in page


def test_a_broker_that_is_away_costs_only_time(desk, monkeypatch):
    def away(**how):
        raise OperationalError("away")

    monkeypatch.setattr(arriving.read_arrivals, "apply_async", away)
    answer = desk.post(reverse("directives:log"), sent(("quet.png", picture(LETTER))))
    assert answer.status_code == 302
    assert Arrival.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"state": "reading", "pages_done": 2, "pages_total": 12}, "Đang đọc trang 3/12"),
        ({"state": "reading", "pages_done": 12, "pages_total": 12}, "Đang đọc trang 12/12"),
        ({"state": "reading"}, "Đang đọc tệp"),
    ],
)
def test_progress_is_said_in_pages_and_the_part_asks_for_itself(desk, office, values, words):
    arrival = waiting(office, **values)
    part = watch(desk, arrival, HX_Request="true").content.decode()
    assert words in part
    assert "<html" not in part
    assert f'hx-get="{reverse("directives:arrival", args=[arrival.pk])}"' in part
    assert 'hx-trigger="every 2s"' in part


def test_when_it_is_read_htmx_and_a_plain_browser_are_both_led_on(desk, office):
    arrival = waiting(office, data=DISPATCH.encode(), name="cv.txt")
    arrivals.read_waiting(clock=now)
    address = reverse("directives:review", args=[DocumentText.objects.get().pk])
    assert watch(desk, arrival, HX_Request="true")["HX-Redirect"] == address
    assert watch(desk, arrival).url == address


def test_a_refusal_says_why_asks_for_nothing_more_and_offers_another_file(desk, office):
    arrival = waiting(office, data=b"%PDF-1.4 x", name="hong.pdf")
    arrivals.read_waiting(clock=now)
    assert watch(desk, arrival, HX_Request="true")["HX-Refresh"] == "true"
    page = watch(desk, arrival).content.decode()
    assert "Tệp PDF bị hỏng" in page
    assert "every 2s" not in page
    assert f'href="{reverse("directives:log")}"' in page
    assert "Chọn tệp khác" in page
    assert 'http-equiv="refresh"' not in page


def test_a_secret_scan_is_refused_without_its_name(desk, office):
    answer = desk.post(reverse("directives:log"), sent(("ten-mat.png", picture(SECRET_LETTER))))
    page = desk.get(answer.url).content.decode()
    assert "Văn bản mật không được đưa vào hệ thống" in page
    assert "ten-mat" not in page
    assert "chấn chỉnh" not in page


def test_taking_a_file_back_leads_to_the_list(desk, office):
    arrival = waiting(office)
    answer = desk.post(reverse("directives:arrival_cancel", args=[arrival.pk]))
    assert answer.url == reverse("directives:drafts")
    assert "không giữ lại nội dung" in desk.get(answer.url).content.decode()
    assert watch(desk, arrival).url == reverse("directives:drafts")
    assert watch(desk, arrival, HX_Request="true")["HX-Redirect"] == reverse("directives:drafts")


def test_what_is_read_can_not_be_taken_back(desk, office):
    arrival = waiting(office, data=DISPATCH.encode(), name="cv.txt")
    arrivals.read_waiting(clock=now)
    answer = desk.post(reverse("directives:arrival_cancel", args=[arrival.pk]))
    assert answer.status_code == 409
    assert "đã đọc xong" in answer.content.decode()


def test_arrivals_of_another_organisation_are_not_found(desk):
    arrival = waiting(make_office("Sở Tài chính"))
    assert watch(desk, arrival).status_code == 404
    assert desk.post(reverse("directives:arrival_cancel", args=[arrival.pk])).status_code == 404
    assert "quet.png" not in desk.get(reverse("directives:drafts")).content.decode()


def test_several_files_at_once_are_listed_each_with_its_state(desk, office):
    files = sent(("cv.txt", DISPATCH.encode()), ("a.exe", b"MZ\x00\x01"), ("mat.txt", SECRET.encode()))
    answer = desk.post(reverse("directives:log"), files)
    assert answer.url == reverse("directives:drafts")
    page = desk.get(answer.url).content.decode()
    assert "Đã nhận 2/3 tệp" in page
    assert "58/UBND-NC" in page
    assert "Không nhận được tệp “a.exe”" in page
    assert "Tệp không được giữ lại" in page
    assert "mat.txt" not in page
    assert "hx-trigger" not in page.split('id="waiting-list"')[1].split(">")[0]


def test_more_files_than_one_form_takes(desk):
    files = sent(*((f"{number}.txt", b"x") for number in range(21)))
    assert desk.post(reverse("directives:log"), files).status_code in {400, 422}
    assert not Arrival.objects.exists()


def test_the_list_renews_itself_while_something_is_read(desk, office):
    waiting(office, state="reading", pages_done=1, pages_total=3)
    address = reverse("directives:drafts")
    part = desk.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Đang đọc trang 2/3" in part
    assert 'hx-trigger="every 3s"' in part
    assert "<html" not in part


def test_the_list_asks_no_more_for_more_arrivals(desk, office):
    waiting(office)
    before = queries(desk, reverse("directives:drafts"))
    for number in range(5):
        waiting(office, data=SCAN + bytes([number]))
    assert queries(desk, reverse("directives:drafts")) == before


def test_the_original_and_what_came_with_it_can_be_opened_from_the_review(desk, office):
    data = mail("Gửi kèm.", ("cv.docx", word_file(DISPATCH)), ("pl.txt", b"Phu luc"))
    document = intake.receive_file(data=data, name="thu.eml", by=office.registrar, now=NOW)
    page = desk.get(reverse("directives:review", args=[document.pk])).content.decode()
    for name in ("cv.docx", "pl.txt", "thu.eml"):
        assert name in page
    enclosure = document.enclosures.get(name="pl.txt")
    answer = desk.get(reverse("directives:draft_enclosure", args=[document.pk, enclosure.pk]))
    assert b"".join(answer.streaming_content) == b"Phu luc"
    answer = desk.get(reverse("directives:draft_file", args=[document.pk]))
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert desk.get(reverse("directives:draft_enclosure", args=[document.pk, 999])).status_code == 404
    by_hand = intake.start_by_hand(by=office.registrar, now=NOW)
    assert desk.get(reverse("directives:draft_file", args=[by_hand.pk])).status_code == 404


def test_a_package_that_comes_twice_leads_to_the_first(desk, office):
    data = package(("cv.docx", word_file(DISPATCH)))
    first = intake.receive_file(data=data, name="goi.edxml", by=office.registrar, now=NOW)
    second = intake.receive_file(data=data, name="goi.edxml", by=office.registrar, now=NOW)
    address = reverse("directives:review", args=[second.pk])
    page = desk.get(address).content.decode()
    assert "Gói tin này đã đến trước đó" in page
    assert f'href="{reverse("directives:review", args=[first.pk])}"' in page
    start = proposed(first, load_directory(office.organisation, on=today()))
    directive = log_directive(document=first, data=start, by=office.registrar, now=now())
    page = desk.get(address).content.decode()
    assert "đã vào sổ: Công văn 58/UBND-NC" in page
    assert f'href="{reverse("directives:detail", args=[directive.pk])}"' in page
    other = make_office("Sở Tài chính")
    third = intake.receive_file(data=data, name="goi.edxml", by=other.registrar, now=NOW)
    desk.force_login(other.registrar)
    assert "đã đến trước" not in desk.get(reverse("directives:review", args=[third.pk])).content.decode()


def test_an_attachment_is_added_on_the_directive_s_page_a7(desk, office, asleep):
    directive = make_directive(owner=office.organisation, by=office.registrar)
    address = reverse("directives:attach", args=[directive.pk])
    assert address in desk.get(reverse("directives:detail", args=[directive.pk])).content.decode()
    assert desk.post(address, {}).status_code == 422
    answer = desk.post(address, {"file": SimpleUploadedFile("mat.txt", SECRET.encode())})
    assert answer.status_code == 422
    assert "Văn bản mật" in answer.content.decode()
    answer = desk.post(address, {"file": SimpleUploadedFile("pl.txt", b"Phu luc kem theo")})
    assert "pl.txt" in desk.get(answer.url).content.decode()
    answer = desk.post(address, {"file": SimpleUploadedFile("quet.png", picture(LETTER))})
    arrival = Arrival.objects.get()
    assert answer.url == reverse("directives:arrival", args=[arrival.pk])
    arrivals.read_waiting(clock=now)
    assert watch(desk, arrival).url == reverse("directives:detail", args=[directive.pk])
