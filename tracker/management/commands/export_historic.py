"""Give a historic Bill back in the documented format."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from scrapers.historic_export import NotHistoric, record_of
from scrapers.historic_writing import to_csv, to_json
from tracker.management.commands.import_paper import named_bill


class Command(BaseCommand):
    """export_historic BILL --json OUT | --csv FOLDER."""

    help = "Write a historic Bill as one JSON file, or as a folder of CSV tables (docs/historic-format.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("bill", type=int, help="our id of the Bill, as in its address")
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("--json", metavar="OUT", help="the file to write; - for the standard output")
        where.add_argument("--csv", type=Path, metavar="FOLDER", help="the folder to write the tables into")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files; says how many rows, or why it cannot."""
        try:
            record = record_of(named_bill(options["bill"]))  # type: ignore[arg-type]
            files = to_csv(record) if options["csv"] else {options["json"]: to_json(record)}
            if options["json"] == "-":
                sys.stdout.buffer.write(files["-"])
                return
            if options["csv"]:
                options["csv"].mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                ((options["csv"] / name) if options["csv"] else Path(name)).write_bytes(content)
        except NotHistoric as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: it cannot be written: {error.strerror}") from error
        self.stdout.write(f"Wrote {sum(map(len, record.rows.values()))} rows in {len(files)} file(s).")
