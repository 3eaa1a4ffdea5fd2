"""Load the demonstration."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.progress import Progress

from bills.models import Bill
from tracker import demonstration


class Command(BaseCommand):
    help = "Load the demonstration: a fictional Bill, brought in day by day from a loopback Parliament."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do where there are Bills already."""
        parser.add_argument("--if-empty", action="store_true", help="do nothing where the database holds Bills")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load with a progress bar; refuses to mix fiction into a database of real Bills."""
        if options["if_empty"] and Bill.objects.exists():
            return
        if Bill.objects.filter(is_fictional=False).exists():
            raise CommandError("this database holds real Bills: load the demonstration into an empty one")
        with Progress(disable=options["json"]) as bar:
            task = bar.add_task("", total=None)

            def tell(done: int, total: int, note: str) -> None:
                bar.update(task, completed=done, total=total, description=note)

            told = demonstration.load(tell)
        demonstration.sign_ins()
        text = f"Loaded {told['days']} days of a fictional Parliament: {told['requests']} requests."
        self.stdout.write(json.dumps(told) if options["json"] else text)
