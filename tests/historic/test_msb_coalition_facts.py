"""The coalition's facts of 2014-15 (its asks, its Bill, its members at two dates, its briefings) are in the
demonstration, or a table here says why not. A new row or field fails."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amendments.models import Amendment
from bills.models import Bill
from coalition.counting import london_day
from coalition.membership import was_member
from coalition.models import AlternativeAct, Ask, Briefing, ClauseLink, Organisation, Outcome, SignOff
from tests.historic.msb import account, facts, long_words, numbers
from tracker import demonstration_coalition

pytestmark = pytest.mark.django_db

JUDGED = {"partial": "partly", "not secured": "not", "mostly secured": "partly"}
"""Their word and ours. "Mostly" is no more than partly: we never say more than is so."""
CLAUSE_OF = {
    "guardianship clause": "guardians",
    "improved independent Commissioner": "commissioner",
    "statutory NRM": "referral-mechanism",
    "comprehensive victim protection measures": "support",
    "non-criminalisation clause": "non-criminalisation",
    "separate child exploitation offence": "child-exploitation",
    "simplified offences in line with international definitions": "offences",
    "supply chain clause": "supply-chains",
    "measures to stop enslavement of overseas domestic workers": "domestic-workers",
}

UNDATED = {"FLEX", "Law Centre (NI)"}
"""On the coalition's page, which has no date, and not in the evidence of 2014: members on no day that we know."""


@pytest.fixture
def coalition(bill: Bill) -> Bill:
    demonstration_coalition.load_real(bill, User.objects.create_superuser("olive"))
    return bill


def test_every_ask_is_there_with_its_clause_its_amendments_and_its_outcome(msb, coalition: Bill) -> None:
    rows = facts(msb, "asks.json")
    assert len(rows) == 11
    assert {row["key"] for row in rows} == set(Ask.objects.values_list("reference", flat=True))
    for row in rows:
        ask = Ask.objects.get(reference=row["key"])
        account(row, _ask_checks(ask, row), f"asks[{row['key']}]")


def _ask_checks(ask: Ask, row: dict):
    last = ask.outcomes.order_by("on", "pk").last()
    linked = Amendment.objects.filter(clause_links__ask=ask, clause_links__state="confirmed")
    chains = set(linked.exclude(chain_steps=None).values_list("chain_steps__chain__historic_key", flat=True))
    sections = set(ask.links.exclude(act_section="").values_list("act_section", flat=True))
    told = " ".join([ask.title, ask.summary, *ask.outcomes.values_list("summary", flat=True)])
    return {
        "key": lambda value: ask.reference == value,
        "ask": lambda value: bool(long_words(value) & long_words(told)),
        "alt_bill": lambda value: {CLAUSE_OF[value]} == _clauses(ask) if value else not _clauses(ask),
        "msb_path": lambda value: bool(linked) or bool(sections),  # each step is checked in the chains
        "outcome": lambda value: last.judgement == JUDGED[value],
        "result": lambda value: {n for n in numbers(value) if len(n) == 3} <= numbers(told),
        "c": lambda value: "from memory" in last.source_note,
        "chains": lambda value: set(value) <= chains | {"nrm"} if linked else value == [],
    }


def _clauses(ask: Ask) -> set[str]:
    return {row.clause.key for row in ask.rests_on.select_related("clause")}


def test_every_amendment_of_an_ask_is_linked_to_it_by_a_person(msb, coalition: Bill) -> None:
    for row in facts(msb, "amendments.json"):
        linked = ClauseLink.objects.filter(amendment__historic_key=row["id"])
        if row["ask"] is None:
            assert not linked.exists()
        else:
            link = linked.get()
            assert (link.ask.reference, link.state, link.reviewed_by.username) == (row["ask"], "confirmed", "olive")


def test_every_division_is_in_the_story_of_its_ask(msb, coalition: Bill) -> None:
    told = set(Outcome.objects.exclude(division=None).values_list("division__historic_key", flat=True))
    assert told == {row["id"] for row in facts(msb, "divisions.json")}


def test_won_then_lost_then_partly_in_the_act_is_a_story(coalition: Bill) -> None:
    outcomes = Ask.objects.get(reference="odw").outcomes.order_by("on")
    assert [(str(row.on), row.judgement) for row in outcomes] == [
        ("2014-10-14", "not"),
        ("2014-11-04", "not"),
        ("2015-02-25", "achieved"),
        ("2015-03-17", "not"),
        ("2015-03-25", "partly"),
        ("2015-03-26", "partly"),
    ]
    page = Client().get(reverse("coalition:public-ask", args=[outcomes[0].ask_id])).content.decode()
    for words in ("183 to 176", "276 to 209", "casting vote", "72A", "Section 53", "from memory"):
        assert words in page


def test_the_alternative_bill_is_there_and_no_number_of_a_clause_is_made_up(msb, coalition: Bill) -> None:
    row = facts(msb, "alternative_bill.json")
    act = AlternativeAct.objects.get(kind="alternative")
    organisations = {each.name: list(each.memberships.all()) for each in Organisation.objects.all()}
    now = london_day(timezone.now())
    wordings = [wording for version in act.versions.all() for wording in version.wordings.all()]
    texts = " ".join(f"{each.heading} {each.text} {each.notes}" for each in wordings)
    themes = ("offences", "exploit", "punish", "Referral", "support", "guardian", "Commissioner", "supply", "domestic")
    account(
        row,
        {
            "title": lambda value: act.title in value,
            "published": lambda value: str(act.published_on) == value,
            "author": lambda value: "Anti-Trafficking Monitoring Group" in act.author and "lawyers" in act.author,
            "builds_on": lambda value: len(value) == 2 and AlternativeAct.objects.filter(kind="committee").exists(),
            "clause_numbers_known": lambda value: act.numbers_are_known is value is False,
            "clause_structure": lambda value: (
                not any(each.number for each in wordings) and "no clause number" in act.note
            ),
            "known_provisions": lambda value: (
                len(value) == len(wordings) == 9 and all(each in texts for each in themes)
            ),
            "members_at_ms17_2014": lambda value: all(was_member(organisations[name], now) for name in value),
            "members_on_coalition_page": lambda value: (
                set(value) == set(organisations)
                and [name for name in value if was_member(organisations[name], now) is None]
                == ["FLEX", "Law Centre (NI)"]
            ),
            "note": lambda value: "Human Trafficking Foundation" not in organisations,  # an associate, not a member
            "feb2015_briefings": lambda value: len(value) == Briefing.objects.count() == 7,
            "briefing_pattern": lambda value: all(each.about.count() == 1 for each in Briefing.objects.all()),
            "src": lambda value: len(value) == 5,
        },
        "alternative_bill",
    )
    page = Client().get(reverse("coalition:public-act", args=[act.pk])).content.decode()
    assert "Its clause numbers are not known" in page


def test_nobody_is_said_to_have_signed_or_led_what_no_source_says(coalition: Bill) -> None:
    assert not SignOff.objects.exists()
    assert not Ask.objects.exclude(lead=None).exists()
