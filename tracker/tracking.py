"""Starting and stopping to track a Bill: the only code that writes Tracking rows, each change with its why."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from bills.history import Why, create_tracked, update_tracked
from bills.models import Bill
from tracker import jobs
from tracker.celery import SCRAPE
from tracker.models import Job, Tracking

LARGEST_ID = 2**31 - 1


def update_key(parliament_id: int) -> str:
    """The key under which only one update of a Bill can live."""
    return f"update_bill:{parliament_id}"


def request_update(parliament_id: int, user: User | None = None) -> Job:
    """Enqueue an update of the Bill, or return the one that is already waiting or running."""
    return jobs.enqueue(
        "update_bill",
        {"parliament_id": parliament_id},
        key=update_key(parliament_id),
        user=user,
        queue=SCRAPE,
    )


@transaction.atomic
def start(
    parliament_id: int,
    title: str = "",
    user: User | None = None,
    *,
    note: str = "Tracking started",
    update: bool = True,
) -> Tracking:
    """Track a Bill by the Bills API's billId, and enqueue its update unless `update` is False.

    Starting twice changes nothing. `title` is only what to call it until Parliament's own title arrives. Raises
    ValueError for an id that no Bill can have.
    """
    if not 0 < parliament_id <= LARGEST_ID:
        raise ValueError(f"{parliament_id} cannot be the number of a Bill: give a whole number from 1.")
    tracked = Tracking.objects.select_for_update().filter(parliament_id=parliament_id).first()
    why = _why(note, user)
    if tracked is None:
        bill = Bill.objects.filter(bill_id=parliament_id).first()
        named = (bill.short_title if bill else title)[:500]
        row = Tracking(
            parliament_id=parliament_id, bill=bill, title=named, started_by=user, started_at=why.effective_at
        )
        (tracked,) = create_tracked(Tracking, [row], why)
    elif not tracked.is_active:
        tracked.is_active, tracked.started_by = True, user
        update_tracked(Tracking, [(tracked, "")], ["is_active", "started_by"], why)
    if update:
        request_update(parliament_id, user)
    return tracked


@transaction.atomic
def stop(parliament_id: int, user: User | None = None, *, note: str = "Tracking stopped") -> bool:
    """Stop tracking; everything already brought in stays, and waiting updates are cancelled. False if not tracked."""
    tracked = Tracking.objects.select_for_update().filter(parliament_id=parliament_id, is_active=True).first()
    if tracked is None:
        return False
    tracked.is_active = False
    update_tracked(Tracking, [(tracked, "")], ["is_active"], _why(note, user))
    waiting = Job.objects.filter(key=update_key(parliament_id), state=Job.State.QUEUED).values_list("pk", flat=True)
    for job_id in list(waiting):
        jobs.cancel(job_id, "stopping to track the Bill")
    return True


@transaction.atomic
def tie_to_bill(parliament_id: int) -> bool:
    """Tie the tracking to its Bill once Parliament's record has arrived, and take its title; False if unchanged."""
    tracked = Tracking.objects.select_for_update().filter(parliament_id=parliament_id).first()
    bill = Bill.objects.filter(bill_id=parliament_id).first()
    if tracked is None or bill is None or (tracked.bill_id, tracked.title) == (bill.pk, bill.short_title):
        return False
    tracked.bill, tracked.title = bill, bill.short_title
    update_tracked(Tracking, [(tracked, "")], ["bill", "title"], _why("Parliament's record of the Bill arrived", None))
    return True


def _why(reason: str, user: User | None) -> Why:
    now: datetime = timezone.now()
    return Why(reason=reason, effective_at=now, user=user)
