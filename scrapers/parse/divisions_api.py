"""Divisions of both Houses: the Commons and the Lords votes APIs (sources, "Neighbour APIs").

The Commons write keys in PascalCase, answer with a bare list of 25, and leave Ayes and Noes empty in it: only one
division asked for by itself names its voters. The Lords write camelCase and name all voters in the list. Neither gives
a Bill's id. Party colours are left out (docs/fields.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from scrapers.parse.json_body import load, load_object
from scrapers.parse.pages import read_one, read_rows
from scrapers.parse.reading import Row
from scrapers.records import DivisionRecord, Page, ParseProblem, SponsorRecord, UnreadableSource

by_id = attrgetter("division_id")


@dataclass(frozen=True, slots=True)
class Shape:
    """The names that one House's API uses: of the facts a record has fields for, and of its lobbies."""

    house: str
    division_id: str
    number: str
    date: str
    title: str
    ayes: str
    noes: str
    lobbies: Mapping[str, str]

    @property
    def own_fields(self) -> frozenset[str]:
        """The keys that a record has fields for; every other key is one of its facts."""
        return frozenset((self.division_id, self.number, self.date, self.title, self.ayes, self.noes, *self.lobbies))


COMMONS = Shape(
    "Commons", "DivisionId", "Number", "Date", "Title", "AyeCount", "NoCount",
    {
        "Ayes": "ayes", "Noes": "noes", "AyeTellers": "aye_tellers", "NoTellers": "no_tellers",
        "NoVoteRecorded": "no_vote_recorded",
    },
)  # fmt: skip
LORDS = Shape(
    "Lords", "divisionId", "number", "date", "title", "authoritativeContentCount", "authoritativeNotContentCount",
    {
        "contents": "contents", "notContents": "not_contents", "contentTellers": "content_tellers",
        "notContentTellers": "not_content_tellers",
    },
)  # fmt: skip
VOTER = {
    "memberid": "member_id", "name": "name", "party": "party", "subparty": "sub_party", "memberfrom": "from",
    "partyabbreviation": "party_abbreviation", "listas": "list_as", "proxyname": "proxy_name",
    "partyismainparty": "party_is_main_party",
}  # fmt: skip
"""Keys of a voter in either API, case-folded, and our names for them. partyColour is not among them."""


def commons_divisions(body: bytes) -> Page[DivisionRecord]:
    """A page of the Commons search: a bare list, without a total. Lobbies that came empty are left out of `votes`."""
    return _page(body, COMMONS)


def commons_division(body: bytes) -> DivisionRecord:
    """One division of the Commons with all its voters. Raises UnreadableSource for anything wrong."""
    return read_one(body, lambda row, _: _division(row, COMMONS))


def lords_divisions(body: bytes) -> Page[DivisionRecord]:
    """A page of the Lords search: a bare list, with all voters."""
    return _page(body, LORDS)


def total(body: bytes) -> int:
    """How many divisions a search finds: the whole answer is one number. Raises UnreadableSource for anything else."""
    value = load(body)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise UnreadableSource("document", "is not the number of divisions that was due")
    return value


def _page(body: bytes, shape: Shape) -> Page[DivisionRecord]:
    values = load(body)
    if not isinstance(values, list):
        load_object(body)
        raise UnreadableSource("document", "is an object where a list of divisions was due")
    problems: list[ParseProblem] = []
    items = tuple(read_rows(values, "", lambda row, _: _division(row, shape), by_id, problems))
    return Page(items, None, None, tuple(problems))


def _division(row: Row, shape: Shape) -> DivisionRecord:
    votes: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for key, lobby in shape.lobbies.items():
        people = tuple(_voter(each) for each in row.rows(key))
        if people:
            votes[lobby] = people
    return DivisionRecord(
        house=shape.house,
        division_id=row.identity(shape.division_id),
        number=row.integer(shape.number),
        date=row.moment(shape.date),
        title=row.required(shape.title),
        ayes=row.integer(shape.ayes),
        noes=row.integer(shape.noes),
        facts=_facts(row, shape),
        votes=votes,
        voters=tuple(_named(vote, shape.house) for people in votes.values() for vote in people),
    )


def _facts(row: Row, shape: Shape) -> dict[str, Any]:
    """Every further field, as received: plain values only."""
    others = {name: value for name, value in row.fields.items() if name not in shape.own_fields}
    return Row(others, row.place, row.problems).flat()


def _voter(row: Row) -> dict[str, Any]:
    """A voter by our names, without nulls; a lobby with one who cannot be read refuses the division."""
    row.identity("MemberId" if "MemberId" in row.fields else "memberId")
    row.required("Name" if "Name" in row.fields else "name", 200)
    given = {VOTER[name.casefold()]: value for name, value in row.flat().items() if name.casefold() in VOTER}
    return {name: value for name, value in given.items() if value is not None}


def _named(vote: Mapping[str, Any], house: str) -> SponsorRecord:
    return SponsorRecord(
        name=vote["name"],
        is_lead=False,
        order=1,
        member_id=int(vote["member_id"]),
        party=_short(vote.get("party"), 100),
        house=house,
        member_from=_short(vote.get("from"), 200),
    )


def _short(value: object, longest: int) -> str:
    return value if isinstance(value, str) and len(value) <= longest else ""
