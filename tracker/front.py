"""What the front page tells: what is moving this week, what was decided, what is new of ours, how fresh it all is."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from amendments.decision_days import TAKEN_BACK, is_settled
from amendments.decisions import decision
from amendments.history import AmendmentHistory, start_of
from bills.models import Bill, Division, Sitting
from bills.prepared import prepared
from coalition.models import Release
from coalition.public import newest
from coalition.querysets import in_force
from scrapers.models import FetchRun
from tracker.models import Tracking

WEEK = timedelta(days=7)
PUBLISHED, STORIES = 5, 3
PAGES = {
    Release.Kind.ASK: "coalition:public-ask",
    Release.Kind.BRIEFING: "coalition:public-paper",
    Release.Kind.ACT: "coalition:public-act",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """What a stage of a tracked Bill decided this week: how often each word of Parliament's fell."""

    bill: Bill
    stage: Any
    words: Sequence[tuple[str, int]]
    address: str

    @property
    def number(self) -> int:
        """Of how many amendments."""
        return sum(number for _, number in self.words)


def sittings_of_the_week(today: date) -> list[Sitting]:
    """Sittings of tracked Bills from today on, a week of them. One query."""
    return _sittings(today, today + WEEK)


@prepared
def _sittings(first: date, last: date) -> QuerySet[Sitting]:
    coming = Sitting.objects.filter(
        is_listed=True, stage__is_listed=True, stage__bill__tracking__is_active=True, date__range=(first, last)
    )
    return coming.select_related("stage__bill").order_by("date", "stage__bill__short_title", "pk")


def decided_lately(today: date) -> list[Decided]:
    """Decisions on amendments of tracked Bills that Parliament's record came to tell in the last week. One query."""
    latest = {row.id: row for row in _decisions(start_of(today - WEEK))}
    stages: dict[int, list[Any]] = defaultdict(list)
    for row in latest.values():
        if is_settled(row.decision) or is_settled(row.word_before or ""):
            stages[row.stage_id].append(row)
    found = []
    for rows_of_one in stages.values():
        first = rows_of_one[0]
        words = Counter(
            decision(row.decision).official if is_settled(row.decision) else TAKEN_BACK for row in rows_of_one
        )
        page = reverse("bill-timeline", args=[first.bill_id])
        address = f"{page}?only=decisions&stage={first.stage_id}"
        found.append(Decided(first.bill, first.stage, words.most_common(), address))
    return sorted(found, key=lambda each: (each.bill.short_title, each.stage.sort_order, each.stage.pk))


@prepared
def _decisions(since: datetime) -> QuerySet[Any]:
    tracked = Tracking.objects.filter(is_active=True, bill__isnull=False).values("bill")
    rows: Any = AmendmentHistory.objects.filter(
        bill_id__in=tracked, effective_at__gte=since, history_type="~", grades__contains="decision"
    )
    earlier = AmendmentHistory.objects.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    told = rows.annotate(word_before=Subquery(earlier.order_by("-history_id").values("decision")[:1]))
    shown: QuerySet[Any] = told.select_related("bill", "stage").only(*_SHOWN)
    return shown.order_by("effective_at", "history_id")


_SHOWN = (
    "id",
    "decision",
    "bill__short_title",
    "bill__is_fictional",
    "stage__description",
    "stage__house",
    "stage__sort_order",
    "stage__bill_id",
)


def divisions_lately(today: date) -> list[Division]:
    """Divisions on tracked Bills in the last week, newest first. One query."""
    return _divisions(start_of(today - WEEK))


@prepared
def _divisions(since: datetime) -> QuerySet[Division]:
    rows = Division.objects.filter(is_listed=True, bill__tracking__is_active=True, date__gte=since)
    return rows.select_related("bill").defer("votes").order_by("-date", "-pk")


@dataclass(frozen=True, slots=True)
class New:
    """Something of ours that is new: what it is, where it stands, since when."""

    title: str
    address: str
    kind: str
    bill: Bill | None
    since: datetime


def published_lately() -> list[New]:
    """The newest of what the coalition published, each once. One query."""
    standing = newest(_published(timezone.now())).items()
    found = sorted(standing, key=lambda each: (each[1].public_from, each[1].pk), reverse=True)
    return [
        New(
            each.title,
            reverse(PAGES[Release.Kind(kind)], args=[pk]),
            each.get_kind_display(),
            each.bill,
            each.public_from,
        )
        for (kind, pk), each in found[:PUBLISHED]
    ]


@prepared
def _published(at: datetime) -> QuerySet[Release]:
    rows = in_force(at).filter(kind__in=list(PAGES)).select_related("bill").defer("fields", "note")
    return rows[: PUBLISHED * 4]


@dataclass(frozen=True, slots=True)
class Fresh:
    """How many Bills are tracked, and when the record of the one that waits longest was last read completely."""

    tracked: int
    oldest: datetime | None
    newest: datetime | None
    never: int
    """Tracked Bills that have not been read completely yet."""


def freshness() -> Fresh:
    """One query."""
    rows = _last_readings()
    known = [each for each in rows if each]
    return Fresh(len(rows), min(known, default=None), max(known, default=None), len(rows) - len(known))


@prepared
def _last_readings() -> QuerySet[Any]:
    runs = FetchRun.objects.filter(bill=OuterRef("bill"), kind=FetchRun.Kind.BILL, is_complete=True)
    read = Subquery(runs.order_by("-started_at", "-id").values("finished_at")[:1])
    return Tracking.objects.filter(is_active=True).annotate(read_at=read).values_list("read_at", flat=True)


def stories() -> list[Any]:
    """Bills of the past that are told whole, with how many asks are public on each. One query."""
    return _stories(timezone.now())


@prepared
def _stories(at: datetime) -> QuerySet[Any]:
    public: QuerySet[Release] = in_force(at).filter(bill=OuterRef("pk"))
    asks = public.filter(kind=Release.Kind.ASK).order_by().values("bill")
    counted = asks.annotate(n=Count("object_id", distinct=True)).values("n")
    rows = Bill.objects.filter(~Q(historic_key=None)).annotate(
        has_campaign=Exists(public), ask_count=Subquery(counted)
    )
    return rows.order_by("pk")[:STORIES]
