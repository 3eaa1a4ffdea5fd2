"""How often a tracked Bill is asked for: facts in, a moment out."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.schedule import (
    DAILY,
    HOURLY,
    LONDON,
    OFTEN,
    WEEKLY,
    BillFacts,
    LastPoll,
    is_working_hours,
    next_poll,
    pace,
)

TUESDAY = date(2026, 11, 24)


def london(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def days(*offsets: int) -> tuple[date, ...]:
    return tuple(TUESDAY + timedelta(days=offset) for offset in offsets)


def due_after(ended_at: datetime, facts: BillFacts, **facts_of_poll) -> datetime:
    return next_poll(facts, LastPoll(ended_at, **facts_of_poll), ended_at)


LIVE = BillFacts(amendable_sittings=days(0))
QUIET = BillFacts()


def test_a_bill_that_was_never_asked_for_is_due_now():
    now = london(24, 3)
    assert next_poll(QUIET, None, now) == now


@pytest.mark.parametrize("offset", [-7, -1, 0, 1, 7])
def test_a_sitting_of_an_amendable_stage_within_a_week_makes_it_often(offset):
    assert pace(BillFacts(amendable_sittings=days(offset)), TUESDAY) == OFTEN


@pytest.mark.parametrize("offset", [-28, -8, 8, 28])
def test_a_sitting_of_an_amendable_stage_within_four_weeks_makes_it_hourly(offset):
    assert pace(BillFacts(amendable_sittings=days(offset)), TUESDAY) == HOURLY


def test_a_second_reading_this_week_makes_it_hourly():
    assert pace(BillFacts(other_sittings=days(2)), TUESDAY) == HOURLY


def test_a_bill_with_nothing_near_is_asked_for_daily():
    assert pace(BillFacts(amendable_sittings=days(-29, 29), other_sittings=days(-8, 8)), TUESDAY) == DAILY


def test_an_act_or_a_withdrawn_bill_is_asked_for_weekly():
    assert pace(BillFacts(has_ended=True), TUESDAY) == WEEKLY
    assert pace(BillFacts(has_ended=True, amendable_sittings=days(-20)), TUESDAY) == WEEKLY


def test_the_week_of_royal_assent_is_still_followed_closely():
    assert pace(BillFacts(has_ended=True, other_sittings=days(-1)), TUESDAY) == HOURLY


def test_a_live_bill_is_due_every_quarter_of_an_hour_in_working_hours():
    assert due_after(london(24, 14), LIVE) == london(24, 14, 15)


def test_a_live_bill_is_due_hourly_at_night():
    assert due_after(london(24, 23, 10), LIVE) == london(25, 0, 10)


def test_a_live_bill_is_due_hourly_at_the_weekend():
    assert due_after(london(28, 12), LIVE) == london(28, 13)


def test_a_live_bill_is_due_at_opening_after_an_hourly_poll_before_it():
    assert due_after(london(24, 8, 30), LIVE) == london(24, 9)


def test_the_last_quarter_before_closing_is_followed_by_an_hour():
    assert due_after(london(24, 22, 50), LIVE) == london(24, 23, 50)


def test_opening_on_a_saturday_is_no_opening():
    assert due_after(london(28, 8, 30), LIVE) == london(28, 9, 30)


def test_a_poll_that_failed_is_repeated_within_the_hour():
    assert due_after(london(24, 14), QUIET, was_complete=False) == london(24, 15)


def test_a_failed_poll_of_a_live_bill_is_not_repeated_sooner_than_a_good_one():
    assert due_after(london(24, 14), LIVE, was_complete=False) == london(24, 14, 15)


def test_a_weekly_bill_wakes_up_when_a_sitting_draws_near():
    returns = BillFacts(has_ended=True, amendable_sittings=days(10))
    assert due_after(london(24, 12), returns) == datetime(2026, 11, 27, 9, tzinfo=LONDON)


def test_no_bill_is_due_before_the_queue_could_serve_every_bill_once():
    due = next_poll(LIVE, LastPoll(london(24, 14)), london(24, 14), round_takes=timedelta(minutes=40))
    assert due == london(24, 14, 40)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (london(24, 8, 59), False),
        (london(24, 9), True),
        (london(24, 22, 59), True),
        (london(24, 23), False),
        (london(29, 12), False),
        (datetime(2026, 7, 14, 8, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 24, 8, 0, tzinfo=UTC), False),
    ],
)
def test_working_hours_are_london_hours_in_winter_and_summer(moment, is_open):
    assert is_working_hours(moment) is is_open


def test_at_no_moment_of_a_year_is_a_poll_due_within_a_quarter_of_an_hour_or_after_a_week():
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for facts in (LIVE, QUIET, BillFacts(has_ended=True), BillFacts(other_sittings=days(0))):
        for hours in range(0, 366 * 24, 5):
            ended = start + timedelta(hours=hours, minutes=hours % 60)
            wait = due_after(ended, facts) - ended
            assert OFTEN <= wait <= WEEKLY
