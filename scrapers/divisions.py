"""Divisions as rows, with the names of who voted in which lobby."""

from collections.abc import Sequence

from bills.history import Why
from bills.models import Division, Member
from scrapers.members import members_named
from scrapers.records import DivisionRecord
from scrapers.rows import Rows, Tally


def write_divisions(records: Sequence[DivisionRecord], why: Why) -> Tally:
    """Write divisions and the Members they name. A list without names never empties lobbies already stored."""
    members_named([voter for record in records for voter in record.voters], Member.NameSource.BILLS, why)
    stored = {
        (row.house, row.division_id): row
        for row in Division.objects.filter(division_id__in=[record.division_id for record in records])
    }
    rows = Rows(Division)
    for record in records:
        votes = {lobby: [dict(vote) for vote in people] for lobby, people in record.votes.items()}
        wanted = {
            "number": record.number,
            "date": record.date,
            "title": record.title,
            "ayes": record.ayes,
            "noes": record.noes,
            "facts": dict(record.facts),
            "votes": votes if any(votes.values()) else None,
        }
        rows.want(
            stored.get((record.house, record.division_id)), wanted, house=record.house, division_id=record.division_id
        )
    return rows.apply(why)
