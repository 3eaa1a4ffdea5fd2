"""What a timeline is made of, read in one query each: Parliament's record live, and of ours the releases in force.

No private table is read here. Each function is one query, however many rows it finds.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, Min, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf, Substr
from django.utils import timezone

from amendments.decisions import NO_DECISION
from amendments.history import AmendmentHistory
from amendments.models import Amendment, ChainStep, Listing, Sponsorship
from amendments.querysets import TOLD, Check
from bills.addresses import address
from bills.gathered import from_json
from bills.models import Bill, BillStage, Division
from bills.prepared import prepared
from coalition.models import Release
from coalition.querysets import in_force
from scrapers.models import FetchRun
from tracker.timeline.course import Course, course_of, stages_of

OPENING = 400
"""Letters of an amendment's text that are read: enough to see what kind it is (amendments.wording.is_stand_part)."""


@dataclass(frozen=True, slots=True)
class Record:
    """All of it. `decides` names the amendments that each division decided; `changes` are graded history rows."""

    bill: Bill
    check: Check
    course: Course
    amendments: dict[int, Any]
    divisions: list[Division]
    decides: dict[int, list[int]]
    changes: list[dict[str, Any]]


def bill_with_check(pk: int) -> tuple[Bill, Check] | None:
    """The Bill, and how our reading of its record went; None where there is none. One query."""
    bill = next(iter(_bill_with_check(pk)), None)
    return (bill, check_of(bill)) if bill else None


def bills_with_check(pk: int) -> QuerySet[Any]:
    """The Bill with what `check_of` reads."""
    runs = FetchRun.objects.filter(bill=OuterRef("pk"), kind=FetchRun.Kind.BILL, finished_at__isnull=False)
    ended = runs.order_by("-started_at", "-id")
    return Bill.objects.filter(pk=pk).annotate(
        complete_at=Subquery(ended.filter(is_complete=True).values("finished_at")[:1]),
        ended_at=Subquery(ended.values("finished_at")[:1]),
        ended_well=Subquery(ended.values("is_complete")[:1]),
        ended_with=Subquery(ended.values("problem")[:1]),
    )


_bill_with_check = prepared(bills_with_check)


def check_of(bill: Any) -> Check:
    """How our reading of the record of a Bill went. No query."""
    has_failed = bill.ended_well is False
    return Check(
        complete_at=bill.complete_at,
        failed_at=bill.ended_at if has_failed else None,
        problem=bill.ended_with or "" if has_failed else "",
    )


class AmendmentTold(NamedTuple):
    """What a timeline needs of an amendment, by the names of the model; `text` is only its opening.

    `lead` is the first name on it and `names` how many stand there. `listed_on` is the day of the first list that has
    it, where no source tells when it was tabled; `attempted_on` the day that a chain gives to a historic one.
    """

    id: int
    bill_id: int
    stage_id: int
    kind: str
    api_key: str | None
    number: str
    op: str
    provision: str
    decision: str
    tabled_at: datetime | None
    gist: str
    historic_key: str | None
    text: str
    lead: str | None
    names: int | None
    listed_on: date | None
    attempted_on: date | None
    historic: Mapping[str, Any]
    stage: BillStage

    @property
    def pk(self) -> int:
        """Its id, as the model calls it."""
        return self.id

    def get_absolute_url(self) -> str:
        """A permalink by our own id."""
        return address("amendments:detail", self.bill_id, self.id)


OWN = AmendmentTold._fields[:12]
ADDED = ("opening", "lead", "names", "listed_on", "attempted_on", "historic_told")


def amendments_of(bill: Bill, course: Course, only: Collection[int] | None = None) -> dict[int, AmendmentTold]:
    """The amendments of the Bill's listed stages by id, or those of these ids. One query."""
    rows = _amendments_of(bill.pk) if only is None else _amendments(bill.pk).filter(pk__in=only)
    stages = course.stages
    return {
        row[0]: AmendmentTold._make((*row[:-1], from_json(row[-1]), stages[row[2]]))
        for row in rows
        if row[2] in stages
    }


def _amendments(bill: int) -> QuerySet[Any, Any]:
    names = Sponsorship.objects.filter(amendment=OuterRef("pk"), is_listed=True).order_by("-is_lead", "order", "pk")
    lists = Listing.objects.filter(amendment=OuterRef("pk"), paper__is_current=True).order_by()
    first = lists.values("amendment").annotate(first=Min("paper__published_on")).values("first")
    steps = ChainStep.objects.filter(amendment=OuterRef("pk"), is_listed=True, date__isnull=False).order_by(
        "date", "pk"
    )
    told = Amendment.objects.filter(bill=bill).annotate(
        opening=Substr("text", 1, OPENING),
        lead=Subquery(names.values(name=Coalesce(NullIf("corrected_name", Value("")), "printed_name"))[:1]),
        names=Subquery(names.order_by().values("amendment").annotate(n=Count("pk")).values("n")),
        listed_on=Case(When(tabled_at__isnull=True, then=Subquery(first))),
        attempted_on=Case(When(historic_key__isnull=False, then=Subquery(steps.values("date")[:1]))),
        historic_told=Cast("historic", TextField()),
    )
    return told.order_by("pk").values_list(*OWN, *ADDED)


_amendments_of = prepared(_amendments)


def divisions_of(bill: Bill) -> tuple[list[Division], dict[int, list[int]]]:
    """The Bill's divisions in their order, and the amendments that each decided. One query."""
    return _with_decided(_divisions_of(bill.pk))


def divisions_about(
    amendments: Collection[int], further: Collection[int]
) -> tuple[list[Division], dict[int, list[int]]]:
    """The same of the divisions that decided these amendments, and of further ones by id. One query."""
    decided = Q(decided__amendment__in=amendments, decided__is_listed=True)
    return _with_decided(_divisions(decided | Q(pk__in=further)))


def _divisions(wanted: Q) -> QuerySet[Any, Any]:
    rows = Division.objects.filter(wanted, is_listed=True)
    told = rows.annotate(amendment=F("decided__amendment_id"), is_told=F("decided__is_listed"))
    return told.defer("votes").order_by("date", "number", "pk", "amendment")


@prepared
def _divisions_of(bill: int) -> QuerySet[Any, Any]:
    return _divisions(Q(bill=bill))


def _with_decided(rows: Iterable[Any]) -> tuple[list[Division], dict[int, list[int]]]:
    found: dict[int, Division] = {}
    decides: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        found.setdefault(row.pk, row)
        if row.amendment and row.is_told and row.amendment not in decides[row.pk]:
            decides[row.pk].append(row.amendment)
    return list(found.values()), decides


def changes_of(bill: Bill, only: Collection[int] | None = None) -> list[dict[str, Any]]:
    """What the record's history tells of amendments, oldest first: first seen, where that is news, and changes of
    text, target or decision. A change of names alone is none of them. One query."""
    return list(_changes_of(bill.pk) if only is None else _changes(bill.pk).filter(id__in=only))


def _changes(bill: int) -> QuerySet[Any, Any]:
    # When one was first seen is told only where no source says when it was tabled, or if it came with a decision.
    undated = Amendment.objects.filter(bill=bill, tabled_at__isnull=True).order_by().values("pk")
    told = Q(history_type="+") & (Q(id__in=undated) | ~Q(decision__in=("", NO_DECISION)))
    for grade in TOLD:
        told |= Q(grades__contains=grade)
    rows: QuerySet[Any, Any] = AmendmentHistory.objects.filter(told, bill_id=bill, effective_at__isnull=False)
    wanted = ("history_id", "id", "history_type", "grades", "effective_at", "decision")
    return rows.order_by("effective_at", "history_id").values(*wanted)


_changes_of = prepared(_changes)


def releases_on(bill: int, at: datetime | None = None) -> list[Release]:
    """What is public on a Bill at a moment (now), and who the coalition is, newest first. One query."""
    return _releases_on(bill, at or timezone.now())


@prepared
def _releases_on(bill: int, at: datetime) -> QuerySet[Release]:
    return _newest_first(Q(bill=bill), at)


def releases_beside(kind: str, object_id: int) -> list[Release]:
    """The same of the Bill of one public thing; nothing of a Bill where that thing is not public. One query."""
    bills = in_force().filter(kind=kind, object_id=object_id, bill__isnull=False).order_by().values("bill")
    return list(_newest_first(Q(bill__in=bills)))


def _newest_first(wanted: Q, at: datetime | None = None) -> QuerySet[Release]:
    return in_force(at).filter(wanted | Q(kind=Release.Kind.COALITION)).defer("note")


def whole_record(bill: Bill, check: Check) -> Record:
    """All that Parliament's record tells of a Bill. Four queries."""
    course = course_of(bill)
    amendments = amendments_of(bill, course)
    divisions, decides = divisions_of(bill)
    return Record(bill, check, course, amendments, divisions, decides, changes_of(bill))


def record_about(bill: Bill, check: Check, amendments: Collection[int], divisions: Collection[int]) -> Record:
    """What it tells of these amendments and divisions alone, and of the stages of the Bill. Four queries."""
    course = stages_of(bill)
    rows = amendments_of(bill, course, amendments)
    voted, decides = divisions_about(amendments, divisions)
    return Record(bill, check, course, rows, voted, decides, changes_of(bill, amendments))
