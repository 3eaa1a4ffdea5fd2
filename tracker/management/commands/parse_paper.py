"""Read one amendment paper from disk and show what every amendment orders and where. Nothing is stored.

The words themselves are read, by the grammar of `amendments/engine`. An amendment that it refuses has status "problem"
and the reason; then op, provision, page and line are what the paper's codes and first words say.
"""

from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.table import Table
from rich.text import Text

from amendments.engine.grammar import read
from amendments.engine.instruction import Refusal
from scrapers.records import AmendmentRecord, PaperRecord
from tracker.paper_files import read_paper, write_json
from tracker.tabled import tabled_of

KEYS = ("number", "dnum", "op", "provision", "page", "line", "status", "reason")


class Command(BaseCommand):
    """parse_paper FILE [--json OUT]."""

    help = "Read an amendment paper (Lawmaker XML): number, dnum, op, provision, page and line of each amendment."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path, help="the paper, as XML")
        parser.add_argument(
            "--json", metavar="OUT", help='write the rows as JSON to a file, or to standard output: "-"'
        )

    def handle(self, *args: Any, file: Path, json: str | None, **options: Any) -> None:
        """Write one row an amendment in printed order; a row that could not be read well says why."""
        paper = read_paper(file)
        rows = rows_of(paper)
        if json:
            write_json(rows, json, self.stdout)  # type: ignore[arg-type]
        else:
            self.stdout.write(_shown(paper, rows, colour=self.stdout.isatty()))
        wrong = sum(row["status"] == "problem" for row in rows)
        self.stderr.write(f"{file}: {len(paper.amendments)} amendments, {wrong} rows with a problem")


def rows_of(paper: PaperRecord) -> list[dict[str, Any]]:
    """One row an amendment, then one row for each problem that belongs to no amendment that could be read."""
    reasons: dict[str, list[str]] = {}
    for problem in paper.problems:
        reasons.setdefault(problem.place, []).append(problem.reason)
    rows = [_row(record, reasons.pop(record.place, [])) for record in paper.amendments]
    nowhere = [f"{place}: {reason}" for place, told in reasons.items() for reason in told]
    return rows + [dict.fromkeys(KEYS) | {"status": "problem", "reason": reason} for reason in nowhere]


def _row(record: AmendmentRecord, reasons: list[str]) -> dict[str, Any]:
    found = read(tabled_of(record))
    if isinstance(found, Refusal):
        said: dict[str, Any] = {name: getattr(record, name) for name in ("op", "provision", "page", "line")}
        reasons = [*reasons, f"{found.reason}: {found.detail}"]
    else:
        at = found.locator
        said = {"op": found.op, "provision": at.provision, "page": at.page, "line": at.line}
    return {
        "number": record.number,
        "dnum": record.dnum_printed,
        **said,
        "status": "problem" if reasons else "ok",
        "reason": "; ".join(reasons),
    }


def _shown(paper: PaperRecord, rows: list[dict[str, Any]], *, colour: bool) -> str:
    title = f"{paper.bill_title}, {paper.stage}, {paper.published_on or 'no stated date'}"
    table = Table(title=Text(title), title_justify="left")
    for key in KEYS:
        table.add_column(key, no_wrap=key != "reason")
    for row in rows:
        table.add_row(*(Text("" if row[key] is None else str(row[key])) for key in KEYS))
    page = Console(file=StringIO(), force_terminal=colour, width=None if colour else 120)
    page.print(table)
    return page.file.getvalue()  # type: ignore[attr-defined]
