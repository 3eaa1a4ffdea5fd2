"""Laws of the grammar: what is written reads back, a lost mark never passes, nothing raises, nothing takes long."""

import re
import time
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from amendments.engine.grammar import read
from amendments.engine.instruction import Instruction, Line, Reason, Refusal, Tabled, Whole
from amendments.engine.written import from_text
from tests.engine.forms import AT, LOCATORS, ORDERS, STYLES, WHOLE, tabled
from tests.engine.rendering import STYLES as QUOTES
from tests.engine.rendering import instructions, rendered

MARK = re.compile(r"[“”\"]|(?<!\w)‘|’(?!\w)")


@settings(max_examples=400, deadline=None)
@given(instructions(), st.sampled_from(QUOTES))
def test_an_instruction_written_out_reads_back_the_same(order: Instruction, style: str) -> None:
    found = read(rendered(order, style))
    assert isinstance(found, Instruction), found
    assert replace(found, rule="") == order


@settings(max_examples=300, deadline=None)
@given(instructions(), st.sampled_from(QUOTES), st.data())
def test_with_one_quotation_mark_lost_it_is_refused(order: Instruction, style: str, data: st.DataObject) -> None:
    whole = rendered(order, style)
    marks = [
        (at, field, found.start())
        for at, line in enumerate(whole.lines)
        for field in ("num", "text")
        for found in MARK.finditer(getattr(line, field))
    ]
    assume(marks)
    at, field, place = data.draw(st.sampled_from(marks))
    line = whole.lines[at]
    text = getattr(line, field)
    lines = list(whole.lines)
    lines[at] = line._replace(**{field: text[:place] + text[place + 1 :]})
    found = read(replace(whole, lines=tuple(lines)))
    assert isinstance(found, Refusal), found


ORDERLY = "Clause 2, |page 3, |line 4, |leave out |and insert |at end |insert|from |to |(a)|subsection |the |“x” "
PIECES = st.sampled_from([*ORDERLY.split("|"), *"—\n“”‘’\"'\x1f\x00[.", "To move the following Clause—"])


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=200))
def test_no_words_whatever_make_it_raise(text: str) -> None:
    found = read(from_text("1", text))
    assert isinstance(found, Instruction) or found.detail
    assert isinstance(read(Tabled("1", (Line(text),))), Instruction | Refusal)


BOMBS = {
    "opening marks": "“" * 200_000,
    "nested marks": "“" * 100_000 + "”" * 100_000,
    "pairs": "“x” " * 50_000,
    "single pairs": "‘x’ " * 50_000,
    "single marks": "‘x " * 66_000,
    "apostrophes": "leave out ‘" + "the herons’ nests " * 11_000,
    "straight pairs": '"x" ' * 50_000,
    "straight marks": '"x ' * 66_000,
    "spaces": AT + "leave out" + " " * 200_000 + "“x”",
    "spaces after marks": ("‘x’" + " " * 100) * 2_000,
    "lists": AT + "leave out subsections " + "(1), " * 40_000,
    "ranges": AT + "leave out lines " + "1 to " * 40_000,
    "from": AT + "leave out " + "from “x” to " * 16_000,
    "clauses": "Clause 1, " * 20_000,
    "notices": "notice of " * 20_000,
    "houses": "this house " * 18_000,
    "brackets": "(" * 200_000,
    "rows": "To move the following Clause—\n" + "(a) x\n" * 33_000,
    "numbers": "To move the following Clause—\n“" + "(a) " * 50_000,
    "letters": "x" * 200_000,
    "definitions": "x\n" + "“" * 200_000,
    "commas": AT + "," * 200_000,
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_hostile_text_is_answered_at_once(text: str) -> None:
    """200,000 characters in half a second of processor time: nothing grows faster than the text."""
    start = time.process_time()
    read(from_text("1", text[:200_000]))
    read(Tabled("1", (Line(text[:200_000], kind="instruction"),)))
    assert time.process_time() - start < 0.5


FIELDS = [
    ({"op": "leave_out", "provision": "clause 2", "page": 3, "line": 4}, ""),
    ({"op": "other", "provision": "", "page": None, "line": None}, ""),
    ({"op": "insert"}, "the words say leave out, its code says insert"),
    ({"provision": "clause 3"}, "the words say clause 2, its code says clause 3"),
    ({"page": 5}, "the words say page 3 line 4, its code says page 5"),
    ({"line": 5}, "the words say page 3 line 4, its code says line 5"),
]


@pytest.mark.parametrize(("fields", "told"), FIELDS)
def test_words_and_fields_that_disagree_are_refused_with_both_readings(fields: dict[str, object], told: str) -> None:
    found = read(tabled(AT + "leave out “may”", **fields))
    if not told:
        assert isinstance(found, Instruction)
    else:
        assert found == Refusal(Reason.DISAGREES, told)


def test_what_the_words_leave_unsaid_is_taken_from_the_fields() -> None:
    found = read(tabled("leave out “may”", provision="clause 2", page=3, line=4))
    assert isinstance(found, Instruction)
    assert (found.locator.provision, found.locator.page, found.locator.line) == ("clause 2", 3, 4)


def test_the_clause_that_only_a_heading_names_is_the_one_of_the_field() -> None:
    for text in ("Page 5, line 3, leave out the Clause", "That the Clause be transferred to after Clause 9"):
        found = read(tabled(text, provision="clause 7"))
        assert isinstance(found, Instruction) and found.target == Whole("clause 7")
        assert isinstance(read(tabled(text)), Refusal)


def test_short_instructions_are_read_at_twenty_thousand_a_second() -> None:
    """On processor time, the best of five; about 45,000 where nothing else runs."""
    short = [tabled(AT + order) for order, _ in ORDERS + STYLES] + [tabled(text) for text, _ in LOCATORS + WHOLE]

    def seconds() -> float:
        start = time.process_time()
        for each in short:
            read(each)
        return time.process_time() - start

    assert len(short) / min(seconds() for _ in range(5)) >= 20_000
