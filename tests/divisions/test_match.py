"""The matcher: certain where all follows from what Parliament wrote, and never where two of anything would do."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.divisions.match import BillFacts, Carried, Lists, Option, StageFacts, Verdict, Vote, match

DAY, OTHER_DAY = date(2026, 11, 3), date(2026, 11, 10)
BILL = BillFacts(1, ("Lighthouse Keepers Bill",))
REPORT = StageFacts(10, 1, "Commons", 9, "Report stage", frozenset({DAY}))
THIRD = StageFacts(11, 1, "Commons", 10, "3rd reading", frozenset({DAY}))
COMMITTEE = StageFacts(12, 1, "Commons", 8, "Committee stage", frozenset({OTHER_DAY}))
LORDS_COMMITTEE = StageFacts(13, 1, "Lords", 3, "Committee stage", frozenset({DAY}))
PING_PONG = StageFacts(14, 1, "Commons", 12, "Consideration of Lords amendments", frozenset({OTHER_DAY}))
STAGES = (REPORT, THIRD, COMMITTEE, LORDS_COMMITTEE, PING_PONG)
EIGHT = Carried(100, "8", on="the list of 2 November 2026")
NC1 = Carried(101, "NC1", on="the list of 2 November 2026")
CLAUSE_4 = Carried(102, "", provision="clause 4", is_stand_part=True, on="the list of 2 November 2026")


def vote(title: str, **more: object) -> Vote:
    return replace(Vote("Commons", DAY, f"Lighthouse Keepers Bill{title}", ayes=200, noes=300), **more)


def in_lords(note: str, **more: object) -> Vote:
    return vote(" [HL]", house="Lords", note=note, **more)


def lists(*in_force: Carried, others: tuple[Carried, ...] = (), known: bool = True):
    return lambda stage, day: Lists(in_force, others, known)


LISTED = lists(EIGHT, NC1, CLAUSE_4)


def verdict(of: Vote, listed=LISTED, bills=(BILL,), stages=STAGES) -> Verdict:
    found = match(of, bills, stages, listed)
    assert found
    return found


def where(found: Verdict) -> tuple[int | None, int | None, int | None]:
    return found.bill, found.stage, found.amendment


@pytest.mark.parametrize(
    ("of", "wanted"),
    [
        (vote(": Third Reading"), (1, 11, None)),
        (vote(" Report Stage: Amendment 8"), (1, 10, 100)),
        (vote(" Report Stage: New Clause 1"), (1, 10, 101)),
        (in_lords("Lord Lantern moved amendment 8, to leave out clause 10."), (1, 13, 100)),
        (in_lords("The House divided on whether Clause 4 should stand part of the Bill."), (1, 13, 102)),
        (in_lords("The House divided on whether Clause 5 should stand part of the Bill."), (1, 13, None)),
        (vote(": motion to disagree with Lords Amendment 8", day=OTHER_DAY), (1, 14, 100)),
        (vote(" (Programme)"), (1, None, None)),
    ],
)
def test_what_follows_from_title_day_and_number_is_certain(of: Vote, wanted: tuple[int | None, ...]) -> None:
    found = verdict(of)
    assert found.is_certain, found.doubt
    assert where(found) == wanted
    assert found.reason
    assert not found.options


def test_the_reason_names_stage_number_and_list() -> None:
    assert verdict(vote(" Report Stage: Amendment 8")).reason == (
        "The title names the Bill, and Report stage sat that day; it was number 8 on the list of 2 November 2026"
    )


def test_a_title_of_another_bill_is_nothing_to_this_one() -> None:
    assert match(vote(": Third Reading"), [BillFacts(2, ("Ferries Bill",))], STAGES, lists()) is None


def test_a_bill_is_found_by_the_title_it_had_before() -> None:
    assert (
        verdict(vote(": Third Reading"), bills=(BillFacts(1, ("Wicks Act 2027", "Lighthouse Keepers Bill")),)).bill
        == 1
    )


DOUBTS = {
    "two sessions": (
        vote(": Third Reading"),
        {"bills": (BILL, BillFacts(2, ("Lighthouse Keepers Act 2019",)))},
        (None, None, None),
        "2 Bills answer to this title",
    ),
    "two stages on one day": (
        vote(": New Clause 1"),
        {},
        (1, None, None),
        "Report stage and 3rd reading both answer to it on that day",
    ),
    "two stages of one kind on one day": (
        vote(" Report Stage: Amendment 8"),
        {"stages": (REPORT, replace(REPORT, pk=20, name="Report stage again"))},
        (1, None, None),
        "Report stage and Report stage again both answer to it on that day",
    ),
    "no sitting that day": (
        vote(" Report Stage: Amendment 8", day=OTHER_DAY),
        {},
        (1, None, None),
        "no sitting that it could belong to is known on that day",
    ),
    "no day at all": (
        vote(" Report Stage: Amendment 8", day=None),
        {},
        (1, None, None),
        "no sitting that it could belong to is known on that day",
    ),
    "the other House": (
        vote(": Third Reading", house="Lords"),
        {},
        (1, None, None),
        "no sitting that it could belong to is known on that day",
    ),
    "a number carried twice": (
        vote(" Report Stage: Amendment 8"),
        {"listed": lists(EIGHT, replace(EIGHT, amendment=200))},
        (1, 10, None),
        "2 amendments were number 8 on the lists in force on that day",
    ),
    "a number that only another day's list has": (
        vote(" Report Stage: Amendment 8"),
        {"listed": lists(NC1, others=(EIGHT,))},
        (1, 10, None),
        "no list in force on that day has number 8",
    ),
    "no list known": (
        vote(" Report Stage: Amendment 8"),
        {"listed": lists(others=(EIGHT,), known=False)},
        (1, 10, None),
        "no list that was in force on that day is known, so nothing says what was number 8",
    ),
    "a lettered amendment to nothing named": (
        vote(" Report Stage: Amendment (a)"),
        {"listed": lists(Carried(103, "(a)"))},
        (1, 10, None),
        "what number (a) would change is not said",
    ),
    "a fate that contradicts": (
        vote(" Report Stage: Amendment 8"),
        {"listed": lists(replace(EIGHT, decision="Withdrawn"))},
        (1, 10, None),
        "it was number 8 on that day, but Parliament’s word for what became of that one is “Withdrawn”",
    ),
    "words that say more": (
        vote(" Report Stage: Amendments 8 and 9"),
        {},
        (1, 10, None),
        "its words say more than we can read for certain",
    ),
    "words that say nothing": (
        in_lords(""),
        {},
        (1, None, None),
        "its words say more than we can read for certain",
    ),
    "a title that only mentions the Bill": (
        Vote("Commons", DAY, "Business of the House (Lighthouse Keepers Bill)"),
        {},
        (None, None, None),
        "its title speaks of the Bill, but does not begin with it",
    ),
}


@pytest.mark.parametrize("case", DOUBTS)
def test_what_does_not_follow_is_for_a_person(case: str) -> None:
    of, more, wanted, doubt = DOUBTS[case]
    found = verdict(of, **more)
    assert not found.is_certain
    assert (where(found), found.doubt) == (wanted, doubt)
    assert found.options


def test_a_suggestion_offers_the_likeliest_first_and_always_the_stage_alone() -> None:
    found = verdict(vote(" Report Stage: Amendment 8"), lists(NC1, others=(EIGHT, replace(EIGHT, amendment=200))))
    assert found.options == (Option(1, 10, 100), Option(1, 10, 200), Option(1, 10))


def test_of_two_bills_those_that_sat_that_day_are_offered_first() -> None:
    older = BillFacts(0, ("Lighthouse Keepers Bill",))
    found = verdict(vote(": Third Reading"), bills=(older, BILL))
    assert found.options == (Option(1, 11), Option(0))


def test_lettered_amendments_are_told_apart_by_what_they_would_change() -> None:
    to_nc1 = Carried(103, "(a)", provision="amendment nc1", on="the list")
    to_nc2 = Carried(104, "(a)", provision="amendment nc2", on="the list")
    found = verdict(vote(" Report Stage: Amendment (a) to New Clause 2"), lists(to_nc1, to_nc2))
    assert where(found) == (1, 10, 104)


def test_a_motion_is_not_the_amendment_of_its_letter() -> None:
    lords = StageFacts(15, 1, "Lords", 13, "Consideration of Commons amendments", frozenset({DAY}))
    moved = in_lords("Lord Lantern moved Motion A1, as an amendment to Motion A, at end to insert words.")
    listed = lists(Carried(105, "A1", on="the list"), Carried(106, "Motion A1", is_motion=True, on="the list"))
    assert where(verdict(moved, listed, stages=(lords,))) == (1, 15, 106)


def test_the_number_is_that_of_the_day_not_of_today() -> None:
    """Number 8 went to another amendment a week later; each division means the one that bore it on its day."""
    later = replace(EIGHT, amendment=200)
    by_day = {DAY: Lists((EIGHT,), (later,), True), OTHER_DAY: Lists((later,), (EIGHT,), True)}
    report = replace(REPORT, days=frozenset({DAY, OTHER_DAY}))
    for day, wanted in ((DAY, 100), (OTHER_DAY, 200)):
        of = vote(" Report Stage: Amendment 8", day=day)
        assert verdict(of, lambda stage, on: by_day[on], stages=(report,)).amendment == wanted


@pytest.mark.parametrize(
    ("ayes", "noes", "decision", "certain"),
    [
        (300, 200, "AgreedOnDivision", True),
        (300, 200, "Agreed", True),
        (300, 200, "NegativedOnDivision", False),
        (200, 300, "NegativedOnDivision", True),
        (200, 300, "AgreedOnDivision", False),
        (200, 300, "", True),
        (200, 300, "NoDecision", True),
        (200, 300, "NotCalled", False),
        (200, 300, "A word of tomorrow", False),
        (250, 250, "NegativedOnDivision", True),
        (None, None, "Agreed", True),
    ],
)
def test_the_fate_of_the_amendment_must_agree_with_the_figures(ayes, noes, decision, certain) -> None:
    of = vote(" Report Stage: Amendment 8", ayes=ayes, noes=noes)
    assert verdict(of, lists(replace(EIGHT, decision=decision))).is_certain is certain


# ---- whatever the world looks like ----
numbers = st.sampled_from(["8", "9", "NC1", "", "(a)", "8A"])
carried = st.builds(
    Carried,
    amendment=st.integers(100, 104),
    number=numbers,
    is_motion=st.booleans(),
    provision=st.sampled_from(["", "clause 4", "amendment nc1"]),
    is_stand_part=st.booleans(),
    decision=st.sampled_from(["", "NoDecision", "NegativedOnDivision", "Withdrawn"]),
    on=st.just("the list"),
)
days = st.sampled_from([DAY, OTHER_DAY])
stages = st.lists(
    st.builds(
        StageFacts,
        pk=st.integers(10, 14),
        bill=st.integers(1, 2),
        house=st.sampled_from(["Commons", "Lords"]),
        kind=st.sampled_from([3, 4, 7, 8, 9, 10, 12, 13, None]),
        name=st.just("A stage"),
        days=st.frozensets(days, max_size=2),
    ),
    max_size=5,
    unique_by=lambda stage: stage.pk,
)
titles = st.sampled_from(
    ["", ": Third Reading", " Report Stage: Amendment 8", " Committee: New Clause 1", ": New Clause 1", ": rhubarb",
     " Report Stage: Amendment (a) to New Clause 1", ": motion to disagree with Lords Amendment 8", " (Programme)"]
)  # fmt: skip
notes = st.sampled_from(
    ["", "Lord Lantern moved amendment 8.", "The House divided on whether Clause 4 should stand part."]
)
votes = st.builds(
    lambda house, day, title, note: Vote(house, day, f"Lighthouse Keepers Bill{title}", note, 1, 2),
    st.sampled_from(["Commons", "Lords"]), st.none() | days, titles, notes,
)  # fmt: skip


@given(of=votes, found=stages, in_force=st.lists(carried, max_size=4), others=st.lists(carried, max_size=3),
       known=st.booleans(), bills=st.lists(st.sampled_from([1, 2]), min_size=1, unique=True))  # fmt: skip
def test_never_a_match_where_two_would_do(of, found, in_force, others, known, bills) -> None:
    given_bills = [BillFacts(pk, ("Lighthouse Keepers Bill",)) for pk in bills]
    told = match(of, given_bills, found, lambda stage, day: Lists(in_force, others, known))
    assert told
    if len(bills) > 1:
        assert where(told) == (None, None, None)
    if told.stage is not None:
        (stage,) = [each for each in found if each.pk == told.stage]
        assert (stage.house, stage.bill) == (of.house, told.bill)
        assert of.day in stage.days
        like = [s for s in found if s.bill == told.bill and s.house == of.house and of.day in s.days]
        assert len([s for s in like if s.kind == stage.kind]) == 1
    if told.amendment is not None:
        assert known
        bearing = {each.amendment for each in in_force if each.number == _number_of(told, in_force)}
        assert told.is_certain
        assert told.amendment in bearing
        same = [e for e in in_force if e.amendment == told.amendment]
        assert any(e.decision in ("", "NoDecision", "NegativedOnDivision") for e in same)
    assert told.is_certain != bool(told.options)
    assert told.is_certain or told.doubt


def _number_of(told: Verdict, in_force: list[Carried]) -> str:
    return next(each.number for each in in_force if each.amendment == told.amendment)


@given(of=votes, in_force=st.lists(carried, min_size=1, max_size=4), rival=st.integers(200, 210))
def test_a_rival_on_the_list_takes_certainty_away(of, in_force, rival) -> None:
    """Whatever was certain of an amendment is not, once another bears all the same marks."""
    known = lambda found: lambda stage, day: Lists(found, (), True)  # noqa: E731
    first = match(of, [BILL], STAGES, known(in_force))
    if first and first.amendment is not None:
        twins = [replace(each, amendment=rival) for each in in_force if each.amendment == first.amendment]
        second = match(of, [BILL], STAGES, known([*in_force, *twins]))
        assert second
        assert second.amendment is None
        assert not second.is_certain


@given(of=votes, in_force=st.lists(carried, max_size=4))
def test_the_order_of_lists_and_stages_changes_nothing(of, in_force) -> None:
    there = match(of, [BILL], STAGES, lambda stage, day: Lists(in_force, (), True))
    back = match(of, [BILL], STAGES[::-1], lambda stage, day: Lists(in_force[::-1], (), True))
    assert there
    assert back
    assert where(there) == where(back)
    assert set(there.options) == set(back.options)
