"""Live amendments of an ask at the Bill's present stage, and the gap."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amendments.models import Amendment
from bills.history import update_tracked
from bills.models import Bill, BillStage
from coalition import review
from coalition.gaps import AskNow, asks_now
from coalition.models import AlternativeClause, Ask
from tests.amendments.listed import FRIDAY, MONDAY, an_amendment, change, make_stage, table, why
from tests.coalition.asks_world import asks_that_rest, rest_on, the_present_stage
from tests.coalition.links_world import CLAUSE, a_link
from tests.coalition.people import People, an_act, an_ask


@pytest.fixture
def stage(people: People) -> BillStage:
    return the_present_stage()


@pytest.fixture
def amendment(stage: BillStage) -> Amendment:
    return table([an_amendment(stage, "2")])[0]


@pytest.fixture
def ask(stage: BillStage) -> Ask:
    return an_ask(stage.bill)


def now(user, ask: Ask) -> AskNow:
    return asks_now(user, [ask])[ask.pk]


def test_a_live_amendment_that_implements_the_ask_closes_the_gap(
    people: People, ask: Ask, amendment: Amendment
) -> None:
    assert now(people.officer, ask).is_gap
    a_link(people.officer, amendment, ask=ask, relation="implements", confirmed=True)
    found = now(people.officer, ask)
    assert [each.title for each in found.carrying] == ["Amendment 2"] and not found.is_gap


def test_a_link_through_a_clause_that_the_ask_rests_on_counts_while_it_does(
    people: People, ask: Ask, amendment: Amendment
) -> None:
    an_act(ask.bill, CLAUSE)
    rest = rest_on(ask, AlternativeClause.objects.get())
    a_link(people.officer, amendment, clause=rest.clause, relation="partly", confirmed=True)
    assert not now(people.officer, ask).is_gap
    rest.is_listed = False
    rest.save()
    assert now(people.officer, ask).is_gap


@pytest.mark.parametrize(
    ("facts", "is_live"),
    [
        ({"decision": "NoDecision"}, True),
        ({"decision": "Adjourned"}, True),
        ({"decision": "Withdrawn"}, False),
        ({"decision": "NegativedOnDivision"}, False),
        ({"decision": "Not called"}, False),
        ({"is_listed": False}, False),
        ({"stated_withdrawn": "Withdrawn on 17 September"}, False),
    ],
)
def test_an_amendment_is_live_while_it_is_listed_and_nothing_ended_it(
    people: People, ask: Ask, amendment: Amendment, facts: dict[str, object], is_live: bool
) -> None:
    a_link(people.officer, amendment, ask=ask, relation="implements", confirmed=True)
    change(amendment, "decision", FRIDAY, **facts)
    assert bool(now(people.officer, ask).live) is is_live


def test_what_only_relates_to_an_ask_or_works_against_it_leaves_the_gap_open(
    people: People, ask: Ask, amendment: Amendment
) -> None:
    a_link(people.officer, amendment, ask=ask, relation="contradicts", confirmed=True)
    found = now(people.officer, ask)
    assert len(found.live) == 1 and found.is_gap


def test_a_suggested_or_reopened_link_closes_no_gap(people: People, ask: Ask, amendment: Amendment) -> None:
    link = a_link(people.officer, amendment, ask=ask, relation="implements")
    assert now(people.officer, ask).is_gap
    review.confirm(link, by=people.officer)
    assert not now(people.officer, ask).is_gap
    link.refresh_from_db()
    review.reopen(link, by=people.officer)
    assert now(people.officer, ask).is_gap


def test_an_amendment_of_another_stage_is_not_live_here(people: People, ask: Ask) -> None:
    elsewhere = table([an_amendment(make_stage("Kelp Bill"), "9")])[0]
    a_link(people.officer, elsewhere, ask=ask, relation="implements", confirmed=True)
    assert not now(people.officer, ask).live


def test_a_bill_that_became_an_act_has_no_gap(people: People, ask: Ask) -> None:
    ask.bill.is_act = True
    update_tracked(Bill, [(ask.bill, "")], ["is_act"], why(MONDAY))
    found = now(people.officer, ask)
    assert found.stage is None and not found.is_gap


def test_a_member_learns_nothing_from_a_private_link(people: People, ask: Ask, amendment: Amendment) -> None:
    a_link(people.officer, amendment, ask=ask, relation="implements", confirmed=True, is_shared=False)
    assert not now(people.member, ask).live
    assert now(people.other_member, ask).live  # of the organisation whose link it is


def test_sixty_asks_cost_the_three_queries_of_one(people: People, stage: BillStage) -> None:
    asks = asks_that_rest(stage.bill, 60)
    rows = table([an_amendment(stage, str(place)) for place in range(10, 20)])
    for row, one in zip(rows, asks, strict=False):
        a_link(people.officer, row, ask=one, relation="implements", confirmed=True)
    for number in (1, 60):
        with CaptureQueriesContext(
            connection,
        ) as caught:
            found = asks_now(people.officer, asks[:number])
        assert len(caught) <= 3 + (number == 1)  # the person behind the account, once
    assert sum(each.is_gap for each in found.values()) == 50
