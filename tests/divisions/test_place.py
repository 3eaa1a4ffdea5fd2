"""Where divisions belong: certain ones stored with their reason, others for a person; a person's word stands."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from amendments.models import Amendment, AmendmentDivision
from bills.models import Bill, BillStage, Division
from bills.versions import version_of
from tests.coalition.briefings_world import a_list, an_amendment
from tests.divisions.votes import in_commons
from tests.world import LONDON, a_bill, a_course
from tracker.divisions import place as placing
from tracker.divisions.match import Option
from tracker.divisions.models import DivisionPlace
from tracker.divisions.place import Decision, NotAnOption, decide, options_of, place_divisions, undo

pytestmark = pytest.mark.django_db
DAY, NEXT = date(2026, 11, 3), date(2026, 11, 10)
State = DivisionPlace.State


@pytest.fixture
def bill() -> Bill:
    found = a_bill("Lighthouse Keepers Bill", 4101)
    a_course(found, [(7, [date(2026, 6, 1)]), (9, [DAY, NEXT]), (10, [NEXT])])
    return found


@pytest.fixture
def report(bill: Bill) -> BillStage:
    return bill.stages.get(kind_id_received=9)


@pytest.fixture
def officer() -> User:
    return User.objects.create(username="olu")


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)


def listed(stage: BillStage, number: str, day: date, key: str = "") -> Amendment:
    row = an_amendment(stage, number, key=key or f"n{number}")
    a_list(stage, {row: number}, at(day))
    return row


def placed(division: Division) -> DivisionPlace:
    return DivisionPlace.objects.get(division=division)


def where(division: Division) -> tuple[int | None, int | None, list[int]]:
    division.refresh_from_db()
    links = AmendmentDivision.objects.filter(division=division, is_listed=True)
    return division.bill_id, division.stage_id, sorted(links.values_list("amendment_id", flat=True))


def voted(words: str = " Report Stage: Amendment 8", day: date = DAY, number: int = 1) -> Division:
    return in_commons(f"Lighthouse Keepers Bill{words}", day, number)


# ---- by a machine ----
def test_a_certain_match_is_stored_with_its_reason(bill, report) -> None:
    amendment = listed(report, "8", DAY - timedelta(days=1))
    division = voted()
    assert place_divisions(bill) == 1
    assert where(division) == (bill.pk, report.pk, [amendment.pk])
    assert placed(division).state == State.MATCHED
    for row in (division, AmendmentDivision.objects.get()):
        reason = row.history.first().history_change_reason
        assert reason.startswith("The title names the Bill, and Report stage sat that day; it was number 8 on")


def test_placed_again_nothing_is_written_and_no_page_is_made_anew(bill, report) -> None:
    listed(report, "8", DAY - timedelta(days=1))
    division = voted()
    voted(" Report Stage: Amendment 99", number=2)
    place_divisions(bill)
    before = (Division.history.count(), AmendmentDivision.history.count(), DivisionPlace.history.count())
    version = version_of([bill.pk])
    assert [place_divisions(bill) for _ in range(3)] == [0, 0, 0]
    assert before == (Division.history.count(), AmendmentDivision.history.count(), DivisionPlace.history.count())
    assert version_of([bill.pk]) == version
    assert placed(division).state == State.MATCHED


def test_the_number_is_that_of_the_list_in_force_that_day(bill, report) -> None:
    first = listed(report, "8", DAY - timedelta(days=1), "first")
    second = an_amendment(report, "8", key="second")
    a_list(report, {first: "9", second: "8"}, at(NEXT - timedelta(days=1)))
    early, late = voted(), voted(day=NEXT, number=2)
    place_divisions(bill)
    assert (where(early)[2], where(late)[2]) == ([first.pk], [second.pk])


def test_a_number_that_moved_during_the_day_is_for_a_person(bill, report) -> None:
    first = listed(report, "8", DAY - timedelta(days=1), "first")
    second = an_amendment(report, "8", key="second")
    a_list(report, {first: "9", second: "8"}, at(DAY, 14))
    division = voted()
    place_divisions(bill)
    assert where(division) == (bill.pk, report.pk, [])
    assert placed(division).state == State.SUGGESTED
    assert {option.amendment for option in options_of(placed(division))} == {first.pk, second.pk, None}


def test_a_list_of_a_later_day_says_nothing_for_certain(bill, report) -> None:
    amendment = listed(report, "8", DAY + timedelta(days=1))
    division = voted()
    place_divisions(bill)
    assert where(division)[2] == []
    assert options_of(placed(division)) == [Option(bill.pk, report.pk), Option(bill.pk, report.pk, amendment.pk)][::-1]


def test_the_same_title_in_another_session_is_for_a_person(bill, report) -> None:
    listed(report, "8", DAY - timedelta(days=1))
    a_bill("Lighthouse Keepers Act 2019", 17, introduced_session=30, included_sessions=[30], is_act=True)
    division = voted()
    place_divisions(bill)
    assert where(division) == (None, None, [])
    assert placed(division).doubt == "2 Bills answer to this title"
    assert options_of(placed(division))[0] == Option(bill.pk, report.pk)


def test_two_stages_on_one_day_are_for_a_person_unless_the_title_says_which(bill, report) -> None:
    unclear, clear = voted(": New Clause 1", NEXT), voted(": Third Reading", NEXT, 2)
    place_divisions(bill)
    assert where(unclear)[:2] == (bill.pk, None)
    assert where(clear)[:2] == (bill.pk, bill.stages.get(kind_id_received=10).pk)


def test_what_is_no_longer_certain_is_taken_back(bill, report) -> None:
    amendment = listed(report, "8", DAY - timedelta(days=1))
    division = voted()
    place_divisions(bill)
    assert where(division)[2] == [amendment.pk]
    rival = an_amendment(report, "8", key="rival")
    a_list(report, {rival: "8"}, at(DAY, 15))
    place_divisions(bill)
    assert where(division)[2] == []
    link = AmendmentDivision.objects.get()
    assert "2 amendments were number 8" in link.history.first().history_change_reason


def test_what_becomes_certain_later_is_stored_then(bill, report) -> None:
    division = voted()
    place_divisions(bill)
    assert placed(division).state == State.SUGGESTED
    amendment = listed(report, "8", DAY - timedelta(days=1))
    place_divisions(bill)
    assert (placed(division).state, where(division)[2]) == (State.MATCHED, [amendment.pk])


def test_a_longer_title_is_not_this_bills(bill) -> None:
    other = in_commons("Old Lighthouse Keepers Bill: Third Reading", DAY)
    assert place_divisions(bill) == 0
    assert where(other) == (None, None, [])


# ---- by a person ----
def test_a_person_says_what_it_decided_and_no_machine_changes_it(bill, report, officer) -> None:
    amendment = listed(report, "8", DAY + timedelta(days=1))
    division = voted()
    place_divisions(bill)
    decide(placed(division), Decision(Option(bill.pk, report.pk, amendment.pk), "Hansard, column 12"), by=officer)
    assert where(division) == (bill.pk, report.pk, [amendment.pk])
    link = AmendmentDivision.objects.get().history.first()
    assert (link.history_change_reason, link.history_user) == ("Hansard, column 12", officer)
    listed(report, "8", DAY - timedelta(days=1), "another")
    assert place_divisions(bill) == 0
    assert where(division)[2] == [amendment.pk]


def test_a_person_puts_a_division_aside_even_a_certain_one(bill, report, officer) -> None:
    listed(report, "8", DAY - timedelta(days=1))
    division = voted()
    place_divisions(bill)
    decide(placed(division), Decision(None, "It was on another Bill"), by=officer)
    assert where(division) == (None, None, [])
    assert place_divisions(bill) == 0
    assert placed(division).state == State.REJECTED


def test_taken_back_it_is_as_a_machine_makes_it(bill, report, officer) -> None:
    amendment = listed(report, "8", DAY - timedelta(days=1))
    division = voted()
    place_divisions(bill)
    decide(placed(division), Decision(None, "A mistake"), by=officer)
    undo(placed(division), note="I was wrong", by=officer)
    assert where(division) == (bill.pk, report.pk, [amendment.pk])
    assert (placed(division).state, placed(division).note) == (State.MATCHED, "")
    told = [row.history_change_reason for row in placed(division).history.all()]
    assert {"A mistake", "I was wrong"} <= set(told)
    before = DivisionPlace.history.count()
    undo(placed(division), note="Again", by=officer)
    assert DivisionPlace.history.count() == before


def test_what_cannot_be_is_refused_and_nothing_is_written(bill, report, officer) -> None:
    other = a_bill("Ferries Bill", 4200)
    (elsewhere,) = a_course(other, [(9, [DAY])])
    foreign = an_amendment(elsewhere, "8", key="foreign")
    division = voted()
    place_divisions(bill)
    before = DivisionPlace.history.count()
    for option in (
        Option(bill.pk, elsewhere.pk),
        Option(bill.pk, report.pk, foreign.pk),
        Option(bill.pk, 10_000_000),
        Option(bill.pk, report.pk, 10_000_000),
        Option(bill.pk, None, foreign.pk),
    ):
        with pytest.raises(NotAnOption):
            decide(placed(division), Decision(option, "No"), by=officer)
    assert DivisionPlace.history.count() == before


def test_lists_are_read_with_two_questions(bill, report, django_assert_num_queries) -> None:
    for number in range(20):
        listed(report, str(number), DAY - timedelta(days=1), f"k{number}")
    with django_assert_num_queries(2):
        placing.lists_of(report.pk, DAY)


class AnyLists(TestCase):
    """Whatever lists there are: a stored amendment bore the number on a list in force that day, and none other did."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.integers(-2, 2), st.integers(0, 2), st.sampled_from(["8", "9"])), max_size=6))
    def test_never_a_match_where_two_bore_the_number(self, told) -> None:
        bill = a_bill("Lighthouse Keepers Bill", 4101)
        (stage,) = a_course(bill, [(9, [DAY])])
        rows = [an_amendment(stage, "8", key=f"a{n}") for n in range(3)]
        for place, (days, which, number) in enumerate(told):
            a_list(stage, {rows[which]: number}, at(DAY, 1 + place) + timedelta(days=days))
        division = voted()
        place_divisions(bill)
        (_, _, found) = where(division)
        before = [(days, place, which, number) for place, (days, which, number) in enumerate(told) if days < 0]
        during = [(which, number) for days, which, number in told if days == 0]
        standing = [(which, number) for _, _, which, number in sorted(before)[-1:]]
        bearing = {rows[which].pk for which, number in [*standing, *during] if number == "8"}
        assert found == (list(bearing) if len(bearing) == 1 else [])
