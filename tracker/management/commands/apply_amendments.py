"""Apply a file of amendments to a print of a Bill and write the text as amended. Nothing is stored."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from amendments.engine.apply import AsAmended, Result, apply
from amendments.engine.grammar import read
from amendments.engine.instruction import Instruction, Refusal, Tabled
from amendments.engine.printed import AddressedPrint
from amendments.engine.splice import kept_text
from amendments.interpret import order_of
from tracker.amendment_files import is_agreed, read_amendments
from tracker.paper_files import write_json
from tracker.print_files import read_print_file


class Command(BaseCommand):
    """apply_amendments PRINT AMENDMENTS --json OUT [--agreed-only] [--only NUMBERS]."""

    help = (
        "What would the Bill say? Apply amendments (a Lawmaker paper, the Bills API's JSON or instruction JSON) to a "
        "print (Lawmaker XML, PDF or page-line JSON). What is not certain is refused with its reason."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("print", type=Path, help="the print that the amendments were tabled to")
        parser.add_argument("amendments", type=Path, help="the amendments")
        parser.add_argument(
            "--json", metavar="OUT", required=True, help='where the result goes; "-" is standard output'
        )
        parser.add_argument("--agreed-only", action="store_true", help="only those that the source says were agreed")
        parser.add_argument("--only", metavar="NUMBERS", help='only these, parted by commas: "1,4,NC2"')

    def handle(
        self, *args: Any, amendments: Path, json: str, agreed_only: bool, only: str | None, **options: Any
    ) -> None:
        """Write results in the order of the file, then every clause and Schedule as amended."""
        record = read_print_file(options["print"])
        printed = AddressedPrint(record.tree, record.long_title)
        chosen = _chosen(read_amendments(amendments), agreed_only, only, amendments)
        amended = apply(chosen, printed, _order)
        write_json(written(amended), json, self.stdout)  # type: ignore[arg-type]
        refused = [result for result in amended.results if result.refusal]
        for result in refused:
            self.stderr.write(f"{result.number}: {result.reason}")
        self.stderr.write(f"{amendments}: {len(chosen)} amendments, {len(refused)} refused")


def _order(tabled: Tabled) -> Instruction | Refusal:
    """What it orders; a notice to oppose a clause that succeeded takes the clause out, any other changes nothing."""
    return order_of(tabled) if is_agreed(tabled) else read(tabled)


def _chosen(tabled: list[Tabled], agreed_only: bool, only: str | None, path: Path) -> list[Tabled]:
    chosen = [each for each in tabled if is_agreed(each)] if agreed_only else tabled
    if only is None:
        return chosen
    wanted = {number.strip().casefold() for number in only.split(",") if number.strip()}
    unknown = wanted - {each.number.casefold() for each in tabled}
    if unknown:
        raise CommandError(f"{path}: it holds no amendment {', '.join(sorted(unknown))}")
    return [each for each in chosen if each.number.casefold() in wanted]


def written(amended: AsAmended) -> dict[str, Any]:
    """The result as JSON: the amendments' fates, and what stays and comes of every clause and Schedule."""
    kept = [unit for unit in amended.units if not unit.is_left_out]
    rows = [(unit.kind, {"number": unit.number, "heading": unit.heading, "text": unit.text}) for unit in kept]
    return {
        "results": [_row(result) for result in amended.results],
        "title": kept_text(amended.title),
        "clauses": [row for kind, row in rows if kind == "clause"],
        "schedules": [row for kind, row in rows if kind == "schedule"],
    }


def _row(result: Result) -> dict[str, Any]:
    return {
        "number": result.number,
        "status": result.status,
        "reason": result.reason,
        "provision": result.provision,
        "page": result.page,
        "line": result.line,
        "address": result.address,
        "placed": result.is_placed,
        "trace": list(result.trace),
    }
