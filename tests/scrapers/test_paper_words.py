"""What an amendment does and where: its own words first, the codes beside them second."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.parse.paper_words import operation, provision_of, target

OPERATIONS = [
    ("Clause 2, page 3, line 4, at end insert—", "insert"),
    ("Clause 2, page 3, line 4, at end add “and moths”", "insert"),
    ("Clause 2, page 3, line 4, after “lamp” insert “or lantern”", "insert"),
    ("Clause 2, page 3, line 4, leave out “lamp”", "leave_out"),
    ("Clause 2, page 3, line 4, leave out subsection (2)", "leave_out"),
    ("Clause 2, page 3, leave out lines 4 to 9", "leave_out"),
    ("Schedule 1, page 30, line 4, leave out paragraph 7", "leave_out"),
    ("Clause 2, page 3, line 4, leave out “lamp” and insert “lantern”", "substitute"),
    ("Clause 2, page 3, line 4, leave out “lamp” insert “lantern”", "substitute"),
    ("Clause 2, page 3, leave out lines 4 and 5 and insert—", "substitute"),
    ("Clause 2, page 3, line 4, leave out from “lamp” to end of line 6 and insert “lantern”", "substitute"),
    ("Clause 2, page 3, line 4, leave out “insert a wick”", "leave_out"),
    ("Clause 2, page 3, line 4, at end insert “leave out Clause 9”", "insert"),
    ("Page 1, line 4, leave out Clause 1", "leave_out_clause"),
    ("Leave out Clause 12A", "leave_out_clause"),
    ("Page 40, line 1, leave out Schedule 3", "leave_out_clause"),
    ("Page 40, line 1, leave out the Schedule", "leave_out_clause"),
    ("To move the following Clause—", "new_clause"),
    ("To move the following new clause—", "new_clause"),
    ("To move the following Schedule—", "new_schedule"),
    ("After Clause 9, insert the following new Clause—", "new_clause"),
    ("Before Schedule 1, insert the following new Schedule—", "new_schedule"),
    ("Page 1, line 4, leave out Clause 1 and insert the following new Clause—", "substitute"),
    ("Lord Finch to move, That this House do disagree with the Commons in their Amendment 3", "other"),
    ("Lady Marsh gives notice of her intention to oppose the Question that Clause 9 stand part", "other"),
    ("Clause 9 be transferred to end of line 4 on page 12", "other"),
]


@pytest.mark.parametrize(("words", "op"), OPERATIONS)
def test_the_operation_is_read_from_the_instruction(words: str, op: str) -> None:
    assert operation(words, "insert" if op != "insert" else "leaveOut") == op


@pytest.mark.parametrize(
    ("raw_type", "op"),
    [("newClause", "new_clause"), ("leaveOutSchedule", "leave_out_clause"), ("", "other"), ("invented", "other")],
)
def test_words_that_say_nothing_leave_it_to_the_code(raw_type: str, op: str) -> None:
    assert operation("As printed overleaf", raw_type) == op


@pytest.mark.parametrize(
    ("code", "provision"),
    [
        ("sec_3", "clause 3"),
        ("sec_12A", "clause 12a"),
        ("sec_3__subsec_2", "clause 3"),
        ("sch_1", "schedule 1"),
        ("sched_4", "schedule 4"),
        ("sch_1__para_3", "schedule 1"),
        ("sch", "schedule"),
        ("amnd_NC4", "amendment nc4"),
        ("title", "title"),
        ("", ""),
        ("sec", None),
        ("pt_2", None),
        ("sec_3; drop", None),
    ],
)
def test_codes_of_provisions_become_parliaments_words(code: str, provision: str | None) -> None:
    assert provision_of(code) == provision


PLACES = [
    # words, coded provision, coded page: provision, page, line
    ("Clause 2, page 3, line 4, leave out “a”", "sec_2", "p_3__ln_4", "clause 2", 3, 4),
    ("Clause  2,  page  3,  line  4, leave out “a”", "sec_2", "p_3__ln_4", "clause 2", 3, 4),
    ("Clause 2, page 3, line 4, leave out “a”", "", "", "clause 2", 3, 4),
    ("Clause 2, page 3, leave out lines 4 to 9", "sec_2", "p_3__ln_4", "clause 2", 3, 4),
    ("Clause 2, page 3, leave out line 4", "sec_2", "", "clause 2", 3, 4),
    ("Clause 2, page 3, on line 7, leave out “a”", "sec_2", "", "clause 2", 3, 7),
    ("Clause 2, page 3", "sec_2", "p_3__ln_8", "clause 2", 3, 8),
    ("Schedule 1, page 30, line 4, at end insert—", "sch_1", "p_30__ln_4", "schedule 1", 30, 4),
    ("Schedule, page 30, line 4, at end insert—", "sch", "p_30__ln_4", "schedule", 30, 4),
    ("Schedule, page 30, line 4, at end insert—", "sch_1", "p_30__ln_4", "schedule", 30, 4),
    ("Page 5, line 6, leave out Clause 4", "sec_4", "p_5__ln_6", "clause 4", 5, 6),
    ("Page 31, line 1 [Clause 49], leave out “a”", "", "", "clause 49", 31, 1),
    ("Line 5, leave out “a”", "amnd_NC4", "ln_5", "amendment nc4", None, 5),
    ("To move the following Clause—", "", "", "", None, None),
    ("After Clause 9, insert the following new Clause—", "sec_9", "", "", None, None),
    ("Title, line 1, leave out “a”", "title", "", "title", None, None),
    ("Something nobody has seen", "sec_8", "p_9__ln_10", "clause 8", 9, 10),
    ("Something nobody has seen", "pt_8", "p_9", "", 9, None),
    ("Something nobody has seen", "", "page nine", "", None, None),
]


@pytest.mark.parametrize(("words", "coded", "coded_page", "provision", "page", "line"), PLACES)
def test_words_and_codes_that_agree_or_complete_each_other_make_no_problem(
    words: str, coded: str, coded_page: str, provision: str, page: int | None, line: int | None
) -> None:
    found = target(words, coded, coded_page)
    assert (found.provision, found.page, found.line, found.conflict) == (provision, page, line, "")


@pytest.mark.parametrize(
    ("coded", "coded_page", "says"),
    [
        ("sec_9", "p_3__ln_4", "the text says clause 2, its code says clause 9"),
        ("amnd_NC4", "p_3__ln_4", "the text says clause 2, its code says amendment nc4"),
        ("sec_2", "p_3__ln_5", "the text says page 3 line 4, its code says page 3 line 5"),
        ("sec_2", "p_8__ln_4", "the text says page 3 line 4, its code says page 8 line 4"),
        ("sec_9", "p_8__ln_4", "clause 9; the text says page 3"),
    ],
)
def test_where_a_code_contradicts_the_text_the_text_stands_and_both_are_named(
    coded: str, coded_page: str, says: str
) -> None:
    found = target("Clause 2, page 3, line 4, leave out “lamp”", coded, coded_page)
    assert (found.provision, found.page, found.line) == ("clause 2", 3, 4)
    assert says in found.conflict


def test_a_new_clause_placed_after_another_clause_than_its_code_says_is_reported() -> None:
    found = target("After Clause 9, insert the following new Clause—", "sec_8", "")
    assert found.provision == ""
    assert found.conflict == "the text says clause 9, its code says clause 8"


def test_a_code_of_another_page_lends_no_line() -> None:
    found = target("Clause 2, page 3, leave out from “lamp” to the end", "sec_2", "p_8__ln_4")
    assert (found.page, found.line) == (3, None)
    assert "page 8" in found.conflict


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=20), st.text(max_size=20))
def test_any_words_and_codes_are_read_without_a_crash(words: str, coded: str, coded_page: str) -> None:
    found = target(words, coded, coded_page)
    assert found.page is None or found.page >= 0
    assert operation(words, coded) in {
        "insert", "leave_out", "substitute", "leave_out_clause", "new_clause", "new_schedule", "other"
    }  # fmt: skip
