"""What each source's record becomes for the engine: read to the same order whatever the source."""

import json

import pytest

from amendments.engine.grammar import read
from amendments.engine.instruction import Instruction, Place, Reason, Refusal, Whole
from scrapers.parse import amendment_paper, amendments_api, old_pages
from scrapers.records import AmendmentRecord, PaperRecord
from tests.scrapers import old_pages as old
from tests.scrapers.paper_xml import amendment, paper
from tracker.tabled import tabled_of, tabled_paper


def orders(records: tuple[AmendmentRecord, ...]) -> dict[str, Instruction]:
    """The order of each record by its number; every one must be read."""
    found = {record.number: read(tabled_of(record)) for record in records}
    assert all(isinstance(one, Instruction) for one in found.values()), found
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("text", [old.commons(), old.lords(), old.lords(cells=True)])
def test_every_amendment_of_an_old_paper_of_either_house_is_read(text: str) -> None:
    records = old_pages.parse([text.encode()], ())
    assert isinstance(records, PaperRecord)
    found = orders(records.amendments)
    if "67" in found:
        assert found["67"].place == Place("after", Whole("clause 1"))
        assert (found["59A"].locator.provision, found["59A"].locator.page) == ("schedule 2", 2)
    else:
        assert found["61"].new and [line.depth for line in found["61"].new.lines] == [0, 1, 1, 0]


def test_a_note_of_a_paper_names_the_amendment_that_is_amended() -> None:
    note = '<block name="amendContext">As an amendment to Ada Quill’s proposed NC4:—</block>'
    at = {"type": "leaveOut", "provision": "amnd_NC4", "page": "ln_3"}
    body = paper(amendment("(a)", "HoC1", "Line 3, leave out “lit”", heading=note, **at))
    found = orders(amendment_paper.parse(body).amendments)["(a)"]
    assert (found.locator.provision, found.locator.page, found.locator.line) == ("amendment nc4", None, 3)


def test_the_codes_of_a_paper_check_the_words_and_do_not_follow_them() -> None:
    right, wrong = amendment("1", "HoC1"), amendment("2", "HoC2", provision="sec_8", page="p_3__ln_5")
    found = [read(one) for one in tabled_paper(paper(right, '<component class="order"/>', wrong))]
    assert isinstance(found[0], Instruction)
    assert found[1] == Refusal(Reason.DISAGREES, "the words say clause 2, its code says clause 8")


def test_a_row_of_the_list_is_read_from_its_summary() -> None:
    row = {"amendmentId": 5, "marshalledListText": "7", "clause": 2, "pageNumber": 3, "lineNumber": 4}
    row |= {"summaryText": ["leave out “lit” and insert “dark”"], "amendmentType": "DeleteClauseOrSchedule"}
    body = json.dumps({"items": [row], "totalResults": 1, "itemsPerPage": 20}).encode()
    found = orders(amendments_api.amendments_page(body).items)["7"]
    assert (found.op, found.locator.provision, found.locator.page, found.locator.line) == (
        "substitute",
        "clause 2",
        3,
        4,
    )
