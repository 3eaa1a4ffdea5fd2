"""A Bill print in Lawmaker XML: which print it is, and its tree of provisions with page and line. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lxml import etree

from bills.text.tree import Print
from scrapers.parse.akn import AKN, name_of, parse_xml, text_of
from scrapers.parse.print_tree import read_body
from scrapers.records import ParseProblem, UnreadableSource

_DISPLAY_WORDS = frozenset({"A", "Bill", "To"})


@dataclass(frozen=True, slots=True)
class UnindexedPage:
    """A printed page whose lines could not be told apart for certain: its words are in the tree, without markers."""

    page: int
    reason: str


@dataclass(frozen=True, slots=True)
class PrintRecord:
    """One print of a Bill, as the file states it.

    `house` ("House of Commons"), `print_number` ("Bill 177", "HL Bill 89") and `stage_version` ("As amended in
    Committee") are Parliament's words. `version` ("introd-hl-hc") is Lawmaker's code and can be wrong: HL Bill 89,
    brought from the Commons, says "introd-hc". `long_title` is without its first words, "A Bill to".
    `clause_count` and `schedule_count` leave quoted text out. `line_count` counts line markers, a line that a table
    repeats each time; with 0 there is a ParseProblem, and no amendment can be placed by page and line.
    `source` tells what the print was read from: Lawmaker's XML, a PDF or page-line rows. The last two hold no GUIDs
    and no project; what they do not say of themselves is "".
    """

    house: str
    print_number: str
    version: str
    stage_version: str
    published_on: date | None
    lawmaker_project: str
    title: str
    long_title: str
    tree: Print
    clause_count: int
    schedule_count: int
    line_count: int
    problems: tuple[ParseProblem, ...] = ()
    source: Literal["xml", "pdf", "rows"] = "xml"
    unindexed: tuple[UnindexedPage, ...] = ()


def parse(body: bytes) -> PrintRecord:
    """The print in a file of Lawmaker XML.

    Raises UnreadableSource for what is not well-formed XML without a DOCTYPE, not a Bill print, or a print without
    clauses. What else cannot be read is in `problems`, each with its place; it never stops the rest.
    """
    bill = _bill(parse_xml(body))
    variables = _variables(bill)
    tree, problems = _tree(bill, variables)
    kinds = [each.kind for each in tree.all if not each.is_quoted]
    if "clause" not in kinds:
        raise UnreadableSource("body", "it holds no clause: this is not a print of a Bill")
    return PrintRecord(
        house=variables.get("varHouse", ""),
        print_number=variables.get("varBillNo", ""),
        version=_version(bill),
        stage_version=variables.get("varStageVersion", ""),
        published_on=_published_on(bill, variables),
        lawmaker_project=variables.get("varProjectId", ""),
        title=variables.get("varBillTitle", ""),
        long_title=_long_title(bill),
        tree=tree,
        clause_count=kinds.count("clause"),
        schedule_count=kinds.count("schedule"),
        line_count=len(tree.markers),
        problems=(*_missing(variables), *_unmarked(tree), *problems),
    )


def _bill(root: etree._Element) -> etree._Element:
    bill = root.find(AKN + "bill")
    if name_of(root) != "akomaNtoso" or bill is None:
        inside = next((name_of(child) for child in root if name_of(child)), "") if len(root) else ""
        found = f"<{name_of(root)}>" + (f" with <{inside}>" if inside else "")
        raise UnreadableSource(
            "root element", f"it is {found}, not a Bill print of Lawmaker (<akomaNtoso> with <bill>)"
        )
    return bill


def _tree(bill: etree._Element, variables: dict[str, str]) -> tuple[Print, tuple[ParseProblem, ...]]:
    body = bill.find(AKN + "body")
    if body is None:
        raise UnreadableSource("bill", "it has no body")
    try:
        return read_body(body, variables)
    except RecursionError as error:
        raise UnreadableSource("body", "it is nested too deeply") from error


def _variables(bill: etree._Element) -> dict[str, str]:
    """What the file says of itself: eId of each entry under `references` to its words."""
    references = bill.find(f"{AKN}meta/{AKN}references")
    rows = references if references is not None else ()
    return {row.get("eId", ""): " ".join(row.get("showAs", "").split()) for row in rows if name_of(row)}


def _version(bill: etree._Element) -> str:
    number = bill.find(f".//{AKN}FRBRExpression/{AKN}FRBRversionNumber")
    return number.get("value", "") if number is not None else ""


def _published_on(bill: etree._Element, variables: dict[str, str]) -> date | None:
    """The date that the print bears; the file's own date of publication where it bears none."""
    published = bill.find(f".//{AKN}FRBRWork/{AKN}FRBRdate[@name='published']")
    filed = published.get("date", "")[:10] if published is not None else ""
    for said in (variables.get("varPublicationDate"), variables.get("varPublishDate"), filed):
        try:
            return date.fromisoformat(said or "")
        except ValueError:
            continue
    return None


def _long_title(bill: etree._Element) -> str:
    found = bill.find(f"{AKN}preface/{AKN}longTitle")
    rows = found.iterchildren(AKN + "p") if found is not None else ()
    return " ".join(text_of(row) for row in rows if row.get("class") not in _DISPLAY_WORDS).strip()


def _missing(variables: dict[str, str]) -> list[ParseProblem]:
    """What a print must say of itself and does not."""
    due = {"varBillTitle": "title", "varBillNo": "print number", "varHouse": "House", "varProjectId": "project"}
    return [
        ParseProblem(f"meta/references/{name}", f"no {what}") for name, what in due.items() if not variables.get(name)
    ]


def _unmarked(tree: Print) -> list[ParseProblem]:
    if tree.markers:
        return []
    return [ParseProblem("body", "no line markers: page and line cannot be read from this file, only from the PDF")]
