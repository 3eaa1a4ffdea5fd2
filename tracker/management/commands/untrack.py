"""Stop tracking a Bill."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker import tracking


class Command(BaseCommand):
    help = "Stop tracking a Bill. Everything already brought in stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which Bill."""
        parser.add_argument("bill_id", type=int, help="the number in the address bills.parliament.uk/bills/NUMBER")

    def handle(self, *args: Any, bill_id: int, **options: Any) -> None:
        """Stop; exits 1 when the Bill was not tracked."""
        if not tracking.stop(bill_id, note="Tracking stopped by command"):
            raise CommandError(f"Bill {bill_id} is not tracked.")
        self.stdout.write(f"Bill {bill_id} is no longer tracked. Everything already brought in stays.")
