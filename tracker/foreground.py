"""Work in the foreground of a command: the same ledger and the same lease as in a worker, with a progress bar."""

import sys
from typing import Any

from django.core.management.base import CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tracker import jobs, running, tracking
from tracker.celery import SCRAPE
from tracker.models import Job, Tracking
from tracker.tasks import update_bill


def update_here(parliament_id: int) -> Job:
    """Update one Bill now, in this process; returns its ended job.

    Raises CommandError when a worker is already updating the Bill. A waiting job of the Bill gives way to this one.
    """
    key = tracking.update_key(parliament_id)
    for waiting in Job.objects.filter(key=key, state=Job.State.QUEUED):
        jobs.cancel(waiting.pk, by="an update in the foreground")
    job = jobs.begin_here("update_bill", {"parliament_id": parliament_id}, key=key, queue=SCRAPE)
    if job is None:
        raise CommandError(f"Bill {parliament_id} is being updated by a worker right now: see the Jobs page.")
    with _bar() as bar:
        task = bar.add_task(_title(parliament_id), total=None)

        def show(done: int, total: int | None = None, note: str = "") -> None:
            bar.update(task, completed=done, total=total, description=f"{_title(parliament_id)}: {note}")

        try:
            running.run(job, update_bill, on_progress=show)
        except KeyboardInterrupt as interrupt:
            jobs.cancel(job.pk, by="Ctrl-C")
            raise CommandError("Stopped. What was already brought in stays.") from interrupt
    return job


def result_of(job: Job) -> dict[str, Any]:
    """What a command tells of an ended update: {"bill", "state", "error", "outcome"}."""
    return {"bill": job.arguments["parliament_id"], "state": job.state, "error": job.error, "outcome": job.outcome}


def _title(parliament_id: int) -> str:
    tracked = Tracking.objects.filter(parliament_id=parliament_id).first()
    return str(tracked) if tracked else f"Bill {parliament_id}"


def _bar() -> Progress:
    """A bar on standard error, so that standard output holds the figures alone."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(file=sys.stderr))
