"""`manage.py score_readings FOLDER`: how well the reader does on documents that were also read by hand."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from directives.reading import read
from directives.reading.exchange import as_exchange
from directives.reading.scoring import FIELDS, averages, overall, scores_of

NAME_WIDTH = 36


class Command(BaseCommand):
    help = "Scores the reader on each NAME.txt of a folder that has a NAME.json, its reading by hand (docs/reading.md)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--exclude", metavar="WORD", help="leave out documents whose name holds this word")

    def handle(self, *args: Any, **options: Any) -> None:
        names = [path for path in sorted(options["folder"].glob("*.txt")) if path.with_suffix(".json").exists()]
        if word := options["exclude"]:
            names = [path for path in names if word not in path.name]
        if not names:
            raise CommandError(f"{options['folder']}: no document with a reading by hand.")
        self.stdout.write(_row("document", {name: name[:6] for name in FIELDS}))
        documents = []
        for path in names:
            wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            documents.append(scores_of(as_exchange(read(path.read_text(encoding="utf-8"))), wanted))
            self.stdout.write(_row(path.stem, {name: _figure(documents[-1][name].value) for name in FIELDS}))
        figures = averages(documents)
        self.stdout.write(_row("all", {name: _figure(figures[name]) for name in FIELDS}))
        self.stdout.write(f"overall {overall(figures):.3f} over {len(names)} documents")


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _row(head: str, cells: Mapping[str, str]) -> str:
    return head[:NAME_WIDTH].ljust(NAME_WIDTH) + "".join(cell.rjust(7) for cell in cells.values())
