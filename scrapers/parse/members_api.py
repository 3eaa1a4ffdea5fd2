"""The Members API's search: MPs and peers, past and present (sources, "Neighbour APIs").

Photographs and party colours are left out: they are pictures of the present (docs/fields.md).
"""

from operator import attrgetter
from typing import Any

from scrapers.parse.pages import read_page
from scrapers.parse.reading import Row, RowRefused
from scrapers.records import MemberRecord, Page

HOUSES = {1: "Commons", 2: "Lords"}
"""The Members API numbers the Houses; the other APIs name them."""
VOLATILE = frozenset({"thumbnailUrl", "backgroundColour", "foregroundColour"})
OWN_FIELDS = frozenset({"id", "nameDisplayAs"})
DEEPEST = 4


def members_page(body: bytes) -> Page[MemberRecord]:
    """A page of the search, `{items: [{value, links}], totalResults}`. `facts` keeps every further field but pictures.

    `party`, `house` and `member_from` are the latest; "" where the Member has none.
    """
    return read_page(body, lambda row, _: _member(row), attrgetter("member_id"))


def _member(item: Row) -> MemberRecord:
    row = item.row("value")
    if row is None:
        raise RowRefused(item.place_of("value"), "is missing")
    party, membership = row.row("latestParty"), row.row("latestHouseMembership")
    return MemberRecord(
        member_id=row.identity("id"),
        name=row.required("nameDisplayAs", 200),
        party=party.words("name", 100) if party else "",
        house=_house(membership) if membership else "",
        member_from=membership.words("membershipFrom", 200) if membership else "",
        facts=_facts(row, OWN_FIELDS),
    )


def _house(membership: Row) -> str:
    """The name of a House by its number; another number as it came."""
    number = membership.integer("house")
    return "" if number is None else HOUSES.get(number, str(number)[:30])


def _facts(row: Row, left_out: frozenset[str], depth: int = 1) -> dict[str, Any]:
    """The fields of an object as received, without pictures and colours; objects inside it likewise."""
    kept = {name: value for name, value in row.fields.items() if name not in VOLATILE | left_out}
    if depth == DEEPEST:
        return Row(kept, row.place, row.problems).flat()
    plain = {name: value for name, value in kept.items() if type(value) is not dict}
    facts = Row(plain, row.place, row.problems).flat()
    for name, value in kept.items():
        if type(value) is dict and name.isidentifier():
            inner = Row(value, row.place_of(name), row.problems)
            facts[name] = _facts(inner, frozenset(), depth + 1)
    return facts
