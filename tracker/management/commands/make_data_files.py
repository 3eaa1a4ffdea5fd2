"""Make the bulk files of open data now, in the foreground."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tracker.open_data import files
from tracker.open_data.due import ALL, due


class Command(BaseCommand):
    help = "Make the bulk files of open data: of everything, of one Bill (--bill), or all that are due (--due)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--bill", type=int, default=ALL, help="our number of the Bill")
        which.add_argument("--due", action="store_true", help="every file that is older than the record")

    def handle(self, *args: Any, **options: Any) -> None:
        for scope in due() if options["due"] else [options["bill"]]:
            made = files.make(scope)
            self.stdout.write(f"{'everything' if scope == ALL else f'Bill {scope}'}: {made}")
