"""The sentence at the top of a Bill's page: every state, and nothing concluded from silence."""

from datetime import date

import pytest

from bills.models import Bill
from bills.sessions import session_name
from bills.standing import StageFacts, standing_of

IN_COMMITTEE = StageFacts("Committee stage", "Lords", 3, next_sitting=date(2026, 11, 30))


def a_bill(title: str = "Harbour Lanterns Bill", **facts) -> Bill:
    return Bill(short_title=title, **{"introduced_session": 40, "included_sessions": [40], **facts})


@pytest.mark.parametrize(
    ("bill", "stage", "sentence"),
    [
        (
            a_bill(),
            IN_COMMITTEE,
            "The Harbour Lanterns Bill is at committee stage in the Lords. Next sitting: 30 November 2026.",
        ),
        (
            a_bill(),
            StageFacts("2nd reading", "Commons", 7),
            "The Harbour Lanterns Bill is at 2nd reading in the Commons. No further sitting has been announced.",
        ),
        (
            a_bill(),
            StageFacts("Royal Assent", "Unassigned", 11),
            "The Harbour Lanterns Bill awaits Royal Assent. No further sitting has been announced.",
        ),
        (
            a_bill("Footpaths Act 2026", is_act=True),
            StageFacts("Royal Assent", "Unassigned", 11, royal_assent=date(2026, 11, 4)),
            "The Footpaths Act 2026 became law on 4 November 2026.",
        ),
        (
            a_bill("Footpaths Act 2026", is_act=True),
            StageFacts(),
            "The Footpaths Act 2026 became law.",
        ),
        (
            a_bill(withdrawn_on=date(2026, 10, 9)),
            IN_COMMITTEE,
            "The Harbour Lanterns Bill was withdrawn on 9 October 2026.",
        ),
        (
            a_bill(is_defeated=True),
            StageFacts("2nd reading", "Lords", 2),
            "The Harbour Lanterns Bill was defeated, at 2nd reading in the Lords.",
        ),
        (
            a_bill(introduced_session=38, included_sessions=[38]),
            IN_COMMITTEE,
            "The Harbour Lanterns Bill was last before Parliament in the session 2023–24, "
            "at committee stage in the Lords, and went no further.",
        ),
        (
            a_bill(),
            StageFacts(),
            "No source says which stage the Harbour Lanterns Bill has reached.",
        ),
    ],
)
def test_the_answer_says_where_the_bill_stands(bill, stage, sentence):
    assert standing_of(bill, stage).sentence == sentence


def test_a_withdrawn_bill_is_withdrawn_although_it_keeps_its_last_stage():
    assert standing_of(a_bill(withdrawn_on=date(2026, 10, 9)), IN_COMMITTEE).kind == "withdrawn"


def test_a_bill_carried_over_into_this_session_is_still_before_parliament():
    carried_over = a_bill(introduced_session=39, included_sessions=[39, 40])
    assert standing_of(carried_over, IN_COMMITTEE).kind == "at-stage"


def test_a_bill_of_which_no_source_gives_a_session_is_not_said_to_be_over():
    assert standing_of(a_bill(introduced_session=None, included_sessions=[]), IN_COMMITTEE).kind == "at-stage"


def test_once_a_later_session_is_recorded_bills_of_this_one_are_over():
    assert standing_of(a_bill(), IN_COMMITTEE, highest_session=41).kind == "session-over"


def test_a_title_that_begins_with_the_is_not_doubled():
    assert standing_of(a_bill("The Lanterns Bill"), IN_COMMITTEE).sentence.startswith("The Lanterns Bill is")


@pytest.mark.parametrize(
    ("number", "name"), [(39, "2024–26"), (40, "from 2026"), (34, "2019"), (47, "session 47"), (None, "")]
)
def test_a_session_has_a_name_or_is_shown_as_a_number(number, name):
    assert session_name(number) == name
