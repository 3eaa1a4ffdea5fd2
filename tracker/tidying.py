"""What is removed by itself: delivered messages, and jobs that ended long ago. Parliament's record stays."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from tracker.models import Job

KEEP_ENDED_JOBS = timedelta(days=30)
KEEP_FAILED_JOBS = timedelta(days=180)


def tidy() -> dict[str, int]:
    """Remove what is no longer needed; returns {"messages", "jobs"} removed."""
    return {"messages": prune_broker(), "jobs": prune_jobs()}


def prune_jobs() -> int:
    """Remove jobs that were done or cancelled 30 days ago, or failed 180 days ago; returns how many."""
    now = timezone.now()
    ended = Job.objects.filter(state__in=(Job.State.DONE, Job.State.CANCELLED), finished_at__lt=now - KEEP_ENDED_JOBS)
    failed = Job.objects.filter(state=Job.State.FAILED, finished_at__lt=now - KEEP_FAILED_JOBS)
    return ended.delete()[0] + failed.delete()[0]


def prune_broker() -> int:
    """Remove delivered messages from the embedded broker, which keeps them for ever; 0 for any other broker."""
    if not settings.CELERY_BROKER_IS_EMBEDDED:
        return 0
    file = broker_file(settings.CELERY_BROKER_URL)
    if not file.exists():
        return 0
    with closing(sqlite3.connect(file, timeout=20)) as broker, broker:
        known = broker.execute("SELECT 1 FROM sqlite_master WHERE name = 'kombu_message'").fetchone()
        return broker.execute("DELETE FROM kombu_message WHERE visible = 0").rowcount if known else 0


def broker_file(broker_url: str) -> Path:
    """The file behind "sqla+sqlite:///relative" or "sqla+sqlite:////absolute"."""
    return Path(broker_url.split(":///", 1)[1])
