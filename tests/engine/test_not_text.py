"""Orders that divide or oppose, and motions, change no words: they are read for people, and the print stays."""

import pytest

from amendments.engine.apply import apply
from amendments.engine.grammar import read
from amendments.engine.instruction import Instruction, Line, Reason, Tabled
from amendments.engine.printed import AddressedPrint
from scrapers.parse.bill_print import parse
from tests.engine.forms import tabled
from tests.scrapers.printed import clause, print_file, subsection

ORDERS = [
    "Lord Heron gives notice of his intention to oppose the Question that Clause 1 stand part of the Bill.",
    "Divide Clause 1 into two clauses, the first to consist of subsection (1)",
    "To move, That this House do disagree with the Lords in their Amendment 1",
    "To move, That this House do agree with the Lords in their Amendment 1",
]


def reason_on_a_print(amendment: Tabled) -> Reason:
    """Why the amendment, which is read, is refused on a small print, which it must leave as it is."""
    clauses = (clause(n, subsection("1", f"Lamp {n} is lit.", line=f"1-{n}")) for n in (1, 2))
    printed = AddressedPrint(parse(print_file("\n".join(clauses))).tree)
    amended = apply([amendment], printed, read)
    refusal = amended.results[0].refusal
    assert isinstance(read(amendment), Instruction)
    assert refusal is not None and not any(unit.is_changed for unit in amended.units)
    return refusal.reason


@pytest.mark.parametrize("text", ORDERS)
def test_an_order_that_changes_no_words_is_read_and_leaves_the_print_as_it_is(text: str) -> None:
    assert reason_on_a_print(tabled(text)) == Reason.NOT_TEXT


@pytest.mark.parametrize("first", ["Clause 1, page 1, line 1, at end insert—", "To move the following Clause—"])
@pytest.mark.parametrize("kind", ["table", "image"])
def test_new_text_with_a_table_or_an_image_is_read_and_put_in_by_nobody_here(first: str, kind: str) -> None:
    lines = (Line(first, kind="instruction"), Line("The lamps are—", "“(2)", 1), Line("Lamp | Red”", "", 2, kind))
    assert reason_on_a_print(Tabled("1", lines)) == Reason.TABLE
