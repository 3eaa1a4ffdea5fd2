"""The dated lists of a historic file: written once; one that the file now tells otherwise is kept beside the new."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from amendments.models import Amendment, AmendmentPaper, Listing
from bills.history import insert_rows
from bills.models import Bill, BillStage
from scrapers.historic_format import HistoricRecord
from scrapers.historic_rows import moment_of, rest_of, values_of
from scrapers.ingest import Observation
from scrapers.readings import digest
from scrapers.rows import Tally

STARS = {"black": "★", "white": "☆"}
Row = Mapping[str, Any]


def write_lists(
    bill: Bill,
    record: HistoricRecord,
    stages: Mapping[str, BillStage],
    amendments: Mapping[str, Amendment],
    seen: Observation,
) -> Tally:
    """Write the lists that are not stored as the file tells them; the others are left alone. Needs a transaction."""
    stored = {
        row.historic_key: row
        for row in AmendmentPaper.objects.filter(bill=bill, is_current=True).exclude(historic_key=None)
    }
    tally = Tally()
    for row in record.rows["papers"]:
        listed = [each for each in record.rows["listings"] if each["paper"] == row["key"]]
        paper = _paper(bill, record, row, stages[row["stage"]], listed, seen)
        known = stored.pop(row["key"], None)
        if known is not None and known.sha256 == paper.sha256:
            tally.unchanged += 1
            continue
        if known is not None:
            _no_longer_current([known])
        earlier = AmendmentPaper.objects.filter(
            stage=paper.stage, source=paper.source, sha256=paper.sha256, effective_at=paper.effective_at
        )
        if not earlier.update(is_current=True):
            paper.save()
            insert_rows(Listing, [_listing(paper, each, amendments) for each in listed])
        tally.changed += known is not None
        tally.created += known is None
    _no_longer_current(stored.values())
    tally.absent += len(stored)
    return tally


def _no_longer_current(papers: Iterable[AmendmentPaper]) -> None:
    """The one change that a dated list knows."""
    AmendmentPaper.objects.filter(pk__in=[paper.pk for paper in papers]).update(is_current=False)


def _paper(
    bill: Bill,
    record: HistoricRecord,
    row: Row,
    stage: BillStage,
    listed: list[Row],
    seen: Observation,
) -> AmendmentPaper:
    numbers = {each["key"]: each["number"] for each in record.rows["prints"]}
    told = repr((sorted(row.items(), key=repr), [sorted(each.items(), key=repr) for each in listed]))
    return AmendmentPaper(
        **values_of("papers", row, AmendmentPaper),
        historic_key=row["key"],
        historic=rest_of("papers", row),
        bill=bill,
        stage=stage,
        source=AmendmentPaper.Source.HISTORIC,
        sha256=digest(told),
        house=stage.house if stage.house in {"Commons", "Lords"} else "",
        print_number=numbers.get(row["print"], ""),
        effective_at=_stands_at(record, row, seen.at),
        snapshot_id=seen.snapshot_id,
    )


def _stands_at(record: HistoricRecord, row: Row, otherwise: datetime) -> datetime:
    """The day on the list; an undated one is put at the first sitting of its stage, for its order only."""
    sittings: list[date] = [each["date"] for each in record.rows["sittings"] if each["stage"] == row["stage"]]
    return moment_of(row["published_on"] or min(sittings, default=None)) or otherwise


def _listing(paper: AmendmentPaper, row: Row, amendments: Mapping[str, Amendment]) -> Listing:
    return Listing(
        paper=paper,
        amendment=amendments[row["amendment"]],
        **values_of("listings", row, Listing),
        star=STARS.get(row["star"], ""),
    )
