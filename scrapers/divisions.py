"""Divisions as rows, with the names of who voted in which lobby."""

from collections.abc import Iterable, Sequence

from bills.history import Why
from bills.models import Bill, Division, Member
from scrapers.members import members_named
from scrapers.records import DivisionRecord
from scrapers.rows import Rows, Tally


def write_divisions(records: Sequence[DivisionRecord], why: Why) -> Tally:
    """Write divisions and the Members they name. A lobby that came empty never empties one already stored.

    The Commons list gives tellers and leaves Ayes and Noes empty; only the division in full names its voters.
    """
    members_named([voter for record in records for voter in record.voters], Member.NameSource.BILLS, why)
    stored = {
        (row.house, row.division_id): row
        for row in Division.objects.filter(division_id__in=[record.division_id for record in records])
    }
    rows = Rows(Division)
    for record in records:
        row = stored.get((record.house, record.division_id))
        votes = dict(row.votes) if row else {}
        votes |= {lobby: [dict(vote) for vote in people] for lobby, people in record.votes.items() if people}
        wanted = {
            "number": record.number,
            "date": record.date,
            "title": record.title,
            "ayes": record.ayes,
            "noes": record.noes,
            "facts": dict(record.facts),
            "votes": votes,
        }
        rows.want(row, wanted, house=record.house, division_id=record.division_id)
    return rows.apply(why)


def of_other_bills(records: Sequence[DivisionRecord], bill: Bill) -> bool:
    """Whether any of the divisions stands with another Bill than this one."""
    stored = Division.objects.filter(division_id__in=[record.division_id for record in records], bill__isnull=False)
    return stored.exclude(bill=bill).exists()


def without_poorer(listed: Iterable[DivisionRecord], in_full: Iterable[DivisionRecord]) -> list[DivisionRecord]:
    """Each division once: in full where it was read in full, else as listed, if no names of voters are stored yet.

    A list says less than the division in full: taken in after it, the two would take turns in the history.
    """
    found = {(record.house, record.division_id): record for record in in_full}
    wanted = [record for record in listed if (record.house, record.division_id) not in found]
    rows = Division.objects.filter(division_id__in=[record.division_id for record in wanted])
    named = {(row.house, row.division_id) for row in rows if set(row.votes) & {"ayes", "noes"}}
    return [*found.values(), *(each for each in wanted if (each.house, each.division_id) not in named)]
