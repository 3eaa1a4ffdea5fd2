"""Take in an amendment paper (Lawmaker XML) from disk."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bills.models import Bill, BillStage
from scrapers.placing import CannotPlace
from scrapers.records import UnreadableSource
from tracker import pipeline


class Command(BaseCommand):
    """import_paper FILE [--bill ID --stage ID]."""

    help = "Take in an amendment paper (Lawmaker XML). The Bill and stage are read from the paper unless given."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path, help="the paper, as XML")
        parser.add_argument("--bill", type=int, help="our id of the Bill, as in its address")
        parser.add_argument("--stage", type=int, help="our id of the stage, as in its address")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import one file; say what became of it, or which place in it could not be read and why."""
        path: Path = options["file"]
        bill, stage = named_bill(options["bill"]), named_stage(options["stage"])
        if bill and stage and stage.bill_id != bill.pk:
            raise CommandError(f"stage {stage.pk} belongs to {stage.bill}, not to {bill}")
        try:
            imported = pipeline.import_paper(path, bill=bill, stage=stage)
        except OSError as error:
            raise CommandError(f"{path}: it cannot be read: {error.strerror or error}") from error
        except (UnreadableSource, CannotPlace) as error:
            raise CommandError(f"{path}: {error}") from error
        told = {
            "bill": str(imported.stage.bill),
            "stage": str(imported.stage),
            "published_on": imported.published_on,
            "amendments": imported.amendments,
            **imported.tally.as_dict(),
        }
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        self.stdout.write(
            f"{told['bill']}, {told['stage']}, paper of {told['published_on'] or 'no stated date'}: "
            f"{told['amendments']} amendments; {told['created']} new rows, {told['changed']} changed, "
            f"{told['unchanged']} unchanged, {told['absent']} no longer listed."
        )
        self.stdout.write(f"Its page: {imported.stage.get_absolute_url()}")
        for problem in told["problems"]:
            self.stderr.write(f"  could not be read: {problem}")


def named_bill(pk: int | None) -> Bill | None:
    """The Bill of an id given on the command line. Raises CommandError for an unknown one."""
    if pk is None:
        return None
    found = Bill.objects.filter(pk=pk).first()
    if found is None:
        raise CommandError(f"there is no Bill {pk}: the id is the number in the address of the Bill's page")
    return found


def named_stage(pk: int | None) -> BillStage | None:
    """The stage of an id given on the command line. Raises CommandError for an unknown one."""
    if pk is None:
        return None
    found = BillStage.objects.select_related("bill").filter(pk=pk).first()
    if found is None:
        raise CommandError(f"there is no stage {pk}: the id is the number in the address of the stage's page")
    return found
