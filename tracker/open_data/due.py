"""Which bulk files are due, and the jobs that make them. Known to the scheduler, so it does without spreadsheets."""

from datetime import timedelta

from django.utils import timezone

from amendments.models import Amendment
from bills.models import Bill, PublicVersion
from bills.versions import SITE
from tracker import jobs
from tracker.models import DataFile, Job

NAME = "make_data_files"
ALL = 0
"""The scope of the file of everything; a Bill's scope is its id."""
AT_MOST_EVERY = {True: timedelta(hours=12), False: timedelta(hours=1)}
"""How soon a file is made anew at the earliest: of everything, of one Bill."""
MOST_AT_ONCE = 20


def due() -> list[int]:
    """Scopes whose files are not made yet, or older than the record and than AT_MOST_EVERY; the whole first.

    Bills that hold amendments or came from a historic record have files of their own; every Bill is in the whole.
    """
    now = timezone.now()
    made = {row.scope: row for row in DataFile.objects.filter(form=DataFile.Form.JSONL)}
    numbers = dict(PublicVersion.objects.values_list("scope", "number"))
    own = Bill.objects.filter(pk__in=Amendment.objects.order_by().values("bill")) | Bill.objects.exclude(
        historic_key=None
    )
    scopes = [ALL, *own.order_by("pk").values_list("pk", flat=True)]
    versions = {scope: numbers.get(SITE, 0) + numbers.get(scope, 0) for scope in scopes} | {ALL: sum(numbers.values())}
    return [
        scope
        for scope in scopes
        if scope not in made
        or (made[scope].version != versions[scope] and made[scope].made_at <= now - AT_MOST_EVERY[scope == ALL])
    ]


def ask_for_due() -> list[Job]:
    """Enqueue the making of files that are due, a few at a time."""
    return [jobs.enqueue(NAME, {"scope": scope}, key=f"{NAME}:{scope}") for scope in due()[:MOST_AT_ONCE]]
