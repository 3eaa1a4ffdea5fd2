"""Orders that divide or oppose, and motions, change no words: they are read for people, and the print stays."""

import pytest

from amendments.engine.apply import apply
from amendments.engine.grammar import read
from amendments.engine.instruction import Instruction, Reason
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


@pytest.mark.parametrize("text", ORDERS)
def test_an_order_that_changes_no_words_is_read_and_leaves_the_print_as_it_is(text: str) -> None:
    amendment = tabled(text)
    clauses = (clause(n, subsection("1", f"Lamp {n} is lit.", line=f"1-{n}")) for n in (1, 2))
    printed = AddressedPrint(parse(print_file("\n".join(clauses))).tree)
    amended = apply([amendment], printed, read)
    refusal = amended.results[0].refusal
    assert isinstance(read(amendment), Instruction)
    assert refusal is not None and refusal.reason == Reason.NOT_TEXT
    assert not any(unit.is_changed for unit in amended.units)
