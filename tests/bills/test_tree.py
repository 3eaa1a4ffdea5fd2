"""The tree of a print by itself: identity, numbers, and the form it is kept in."""

from dataclasses import replace

import pytest

from bills.text.page_line import PageLineIndex
from bills.text.tree import Marker, Print, Provision, Reference

CLAUSE = Provision(
    index=0,
    kind="clause",
    guid="_c",
    eid="sec_4",
    number="4",
    note="",
    heading="Duty to keep lamps",
    text="A keeper must—\neach day.",
    at=0,
    is_quoted=False,
    starts=(1, 1),
    ends=(2, 3),
    references=(Reference("text", 0, 8, "_k", "sec_1"),),
    children=(),
)
PARAGRAPH = replace(
    CLAUSE, index=1, kind="paragraph", guid="_p", number="(a)", heading="", text="wake,", at=14, references=()
)
WHOLE = Print((replace(CLAUSE, children=(PARAGRAPH,)),), (Marker(1, 1, 0, "number", 0), Marker(1, 2, 1, "number", 0)))


def test_a_print_comes_back_from_its_json_without_loss() -> None:
    assert Print.from_json(WHOLE.to_json()) == WHOLE


def test_a_tree_kept_in_another_format_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="format 2 is not known"):
        Print.from_json({**WHOLE.to_json(), "format": 2})


def test_an_empty_print_has_nothing_and_guesses_nothing() -> None:
    empty = Print((), ())
    assert Print.from_json(empty.to_json()) == empty
    assert (empty.all, PageLineIndex(empty).lines, PageLineIndex(empty).text(1, 1)) == ((), (), "")


def test_words_stand_before_between_and_after_children() -> None:
    before, child, after = WHOLE.provisions[0].pieces()
    assert (before, child, after) == ("A keeper must—", PARAGRAPH, "\neach day.")


def test_a_guid_that_stands_twice_identifies_nothing() -> None:
    twice = Print((replace(CLAUSE, children=(replace(PARAGRAPH, guid="_c"),)),), ())
    assert dict(twice.by_guid) == {}


@pytest.mark.parametrize(
    ("number", "bare"),
    [("2A", "2A"), ("(2A)", "2A"), ("1.", "1"), ("Schedule 1", "1"), ("Schedule", ""), ("(iv)", "iv"), ("", "")],
)
def test_numbers_are_bared_of_brackets_words_and_stops(number: str, bare: str) -> None:
    assert replace(CLAUSE, number=number).bare_number == bare


def test_provisions_with_one_printed_number_are_all_found_at_its_address() -> None:
    twin = replace(PARAGRAPH, index=2, guid="_t")
    printed = Print((replace(CLAUSE, children=(PARAGRAPH, twin)),), ())
    assert printed.by_address["clause 4(a)"] == (PARAGRAPH, twin)


def test_quoted_text_has_no_address_of_its_own() -> None:
    quotation = replace(PARAGRAPH, kind="quoted text", children=(replace(PARAGRAPH, index=2, guid="_q"),))
    assert list(Print((replace(CLAUSE, children=(quotation,)),), ()).by_address) == ["clause 4"]


def test_a_line_begun_in_the_middle_of_a_provision_is_found_by_its_page_and_number() -> None:
    marks = (*WHOLE.markers, Marker(2, 3, 0, "text", 15))
    index = PageLineIndex(Print(WHOLE.provisions, marks))
    assert [index.text(*place) for place in index.lines] == [
        "4 Duty to keep lamps A keeper must—",
        "(a) wake,",
        "each day.",
    ]
