"""Remove delivered messages and jobs that ended long ago; the scheduler does it every night."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tracker.tidying import tidy


class Command(BaseCommand):
    help = "Remove delivered messages of the embedded broker, and jobs that ended long ago."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How to tell what was removed."""
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove, and say how much."""
        removed = tidy()
        words = f"Removed {removed['messages']} messages and {removed['jobs']} jobs."
        self.stdout.write(json.dumps(removed) if options["json"] else words)
