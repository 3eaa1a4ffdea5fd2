"""From a run's kept snapshots to rows: parse, then ingest. The same path for what was just fetched and for `replay`.

A run names its snapshots by part. Nothing here speaks to the world: whatever a parser needs is in the snapshots.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db import transaction

from bills.models import BillPrint, BillStage, BillType, PublicationType, StageKind
from scrapers import ingest, snapshots
from scrapers.bill_rows import ALWAYS_STATED, BillBundle
from scrapers.divisions import without_poorer
from scrapers.ingest import Observation
from scrapers.models import FetchRun, Snapshot
from scrapers.parse import amendment_paper, any_print, bills_api, divisions_api
from scrapers.parse.bill_print import PrintRecord
from scrapers.parse.division_titles import named_in
from scrapers.parse.vocabulary import unknown_words
from scrapers.placing import CannotPlace, check_bill, create_bill, find_bill, house_named, place_paper
from scrapers.records import (
    BillRecord,
    Page,
    PaperRecord,
    ParseProblem,
    PublicationRecord,
    UnreadableSource,
)
from scrapers.rows import Tally

T = TypeVar("T")
log = logging.getLogger(__name__)
LONDON = ZoneInfo("Europe/London")
REFERENCE = {
    "bill_types": (BillType, bills_api.bill_types_page),
    "stage_kinds": (StageKind, bills_api.stage_kinds_page),
    "publication_types": (PublicationType, bills_api.publication_types_page),
}
LISTED_FACTS = (
    "short_title", "former_short_title", "current_house", "originating_house", "last_update", "withdrawn_on",
    "is_defeated", "bill_type_id", "introduced_session", "included_sessions", "is_act", "current_stage",
)  # fmt: skip
"""The facts of a Bill that the list of Bills gives as well as the Bill's own record."""


@dataclass
class Parts:
    """The snapshots of a run by part, read once, and the problems met in reading them."""

    ids: dict[str, list[int]]
    complete: frozenset[str] = frozenset()
    problems: list[ParseProblem] = field(default_factory=list)
    latest: Snapshot | None = None
    unknown: set[str] = field(default_factory=set)
    listed: BillRecord | None = None
    """What a list of Bills said of the Bill after this run; given in a replay only."""

    def read(self, part: str, parse: Callable[[bytes], T]) -> Iterator[T]:
        """Every snapshot of a part, parsed in turn; one that cannot be read is a problem and is left out."""
        for pk in self.ids.get(part, []):
            snapshot = Snapshot.objects.select_related("body_ref").get(pk=pk)
            self.latest = snapshot
            try:
                record = parse(snapshots.body(snapshot))
            except UnreadableSource as error:
                self.problems.append(ParseProblem(f"{snapshot.url} {error.place}", error.reason))
                continue
            self._log_unknown(record.items if isinstance(record, Page) else (record,))
            yield record

    def _log_unknown(self, records: Iterable[Any]) -> None:
        """A word that Parliament has not used before is kept as received, and logged once a run (design law 9)."""
        new = {word for record in records for word in unknown_words(record)} - self.unknown
        self.unknown |= new
        for word in sorted(new):
            log.warning("%s: not in Parliament's specification; kept as received", word[:200])

    def items(self, part: str, parse: Callable[..., Page[T]], *, numbered: bool = False) -> list[T]:
        """The items of a paged part, in order; `numbered` parsers are told at which item a page starts."""
        found: list[T] = []
        for page in self.read(part, lambda body: parse(body, skip=len(found)) if numbered else parse(body)):
            found.extend(page.items)
            self.problems.extend(page.problems)
        return found


def ingest_run(run: FetchRun, parts: Parts, *, is_fictional: bool = False, again: bool = False) -> Tally:
    """Parse and ingest the snapshots of a run. With `again` (replay) the run itself is left as it was recorded."""
    step = {
        FetchRun.Kind.REFERENCE: _reference,
        FetchRun.Kind.BILLS: _bills,
        FetchRun.Kind.BILL: _bill,
        FetchRun.Kind.AMENDMENTS: _amendments,
        FetchRun.Kind.DETAILS: _details,
        FetchRun.Kind.DIVISIONS: _divisions,
    }[FetchRun.Kind(run.kind)]
    return step(run, parts, again=again, is_fictional=is_fictional)


def seen(parts: Parts, run: FetchRun, reason: str, *, again: bool) -> Observation:
    """What the rows of a run rest on: its moment, the last snapshot that was read, and the reason in words."""
    snapshot = parts.latest
    return Observation(
        at=run.started_at,
        reason=f"{reason}, read again" if again else reason,
        snapshot_id=snapshot.pk if snapshot else None,
        url=_address(snapshot) if snapshot else "",
    )


def _reference(run: FetchRun, parts: Parts, *, again: bool, is_fictional: bool) -> Tally:
    kinds = {model: parts.items(part, parse) for part, (model, parse) in REFERENCE.items() if part in parts.complete}
    observed = seen(parts, run, "Parliament's reference lists", again=again)
    return ingest.ingest_reference(kinds, observed, run=None if again else run, is_complete=run.is_complete)


def _bills(run: FetchRun, parts: Parts, *, again: bool, is_fictional: bool) -> Tally:
    records = parts.items("list", bills_api.bills_page)
    observed = seen(parts, run, "Parliament's list of Bills", again=again)
    return ingest.ingest_bills(records, observed, run=None if again else run, is_complete=run.is_complete)


def _bill(run: FetchRun, parts: Parts, *, again: bool, is_fictional: bool) -> Tally:
    records = list(parts.read("bill", bills_api.bill))
    observed = seen(parts, run, "Parliament's record of the Bill", again=again)
    details = {stage.bill_stage_id: stage for stage in parts.read("stage", bills_api.stage)}
    stages = parts.items("stages", bills_api.stages_page)
    placed = {p.publication_id: p for p in parts.items("stage_publications", bills_api.publications)}
    publications = parts.items("publications", bills_api.publications)
    news = parts.items("news", bills_api.news_page)
    if not records:
        raise UnreadableSource("the Bill", "its record could not be read")
    bundle = BillBundle(
        bill=_as_listed(records[0], parts.listed),
        stages=[details.get(stage.bill_stage_id, stage) for stage in stages],
        publications=[_at_its_stage(publication, placed) for publication in publications],
        news=news,
        complete=parts.complete if not parts.problems else frozenset(),
        is_fictional=is_fictional,
        problems=tuple(parts.problems),
    )
    bill, tally = ingest.ingest_bill(bundle, observed, run=None if again else run, is_complete=run.is_complete)
    run.bill = bill
    return tally


def _as_listed(record: BillRecord, listed: BillRecord | None) -> BillRecord:
    """The Bill's record, with a newer list's word on the facts that a list gives too."""
    if listed is None:
        return record
    given = {name: getattr(listed, name) for name in LISTED_FACTS}
    stated = {name: value for name, value in given.items() if value is not None or name in ALWAYS_STATED}
    return replace(record, **stated)


def _at_its_stage(publication: PublicationRecord, placed: dict[int, PublicationRecord]) -> PublicationRecord:
    """The Bill's list knows the House of a publication, the stage's list its stage and sitting: both are kept."""
    found = placed.get(publication.publication_id)
    if found is None:
        return publication
    return replace(publication, bill_stage_id=found.bill_stage_id, sitting_id=found.sitting_id)


def _amendments(run: FetchRun, parts: Parts, *, again: bool, is_fictional: bool) -> Tally:
    stage = _stage(run)
    page = bills_api.ping_pong_page if stage.is_ping_pong else bills_api.amendments_page
    records = parts.items("list", page, numbered=True)
    return ingest.ingest_amendments(
        stage,
        records,
        seen(parts, run, "Parliament's list of amendments", again=again),
        is_complete=run.is_complete and not parts.problems,
        run=None if again else run,
        problems=parts.problems,
        again=again,
    )


def _details(run: FetchRun, parts: Parts, *, again: bool, is_fictional: bool) -> Tally:
    stage = _stage(run)
    item = bills_api.ping_pong_item if stage.is_ping_pong else bills_api.amendment
    records = list(parts.read("details", item))
    observed = seen(parts, run, "Full text in Parliament's data", again=again)
    return ingest.ingest_details(stage, records, observed, run=None if again else run, problems=parts.problems)


def _divisions(run: FetchRun, parts: Parts, *, again: bool, is_fictional: bool) -> Tally:
    """The divisions whose titles name the Bill: a search by its words finds those of other Bills as well."""
    if run.bill is None:
        raise ValueError("a run over divisions names its Bill")
    listed = parts.items("commons", divisions_api.commons_divisions)
    in_full = list(parts.read("commons_full", divisions_api.commons_division))
    lords = parts.items("lords", divisions_api.lords_divisions)
    titles = [title for title in (run.bill.short_title, run.bill.former_short_title) if title]
    found = [
        record
        for record in [*without_poorer(listed, in_full), *lords]
        if any(named_in(record.title, title) for title in titles)
    ]
    return ingest.ingest_divisions(
        found,
        seen(parts, run, "Parliament's record of divisions", again=again),
        bill=run.bill,
        run=None if again else run,
        problems=parts.problems,
    )


def _stage(run: FetchRun) -> BillStage:
    if run.stage is None:
        raise ValueError("a run over amendments names its stage")
    return run.stage


def paper_moment(paper: PaperRecord, otherwise: datetime) -> datetime:
    """The moment a paper speaks for: the start of the day printed on it, in London; else when it was fetched."""
    if paper.published_on is None:
        return otherwise
    return datetime.combine(paper.published_on, time.min, tzinfo=LONDON)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an imported file became."""

    stage: BillStage
    tally: Tally
    amendments: int = 0
    published_on: str = ""
    is_new: bool = True


def ingest_paper_file(
    snapshot: Snapshot, *, bill: Any = None, stage: BillStage | None = None, again: bool = False
) -> Imported:
    """Parse and ingest an amendment paper from its snapshot; places it by its own words unless told where.

    Raises UnreadableSource or CannotPlace with nothing written.
    """
    paper = amendment_paper.parse(snapshots.body(snapshot))
    with transaction.atomic():
        return _ingest_paper(snapshot, paper, place_paper(paper, bill=bill, stage=stage), again=again)


def _ingest_paper(snapshot: Snapshot, paper: PaperRecord, stage: BillStage, *, again: bool) -> Imported:
    at = paper_moment(paper, snapshot.fetched_at)
    reason = f"Amendment paper of {at.astimezone(LONDON):%-d %B %Y}"
    run = None if again else _file_run(FetchRun.Kind.PAPER, snapshot, "paper", bill=stage.bill, stage=stage)
    known = stage.papers.filter(sha256=snapshot.body_ref_id).exists()
    tally = ingest.ingest_paper(
        stage,
        paper,
        Observation(at, f"{reason}, read again" if again else reason, snapshot.pk, _address(snapshot)),
        sha256=snapshot.body_ref_id,
        file_name=_file_name(snapshot),
        run=run,
    )
    return Imported(stage, tally, len(paper.amendments), str(paper.published_on or ""), not known)


def ingest_print_file(
    snapshot: Snapshot, *, bill: Any = None, published_on: date | None = None, again: bool = False
) -> tuple[BillPrint, bool]:
    """Parse a Bill print (XML, PDF or page-line rows) from its snapshot and keep it: the BillPrint, and if it is new.

    `published_on` is the date of the publication that the file belongs to, for a print that bears none.
    """
    record = any_print.parse(snapshots.body(snapshot))
    record = replace(record, published_on=record.published_on or published_on)
    with transaction.atomic():
        return _ingest_print(snapshot, record, bill, again=again)


def _ingest_print(snapshot: Snapshot, record: PrintRecord, bill: Any, *, again: bool) -> tuple[BillPrint, bool]:
    if bill is not None:
        check_bill(bill, project=record.lawmaker_project, title=record.title)
    bill = bill or find_bill(project=record.lawmaker_project, title=record.title)
    if bill is None:
        if not record.title:
            raise CannotPlace("the print does not name its Bill: say which with --bill ID")
        bill = create_bill(record.title, record.lawmaker_project, house_named(record.house))
    seen = Observation(snapshot.fetched_at, f"Print {record.print_number}".strip(), snapshot.pk, _address(snapshot))
    run = None if again else _file_run(FetchRun.Kind.PRINT, snapshot, "print", bill=bill, stage=None)
    return ingest.ingest_print(bill, record, seen, sha256=snapshot.body_ref_id, run=run)


def _file_run(kind: str, snapshot: Snapshot, part: str, **where: Any) -> FetchRun:
    return FetchRun(
        kind=kind,
        source_url=snapshot.url,
        started_at=snapshot.last_checked_at,
        snapshot_ids={part: [snapshot.pk]},
        complete_parts=[part],
        **where,
    )


def _address(snapshot: Snapshot) -> str:
    """The address as a link; nothing for a file brought in by hand or for the loopback Parliament."""
    return snapshot.url[:500] if snapshot.url.startswith("https://") else ""


def _file_name(snapshot: Snapshot) -> str:
    return snapshot.url.removeprefix("file:")[:255] if snapshot.url.startswith("file:") else ""
