"""The page of a division: what was asked, what came of it, who voted how, what it decided, and where it says so."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amendments.models import AmendmentDivision
from bills.history import create_tracked, update_tracked
from bills.models import Bill, BillStage, Division
from scrapers.models import FetchRun
from tests.amendments.reading import words_of
from tests.coalition.briefings_world import a_list, an_amendment
from tests.divisions.votes import HARBOUR, TIDAL, in_commons, in_lords, mp
from tests.historic.files import LANTERNS, as_bytes
from tests.world import NOW, a_bill, a_course, a_run, why
from tracker import pipeline
from tracker.divisions.place import place_divisions

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 3)


@pytest.fixture
def bill() -> Bill:
    found = a_bill("Lighthouse Keepers Bill", 4101)
    a_course(found, [(7, [date(2026, 6, 1)]), (9, [DAY]), (3, [date(2026, 11, 10)])])
    return found


@pytest.fixture
def report(bill: Bill) -> BillStage:
    return bill.stages.get(kind_id_received=9)


def page(client, division: Division, query: str = "") -> str:
    answer = client.get(reverse("division", args=[division.pk]) + query)
    assert answer.status_code == 200
    return words_of(answer)


def decided(bill: Bill, report: BillStage) -> Division:
    amendment = an_amendment(report, "8", key="eight")
    a_list(report, {amendment: "8"}, NOW.replace(month=11, day=2))
    division = in_commons(f"{bill.short_title} Report Stage: Amendment 8", DAY)
    place_divisions(bill)
    return division


def test_the_page_answers_what_was_asked_and_what_came_of_it(client, bill, report) -> None:
    a_run(FetchRun.Kind.DIVISIONS, bill=bill)
    words = page(client, decided(bill, report))
    for told in (
        "Should amendment 8 be made? Not agreed to, by a majority of 1.",
        "Ayes 2, Noes 3",
        "Commons 3 November 2026",
        "Amendment 8",
        "Stage Report stage",
        "Checked with Parliament at 10:30 on 23 November 2026",
        "The title names the Bill, and Report stage sat that day; it was number 8 on the list of 2 November 2026.",
        "Member 091 (Harbour Alliance), for the Ayes",
        "Member 093 (Tidal Party), for the Noes",
    ):
        assert told in words


def test_it_links_to_what_it_decided_and_to_parliaments_own_page(client, bill, report) -> None:
    division = decided(bill, report)
    text = client.get(reverse("division", args=[division.pk])).content.decode()
    assert f'href="{report.amendments.get().get_absolute_url()}"' in text
    assert f'href="{report.get_absolute_url()}"' in text
    assert 'href="https://votes.parliament.uk/votes/commons/division/7001"' in text


def test_stage_and_amendment_pages_link_to_it(client, bill, report) -> None:
    division = decided(bill, report)
    for address in (report.get_absolute_url(), report.amendments.get().get_absolute_url(), bill.get_absolute_url()):
        assert f'href="{reverse("division", args=[division.pk])}"' in client.get(address).content.decode()


def test_a_day_before_the_division_does_not_know_of_it(client, bill, report) -> None:
    decided(bill, report)
    address = report.get_absolute_url()
    assert "Report Stage: Amendment 8" in words_of(client.get(f"{address}?at=2026-11-03"))
    assert "Report Stage: Amendment 8" not in words_of(client.get(f"{address}?at=2026-11-02"))


def test_a_fictional_bill_has_no_page_of_parliament_and_says_what_it_is(client, bill, report) -> None:
    bill.is_fictional = True
    update_tracked(Bill, [(bill, "")], ["is_fictional"], why())
    answer = client.get(reverse("division", args=[decided(bill, report).pk]))
    assert "votes.parliament.uk" not in answer.content.decode()
    assert "This is a fictional Bill." in words_of(answer)


def test_the_drawing_carries_the_numbers_of_the_table(client, bill) -> None:
    noes = [mp(n, TIDAL) for n in range(10, 40)]
    division = in_commons(f"{bill.short_title}: Third Reading", DAY, AyeCount=2, NoCount=30, Noes=noes)
    text = client.get(reverse("division", args=[division.pk])).content.decode()
    drawn = re.findall(r'votes__numbers"[^>]*>(\d+) Aye · (\d+) No<', text)
    table = re.findall(r'<th scope="row"[^>]*>([^<]+)</th>\s*<td[^>]*>(\d+)</td>\s*<td[^>]*>(\d+)</td>', text)
    assert drawn == [("0", "30"), ("2", "0")]
    assert table == [(TIDAL, "0", "30"), (HARBOUR, "2", "0")]


def test_the_lords_are_content_or_not_content(client, bill) -> None:
    note = "<p>Lord Lantern moved amendment 8, to leave out clause 10. The House divided:</p>"
    words = page(client, in_lords("Lighthouse Keepers Bill", date(2026, 11, 10), note=note))
    assert "Content 2, Not Content 1" in words
    assert "Lord Lantern moved amendment 8, to leave out clause 10. The House divided:" in words
    assert "Ayes" not in words
    assert "No vote recorded" not in words


@pytest.mark.parametrize(("house", "said"), [("Commons", "casting vote"), ("Lords", "The Lords have no casting vote")])
def test_a_tie_is_told_with_how_it_is_settled(client, bill, house, said) -> None:
    if house == "Commons":
        division = in_commons(f"{bill.short_title}: Third Reading", DAY, AyeCount=3, NoCount=3)
    else:
        division = in_lords(bill.short_title, DAY, authoritativeContentCount=3, authoritativeNotContentCount=3)
    words = page(client, division)
    assert "A tie, 3 to 3" in words
    assert said in words


def test_a_deferred_division_says_so(client, bill) -> None:
    assert "A deferred division" in page(client, in_commons(f"{bill.short_title}: Money", DAY, IsDeferred=True))


def test_names_that_are_missing_are_told(client, bill) -> None:
    words = page(client, in_commons(f"{bill.short_title}: Third Reading", DAY, AyeCount=5))
    assert "Parliament’s data names 2 of the 5 Ayes" in words


def test_a_division_of_which_only_the_list_is_known_says_that_names_are_to_come(client, bill) -> None:
    empty = {key: [] for key in ("Ayes", "Noes", "NoVoteRecorded", "AyeTellers", "NoTellers")}
    words = page(client, in_commons(f"{bill.short_title}: Third Reading", DAY, **empty))
    assert "Parliament’s data has not told us yet how parties and Members voted." in words
    assert "Ayes 2, Noes 3" in words


def test_members_against_most_of_their_party_are_named_and_no_bench_without_a_whip(client, bill) -> None:
    ayes = [*(mp(n) for n in range(1, 6)), mp(30, "Independent")]
    noes = [mp(9), *(mp(n, "Independent") for n in range(31, 36))]
    words = page(client, in_commons(f"{bill.short_title}: Third Reading", DAY, Ayes=ayes, Noes=noes))
    told = words[words.index("Voted differently from most of their party") : words.index("Who voted")]
    assert "Member 009 (Harbour Alliance): No" in told
    assert "Independent" not in told


# ---- who voted ----
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=seat+2", ["Member 002", "Member 092"]),
        ("?q=member", ["Member 001", "Member 002", "Member 003", "Member 004", "Member 005", "Member 006",
                       "Member 091", "Member 092", "Member 093", "Member 094"]),
        ("?party=Tidal+Party", ["Member 003", "Member 004", "Member 005", "Member 093", "Member 094"]),
        ("?vote=for", ["Member 001", "Member 002", "Member 091", "Member 092"]),
        ("?vote=none", ["Member 006"]),
        ("?vote=against&q=3", ["Member 003", "Member 093"]),
        ("?party=Nobody", []),
        ("?vote=rhubarb", []),
        ("?q=" + "x" * 500, []),
        ("?page=999&vote=none", ["Member 006"]),
        ("?page=rhubarb&vote=none", ["Member 006"]),
    ],
)  # fmt: skip
def test_members_are_found_by_name_place_party_and_vote(client, bill, query, found) -> None:
    division = in_commons(f"{bill.short_title}: Third Reading", DAY)
    answer = client.get(reverse("division", args=[division.pk]) + query)
    assert [voter.name for voter, _ in answer.context["voters"]] == found
    if not found:
        assert "No Member fits" in words_of(answer)


def test_a_full_house_is_read_a_page_at_a_time(client, bill) -> None:
    division = in_commons(f"{bill.short_title}: Third Reading", DAY, Ayes=[mp(n) for n in range(100, 450)])
    answer = client.get(reverse("division", args=[division.pk]) + "?page=2")
    assert len(answer.context["voters"]) == 100
    assert "page=3" in answer.content.decode()


# ---- historic ----
def test_historic_divisions_have_the_same_page_with_what_is_known(client) -> None:
    lanterns = pipeline.ingest_historic_bytes("lanterns.json", as_bytes(LANTERNS)).bill
    tie, counted = lanterns.divisions.order_by("historic_key").reverse()
    words = page(client, tie)
    for told in (
        "A tie; the figures were not found. The Chair voted No. Negatived.",
        "Figures not known",
        "New clause 1",
        "Our sources do not tell how parties and Members voted.",
        "Verified",
        "A historic record; its sources are named above.",
    ):
        assert told in words
    assert "Ayes 276, Noes 209" in page(client, counted)
    assert "Who voted" not in words


# ---- bounds and privacy ----
def questions(client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_page_asks_the_same_few_questions_at_any_size(client, bill, report) -> None:
    a_run(FetchRun.Kind.DIVISIONS, bill=bill)
    division = decided(bill, report)
    address = reverse("division", args=[division.pk])
    small = questions(client, address)
    in_commons(division.title, DAY, Ayes=[mp(n) for n in range(100, 750)], AyeCount=650)
    more = [an_amendment(report, str(n), key=f"more{n}") for n in range(100, 160)]
    create_tracked(AmendmentDivision, [AmendmentDivision(division=division, amendment=row) for row in more], why())
    assert questions(client, address) == small
    assert small <= 6


def test_a_division_that_is_not_there_is_missing(client, bill) -> None:
    division = in_commons(f"{bill.short_title}: Third Reading", DAY)
    division.is_listed = False
    update_tracked(Division, [(division, "")], ["is_listed"], why())
    for pk in (division.pk, 10_000_000):
        assert client.get(reverse("division", args=[pk])).status_code == 404


def test_hostile_words_in_parliaments_data_are_only_text(client, bill) -> None:
    note = "<script>alert(1)</script> &lt;img src=x&gt; Lord Lantern moved"
    division = in_lords("Lighthouse <b>Keepers</b> Bill", DAY, note=note)
    text = client.get(reverse("division", args=[division.pk])).content.decode()
    assert "<script>alert" not in text
    assert "<img" not in text
    assert "<b>Keepers" not in text


def test_a_division_that_nobody_has_placed_says_so(client, bill) -> None:
    division = in_commons(f"{bill.short_title} Report Stage: Amendment 99", DAY)
    assert "Which Bill and stage it belongs to is not yet decided here." in page(client, division)
    place_divisions(bill)
    words = page(client, division)
    assert "What else it decided is not certain: no list that was in force on that day is known" in words
