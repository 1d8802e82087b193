"""Pasting, uploading, entering by hand; who may."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from directives.models import Directive, DocumentText
from files.models import StoredFile
from tests.directives.conftest import DISPATCH, SECRET, make_office
from tests.directives.steps import draft, save
from tests.factories.directives import make_directive


def test_pasting_leads_to_the_review_and_saving_to_the_directive(desk, office):
    answer = desk.post(reverse("directives:log"), {"text": DISPATCH})
    document = DocumentText.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("directives:review", args=[document.pk]))
    answer = save(desk, document)
    directive = Directive.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("directives:detail", args=[directive.pk]))
    assert directive.instructions.count() == 7
    page = desk.get(answer.url).content.decode()
    assert "số đến 1, năm" in page
    assert "58/UBND-NC" in page


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"text": "  "}, "Chưa có nội dung"),
        ({"text": "a", "file": SimpleUploadedFile("a.txt", b"b")}, "Chỉ dán văn bản hoặc chọn tệp"),
        ({"file": SimpleUploadedFile("a.exe", b"MZ\x00\x01")}, ".docx"),
        ({"file": SimpleUploadedFile("a.txt", b"")}, ".docx"),
    ],
)
def test_what_can_not_be_read_gets_a_sentence_and_keeps_what_was_typed(desk, sent, sentence):
    answer = desk.post(reverse("directives:log"), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    if sent.get("text") == "a":
        assert ">\na</textarea>" in page
    assert not DocumentText.objects.exists()


def test_a_secret_document_leaves_no_row_no_file_and_is_not_shown_again(desk, tmp_path):
    for sent in ({"text": SECRET}, {"file": SimpleUploadedFile("a.txt", SECRET.encode())}):
        answer = desk.post(reverse("directives:log"), sent)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Văn bản mật không được đưa vào hệ thống" in page
        assert "chấn chỉnh" not in page
    assert not DocumentText.objects.exists()
    assert not StoredFile.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_meeting_is_entered_by_hand(desk, office):
    answer = desk.post(reverse("directives:by_hand"))
    document = DocumentText.objects.get()
    assert answer.url == reverse("directives:review", args=[document.pk])
    head = {"head__issuing_body": "Giám đốc Sở", "head__subject": "kết luận giao ban", "head__source_kind": "meeting"}
    answer = save(desk, document, **head)
    assert answer.status_code == 302
    assert Directive.objects.get().source_kind == "meeting"


def test_a_file_over_25_mb_is_refused_unread(desk, monkeypatch):
    monkeypatch.setattr("files.services.storage.MAX_BYTES", 10)
    answer = desk.post(reverse("directives:log"), {"file": SimpleUploadedFile("to.txt", b"a" * 11)})
    assert answer.status_code == 422
    assert "quá 25 MB" in answer.content.decode()


def test_drafts_and_directives_of_another_organisation_are_not_found(client, office):
    other = make_office("Sở Tài chính")
    document, directive = draft(other), make_directive(owner=other.organisation, by=other.registrar)
    client.force_login(office.registrar)
    for name in ("detail", "complete"):
        assert client.get(reverse(f"directives:{name}", args=[directive.pk])).status_code == 404
    assert client.get(reverse("directives:review", args=[document.pk])).status_code == 404
    assert client.post(reverse("directives:discard", args=[document.pk])).status_code == 404
    assert str(directive.subject) not in client.get(reverse("directives:list")).content.decode()


@pytest.mark.parametrize("role", ["leader", "head"])
def test_who_keeps_no_register_is_refused_with_the_reason(client, office, role):
    client.force_login(getattr(office, role))
    for answer in (
        client.get(reverse("directives:log")),
        client.get(reverse("directives:drafts")),
        client.post(reverse("directives:by_hand")),
    ):
        assert answer.status_code == 403
        assert "việc của văn thư" in answer.content.decode()
    assert reverse("directives:log") not in client.get(reverse("directives:list")).content.decode()
