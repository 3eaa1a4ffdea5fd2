"""Reading again what is kept, with no network, so that a mended parser reaches what was fetched before.

Where the parsers are as they were, nothing is written. So every fact is read from its newest reading alone: an older
one would be written first and put right afterwards, and both would stand in the history.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import QuerySet

from amendments.models import Amendment
from bills.models import Bill
from scrapers import historic, ingest, runs
from scrapers.models import FetchRun, Snapshot
from scrapers.parse import bills_api
from scrapers.placing import CannotPlace
from scrapers.records import BillRecord, UnreadableSource
from scrapers.runs import Parts
from scrapers.saved_pages import PAGES, ingest_saved_pages
from scrapers.snapshots import DamagedSnapshot

Kind = FetchRun.Kind
SWEEPS = (Kind.REFERENCE, Kind.BILL, Kind.AMENDMENTS, Kind.DIVISIONS)
FILES = (Kind.PAPER, Kind.PRINT)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to read again: the run it was first read in, and how; `read` returns how many rows it changed."""

    run: FetchRun
    read: Callable[[], int]

    @property
    def name(self) -> str:
        """What is being read, for a person who watches."""
        return f"{self.run.get_kind_display()} of {self.run.started_at:%-d %B %Y}"


def replay(*, bill: Bill | None, tell: Callable[[int, int | None, str], None]) -> dict[str, Any]:
    """Parse and ingest again what is kept, of one Bill or of all.

    Returns {"read", "rows_changed", "problems"}. A source that is refused is a problem, and the others go on.
    """
    steps = _steps(bill)
    told: dict[str, Any] = {"read": 0, "rows_changed": 0, "problems": []}
    for done, step in enumerate(steps):
        tell(done, len(steps), step.name)
        try:
            told["rows_changed"] += step.read()
            told["read"] += 1
        except (UnreadableSource, CannotPlace, DamagedSnapshot) as error:
            told["problems"].append(f"{step.name}: {error}")
    tell(len(steps), len(steps), "Replayed")
    return told


def _steps(bill: Bill | None) -> list[Step]:
    """Everything to read again: reference lists first, then Bills, amendments, their texts, and files, by time."""
    every = (
        FetchRun.objects.exclude(snapshot_ids={}).select_related("bill", "stage__bill").order_by("started_at", "id")
    )
    of_bill = every.filter(bill=bill) if bill else every
    kept = of_bill.exclude(snapshot_ids__has_key="refused")
    listed = _newest_listed(every.filter(kind=Kind.BILLS))
    steps = [
        *_bills(listed, kept, bill),
        *_sweeps(kept.filter(kind__in=SWEEPS), listed),
        *_details(kept.filter(kind=Kind.DETAILS)),
        *_files(kept.filter(kind__in=FILES)),
        *_refused(of_bill.filter(kind__in=(*FILES, Kind.HISTORIC))),
        *_historic(kept.filter(kind=Kind.HISTORIC)),
    ]
    order = list(Kind.values)
    return sorted(steps, key=lambda step: (order.index(step.run.kind), step.run.started_at, step.run.pk))


Listed = Mapping[int, tuple[FetchRun, BillRecord]]
"""By billId: the newest list of Bills that held the Bill, and what it said."""


def _newest_listed(lists: QuerySet[FetchRun]) -> Listed:
    found: dict[int, tuple[FetchRun, BillRecord]] = {}
    for run in lists:
        for record in Parts(ids=run.snapshot_ids).items("list", bills_api.bills_page):
            found[record.bill_id] = (run, record)
    return found


def _bills(listed: Listed, kept: QuerySet[FetchRun], bill: Bill | None) -> Iterator[Step]:
    """The lists of Bills: each Bill from the newest one that held it, unless its own record was read after that."""
    own = {run.bill.bill_id: run.started_at for run in kept.filter(kind=Kind.BILL) if run.bill}
    by_run: dict[int, tuple[FetchRun, list[BillRecord]]] = {}
    for bill_id, (run, record) in listed.items():
        is_wanted = bill is None or bill.bill_id == bill_id
        if is_wanted and (bill_id not in own or own[bill_id] <= run.started_at):
            by_run.setdefault(run.pk, (run, []))[1].append(record)
    for run, records in by_run.values():
        yield Step(run, partial(_read_bills, run, records))


def _read_bills(run: FetchRun, records: list[BillRecord]) -> int:
    parts = Parts(ids={}, latest=Snapshot.objects.filter(pk__in=run.snapshot_ids["list"]).last())
    seen = runs.seen(parts, run, "Parliament's list of Bills", again=True)
    return ingest.ingest_bills(records, seen, run=None, is_complete=False).written


def _sweeps(kept: QuerySet[FetchRun], listed: Listed) -> Iterator[Step]:
    """Each list and each Bill's own record, as it was last read."""
    by_source: dict[tuple[str, int | None, int | None], list[FetchRun]] = {}
    for run in kept:
        by_source.setdefault((run.kind, run.bill_id, run.stage_id), []).append(run)
    for same in by_source.values():
        run, parts = _together(same)
        listing, record = listed.get(run.bill.bill_id or 0 if run.bill else 0, (None, None))
        if run.kind == Kind.BILL and listing and listing.started_at > run.started_at:
            parts.listed = record
        yield Step(run, partial(_read_run, run, parts))


def _read_run(run: FetchRun, parts: Parts) -> int:
    return runs.ingest_run(run, parts, again=True).written


def _together(same: list[FetchRun]) -> tuple[FetchRun, Parts]:
    """One source's newest bytes of every address: its last complete reading, and what incomplete ones brought since.

    The run is the last of them, so that what was put together of several is incomplete and concludes nothing.
    """
    last = max((place for place, run in enumerate(same) if run.is_complete), default=0)
    since = same[last:]
    ids: dict[str, dict[str, int]] = {}
    for run in since:
        addresses = _addresses(run)
        for part, snapshot_ids in run.snapshot_ids.items():
            ids.setdefault(part, {}).update((addresses[pk], pk) for pk in snapshot_ids)
    newest = {part: list(found.values()) for part, found in ids.items()}
    run = since[-1]
    complete = {part for part in run.complete_parts if newest.get(part) == run.snapshot_ids.get(part)}
    return run, Parts(ids=newest, complete=frozenset(complete))


def _addresses(run: FetchRun) -> dict[int, str]:
    wanted = [pk for snapshot_ids in run.snapshot_ids.values() for pk in snapshot_ids]
    return dict(Snapshot.objects.filter(pk__in=wanted).values_list("pk", "url"))


def _details(kept: QuerySet[FetchRun]) -> Iterator[Step]:
    """The newest full text of every amendment, but not of those whose text is due to be fetched again."""
    waiting = {
        (stage, (key or "").partition(":")[2])
        for stage, key in Amendment.objects.filter(detail_hash="").values_list("stage_id", "api_key")
    }
    newest: dict[str, tuple[FetchRun, int]] = {}
    for run in kept:
        for pk, url in _addresses(run).items():
            if newest.get(url, (run, None))[1] != pk:
                newest[url] = (run, pk)
    by_run: dict[int, tuple[FetchRun, list[int]]] = {}
    for url, (run, pk) in newest.items():
        if (run.stage_id, url.rpartition("/")[2]) not in waiting:
            by_run.setdefault(run.pk, (run, []))[1].append(pk)
    for run, pks in by_run.values():
        yield Step(run, partial(_read_run, run, Parts(ids={"details": sorted(pks)})))


def _files(kept: Iterable[FetchRun]) -> Iterator[Step]:
    """Each paper and print once, however often it was brought in."""
    first: dict[tuple[int, int | None, int | None], FetchRun] = {}
    pages: dict[tuple[int | None, ...], FetchRun] = {}
    for run in kept:
        if PAGES in run.snapshot_ids:
            pages.setdefault((*run.snapshot_ids[PAGES], run.bill_id, run.stage_id), run)
            continue
        (snapshot_id,) = run.snapshot_ids[run.kind]
        first.setdefault((snapshot_id, run.bill_id, run.stage_id), run)
    for (snapshot_id, _, _), run in first.items():
        yield Step(run, partial(_read_file, run, snapshot_id, again=True))
    for run in pages.values():
        yield Step(run, partial(_read_pages, run, again=True))


def _historic(kept: Iterable[FetchRun]) -> Iterator[Step]:
    """Each historic Bill from the newest file that told of it: a file tells the whole of its Bill."""
    newest = {run.bill_id: run for run in kept}
    for run in newest.values():
        (snapshot_id,) = run.snapshot_ids[Kind.HISTORIC]
        yield Step(run, partial(_read_file, run, snapshot_id, again=True))


def _refused(of_bill: QuerySet[FetchRun]) -> Iterator[Step]:
    """Each file that was refused and never taken in since: a mended parser may read it now."""
    pages = {tuple(run.snapshot_ids.get(PAGES, ())): run for run in of_bill}
    for run in pages.values():
        if PAGES in run.snapshot_ids and "refused" in run.snapshot_ids:
            yield Step(run, partial(_read_pages, run, again=False))
    files = [run for run in of_bill if PAGES not in run.snapshot_ids]
    taken = {run.snapshot_ids.get(run.kind, [None])[0] for run in files}
    last = {run.snapshot_ids["refused"][0]: run for run in files if "refused" in run.snapshot_ids}
    for snapshot_id, run in last.items():
        if snapshot_id not in taken:
            yield Step(run, partial(_read_file, run, snapshot_id, again=False))


def _read_pages(run: FetchRun, *, again: bool) -> int:
    """Saved pages again, together and in their order; where they were refused, as if brought now."""
    kept = Snapshot.objects.in_bulk(run.snapshot_ids[PAGES])
    pages = [kept[pk] for pk in run.snapshot_ids[PAGES]]
    return ingest_saved_pages(pages, bill=run.bill, stage=run.stage, again=again).tally.written


def _read_file(run: FetchRun, snapshot_id: int, *, again: bool) -> int:
    snapshot = Snapshot.objects.get(pk=snapshot_id)
    if run.kind == Kind.PAPER:
        return runs.ingest_paper_file(snapshot, bill=run.bill, stage=run.stage, again=again).tally.written
    if run.kind == Kind.HISTORIC:
        return historic.ingest_historic_file(snapshot, again=again).tally.written
    return int(runs.ingest_print_file(snapshot, bill=run.bill, again=again)[1])
