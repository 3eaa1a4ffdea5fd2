"""Track a Bill, and bring it in now."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker import tracking
from tracker.foreground import result_of, update_here
from tracker.models import Job


class Command(BaseCommand):
    help = "Track a Bill by its number on bills.parliament.uk, and bring it in now (with --later, by a worker)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which Bill, and whether a worker should bring it in."""
        parser.add_argument("bill_id", type=int, help="the number in the address bills.parliament.uk/bills/NUMBER")
        parser.add_argument("--later", action="store_true", help="leave the first update to a worker")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def handle(self, *args: Any, bill_id: int, later: bool, **options: Any) -> None:
        """Start tracking; exits 1 when the update did not end well (the Bill stays tracked)."""
        try:
            tracked = tracking.start(bill_id, note="Tracking started by command", update=later)
        except ValueError as error:
            raise CommandError(str(error)) from error
        if later:
            told = {"bill": bill_id, "state": "queued", "error": "", "outcome": {}}
        else:
            told = result_of(update_here(bill_id))
        tracked.refresh_from_db()
        self.stdout.write(json.dumps(told) if options["json"] else f"Tracking {tracked}: {told['state']}.")
        if told["state"] not in (Job.State.DONE, Job.State.QUEUED):
            raise CommandError(f"{tracked} is tracked, and its update did not succeed: {told['error']}")
