"""Open data as JSON Lines: one object a line, what is pointed at before what points at it.

The first line says what the file is. Then come the rows of each table, their history, and when each source was last
read. The same record gives the same bytes: nothing in a file tells when it was made.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Max, Q, QuerySet

from amendments.models import Sponsorship
from bills.models import Bill, BillSponsor, Member
from scrapers.models import FetchRun
from tracker.open_data import licence
from tracker.open_data.changes import COLUMNS as CHANGE_COLUMNS
from tracker.open_data.changes import TRACKED, all_changes
from tracker.open_data.checked import Checked, checked_for
from tracker.open_data.columns import Table, stored
from tracker.open_data.released import RELEASED, told
from tracker.open_data.tables import PARLIAMENT
from tracker.open_data.tables_people import MEMBERS

FORMAT = "amendment-tracker-open-data"
VERSION = 1
RECORD, PUBLISHED = "record", "published"
ABOUT = "about"
CHANGES = Table(
    name="changes",
    one="Change",
    about="The history: every change of a row of the record, with its grades, moments and source.",
    model=Bill,
    columns=CHANGE_COLUMNS,
)
CHECKS = Table(
    name="checks",
    one="Check",
    about="The last complete reading of each source, and the last attempt where that is later.",
    model=FetchRun,
    columns=stored(
        FetchRun,
        {
            "id": "Our number of the reading.",
            "kind": "What was read: bill, amendments, details, paper, print, …",
            "bill": "Our number of the Bill; null: it belongs to none.",
            "stage": "Our number of the stage; null: it belongs to none.",
            "source_url": "The address that was read.",
            "started_at": "When it began.",
            "finished_at": "When it ended.",
            "is_complete": "Whether all of it could be read: only then does it say when we checked.",
            "expected": "How many items the source said there are.",
            "seen": "How many were received.",
            "problem": "Why it is not complete, in plain words.",
        },
    ),
    of_bill="bill",
    left_out={
        "requests_made": "how we ask, no part of the record",
        "rows_changed": "how we ask, no part of the record",
        "snapshot_ids": "which kept files were read: the files themselves are at /data/",
        "complete_parts": "how we ask, no part of the record",
    },
    has_answers=False,
)
IN_FILES: tuple[Table, ...] = (*PARLIAMENT, CHANGES, CHECKS)
"""The tables of a file of Parliament's record, in order."""


def line(values: Mapping[str, Any]) -> str:
    """One object as a line."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"


def about(what: str, bill: int | None) -> dict[str, Any]:
    """The first line of a file."""
    is_record = what == RECORD
    return {
        "table": ABOUT,
        "format": FORMAT,
        "version": VERSION,
        "holds": what,
        "bill": bill,
        "licence": licence.OPEN_PARLIAMENT if is_record else licence.CREATIVE_COMMONS,
        "attribution": licence.PARLIAMENT_LINE if is_record else licence.OUR_LINE,
    }


def rows_of(table: Table, bill: int | None) -> QuerySet[Any]:
    """The rows of a table that a file of this Bill holds (None: of everything)."""
    rows: QuerySet[Any] = table.model._default_manager.all()
    if bill is None:
        return rows
    if table is MEMBERS:
        named = Sponsorship.objects.filter(amendment__bill=bill).exclude(member=None).values("member")
        brought = BillSponsor.objects.filter(bill=bill).exclude(member=None).values("member")
        return Member.objects.filter(Q(pk__in=named) | Q(pk__in=brought))
    return rows.filter(**{table.of_bill: bill}) if table.of_bill else rows


def record(bill: int | None) -> Iterator[dict[str, Any]]:
    """Parliament's record of a Bill, or of all, as objects: `table` first in each."""
    yield about(RECORD, bill)
    checked = Checked(checked_for("bill").bills, checked_for("stage").stages)
    for table in PARLIAMENT:
        rows = rows_of(table, bill).select_related(*table.related) if table.related else rows_of(table, bill)
        for row in rows.order_by("pk").iterator(2_000):
            yield {"table": table.name, **table.line_of(row, checked)}
    for table in TRACKED.values():
        for change in all_changes(table, None if bill is None else rows_of(table, bill)):
            yield {"table": CHANGES.name, **change}
    for run in _last_checks(bill):
        yield {"table": CHECKS.name, **CHECKS.line_of(run)}


def _last_checks(bill: int | None) -> QuerySet[FetchRun]:
    runs = FetchRun.objects.filter(finished_at__isnull=False)
    if bill is not None:
        runs = runs.filter(bill=bill)
    groups = runs.order_by().values("kind", "bill", "stage")
    last = groups.annotate(last=Max("pk"), complete=Max("pk", filter=Q(is_complete=True)))
    wanted = {pk for each in last for pk in (each["last"], each["complete"]) if pk}
    return FetchRun.objects.filter(pk__in=wanted).order_by("pk")


def published(bill: int | None) -> Iterator[dict[str, Any]]:
    """What the coalition published on a Bill, or on all, as it stands at this moment."""
    yield about(PUBLISHED, bill)
    for table in RELEASED:
        for each in told(table, bill=bill):
            yield {"table": table.name, **table.object_of(each)}
