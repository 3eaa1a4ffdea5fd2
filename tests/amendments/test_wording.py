"""What an amendment is called, and what it would do, in words."""

import pytest

from amendments.models import Amendment
from amendments.wording import first_words, purpose, title_of, without_target

OPPOSED = "Lady Fern gives notice of her intention to oppose the Question that Clause 4 stand part of the Bill."


def an_amendment(**facts: str) -> Amendment:
    return Amendment(**{"number": "12", "provision": "clause 4", "text": "Leave out “may”", **facts})


@pytest.mark.parametrize(
    ("facts", "title"),
    [
        ({}, "Amendment 12"),
        ({"number": "NC3", "provision": ""}, "New clause 3"),
        ({"number": "(a)", "provision": "amendment nc1"}, "Amendment (a) to NC1"),
        ({"number": "4A", "provision": "amendment 4"}, "Amendment 4A"),
        ({"number": "", "text": OPPOSED}, "Clause 4 stand part notice"),
        ({"number": ""}, "Unnumbered amendment"),
    ],
)
def test_it_is_called_by_its_number_or_by_what_it_is(facts: dict[str, str], title: str) -> None:
    assert title_of(an_amendment(**facts)) == title


def test_opposing_that_a_clause_stand_part_is_asking_to_leave_it_out() -> None:
    assert purpose(an_amendment(text=OPPOSED)) == "leave clause 4 out of the Bill"
    assert purpose(an_amendment()) == "change clause 4"


def test_the_title_of_a_new_clause_is_set_off_from_its_first_subsection() -> None:
    text = "To move the following Clause—\n“Hedges\n(1) A hedge must be kept."
    row = an_amendment(text=text, provision="", op="new_clause")
    assert first_words(without_target(row)) == "“Hedges – (1) A hedge must be kept."
