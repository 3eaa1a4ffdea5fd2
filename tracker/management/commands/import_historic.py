"""Take in a Bill from before Parliament's data, from a file in the documented format."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from scrapers.historic import HistoricImport
from scrapers.parse.historic import RefusedFile
from scrapers.placing import CannotPlace
from scrapers.records import UnreadableSource
from tracker import pipeline

MOST_FAULTS = 50


class Command(BaseCommand):
    """import_historic FILE|FOLDER [--preview]."""

    help = "Take in a historic Bill: a JSON file or a folder of CSV tables (docs/historic-format.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("path", type=Path, help="the JSON file, or the folder of CSV tables")
        parser.add_argument("--preview", action="store_true", help="say what would change, and change nothing")
        parser.add_argument("--json", nargs="?", const="-", metavar="OUT", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import one Bill, or name every fault of its file; then nothing of it is written."""
        path: Path = options["path"]
        try:
            found = pipeline.import_historic(path, preview=options["preview"])
        except OSError as error:
            raise CommandError(f"{path}: it cannot be read: {error.strerror or error}") from error
        except RefusedFile as error:
            raise CommandError("\n".join(self._faults(path, error))) from error
        except (UnreadableSource, CannotPlace) as error:
            raise CommandError(f"{path}: {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps(_told(found, options["preview"]), ensure_ascii=False, indent=2))
            return
        self._say(found, is_preview=options["preview"])

    def _faults(self, path: Path, error: RefusedFile) -> list[str]:
        shown = [f"{path}: {fault.place}: {fault.reason}" for fault in error.problems[:MOST_FAULTS]]
        hidden = len(error.problems) - len(shown)
        return [*shown, *([f"and {hidden} more"] if hidden else []), "Nothing was written."]

    def _say(self, found: HistoricImport, *, is_preview: bool) -> None:
        self.stdout.write(f"{found.bill}: {'would change' if is_preview else 'changed'}")
        for table, tally in found.tables.items():
            self.stdout.write(
                f"  {table.replace('_', ' ')}: {tally.created} new, {tally.changed} changed, "
                f"{tally.unchanged} unchanged, {tally.absent} no longer in the file"
            )
        if not is_preview:
            self.stdout.write(f"Its page: {found.bill.get_absolute_url()}")


def _told(found: HistoricImport, is_preview: bool) -> dict[str, Any]:
    return {
        "bill": str(found.bill),
        "preview": is_preview,
        **found.tally.as_dict(),
        "tables": {name: tally.as_dict() for name, tally in found.tables.items()},
    }
