"""A file leaves as a download that no browser runs."""

import pytest

from files.models import StoredFile
from files.services.storage import RESULT_FILES, store
from files.serving import file_response
from units.clock import now
from units.refusals import Conflict


@pytest.mark.django_db
def test_a_download_carries_its_vietnamese_name_and_is_never_run():
    stored = store(data=b"<html><script>alert(1)</script>", name="a.html", accept=RESULT_FILES, now=now())
    response = file_response(stored, name="Báo cáo kết quả.html")
    assert b"".join(response.streaming_content) == b"<html><script>alert(1)</script>"
    response.close()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o")
    assert response["Content-Disposition"].endswith(".html.txt")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.django_db
def test_a_file_that_was_not_checked_is_not_served():
    stored = StoredFile(storage_key="x", media_type="application/pdf", checked_at=None)
    with pytest.raises(Conflict):
        file_response(stored, name="a.pdf")
