"""Taking in: a draft with its reading, or a sentence and nothing kept."""

import io
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from docx import Document

from directives.models import DocumentText, Reading
from directives.services import intake
from files.models import StoredFile
from tests.directives.conftest import DISPATCH, NOW, SECRET
from units.refusals import Conflict, Forbidden


def word_file(text: str) -> bytes:
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def kept(tmp_path) -> list:
    return [path for path in tmp_path.rglob("*") if path.is_file()]


def test_pasted_text_becomes_a_draft_with_its_reading(office):
    document = intake.receive_text(text=DISPATCH.replace("\n", "\r\n"), by=office.registrar, now=NOW)
    document.refresh_from_db()
    assert document.text == DISPATCH
    assert document.organisation == office.organisation
    assert document.received_in_post == office.registrar.acting_post
    assert document.reading.proposal["code_number"] == "58"
    assert document.reading.proposal["issued"]["year"] == 2026
    assert list(DocumentText.objects.visible_to(office.monitor).waiting()) == [document]


def test_an_uploaded_word_file_is_read_and_kept(office):
    document = intake.receive_file(data=word_file(DISPATCH), name="cv58.docx", by=office.registrar, now=NOW)
    assert document.reading.proposal["code_notation"] == "UBND-NC"
    assert document.file_name == "cv58.docx"
    assert document.file.media_type.endswith("wordprocessingml.document")


def test_old_text_that_can_be_read_is_also_kept(office):
    text = unicodedata.normalize("NFC", DISPATCH)
    document = intake.receive_file(data=text.encode("cp1258", "ignore"), name="cu.txt", by=office.registrar, now=NOW)
    assert document.file.media_type == "text/plain"


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_secret_document_is_refused_and_nothing_of_it_is_kept(office, tmp_path, mark):
    text = SECRET.replace("MẬT", mark)
    for receive in (
        lambda: intake.receive_text(text=text, by=office.registrar, now=NOW),
        lambda: intake.receive_file(data=text.encode(), name="a.txt", by=office.registrar, now=NOW),
        lambda: intake.receive_file(data=word_file(text), name="a.docx", by=office.registrar, now=NOW),
    ):
        with pytest.raises(ValidationError) as refused:
            receive()
        assert refused.value.code == "secret"
        assert "không được lưu" in refused.value.message
    assert not DocumentText.objects.exists()
    assert not Reading.objects.exists()
    assert not StoredFile.objects.exists()
    assert kept(tmp_path) == []


@pytest.mark.parametrize(
    ("data", "name"), [(b"", "a.txt"), (b"MZ\x90\x00\x01\x02", "a.exe"), (b"PK\x03\x04", "a.docx")]
)
def test_an_unreadable_file_gets_a_sentence_and_is_not_kept(office, tmp_path, data, name):
    with pytest.raises(ValidationError) as refused:
        intake.receive_file(data=data, name=name, by=office.registrar, now=NOW)
    assert ".docx" in refused.value.message
    assert not DocumentText.objects.exists()
    assert kept(tmp_path) == []


def test_empty_text_is_refused(office):
    with pytest.raises(ValidationError, match="Chưa có nội dung"):
        intake.receive_text(text=" \n ", by=office.registrar, now=NOW)


def test_only_those_who_keep_the_register_take_in(office):
    for person in (office.leader, office.head):
        with pytest.raises(Forbidden, match="văn thư"):
            intake.receive_text(text=DISPATCH, by=person, now=NOW)


def test_of_two_who_save_one_draft_the_second_is_told(office):
    document = intake.start_by_hand(by=office.registrar, now=NOW)
    intake.save_draft(document=document, review={"head": {"subject": "một"}}, seen=0, by=office.registrar, now=NOW)
    with pytest.raises(Conflict, match="đã lưu bản nháp này lúc 09:00"):
        intake.save_draft(document=document, review={"head": {"subject": "hai"}}, seen=0, by=office.monitor, now=NOW)
    document.refresh_from_db()
    assert document.review["head"] == {"subject": "một"}
    intake.save_draft(document=document, review={"head": {"subject": "hai"}}, seen=1, by=office.monitor, now=NOW)


def test_a_draft_set_aside_no_longer_waits_and_can_not_be_changed(office):
    document = intake.start_by_hand(by=office.registrar, now=NOW)
    intake.discard_draft(document=document, by=office.registrar, now=NOW)
    assert not DocumentText.objects.waiting().exists()
    with pytest.raises(Conflict, match="đã được bỏ"):
        intake.save_draft(document=document, review={}, seen=0, by=office.registrar, now=NOW)
