"""The five real prints: every count known of them, and their words and lines against a plain reading of the XML."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from bills.text.address import from_eid
from bills.text.page_line import PageLineIndex
from bills.text.tree import QUOTED_TEXT, TABLE, Print, Provision
from scrapers.parse.bill_print import PrintRecord, parse

pytestmark = pytest.mark.shared
INTRODUCED = "prints/dpdi_bill265_as_introduced.xml"
AMENDED = "prints/dpdi_bill314_as_amended_in_committee.xml"
FROM_LORDS = "prints/social_housing_bill177_brought_from_lords.xml"
FROM_COMMITTEE = "prints/social_housing_bill206_as_amended_in_committee.xml"
LORDS = "pdf/reul_hl89.xml"
COUNTS = {
    # clauses, schedules, markers, pages, lines without a marker, repeated markers
    INTRODUCED: (114, 13, 0, 0, 0, 0),
    AMENDED: (121, 13, 8179, 212, 33, 68),
    FROM_LORDS: (44, 5, 2095, 55, 3, 12),
    FROM_COMMITTEE: (43, 5, 2102, 55, 3, 12),
    LORDS: (23, 4, 1707, 44, 5, 18),
}
UKL = "{https://www.legislation.gov.uk/namespaces/UK-AKN}"
every_print = pytest.mark.parametrize("name", COUNTS)
every_marked_print = pytest.mark.parametrize("name", [name for name, counts in COUNTS.items() if counts[2]])


@cache
def body_of(path: Path) -> bytes:
    return path.read_bytes()


@cache
def record_of(path: Path) -> PrintRecord:
    return parse(body_of(path))


def read(shared: Path, name: str) -> PrintRecord:
    return record_of(shared / "lawmaker" / name)


def elements(shared: Path, name: str, local: str) -> Iterator[etree._Element]:
    root = etree.fromstring(body_of(shared / "lawmaker" / name))
    return root.find(".//{*}body").iter("{*}" + local)


def plainly(element: etree._Element) -> Iterator[str]:
    """The words of an element by the shortest way, quotation marks of attributes included, notes left out."""
    if not isinstance(element.tag, str) or element.tag.endswith("}authorialNote"):
        return
    yield element.get("startQuote") or element.get(UKL + "startQuote") or ""
    yield element.text or ""
    for child in element:
        yield from plainly(child)
        yield child.tail or ""
    yield element.get("endQuote") or element.get(UKL + "endQuote") or ""


def single_spaced(words: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", words).strip(" ")


@every_print
def test_clauses_schedules_markers_pages_gaps_and_repeats_are_as_counted_by_hand(shared: Path, name: str) -> None:
    record = read(shared, name)
    index = PageLineIndex(record.tree)
    found = (record.clause_count, record.schedule_count, record.line_count, len(index.pages), len(index.unmarked))
    assert (*found, record.line_count - len(index)) == COUNTS[name]


def test_the_lords_print_is_of_the_lords_whatever_its_version_says(shared: Path) -> None:
    record = read(shared, LORDS)
    assert (record.house, record.print_number) == ("House of Lords", "HL Bill 89")
    assert (record.version, record.stage_version) == ("introd-hc", "As brought from the Commons")


def test_prints_of_one_bill_name_one_project_and_their_own_number_and_day(shared: Path) -> None:
    old, new = read(shared, INTRODUCED), read(shared, AMENDED)
    assert {old.lawmaker_project, new.lawmaker_project} == {"UK000589"}
    assert [(each.print_number, str(each.published_on)) for each in (old, new)] == [
        ("Bill 265", "2023-03-08"), ("Bill 314", "2023-05-23"),
    ]  # fmt: skip


@every_print
def test_only_the_print_without_markers_has_a_problem(shared: Path, name: str) -> None:
    reasons = [problem.reason for problem in read(shared, name).problems]
    assert [reason.split(":")[0] for reason in reasons] == (["no line markers"] if name == INTRODUCED else [])


@pytest.mark.parametrize(
    ("old", "new", "in_common", "of", "same_eid"),
    [(INTRODUCED, AMENDED, 127, 127, 19), (FROM_LORDS, FROM_COMMITTEE, 48, 49, 28)],
)
def test_clauses_and_schedules_keep_their_guid_from_print_to_print_and_not_their_eid(
    shared: Path, old: str, new: str, in_common: int, of: int, same_eid: int
) -> None:
    before, after = (read(shared, name).tree for name in (old, new))
    units = [each for each in before.all if each.kind in {"clause", "schedule"} and not each.is_quoted]
    kept = [each for each in units if each.guid in after.by_guid]
    assert (len(kept), len(units)) == (in_common, of)
    assert sum(each.eid == after.by_guid[each.guid].eid for each in kept) == same_eid


@every_print
def test_every_guid_stands_once(shared: Path, name: str) -> None:
    tree = read(shared, name).tree
    assert len(tree.by_guid) == len(tree.all)


@every_print
def test_every_paragraph_number_and_heading_reads_as_it_stands_in_the_file(shared: Path, name: str) -> None:
    said: dict[str, set[str]] = {"p": set(), "num": set(), "heading": set()}
    for each in read(shared, name).tree.all:
        said["num"].add(each.number)
        said["heading"].add(each.heading)
        marks = "\n“”" if each.kind == QUOTED_TEXT else "\n"
        pieces = [piece.strip(marks) for piece in each.pieces() if isinstance(piece, str)]
        said["p"] |= {line for piece in pieces for line in re.split(r"[\n\t]", piece)}
    for local, found in said.items():
        in_file = {single_spaced("".join(plainly(each))) for each in elements(shared, name, local) if is_plain(each)}
        assert in_file - found - {""} == set()
        assert len(in_file) > 20


def is_plain(element: etree._Element) -> bool:
    """Whether its words are one paragraph, number or heading of a provision: nothing quoted inside, not in a cell."""
    above = {each.tag.rpartition("}")[2] for each in element.iterancestors()}
    return element.find(".//{*}quotedStructure") is None and not above & {"td", "authorialNote"}


@every_print
def test_no_character_is_lost_added_or_moved(shared: Path, name: str) -> None:
    (body,) = elements(shared, name, "body")
    in_file = re.sub(r"\s", "", "".join(plainly(body)))
    in_tree = "".join(words(read(shared, name).tree))
    assert re.sub(r"\s", "", in_tree) == in_file


def words(tree: Print) -> Iterator[str]:
    """Every word of a print in reading order, without the notes beside Schedule numbers."""

    def inside(provision: Provision) -> Iterator[str]:
        yield from (provision.number, provision.heading)
        for piece in provision.pieces():
            yield from [piece] if isinstance(piece, str) else inside(piece)

    for top in tree.provisions:
        yield from inside(top)


@every_marked_print
def test_every_character_stands_on_exactly_one_line(shared: Path, name: str) -> None:
    tree = read(shared, name).tree
    index = PageLineIndex(tree)
    seen: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for place in index.lines:
        for span in index.spans(*place):
            seen.setdefault((span.provision, span.part), []).append((span.start, span.end))
    for (at, part), spans in seen.items():
        ordered = sorted(spans)
        assert [start for start, _ in ordered] == [0, *(end for _, end in ordered[:-1])]
        assert ordered[-1][1] == len(tree.all[at].part(part))
    assert sum(bool(each.part(part)) for each in tree.all for part in ("number", "note", "heading", "text")) == len(
        seen
    )


@every_marked_print
def test_each_marked_line_reads_as_the_words_up_to_the_next_marker(shared: Path, name: str) -> None:
    tree = read(shared, name).tree
    index = PageLineIndex(tree)
    (body,) = elements(shared, name, "body")
    for each in body.iter(etree.PI):
        each.tail = f"\ue000{each.text}\ue001{each.tail or ''}" if each.target == "L" else each.tail
    expected: dict[tuple[int, int], str] = {}
    for row in "".join(marked(body)).split("\ue000")[1:]:
        place, _, said = row.partition("\ue001")
        page, line = map(int, place.split("-"))
        expected[page, line] = expected.get((page, line), "") + re.sub(r"[\s“]", "", said)
    assert {place: re.sub(r"[\s“]", "", index.text(*place)) for place in index.lines} == expected


def marked(element: etree._Element) -> Iterator[str]:
    """As `plainly`, but with notes, which stand on the line of their number."""
    if isinstance(element.tag, str):
        yield element.text or ""
        for child in element:
            yield from marked(child)
            yield child.tail or ""
        yield element.get("endQuote") or element.get(UKL + "endQuote") or ""


@every_print
def test_addresses_from_printed_numbers_are_those_of_the_eids(shared: Path, name: str) -> None:
    by_address = read(shared, name).tree.by_address
    assert {address: [str(from_eid(each.eid)) for each in found] for address, found in by_address.items()} == {
        address: [address] for address in by_address
    }


@every_print
def test_cross_references_point_at_provisions_of_the_same_print(shared: Path, name: str) -> None:
    tree = read(shared, name).tree
    references = [reference for each in tree.all for reference in each.references]
    assert len(references) == sum(1 for _ in elements(shared, name, "ref"))
    lost = [reference for reference in references if reference.guid not in tree.by_guid]
    assert len(lost) == (9 if name == LORDS else 0)


def test_the_references_that_lawmaker_marks_invalid_are_the_lost_ones(shared: Path) -> None:
    assert sum(each.get("class") == "invalid" for each in elements(shared, LORDS, "ref")) == 9


@every_print
def test_tables_keep_the_shape_of_their_rows(shared: Path, name: str) -> None:
    in_file = [
        [len(list(row.iterchildren("{*}td", "{*}th"))) for row in table.iter("{*}tr")]
        for table in elements(shared, name, "table")
    ]
    tables = [each for each in read(shared, name).tree.all if each.kind == TABLE]
    assert [[len(row) for row in table.rows] for table in tables] == in_file


@every_print
def test_a_print_comes_back_from_its_json_without_loss(shared: Path, name: str) -> None:
    tree = read(shared, name).tree
    assert Print.from_json(json.loads(json.dumps(tree.to_json()))) == tree
