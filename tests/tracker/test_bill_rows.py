"""A row of the list of Bills: what is not ours is escaped, and every fact is told."""

import html
from datetime import UTC, date, datetime

import pytest

from bills.bill_rows import Row
from bills.models import Bill
from bills.standing import AT_STAGE, UNKNOWN, Standing
from tracker.templatetags.bill_rows import bill_row

BAD = "<b>\"&'</b>"


def row_of(kind: str = AT_STAGE, **facts) -> Row:
    told = {"short_title": "Quays Bill", "is_tracked": False, "stage_house": "Lords", "stage_description": "Report"}
    bill = Bill(pk=7)
    vars(bill).update({**told, "next_sitting": None, **facts})
    return Row(bill, Standing(kind, "", "Stage not known"))


@pytest.mark.parametrize("name", ["short_title", "former_short_title", "stage_description", "session"])
def test_words_of_a_source_are_never_markup(name: str) -> None:
    facts = {"historic_key": "quays", "historic": {"session": BAD}} if name == "session" else {name: BAD}
    told = bill_row(row_of(**facts))
    assert BAD not in told and "<b>" not in told.casefold()
    assert html.escape(BAD) in told


def test_a_row_tells_what_is_known() -> None:
    told = bill_row(
        row_of(
            is_tracked=True,
            former_short_title="Piers Bill",
            next_sitting=date(2026, 12, 1),
            last_update=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
        )
    )
    assert 'href="/bills/7/">Quays Bill</a>' in told
    for words in ("Tracked", "Report", "Next sitting", "1 December 2026", "Updated by Parliament", "1 March 2026"):
        assert words in told
    assert "Formerly Piers Bill" in told and "house--lords" in told and "Stage not known" not in told


def test_what_no_source_says_is_said_and_a_bill_of_our_own_is_not_parliaments() -> None:
    told = bill_row(row_of(UNKNOWN, is_fictional=True, current_house="Commons", last_update=datetime(2026, 3, 1)))
    assert "Fictional" in told and "Stage not known" in told and "house--commons" in told
    assert "by Parliament" not in told
