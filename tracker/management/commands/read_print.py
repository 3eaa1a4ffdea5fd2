"""Read one Bill print from disk and write out its clauses, Schedules and printed lines. Nothing is stored."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from bills.text.plain import Unit, units_of
from bills.text.running import RunningText
from scrapers.parse.bill_print import PrintRecord
from tracker.paper_files import write_json
from tracker.print_files import read_print_file


class Command(BaseCommand):
    """read_print FILE [--json OUT]."""

    help = "Read a Bill print (Lawmaker XML, PDF or page-line JSON): its clauses, Schedules and printed lines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path, help="the print; its content tells which form it is in")
        parser.add_argument(
            "--json", metavar="OUT", help='write the print as JSON to a file, or to standard output: "-"'
        )

    def handle(self, *args: Any, file: Path, json: str | None, **options: Any) -> None:
        """Write the print, or its clauses by number and heading; what was not read well goes to standard error."""
        record = read_print_file(file)
        written = written_out(record)
        if json:
            write_json(written, json, self.stdout)  # type: ignore[arg-type]
        else:
            for unit in written["clauses"] + written["schedules"]:
                self.stdout.write(f"{unit['number']:>5}  {unit['heading']}".rstrip())
        self.stderr.write(
            f"{file}: {record.clause_count} clauses, {record.schedule_count} Schedules, "
            f"{len(written['lines'])} printed lines, {len(record.problems)} problems"
        )
        for problem in record.problems:
            self.stderr.write(f"  {problem.place}: {problem.reason}")


def written_out(record: PrintRecord) -> dict[str, Any]:
    """The print as plain values, as docs/data-path.md describes."""
    running = RunningText(record.tree)
    units = units_of(running)
    index = running.index
    return {
        "title": record.title,
        "house": record.house,
        "print_number": record.print_number,
        "stage_version": record.stage_version,
        "source": record.source,
        "index": {
            "pages": len(index.pages),
            "lines": len(index),
            "unindexed_pages": [{"page": each.page, "reason": each.reason} for each in record.unindexed],
        },
        "clauses": [_unit(unit) for unit in units if unit.kind == "clause"],
        "schedules": [_unit(unit) for unit in units if unit.kind == "schedule"],
        "lines": [{"page": page, "line": line, "text": index.text(page, line)} for page, line in index.lines],
        "problems": [{"place": problem.place, "reason": problem.reason} for problem in record.problems],
    }


def _unit(unit: Unit) -> dict[str, str]:
    return {"number": unit.number, "heading": unit.heading, "text": unit.text}
