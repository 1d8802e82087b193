"""Files that people hand in are hostile: each is read in a process of its own, with limits that the kernel keeps.

The file goes in and the answer comes out through open files without a name, so that nothing stays on disk however
the reading ends.  A web process or a worker waits here, never longer than the limit, and ends what takes longer.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings

from directives.readers import ACCEPTED, Content, Part, SlowReading, UnreadableDocument

log = logging.getLogger(__name__)

GIGABYTE = 1024**3
MOST_ANSWERED = 300 * 1024 * 1024  # bytes
TICK = 5.0  # seconds after which whoever waits shows that they are alive
CHILD = [sys.executable, "-P", "-m", "directives.readers.child"]


@dataclass(frozen=True)
class Bounds:
    """What one reading may take: seconds by the clock, seconds of a core, bytes of memory."""

    seconds: float
    cpu_seconds: int
    memory_bytes: int


QUICK = Bounds(seconds=30, cpu_seconds=20, memory_bytes=2 * GIGABYTE)
SLOW = Bounds(seconds=30 * 60, cpu_seconds=30 * 60, memory_bytes=4 * GIGABYTE)

Progress = Callable[[int, int], None]


class ReaderDied(UnreadableDocument):
    """The process that read was ended from outside or broke; another attempt may succeed."""


def _nothing(done: int, total: int) -> None:
    """Nobody waits for pages."""


def extract(data: bytes, *, name: str, slow: bool = False, progress: Progress = _nothing) -> Content:
    """What a file holds.

    `slow` allows recognition and LibreOffice, which a request must not wait for: without it such files raise
    SlowReading.  `progress` hears (pages done, pages known) after each page and every few seconds; what it raises ends
    the reading.  UnreadableDocument with a sentence where the file can't be read or takes more than it may.
    """
    bounds = SLOW if slow else QUICK
    order = {
        "name": name,
        "is_slow": slow,
        "tessdata": str(settings.TESSDATA_DIR),
        "soffice": shutil.which(settings.SOFFICE),
        "cpu_seconds": bounds.cpu_seconds,
        "memory_bytes": bounds.memory_bytes,
    }
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(data)
        given.seek(0)
        status = _run(order, given, answer, bounds, progress)
        return _content(status, answer, name)


def _run(order: dict[str, Any], given: IO[bytes], answer: IO[bytes], bounds: Bounds, progress: Progress) -> int:
    """The exit status of the child; negative where a signal ended it, as the clock does."""
    child = subprocess.Popen(
        [*CHILD, json.dumps(order), str(answer.fileno())],
        stdin=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env=_environment(),
        pass_fds=[answer.fileno()],
        start_new_session=True,
    )
    try:
        _listen(child, time.monotonic() + bounds.seconds, progress)
        return child.wait()
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        assert child.stdout is not None
        child.stdout.close()


def _environment() -> dict[str, str]:
    """As little as a reader needs: no addresses of servers, no secrets."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TMPDIR", "HOME") if name in os.environ}
    return kept | {"PYTHONPATH": str(settings.BASE_DIR), "OMP_THREAD_LIMIT": "1", "LANG": "C.UTF-8", "PYTHONUTF8": "1"}


def _listen(child: subprocess.Popen[bytes], deadline: float, progress: Progress) -> None:
    """Passes on what the child says until it says no more; at the deadline it is ended like one out of its time."""
    assert child.stdout is not None
    done, total, rest = 0, 0, b""
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0:
            if selector.select(min(left, TICK)):
                said = os.read(child.stdout.fileno(), 65536)
                if not said:
                    return
                *lines, rest = (rest + said).split(b"\n")
                if lines:
                    done, total = (int(figure) for figure in lines[-1].split())
            progress(done, total)
    child.send_signal(signal.SIGXCPU)


def _content(status: int, answer: IO[bytes], name: str) -> Content:
    if status == -signal.SIGXCPU:
        raise UnreadableDocument(
            f"Đọc tệp “{name}” quá lâu nên đã dừng lại. Tách phần văn bản chỉ đạo ra tệp riêng, hoặc dán nội dung."
        )
    if answer.seek(0, os.SEEK_END) > MOST_ANSWERED:
        raise UnreadableDocument(f"Tệp “{name}” nở ra quá lớn khi mở. {ACCEPTED}")
    answer.seek(0)
    said = json.loads(answer.readline()) if status == 0 else {}
    if "content" in said:
        return _rebuilt(said["content"], answer)
    if "refused" in said:
        raise UnreadableDocument(said["refused"])
    if "slow" in said:
        raise SlowReading(said["slow"])
    if "exhausted" in said:
        raise UnreadableDocument(
            f"Tệp “{name}” cần quá nhiều bộ nhớ để đọc. Tách phần văn bản chỉ đạo ra tệp riêng, hoặc dán nội dung."
        )
    log.warning("a reader ended with status %s", status)
    raise ReaderDied(
        f"Chương trình đọc dừng giữa chừng ở tệp “{name}”. Lưu lại tệp dưới dạng .pdf hoặc .docx rồi gửi lại, hoặc dán "
        "nội dung."
    )


def _rebuilt(content: dict[str, Any], answer: IO[bytes]) -> Content:
    parts = []
    for part in content["parts"]:
        size = part.pop("size")
        parts.append(Part(**part | {"notes": tuple(part["notes"])}, data=None if size is None else answer.read(size)))
    return Content(content["media_type"], tuple(parts), content["package"])
