"""Saved pages of the old website through the one door: every file's bytes are a snapshot, together they are one run.

A preview takes the pages in and takes all of it back, so what it shows is what an import then writes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import PurePath

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from amendments.models import Amendment, AmendmentPaper
from bills.models import Bill, BillStage
from scrapers import ingest, snapshots
from scrapers.ingest import Observation, record_run, under_lock
from scrapers.models import FetchRun, Snapshot
from scrapers.old_stages import write_old_stages
from scrapers.parse import old_pages
from scrapers.placing import CannotPlace, create_bill, find_bill, place_paper
from scrapers.records import AmendmentRecord, PaperRecord, StagePageRecord
from scrapers.rows import Tally
from scrapers.runs import LONDON, paper_moment

Record = PaperRecord | StagePageRecord
PAGES = "pages"
"""The part of a run that names the snapshots of saved pages, in their order."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What taking in one amendment does: "new", "changed" (with the grades) or "unchanged"."""

    record: AmendmentRecord
    does: str
    grades: str = ""


@dataclass
class PagesImport:
    """What saved pages became, or in a preview would become."""

    record: Record
    bill: Bill
    stage: BillStage | None
    tally: Tally
    is_new_bill: bool = False
    is_new_stage: bool = False
    effects: list[Effect] = field(default_factory=list)
    stage_lines: list[str] = field(default_factory=list)

    @property
    def is_paper(self) -> bool:
        """Whether it is an amendment paper, not a page of stages."""
        return isinstance(self.record, PaperRecord)


def ingest_saved_pages(
    kept: Sequence[Snapshot], *, bill: Bill | None = None, stage: BillStage | None = None, again: bool = False
) -> PagesImport:
    """Parse and ingest the snapshots of pages given together. The same pages a second time write nothing.

    Raises UnreadableSource or CannotPlace with nothing written.
    """
    record = old_pages.parse([snapshots.body(one) for one in kept], [_name(one.url) for one in kept])
    run = FetchRun(
        kind=FetchRun.Kind.PAPER,
        source_url=kept[0].url,
        started_at=max(one.last_checked_at for one in kept),
        snapshot_ids={PAGES: [one.pk for one in kept]},
        complete_parts=[PAGES],
    )
    digest = digest_of([one.body_ref_id for one in kept])
    return _ingest(record, digest, kept[0].fetched_at, kept, bill, stage, None if again else run, again=again)


def preview_saved_pages(
    files: Sequence[tuple[str, bytes]], *, bill: Bill | None = None, stage: BillStage | None = None
) -> PagesImport:
    """What these pages would change, found by taking them in and taking all of it back. Raises as the import does."""
    record = old_pages.parse([body for _, body in files], [PurePath(name).name for name, _ in files])
    digest = digest_of([sha256(body).hexdigest() for _, body in files])
    with transaction.atomic():
        found = _ingest(record, digest, timezone.now(), (), bill, stage, None, again=False)
        transaction.set_rollback(True)
    return found


def digest_of(digests: Sequence[str]) -> str:
    """One SHA-256 for pages in their order; of one page its own."""
    return digests[0] if len(digests) == 1 else sha256("".join(digests).encode()).hexdigest()


def _ingest(
    record: Record,
    digest: str,
    at: datetime,
    kept: Sequence[Snapshot],
    bill: Bill | None,
    stage: BillStage | None,
    run: FetchRun | None,
    *,
    again: bool,
) -> PagesImport:
    with transaction.atomic():
        if isinstance(record, StagePageRecord):
            return _stages(record, at, kept, bill or (stage.bill if stage else None), run, again=again)
        return _paper(record, digest, at, kept, bill, stage, run, again=again)


def _paper(
    paper: PaperRecord,
    digest: str,
    at: datetime,
    kept: Sequence[Snapshot],
    bill: Bill | None,
    stage: BillStage | None,
    run: FetchRun | None,
    *,
    again: bool,
) -> PagesImport:
    last_bill, last_stage = _last(Bill), _last(BillStage)
    placed = place_paper(paper, bill=bill, stage=stage)
    moment = paper_moment(paper, _known_moment(placed, digest) or at)
    before = set(placed.amendments.values_list("pk", flat=True))
    last_history = _last(Amendment.history.model)
    if run is not None:
        run.bill, run.stage = placed.bill, placed
    tally = ingest.ingest_paper(
        placed,
        paper,
        Observation(moment, _reason(paper, moment, again=again), kept[0].pk if kept else None, _address(kept)),
        sha256=digest,
        file_name=", ".join(_name(one.url) for one in kept)[:255],
        run=run,
    )
    found = PagesImport(paper, placed.bill, placed, tally)
    found.is_new_bill, found.is_new_stage = placed.bill_id > last_bill, placed.pk > last_stage
    stored = placed.papers.filter(sha256=digest, effective_at=moment).first()
    found.effects = _effects(paper, stored, before, last_history) if stored else []
    return found


def _last(model: type) -> int:
    name = "history_id" if hasattr(model, "history_id") else "pk"
    return model.objects.aggregate(last=Max(name))["last"] or 0  # type: ignore[attr-defined]


def _known_moment(stage: BillStage, digest: str) -> datetime | None:
    """The moment of pages without a date that were taken in before: brought again, they are no newer paper."""
    papers = AmendmentPaper.objects.filter(stage=stage, sha256=digest, source=AmendmentPaper.Source.PAPER)
    return papers.order_by("pk").values_list("effective_at", flat=True).first()


def _reason(paper: PaperRecord, at: datetime, *, again: bool) -> str:
    reason = f"{paper.kind} of {at.astimezone(LONDON):%-d %B %Y}, from saved pages"
    return f"{reason}, read again" if again else reason


def _effects(paper: PaperRecord, stored: AmendmentPaper, before: set[int], last_history: int) -> list[Effect]:
    rows = dict(stored.listings.values_list("position", "amendment_id"))
    changed = dict(
        Amendment.history.filter(history_id__gt=last_history, id__in=rows.values())
        .order_by("history_id")
        .values_list("id", "grades")
    )
    effects = []
    for record in paper.amendments:
        pk = rows.get(record.position)
        if pk is None:
            effects.append(Effect(record, "not taken in"))
        elif pk not in before:
            effects.append(Effect(record, "new"))
        elif pk in changed:
            effects.append(Effect(record, "changed", changed[pk]))
        else:
            effects.append(Effect(record, "unchanged"))
    return effects


def _stages(
    page: StagePageRecord,
    at: datetime,
    kept: Sequence[Snapshot],
    bill: Bill | None,
    run: FetchRun | None,
    *,
    again: bool,
) -> PagesImport:
    found = bill or find_bill(project="", title=page.bill_title)
    is_new = found is None
    if found is None:
        if not page.bill_title:
            raise CannotPlace("the page does not name its Bill: say which")
        found = create_bill(page.bill_title, "", "")
    if found.bill_id is not None:
        raise CannotPlace(f"the stages of “{found}” come from Parliament’s own data: a saved page cannot change them")
    reason = "Page of the Bill’s stages, from saved pages"
    seen = Observation(at, f"{reason}, read again" if again else reason, kept[0].pk if kept else None, _address(kept))
    with under_lock(found):
        tally, lines = write_old_stages(found, page, seen.why())
        if run is not None:
            run.bill = found
        record_run(run, tally, page.problems, is_complete=not page.problems)
    tally.problems = [f"{problem.place}: {problem.reason}" for problem in page.problems]
    return PagesImport(page, found, None, tally, is_new_bill=is_new, stage_lines=lines)


def _address(kept: Sequence[Snapshot]) -> str:
    return kept[0].url[:500] if kept and kept[0].url.startswith("https://") else ""


def _name(url: str) -> str:
    return url.removeprefix("file:").rpartition("/")[2]
