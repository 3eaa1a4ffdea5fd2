"""A Lawmaker amendment paper (Akoma Ntoso `amendmentList`) as records: sources, section 11.

A paper whose shape nobody has seen is read as far as it says what it means; whatever is not understood is a problem
with its place, and a list with a problem never counts as complete.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from scrapers.parse.akn import AKN, name_of, parse_xml
from scrapers.parse.paper_amendment import Read, read_amendment
from scrapers.parse.paper_front import (
    expression_uri,
    legend_of,
    order_of,
    published_on,
    stage_of,
    variables_of,
    withdrawals_of,
)
from scrapers.records import AmendmentRecord, OrderRecord, PaperRecord, ParseProblem, UnreadableSource

COMPLETE_KINDS = frozenset({"hcmarsh", "hlmarsh"})
"""Marshalled lists hold every amendment of the stage; daily and running lists do not."""
VARIABLES = {
    "house": "varHouse",
    "bill_title": "varBillTitle",
    "print_number": "varBillNo",
    "session": "varSession",
    "stage_version": "varBillStageVersion",
    "lawmaker_project": "varProjectId",
    "list_number": "varListNo",
}
LONGEST = {"kind": 40, "house": 30, "bill_title": 500, "print_number": 40, "session": 40, "stage": 200}
LONGEST |= {"stage_version": 200, "lawmaker_project": 40, "list_number": 40}
"""What can be stored (amendments.models, bills.models); more than that is no title and no number."""


def parse(body: bytes) -> PaperRecord:
    """The whole paper, amendments in printed order. Raises UnreadableSource for anything that is not such a paper.

    `is_complete` is True only for a marshalled list that was read without a problem. Two amendments under one dnum,
    or under one number, are both kept, and the later one is reported.
    """
    paper = _amendment_list(parse_xml(body))
    variables = variables_of(paper.find(AKN + "meta"))
    problems: list[ParseProblem] = []
    amendments, orders = _components(paper, variables, problems)
    if not amendments:
        problems.append(ParseProblem("amendmentList", "it holds no amendment"))
    said = {name: variables.get(variable, "") for name, variable in VARIABLES.items()}
    said |= {"kind": (paper.get("name") or "").strip(), "stage": stage_of(paper, variables)}
    for name, limit in LONGEST.items():
        if len(said[name]) > limit:
            problems.append(ParseProblem("front of the paper", f"its {name} is longer than {limit} characters"))
            said[name] = ""
    return PaperRecord(
        **said,
        published_on=published_on(paper, variables),
        is_complete=said["kind"] in COMPLETE_KINDS and not problems,
        uri=expression_uri(paper, variables),
        legend=legend_of(paper, variables),
        amendments=amendments,
        orders=orders,
        withdrawn=tuple(withdrawals_of(paper, variables)),
        problems=tuple(problems),
    )


def _amendment_list(root: etree._Element) -> etree._Element:
    """The `amendmentList` of the document, or a refusal that says what the document is instead."""
    if root.tag == AKN + "akomaNtoso":
        for child in root:
            if child.tag == AKN + "amendmentList":
                return child
        inside = next((name_of(child) for child in root if name_of(child)), "nothing")
        what = {"bill": "a print of a Bill", "nothing": "an empty document"}.get(
            inside, f"a document of kind {inside}"
        )
        raise UnreadableSource("akomaNtoso", f"it is {what}, not an amendment paper")
    if name_of(root).casefold() == "html":
        raise UnreadableSource("html", "it is a web page, not an amendment paper")
    if name_of(root) == "akomaNtoso":
        raise UnreadableSource("akomaNtoso", "its namespace is not that of Lawmaker's papers (Akoma Ntoso 3.0)")
    raise UnreadableSource(
        name_of(root) or "root", "it is not an amendment paper: akomaNtoso/amendmentList was expected"
    )


def _components(
    paper: etree._Element, variables: dict[str, str], problems: list[ParseProblem]
) -> tuple[tuple[AmendmentRecord, ...], tuple[OrderRecord, ...]]:
    reads: list[Read] = []
    orders: list[OrderRecord] = []
    for count, component in enumerate(paper.iter(AKN + "component"), 1):
        read = read_amendment(component, len(reads) + 1, variables)
        if read is not None:
            reads.append(read)
        elif component.get("class") == "order" or component.find(AKN + "statement") is not None:
            orders.append(order_of(component, variables))
        else:
            kind = component.get("class") or "no stated kind"
            problems.append(ParseProblem(f"component {count}", f"nothing could be read from it ({kind})"))
    named = list(_named(reads))
    problems.extend(problem for read in named for problem in read.problems())
    return tuple(read.record for read in named), tuple(orders)


def _named(reads: Iterable[Read]) -> Iterator[Read]:
    """Each amendment with a place of its own, and a fault on one that repeats the dnum or number of another."""
    seen: dict[tuple[str, str], str] = {}
    places: set[str] = set()
    for read in reads:
        record = read.record
        if record.place in places:
            record = replace(record, place=f"{record.place} (place {record.position} in the list)")
        places.add(record.place)
        repeated = [
            f"its {what} {value} stands already on {seen[what, value.casefold()]}"
            for what, value in (("dnum", record.dnum_printed), ("number", record.number))
            if value and (what, value.casefold()) in seen
        ]
        for what, value in (("dnum", record.dnum_printed), ("number", record.number)):
            seen.setdefault((what, value.casefold()), record.place)
        yield Read(record, read.faults + repeated)
