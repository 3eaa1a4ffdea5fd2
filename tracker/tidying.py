"""What is removed by itself: delivered messages, jobs that ended long ago, uploads left waiting. The record stays."""

from datetime import timedelta

from django.utils import timezone

from tracker import broker, saved_pages
from tracker.models import Job

KEEP_ENDED_JOBS = timedelta(days=30)
KEEP_FAILED_JOBS = timedelta(days=180)


def tidy() -> dict[str, int]:
    """Remove what is no longer needed; returns {"messages", "jobs", "uploads"} removed."""
    return {"messages": broker.prune(), "jobs": prune_jobs(), "uploads": saved_pages.tidy()}


def prune_jobs() -> int:
    """Remove jobs that were done or cancelled 30 days ago, or failed 180 days ago; returns how many."""
    now = timezone.now()
    ended = Job.objects.filter(state__in=(Job.State.DONE, Job.State.CANCELLED), finished_at__lt=now - KEEP_ENDED_JOBS)
    failed = Job.objects.filter(state=Job.State.FAILED, finished_at__lt=now - KEEP_FAILED_JOBS)
    return ended.delete()[0] + failed.delete()[0]
