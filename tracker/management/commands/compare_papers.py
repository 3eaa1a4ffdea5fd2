"""Compare two amendment papers of one stage on disk. Nothing is stored."""

from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table
from rich.text import Text

from amendments.changes import ListComparison, compare, label
from scrapers.records import PaperRecord
from tracker.paper_files import read_paper, write_json

LISTS = {
    "added": "Added",
    "absent": "No longer listed (which does not mean withdrawn)",
    "text_changed": "Text changed",
    "sponsors_changed": "Names changed",
    "renumbered": "Renumbered",
    "decision_changed": "Decision changed",
    "star_changed": "Star changed",
}


class Command(BaseCommand):
    """compare_papers OLD NEW [--json OUT]."""

    help = "What changed from one amendment paper (Lawmaker XML) to the next, graded. Nothing is stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("old", type=Path, help="the earlier paper, as XML")
        parser.add_argument("new", type=Path, help="the later paper, as XML")
        parser.add_argument(
            "--json", metavar="OUT", help='write the lists as JSON to a file, or to standard output: "-"'
        )

    def handle(self, *args: Any, old: Path, new: Path, json: str | None, **options: Any) -> None:
        """Write the lists of what changed; entries are dnums, or printed numbers where a paper has no dnum."""
        before, after = read_paper(old), read_paper(new)
        _same_bill(old, before, new, after)
        found = compare(before.amendments, after.amendments)
        if json:
            write_json(figures(found), json, self.stdout)  # type: ignore[arg-type]
        else:
            self.stdout.write(_shown(before, after, found, colour=self.stdout.isatty()))
        for path, paper in ((old, before), (new, after)):
            for problem in paper.problems:
                self.stderr.write(f"{path}: {problem.place}: {problem.reason}")
        if before.published_on and after.published_on and before.published_on > after.published_on:
            self.stderr.write(f"the first paper ({before.published_on}) is the later one ({after.published_on})")


def _same_bill(old: Path, before: PaperRecord, new: Path, after: PaperRecord) -> None:
    projects = before.lawmaker_project, after.lawmaker_project
    if all(projects) and projects[0] != projects[1]:
        raise CommandError(f"{old} is about the {before.bill_title}, {new} about the {after.bill_title}")


def figures(found: ListComparison) -> dict[str, Any]:
    """The comparison as the JSON that `--json` writes."""
    return {"old": found.old, "new": found.new} | {name: getattr(found, name) for name in LISTS}


def _shown(before: PaperRecord, after: PaperRecord, found: ListComparison, *, colour: bool) -> str:
    numbers = {label(record): record.number for paper in (before, after) for record in paper.amendments}
    table = Table(title=Text(f"{after.bill_title}, {after.stage}: {before.published_on} to {after.published_on}"))
    for heading in ("What", "How many", "Which, by printed number"):
        table.add_column(heading)
    table.add_row("Amendments", f"{found.old} → {found.new}", "")
    for name, words in {**LISTS, "moved": "Moved in the list"}.items():
        entries = getattr(found, name)
        table.add_row(words, str(len(entries)), Text(", ".join(numbers[entry] or entry for entry in entries)))
    page = Console(file=StringIO(), force_terminal=colour, width=None if colour else 120)
    page.print(table)
    return page.file.getvalue()  # type: ignore[attr-defined]
