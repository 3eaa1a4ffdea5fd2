"""Make the index of the search anew."""

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import Progress

from tracker.search import indexing


class Command(BaseCommand):
    help = "Make the index of the search anew from the record and the releases. The site may run on meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild with a progress bar, and say how many documents there are."""
        started = time.perf_counter()
        with Progress(console=Console(file=sys.stderr)) as bar:
            task = bar.add_task("Bills", total=None)
            found = indexing.rebuild(lambda done, total: bar.update(task, completed=done, total=total))
        self.stdout.write(f"{found:,} documents in {time.perf_counter() - started:.0f} s.")
