"""The story of an ask: Parliament's decisions and our judgements by date, never mixing up who judged what."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from amendments.decision_days import decided
from amendments.models import Amendment, AmendmentDivision
from bills.history import create_tracked, update_tracked
from bills.models import Division, Sitting
from coalition import publish, review, writing
from coalition.models import Ask, ClauseLink
from tests.amendments.listed import an_amendment, change, london, make_stage, table, why
from tests.coalition.asks_world import an_outcome
from tests.coalition.people import People, an_ask, signed_in

FEBRUARY, MARCH = london(2026, 2, 25, 17), london(2026, 3, 17, 22)


def divided(amendment: Amendment, at, number: int, ayes: int, noes: int) -> Division:
    """A division that decided the amendment."""
    row = Division(
        house="Lords", bill=amendment.bill, stage=amendment.stage, number=number, date=at,
        title="Lamps by the pier", ayes=ayes, noes=noes,
    )  # fmt: skip
    (division,) = create_tracked(Division, [row], why(at))
    create_tracked(AmendmentDivision, [AmendmentDivision(amendment=amendment, division=division)], why(at))
    return division


@pytest.fixture
def ask(people: People) -> Ask:
    """Won on 25 February, lost on 17 March, partly in the Act; as we judge, and as the divisions have it."""
    stage = make_stage()
    row = an_ask(stage.bill)
    won, lost = table([an_amendment(stage, "7", decision="AgreedOnDivision"),
                       an_amendment(stage, "72", decision="NegativedOnDivision")])  # fmt: skip
    divided(won, FEBRUARY, 12, 183, 176)
    divided(lost, MARCH, 178, 209, 276)
    for amendment in (won, lost):
        link = ClauseLink(bill=stage.bill, ask=row, amendment=amendment, relation="implements", is_shared=True)
        review.confirm(writing.create(link, by=people.officer), by=people.officer)
    an_outcome(row, date(2026, 3, 26), "partly", "Part of it is in the Act.")
    an_outcome(row, date(2026, 2, 25), "achieved", "The Lords agreed.", amendment=won)
    return row


def heads(page: str) -> list[str]:
    """The first line of each event of the story, in the words a reader sees."""
    return [
        " ".join(re.sub(r"<[^>]+>", " ", head).split()).replace(" :", ":")
        for head in re.findall(r'<p class="story__head">(.*?)</p>', page, re.S)
    ]


def public_heads(page: str) -> list[str]:
    """The same of the public page, of the events that decide or judge."""
    found = []
    for event in re.findall(r'<li class="event .*?</li>', page, re.S):
        words = " ".join(re.sub(r"<[^>]+>", " ", event).split())
        day = re.search(r"\d+ \w+ 20\d\d", words)
        if "Our judgement:" in words:
            found.append(f"{day and day[0]}: Our judgement {words}")
        elif " Division " in words or " Decision " in words:
            found.append(f"{day and day[0]}: Parliament decided {words}")
    return found


TOLD = [
    ("25 February 2026: Parliament decided", "Agreed on division"),
    ("25 February 2026: Our judgement", "Achieved"),
    ("17 March 2026: Parliament decided", "Negatived on division"),
    ("26 March 2026: Our judgement", "Partly achieved"),
]


def test_decisions_and_judgements_are_one_story_by_date_and_each_says_whose_it_is(ask: Ask, people: People) -> None:
    publish.publish(ask, by=people.officer)
    for client, name, read in (
        (signed_in(people.officer), "ask", heads),
        (signed_in(people.member), "ask", heads),
        (Client(), "public-ask", public_heads),
    ):
        page = client.get(reverse(f"coalition:{name}", args=[ask.pk])).content.decode()
        found = read(page)
        assert len(found) == len(TOLD)
        for said, (who, what) in zip(found, TOLD, strict=True):
            assert said.startswith(who) and what in said
        assert "Content 183, Not Content 176" in page


def test_the_public_story_has_no_link_that_nobody_shared(ask: Ask, people: People) -> None:
    link = ask.links.get(amendment__number="72")
    writing.change(link, {"is_shared": False}, by=people.officer)
    publish.publish(ask, by=people.officer)
    assert "Negatived" not in Client().get(reverse("coalition:public-ask", args=[ask.pk])).content.decode()


def test_a_suggested_link_brings_no_decision_into_the_story(ask: Ask, people: People) -> None:
    stage = ask.bill.stages.get()
    (other,) = table([an_amendment(stage, "9", decision="Withdrawn")])
    writing.create(ClauseLink(bill=ask.bill, ask=ask, amendment=other, relation="partly"), by=people.officer)
    page = signed_in(people.officer).get(reverse("coalition:ask", args=[ask.pk])).content.decode()
    assert len(heads(page)) == len(TOLD)


def test_the_day_is_that_of_the_only_sitting_else_since_when_the_data_has_said_so(db) -> None:
    stage = make_stage()
    (row,) = table([an_amendment(stage, "3")])
    change(row, "decision", london(2026, 9, 20, 9), decision="Withdrawn")
    change(row, "text", london(2026, 9, 25, 9), text="Other words")
    assert [(each.on, each.is_known_since) for each in decided([row])] == [(date(2026, 9, 20), True)]
    create_tracked(Sitting, [Sitting(stage=stage, sitting_id=1, date=date(2026, 9, 18))], why(MARCH))
    assert [(each.on, each.is_known_since) for each in decided([row])] == [(date(2026, 9, 18), False)]
    create_tracked(Sitting, [Sitting(stage=stage, sitting_id=2, date=date(2026, 9, 19))], why(MARCH))
    assert [(each.on, each.is_known_since) for each in decided([row])] == [(date(2026, 9, 20), True)]


def test_what_is_still_open_is_no_decision_and_a_historic_one_without_a_day_says_so(ask: Ask, people: People) -> None:
    stage = ask.bill.stages.get()
    open_one, old = table(
        [an_amendment(stage, "4", decision="NoDecision"), an_amendment(stage, "5", decision="Agreed")]
    )
    old.historic_key = "old-5"
    update_tracked(Amendment, [(old, "")], ["historic_key"], why(MARCH))
    assert [(each.amendment, each.on) for each in decided([open_one, old])] == [(old, None)]
    link = ClauseLink(bill=ask.bill, ask=ask, amendment=old, relation="partly", is_shared=True)
    review.confirm(writing.create(link, by=people.officer), by=people.officer)
    page = signed_in(people.officer).get(reverse("coalition:ask", args=[ask.pk])).content.decode()
    assert heads(page)[-1].startswith("Day not found: Parliament decided")
