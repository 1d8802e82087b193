"""A worker that is killed while it recognises a scan: the file is taken up again, and ends once."""

from __future__ import annotations

from pathlib import Path

import pytest

from directives.models import Arrival, DocumentText
from directives.services import arrivals
from files.services.storage import read
from tests.directives.conftest import make_office
from tests.factories.arrivals import LETTER, SECOND_PAGE, likeness, scanned_pdf
from tests.long.ground import Ground, wait_until
from tests.long.test_kills import kill
from units.clock import now

from door.children import Child
from door.office import commands

pytestmark = pytest.mark.long

READ = "directives.jobs.read_arrivals"
PAGES = 10


def start_reader(ground: Ground, name: str) -> Child:
    command = commands("", "")["reader"]
    command[command.index("--hostname") + 1] = f"{name}@%h"
    reader = ground.start(name, command)
    wait_until(lambda: " ready." in reader.log.read_text(errors="replace"), f"{name} is ready")
    return reader


def readers_alive() -> int:
    """How many processes read a file at this moment."""
    found = 0
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found += b"directives.readers.child" in place.read_bytes()
        except OSError:
            continue
    return found


def test_a_scan_outlives_its_reader_and_becomes_one_draft(ground: Ground, settings):
    settings.FILES_ROOT = settings.MEDIA_ROOT = ground.folder / "files"
    data = scanned_pdf(*[LETTER, SECOND_PAGE] * (PAGES // 2))
    arrival = arrivals.wait(data=data, name="quet.pdf", by=make_office().registrar, now=now(), pages=PAGES)
    before = readers_alive()

    def pages_done() -> int:
        return Arrival.objects.get(pk=arrival.pk).pages_done

    first = start_reader(ground, "first")
    ground.call(READ, queue="reading")
    wait_until(lambda: pages_done() >= 2, "some pages are recognised")
    kill(ground, first)
    assert Arrival.objects.get(pk=arrival.pk).state == "reading", "killed too late to show anything"
    wait_until(lambda: readers_alive() == before, "the process that read ends with its worker")
    Arrival.objects.update(heartbeat_at=now() - arrivals.SILENCE * 2)  # as if a minute had passed
    readers = [start_reader(ground, name) for name in ("second", "third")]
    for _ in readers:
        ground.call(READ, queue="reading")
    wait_until(lambda: Arrival.objects.get(pk=arrival.pk).state == "read", "the scan is read", seconds=90)
    arrival.refresh_from_db()
    assert (arrival.attempts, arrival.pages_done, arrival.file) == (2, PAGES, None)
    draft = DocumentText.objects.get()
    assert draft == arrival.draft
    assert read(draft.file) == data
    assert likeness(draft.text, "\n".join([LETTER, SECOND_PAGE] * (PAGES // 2))) > 0.95
