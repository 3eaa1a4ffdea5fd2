"""Followers for tests: signing up as a stranger does it, letters as they went out, and minutes that pass."""

import re
from datetime import datetime, timedelta
from typing import Any

import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bills.history import update_tracked
from bills.models import Bill
from bills.versions import bump
from tests.amendments.listed import change, why
from tracker import tasks
from tracker.following import rounds
from tracker.models import Job

ADDRESS = "reader@example.org"


def sign_up(path: str, email: str = ADDRESS, pace: str = "now", client: Client | None = None) -> Any:
    """What a stranger gets for it."""
    return (client or Client()).post(path, {"email": email, "pace": pace})


def follow(path: str, email: str = ADDRESS, pace: str = "now") -> None:
    """Sign up, read the letter, press the button a second later."""
    assert sign_up(path, email, pace).status_code == 302
    run_jobs()
    traveller.shift(timedelta(seconds=1))
    assert Client().post(path_in(last_letter().body, "confirm")).status_code == 200
    mail.outbox.clear()


def path_of(bill: Bill) -> str:
    """Where a Bill is followed."""
    return reverse("follow-bill", args=[bill.pk])


def path_in(body: str, purpose: str) -> str:
    """The path of the link for a purpose in a letter."""
    found = re.search(rf"https?://[^/\s]+(/follow/{purpose}/\S+)", body)
    assert found, body
    return found[1]


def last_letter() -> Any:
    """The last one that went out."""
    return mail.outbox[-1]


def run_jobs() -> None:
    """The worker takes everything that waits."""
    for job in Job.objects.filter(state=Job.State.QUEUED).order_by("pk"):
        tasks.run_job(job.pk)


def minutes(count: int = 5) -> None:
    """So many minutes pass, each with its look of the scheduler and its worker."""
    for _ in range(count):
        traveller.shift(timedelta(minutes=1))
        rounds.look()
        run_jobs()


class Traveller:
    """The clock of these tests."""

    def __init__(self) -> None:
        self.moment: Any = None

    def shift(self, by: timedelta) -> None:
        self.moment.shift(by)


traveller = Traveller()


def travelling(moment: datetime) -> Any:
    """A clock that stands still at this moment until it is moved."""
    clock = time_machine.travel(moment, tick=False)
    traveller.moment = clock.start()
    return clock


def go_to(moment: datetime) -> None:
    """The clock moves there."""
    traveller.moment.move_to(moment)


def reword(amendment: Any, text: str, grades: str = "text") -> None:
    """An ingest of now finds other words."""
    change(amendment, grades, timezone.now(), text=text)
    bump(amendment.bill_id)


def decide(amendment: Any, decision: str) -> None:
    """An ingest of now finds a decision."""
    change(amendment, "decision", timezone.now(), decision=decision)
    bump(amendment.bill_id)


def rename(bill: Bill, title: str) -> None:
    """An ingest of now finds another title."""
    bill.short_title = title
    update_tracked(Bill, [(bill, "")], ["short_title"], why(timezone.now()))
    bump(bill.pk)
