"""The grammar reads every known form whole, and refuses by name whatever it does not understand to its last word."""

import pytest

from amendments.engine.grammar import read
from amendments.engine.instruction import Instruction, Reason, Refusal
from tests.engine.forms import (
    AT,
    LOCATORS,
    ORDERS,
    SLIPS,
    STYLES,
    UNBALANCED,
    UNREADABLE,
    WHOLE,
    shape,
    tabled,
)


def told(text: str, **fields: object) -> str:
    """What is read, as one line; a refusal as its reason and detail."""
    found = read(tabled(text, **fields))
    return shape(found) if isinstance(found, Instruction) else f"{found.reason}: {found.detail}"


@pytest.mark.parametrize(("text", "expected"), LOCATORS + WHOLE)
def test_each_form_of_the_locator_and_each_whole_provision_is_read(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("order", "expected"), ORDERS + STYLES)
def test_each_form_of_the_frequency_table_is_read_in_each_style_of_quotation(order: str, expected: str) -> None:
    assert told(AT + order) == expected


@pytest.mark.parametrize(("text", "expected"), [row for row in SLIPS if row[1]])
def test_real_slips_that_leave_no_doubt_are_read(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("order", UNBALANCED)
def test_a_lost_quotation_mark_is_refused_and_never_mended(order: str) -> None:
    found = read(tabled(AT + order))
    assert isinstance(found, Refusal) and found.reason == Reason.QUOTES


@pytest.mark.parametrize("order", UNREADABLE)
def test_what_no_rule_reads_to_its_last_word_is_refused(order: str) -> None:
    found = read(tabled(AT + order))
    assert isinstance(found, Refusal) and found.reason == Reason.UNREADABLE and found.detail
