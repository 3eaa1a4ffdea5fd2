"""A historic Bill's file through the one door: its bytes are the snapshot, and all of it is written or nothing.

The file is compared with what is stored; the same file again writes nothing but the run that says so.
"""

from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils import timezone

from bills.models import Bill
from bills.taken_in import record_taken_in
from bills.versions import bump
from scrapers import snapshots
from scrapers.historic_format import HistoricRecord
from scrapers.historic_lists import write_lists
from scrapers.historic_rows import HistoricWriter, write_bill_row
from scrapers.ingest import Observation, reached, record_run
from scrapers.models import FetchRun, Snapshot
from scrapers.parse import historic
from scrapers.placing import CannotPlace
from scrapers.rows import Tally

LONGEST_REASON = 80


@dataclass
class HistoricImport:
    """What a historic file became: the Bill, and by table how many rows were written or left alone."""

    bill: Bill
    tables: dict[str, Tally] = field(default_factory=dict)

    @property
    def tally(self) -> Tally:
        """All tables together."""
        total = Tally()
        for tally in self.tables.values():
            total += tally
        return total


def ingest_historic_file(snapshot: Snapshot, *, again: bool = False) -> HistoricImport:
    """Parse and ingest a historic file from its snapshot. Raises UnreadableSource or CannotPlace, nothing written."""
    record = historic.parse(snapshots.body(snapshot))
    reason = f"Historic record {snapshot.url.removeprefix('file:')}"[:LONGEST_REASON]
    seen = Observation(snapshot.fetched_at, f"{reason}, read again" if again else reason, snapshot.pk)
    run = FetchRun(
        kind=FetchRun.Kind.HISTORIC,
        source_url=snapshot.url,
        started_at=snapshot.last_checked_at,
        snapshot_ids={"historic": [snapshot.pk]},
        complete_parts=["historic"],
    )
    return ingest_historic(record, seen, run=None if again else run)


def preview_historic(content: bytes) -> HistoricImport:
    """What a file would change, found by taking it in and taking all of it back."""
    record = historic.parse(content)
    with transaction.atomic():
        found = ingest_historic(record, Observation(timezone.now(), "Preview"))
        transaction.set_rollback(True)
    return found


def ingest_historic(record: HistoricRecord, seen: Observation, *, run: FetchRun | None = None) -> HistoricImport:
    """Take in a whole historic Bill in one transaction, under the Bill's lock once there is a Bill.

    Two first imports of one Bill have no Bill to lock yet: the database lets one insert it, and the other is taken in
    again from the start, on what the first wrote.
    """
    try:
        return _take_in(record, seen, run)
    except IntegrityError:
        if not Bill.objects.filter(historic_key=record.bill["key"]).exists():
            raise
        return _take_in(record, seen, run)


def _take_in(record: HistoricRecord, seen: Observation, run: FetchRun | None) -> HistoricImport:
    with transaction.atomic():
        stored = _stored(record)
        reached("planned")
        bill, tally = write_bill_row(record, stored, seen.why())
        writer = HistoricWriter(bill, record, seen.why(), {"bill": tally})
        writer.write()
        writer.tallies["papers"] = write_lists(bill, record, writer.stages, writer.amendments, seen)
        found = HistoricImport(bill, writer.tallies)
        if run is not None:
            run.bill = bill
            run.seen = sum(len(rows) for rows in record.rows.values())
        record_run(run, found.tally, (), is_complete=True)
        record_taken_in.send(sender=Bill, bill=bill)
        bump(bill.pk)
        reached("before commit")
    reached("after commit")
    return found


def _stored(record: HistoricRecord) -> Bill | None:
    """The Bill of the file, locked. One that Parliament's data brought already is not this file's to write."""
    found = Bill.objects.select_for_update().filter(historic_key=record.bill["key"]).first()
    number = record.bill["parliament_id"]
    other = Bill.objects.filter(bill_id=number).first() if number is not None else None
    if other is not None and other != found:
        raise CannotPlace(f"Bill {number} of Parliament's data is here already ({other}): a file cannot replace it")
    return found
