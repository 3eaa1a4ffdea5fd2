"""The whole path on one page: fetch → snapshot → parse → ingest, in order, for everything the tracker follows.

Jobs, commands and pages call these functions. An upstream fault never raises here: it ends in a FetchRun that says in
plain words why it is incomplete, and an incomplete run concludes nothing. Each function says what it did in a dict.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone

from amendments.models import Amendment
from bills.models import Bill, BillStage, Publication, PublicationType
from scrapers import historic, runs, snapshots
from scrapers.fetch import FetchProblem
from scrapers.historic import HistoricImport
from scrapers.models import FetchRun, MissedOnce, Snapshot
from scrapers.parliament import Answer, Parliament, Sweep
from scrapers.parse.historic_csv import pack
from scrapers.placing import CannotPlace
from scrapers.records import BillRecord, UnreadableSource
from scrapers.replay import replay as read_again
from scrapers.runs import Imported, Parts
from tracker.divisions import asking as divisions
from tracker.divisions.place import place_divisions
from tracker.files import read_file

Progress = Callable[[int, int | None, str], None]
DETAILS_AT_ONCE = 25
"""Details are taken in in parts of this size: a worker that stops loses at most this many requests."""
LIST_MARGIN = timedelta(days=2)
BEFORE_THE_API = datetime(1900, 1, 1, tzinfo=UTC)
DETAIL_AGE = timedelta(days=7)
"""The list hides explanatory statements, so the details of a live stage are read again after this long."""
LIVE_DAYS = timedelta(days=7)
SETTLED_AGE = timedelta(days=1)
"""A stage that is not live is swept again, and a file that was refused is downloaded again, after this long."""
XML = {"text/xml", "application/xml"}
PDF = "application/pdf"


def _silent(done: int, total: int | None, note: str) -> None:
    """Progress that nobody watches."""


def refresh_reference(*, on_progress: Progress | None = None, at: datetime | None = None) -> dict[str, Any]:
    """Load the reference lists: Bill types, kinds of stage, publication types."""
    parliament = Parliament(on_progress=on_progress)
    run = _start(FetchRun.Kind.REFERENCE, at)
    sweeps: dict[str, Sweep] = {
        "bill_types": parliament.bill_types(),
        "stage_kinds": parliament.stage_kinds(),
        "publication_types": parliament.publication_types(),
    }
    return _ingest(run, _gather(run, sweeps))


def refresh_bills(*, on_progress: Progress | None = None) -> dict[str, Any]:
    """Read the list of Bills back to shortly before the last complete reading; the first time, all of it."""
    last = FetchRun.objects.filter(kind=FetchRun.Kind.BILLS, is_complete=True).aggregate(at=Max("started_at"))["at"]
    run = _start(FetchRun.Kind.BILLS, None)
    since = last - LIST_MARGIN if last else BEFORE_THE_API
    return _ingest(run, _gather(run, {"list": Parliament(on_progress=on_progress).bills_updated_since(since)}))


def search_bills(term: str) -> list[BillRecord]:
    """Bills that Parliament's own search finds. Raises FetchProblem where Parliament cannot be reached."""
    sweep = Parliament().search_bills(term)
    if sweep.problem and not sweep.items:
        raise FetchProblem(Parliament().base_url, sweep.problem, is_temporary=True)
    return list(sweep.items)


def update_bill(
    parliament_id: int,
    *,
    on_progress: Progress | None = None,
    is_fictional: bool = False,
    at: datetime | None = None,
) -> dict[str, Any]:
    """Bring one Bill up to date: its record, its papers and prints, amendments of its stages, its divisions.

    Papers come first, oldest first, because each speaks for its own day and Parliament's data for now: read the other
    way round, what a paper of last month says could no longer be told as what stood last month.

    `at` is the moment that the answers speak for, by default now; the demonstration, which walks through days of a
    fictional Parliament, names the day.
    """
    tell = on_progress or _silent
    parliament = Parliament()
    outcome: dict[str, Any] = {"stages": {}}
    bill, outcome["bill"] = _update_record(parliament, parliament_id, tell, at, is_fictional=is_fictional)
    if bill is None:
        return outcome
    outcome["documents"] = _bring_documents(parliament, bill, tell)
    for stage in bill.stages.filter(is_listed=True).exclude(bill_stage_id=None).select_related("bill"):
        if stage.is_amendable and _is_due(stage):
            outcome["stages"][str(stage)] = _update_amendments(parliament, stage, tell, at)
    outcome["divisions"] = update_divisions(bill, tell, at)
    tell(1, 1, "Up to date")
    return outcome


def _update_record(
    parliament: Parliament, parliament_id: int, tell: Progress, at: datetime | None, *, is_fictional: bool
) -> tuple[Bill | None, dict[str, Any]]:
    """The Bill itself, its stages with their committees, publications and news, in one transaction."""
    run = _start(FetchRun.Kind.BILL, at, bill=Bill.objects.filter(bill_id=parliament_id).first())
    tell(0, None, "Reading the Bill")
    answer = parliament.bill(parliament_id)
    if answer.record is None:
        return None, _fail(run, answer)
    stages = parliament.stages(parliament_id)
    sweeps: dict[str, Sweep] = {
        "stages": stages,
        "publications": parliament.publications(parliament_id),
        "news": parliament.news(parliament_id),
    }
    answers: dict[str, list[Answer]] = {"bill": [answer], "stage": []}
    staged: list[Sweep] = []
    for done, stage in enumerate(stages.items):
        tell(done, len(stages.items), f"Reading {stage.description} ({stage.house})")
        answers["stage"].append(parliament.stage(parliament_id, stage.bill_stage_id))
        staged.append(parliament.stage_publications(parliament_id, stage.bill_stage_id))
    parts = _gather(run, sweeps, answers, {"stage_publications": staged})
    told = _ingest(run, parts, is_fictional=is_fictional)
    return run.bill, told


def _update_amendments(
    parliament: Parliament, stage: BillStage, tell: Progress, at: datetime | None = None
) -> dict[str, Any]:
    """The list of a stage's amendments first, so that it is there at once; then the full text of each, in parts."""
    bill_id, stage_id = stage.bill.bill_id or 0, stage.bill_stage_id or 0
    tell(0, None, f"Reading the amendments of {stage}")
    run = _start(FetchRun.Kind.AMENDMENTS, at, bill=stage.bill, stage=stage)
    sweep = (parliament.ping_pong_items if stage.is_ping_pong else parliament.amendments)(bill_id, stage_id)
    told = _ingest(run, _gather(run, {"list": sweep}))
    told["details"] = _update_details(parliament, stage, tell, at)
    return told


def _update_details(parliament: Parliament, stage: BillStage, tell: Progress, at: datetime | None) -> dict[str, Any]:
    wanted = _details_wanted(parliament, stage)
    told: dict[str, Any] = {"asked": len(wanted), "rows_changed": 0, "problems": []}
    read = parliament.ping_pong_item if stage.is_ping_pong else parliament.amendment
    for start in range(0, len(wanted), DETAILS_AT_ONCE):
        run = _start(FetchRun.Kind.DETAILS, at, bill=stage.bill, stage=stage)
        answers = []
        for offset, api_id in enumerate(wanted[start : start + DETAILS_AT_ONCE]):
            tell(start + offset, len(wanted), f"Reading the text of each amendment, {stage}")
            answers.append(read(stage.bill.bill_id or 0, stage.bill_stage_id or 0, api_id))
        part = _ingest(run, _gather(run, {}, {"details": answers}))
        told["rows_changed"] += part["rows_changed"]
        if part["problem"]:
            told["problems"].append(part["problem"])
    return told


def _details_wanted(parliament: Parliament, stage: BillStage) -> list[int]:
    """The API ids whose full text is missing or out of date; at a live stage also those not read for a week."""
    rows = Amendment.objects.filter(stage=stage, is_listed=True).exclude(api_key=None)
    missing = [_api_id(key) for key in rows.filter(detail_hash="").values_list("api_key", flat=True)]
    if not _is_live(stage):
        return missing
    prefix = f"{parliament.base_url}/Bills/{stage.bill.bill_id}/Stages/{stage.bill_stage_id}/"
    fresh = Snapshot.objects.filter(url__startswith=prefix, last_checked_at__gt=timezone.now() - DETAIL_AGE)
    read_lately = {url.rpartition("/")[2] for url in fresh.values_list("url", flat=True)}
    others = [_api_id(key) for key in rows.exclude(detail_hash="").values_list("api_key", flat=True)]
    return missing + [api_id for api_id in others if str(api_id) not in read_lately]


def _api_id(api_key: str | None) -> int:
    return int((api_key or "").partition(":")[2])


def _is_live(stage: BillStage) -> bool:
    """Whether the stage sits, or sat, within a week of today."""
    today = timezone.localdate()
    return stage.sittings.filter(
        is_listed=True, date__gte=today - LIVE_DAYS, date__lte=today + LIVE_DAYS
    ).exists() or stage.bill_stage_id == (stage.bill.current_stage_id_received)


def _is_due(stage: BillStage) -> bool:
    """A live stage always; another one when it was never completely read, or not for a day."""
    if _is_live(stage):
        return True
    swept = stage.runs.filter(kind=FetchRun.Kind.AMENDMENTS, is_complete=True)
    return not swept.filter(started_at__gt=timezone.now() - SETTLED_AGE).exists()


# ---- divisions ----
def update_divisions(bill: Bill, tell: Progress, at: datetime | None) -> dict[str, Any]:
    """Ask both Houses for the divisions on the Bill, the Commons' ones in full, and place what is certain."""
    told: dict[str, Any] = {}
    if divisions.is_due(bill, _is_live):
        tell(0, None, "Reading divisions")
        run = _start(FetchRun.Kind.DIVISIONS, at, bill=bill)
        found = divisions.ask(bill, tell)
        if found.sweeps:
            parts = _gather(run, found.sweeps, found.answers)
            divisions.add_what_is_kept(parts, found)
            told = _ingest(run, parts)
    return {**told, "placed": place_divisions(bill, at)}


# ---- papers and prints ----
def _bring_documents(parliament: Parliament, bill: Bill, tell: Progress) -> dict[str, Any]:
    """Download and take in every amendment paper and Bill print that Parliament publishes and we lack and can read."""
    told: dict[str, Any] = {"papers": 0, "prints": 0, "problems": []}
    wanted = list(_documents_wanted(parliament, bill))
    for done, (publication, file_id) in enumerate(wanted):
        tell(done, len(wanted), f"Reading {publication.title}"[:200])
        answer = parliament.download(publication.publication_id, file_id)
        if answer.record is None or answer.snapshot is None:
            told["problems"].append(f"{publication.title}: {answer.problem}")
            continue
        is_print = publication.type_id == PublicationType.BILL
        try:
            if is_print:
                runs.ingest_print_file(answer.snapshot, bill=bill, published_on=_day_of(publication))
            else:
                runs.ingest_paper_file(answer.snapshot, bill=bill, stage=publication.stage)
        except (UnreadableSource, CannotPlace) as error:
            kind = FetchRun.Kind.PRINT if is_print else FetchRun.Kind.PAPER
            _refused(kind, answer.snapshot, error, bill, None if is_print else publication.stage)
            told["problems"].append(f"{publication.title}: {error}")
            continue
        told["prints" if is_print else "papers"] += 1
    return told


def _documents_wanted(parliament: Parliament, bill: Bill) -> Iterable[tuple[Publication, int]]:
    """Files of papers and prints that were not taken in yet, oldest first; a refused one again after a day."""
    kinds = [PublicationType.BILL, PublicationType.AMENDMENT_PAPER]
    files = bill.runs.filter(kind__in=[FetchRun.Kind.PAPER, FetchRun.Kind.PRINT])
    is_taken, is_recent = ~Q(snapshot_ids__has_key="refused"), Q(finished_at__gt=timezone.now() - SETTLED_AGE)
    done = set(files.filter(is_taken | is_recent).values_list("source_url", flat=True))
    rows = bill.publications.filter(is_listed=True, type_id__in=kinds).order_by("display_date", "publication_id")
    for publication in rows.select_related("stage"):
        for file in _files_read(publication):
            address = (
                f"{parliament.base_url}/Publications/{publication.publication_id}/Documents/{file['id']}/Download"
            )
            if address not in done:
                yield publication, file["id"]


def _day_of(publication: Publication) -> date | None:
    """The London day of a publication."""
    return timezone.localdate(publication.display_date) if publication.display_date else None


def _files_read(publication: Publication) -> list[dict[str, Any]]:
    """The files of a publication that are read: its XML; where a Bill print has none, its first PDF."""
    xml = [file for file in publication.files if file.get("contentType") in XML]
    if xml or publication.type_id != PublicationType.BILL:
        return xml
    return [file for file in publication.files if file.get("contentType") == PDF][:1]


def import_paper(path: Path, *, bill: Bill | None = None, stage: BillStage | None = None) -> Imported:
    """Take in an amendment paper from disk; its bytes are kept first.

    Raises UnreadableSource or CannotPlace, with nothing written but the snapshot and the run that says why; OSError
    for a file that cannot be opened.
    """
    snapshot = _kept_file(path)
    try:
        return runs.ingest_paper_file(snapshot, bill=bill, stage=stage)
    except (UnreadableSource, CannotPlace) as error:
        _refused(FetchRun.Kind.PAPER, snapshot, error, bill, stage)
        raise


def import_print(path: Path, *, bill: Bill | None = None) -> dict[str, Any]:
    """Take in a Bill print from disk; its bytes are kept first. Raises as import_paper does."""
    snapshot = _kept_file(path)
    try:
        stored, is_new = runs.ingest_print_file(snapshot, bill=bill)
    except (UnreadableSource, CannotPlace) as error:
        _refused(FetchRun.Kind.PRINT, snapshot, error, bill)
        raise
    return {
        "bill": str(stored.bill),
        "print": stored.print_number,
        "clauses": stored.clause_count,
        "schedules": stored.schedule_count,
        "lines": stored.line_count,
        "new": is_new,
        "problems": [f"{problem['place']}: {problem['reason']}" for problem in stored.problems],
    }


def import_historic(path: Path, *, preview: bool = False) -> HistoricImport:
    """Take in a historic Bill: one JSON file, or a folder of CSV tables (docs/historic-format.md).

    With `preview` nothing is kept and nothing written. Raises as import_paper does.
    """
    name, content = _historic_bytes(path)
    if preview:
        return historic.preview_historic(content)
    return ingest_historic_bytes(name, content)


def ingest_historic_bytes(name: str, content: bytes) -> HistoricImport:
    """Keep the bytes of a historic Bill and take them in. Raises as import_paper does."""
    snapshot = snapshots.keep_file(name, content, timezone.now())[0]
    try:
        return historic.ingest_historic_file(snapshot)
    except (UnreadableSource, CannotPlace) as error:
        _refused(FetchRun.Kind.HISTORIC, snapshot, error, None)
        raise


def _historic_bytes(path: Path) -> tuple[str, bytes]:
    if not path.is_dir():
        return path.name, read_file(path)
    return f"{path.resolve().name}.csv", pack({each.name: read_file(each) for each in sorted(path.glob("*.csv"))})


def _kept_file(path: Path) -> Snapshot:
    return snapshots.keep_file(path.name, read_file(path), timezone.now())[0]


def _refused(
    kind: str, snapshot: Snapshot, error: Exception, bill: Bill | None, stage: BillStage | None = None
) -> None:
    FetchRun.objects.create(
        kind=kind,
        bill=bill,
        stage=stage,
        source_url=snapshot.url,
        started_at=snapshot.last_checked_at,
        finished_at=timezone.now(),
        problem=str(error),
        snapshot_ids={"refused": [snapshot.pk]},
    )


# ---- replay ----
def replay(*, bill: Bill | None = None, on_progress: Progress | None = None) -> dict[str, Any]:
    """Parse and ingest again what is kept, with no network, so that a mended parser reaches what was read before.

    Every fact is read from its newest reading. Where the parsers are as they were, nothing is written.
    """
    told = read_again(bill=bill, tell=on_progress or _silent)
    for each in divisions.bills_with_divisions(bill):
        told["rows_changed"] += place_divisions(each)
    return told


# ---- how a run is kept ----
def _start(kind: str, at: datetime | None, *, bill: Bill | None = None, stage: BillStage | None = None) -> FetchRun:
    return FetchRun(kind=kind, bill=bill, stage=stage, started_at=at or timezone.now())


def _gather(
    run: FetchRun,
    sweeps: Mapping[str, Sweep],
    answers: Mapping[str, list[Answer]] | None = None,
    several: Mapping[str, list[Sweep]] | None = None,
) -> Parts:
    """Write down in the run what was received, by part, and why it is incomplete if it is."""
    ids: dict[str, list[int]] = {}
    complete, faults = set(), []
    for part, group in {**{part: [sweep] for part, sweep in sweeps.items()}, **(several or {})}.items():
        ids[part] = [pk for sweep in group for pk in sweep.snapshot_ids]
        run.requests_made += sum(sweep.requests for sweep in group)
        faults += [f"{part.replace('_', ' ')}: {sweep.problem}" for sweep in group if sweep.problem]
        if all(sweep.is_complete for sweep in group):
            complete.add(part)
    for part, asked in (answers or {}).items():
        ids[part] = [answer.snapshot.pk for answer in asked if answer.snapshot and answer.record is not None]
        run.requests_made += len(asked)
        wrong = [answer.problem for answer in asked if answer.problem]
        faults += [f"{part}: {problem}" for problem in dict.fromkeys(wrong)]
        if not wrong:
            complete.add(part)
    first = next(iter(sweeps.values()), None)
    run.expected = first.expected if first else None
    run.seen = len(first.items) if first else sum(len(group) for group in (answers or {}).values())
    run.is_complete = not faults
    run.problem = "; ".join(faults)
    run.complete_parts = sorted(complete)
    return Parts(ids=ids, complete=frozenset(complete))


def _ingest(run: FetchRun, parts: Parts, *, is_fictional: bool = False) -> dict[str, Any]:
    """Ingest what a run received, unless these very snapshots were ingested before: unchanged bytes end the path."""
    if run.is_complete and not _is_awaited(run) and _last_ingested(run) == parts.ids:
        run.finished_at = timezone.now()
        run.save()
    else:
        run.snapshot_ids = parts.ids
        try:
            runs.ingest_run(run, parts, is_fictional=is_fictional)
        except UnreadableSource as error:
            run.is_complete, run.problem = False, str(error)
            run.finished_at = timezone.now()
            run.save()
    return {"complete": run.is_complete, "problem": run.problem, "rows_changed": run.rows_changed}


def _is_awaited(run: FetchRun) -> bool:
    """Whether bytes that were ingested before still say something new.

    So they do where an amendment was missed once: the same list again says that it is gone. And full texts, which are
    asked for because a list changed: that its text did not change must be taken in, or it would be asked for ever.
    """
    if run.kind == FetchRun.Kind.DETAILS:
        return True
    return run.kind == FetchRun.Kind.AMENDMENTS and MissedOnce.objects.filter(amendment__stage=run.stage).exists()


def _last_ingested(run: FetchRun) -> dict[str, list[int]] | None:
    """The snapshots of the newest complete run of the same source that was ingested."""
    same = FetchRun.objects.filter(kind=run.kind, bill=run.bill, stage=run.stage, is_complete=True)
    return same.exclude(snapshot_ids={}).order_by("-id").values_list("snapshot_ids", flat=True).first()


def _fail(run: FetchRun, answer: Answer) -> dict[str, Any]:
    run.problem = answer.problem
    run.requests_made = 1
    run.finished_at = timezone.now()
    run.source_url = answer.snapshot.url if answer.snapshot else ""
    run.save()
    return {"complete": False, "problem": run.problem, "rows_changed": 0}
