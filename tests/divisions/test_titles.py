"""Titles of divisions: every form seen or expected, in our own words; the real ones are read from SHARED_DATA."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.parse.division_titles import (
    AMENDMENT,
    LORDS_AMENDMENT,
    MOTION,
    OTHER,
    PROCEDURE,
    READING,
    REASONED,
    STAGES,
    STAND_PART,
    Question,
    core,
    in_words,
    label_of,
    named_in,
    question_of,
    read_note,
    search_term,
)

BILL = "Lighthouse Keepers Bill"


def asked(kind: str, stage: str = "", label: str = "", to: str = "", disagrees: bool = False) -> Question:
    return Question(kind, stage, label, to, True, disagrees)


FORMS = {
    "Lighthouse Keepers Bill: Second Reading": asked(READING, "second reading"),
    "Lighthouse Keepers Bill: Third Reading": asked(READING, "third reading"),
    "Lighthouse Keepers Bill - 3rd Reading": asked(READING, "third reading"),
    "Lighthouse Keepers Bill: Reasoned Amendment to Second Reading": asked(REASONED, "second reading"),
    "Lighthouse Keepers Bill: Reasoned Amendment": asked(REASONED, "second reading"),
    "Lighthouse Keepers Bill Second Reading: Reasoned Amendment": asked(REASONED, "second reading"),
    "Lighthouse Keepers Bill Committee: Amendment 1": asked(AMENDMENT, "committee", "1"),
    "Lighthouse Keepers Bill Committee: New Clause 20": asked(AMENDMENT, "committee", "nc20"),
    "Lighthouse Keepers Bill Committee of the whole House: Amendment 25": asked(AMENDMENT, "committee", "25"),
    "Lighthouse Keepers Bill Committee: Clause 5 stand part": asked(STAND_PART, "committee", "clause5"),
    "Lighthouse Keepers Bill Report Stage: Amendment 8": asked(AMENDMENT, "report", "8"),
    "Lighthouse Keepers Bill Report: NC18": asked(AMENDMENT, "report", "nc18"),
    "Lighthouse Keepers Bill [Lords] Report Stage: New Clause 18": asked(AMENDMENT, "report", "nc18"),
    "Lighthouse Keepers Bill [HL] Report Stage: Government New Schedule 2": asked(AMENDMENT, "report", "ns2"),
    "Lighthouse Keepers Bill Report Stage: Amendment (a) to New Clause 3": asked(AMENDMENT, "report", "(a)", "nc3"),
    "Lighthouse Keepers Bill Report Stage: Amendment (b) to Amendment 31": asked(AMENDMENT, "report", "(b)", "31"),
    "Lighthouse Keepers Bill: New Clause 7": asked(AMENDMENT, "", "nc7"),
    "Lighthouse Keepers Bill: Amendment No. 12": asked(AMENDMENT, "", "12"),
    "Lighthouse Keepers Bill: motion to disagree with Lords Amendment 2": asked(LORDS_AMENDMENT, "", "2", "", True),
    "Lighthouse Keepers Bill: Motion to agree with Lords Amendment 3B": asked(LORDS_AMENDMENT, "", "3b"),
    "Lighthouse Keepers Bill: Lords Amendment 14": asked(LORDS_AMENDMENT, "", "14"),
    "Lighthouse Keepers Bill: motion to disagree with LA 9": asked(LORDS_AMENDMENT, "", "9", "", True),
    "Lighthouse Keepers Bill (Programme)": asked(PROCEDURE, "programme motion"),
    "Lighthouse Keepers Bill: Programme (No. 2) Motion": asked(PROCEDURE, "programme motion"),
    "Lighthouse Keepers Bill: Money Resolution": asked(PROCEDURE, "money resolution"),
    "Lighthouse Keepers Bill (Ways and Means)": asked(PROCEDURE, "ways and means"),
    "Lighthouse Keepers Bill: Carry-over Motion": asked(PROCEDURE, "carry-over motion"),
    "Lighthouse  Keepers Bill :  Third  Reading": asked(READING, "third reading"),
    "LIGHTHOUSE KEEPERS BILL: THIRD READING": asked(READING, "third reading"),
}
NOT_READ = (
    "Lighthouse Keepers Bill Report Stage: Amendments 1 and 2",
    "Lighthouse Keepers Bill Report Stage: New Clause 1 and New Clause 2",
    "Lighthouse Keepers Bill: Amendment 5 as amended, and Amendment 6",
    "Lighthouse Keepers Bill: that the Question be now put",
    "Lighthouse Keepers Bill: Instruction to the Committee",
    "Lighthouse Keepers Bill Committee: Reasoned Amendment",
    "Lighthouse Keepers Bill: motion to disagree with Lords Amendments 1, 2 and 3",
    "Lighthouse Keepers Bill: Second Reading (adjourned debate)",
    "Lighthouse Keepers Bill Report Stage",
    "Business of the House (Lighthouse Keepers Bill)",
    "Closure of debate on the Lighthouse Keepers Bill: Third Reading",
)
ANOTHER = (
    "Great Lighthouse Keepers Bill: Third Reading",
    "Lighthouse Keepers Billing Bill: Third Reading",
    "Lighthouse Keepers (No. 2) Bill: Third Reading",
    "Draft Lighthouse Keepers Regulations 2026",
    "Lighthouses Bill: Third Reading",
    "Budget Resolution No. 44: Rates of alcohol duty",
)


@pytest.mark.parametrize("title", FORMS)
def test_a_title_is_read_for_what_it_says(title: str) -> None:
    assert question_of(title, "", BILL) == FORMS[title]
    assert in_words(FORMS[title], "Commons").endswith("?")


@pytest.mark.parametrize("title", NOT_READ)
def test_a_title_that_says_more_is_not_understood(title: str) -> None:
    question = question_of(title, "", BILL)
    assert question
    assert not question.is_understood
    assert (question.label, in_words(question, "Commons")) == ("", "")


@pytest.mark.parametrize("title", ANOTHER)
def test_a_title_of_something_else_names_no_bill(title: str) -> None:
    assert question_of(title, "", BILL) is None


NOTES = {
    "<p>Lord Lantern moved amendment 51, to leave out clause 10. The House divided:</p>": asked(AMENDMENT, "", "51"),
    "Baroness Wick moved amendment 66ZA, after Clause 8, to insert a new Clause.": asked(AMENDMENT, "", "66za"),
    "Lord Lantern moved amendment 51A, as an amendment to amendment 51, at end to insert words.": asked(
        AMENDMENT, "", "51a", "51"
    ),
    "<p>Lord Lantern moved Motion A1, as an amendment to Motion A, at end to insert words.</p>": asked(
        MOTION, "", "a1", "a"
    ),
    "<p>Lord Pilot moved Motion B, that this House do not insist on its amendment 7.</p>": asked(MOTION, "", "b"),
    "Lord Pilot moved that the Bill be now read a third time.": asked(READING, "third reading"),
    "Lord Pilot moved that the Bill be now read a second time.": asked(READING, "second reading"),
    "The House divided on whether Clause 4 should stand part of the Bill.": asked(STAND_PART, "", "clause4"),
    "Lord Lantern moved&nbsp;amendment 3&#44; to clause 2": asked(AMENDMENT, "", "3"),
}


@pytest.mark.parametrize("note", NOTES)
def test_a_note_of_the_lords_is_read_for_what_was_moved(note: str) -> None:
    assert question_of(f"{BILL} [HL]", note, BILL) == NOTES[note]


@pytest.mark.parametrize(
    "note",
    [
        "",
        "<p></p>",
        "Lord Lantern moved amendment 3. Lady Wick moved amendment 4.",
        "Lord Lantern moved amendments 3 and 4 together.",
        "Lord Lantern moved, as an amendment to the motion that the Bill be read a second time, to regret it.",
        "The House divided on whether Clause 4 should stand part and whether Clause 5 should stand part.",
        "moved amendment 3 " + "x" * 3000,
    ],
)
def test_a_note_that_says_more_or_nothing_is_not_understood(note: str) -> None:
    assert not read_note(note).is_understood


def test_a_title_and_a_note_that_disagree_are_not_understood() -> None:
    moved = "Lord Lantern moved amendment 3."
    assert question_of(f"{BILL}: Amendment 3", moved, BILL) == asked(AMENDMENT, "", "3")
    assert question_of(f"{BILL} Report Stage", moved, BILL) == asked(AMENDMENT, "report", "3")
    assert question_of(f"{BILL}: Amendment 4", moved, BILL) == Question(OTHER)
    assert question_of(f"{BILL}: Third Reading", moved, BILL) == Question(OTHER, "third reading")


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Lighthouse Keepers Bill", "lighthouse keepers"),
        ("Lighthouse Keepers Bill [HL]", "lighthouse keepers"),
        ("Lighthouse Keepers Act 2026", "lighthouse keepers"),
        ("Lighthouse  Keepers’ Bill", "lighthouse keepers'"),
        ("Billing Bill", "billing"),
        ("Ferries Bill [fictional]", "ferries"),
    ],
)
def test_a_title_stays_itself_from_bill_to_act(title: str, wanted: str) -> None:
    assert core(title) == wanted


def test_what_is_searched_for_is_the_title_as_divisions_print_it() -> None:
    assert search_term("Lighthouse Keepers Act 2026") == "Lighthouse Keepers Bill"
    assert search_term("Lighthouse (Keepers) Bill [HL]") == "Lighthouse (Keepers) Bill"


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("NC18", "nc18"), ("New Clause 18", "nc18"), ("new  clause 18A", "nc18a"), ("NS2", "ns2"),
        ("New Schedule 2", "ns2"), ("Amendment 51A", "51a"), ("51A", "51a"), ("66ZA", "66za"), ("(a)", "(a)"),
        ("Amendment (a)", "(a)"), ("Lords Amendment 2", "2"), ("LA2", "2"), ("Motion A1", "a1"), ("A1", "a1"),
        ("amendment nc4", "nc4"), ("Amendment No. 7", "7"), ("", ""),
    ],
)  # fmt: skip
def test_a_number_has_one_form_however_it_is_printed(printed: str, label: str) -> None:
    assert label_of(printed) == label


@pytest.mark.shared
def test_the_real_titles_name_their_bills_and_are_read(shared) -> None:
    commons = json.loads((shared / "api/recorded/snommoc/divisions__commons.json").read_text(encoding="utf-8"))
    titles = [row["Title"] for row in commons]
    with_bill = {title: found[1] for title in titles if (found := re.match(r"(.*?\bBill)\b", title))}
    questions = {title: question_of(title, "", bill) for title, bill in with_bill.items()}
    assert len(questions) == 14
    assert all(question and question.is_understood for question in questions.values())
    assert sorted({question.kind for question in questions.values() if question}) == sorted(
        [AMENDMENT, LORDS_AMENDMENT, READING, REASONED]
    )
    for title in titles:
        assert [bill for bill in set(with_bill.values()) if named_in(title, bill)] == (
            [with_bill[title]] if title in with_bill else []
        )


@pytest.mark.shared
def test_the_real_note_of_the_lords_is_read(shared) -> None:
    (row,) = json.loads((shared / "api/recorded/snommoc/divisions__lords.json").read_text(encoding="utf-8"))
    question = question_of(row["title"], row["amendmentMotionNotes"], row["title"])
    assert question == asked(AMENDMENT, "", "51")


# ---- whatever comes ----
ANY = st.text(max_size=120)


@given(title=ANY, note=ANY, bill=ANY)
def test_nothing_that_anybody_writes_stops_the_reader(title: str, note: str, bill: str) -> None:
    question = question_of(title, note, bill)
    assert question is None or question.stage in {"", *STAGES}
    assert question is None or question.is_understood or not question.label


@given(before=st.sampled_from(["Great ", "Old ", "No ", "x"]), rest=ANY)
def test_a_longer_name_is_another_bill(before: str, rest: str) -> None:
    found = named_in(f"{before}{BILL}{rest}", BILL)
    assert found is None or not found.at_start


@given(junk=st.text(alphabet="abcdefghij 0123456789,;", min_size=1, max_size=30))
def test_words_after_a_number_are_never_skipped(junk: str) -> None:
    whole = question_of(f"{BILL} Report Stage: Amendment 8 {junk}", "", BILL)
    assert whole
    if junk.strip(" .;,"):
        assert not (whole.is_understood and whole.label == "8")
