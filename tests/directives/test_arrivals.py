"""Files in quarantine: claimed once, read to their end, refused without a trace, taken up when a reader is lost."""

from datetime import timedelta
from itertools import count

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from directives.models import Arrival, Attachment, DocumentText
from directives.readers import Content, Part, UnreadableDocument
from directives.services import arrivals, attaching, extracting, intake
from directives.services.extracting import ReaderDied
from files.models import StoredFile
from files.services.storage import RESULT_FILES, read, store
from files.types import PNG
from tests.directives.conftest import DISPATCH, NOW, SECRET, make_office
from tests.factories.arrivals import LETTER, SECOND_PAGE, SECRET_LETTER, picture, scanned_pdf
from tests.factories.directives import make_directive
from tests.factories.files import make_office_file
from units.models import AuditEvent, AuditKind
from units.refusals import Conflict, Forbidden

SCAN = b"\x89PNG\r\n\x1a\n not looked at"


@pytest.fixture
def office(transactional_db):
    """Bytes leave the storage when a transaction is whole, so these tests have real ones."""
    return make_office()


@pytest.fixture
def clock():
    """Each look at it is a second later."""
    seconds = count()
    return lambda: NOW + timedelta(seconds=next(seconds))


@pytest.fixture
def found(monkeypatch):
    """What the reader will find: a text, or an error to raise."""

    def set_to(outcome):
        def extract(data, *, name, slow=False, progress=None):
            if isinstance(outcome, Exception):
                raise outcome
            return Content(PNG, (Part(name, PNG, outcome),))

        monkeypatch.setattr(arrivals, "extract", extract)

    return set_to


def waiting(office, data: bytes = SCAN, name: str = "quet.png") -> Arrival:
    return arrivals.wait(data=data, name=name, by=office.registrar, now=NOW)


def kept(tmp_path) -> list:
    return [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_scan_waits_in_quarantine_and_becomes_a_draft(office, clock, monkeypatch):
    data = scanned_pdf(LETTER, SECOND_PAGE)
    arrival = intake.receive_file(data=data, name="quet.pdf", by=office.registrar, now=NOW)
    assert (arrival.state, arrival.pages_total) == ("waiting", 2)
    assert arrival.file.checked_at is None
    assert read(arrival.file) == data
    seen, show = [], arrivals._show_life

    def show_life(arrival, done, total, now):
        show(arrival, done, total, now)
        seen.append(tuple(Arrival.objects.values_list("state", "pages_done", "pages_total").get()))

    monkeypatch.setattr(arrivals, "_show_life", show_life)
    assert arrivals.read_waiting(clock=clock) == 1
    assert ("reading", 1, 2) in seen
    assert ("reading", 2, 2) in seen
    arrival.refresh_from_db()
    draft = DocumentText.objects.get()
    assert (arrival.state, arrival.draft, arrival.file) == ("read", draft, None)
    assert draft.received_at == NOW
    assert draft.file.checked_at is not None
    assert read(draft.file) == data
    assert draft.reading.proposal["issued"]["year"] == 2026
    assert any("bản quét" in doubt["message"] for doubt in draft.reading.proposal["doubts"])


def test_a_secret_scan_leaves_no_byte_no_name_and_one_line_of_audit(office, clock, tmp_path):
    arrival = intake.receive_file(data=picture(SECRET_LETTER), name="ten-mat.png", by=office.registrar, now=NOW)
    arrivals.read_waiting(clock=clock)
    arrival.refresh_from_db()
    assert (arrival.state, arrival.file, arrival.file_name) == ("refused", None, "")
    assert "Văn bản mật không được đưa vào" in arrival.reason
    assert not StoredFile.objects.exists()
    assert not DocumentText.objects.exists()
    assert kept(tmp_path) == []
    event = AuditEvent.objects.get(kind=AuditKind.SECRET_REFUSED)
    assert (event.user, event.subject, event.detail) == (office.registrar, "", {})


def test_every_way_in_notes_a_secret_without_its_words(office):
    for receive in (
        lambda: intake.receive_text(text=SECRET, by=office.registrar, now=NOW),
        lambda: intake.receive_file(data=SECRET.encode(), name="ten.txt", by=office.registrar, now=NOW),
    ):
        with pytest.raises(ValidationError):
            receive()
    lines = AuditEvent.objects.filter(kind=AuditKind.SECRET_REFUSED)
    assert [(line.subject, line.detail) for line in lines] == [("", {}), ("", {})]


def test_bytes_that_were_in_order_before_outlive_a_refusal(office, clock, found):
    found(SECRET)
    before = store(data=SCAN, name="truoc.png", accept=RESULT_FILES, now=NOW)
    waiting(office)
    arrivals.read_waiting(clock=clock)
    assert StoredFile.objects.get() == before
    assert read(before) == SCAN


def test_of_two_who_sent_the_same_secret_the_last_takes_it_away(office, clock, found, tmp_path):
    found(SECRET)
    other = make_office("Sở Tài chính")
    waiting(office)
    waiting(other)
    arrivals.read_one(arrival=arrivals.claim(now=clock()), clock=clock)
    assert StoredFile.objects.count() == 1
    arrivals.read_waiting(clock=clock)
    assert not StoredFile.objects.exists()
    assert kept(tmp_path) == []


@pytest.mark.parametrize(
    "outcome", [UnreadableDocument("Tệp PDF có mật khẩu. Bỏ mật khẩu."), ReaderDied("Dừng giữa chừng.")]
)
def test_what_can_not_be_read_ends_with_its_reason_and_without_its_file(office, clock, found, tmp_path, outcome):
    found(outcome)
    arrival = waiting(office)
    arrivals.read_waiting(clock=clock)
    arrival.refresh_from_db()
    assert (arrival.state, arrival.reason) == ("refused", outcome.reason)
    assert arrival.attempts == (3 if isinstance(outcome, ReaderDied) else 1)
    assert not StoredFile.objects.exists()
    assert not DocumentText.objects.exists()
    assert kept(tmp_path) == []


def test_a_reader_with_bad_luck_once_is_followed_by_another(office, clock, found):
    arrival = waiting(office)
    found(ReaderDied("Dừng."))
    arrivals.read_one(arrival=arrivals.claim(now=clock()), clock=clock)
    arrival.refresh_from_db()
    assert (arrival.state, arrival.attempts) == ("waiting", 1)
    found(DISPATCH)
    arrivals.read_waiting(clock=clock)
    arrival.refresh_from_db()
    assert (arrival.state, arrival.attempts) == ("read", 2)


def test_what_is_read_is_out_of_reach_until_its_reader_falls_silent(office, clock):
    arrival = waiting(office)
    assert arrivals.claim(now=NOW) == arrival
    assert arrivals.claim(now=NOW + arrivals.SILENCE) is None
    again = arrivals.claim(now=NOW + arrivals.SILENCE + timedelta(seconds=1))
    assert (again, again.attempts) == (arrival, 2)


def test_the_reader_that_was_lost_may_write_nothing_any_more(office, clock, found):
    waiting(office)
    first = arrivals.claim(now=NOW)
    second = arrivals.claim(now=NOW + timedelta(minutes=5))
    found(DISPATCH)
    arrivals.read_one(arrival=first, clock=clock)
    assert not DocumentText.objects.exists()
    arrivals.read_one(arrival=second, clock=clock)
    arrivals.read_one(arrival=second, clock=clock)
    assert DocumentText.objects.count() == 1
    with pytest.raises(arrivals.Lost):
        arrivals._show_life(first, 1, 2, NOW)


def test_after_three_lost_readers_a_file_is_given_up_with_a_sentence(office, tmp_path):
    arrival, moment = waiting(office), NOW
    for _ in range(arrivals.MOST_ATTEMPTS):
        assert arrivals.claim(now=moment) == arrival
        moment += timedelta(minutes=5)
    assert arrivals.claim(now=moment) is None
    arrival.refresh_from_db()
    assert (arrival.state, arrival.reason) == ("failed", arrivals.GAVE_UP)
    assert kept(tmp_path) == []


def test_the_oldest_comes_first(office, clock, found):
    found(DISPATCH)
    first, second = waiting(office), waiting(office, data=SCAN + b"2")
    assert arrivals.claim(now=NOW) == first
    assert arrivals.claim(now=NOW) == second
    assert arrivals.claim(now=NOW) is None


def test_one_that_is_taken_back_leaves_nothing_even_while_it_is_read(office, clock, found, tmp_path):
    arrival = waiting(office)
    claimed = arrivals.claim(now=NOW)
    arrivals.cancel(arrival=arrival, by=office.monitor, now=NOW)
    found(DISPATCH)
    arrivals.read_one(arrival=claimed, clock=clock)
    arrival.refresh_from_db()
    assert (arrival.state, arrival.file) == ("cancelled", None)
    assert not DocumentText.objects.exists()
    assert not StoredFile.objects.exists()
    assert kept(tmp_path) == []


def test_a_reason_is_put_away_and_what_was_read_is_not_taken_back(office, clock, found):
    found(UnreadableDocument("Hỏng."))
    refused = waiting(office)
    arrivals.read_waiting(clock=clock)
    assert list(Arrival.objects.to_tell()) == [refused]
    arrivals.cancel(arrival=refused, by=office.registrar, now=NOW)
    assert not Arrival.objects.to_tell().exists()
    found(DISPATCH)
    done = waiting(office)
    arrivals.read_waiting(clock=clock)
    with pytest.raises(Conflict, match="đã đọc xong"):
        arrivals.cancel(arrival=done, by=office.registrar, now=NOW)


def test_several_files_are_each_an_arrival_and_a_bad_one_says_why(office, clock, tmp_path):
    files = [("cv.txt", DISPATCH.encode()), ("a.exe", b"MZ\x00\x01"), ("mat.txt", SECRET.encode())]
    sent = intake.receive_several(files=files, by=office.registrar, now=NOW)
    assert [arrival.state for arrival in sent] == ["waiting", "refused", "waiting"]
    assert "a.exe" in sent[1].reason
    arrivals.read_waiting(clock=clock)
    assert list(Arrival.objects.order_by("pk").values_list("state", flat=True)) == ["read", "refused", "refused"]
    assert DocumentText.objects.get().file_name == "cv.txt"
    assert len(kept(tmp_path)) == 1


def test_only_those_who_keep_the_register_send_and_take_back(office):
    with pytest.raises(Forbidden):
        arrivals.wait(data=SCAN, name="a.png", by=office.head, now=NOW)
    with pytest.raises(Forbidden):
        arrivals.cancel(arrival=waiting(office), by=office.leader, now=NOW)


def test_an_attachment_is_added_later_once_and_checked_a7(office, clock):
    directive = make_directive(owner=office.organisation, by=office.registrar)
    sent = {"directive": directive, "by": office.registrar, "now": NOW}
    added = attaching.add_attachment(data=DISPATCH.encode(), name="kem.txt", **sent)
    again = attaching.add_attachment(data=DISPATCH.encode(), name="kem.txt", **sent)
    assert added == again
    assert not added.is_main
    attaching.add_attachment(data=make_office_file("xl/workbook.xml"), name="bang.xlsx", **sent)
    scan = attaching.add_attachment(data=picture(LETTER), name="quet.png", **sent)
    assert isinstance(scan, Arrival)
    arrivals.read_waiting(clock=clock)
    names = list(Attachment.objects.filter(directive=directive).values_list("name", flat=True))
    assert sorted(names) == ["bang.xlsx", "kem.txt", "quet.png"]
    assert not DocumentText.objects.exists()
    with pytest.raises(ValidationError) as refused:
        attaching.add_attachment(data=SECRET.encode(), name="mat.txt", **sent)
    assert refused.value.code == "secret"
    with pytest.raises(ValidationError, match="PDF bị hỏng"):
        attaching.add_attachment(data=b"%PDF-1.4 x", name="a.pdf", **sent)


def test_attachments_are_the_business_of_the_record_s_owner(office):
    other = make_office("Sở Tài chính")
    directive = make_directive(owner=other.organisation, by=other.registrar)
    with pytest.raises(Forbidden):
        attaching.add_attachment(directive=directive, data=b"x", name="a.txt", by=office.registrar, now=NOW)


def test_a_file_whose_bytes_were_lost_is_given_up_after_its_attempts(office, clock):
    arrival = waiting(office)
    default_storage.delete(arrival.file.storage_key)
    for _ in range(3):
        with pytest.raises(FileNotFoundError):
            arrivals.read_waiting(clock=clock)
        Arrival.objects.update(heartbeat_at=NOW - timedelta(hours=1))
    arrivals.read_waiting(clock=clock)
    arrival.refresh_from_db()
    assert arrival.state == "failed"


def test_limits_of_a_job_are_above_those_of_what_it_waits_for():
    from directives.jobs import LIMIT

    assert arrivals.BUDGET.total_seconds() + extracting.SLOW.seconds < LIMIT
