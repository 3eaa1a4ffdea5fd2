"""Running one claimed job: its lease is kept while it works, and every way it can end is written down."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, connection

from scrapers.fetch import FetchProblem
from scrapers.records import UnreadableSource
from tracker import jobs
from tracker.models import Job

log = logging.getLogger(__name__)

Progress = Callable[[int, int | None, str], None]
Work = Callable[[Mapping[str, Any], Progress], Mapping[str, Any]]

HEARTBEAT = timedelta(seconds=20)
SILENT_AT_MOST = timedelta(minutes=30)
"""Work that reports no progress for so long loses its lease: it hangs."""
REPORT_EVERY = timedelta(seconds=1)

ATTEMPTS_AT_REPORTED_PROBLEMS = 2
"""Each address was already tried several times, and the Bill is polled again within the hour."""
GROUPS = {"stages", "documents", "details"}
"""Parts of an outcome that only hold further parts."""

stopping = threading.Event()
"""Set when this worker was asked to stop: work ends at its next report of progress and is given back."""


class WorkerStopping(Exception):
    """This worker was asked to stop."""


class Lease:
    """Keeps a job's lease while it works: by its reports of progress, and by a heartbeat when it is silent."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._ended = threading.Event()
        self._reported = self._written = time.monotonic()
        self._last: tuple[int, int | None] | None = None
        self._heart = threading.Thread(target=self._beat, name=f"heartbeat of job {job.pk}", daemon=True)

    def __enter__(self) -> "Lease":
        self._heart.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._heart.join()

    def report(self, done: int, total: int | None = None, note: str = "") -> None:
        """What work calls as it goes on. Writes once a second at most; the first and the last are always written.

        Raises jobs.LeaseLost when the job was cancelled or taken over, WorkerStopping when this worker must stop.
        """
        if stopping.is_set():
            raise WorkerStopping
        now = time.monotonic()
        self._reported = now
        is_notable = self._last is None or done == total
        if is_notable or now - self._written >= REPORT_EVERY.total_seconds():
            jobs.report_progress(self.job, done, total, note)
            self._written, self._last = now, (done, total)

    def _beat(self) -> None:
        try:
            while not self._ended.wait(HEARTBEAT.total_seconds()):
                if time.monotonic() - self._reported > SILENT_AT_MOST.total_seconds():
                    log.error(
                        "job %s has been silent for %s: its lease is left to run out", self.job.pk, SILENT_AT_MOST
                    )
                    return
                self._renew()
        finally:
            connection.close()

    def _renew(self) -> None:
        try:
            jobs.renew(self.job)
        except jobs.LeaseLost:
            self._ended.set()
        except DatabaseError as error:  # busy or away: the next beat tries again
            log.warning("lease of job %s not renewed: %s", self.job.pk, error)


def run(job: Job, work: Work, *, on_progress: Progress | None = None) -> str:
    """Run a job this process has claimed, and record how it ended; returns the state that was written.

    `work` takes the job's arguments and a progress callback, and returns its outcome. A non-empty "problem" anywhere
    in the outcome is an upstream fault in plain words: it counts as a failed attempt. Items of "problems" are remarks
    on work that is done: a document that was refused. Failed work raises nothing.
    """
    try:
        with Lease(job) as lease:
            outcome = work(job.arguments, _both(lease.report, on_progress))
        _record(job, outcome)
    except jobs.LeaseLost:
        log.warning("job %s was cancelled or taken over: stopped", job.pk)
    except WorkerStopping:
        jobs.give_back(job)
    except Exception as error:
        log.exception("job %s (%s) failed", job.pk, job.name)
        jobs.fail(job, in_plain_words(error), is_final=isinstance(error, FetchProblem) and not error.is_temporary)
    job.refresh_from_db()
    log.info("job %s (%s %s): %s", job.pk, job.name, job.arguments, job.state)
    return job.state


def _record(job: Job, outcome: Mapping[str, Any]) -> None:
    problem = "; ".join(told_in(outcome, "problem"))
    if problem:
        is_final = job.attempts >= ATTEMPTS_AT_REPORTED_PROBLEMS
        recorded = jobs.fail(job, problem, outcome=outcome, is_final=is_final)
    else:
        recorded = jobs.finish(job, outcome, remarks="; ".join(told_in(outcome, "problems")))
    if not recorded:
        log.warning("job %s ended after its lease was lost: not recorded", job.pk)


def told_in(outcome: Mapping[str, Any], name: str, place: str = "") -> list[str]:
    """Everything an outcome holds under `name` at any depth, after the part it stands in; lists give each item."""
    found = []
    for part, value in outcome.items():
        if isinstance(value, Mapping):
            found += told_in(value, name, place if part in GROUPS else str(part))
        elif part == name and value:
            words = value if isinstance(value, list) else [value]
            found += [f"{place}: {word}" if place else str(word) for word in words]
    return found


def _both(report: Progress, also: Progress | None) -> Progress:
    def call(done: int, total: int | None = None, note: str = "") -> None:
        report(done, total, note)
        if also:
            also(done, total, note)

    return call


def in_plain_words(error: Exception) -> str:
    """What an officer reads: the words of an error that was meant for people, else its kind and its words."""
    words = str(error) or "no more is known"
    if isinstance(error, (FetchProblem, UnreadableSource)):
        return words
    return f"Unexpected fault ({type(error).__name__}): {words}"
