"""The scheduler: Celery beat with its static schedule, whose checks run in the scheduler's own process.

Sent as messages, the checks would wait behind a long import, and would be lost with the broker that they watch over.
"""

from datetime import datetime
from typing import Any

from celery.beat import ScheduleEntry, Scheduler
from celery.schedules import schedule as Every
from django.db import close_old_connections

from tracker.celery import EVERY_MINUTE


class RunsHere(Scheduler):
    """Runs each due check here, one at a time; keeps no file. A check that fails is logged, and is due again."""

    producer = None
    """No connection to the broker is opened for a check."""

    def setup_schedule(self) -> None:
        """Take the static schedule; what repeats every minute is due at once."""
        super().setup_schedule()
        self.merge_inplace(self.app.conf.beat_schedule)
        for entry in self.schedule.values():
            if type(entry.schedule) is Every:
                entry.last_run_at = _before(entry.last_run_at)

    def apply_async(self, entry: ScheduleEntry, producer: Any = None, advance: bool = True, **kwargs: Any) -> Any:
        """Run the check to its end, and raise what it raised."""
        close_old_connections()
        try:
            return self.app.tasks[entry.task].apply(throw=True)
        finally:
            close_old_connections()


def _before(moment: datetime) -> datetime:
    return moment - EVERY_MINUTE
