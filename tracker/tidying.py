"""What is removed by itself: delivered messages, ended jobs, uploads left waiting, old news. The record stays."""

from datetime import timedelta

from django.utils import timezone

from tracker import broker
from tracker.models import Job, NewsItem
from tracker.webhooks import sending

KEEP_ENDED_JOBS = timedelta(days=30)
KEEP_FAILED_JOBS = timedelta(days=180)
KEEP_NEWS = timedelta(days=90)
"""Long after every weekly letter; the history of the record itself is kept for ever."""


def tidy() -> dict[str, int]:
    """Remove what is no longer needed; returns {"messages", "jobs", "uploads", "news", "deliveries"} removed."""
    from tracker import saved_pages  # here, so that the scheduler does without the parsers

    return {
        "messages": broker.prune(),
        "jobs": prune_jobs(),
        "uploads": saved_pages.tidy(),
        "news": prune_news(),
        "deliveries": sending.prune(),
    }


def prune_news() -> int:
    """Remove items that everybody was told of long ago; returns how many rows."""
    return NewsItem.objects.filter(noted_at__lt=timezone.now() - KEEP_NEWS).delete()[0]


def prune_jobs() -> int:
    """Remove jobs that were done or cancelled 30 days ago, or failed 180 days ago; returns how many."""
    now = timezone.now()
    ended = Job.objects.filter(state__in=(Job.State.DONE, Job.State.CANCELLED), finished_at__lt=now - KEEP_ENDED_JOBS)
    failed = Job.objects.filter(state=Job.State.FAILED, finished_at__lt=now - KEEP_FAILED_JOBS)
    return ended.delete()[0] + failed.delete()[0]
