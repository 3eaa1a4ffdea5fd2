"""The engine's figures on the real prints and papers: times, and ratios to bare XML parsing in the same run."""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from django.conf import settings
from lxml import etree

from amendments.engine.apply import apply
from amendments.engine.conflict import clashes
from amendments.engine.grammar import read
from amendments.engine.instruction import Instruction, Tabled
from amendments.engine.locate import Located, locate
from amendments.engine.printed import AddressedPrint
from bills.text.comparing import Comparison
from bills.text.running import RunningText
from bills.text.tree import Print
from scrapers.parse import amendment_paper, bill_print
from tests.engine.round_trip import Drafter
from tracker.tabled import tabled_of

OLD, NEW = "dpdi_bill314_as_amended_in_committee.xml", "dpdi_bill265_as_introduced.xml"


def figures(rounds: int) -> Iterator[str]:
    """Lines to print; one that says so where the real files are not there."""
    folder = Path(settings.SHARED_DATA) / "lawmaker"
    if not folder.is_dir():
        yield f"real files not found at {folder}: set SHARED_DATA"
        return
    body = (folder / "prints" / OLD).read_bytes()
    old, new = bill_print.parse(body).tree, bill_print.parse((folder / "prints" / NEW).read_bytes()).tree
    bare = _median(lambda: etree.fromstring(body), rounds)
    yield f"bare lxml parsing of the 1.9 MB print: {bare * 1000:.1f} ms (1x)"
    paper = amendment_paper.parse((folder / "papers" / "energy_day_rep_0905.xml").read_bytes())
    yield from _reading([tabled_of(record) for record in paper.amendments], rounds)
    generated = [each.tabled for each in Drafter(old, new).amendments()]
    yield from _applying(generated, old, body, bare, rounds)
    yield from _comparing(old, new, bare, rounds)


def _reading(tabled: list[Tabled], rounds: int) -> Iterator[str]:
    taken = _median(lambda: [read(each) for each in tabled], rounds)
    yield f"instructions read, the {len(tabled)} of a real paper: {len(tabled) / taken:,.0f} a second"


def _applying(generated: list[Tabled], old: Print, body: bytes, bare: float, rounds: int) -> Iterator[str]:
    printed = AddressedPrint(old)
    orders = [(each.number, order) for each in generated if isinstance(order := read(each), Instruction)]
    places = [locate(number, order, printed) for number, order in orders]
    taken = _median(lambda: [locate(number, order, printed) for number, order in orders], rounds)
    yield f"instructions resolved in that print: {len(orders) / taken:,.0f} a second"
    taken = _median(lambda: apply(generated, printed, read), rounds)
    yield f"instructions read, resolved and checked against each other: {len(generated) / taken:,.0f} a second"
    taken = _median(lambda: apply(generated, printed, read).units, rounds)
    yield f"read, resolved, applied, renumbered, every clause written: {len(generated) / taken:,.0f} a second"
    many = [replace(each, number=str(at)) for at, each in enumerate(islice(cycle(generated), 300))]
    taken = _median(lambda: apply(many, AddressedPrint(bill_print.parse(body).tree), read).units, rounds)
    yield f"300 amendments end to end, the print's XML read too: {taken:.2f} s ({taken / bare:.0f}x)"
    edits = [place.edit for place in places if isinstance(place, Located)]
    taken = _median(lambda: clashes(edits), rounds)
    yield f"clashes among {len(edits)} amendments: {taken / len(edits) * 1000:.3f} ms an amendment"


def _comparing(old: Print, new: Print, bare: float, rounds: int) -> Iterator[str]:
    texts = RunningText(old), RunningText(new)

    def work() -> None:
        comparison = Comparison(*texts)
        for each in comparison.provisions:
            if each.kind == "changed":
                comparison.redline_of(each)

    taken = _median(work, rounds)
    yield f"two prints of 4,200 provisions aligned, classed and redlined: {taken * 1000:.0f} ms ({taken / bare:.1f}x)"


def _median(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)
