"""The page of a Bill's stages: every row with its House and day, or a named problem."""

from datetime import date

import pytest

from scrapers.parse import old_pages
from scrapers.records import OldStageRecord, StagePageRecord, UnreadableSource
from tests.scrapers.old_pages import LAYOUTS, page, row

ROWS = [
    ("Royal Assent", "26 March, 2015", "26.03.2015"),
    ("Consideration of Lords amendments: House of Commons", "17 March, 2015", "17.03.2015"),
    ("3rd reading: House of Lords", "4 March, 2015", "04.03.2015"),
    ("Committee: 2nd sitting: House of Lords", "3 December, 2014", "03.12.2014"),
    ("Committee: 1st sitting: House of Lords", "1 December, 2014", "01.12.2014"),
    ("1st reading: House of Lords", "5 November, 2014", "05.11.2014"),
    ("3rd reading: House of Commons", "4 November, 2014", "04.11.2014"),
    ("Report stage: House of Commons", "4 November, 2014", "04.11.2014"),
    ("Committee Debate: 2nd sitting: House of Commons", "2 September, 2014", "02.09.2014"),
    ("Committee Debate: 1st sitting: House of Commons", "21 July, 2014", "21.07.2014"),
    ("Programme motion: House of Commons", "8 July, 2014", "08.07.2014"),
    ("2nd reading: House of Commons", "8 July, 2014", "08.07.2014"),
    ("1st reading: House of Commons", "10 June, 2014", "10.06.2014"),
]
STAGES = (
    OldStageRecord("1st reading", "Commons", (date(2014, 6, 10),)),
    OldStageRecord("2nd reading", "Commons", (date(2014, 7, 8),)),
    OldStageRecord("Committee stage", "Commons", (date(2014, 7, 21), date(2014, 9, 2))),
    OldStageRecord("Report stage", "Commons", (date(2014, 11, 4),)),
    OldStageRecord("3rd reading", "Commons", (date(2014, 11, 4),)),
    OldStageRecord("1st reading", "Lords", (date(2014, 11, 5),)),
    OldStageRecord("Committee stage", "Lords", (date(2014, 12, 1), date(2014, 12, 3))),
    OldStageRecord("3rd reading", "Lords", (date(2015, 3, 4),)),
    OldStageRecord("Consideration of Lords amendments", "Commons", (date(2015, 3, 17),)),
    OldStageRecord("Royal Assent", "Unassigned", (date(2015, 3, 26),)),
)


def stage_page(rows=ROWS, title: str = "Harbour Lights Bill 2014-15 — UK Parliament") -> str:
    body = "".join(
        row('<img alt="House of Commons" src="c.gif">', f'<a href="x">{what}</a> {long}', short)
        for what, long, short in rows
    )
    return page("<p>Bills before Parliament</p>", "<table>", body, "</table>", title=title, end=" ")


def read(text: str) -> StagePageRecord:
    found = old_pages.parse([text.encode()])
    assert isinstance(found, StagePageRecord)
    return found


def test_every_stage_with_its_days_in_their_order() -> None:
    found = read(stage_page())
    assert found.stages == STAGES
    assert (found.bill_title, found.problems) == ("Harbour Lights Bill", ())


@pytest.mark.parametrize("name", LAYOUTS.every)
def test_a_page_of_stages_is_right_in_every_layout(name: str) -> None:
    found = read(LAYOUTS.every[name](stage_page()))
    assert found.stages == STAGES or found.problems


def test_oldest_first_is_the_same() -> None:
    assert read(stage_page(ROWS[::-1])).stages == STAGES


def test_a_stage_and_its_date_on_two_lines_are_one() -> None:
    text = "".join(f"<p>{what}</p><p>{short}</p>" for what, _, short in ROWS)
    assert read(page(text, end=" ")).stages == STAGES


def test_a_row_without_its_house_is_a_problem_and_no_stage() -> None:
    found = read(stage_page([*ROWS, ("2nd reading", "9 July, 2014", "09.07.2014")]))
    assert found.stages == STAGES
    assert [problem.reason for problem in found.problems] == ["its House is lost in this copy"]


def test_two_different_dates_in_a_row_are_a_problem() -> None:
    found = read(stage_page([*ROWS[:-1], ("1st reading: House of Commons", "10 June, 2014", "11.06.2014")]))
    assert [problem.reason for problem in found.problems] == ["it states two different dates"]
    assert all(stage.description != "1st reading" or stage.house != "Commons" for stage in found.stages)


def test_a_day_that_is_none_is_a_problem() -> None:
    found = read(stage_page([*ROWS[:-1], ("1st reading: House of Commons", "", "31.06.2014")]))
    assert [problem.reason for problem in found.problems] == ["its date is no day of the calendar"]


def test_an_unknown_event_is_named() -> None:
    found = read(stage_page([*ROWS, ("Weighing of the ink: House of Lords", "", "09.07.2014")]))
    assert found.stages == STAGES
    assert "names no stage" in found.problems[0].reason


def test_a_page_with_one_stage_alone_is_no_page_of_stages() -> None:
    with pytest.raises(UnreadableSource):
        read(stage_page(ROWS[-1:]))
