"""Divisions of both Houses, in our own words."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bills.models import Bill, Division
from bills.versions import version_of
from scrapers.ingest import ingest_divisions
from scrapers.parse.divisions_api import commons_division, commons_divisions, lords_divisions
from scrapers.records import UnreadableSource
from tests.scrapers.said import seen


def commons_voter(number: int, **more: Any) -> dict[str, Any]:
    return {
        "MemberId": number,
        "Name": f"Member {number}",
        "Party": "Labour",
        "SubParty": None,
        "PartyColour": "d50000",
        "PartyAbbreviation": "Lab",
        "MemberFrom": "Larne",
        "ListAs": f"{number}, Member",
        "ProxyName": None,
        **more,
    }


def commons(number: int = 5, **more: Any) -> dict[str, Any]:
    return {
        "DivisionId": number,
        "Date": "2026-06-25T21:50:00",
        "Number": 47,
        "IsDeferred": False,
        "EVELType": "",
        "Title": "Lighthouse Keepers Bill Report Stage: New Clause 10",
        "AyeCount": 2,
        "NoCount": 1,
        "AyeTellers": [commons_voter(11), commons_voter(12)],
        "NoTellers": [],
        "Ayes": [],
        "Noes": [],
        "NoVoteRecorded": [],
        **more,
    }


LORDS = {
    "divisionId": 8,
    "date": "2026-11-20T00:00:00",
    "number": 5,
    "title": "Lighthouse Keepers Bill [HL]",
    "authoritativeContentCount": 36,
    "authoritativeNotContentCount": 89,
    "amendmentMotionNotes": "<p>Lord Lantern moved amendment 51.</p>",
    "contents": [{"memberId": 21, "name": "Lord Lantern", "party": "Crossbench", "memberFrom": "Life peer"}],
    "notContents": [{"memberId": 22, "name": "Lady Wick", "partyColour": "0063ba", "partyIsMainParty": True}],
    "contentTellers": [],
    "notContentTellers": [],
}


def as_bytes(value: Any) -> bytes:
    return json.dumps(value).encode()


def test_the_commons_list_names_tellers_and_leaves_out_its_empty_lobbies() -> None:
    (record,) = commons_divisions(as_bytes([commons()])).items
    assert (record.house, record.division_id, record.ayes, record.noes) == ("Commons", 5, 2, 1)
    assert record.date == datetime(2026, 6, 25, 20, 50, tzinfo=UTC)
    assert list(record.votes) == ["aye_tellers"]
    assert record.facts == {"IsDeferred": False, "EVELType": ""}


def test_a_commons_division_in_full_names_its_voters() -> None:
    record = commons_division(as_bytes(commons(Ayes=[commons_voter(1, SubParty="Co-op")], Noes=[commons_voter(2)])))
    assert record.votes["ayes"] == (
        {
            "member_id": 1,
            "name": "Member 1",
            "party": "Labour",
            "sub_party": "Co-op",
            "party_abbreviation": "Lab",
            "from": "Larne",
            "list_as": "1, Member",
        },
    )
    assert {voter.member_id for voter in record.voters} == {1, 2, 11, 12}


def test_the_lords_list_names_content_and_not_content() -> None:
    (record,) = lords_divisions(as_bytes([LORDS])).items
    assert (record.house, record.ayes, record.noes) == ("Lords", 36, 89)
    assert [vote["name"] for vote in record.votes["contents"]] == ["Lord Lantern"]
    assert record.votes["not_contents"] == ({"member_id": 22, "name": "Lady Wick", "party_is_main_party": True},)
    assert record.facts == {"amendmentMotionNotes": "<p>Lord Lantern moved amendment 51.</p>"}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"DivisionId": 0}, "[0].DivisionId"),
        ({"Title": ""}, "[0].Title"),
        ({"Ayes": [{}]}, "[0].Ayes[0].memberId"),
        ({"Ayes": "336"}, "[0].Ayes"),
    ],
)
def test_a_division_that_cannot_be_read_whole_is_left_out(change: dict[str, Any], place: str) -> None:
    page = commons_divisions(as_bytes([commons(**change)]))
    assert (page.items, [p.place for p in page.problems]) == ((), [place])


def test_an_object_is_not_a_list_of_divisions() -> None:
    with pytest.raises(UnreadableSource, match="an object where a list of divisions was due"):
        commons_divisions(as_bytes({"items": []}))


@pytest.mark.django_db
def test_the_list_never_empties_the_lobbies_that_the_full_division_filled() -> None:
    whole = commons_division(as_bytes(commons(Ayes=[commons_voter(1)], Noes=[commons_voter(2)])))
    ingest_divisions([whole], seen())
    tally = ingest_divisions(commons_divisions(as_bytes([commons()])).items, seen(1))
    assert (tally.created, tally.changed, tally.unchanged) == (0, 0, 1)
    assert set(Division.objects.get().votes) == {"ayes", "noes", "aye_tellers"}


@pytest.mark.django_db
def test_a_division_found_for_one_bill_changes_what_is_kept_of_the_bill_that_it_stands_with() -> None:
    own, searched = (Bill.objects.create(bill_id=number, short_title=f"Bill {number}") for number in (1, 2))
    ingest_divisions([commons_division(as_bytes(commons()))], seen(), bill=own)
    Division.objects.update(bill=own)
    before = version_of([own.pk])
    ingest_divisions([commons_division(as_bytes(commons()))], seen(1), bill=searched)
    assert version_of([own.pk]) == before
    ingest_divisions([commons_division(as_bytes(commons(AyeCount=3)))], seen(2), bill=searched)
    assert version_of([own.pk]) > before
