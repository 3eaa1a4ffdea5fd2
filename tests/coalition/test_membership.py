"""Who was a member on a day: examples first, then what holds for every history of joining and leaving."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.membership import covers, was_member


@dataclass(frozen=True)
class Spell:
    """A spell without a database."""

    joined_on: date | None = None
    seen_on: date | None = None
    left_on: date | None = None


MARCH, JUNE, SEPTEMBER = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)
ONE_DAY = timedelta(days=1)

days = st.dates(date(2010, 1, 1), date(2030, 12, 31))
maybe = st.none() | days
spells = st.builds(Spell, maybe, maybe, maybe)
histories = st.lists(spells, max_size=5)


@pytest.mark.parametrize(
    ("spell", "day", "expected"),
    [
        (Spell(joined_on=MARCH), MARCH, True),
        (Spell(joined_on=MARCH), MARCH - ONE_DAY, False),
        (Spell(joined_on=MARCH, left_on=JUNE), JUNE - ONE_DAY, True),
        (Spell(joined_on=MARCH, left_on=JUNE), JUNE, False),
        (Spell(seen_on=MARCH), MARCH, True),
        (Spell(seen_on=MARCH), MARCH - ONE_DAY, None),
        (Spell(seen_on=MARCH, left_on=JUNE), JUNE, False),
        (Spell(joined_on=JUNE, seen_on=MARCH), MARCH, False),
        (Spell(left_on=JUNE), MARCH, None),
        (Spell(left_on=JUNE), JUNE, False),
        (Spell(), MARCH, None),
    ],
)
def test_a_spell_runs_from_its_first_day_to_the_day_before_it_was_left(spell, day, expected):
    assert was_member([spell], day) is expected


def test_of_an_organisation_without_a_spell_nothing_is_known():
    assert was_member([], MARCH) is None


def test_an_organisation_that_left_and_came_back_was_no_member_between():
    history = [Spell(joined_on=MARCH, left_on=JUNE), Spell(joined_on=SEPTEMBER)]
    assert [was_member(history, day) for day in (MARCH, JUNE, SEPTEMBER)] == [True, False, True]


def test_a_spell_without_dates_leaves_open_what_another_denies():
    assert was_member([Spell(joined_on=JUNE), Spell()], MARCH) is None


@given(histories, days)
def test_nobody_is_a_member_without_a_known_day_on_or_before(history, day):
    if was_member(history, day):
        assert any((spell.joined_on or spell.seen_on or date.max) <= day for spell in history)


@given(histories, days)
def test_the_order_of_the_spells_does_not_matter(history, day):
    assert was_member(history, day) is was_member(history[::-1], day)


@given(histories, spells, days)
def test_learning_of_another_spell_never_takes_a_membership_away(history, spell, day):
    if was_member(history, day):
        assert was_member([*history, spell], day)


@given(spells, days, days)
def test_leaving_ends_the_spell_from_that_day_on_and_changes_no_earlier_day(spell, left, day):
    ended = Spell(spell.joined_on, spell.seen_on, min(left, spell.left_on or left))
    if day >= left:
        assert covers(ended, day) is False
    else:
        assert covers(ended, day) is covers(spell, day)


@given(days, days, days)
def test_a_later_day_of_joining_never_makes_more_days_of_membership(one, other, day):
    early, late = sorted((one, other))
    assert covers(Spell(joined_on=late), day) <= covers(Spell(joined_on=early), day)


@given(days, days, days)
def test_learning_the_day_of_joining_settles_every_day_before_it_was_seen(joined, seen, day):
    before = covers(Spell(seen_on=seen), day)
    after = covers(Spell(joined_on=min(joined, seen), seen_on=seen), day)
    assert after is not None
    assert before in (None, after)


@given(days, st.lists(st.integers(1, 400), min_size=1, max_size=8))
def test_joins_and_leaves_one_after_another_are_told_day_by_day(start, gaps):
    turns = [start + timedelta(days=sum(gaps[:n])) for n in range(len(gaps) + 1)]
    pairs = [turns[n : n + 2] for n in range(0, len(turns), 2)]
    history = [Spell(joined_on=pair[0], left_on=pair[1] if len(pair) == 2 else None) for pair in pairs]
    for number, turn in enumerate(turns):
        assert was_member(history, turn) is (number % 2 == 0)
        assert was_member(history, turn - ONE_DAY) is (number % 2 == 1)
