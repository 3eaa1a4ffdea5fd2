"""The ledger of background work: the only code that writes Job rows. The row is the truth, Celery is the courier.

A job is enqueued as a row; once that is committed, its id is sent. A worker claims it by one conditional UPDATE, under
a lease that it renews while it works. Whatever goes missing (a message, a broker, a worker) shows as a row that nobody
holds, and `reconcile` sends it again. So the same id may be delivered many times: only one delivery can claim it.
"""

import logging
import os
import platform
import uuid
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from tracker.celery import DEFAULT, app
from tracker.models import Job

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
"""How long a worker may be silent. Longer than the 20 s that a write may wait for SQLite's lock."""
RESEND_AFTER = timedelta(seconds=45)
RESEND_TO_BUSY_QUEUE_AFTER = timedelta(minutes=30)
FIRST_RETRY_AFTER = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=1)
LONGEST_ERROR = 2000
LIVE = (Job.State.QUEUED, Job.State.RUNNING)


class LeaseLost(Exception):
    """The job was cancelled, or its lease ran out and another worker may have it: stop, and write nothing more."""


def enqueue(
    name: str,
    arguments: Mapping[str, Any],
    *,
    key: str = "",
    user: AbstractBaseUser | AnonymousUser | None = None,
    queue: str = DEFAULT,
) -> Job:
    """Add a job and send its id once the transaction commits; never raises for a broker.

    With a `key`, the live job of that key is returned instead when there is one. `arguments` must be JSON.
    """
    job, is_new = _one_live(
        Job(name=name, arguments=dict(arguments), key=key, queue=queue, requested_by=_person(user))
    )
    if is_new:
        transaction.on_commit(partial(send, job.pk))
    return job


def begin_here(name: str, arguments: Mapping[str, Any], *, key: str, queue: str = DEFAULT) -> Job | None:
    """Add a job already claimed by this process, for a command in the foreground; None while one of that key lives."""
    now = timezone.now()
    job, is_new = _one_live(
        Job(
            name=name,
            arguments=dict(arguments),
            key=key,
            queue=queue,
            state=Job.State.RUNNING,
            attempts=1,
            max_attempts=1,
            started_at=now,
            lease_until=now + LEASE,
            leased_by=_token(),
        )
    )
    return job if is_new else None


def _one_live(wanted: Job) -> tuple[Job, bool]:
    """Insert `wanted`, or return the live job of its key; the unique constraint decides a race."""
    for _ in range(3):
        live = Job.objects.filter(key=wanted.key, state__in=LIVE).first() if wanted.key else None
        if live:
            return live, False
        try:
            with transaction.atomic():
                wanted.save(force_insert=True)
            return wanted, True
        except IntegrityError:
            wanted.pk = None
    raise RuntimeError(f"the live job {wanted.key!r} came and went three times while another was being added")


def _person(user: AbstractBaseUser | AnonymousUser | None) -> Any:
    return user if user is not None and user.is_authenticated else None


def send(job_id: int) -> bool:
    """Hand a waiting job's id to the broker; False, logged, when the broker cannot take it (reconcile tries again)."""
    queue = Job.objects.filter(pk=job_id, state=Job.State.QUEUED).values_list("queue", flat=True).first()
    if queue is None:
        return False
    try:
        app.send_task("tracker.run_job", args=[job_id], queue=queue, retry=False)
    except Exception as error:  # any broker, any fault: the row is safe
        log.warning("job %s not sent, the broker said: %s", job_id, error)
        return False
    Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(sent_at=timezone.now())
    return True


def claim(job_id: int) -> Job | None:
    """Lease a waiting job that is due to this process, counting the attempt; None if it is not ours to run."""
    now, token = timezone.now(), _token()
    won = (
        Job.objects.filter(pk=job_id, state=Job.State.QUEUED)
        .filter(Q(not_before=None) | Q(not_before__lte=now))
        .update(
            state=Job.State.RUNNING,
            attempts=F("attempts") + 1,
            lease_until=now + LEASE,
            leased_by=token,
            started_at=now,
            finished_at=None,
            progress_done=0,
            progress_total=None,
            progress_note="",
        )
    )
    return Job.objects.get(pk=job_id) if won else None


def _token() -> str:
    return f"{platform.node()[:60]}:{os.getpid()}:{uuid.uuid4().hex[:12]}"


def _held(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, leased_by=job.leased_by)


def renew(job: Job) -> None:
    """Lengthen the lease by LEASE from now; raises LeaseLost when it is no longer ours."""
    if not _held(job).update(lease_until=timezone.now() + LEASE):
        raise LeaseLost(f"job {job.pk} is no longer ours")


def report_progress(job: Job, done: int, total: int | None, note: str) -> None:
    """Write how far the work is, and renew the lease; raises LeaseLost when it is no longer ours."""
    written = _held(job).update(
        progress_done=max(done, 0),
        progress_total=total,
        progress_note=note[:300],
        lease_until=timezone.now() + LEASE,
    )
    if not written:
        raise LeaseLost(f"job {job.pk} is no longer ours")


def finish(job: Job, outcome: Mapping[str, Any], *, remarks: str = "") -> bool:
    """Record the job as done, with what an officer should know; False when the lease was lost: nothing is written."""
    return bool(
        _held(job).update(state=Job.State.DONE, outcome=dict(outcome), error=remarks[:LONGEST_ERROR], **_let_go())
    )


def fail(job: Job, error: str, *, outcome: Mapping[str, Any] | None = None, is_final: bool = False) -> bool:
    """Record a failed attempt in plain words: waiting again after a pause, or failed once attempts are used up."""
    facts: dict[str, Any] = {"error": error[:LONGEST_ERROR], "outcome": dict(outcome or {})}
    if is_final or job.attempts >= job.max_attempts:
        return bool(_held(job).update(state=Job.State.FAILED, **facts, **_let_go()))
    again = timezone.now() + retry_after(job.attempts)
    return bool(_held(job).update(state=Job.State.QUEUED, not_before=again, sent_at=None, **facts, **_let_go()))


def give_back(job: Job) -> bool:
    """Return a claimed job unharmed, because its worker is being stopped: the attempt does not count."""
    return bool(_held(job).update(state=Job.State.QUEUED, attempts=F("attempts") - 1, sent_at=None, **_let_go()))


def _let_go() -> dict[str, Any]:
    return {"lease_until": None, "leased_by": "", "finished_at": timezone.now()}


def retry_after(attempts: int) -> timedelta:
    """The pause after so many failed attempts: 30 s, 2 min, 8 min, 32 min, then an hour."""
    return min(FIRST_RETRY_AFTER * 4 ** min(max(attempts - 1, 0), 5), LONGEST_RETRY)


def cancel(job_id: int, by: str) -> bool:
    """Cancel live work; a worker that holds it stops at its next report of progress. False when it had ended."""
    return bool(
        Job.objects.filter(pk=job_id, state__in=LIVE).update(
            state=Job.State.CANCELLED, error=f"Cancelled by {by}.", **_let_go()
        )
    )


def retry(job_id: int) -> Job | None:
    """Start failed or cancelled work afresh, keeping its row; None when it is not there or its key is live again."""
    try:
        with transaction.atomic():
            moved = Job.objects.filter(pk=job_id, state__in=(Job.State.FAILED, Job.State.CANCELLED)).update(
                state=Job.State.QUEUED, attempts=0, max_attempts=5, not_before=None, sent_at=None, finished_at=None
            )
    except IntegrityError:
        return None
    if not moved:
        return None
    transaction.on_commit(partial(send, job_id))
    return Job.objects.get(pk=job_id)


def reconcile() -> dict[str, int]:
    """Take back jobs whose lease ran out, and send again what waits and nobody took. Safe to run at any time.

    Returns {"taken_back", "given_up", "sent"}.
    """
    taken_back, given_up = _take_back_expired()
    sent = sum(send(job_id) for job_id in waiting_too_long())
    return {"taken_back": taken_back, "given_up": given_up, "sent": sent}


def _take_back_expired() -> tuple[int, int]:
    now = timezone.now()
    expired = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=now)
    given_up = expired.filter(attempts__gte=F("max_attempts")).update(
        state=Job.State.FAILED, error="Its worker stopped without a word, as often as we allow.", **_let_go()
    )
    taken_back = expired.update(
        state=Job.State.QUEUED, not_before=None, sent_at=None, error="Its worker stopped without a word.", **_let_go()
    )
    return taken_back, given_up


def waiting_too_long() -> list[int]:
    """Ids of due jobs to send again, oldest first: never sent, or sent to a queue that is idle and not taken."""
    now = timezone.now()
    busy = Job.objects.filter(state=Job.State.RUNNING).values_list("queue", flat=True)
    due = Job.objects.filter(state=Job.State.QUEUED).filter(Q(not_before=None) | Q(not_before__lte=now))
    unanswered = Q(sent_at__lt=now - RESEND_AFTER) & ~Q(queue__in=set(busy))
    forgotten = Q(sent_at__lt=now - RESEND_TO_BUSY_QUEUE_AFTER)
    ids = due.filter(Q(sent_at=None) | unanswered | forgotten).order_by("id").values_list("pk", flat=True)
    return list(ids[:500])
