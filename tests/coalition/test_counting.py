"""Which answers count: over any run of joins, leaves, edits and signatures, against an oracle that counts by hand."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.counting import Answer, Reason, State, london_day, standing_of

UTC, LONDON = ZoneInfo("UTC"), ZoneInfo("Europe/London")
START = datetime(2026, 3, 20, tzinfo=UTC)
"""The clocks go forward on 29 March 2026, inside the days that are drawn."""


@dataclass(frozen=True)
class Spell:
    joined_on: date | None = None
    left_on: date | None = None
    seen_on: date | None = None


ALWAYS = (Spell(date(2020, 1, 1)),)


def answer(at: datetime, sha: str = "a", what: str = "signs", number: int = 1, pk: int = 1) -> Answer:
    return Answer(pk, sha, number, what, at)


# ---- the property: an independent oracle walks a diary of events, hour by hour and day by day ----

EVENTS = st.lists(
    st.tuples(
        st.integers(0, 20 * 24 * 2),
        st.sampled_from(["join", "leave", "edit", "revert", "signs", "objects", "abstains", "reservation"]),
    ),
    max_size=14,
)


def diary(events):
    """The events in order, as the values that the rule takes: texts by number, answers, spells."""
    texts, answers, spells, joined = ["t0"], [], [], None
    for pk, (half_hours, what) in enumerate(sorted(events, key=lambda event: event[0]), start=1):
        at = START + timedelta(minutes=30 * half_hours)
        day = at.astimezone(LONDON).date()
        if what == "join" and joined is None:
            joined = day
        elif what == "leave" and joined is not None:
            spells.append(Spell(joined, day))
            joined = None
        elif what == "edit":
            texts.append(f"t{pk}")
        elif what == "revert":
            texts.append("t0")
        elif what in {"signs", "objects", "abstains", "reservation"}:
            answers.append(Answer(pk, texts[-1], len(texts), what, at))
    if joined is not None:
        spells.append(Spell(joined))
    return texts, answers, spells


def oracle(events, sign_by):
    """What stands, by replaying the diary: member days are spelled out day by day, no spell is ever asked."""
    ordered = sorted(events, key=lambda event: event[0])
    days = [(START + timedelta(days=offset)).date() for offset in range(-1, 24)]
    changes = [
        ((START + timedelta(minutes=30 * at)).astimezone(LONDON).date(), what)
        for at, what in ordered
        if what in {"join", "leave"}
    ]
    inside, member_days = False, set()
    for day in days:
        for _, what in [change for change in changes if change[0] == day]:
            inside = what == "join"
        if inside:
            member_days.add(day)
    text, standing, given = "t0", None, False
    for pk, (half_hours, what) in enumerate(ordered, start=1):
        at = START + timedelta(minutes=30 * half_hours)
        if what == "edit":
            text = f"t{pk}"
        elif what == "revert":
            text = "t0"
        elif what not in {"join", "leave"}:
            given = True
            if (sign_by is None or at <= sign_by) and at.astimezone(LONDON).date() in member_days:
                standing = (text, what)
    if standing is None:
        return (State.NOT_COUNTED if given else State.NONE), None
    return (State.VALID if standing[0] == text else State.LAPSED), standing[1]


@given(EVENTS, st.one_of(st.none(), st.integers(0, 20 * 24 * 2)))
def test_what_stands_is_what_a_replay_of_the_diary_says(events, deadline) -> None:
    sign_by = None if deadline is None else START + timedelta(minutes=30 * deadline)
    texts, answers, spells = diary(events)
    found = standing_of(texts[-1], answers, spells, sign_by)
    state, what = oracle(events, sign_by)
    if not spells and state is State.NOT_COUNTED:
        assert found.reason in {Reason.NOT_KNOWN, Reason.LATE}
    assert found.state == state
    if what is not None:
        assert found.answer is not None and found.answer.answer == what


@given(EVENTS, st.randoms())
def test_the_order_in_which_answers_are_stored_never_matters(events, random) -> None:
    texts, answers, spells = diary(events)
    shuffled = answers[:]
    random.shuffle(shuffled)
    assert standing_of(texts[-1], shuffled, spells, None) == standing_of(texts[-1], answers, spells, None)


@given(EVENTS)
def test_any_edit_of_the_text_makes_every_valid_answer_lapse(events) -> None:
    texts, answers, spells = diary(events)
    before = standing_of(texts[-1], answers, spells, None)
    after = standing_of("a text that nobody has read", answers, spells, None)
    assert after.state is not State.VALID
    assert (after.state is State.LAPSED) == (before.state in {State.VALID, State.LAPSED})


# ---- the edges, each by itself ----


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 1)),  # 00:30 in London's summer
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 1, 31, 23, 59, tzinfo=UTC), date(2026, 1, 31)),  # winter: the same day
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), date(2026, 3, 29)),  # half an hour before the clocks change
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),  # 01:30, the first of two
        (datetime(2026, 10, 24, 23, 15, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_the_day_of_an_answer_is_the_day_in_london(moment: datetime, day: date) -> None:
    assert london_day(moment) == day


def test_half_past_midnight_in_summer_counts_for_who_joined_that_day() -> None:
    just_after = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert standing_of("a", [answer(just_after)], [Spell(date(2026, 7, 1))], None).state is State.VALID
    just_before = just_after - timedelta(minutes=31)
    found = standing_of("a", [answer(just_before)], [Spell(date(2026, 7, 1))], None)
    assert (found.state, found.reason) == (State.NOT_COUNTED, Reason.NOT_A_MEMBER)


def test_the_first_day_outside_is_the_day_of_leaving() -> None:
    left = [Spell(date(2020, 1, 1), date(2026, 7, 1))]
    midnight = datetime(2026, 6, 30, 23, 0, tzinfo=UTC)  # in London
    assert standing_of("a", [answer(midnight - timedelta(minutes=1))], left, None).state is State.VALID
    assert standing_of("a", [answer(midnight)], left, None).state is State.NOT_COUNTED


def test_who_signed_as_a_member_and_left_later_still_counts() -> None:
    left = [Spell(date(2020, 1, 1), date(2026, 7, 1))]
    assert standing_of("a", [answer(datetime(2026, 5, 1, tzinfo=LONDON))], left, None).state is State.VALID


def test_a_membership_that_nobody_knows_is_not_counted_and_says_so() -> None:
    found = standing_of("a", [answer(START)], [Spell()], None)
    assert (found.state, found.reason) == (State.NOT_COUNTED, Reason.NOT_KNOWN)
    assert standing_of("a", [answer(START)], [Spell(seen_on=START.date())], None).state is State.VALID


def test_the_deadline_itself_is_in_time_and_a_moment_later_is_not() -> None:
    deadline = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)
    assert standing_of("a", [answer(deadline)], ALWAYS, deadline).state is State.VALID
    late = standing_of("a", [answer(deadline.astimezone(UTC) + timedelta(seconds=1))], ALWAYS, deadline)
    assert (late.state, late.reason) == (State.NOT_COUNTED, Reason.LATE)


def test_a_late_change_of_mind_does_not_count_and_is_told() -> None:
    deadline = START + timedelta(days=1)
    late = answer(deadline + timedelta(hours=1), what="objects", pk=2)
    found = standing_of("a", [answer(START), late], ALWAYS, deadline)
    assert found.state is State.VALID and found.answer and found.answer.answer == "signs"
    assert found.uncounted == ((late, Reason.LATE),)


def test_a_later_answer_to_another_text_ends_the_earlier_one_even_if_the_old_text_comes_back() -> None:
    objected = answer(START + timedelta(hours=1), "b", "objects", 2, 2)
    assert standing_of("a", [answer(START), objected], ALWAYS, None).state is State.LAPSED


def test_a_text_that_is_restored_word_for_word_is_signed_again() -> None:
    assert standing_of("b", [answer(START)], ALWAYS, None).state is State.LAPSED
    assert standing_of("a", [answer(START)], ALWAYS, None).state is State.VALID
