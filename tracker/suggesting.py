"""After a Bill was brought up to date: look for links to the coalition's own work, as a job of its own.

Only where the coalition has asks or clauses on the Bill, and only when an amendment came or was reworded since the
last look. It suggests, to policy officers alone; confirming is for people.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q

from amendments.history import AmendmentHistory
from bills.models import Bill
from coalition.models import AlternativeAct, Ask
from tracker import jobs
from tracker.models import Job
from tracker.running import Progress

NAME = "suggest_links"
LONGEST = timedelta(minutes=2)
"""A look stops after this long and keeps what it found, the newest amendments first."""


def ask_for_suggestions(parliament_id: int) -> Job | None:
    """Enqueue a look through the Bill where there is something of ours to suggest and something new to look at."""
    bill = Bill.objects.filter(bill_id=parliament_id).first()
    if bill is None or not _has_work_of_ours(bill) or not _has_news(bill):
        return None
    return jobs.enqueue(NAME, {"bill": bill.pk, "parliament_id": parliament_id}, key=f"{NAME}:{bill.pk}")


def suggest(bill_pk: int, on_progress: Progress) -> Mapping[str, Any]:
    """Look through the Bill; nothing is ever confirmed."""
    from coalition.link import keep_suggestions  # here, so that the scheduler does without the matcher: 4 MB

    looked = keep_suggestions(Bill.objects.get(pk=bill_pk), None, within=LONGEST, on_progress=on_progress)
    told = {"suggested": looked.new}
    if not looked.left:
        return told
    minutes = int(LONGEST.total_seconds() // 60)
    return {**told, "problems": [f"After {minutes} minutes {looked.left} older amendments were not looked at."]}


def _has_work_of_ours(bill: Bill) -> bool:
    return AlternativeAct.objects.filter(bill=bill).exists() or Ask.objects.filter(bill=bill).exists()


def _has_news(bill: Bill) -> bool:
    """Whether an amendment came or was reworded since the last look that was done."""
    rows = AmendmentHistory.objects.filter(bill_id=bill.pk)
    looks = Job.objects.filter(name=NAME, arguments__bill=bill.pk, state=Job.State.DONE)
    last = looks.order_by("-started_at").values_list("started_at", flat=True).first()
    if last:
        rows = rows.filter(history_date__gt=last)
    return bool(rows.filter(Q(history_type="+") | Q(grades__contains="text")).exists())
