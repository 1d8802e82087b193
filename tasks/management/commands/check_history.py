"""`manage.py check_history`: does the history of every task replay to the task as it stands?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tasks.models import Task
from tasks.services.replaying import contradictions


class Command(BaseCommand):
    help = "Replays the history of tasks and prints where it says something else than the rows. Changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--task", type=int, action="append", help="only this task (its number); may be repeated")

    def handle(self, *args: Any, **options: Any) -> None:
        tasks = Task.objects.filter(pk__in=options["task"]) if options["task"] else Task.objects.all()
        wrong = set()
        for task, sentence in contradictions(tasks):
            wrong.add(task.pk)
            self.stdout.write(f"Nhiệm vụ {task.pk}: {sentence}.")
        count = tasks.count()
        if wrong:
            raise CommandError(f"{len(wrong)} trong {count} nhiệm vụ có lịch sử không khớp.")
        self.stdout.write(f"{count} nhiệm vụ: lịch sử khớp với hiện trạng.")
