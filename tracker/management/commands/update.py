"""Bring tracked Bills up to date now, in the foreground."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.foreground import result_of, update_here
from tracker.freshness import is_polled
from tracker.models import Job, Tracking


class Command(BaseCommand):
    help = "Bring one Bill up to date now, or without a number every tracked Bill."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which Bill, if only one."""
        parser.add_argument("bill_id", type=int, nargs="?", help="a tracked Bill; all of them when left out")
        parser.add_argument("--json", action="store_true", help="print what was done as JSON")

    def handle(self, *args: Any, bill_id: int | None, **options: Any) -> None:
        """Update one after another; exits 1 when one of them did not end well."""
        results = [result_of(update_here(number)) for number in chosen(bill_id)]
        if options["json"]:
            self.stdout.write(json.dumps(results))
        else:
            for result in results:
                self.stdout.write(f"Bill {result['bill']}: {result['state']}. {result['error']}".strip())
        failed = [str(result["bill"]) for result in results if result["state"] != Job.State.DONE]
        if failed:
            raise CommandError(f"Not brought up to date: Bill {', '.join(failed)}.")


def chosen(bill_id: int | None) -> list[int]:
    """The numbers of the Bills to update; raises CommandError for one that is not tracked."""
    tracked = Tracking.objects.filter(is_active=True).select_related("bill").order_by("id")
    if bill_id is None:
        return [row.parliament_id for row in tracked if is_polled(row)]
    if not tracked.filter(parliament_id=bill_id).exists():
        raise CommandError(f"Bill {bill_id} is not tracked: manage.py track {bill_id}")
    return [bill_id]
