"""Compare two prints of one Bill on disk, provision by provision. Nothing is stored."""

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from amendments.engine.apply import apply
from amendments.engine.grammar import read
from amendments.engine.printed import AddressedPrint
from amendments.engine.reconcile import counted, reconcile
from bills.text.comparing import CLASSES, Compared, Comparison
from tracker.amendment_files import read_amendments
from tracker.paper_files import write_json
from tracker.print_files import read_print_file


class Command(BaseCommand):
    """compare_prints OLD NEW --json OUT [--amendments FILE]."""

    help = "Compare two prints (Lawmaker XML, PDF or page-line JSON): renumbering told apart from changed words."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("old", type=Path, help="the earlier print")
        parser.add_argument("new", type=Path, help="the later print of the same Bill")
        parser.add_argument(
            "--json", metavar="OUT", required=True, help='where the result goes; "-" is standard output'
        )
        parser.add_argument(
            "--amendments",
            type=Path,
            metavar="FILE",
            help="explain each difference by these amendments to the old print",
        )

    def handle(self, *args: Any, old: Path, new: Path, json: str, amendments: Path | None, **options: Any) -> None:
        """Write the counts by class, the clause map, and every provision that is not identical with its redline.

        With amendments also each differing row with what explains it, the unexplained first.
        """
        prints = [AddressedPrint(read_print_file(path).tree) for path in (old, new)]
        comparison = Comparison(prints[0].running, prints[1].running)
        result = {
            "counts": comparison.counts,
            "clauses": list(_clause_map(comparison)),
            "provisions": [
                _row(each, comparison, *prints) for each in comparison.provisions if each.kind != "identical"
            ],
        }
        if amendments is not None:
            differences = reconcile(apply(read_amendments(amendments), prints[0], read), comparison)
            result["explained"] = counted(differences)
            result["differences"] = [asdict(each) for each in differences]
        write_json(result, json, self.stdout)  # type: ignore[arg-type]
        self.stderr.write(", ".join(f"{comparison.counts[kind]} {kind}" for kind in CLASSES))


def _clause_map(comparison: Comparison) -> Iterator[dict[str, Any]]:
    """Every clause and Schedule of either print with its number in each; None where it is not there."""
    for each in comparison.provisions:
        shown = each.new or each.old
        if shown is not None and shown.kind in ("clause", "schedule") and not shown.is_quoted:
            yield {
                "kind": shown.kind,
                "old": each.old.bare_number if each.old else None,
                "new": each.new.bare_number if each.new else None,
                "heading": shown.heading,
            }


def _row(each: Compared, comparison: Comparison, old: AddressedPrint, new: AddressedPrint) -> dict[str, Any]:
    return {
        "class": each.kind,
        "old": old.address_of(each.old) if each.old else None,
        "new": new.address_of(each.new) if each.new else None,
        "redline": [{"kind": span.kind, "text": span.text} for span in comparison.redline_of(each)],
    }
