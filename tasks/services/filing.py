"""Files that come with an act: no secret document among them, each checked before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError

from directives.services.secrecy import demand_open_file
from files.models import StoredFile
from files.services.storage import RESULT_FILES, store


@dataclass(frozen=True)
class HandedIn:
    """A file as it came with a form."""

    name: str
    data: bytes


def demand_open(files: Sequence[HandedIn]) -> None:
    """No secret document among them; asked before the task is locked, for reading takes its time."""
    for file in files:
        try:
            demand_open_file(file.data, name=file.name)
        except ValidationError as refused:
            raise ValidationError({"file": refused.messages}) from refused


def stored_of(file: HandedIn, *, now: datetime) -> StoredFile:
    """The file checked and kept; ValidationError at `file` where it is not taken."""
    try:
        return store(data=file.data, name=file.name, accept=RESULT_FILES, now=now)
    except ValidationError as refused:
        raise ValidationError({"file": refused.messages}) from refused
