"""`manage.py load_demo`: the demonstration office, once, into an empty database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.demo.office import PASSWORD, PEOPLE, SHOWN
from reports.demo.story import is_loaded, load
from tasks.models import Task
from units.clock import now
from units.models import Unit, User


class Command(BaseCommand):
    help = "Loads the demonstration office; a database with anything else in it is left alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--accounts", action="store_true", help="only say which accounts there are")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["accounts"]:
            if is_loaded():
                self.say_accounts()
            return
        if is_loaded():
            self.stdout.write("The demonstration office is loaded already.")
            return
        if Unit.objects.exists() or User.objects.exists():
            raise CommandError("The database holds units or people that are no demonstration; nothing was loaded.")
        load(now=now())
        self.stdout.write(f"Loaded {Unit.objects.count()} units, {len(PEOPLE)} people, {Task.objects.count()} tasks.")

    def say_accounts(self) -> None:
        """Those worth trying first; every account has the same password."""
        named = {username: full_name for username, full_name, *_ in PEOPLE}
        width = max(map(len, SHOWN))
        self.stdout.write(f"Demonstration accounts (password of each: {PASSWORD})")
        for username in SHOWN:
            self.stdout.write(f"  {username:<{width}}  {named[username]}")
        self.stdout.write(f"  and {len(PEOPLE) - len(SHOWN)} more: Đơn vị > Người dùng, as quantri")
