"""Divisions of our own making, brought in through the door that Parliament's data comes through."""

from datetime import date
from typing import Any

from bills.models import Division
from scrapers.ingest import ingest_divisions
from scrapers.parse.divisions_api import commons_division, lords_divisions
from tests.scrapers.said import seen
from tests.scrapers.test_divisions_api import as_bytes

HARBOUR, TIDAL, CROSS = "Harbour Alliance", "Tidal Party", "Crossbench"


def mp(number: int, party: str = HARBOUR, **more: Any) -> dict[str, Any]:
    """A Member as the Commons write one."""
    return {
        "MemberId": 900_000 + number, "Name": f"Member {number:03}", "Party": party, "SubParty": None,
        "PartyColour": "d50000", "MemberFrom": f"Seat {number}", "ListAs": f"{number:03}, Member", "ProxyName": None,
        **more,
    }  # fmt: skip


def peer(number: int, party: str = CROSS) -> dict[str, Any]:
    """A peer as the Lords write one."""
    return {
        "memberId": 910_000 + number, "name": f"Lord {number:03}", "party": party, "memberFrom": "Life peer",
        "listAs": f"{number:03}, L.", "partyIsMainParty": True,
    }  # fmt: skip


def in_commons(title: str, day: date, number: int = 1, **more: Any) -> Division:
    """A division of the Commons, stored; two Ayes and three Noes unless said otherwise."""
    body = {
        "DivisionId": 7000 + number, "Date": f"{day}T18:30:00", "Number": number, "Title": title, "AyeCount": 2,
        "NoCount": 3, "IsDeferred": False, "PublicationUpdated": f"{day}T20:00:00",
        "AyeTellers": [mp(91), mp(92)], "NoTellers": [mp(93, TIDAL), mp(94, TIDAL)],
        "Ayes": [mp(1), mp(2)], "Noes": [mp(3, TIDAL), mp(4, TIDAL), mp(5, TIDAL)], "NoVoteRecorded": [mp(6)], **more,
    }  # fmt: skip
    ingest_divisions([commons_division(as_bytes(body))], seen())
    return Division.objects.get(house="Commons", division_id=body["DivisionId"])


def in_lords(title: str, day: date, number: int = 1, note: str = "", **more: Any) -> Division:
    """A division of the Lords, stored."""
    body = {
        "divisionId": 8000 + number, "date": f"{day}T00:00:00", "number": number, "title": title,
        "authoritativeContentCount": 2, "authoritativeNotContentCount": 1, "amendmentMotionNotes": note,
        "contents": [peer(1), peer(2)], "notContents": [peer(3, TIDAL)], "contentTellers": [peer(1)],
        "notContentTellers": [peer(3, TIDAL)], **more,
    }  # fmt: skip
    ingest_divisions(lords_divisions(as_bytes([body])).items, seen())
    return Division.objects.get(house="Lords", division_id=body["divisionId"])
