"""Which tracked Bills and lists are due now, and the jobs that ask for them."""

from datetime import datetime, timedelta

from django.db.models import DurationField, ExpressionWrapper, F, Subquery, Sum
from django.utils import timezone

from scrapers.models import FetchRun
from tracker import jobs, tracking
from tracker.celery import SCRAPE
from tracker.freshness import freshness_of, is_polled, own_key, with_last_runs
from tracker.models import Job, Pulse, Tracking
from tracker.schedule import HOURLY, WEEKLY

LISTS = (("refresh_bills", FetchRun.Kind.BILLS, HOURLY), ("refresh_reference", FetchRun.Kind.REFERENCE, WEEKLY))
JUDGED_BY = timedelta(days=7)


def poll_due(now: datetime | None = None) -> list[Job]:
    """Enqueue an update for every tracked Bill that is due, and the lists when they are; returns the jobs.

    Nothing is asked of Parliament until a real Bill is tracked.
    """
    now = now or timezone.now()
    tracked = freshness_of(with_last_runs(Tracking.objects.filter(is_active=True)), round_takes(now), now)
    polled = [row for row in tracked if is_polled(row.tracking)]
    due = [row for row in polled if row.next_due is not None and row.next_due <= now]
    asked = [tracking.request_update(row.tracking.parliament_id) for row in due]
    note_pulse("poll_due")
    return asked + (_lists_due(now) if polled else [])


def round_takes(now: datetime) -> timedelta:
    """How long the polite queue needs for one update of every tracked Bill: the shortest of each in the last week.

    The shortest, because a first import is long and says nothing about the next poll.
    """
    done = Job.objects.filter(key=own_key(), state=Job.State.DONE, finished_at__gte=now - JUDGED_BY)
    took = ExpressionWrapper(F("finished_at") - F("started_at"), output_field=DurationField())
    shortest = Subquery(done.annotate(took=took).order_by("took").values("took")[:1])
    tracked = Tracking.objects.filter(is_active=True).annotate(shortest=shortest)
    return tracked.aggregate(whole=Sum("shortest"))["whole"] or timedelta(0)


def _lists_due(now: datetime) -> list[Job]:
    asked = []
    for name, kind, every in LISTS:
        run = FetchRun.objects.filter(kind=kind).order_by("-started_at").first()
        last_job = Job.objects.filter(name=name).order_by("-id").first()
        tried = [moment for moment in (run and run.started_at, last_job and last_job.created_at) if moment]
        if not tried or max(tried) <= now - every:
            asked.append(jobs.enqueue(name, {}, key=name, queue=SCRAPE))
    return asked


def note_pulse(name: str) -> None:
    """Note that a repeating check ran to its end."""
    Pulse.objects.update_or_create(name=name, defaults={"at": timezone.now()})
