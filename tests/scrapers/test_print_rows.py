"""Prints as page-line rows, in the style of 2014 and of today, with words of our own."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bills.text.page_line import PageLineIndex
from bills.text.tree import Print, Provision
from scrapers.parse import any_print, print_rows
from scrapers.records import UnreadableSource

BEES = """
Part 1
OFFENCES
Offences
1 Keeping bees without a licence
(1) A person commits an offence if—
(a) the person keeps bees, and
(b) the person has no licence,
and the bees are not wild.
(2) In this section a “licence” means a licence under section 3, other than one
(a “lapsed licence”) that has ended.
(3) A person guilty of an offence under subsection
(1) is liable—
(a) on conviction on indictment, to a fine;
(b) on summary conviction, to a fine—
(i) not above level 3, or
(ii) of the value of the honey,
whichever is less.
2 Selling honey
A person must not sell honey on a Sunday.
Part 2
LICENCES
3 Licences
(1) The Authority may give a person a licence.
(2) After section 8 of the Hives Act 1954 (keepers’ duties) insert—
“8A Keepers’ registers
(1) A keeper must keep a register of the keeper’s hives.
(2) The register must say—
(a) how many hives there are, and
(b) where they are.
9 Short title
This Act may be cited as such.”
(3) In section 9 of that Act, for “keeper” substitute “bee-
keeper”.
4 Interpretation
In this Act—
“bee” means an insect of the genus Apis;
“hive” means a home for bees, whether—
(a) made, or
(b) found.
SCHEDULES
SCHEDULE 1
Section 3
LICENCES: FURTHER PROVISION
Part 1
APPLICATIONS
1 (1) An application must be in writing.
(2) It must name the bees.
Fees
2 The fee is nothing.
SCHEDULE 2 Section 4
Consequential amendments
1 In the Hives Act 1954, omit section 2.
"""

PIECES = (
    *("1 Bees", "2 Honey", "(1) A person", "(2) text.", "(a) thing,", "(b) thing; and", "(i) x", "(ii) y", "insert—"),
    *("“8A Section", "“(1A) words", "“", "”", "words.”", "‘8A thing", "’.", "members’", "Part 1", "SCHEDULE 1", "and"),
    *("Heading words", "“term” means—", "a\tb", "d”;", "the words before", "1.—(1) A person", ", the day", '"quoted'),
    *("(b)”,", "““x” means y;”.", "—", "-", "( ) words", "item;", "SCHEDULES", "Section 5", "Article 5", "Bees Bill"),
)


def rows_of(text: str, lines: int = 40) -> list[dict]:
    """Each line of a text as a printed line, so many on a page."""
    words = text.strip().split("\n")
    return [{"page": at // lines + 1, "line": at % lines + 1, "text": line} for at, line in enumerate(words)]


def read(text: str) -> Print:
    printed, _ = print_rows.read_print(rows_of(text))
    return printed


def at(printed: Print, address: str) -> Provision:
    (found,) = printed.by_address[address]
    return found


def clauses(printed: Print) -> list[tuple[str, str]]:
    return [(each.number, each.heading) for each in printed.all if each.kind == "clause"]


def test_clauses_keep_number_and_heading() -> None:
    assert clauses(read(BEES)) == [
        ("1", "Keeping bees without a licence"),
        ("2", "Selling honey"),
        ("3", "Licences"),
        ("4", "Interpretation"),
    ]


def test_each_provision_stands_at_its_address_with_its_words() -> None:
    printed = read(BEES)
    assert at(printed, "clause 1(1)(b)").text == "the person has no licence,"
    assert at(printed, "clause 1(1)").text == "A person commits an offence if—\nand the bees are not wild."
    assert at(printed, "clause 1(3)(b)(ii)").text == "of the value of the honey,"
    assert at(printed, "clause 2").text == "A person must not sell honey on a Sunday."
    assert at(printed, "schedule 1 paragraph 1(2)").text == "It must name the bees."
    assert at(printed, "schedule 1 paragraph 2").text == "The fee is nothing."


def test_a_line_that_begins_with_a_reference_goes_on_with_the_words_before() -> None:
    printed = read(BEES)
    assert at(printed, "clause 1(3)").text.startswith("A person guilty of an offence under subsection (1) is liable—")
    assert "(a “lapsed licence”) that has ended." in at(printed, "clause 1(2)").text


def test_sections_of_amended_acts_never_become_clauses() -> None:
    printed = read(BEES)
    quoted = [(each.kind, each.number) for each in printed.all if each.is_quoted]
    assert ("section", "8A") in quoted
    assert ("section", "9") in quoted
    assert at(printed, "clause 3(3)").text == "In section 9 of that Act, for “keeper” substitute “bee-keeper”."


def test_divisions_schedules_and_cross_headings_are_read() -> None:
    printed = read(BEES)
    assert [(each.kind, each.number, each.heading) for each in printed.provisions] == [
        ("part", "Part 1", "OFFENCES"),
        ("part", "Part 2", "LICENCES"),
        ("schedules", "", "SCHEDULES"),
    ]
    assert at(printed, "part 1").children[0].heading == "Offences"
    assert at(printed, "schedule 1").note == "Section 3"
    assert at(printed, "schedule 1").heading == "LICENCES: FURTHER PROVISION"
    assert at(printed, "schedule 1 part 1").heading == "APPLICATIONS"
    assert "Fees" in [each.heading for each in printed.all if each.kind == "cross-heading"]
    assert (at(printed, "schedule 2").note, at(printed, "schedule 2").heading) == (
        "Section 4",
        "Consequential amendments",
    )


def test_definitions_stand_under_the_words_before_them() -> None:
    clause = at(read(BEES), "clause 4")
    assert [(each.kind, each.text) for each in clause.children] == [
        ("definition", "“bee” means an insect of the genus Apis;"),
        ("definition", "“hive” means a home for bees, whether—"),
    ]
    assert [each.number for each in clause.children[1].children] == ["(a)", "(b)"]


def test_every_row_is_marked_and_given_back_exactly() -> None:
    rows = rows_of(BEES)
    printed, problems = print_rows.read_print(rows)
    index = PageLineIndex(printed)
    assert [index.text(row["page"], row["line"]) for row in rows] == [row["text"] for row in rows]
    assert problems == ()


def test_single_quotes_of_2014_and_their_apostrophes() -> None:
    printed = read(
        """
1 Hives
(1) After section 8 of the Hives Act 1954 insert—
‘8A Keepers’ registers
(1) A keeper’s register must name the keepers’
hives and what is in them.
9 Other registers
(1) The Authority’s register is public.’.
(2) In section 9, for ‘keepers’ substitute ‘members’ clubs’.
(3) In section 10, for ‘bees’, in both places, substitute ‘wasps’.
2 Honey
(1) Honey is not wax."""
    )
    assert clauses(printed) == [("1", "Hives"), ("2", "Honey")]
    assert [each.number for each in printed.all if each.kind == "section"] == ["8A", "9"]
    assert at(printed, "clause 1(2)").text == "In section 9, for ‘keepers’ substitute ‘members’ clubs’."


def test_letter_i_after_h_is_a_letter_and_after_a_dash_a_roman_number() -> None:
    letters = "\n".join(f"({letter}) thing {letter};" for letter in "abcdefg")
    printed = read(
        f"""
1 Things
(1) The things are—
{letters}
(h) things that—
(i) sting;
(ii) hum;
(i) other things;
(j) no things."""
    )
    assert [each.number for each in at(printed, "clause 1(1)").children][-3:] == ["(h)", "(i)", "(j)"]
    assert [each.number for each in at(printed, "clause 1(1)(h)").children] == ["(i)", "(ii)"]


def test_left_edges_tell_a_return_to_the_margin_from_more_of_a_paragraph() -> None:
    rows = [
        (72, "1 Bees"),
        (83, "(1) Where a person keeps bees that—"),
        (119, "(a) have stung a neighbour, or"),
        (119, "(b) have stung another person in the same road,"),
        (144, "whether or not on purpose,"),
        (108, "the person must move the bees."),
    ]
    printed, _ = print_rows.read_print(
        [{"page": 1, "line": at, "x": x, "text": text} for at, (x, text) in enumerate(rows, start=1)]
    )
    assert at(printed, "clause 1(1)(b)").text.endswith("road, whether or not on purpose,")
    assert at(printed, "clause 1(1)").text == "Where a person keeps bees that—\nthe person must move the bees."


def test_running_heads_and_what_stands_before_clause_1_are_no_provisions() -> None:
    front = [
        "A",
        "BILL",
        "TO",
        "Make provision about bees.",
        "BE IT ENACTED by the Queen’s most Excellent Majesty, as follows:—",
    ]
    rows = [{"page": 1, "line": None, "text": "Bees Bill"}]
    rows += [{"page": 1, "line": at, "text": text} for at, text in enumerate([*front, "1 Bees", "Bees are"], start=1)]
    for page in (2, 3, 4):
        rows += [
            {"page": page, "line": 1, "text": f"{page} Bees Bill" if page % 2 == 0 else f"Bees Bill {page}"},
            {"page": page, "line": 2, "text": "Part 1 — Offences"},
            {"page": page, "line": 3, "text": "small."},
        ]
    record = print_rows.parse(json.dumps(rows).encode())
    (clause,) = [each for each in record.tree.all if each.kind == "clause"]
    assert clause.text == "Bees are small. small. small."
    assert (record.title, record.long_title) == ("Bees Bill", "Make provision about bees.")


@pytest.mark.parametrize(
    ("given", "place", "reason"),
    [
        ({}, "page-line rows", "not a list"),
        ([], "page-line rows", "no row"),
        ([3], "row 1", "not an object"),
        ([{"line": 1, "text": "1 Bees"}], "row 1", "no page"),
        ([{"page": 1, "line": 1}], "row 1", "no text"),
        ([{"page": 1, "line": 1, "text": 5}], "row 1", "its text is a number"),
        ([{"page": 1, "line": "x", "text": "1 Bees"}], "row 1", "its line is text"),
        (
            [{"page": 1, "line": 2, "text": "1 Bees"}, {"page": 1, "line": 1, "text": "a"}],
            "row 2",
            "comes after line 2",
        ),
        (
            [{"page": 2, "line": 2, "text": "1 Bees"}, {"page": 1, "line": 1, "text": "a"}],
            "row 2",
            "comes after page 2",
        ),
        ([{"page": 1, "line": 1, "text": "a" * 2_001}], "row 1", "2001 characters"),
        ([{"page": 1, "line": 1, "text": "1 Bees\x00"}], "row 1", "control character"),
        ([{"page": 1, "line": 1, "x": "left", "text": "1 Bees"}], "row 1", "left edge"),
        ([{"page": 1, "line": 1, "text": "Nothing numbered."}], "page-line rows", "no row begins a clause"),
        ([{"page": 1, "line": 1, "text": "a"}] * 120_001, "page-line rows", "at most 120000"),
    ],
)
def test_bad_rows_are_refused_with_row_and_reason(given: object, place: str, reason: str) -> None:
    with pytest.raises(UnreadableSource) as refused:
        print_rows.read_print(given)
    assert refused.value.place == place
    assert reason in refused.value.reason


def test_a_print_is_told_by_its_content() -> None:
    assert any_print.parse(json.dumps(rows_of(BEES)).encode()).source == "rows"
    with pytest.raises(UnreadableSource, match="PDF"):
        any_print.parse(b"%PDF-1.7 and nothing more")
    with pytest.raises(UnreadableSource):
        any_print.parse(b"not a print at all")


HARM = """
1 Meaning of harm
(1) For the purposes of section 2 a bee is harmed only if one or more of the following
subsections apply to it.
Harm by smoke
(2) The bee is the object of behaviour which would be an offence under section
1 of the Smoke Act 1969.
Harm by noise or by
shaking of hives
(3) Something is done to the bee’s hive—
(a) which shakes it, or
(b) which would shake it if it were lighter,
unless the bee is away.
(4) The bee hears it.
SCHEDULE 1
Section 1
OFFENCES
Common law offences
1 Shouting.
2 Stamping.
Hives Act 1861 (c. 100)
3 An offence under any of the following provisions of the Hives Act 1861—
section 4 (opening a hive)
section 16 (threats to a beekeeper, or to any person who lives with a
beekeeper)
section 20 (smoke)
Wax Act 1883 (c. 3)
4 An offence under any of the following provisions of the Wax Act 1883—
section 2 (melting)
section 3 (moulding)
5 An offence under section 1 of the Honey Act 1948 (spilling).
A
BILL
To make provision about bees.
Presented by the Keeper
Ordered, by The House of Commons, to be Printed.
"""


def test_headings_inside_a_clause_are_no_part_of_the_words_before() -> None:
    printed = read(HARM)
    assert at(printed, "clause 1(1)").text.endswith("subsections apply to it.")
    assert at(printed, "clause 1(2)").text.endswith("under section 1 of the Smoke Act 1969.")
    assert at(printed, "clause 1(3)").text == "Something is done to the bee’s hive—\nunless the bee is away."
    assert [each.heading for each in at(printed, "clause 1").children if each.kind == "cross-heading"] == [
        "Harm by smoke",
        "Harm by noise or by shaking of hives",
    ]


def test_lists_without_numbers_or_stops_end_at_the_next_heading_or_number() -> None:
    printed = read(HARM)
    assert [each.text for each in at(printed, "schedule 1 paragraph 3").children] == [
        "section 4 (opening a hive)",
        "section 16 (threats to a beekeeper, or to any person who lives with a beekeeper)",
        "section 20 (smoke)",
    ]
    assert at(printed, "schedule 1 paragraph 4").text.endswith("of the Wax Act 1883—")
    headings = [each.heading for each in at(printed, "schedule 1").walk() if each.kind == "cross-heading"]
    assert headings == ["Common law offences", "Hives Act 1861 (c. 100)", "Wax Act 1883 (c. 3)"]


def test_the_back_cover_is_no_part_of_the_last_schedule() -> None:
    assert at(read(HARM), "schedule 1 paragraph 5").text.endswith("(spilling).")


def test_a_number_that_only_names_another_begins_nothing() -> None:
    printed = read(
        """
1 Bees
(1) A bee may be kept under section 2,
(2) or (3) applies to wasps.
(2) A wasp may be kept by a person who meets the condition in paragraph (a),
(b) or (c) of subsection (3).
(3) The conditions are—
(a) that it is tame,
(b) that it is dead, or
(c) that it is drawn."""
    )
    assert [each.number for each in at(printed, "clause 1").children] == ["(1)", "(2)", "(3)"]
    assert [each.number for each in at(printed, "clause 1(3)").children] == ["(a)", "(b)", "(c)"]


def test_older_prints_set_number_and_subsection_on_one_line() -> None:
    printed = read(
        """
Keeping of bees
1.—(1) A person may keep bees.
(2) A person may keep wasps.
2 (1) Honey is sweet.
(2) Wax is not."""
    )
    assert at(printed, "clause 1(1)").text == "A person may keep bees."
    assert at(printed, "clause 2(2)").text == "Wax is not."


def test_inserted_text_without_its_closing_mark_ends_where_the_bill_goes_on() -> None:
    rows = rows_of(
        """
1 Hives
(1) After section 8 of the Hives Act 1954 insert—
“8A Registers
(1) A keeper must keep a register.
2 Honey
(1) Honey is sweet.
3 Wax
(1) Wax is not."""
    )
    printed, problems = print_rows.read_print(rows)
    assert clauses(printed) == [("1", "Hives"), ("2", "Honey"), ("3", "Wax")]
    assert [problem.reason for problem in problems] == ["inserted text that ends here has no closing quotation mark"]
    assert "page 1, line 4" in problems[0].place


def test_words_after_inserted_text_keep_their_space() -> None:
    rows = rows_of(
        """
1 Hives
(1) In section 2—
(a) after paragraph (a) insert—
“(aa) honey,” and
(b) omit paragraph (b)."""
    )
    printed, _ = print_rows.read_print(rows)
    assert PageLineIndex(printed).text(1, 4) == "“(aa) honey,” and"
    assert [each.number for each in at(printed, "clause 1(1)").children] == ["(a)", "(b)"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4), min_size=1, max_size=40))
def test_whatever_the_rows_say_they_are_read_or_refused_and_no_word_is_lost_in_silence(words: list[list[str]]) -> None:
    rows = [{"page": 1, "line": 1, "text": "1 Bees"}]
    rows += [{"page": 1, "line": at, "text": " ".join(row)} for at, row in enumerate(words, start=2)]
    printed, problems = print_rows.read_print(rows)
    told = {problem.place for problem in problems}
    index = PageLineIndex(printed)
    assert Print.from_json(printed.to_json()) == printed
    for row in rows:
        if re.fullmatch(r"(1 )?(Part|SCHEDULE) 1 [—-] .+", row["text"]):
            continue  # a running head: its words are in the heading it repeats
        said = index.text(row["page"], row["line"])
        is_kept = "".join(said.split()) == "".join(row["text"].split())
        assert is_kept or f"page 1, line {row['line']}" in told
