"""What Celery runs: ids in, one call each. The work is in tracker/pipeline.py, the ledger in tracker/jobs.py."""

import logging
from collections.abc import Mapping
from typing import Any

from celery.signals import worker_init, worker_shutting_down

from tracker import jobs, polling, running, suggesting, tidying, tracking
from tracker.celery import app
from tracker.following import news, rounds, telling
from tracker.open_data import due
from tracker.running import Progress, Work
from tracker.webhooks import sending

log = logging.getLogger(__name__)


def update_bill(arguments: Mapping[str, Any], on_progress: Progress) -> Mapping[str, Any]:
    """Bring one Bill up to date, and tie its tracking to it."""
    from tracker import pipeline  # here, so that the scheduler does without the parsers: 25 MB

    parliament_id = int(arguments["parliament_id"])
    outcome = pipeline.update_bill(parliament_id, on_progress=on_progress)
    tracking.tie_to_bill(parliament_id)
    suggesting.ask_for_suggestions(parliament_id)
    return outcome


def refresh_bills(arguments: Mapping[str, Any], on_progress: Progress) -> Mapping[str, Any]:
    """Walk Parliament's list of Bills by last update."""
    from tracker import pipeline

    return pipeline.refresh_bills(on_progress=on_progress)


def refresh_reference(arguments: Mapping[str, Any], on_progress: Progress) -> Mapping[str, Any]:
    """Load Parliament's reference lists."""
    from tracker import pipeline

    return pipeline.refresh_reference(on_progress=on_progress)


def suggest_links(arguments: Mapping[str, Any], on_progress: Progress) -> Mapping[str, Any]:
    """Look through one Bill for likely links to the coalition's own work."""
    return suggesting.suggest(int(arguments["bill"]), on_progress)


def make_data_files(arguments: Mapping[str, Any], on_progress: Progress) -> Mapping[str, Any]:
    """Make the bulk files of one Bill, or of everything."""
    from tracker.open_data import files  # here, so that the scheduler does without spreadsheets

    return files.make(int(arguments["scope"]), on_progress)


def gather_news(arguments: Mapping[str, Any], on_progress: Progress) -> Mapping[str, Any]:
    """Note what became public since the last look."""
    return {"noted": news.gather()}


def tell_follower(arguments: Mapping[str, Any], on_progress: Progress) -> Mapping[str, Any]:
    """Send one follower what they were not told yet."""
    return telling.tell(int(arguments["follower"]))


def ask_to_confirm(arguments: Mapping[str, Any], on_progress: Progress) -> Mapping[str, Any]:
    """Send the letter that asks to confirm."""
    return telling.ask_to_confirm(int(arguments["following"]), str(arguments["pace"]))


def deliver_webhook(arguments: Mapping[str, Any], on_progress: Progress) -> Mapping[str, Any]:
    """Send a webhook what became public."""
    return sending.deliver(int(arguments["delivery"]))


WORK: dict[str, Work] = {
    "update_bill": update_bill,
    "refresh_bills": refresh_bills,
    "refresh_reference": refresh_reference,
    suggesting.NAME: suggest_links,
    due.NAME: make_data_files,
    rounds.GATHER: gather_news,
    telling.TELL: tell_follower,
    telling.CONFIRM: ask_to_confirm,
    sending.DELIVER: deliver_webhook,
}
"""Every kind of job, by the name in its row."""


@app.task(name="tracker.run_job")
def run_job(job_id: int) -> None:
    """Claim the job and run it; a delivery that cannot claim it does nothing."""
    job = jobs.claim(job_id)
    if job is None:
        return
    work = WORK.get(job.name)
    if work is None:
        jobs.fail(job, f"There is no kind of work called {job.name!r}.", is_final=True)
        return
    running.run(job, work)


@app.task(name="tracker.reconcile")
def reconcile() -> None:
    """Send again what was lost, and note that this check ran."""
    found = jobs.reconcile()
    if any(found.values()):
        log.info("reconcile: %s", found)
    polling.note_pulse("reconcile")


@app.task(name="tracker.poll_due")
def poll_due() -> None:
    """Enqueue an update for every tracked Bill that is due."""
    polling.poll_due()


@app.task(name="tracker.make_due_files")
def make_due_files() -> None:
    """Enqueue the making of bulk files that are older than the record."""
    due.ask_for_due()


@app.task(name="tracker.tell_news")
def tell_news() -> None:
    """Have news gathered where there may be some, and told to whom it is due."""
    rounds.look()


@app.task(name="tracker.tidy")
def tidy() -> None:
    """Remove acknowledged messages and old finished jobs."""
    log.info("tidy: %s", tidying.tidy())


@worker_init.connect
def _start(**_: object) -> None:
    running.stopping.clear()


@worker_shutting_down.connect
def _stop(**_: object) -> None:
    running.stopping.set()
