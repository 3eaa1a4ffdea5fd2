"""Load the demonstration."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.progress import Progress

from bills.models import Bill
from tracker import demonstration, demonstration_coalition, demonstration_people


class Command(BaseCommand):
    help = (
        "Load the demonstration: the Modern Slavery Bill 2014-15, and a fictional Bill, brought in day by day from a "
        "loopback Parliament."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do where there are Bills already."""
        parser.add_argument("--if-empty", action="store_true", help="do nothing where the database holds Bills")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load with a progress bar; refuses to mix the demonstration into a database of other Bills."""
        if options["if_empty"] and Bill.objects.exists():
            return
        if demonstration.holds_other_bills():
            raise CommandError("this database holds other Bills: load the demonstration into an empty one")
        with Progress(disable=options["json"]) as bar:
            task = bar.add_task("", total=None)

            def tell(done: int, total: int, note: str) -> None:
                bar.update(task, completed=done, total=total, description=note)

            historic = demonstration.load_modern_slavery(tell)
            officer = demonstration_people.sign_ins()
            tell(0, 1, "Writing the coalition’s asks, texts and papers")
            demonstration_coalition.load_real(historic, officer)
            told = demonstration.load(tell, lambda day: demonstration_coalition.load_fiction(day, officer))
        demonstration_people.seat_members()
        text = (
            f"Loaded the {historic} 2014–15, and {told['days']} days of a fictional Parliament: "
            f"{told['requests']} requests."
        )
        self.stdout.write(json.dumps(told) if options["json"] else text)
