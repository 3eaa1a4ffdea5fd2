"""Parse and ingest again what is kept, with no network."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from rich.progress import Progress

from tracker import pipeline
from tracker.management.commands.import_paper import named_bill


class Command(BaseCommand):
    """replay [--bill ID]."""

    help = "Read every kept snapshot again, with no network: a mended parser reaches what was fetched before."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--bill", type=int, help="our id of one Bill; all of them without it")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Replay with a progress bar; say how much was read and how many rows changed."""
        with Progress(disable=options["json"]) as bar:
            task = bar.add_task("Reading snapshots", total=None)

            def tell(done: int, total: int | None, note: str) -> None:
                bar.update(task, completed=done, total=total, description=note)

            told = pipeline.replay(bill=named_bill(options["bill"]), on_progress=tell)
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"{told['read']} sources read again, {told['rows_changed']} rows changed.")
        for problem in told["problems"]:
            self.stderr.write(f"  could not be read: {problem}")
