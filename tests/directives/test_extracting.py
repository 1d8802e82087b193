"""The process in which a file is read: what it may take, and what becomes of it when it takes more."""

import os
import sys
import time

import pytest

from directives.readers import SlowReading, UnreadableDocument
from directives.services import extracting
from directives.services.extracting import Bounds, ReaderDied, extract
from tests.directives.conftest import DISPATCH
from tests.factories.arrivals import LETTER, SECOND_PAGE, likeness, mail, picture, scanned_pdf, word_file


def child_that(monkeypatch, code: str) -> None:
    """From now on readers run this code instead."""
    monkeypatch.setattr(extracting, "CHILD", [sys.executable, "-c", code])


def test_what_comes_back_is_what_the_reader_found():
    data = mail("Kính gửi Sở.", ("cv.docx", word_file(LETTER)))
    content = extract(data, name="thư.eml")
    assert [part.name for part in content.parts] == ["thư.eml", "cv.docx"]
    assert content.parts[1].data.startswith(b"PK")
    assert content.package["kind"] == "mail"
    assert extract(DISPATCH.encode(), name="a.txt").text == DISPATCH


def test_a_scan_is_refused_to_those_in_a_hurry_and_read_page_by_page_for_others():
    data = scanned_pdf(LETTER, SECOND_PAGE)
    with pytest.raises(SlowReading) as slow:
        extract(data, name="a.pdf")
    assert slow.value.pages == 2
    told = []
    content = extract(data, name="a.pdf", slow=True, progress=lambda *pages: told.append(pages))
    assert likeness(content.text, f"{LETTER}\n{SECOND_PAGE}") > 0.95
    assert (1, 2) in told
    assert told[-1] == (2, 2)


def test_a_refusal_comes_back_in_its_own_words():
    with pytest.raises(UnreadableDocument, match="rỗng"):
        extract(b" ", name="a.txt")


def test_a_reader_that_hangs_is_ended_at_its_limit(monkeypatch):
    child_that(monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(extracting, "QUICK", Bounds(0.5, 20, 2**31))
    began = time.monotonic()
    with pytest.raises(UnreadableDocument, match="quá lâu nên đã dừng lại"):
        extract(b"x", name="a.txt")
    assert time.monotonic() - began < 5


def test_a_reader_that_burns_a_core_is_ended_by_the_kernel(monkeypatch):
    confine = "from directives.readers.child import confine; confine(1, 2**31)"
    child_that(monkeypatch, f"{confine}\nwhile True: pass")
    with pytest.raises(UnreadableDocument, match="quá lâu"):
        extract(b"x", name="a.txt")


def test_a_reader_that_takes_too_much_memory_says_so(monkeypatch):
    code = (
        "import sys\nfrom directives.readers import child\n"
        "def greedy(*args, **more): return bytearray(2**30)\n"
        "child.read_file = greedy\nchild.main()"
    )
    child_that(monkeypatch, code)
    monkeypatch.setattr(extracting, "QUICK", Bounds(20, 20, 600 * 2**20))
    with pytest.raises(UnreadableDocument, match="quá nhiều bộ nhớ"):
        extract(b"x", name="a.txt")


@pytest.mark.parametrize("code", ["import os; os.kill(os.getpid(), 9)", "raise SystemExit(3)", "1/0"])
def test_a_reader_that_is_killed_or_breaks_gives_a_sentence(monkeypatch, code):
    child_that(monkeypatch, code)
    with pytest.raises(ReaderDied, match="dừng giữa chừng ở tệp"):
        extract(b"%PDF-", name="a.pdf")


def test_nothing_stays_alive_when_whoever_waits_gives_up(monkeypatch, tmp_path):
    """The reader and what it has started end with it."""
    note = tmp_path / "pid"
    code = f"""
import subprocess, sys, time
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open({str(note)!r}, "w").write(str(grandchild.pid))
print("1 2", flush=True)
time.sleep(60)"""
    child_that(monkeypatch, code)

    def give_up(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract(b"x", name="a.txt", progress=give_up)
    pid = int(note.read_text())
    deadline = time.monotonic() + 5
    while is_running(pid):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    """Whether the process does anything; one that nobody has buried yet does not."""
    try:
        os.kill(pid, 0)
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_a_reader_knows_no_secrets_of_the_server(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.setenv("DATABASE_URL", "y")
    assert not {"SECRET_KEY", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"} & set(extracting._environment())


def test_nothing_of_a_file_stays_in_the_temporary_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    extract(picture(LETTER), name="a.png", slow=True)
    assert list(tmp_path.iterdir()) == []
