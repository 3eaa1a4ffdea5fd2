"""Parliament's word and our plain word stand side by side; an unknown word is shown, never dropped."""

import logging

import pytest

from amendments.decisions import KNOWN, MADE, NOT_MADE, NOT_PRESSED, OPEN, decision, plain_words, same_decision


def test_all_fourteen_words_of_the_api_have_plain_words() -> None:
    assert len({known.word for known in KNOWN}) == 14
    assert all(known.plain and known.outcome for known in KNOWN)


@pytest.mark.parametrize(
    ("word", "official", "outcome"),
    [
        ("NoDecision", "No decision", OPEN),
        ("Not moved", "Not moved", NOT_PRESSED),
        ("NOT MOVED", "Not moved", NOT_PRESSED),
        ("Pre-empted", "Pre-empted", "overtaken"),
        ("NotStoodPart", "Not stood part", MADE),
        ("StoodPart", "Stood part", NOT_MADE),
    ],
)
def test_a_word_is_known_however_it_is_spaced(word: str, official: str, outcome: str) -> None:
    assert (decision(word).official, decision(word).outcome) == (official, outcome)


def test_no_word_at_all_does_not_say_that_nothing_was_decided() -> None:
    assert decision("").plain == decision("  ").plain == "No source that we have read states a decision"


def test_an_unknown_word_is_shown_raw_and_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        shown = [decision("Postponed Sine Die"), decision("Postponed Sine Die")]
    assert {one.official for one in shown} == {"Postponed Sine Die"}
    assert {(one.plain, one.outcome) for one in shown} == {("", "")}
    assert len(caplog.records) == 1 and "Postponed Sine Die" in caplog.text


def test_an_agreed_amendment_says_that_the_change_was_made_at_this_stage_only() -> None:
    assert plain_words("AgreedOnDivision") == "Agreed in a vote: the change was made at this stage"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Agreed", "Agreed to"),
        ("AgreedOnDivision", "Added"),
        ("Withdrawn", "Withdrawn after debate"),
        ("NegativedOnDivision", "Disagreed"),
        ("NotMoved", "Not moved"),
        ("NoDecision", "Not called"),
        ("Deferred", "deferred"),
    ],
)
def test_two_sources_may_use_two_words_for_one_decision(one: str, other: str) -> None:
    assert same_decision(one, other) and same_decision(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Agreed", "Disagreed"), ("StoodPart", "NotStoodPart"), ("NotMoved", "Withdrawn"), ("Deferred", "Postponed")],
)
def test_different_decisions_stay_in_dispute(one: str, other: str) -> None:
    assert not same_decision(one, other)


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("Read a second time and added to the Bill", MADE),
        ("Agreed to, as amended", MADE),
        ("AGREED TO (Division No. 3)", MADE),
        ("agreed on division 12-9", MADE),
        ("Made", MADE),
        ("Not agreed to", NOT_MADE),
        ("Disagreed, on division", NOT_MADE),
        ("Withdrawn, by leave", NOT_PRESSED),
    ],
)
def test_what_is_said_beside_a_known_word_does_not_hide_it(word: str, outcome: str) -> None:
    assert decision(word).outcome == outcome
