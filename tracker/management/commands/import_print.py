"""Take in a Bill print (Lawmaker XML, PDF or page-line JSON) from disk."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from scrapers.placing import CannotPlace
from scrapers.records import UnreadableSource
from tracker import pipeline
from tracker.management.commands.import_paper import named_bill


class Command(BaseCommand):
    """import_print FILE [--bill ID]."""

    help = "Take in a Bill print (Lawmaker XML, PDF or page-line JSON). The Bill is read from it unless given."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path, help="the print; its content tells its form")
        parser.add_argument("--bill", type=int, help="our id of the Bill, as in its address")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import one file; say what became of it, or which place in it could not be read and why."""
        path: Path = options["file"]
        try:
            told = pipeline.import_print(path, bill=named_bill(options["bill"]))
        except OSError as error:
            raise CommandError(f"{path}: it cannot be read: {error.strerror or error}") from error
        except (UnreadableSource, CannotPlace) as error:
            raise CommandError(f"{path}: {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        state = "kept" if told["new"] else "already known"
        self.stdout.write(
            f"{told['bill']}, {told['print']}: {told['clauses']} clauses, {told['schedules']} schedules, "
            f"{told['lines']} printed lines marked; {state}."
        )
        for problem in told["problems"]:
            self.stderr.write(f"  note: {problem}")
