"""The courier: Celery carries ids of Job rows, and nothing is lost when it loses them (tracker/jobs.py).

Two queues. `scrape` asks Parliament and is read by one worker with one job at a time, so that there is one polite
queue; `default` is everything else. The schedule is static: checks that are cheap when there is nothing to do,
run by the scheduler itself (tracker/scheduler.py).
"""

import os
from datetime import timedelta

import kombu.transport.sqlalchemy
from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

from django.conf import settings

# As a transport option this is a TypeError; only the class attribute works. Without it a job waits up to 1 s.
kombu.transport.sqlalchemy.Transport.polling_interval = 0.2

SCRAPE = "scrape"
DEFAULT = "default"
LONGEST_WORK = timedelta(hours=4)
EVERY_MINUTE = timedelta(minutes=1)
EVERY_TEN_MINUTES = timedelta(minutes=10)


def transport_options(broker_url: str) -> dict[str, object]:
    """What each kind of broker needs to fail fast and to confirm what it took."""
    if broker_url.startswith("sqla+sqlite"):
        return {"connect_args": {"timeout": 20}}
    once = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}
    if broker_url.startswith("amqp"):
        return {"confirm_publish": True, **once}
    if broker_url.startswith("redis"):
        return {"socket_connect_timeout": 4, **once}
    return {}


app = Celery("tracker", broker=settings.CELERY_BROKER_URL, include=["tracker.tasks"])
app.conf.update(
    accept_content=["json"],
    task_serializer="json",
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_default_queue=DEFAULT,
    task_create_missing_queues=True,
    task_time_limit=int(LONGEST_WORK.total_seconds()),
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=200,
    worker_send_task_events=False,
    worker_hijack_root_logger=False,
    broker_connection_timeout=4,
    broker_connection_retry_on_startup=True,
    broker_transport_options=transport_options(settings.CELERY_BROKER_URL),
    timezone="Europe/London",
    beat_scheduler="tracker.scheduler:RunsHere",
    beat_schedule={
        "reconcile": {"task": "tracker.reconcile", "schedule": EVERY_MINUTE},
        "poll_due": {"task": "tracker.poll_due", "schedule": EVERY_MINUTE},
        "make_due_files": {"task": "tracker.make_due_files", "schedule": EVERY_TEN_MINUTES},
        "tell_news": {"task": "tracker.tell_news", "schedule": EVERY_MINUTE},
        "tidy": {"task": "tracker.tidy", "schedule": crontab(hour=4, minute=40)},
    },
)
