"""A row of a stage's list: what is not ours is escaped, and every note is told."""

import html
from datetime import date

import pytest

from amendments.models import Amendment
from amendments.stage_list import Row
from tracker.templatetags.stage_rows import stage_row

BAD = "<b>\"&'</b>"


def row_of(**facts) -> Row:
    found = Amendment(pk=7, bill_id=3, number="12", provision="clause 2", decision="Agreed", readings={}, **facts)
    return Row(found, names=(), place=None, group=0, heading="", change_at=None, change_grades="", is_new=False)


@pytest.mark.parametrize("name", ["text", "number", "provision", "decision", "stated_withdrawn", "gist"])
def test_words_of_a_source_are_never_markup(name):
    row = row_of()
    setattr(row.amendment, name, BAD)

    told = stage_row(row, None, BAD)

    assert BAD not in told and "<b>" not in told.casefold()
    assert html.escape(BAD) in told


def test_a_row_tells_what_is_known_and_says_where_nothing_is():
    told = stage_row(row_of(is_government=True, disputed={"decision": ["a", "b"]}), date(2026, 3, 1), "Ours: linked")

    assert 'href="/bills/3/amendments/7/?at=2026-03-01"' in told
    assert "Its words have not been published" in told
    assert "No name given, for the Government" in told
    assert "Ours: linked" in told and "The two sources differ" in told
    assert "Agreed without a counted vote" in told
