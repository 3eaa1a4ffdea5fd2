"""Restore a public record from files of open data into an empty tracker."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.open_data.restore import CannotRestore, restore


class Command(BaseCommand):
    help = "Restore the public record from JSON Lines files (see /data/) into an empty tracker, the record first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="all.jsonl, then campaigns.jsonl")

    def handle(self, *args: Any, **options: Any) -> None:
        for path in options["files"]:
            try:
                with path.open("rb") as file:
                    counts = restore(file)
            except (CannotRestore, OSError) as error:
                raise CommandError(f"{path}: {error}") from error
            told = ", ".join(f"{count:,} {name}" for name, count in counts.items())
            self.stdout.write(f"{path}: {told or 'nothing'}")
