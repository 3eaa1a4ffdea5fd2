"""The embedded broker's file: made ready before several programs open it at once, and pruned of delivered messages."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from kombu import Queue

from tracker.celery import DEFAULT, SCRAPE, app


def broker_file(broker_url: str) -> Path:
    """The file behind "sqla+sqlite:///relative" or "sqla+sqlite:////absolute"."""
    return Path(broker_url.split(":///", 1)[1])


def make_ready() -> None:
    """Create the embedded broker's file, tables and queues; nothing for any other broker.

    Programs that start together would race to create its tables. WAL lets the web send while a worker looks.
    """
    if not settings.CELERY_BROKER_IS_EMBEDDED:
        return
    with closing(sqlite3.connect(broker_file(settings.CELERY_BROKER_URL), timeout=20)) as broker:
        broker.execute("PRAGMA journal_mode=WAL")
    with app.connection_for_write() as connection:
        for name in (SCRAPE, DEFAULT):
            Queue(name)(connection.default_channel).declare()


def prune() -> int:
    """Remove delivered messages, which the embedded broker keeps for ever; returns how many (0 elsewhere)."""
    if not settings.CELERY_BROKER_IS_EMBEDDED:
        return 0
    file = broker_file(settings.CELERY_BROKER_URL)
    if not file.exists():
        return 0
    with closing(sqlite3.connect(file, timeout=20)) as broker, broker:
        known = broker.execute("SELECT 1 FROM sqlite_master WHERE name = 'kombu_message'").fetchone()
        return broker.execute("DELETE FROM kombu_message WHERE visible = 0").rowcount if known else 0
