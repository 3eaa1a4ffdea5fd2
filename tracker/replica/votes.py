"""Divisions of the fictional Parliament, in the shapes of the Commons and Lords votes APIs. Pure.

They follow from the story: an amendment of a stage of the whole House that was decided on division was divided on that
day. The readings of a Bill, and a few questions of which the title says too little, are named in EXTRA.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from typing import Any

from tracker.replica.people import COLOURS, CROSS, HARBOUR, TIDAL, UPLAND, Person
from tracker.replica.world import Day, FictionalBill, Stage, World

WHOLE_HOUSE = {9: "Report Stage", 3: "", 4: ""}
"""Kinds of stage whose divisions are of the whole House, with what a title of the Commons calls them."""
ON_DIVISION = {"AgreedOnDivision": True, "NegativedOnDivision": False}
EXTRA: dict[int, tuple[tuple[int, str, str, bool], ...]] = {
    7: ((0, ": Second Reading", "", True),),
    10: ((0, ": Third Reading", "", True),),
    9: ((0, ": that the Question be now put", "", True),),
    12: ((0, ": motion to disagree with Lords Amendment 1", "", True),),
}
"""By kind of stage, divisions beside those on amendments: (which sitting, words after the title, note, carried)."""
MPS = 66
PEERS = 42


@dataclass(frozen=True)
class Vote:
    """One division, with everybody who took part."""

    division_id: int
    house: str
    number: int
    day: date
    minute: int
    title: str
    note: str
    ayes: tuple[Person, ...]
    noes: tuple[Person, ...]
    tellers: tuple[tuple[Person, ...], tuple[Person, ...]]
    absent: tuple[Person, ...]


FIRST = ("Una", "Silas", "Petra", "Otis", "Nell", "Magnus", "Lowri", "Kit", "Juno", "Idris", "Hester")
LAST = ("Bowsprit", "Capstan", "Dory", "Estuary", "Fairway", "Groyne")
HOUSES_OF = ("Jetty", "Keel", "Lagoon", "Marram", "Narrows", "Oar", "Pontoon")
TITLES = ("Lord", "Baroness", "Viscount", "Lady", "Earl", "Countess")


@cache
def members(house: str) -> tuple[Person, ...]:
    """Everybody who may vote in a House, none of them real; half of them sit for the Government."""
    if house == "Commons":
        names = [f"{first} {last}" for first, last in product(FIRST, LAST)][:MPS]
    else:
        names = [f"{title} of {place}" for title, place in product(TITLES, HOUSES_OF)][:PEERS]
    parties = (TIDAL, HARBOUR, TIDAL, UPLAND) if house == "Commons" else (TIDAL, CROSS, HARBOUR, TIDAL, UPLAND, CROSS)
    first = 900_200 if house == "Commons" else 900_400
    return tuple(
        Person(
            first + place, name, parties[place % len(parties)], house,
            f"{LAST[place % 6]} and {HOUSES_OF[place % 7]}" if house == "Commons" else "Life peer",
        )
        for place, name in enumerate(names)
    )  # fmt: skip


def divisions_on(today: Day, house: str) -> list[Vote]:
    """The divisions of a House up to a day, newest first."""
    return [each for each in reversed(_all(today.world, house)) if each.day <= today.day]


def _all(world: World, house: str) -> tuple[Vote, ...]:
    asked = sorted(
        (
            (day, bill.bill_id, place, words)
            for bill in world.bills
            for place, (day, words) in enumerate(_asked(bill, house))
        ),
    )
    return tuple(_vote(house, number, day, *words) for number, (day, _, _, words) in enumerate(asked, 1))


def _asked(bill: FictionalBill, house: str) -> Iterator[tuple[date, tuple[str, str, bool]]]:
    """What was divided on in the course of a Bill: day, title, note, and whether it was carried."""
    title = bill.title.removesuffix(" [fictional]")
    for stage in bill.stages:
        if stage.house != house:
            continue
        for sitting, words, note, is_carried in EXTRA.get(stage.kind, ()):
            if bill.withdrawn is None and (stage.kind != 9 or stage.amendments):
                yield stage.sittings[sitting], (f"{title}{words}", note, is_carried)
        if stage.kind in WHOLE_HOUSE:
            yield from _on_amendments(stage, title)


def _on_amendments(stage: Stage, title: str) -> Iterator[tuple[date, tuple[str, str, bool]]]:
    for each in stage.amendments:
        for day, word in each.decided:
            if stage.is_lords and word in ("StoodPart", "NotStoodPart"):
                clause = f"Clause {each.order.at}"
                note = f"<p>The House divided on whether {clause} should stand part of the Bill.</p>"
                yield day, (title, note, word == "StoodPart")
            elif word in ON_DIVISION:
                number = each.number_on(day).replace("NC", "New Clause ").replace("NS", "New Schedule ")
                printed = number if number.startswith("New") else f"Amendment {number}"
                yield day, (f"{title} {WHOLE_HOUSE[stage.kind]}: {printed}", "", ON_DIVISION[word])


def _vote(house: str, number: int, day: date, title: str, note: str, is_carried: bool) -> Vote:
    """Everybody's vote: parties mostly together, a few against theirs, a few away; the larger side decides."""
    with_government, against, absent = [], [], []
    for place, person in enumerate(members(house)):
        turn = (place * 7 + number * 5) % 23
        if turn in (3, 11):
            absent.append(person)
        elif (person.party == TIDAL or (person.party == CROSS and turn % 2 == 0)) != (turn == 17):
            with_government.append(person)
        else:
            against.append(person)
    winners, losers = (with_government, against) if len(with_government) > len(against) else (against, with_government)
    ayes, noes = (winners, losers) if is_carried else (losers, winners)
    tellers = (tuple(ayes[:2]), tuple(noes[:2]))
    if house == "Commons":
        ayes, noes = ayes[2:], noes[2:]
    base = 7_000 if house == "Commons" else 3_000
    return Vote(
        base + number, house, number, day, 10 + number % 45, title, note, tuple(ayes), tuple(noes), tellers,
        tuple(absent),
    )  # fmt: skip


# ---- the shapes ----
def in_list(vote: Vote) -> dict[str, Any]:
    """A division as the list of its House has it: the Commons leave voters out."""
    full = in_full(vote)
    return full if vote.house == "Lords" else {**full, "Ayes": [], "Noes": [], "NoVoteRecorded": []}


def in_full(vote: Vote) -> dict[str, Any]:
    """A division with everybody who took part."""
    return _in_lords(vote) if vote.house == "Lords" else _in_commons(vote)


def _in_commons(vote: Vote) -> dict[str, Any]:
    return {
        "DivisionId": vote.division_id,
        "Date": f"{vote.day}T18:{vote.minute:02}:00",
        "PublicationUpdated": f"{vote.day}T20:15:00",
        "Number": vote.number,
        "IsDeferred": False,
        "EVELType": "",
        "EVELCountry": "",
        "Title": vote.title,
        "AyeCount": len(vote.ayes),
        "NoCount": len(vote.noes),
        "DoubleMajorityAyeCount": None,
        "DoubleMajorityNoCount": None,
        "AyeTellers": _mps(vote.tellers[0]),
        "NoTellers": _mps(vote.tellers[1]),
        "Ayes": _mps(vote.ayes),
        "Noes": _mps(vote.noes),
        "FriendlyDescription": None,
        "FriendlyTitle": None,
        "NoVoteRecorded": _mps(vote.absent),
        "RemoteVotingStart": None,
        "RemoteVotingEnd": None,
    }


def _mps(people: Sequence[Person]) -> list[dict[str, Any]]:
    return [
        {
            "MemberId": each.member_id,
            "Name": each.name,
            "Party": each.party,
            "SubParty": None,
            "PartyColour": COLOURS[each.party],
            "PartyAbbreviation": each.party[:3],
            "MemberFrom": each.member_from,
            "ListAs": ", ".join(reversed(each.name.split(" ", 1))),
            "ProxyName": None,
        }
        for each in people
    ]


def _in_lords(vote: Vote) -> dict[str, Any]:
    return {
        "divisionId": vote.division_id,
        "date": f"{vote.day}T00:00:00",
        "number": vote.number,
        "notes": None,
        "title": vote.title,
        "isWhipped": False,
        "isGovernmentContent": False,
        "authoritativeContentCount": len(vote.ayes),
        "authoritativeNotContentCount": len(vote.noes),
        "divisionHadTellers": True,
        "tellerContentCount": len(vote.ayes),
        "tellerNotContentCount": len(vote.noes),
        "memberContentCount": len(vote.ayes) - 2,
        "memberNotContentCount": len(vote.noes) - 2,
        "sponsoringMemberId": None,
        "isHouse": True,
        "amendmentMotionNotes": vote.note,
        "isGovernmentWin": None,
        "remoteVotingStart": None,
        "remoteVotingEnd": None,
        "divisionWasExclusivelyRemote": False,
        "contentTellers": _peers(vote.tellers[0]),
        "notContentTellers": _peers(vote.tellers[1]),
        "contents": _peers(vote.ayes),
        "notContents": _peers(vote.noes),
    }


def _peers(people: Sequence[Person]) -> list[dict[str, Any]]:
    return [
        {
            "memberId": each.member_id,
            "name": each.name,
            "listAs": each.name,
            "memberFrom": each.member_from,
            "party": each.party,
            "partyColour": COLOURS[each.party],
            "partyAbbreviation": each.party[:3],
            "partyIsMainParty": each.party != CROSS,
        }
        for each in people
    ]
