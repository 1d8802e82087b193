"""Bytes are kept once, whole, and only where they were asked for."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import connection, transaction

from files.models import StoredFile
from files.services.storage import DIRECTIVE_FILES, RESULT_FILES, read, store
from files.types import MAX_BYTES, PDF, TEXT
from tests.factories.files import make_office_file
from units.clock import now

TEXT_BYTES = "Kính gửi: các phòng thuộc Sở.".encode()


def keys() -> list[str]:
    """Every file in the storage."""
    found = []
    folders = [""]
    while folders:
        folder = folders.pop()
        inside, names = default_storage.listdir(folder)
        folders += [f"{folder}/{name}".strip("/") for name in inside]
        found += [f"{folder}/{name}" for name in names]
    return found


@pytest.mark.django_db
def test_a_file_is_kept_under_the_hash_of_its_content():
    stored = store(data=TEXT_BYTES, name="cong-van.txt", accept=DIRECTIVE_FILES, now=now())
    assert stored.storage_key == f"{stored.sha256[:2]}/{stored.sha256[2:4]}/{stored.sha256}"
    assert (stored.size, stored.media_type) == (len(TEXT_BYTES), TEXT)
    assert stored.checked_at is not None
    assert read(stored) == TEXT_BYTES


@pytest.mark.django_db
def test_the_same_bytes_under_another_name_share_one_row():
    first = store(data=TEXT_BYTES, name="a.txt", accept=DIRECTIVE_FILES, now=now())
    second = store(data=TEXT_BYTES, name="b.txt", accept=RESULT_FILES, now=now())
    assert first == second
    assert keys() == [first.storage_key]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "empty", "không có nội dung"),
        (b"x" * (MAX_BYTES + 1), "too_large", "vượt quá 25 MB"),
        (b"MZ\x90\x00", "type", "Nhận tệp .docx, .doc, .pdf"),
        (make_office_file("xl/workbook.xml"), "type", "Nhận tệp .docx, .doc, .pdf"),
    ],
    ids=["empty", "too large", "program", "workbook for a directive"],
)
def test_what_is_not_accepted_is_named_and_not_kept(data, code, words):
    with pytest.raises(ValidationError) as refused:
        store(data=data, name="van-ban.txt", accept=DIRECTIVE_FILES, now=now())
    assert refused.value.code == code
    assert "van-ban.txt" in refused.value.message
    assert words in refused.value.message
    assert StoredFile.objects.count() == 0
    assert not default_storage.exists("") or keys() == []


@pytest.mark.django_db
def test_a_file_at_the_limit_is_accepted():
    assert store(data=b"x" * MAX_BYTES, name="a.txt", accept=RESULT_FILES, now=now()).size == MAX_BYTES


@pytest.mark.django_db(transaction=True)
def test_an_undone_transaction_leaves_no_row_and_the_next_attempt_succeeds():
    with transaction.atomic():
        store(data=b"%PDF-1.7", name="a.pdf", accept=RESULT_FILES, now=now())
        transaction.set_rollback(True)
    assert StoredFile.objects.count() == 0
    stored = store(data=b"%PDF-1.7", name="a.pdf", accept=RESULT_FILES, now=now())
    assert (stored.media_type, read(stored)) == (PDF, b"%PDF-1.7")


@pytest.mark.django_db(transaction=True)
def test_bytes_of_a_broken_upload_are_not_trusted():
    stored = store(data=TEXT_BYTES, name="a.txt", accept=RESULT_FILES, now=now())
    key = stored.storage_key
    StoredFile.objects.all().delete()
    with open(default_storage.path(key), "wb") as handle:
        handle.write(TEXT_BYTES[:3])
    again = store(data=TEXT_BYTES, name="a.txt", accept=RESULT_FILES, now=now())
    assert read(again) == TEXT_BYTES


@pytest.mark.django_db(transaction=True)
def test_people_who_hand_in_the_same_bytes_at_once_share_one_row():
    def hand_in(number: int) -> int:
        try:
            return store(data=TEXT_BYTES, name=f"{number}.txt", accept=RESULT_FILES, now=now()).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        rows = set(pool.map(hand_in, range(24)))
    stored = StoredFile.objects.get()
    assert rows == {stored.pk}
    assert keys() == [stored.storage_key]
