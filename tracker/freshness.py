"""How fresh each source of a tracked Bill is, and when the Bill is next due: read for the pages and for polling.

Two queries, whatever the number of Bills.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.utils import timezone

from bills.models import Sitting, StageKind
from scrapers.models import FetchRun
from tracker.models import Job, Tracking
from tracker.schedule import DAILY, NEAR_DAYS, BillFacts, LastPoll, next_poll, pace

SOURCES = (
    (FetchRun.Kind.BILL, "Bill, stages and publications"),
    (FetchRun.Kind.AMENDMENTS, "Amendments"),
    (FetchRun.Kind.PAPER, "Amendment papers"),
    (FetchRun.Kind.PRINT, "Bill prints"),
    (FetchRun.Kind.DIVISIONS, "Divisions"),
)
STALE_AFTER_POLLS = 3
"""A source is stale once it has missed so many polls of its usual pace."""


@dataclass(frozen=True, slots=True)
class SourceFreshness:
    """One source of one Bill: its last complete run, and whether it should have been asked since."""

    name: str
    last_complete: datetime | None
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Freshness:
    """A tracked Bill with its sources, its last poll of any result, and the moment it is next due."""

    tracking: Tracking
    sources: tuple[SourceFreshness, ...]
    last: LastPoll | None
    next_due: datetime | None

    @property
    def is_stale(self) -> bool:
        """Whether any of its sources is."""
        return any(source.is_stale for source in self.sources)


def with_last_runs(trackings: QuerySet[Tracking]) -> QuerySet[Tracking]:
    """Annotate `complete_<kind>`, `attempted_at`, `attempt_was_complete`, `job_ended_at` and `job_state`."""
    runs = FetchRun.objects.filter(bill=OuterRef("bill_id")).order_by("-started_at")
    tried = runs.filter(kind=FetchRun.Kind.BILL)
    ended = Job.objects.filter(key=own_key(), finished_at__isnull=False).order_by("-id")
    complete = {
        f"complete_{kind.value}": Subquery(runs.filter(kind=kind, is_complete=True).values("finished_at")[:1])
        for kind, _ in SOURCES
    }
    return trackings.select_related("bill").annotate(
        attempted_at=Subquery(tried.values("started_at")[:1]),
        attempt_was_complete=Subquery(tried.values("is_complete")[:1]),
        job_ended_at=Subquery(ended.values("finished_at")[:1]),
        job_state=Subquery(ended.values("state")[:1]),
        **complete,
    )


def own_key() -> Concat:
    """tracking.update_key, as an expression for a subquery over trackings."""
    return Concat(Value("update_bill:"), OuterRef("parliament_id"), output_field=CharField())


def freshness_of(trackings: Iterable[Tracking], round_takes: timedelta, now: datetime) -> list[Freshness]:
    """Freshness of trackings that `with_last_runs` annotated, in their order; one query for the sittings."""
    trackings = list(trackings)
    facts = _facts(trackings, timezone.localdate(now))
    return [_one(tracked, facts[tracked.pk], now, round_takes) for tracked in trackings]


def _one(tracked: Tracking, facts: BillFacts, now: datetime, round_takes: timedelta) -> Freshness:
    last = last_poll(tracked)
    usual = max(pace(facts, timezone.localdate(now)), round_takes, timedelta(hours=1))
    stale_before = now - min(usual * STALE_AFTER_POLLS, usual + DAILY)
    sources = tuple(_source(tracked, kind, name, stale_before) for kind, name in SOURCES)
    due = next_poll(facts, last, now, round_takes=round_takes) if is_polled(tracked) else None
    return Freshness(tracked, sources, last, due)


def _source(tracked: Tracking, kind: FetchRun.Kind, name: str, stale_before: datetime) -> SourceFreshness:
    complete = getattr(tracked, f"complete_{kind.value}")
    checked = _last_looked_for(tracked, kind)
    is_stale = complete is not None and checked is not None and checked < stale_before and is_polled(tracked)
    return SourceFreshness(name, complete, is_stale)


def _last_looked_for(tracked: Tracking, kind: FetchRun.Kind) -> datetime | None:
    """When a source was last looked for, completely.

    A paper or a print has a run of its own only when a new one came; whether there is one, the Bill's run finds out.
    """
    looked = [getattr(tracked, f"complete_{kind.value}")]
    if kind in (FetchRun.Kind.PAPER, FetchRun.Kind.PRINT):
        looked.append(getattr(tracked, f"complete_{FetchRun.Kind.BILL.value}"))
    return max((moment for moment in looked if moment), default=None)


def is_polled(tracked: Tracking) -> bool:
    """Whether Parliament is asked about it: a demonstration Bill of our own making exists nowhere else."""
    return tracked.is_active and not (tracked.bill and tracked.bill.is_fictional)


def last_poll(tracked: Tracking) -> LastPoll | None:
    """The last attempt, by a run or by a job, whichever came later; None when there was none."""
    last = vars(tracked)
    by_run = last["attempted_at"] and (last["attempted_at"], bool(last["attempt_was_complete"]))
    by_job = last["job_ended_at"] and (last["job_ended_at"], last["job_state"] == Job.State.DONE)
    attempts = [attempt for attempt in (by_run, by_job) if attempt]
    return LastPoll(*max(attempts)) if attempts else None


def _facts(trackings: Sequence[Tracking], today: date) -> dict[int, BillFacts]:
    """The schedule's facts by tracking; only sittings near enough to matter are read."""
    span = timedelta(days=NEAR_DAYS + 8)
    bills = {tracked.bill_id for tracked in trackings if tracked.bill_id}
    days: dict[tuple[int, bool], list[date]] = defaultdict(list)
    found = Sitting.objects.filter(
        stage__bill__in=bills, is_listed=True, stage__is_listed=True, date__range=(today - span, today + span)
    ).values_list("stage__bill_id", "stage__kind_id_received", "date")
    for bill_id, kind, day in found:
        if day:
            days[bill_id, kind in StageKind.AMENDABLE].append(day)
    return {
        tracked.pk: BillFacts(
            has_ended=_has_ended(tracked),
            amendable_sittings=tuple(days[tracked.bill_id or 0, True]),
            other_sittings=tuple(days[tracked.bill_id or 0, False]),
        )
        for tracked in trackings
    }


def _has_ended(tracked: Tracking) -> bool:
    bill = tracked.bill
    return bool(bill and (bill.is_act or bill.is_defeated or bill.withdrawn_on))
