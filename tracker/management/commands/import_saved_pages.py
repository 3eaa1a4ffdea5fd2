"""Take in saved pages of Parliament's old website from disk, or only show what was read and what would change."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from scrapers.placing import CannotPlace
from scrapers.records import UnreadableSource
from scrapers.saved_pages import PagesImport, preview_saved_pages
from tracker.files import read_file
from tracker.management.commands.import_paper import named_bill, named_stage
from tracker.saved_pages import check_file, import_saved_pages, told


class Command(BaseCommand):
    """import_saved_pages FILE… [--bill ID --stage ID] [--preview] [--json]."""

    help = (
        "Take in pages of Parliament's old website, saved as HTML: an amendment paper, a marshalled list, or the "
        "page of a Bill's stages. Files given together are one paper, in the order given. docs/saved-pages.md says "
        "what is read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("files", type=Path, nargs="+", help="the saved pages, in their order")
        parser.add_argument("--bill", type=int, help="our id of the Bill, as in its address")
        parser.add_argument("--stage", type=int, help="our id of the stage, as in its address")
        parser.add_argument(
            "--preview", action="store_true", help="write nothing: show what was read and would change"
        )
        parser.add_argument("--json", action="store_true", help="print it as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Preview or import; say what became of it, or which place in it could not be read and why."""
        bill, stage = named_bill(options["bill"]), named_stage(options["stage"])
        if bill and stage and stage.bill_id != bill.pk:
            raise CommandError(f"stage {stage.pk} belongs to {stage.bill}, not to {bill}")
        files = [(path.name, _read(path)) for path in options["files"]]
        named = ", ".join(str(path) for path in options["files"])
        step = preview_saved_pages if options["preview"] else import_saved_pages
        try:
            found = step(files, bill=bill, stage=stage)
        except (UnreadableSource, CannotPlace) as error:
            raise CommandError(f"{named}: {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps(told(found), ensure_ascii=False, indent=2))
            return
        self._say(found, is_preview=options["preview"])

    def _say(self, found: PagesImport, *, is_preview: bool) -> None:
        facts = told(found)
        self.stdout.write(f"{facts['bill']}, {facts['kind']}{', ' + facts['stage'] if facts['stage'] else ''}")
        if facts["new_bill"]:
            self.stdout.write("  a new Bill, known from these pages alone")
        for row in facts["amendments"]:
            names = ", ".join(row["names"]) or "names lost"
            number = row["number"] or "no number"
            self.stdout.write(f"  {number}{row['star']}: {row['target']} ({names}): {row['does']}")
        for line in facts["stages"]:
            self.stdout.write(f"  {line}")
        tally = found.tally
        self.stdout.write(
            f"{tally.created} new rows, {tally.changed} changed, {tally.unchanged} unchanged, "
            f"{tally.absent} no longer listed{' – preview only: nothing was written' if is_preview else ''}."
        )
        for problem in facts["problems"]:
            self.stderr.write(f"  could not be read: {problem}")


def _read(path: Path) -> bytes:
    try:
        if fault := check_file(path.name, path.stat().st_size):
            raise CommandError(fault)
        return read_file(path)
    except OSError as error:
        raise CommandError(f"{path}: it cannot be read: {error.strerror or error}") from error
    except UnreadableSource as error:
        raise CommandError(f"{path}: {error}") from error
