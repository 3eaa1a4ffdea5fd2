"""The real prints as page-line rows, read back: every provision and address against the XML's own tree."""

from functools import cache
from pathlib import Path

import pytest

from bills.text.address import from_eid
from bills.text.page_line import PageLineIndex
from bills.text.plain import units_of
from bills.text.running import RunningText
from bills.text.tree import Print
from scrapers.parse import bill_print, print_rows
from tests.scrapers.printed_rows import LAYOUTS, Layout, agreement, rows_of

pytestmark = pytest.mark.shared
AMENDED = "prints/dpdi_bill314_as_amended_in_committee.xml"
FROM_LORDS = "prints/social_housing_bill177_brought_from_lords.xml"
FROM_COMMITTEE = "prints/social_housing_bill206_as_amended_in_committee.xml"
LORDS = "pdf/reul_hl89.xml"
DISAGREE = {
    # provisions that differ: without left edges, and with them
    AMENDED: (3, 1),
    FROM_LORDS: (4, 2),
    FROM_COMMITTEE: (4, 2),
    LORDS: (2, 0),
}
every_print = pytest.mark.parametrize("name", DISAGREE)
every_layout = pytest.mark.parametrize("layout", LAYOUTS)


@cache
def tree_of(path: Path) -> Print:
    return bill_print.parse(path.read_bytes()).tree


@cache
def read_back(path: Path, layout: Layout) -> Print:
    return print_rows.read_print(rows_of(tree_of(path), layout))[0]


@every_layout
@every_print
def test_nearly_every_provision_is_read_as_the_xml_has_it(shared: Path, name: str, layout: Layout) -> None:
    """The rest: words after a list that no edge sets apart, a quotation mark printed wrongly, words round a table."""
    path = shared / "lawmaker" / name
    found = agreement(tree_of(path), read_back(path, layout))
    assert len(found.missing) <= DISAGREE[name][layout != "no edges"], found.missing
    assert found.same / found.of >= 0.996


@every_layout
@every_print
def test_the_bills_own_clauses_and_schedules_are_found_and_no_others(shared: Path, name: str, layout: Layout) -> None:
    path = shared / "lawmaker" / name
    named = [
        [(unit.kind, unit.number, unit.heading) for unit in units_of(RunningText(tree))]
        for tree in (tree_of(path), read_back(path, layout))
    ]
    assert named[0] == named[1]


@every_print
def test_every_address_of_the_print_leads_to_the_same_provision(shared: Path, name: str) -> None:
    """Two addresses of one Schedule differ: its XML leaves a quotation that opens before a list outside the list."""
    path = shared / "lawmaker" / name
    theirs, ours = tree_of(path).by_address, read_back(path, "no edges").by_address
    assert set(ours) <= set(theirs)
    assert len(set(theirs) - set(ours)) <= 2
    for address, found in ours.items():
        assert len(found) == 1
        assert found[0].number == theirs[address][0].number
        assert str(from_eid(found[0].eid)) == address


@every_layout
@every_print
def test_every_row_comes_back_as_it_was(shared: Path, name: str, layout: Layout) -> None:
    rows = rows_of(tree_of(shared / "lawmaker" / name), layout)
    index = PageLineIndex(read_back(shared / "lawmaker" / name, layout))
    changed = [row for row in rows if index.text(row["page"], row["line"]) != row["text"]]
    assert [row["text"] for row in changed if not row["text"].startswith("(b) ”")] == []
    assert len(index) == len(rows)
