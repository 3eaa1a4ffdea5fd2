"""The outline in which the story is written, and the press that sets it on pages."""

import pytest

from tracker.replica.layout import LINES, lay_out, lines_in
from tracker.replica.story.ferries_text import amended_in_committee, introduced
from tracker.replica.units import addressed, read_units

OUTLINE = """
Clause 1 — Bells
  (1) Every lighthouse must have—
    (a) a bell, and
    (b) a rope;
    ~ and somebody to pull it.
  (2) In this section—
    “bell” means a thing that rings.
    | Size | Sound |
    | Small | Faint |
Schedule 1 — The bell ringers [Section 1]
  1
    (1) There are to be two of them.
  2 They may take turns.
"""


def test_an_outline_becomes_a_tree_with_addresses() -> None:
    kinds = {address: unit.kind for address, unit in addressed(read_units(OUTLINE))}
    assert kinds == {
        "1": "section",
        "1(1)": "subsection",
        "1(1)(a)": "level",
        "1(1)(b)": "level",
        "1(1)#3": "closing",
        "1(2)": "subsection",
        "1(2)#1": "definition",
        "1(2)#2": "table",
        "Schedule 1": "schedule",
        "Schedule 1 1": "paragraph",
        "Schedule 1 1(1)": "subparagraph",
        "Schedule 1 2": "paragraph",
    }


def test_a_line_that_is_no_line_of_an_outline_is_named() -> None:
    with pytest.raises(ValueError, match="just words"):
        read_units("Clause 1 — Bells\n  just words")


def test_a_number_shares_the_line_of_its_words_and_a_paragraph_that_of_its_first_sub_paragraph() -> None:
    printed = [words for _, words in lines_in(lay_out(read_units(OUTLINE)))]
    assert printed == [
        "1 Bells",
        "(1) Every lighthouse must have—",
        "(a) a bell, and",
        "(b) a rope;",
        "and somebody to pull it.",
        "(2) In this section—",
        "“bell” means a thing that rings.",
        "Size Sound",
        "Small Faint",
        "Schedule 1",
        "The bell ringers",
        "1 (1) There are to be two of them.",
        "2 They may take turns.",
    ]


def test_lines_fill_a_page_and_a_schedule_begins_a_new_one() -> None:
    printed = lay_out(introduced())
    marks = [mark for mark, _ in lines_in(printed)]
    assert marks[:LINES] == [(1, line) for line in range(1, LINES + 1)]
    assert marks == sorted(set(marks))
    assert [printed.first[f"Schedule {n}"][1] for n in (1, 2)] == [1, 1]


def test_the_words_named_stand_on_the_line_named() -> None:
    printed = lay_out(amended_in_committee())
    lines = dict(lines_in(printed))
    mark = printed.line_of("3(4)", "at least 48 hours")
    assert "at least 48 hours" in lines[mark]


def test_words_that_stand_nowhere_or_often_are_refused() -> None:
    printed = lay_out(introduced())
    with pytest.raises(ValueError, match="0 times"):
        printed.line_of("3(4)", "moonlight")
    with pytest.raises(ValueError, match="3 times"):
        printed.line_of("3(3)", "the")
