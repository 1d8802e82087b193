"""`manage.py bench`: speed at a stated size, as JSON lines."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from reports.bench.ground import throw_away_database
from reports.bench.measures import Measure, measures
from reports.bench.office import SIZES, Size, make_office
from reports.bench.reading import measures_of_reading
from reports.bench.timing import Measured, side_by_side
from units.clock import today


class Command(BaseCommand):
    """One line a measure: {"name", "value", "unit", "size", "database", "ratio"}.

    `value` is the median of several rounds in `unit` (ms), in one process without network.  `ratio` compares it with a
    baseline that is timed in turn with it, so that lines of different machines can be set side by side:

    - dashboard, filtered task list, search by number, task page: a whole page as a leader gets it, to the empty page of
      notices in the same frame (sign-in, acting post, rail, counters);
    - saving a progress report: form sent, task, event and notices stored, redirect, to the UPDATE and INSERT alone;
    - overdue check: the first of a day, all notices made anew, to one INSERT of a notice for each task's head;
    - figures of a quarter: every task put into its place by its history, to one grouped SELECT; report issued: the
      same with names, frozen and stored; report as a workbook, as a document: written from the frozen rows;
    - reading: the proposal for ten pages of text, clean, wrapped and as a scan gives it, to one pass over its letters;
      reading at length: ten times that text, to the ten pages, so that 10 means that time grows with the length alone.

    The database is made beside the one of DATABASE_URL and dropped at the end; nothing of the office is touched.
    """

    help = "Measure speed in a throw-away database; prints JSON lines (see the docstring for what each figure means)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=sorted(SIZES), default="office", help="how many rows (default: office)")
        parser.add_argument("--rounds", type=int, default=7, help="rounds of each measure (default: 7)")
        parser.add_argument("--reading", action="store_true", help="measure the reader only, without a database")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["reading"]:
            self._measure_office(SIZES[options["size"]], options["rounds"])
        for measure in measures_of_reading():
            self._print(measure, "", "none", options["rounds"])

    def _measure_office(self, size: Size, rounds: int) -> None:
        day = today()
        with throw_away_database():
            office = make_office(size, today=day)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            for measure in measures(office, today=day):
                self._print(measure, size.name, connection.display_name, rounds)

    def _print(self, measure: Measure, size: str, database: str, rounds: int) -> None:
        value, ratio = side_by_side(measure.work, measure.baseline, rounds=rounds)
        line = Measured(measure.name, round(value, 2), "ms", measure.size or size, database, round(ratio, 2))
        self.stdout.write(line.as_json())
        self.stdout.flush()
