"""An amendment written as plain text becomes the same lines that a structured paper gives."""

import pytest

from amendments.engine.grammar import read
from amendments.engine.instruction import Instruction, Line, Place, Reason, Refusal, Whole
from amendments.engine.written import from_text

CLAUSE = """To move the following Clause—
“Nesting of herons
(1) The Herons Act is amended as follows.
(2) After section 40 insert—
“40A Herons in towns
(1) This section applies to a heron—
(a) in a town, or
(b) in a city which—
(i) is large, or
(ii) is small,
and to an egret.
(2) In this section—
“heron” means a bird;
“town” means—
(a) a borough;
(b) a burgh.”
(3) The rest is unchanged.”"""


def outline(text: str, **said: str) -> list[str]:
    """Depth, number and first word of each line of the new text."""
    found = read(from_text("1", text, **said))
    assert isinstance(found, Instruction) and found.new
    return [f"{line.depth} {line.num or '-'} {line.kind} {line.text.partition(' ')[0]}" for line in found.new.lines]


def test_depths_follow_the_order_of_numbering_and_begin_anew_inside_a_quotation() -> None:
    assert outline(CLAUSE) == [
        "0 - heading Nesting",
        "0 (1) text The",
        "0 (2) text After",
        "1 “40A heading Herons",
        "1 (1) text This",
        "2 (a) text in",
        "2 (b) text in",
        "3 (i) text is",
        "3 (ii) text is",
        "1 - text and",
        "1 (2) text In",
        "2 - definition “heron”",
        "2 - definition “town”",
        "3 (a) definition a",
        "3 (b) definition a",
        "0 (3) text The",
    ]


def test_i_is_a_letter_after_h_and_roman_where_a_list_begins() -> None:
    letters = "Clause 1, page 2, line 3, at end insert—\n“(h) wade;\n(i) fly—\n(i) high;\n(ii) low;\n(j) swim.”"
    assert [row.split()[:2] for row in outline(letters)] == [
        ["0", "(h)"],
        ["0", "(i)"],
        ["1", "(i)"],
        ["1", "(ii)"],
        ["0", "(j)"],
    ]


def test_a_paragraph_before_a_subsection_stands_inside_one_that_is_not_printed() -> None:
    text = "Clause 1, page 2, line 3, at end insert “, and\n(b) wade—\n(i) high.\n(5A) Egrets may nest.”"
    assert [row.split()[:2] for row in outline(text)] == [["0", "-"], ["1", "(b)"], ["2", "(i)"], ["0", "(5A)"]]


def test_a_schedule_has_parts_paragraphs_and_sub_paragraphs() -> None:
    rows = ("“Herons", "Part 1", "Nests", "1 (1) They nest.", "(2) Egrets wade.", "Power", "2 The end.”")
    text = "\n".join(("To move the following Schedule—", *rows))
    assert outline(text) == [
        "0 - heading Herons",
        "0 - heading Part",
        "0 - heading Nests",
        "0 1 text ",
        "1 (1) text They",
        "1 (2) text Egrets",
        "0 - heading Power",
        "0 2 text The",
    ]


@pytest.mark.parametrize("heading", ["Herons etc.", "Herons: nests, eggs and the like.", "Nesting of herons"])
def test_the_first_words_before_a_number_are_the_heading_whatever_they_end_in(heading: str) -> None:
    assert outline(f"To move the following Clause—\n“{heading}\n(1) They nest.”")[0].split()[2] == "heading"


def test_words_alone_are_no_heading_where_they_are_a_sentence() -> None:
    assert outline("To move the following Clause—\n“Herons nest.\nEgrets wade.”")[0].split()[2] == "text"


def test_a_line_that_says_only_schedule_is_not_the_heading_of_a_schedule() -> None:
    text = "Insert the following new Schedule—\n“SCHEDULE\nHERONS AND EGRETS\n1 They nest.”"
    assert outline(text) == ["0 - heading HERONS", "0 1 text They"]


def test_paragraphs_numbered_by_the_printer_go_out_after_a_full_stop() -> None:
    text = "Clause 1, page 2, line 3, at end insert—\n“( ) Herons may—\n( ) nest;\n( ) wade.\n( ) Egrets may not.”"
    assert [row[0] for row in outline(text)] == ["0", "1", "1", "0"]


def test_a_block_that_begins_on_the_instructions_own_line_is_a_block() -> None:
    one = "Clause 1, page 2, line 3, at end insert— ‘(2A) The herons’ nests are—\n(a) small;\n(b) big.’."
    assert [row.split()[:2] for row in outline(one)] == [["0", "(2A)"], ["1", "(a)"], ["1", "(b)"]]


@pytest.mark.parametrize("style", ["“”", "‘’", "''", '""'])
def test_a_definition_alone_is_told_by_its_form(style: str) -> None:
    opens, closes = style
    text = f"Clause 1, page 2, line 3, at end insert—\n{opens}“egret” means a bird of the marshes;{closes}"
    assert outline(text) == ["0 - definition “egret”"]


@pytest.mark.parametrize(
    ("position", "place"),
    [
        ("after clause 12", Place("after", Whole("clause 12"))),
        ("Before Schedule 2", Place("before", Whole("schedule 2"))),
        ("end", Place("end")),
        ("", None),
    ],
)
def test_the_clerks_place_is_the_place_of_a_new_clause(position: str, place: Place | None) -> None:
    found = read(from_text("NC1", CLAUSE, position=position))
    assert isinstance(found, Instruction) and found.place == place


def test_two_different_places_are_a_disagreement() -> None:
    text = "After Clause 3, insert the following new Clause—\n“Herons\nThey nest.”"
    found = read(from_text("1", text, position="after clause 4"))
    assert isinstance(found, Refusal) and found.reason == Reason.DISAGREES


def test_a_note_above_names_the_amendment_that_is_amended() -> None:
    text = "As an Amendment to Ann Heron’s proposed New Clause (Nesting) (NC4):—\nLine 3, leave out “may”"
    amendment = from_text("(a)", text, decision="Agreed to", order=7)
    found = read(amendment)
    assert isinstance(found, Instruction)
    assert (found.locator.provision, found.locator.page, found.locator.line) == ("amendment nc4", None, 3)
    assert (amendment.decision, amendment.order, amendment.lines[0].kind) == ("Agreed to", 7, "note")


def test_dates_and_numbers_in_a_sentence_are_no_numbers_of_lines() -> None:
    text = "Clause 1, page 2, line 3, at end insert—\n“(2) The day is\n30 June 2031.”"
    found = read(from_text("1", text))
    assert isinstance(found, Instruction) and found.new
    assert found.new.lines[1] == Line("30 June 2031.", "", 0, "text")


@pytest.mark.parametrize("words", ["12 months after that day.", "30 June 2031.", "2031 is the year."])
def test_a_block_may_begin_with_a_number_that_is_none_of_a_line(words: str) -> None:
    found = read(from_text("1", f"Clause 1, page 2, line 3, at end insert—\n“{words}”"))
    assert isinstance(found, Instruction) and found.new
    assert found.new.lines == (Line(words),)


@pytest.mark.parametrize("text", ["", "\n\n", "(1)", "“", "—", "(a) (b) (c)", "1 1 1 1", "“““\n”"])
def test_text_that_is_no_amendment_is_refused(text: str) -> None:
    assert isinstance(read(from_text("1", text)), Refusal)
