"""Print how directives were read, for people or, with --json, in the form in which readings are exchanged."""

from __future__ import annotations

import json
import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError

from directives.readers import Session, UnreadableDocument, read_file
from directives.readers.limits import MAX_UPLOAD_BYTES
from directives.reading.exchange import PLAIN_WEEK, as_exchange
from directives.reading.in_words import in_words
from directives.services.choosing import likeliest
from units.calendar import WorkingCalendar
from units.services.calendar import load_calendar


class Command(BaseCommand):
    help = "Reads directives (every kind of file that is taken in) and prints what was proposed for each."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON object a line, in the order of the files")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = False
        calendar = _calendar()
        for path in options["files"]:
            try:
                with path.open("rb") as file:
                    data = file.read(MAX_UPLOAD_BYTES + 1)
                proposal = likeliest(read_file(data, filename=path.name, session=patient_session())).proposal
            except OSError as error:
                failed = True
                self.stderr.write(f"{path}: không mở được tệp ({error.strerror}).")
                continue
            except UnreadableDocument as error:
                failed = True
                self.stderr.write(f"{path}: {error.reason}")
                continue
            if options["json"]:
                self.stdout.write(json.dumps(as_exchange(proposal, calendar), ensure_ascii=False))
            else:
                self.stdout.write(in_words(proposal, title=path.name))
        if failed:
            raise SystemExit(1)


def _calendar() -> WorkingCalendar:
    """The office's days off; the plain week where no database is at hand, for reading needs none."""
    try:
        return load_calendar()
    except DatabaseError:
        return PLAIN_WEEK


def patient_session() -> Session:
    """Files of the one who sits here are read in this process, however long it takes."""
    return Session(is_slow=True, tessdata=str(settings.TESSDATA_DIR), soffice=shutil.which(settings.SOFFICE))
