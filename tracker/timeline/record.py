"""What a timeline is made of, read in one query each: Parliament's record live, and of ours the releases in force.

No private table is read here. Each function is one query, however many rows it finds.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    F,
    IntegerField,
    JSONField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, NullIf, Substr, TruncDate

from amendments.history import LONDON, AmendmentHistory
from amendments.models import Amendment, AmendmentPaper, ChainStep, Listing, Sponsorship
from amendments.querysets import TOLD, Check
from bills.models import Bill, BillPrint, BillStage, Division, Sitting
from coalition.models import Release
from coalition.querysets import in_force
from scrapers.models import FetchRun

STAGE, SITTING, PRINT, NAMED_PRINT, PAPER = "stage", "sitting", "print", "named-print", "paper"
OPENING = 400
"""Letters of an amendment's text that are read: enough to see what kind it is (amendments.wording.is_stand_part)."""


@dataclass(frozen=True, slots=True)
class Document:
    """A print or a list of amendments. `name` is what it is called, `about` what is said of it."""

    what: str
    pk: int
    stage: int | None
    on: date | None
    house: str
    name: str
    about: str
    address: str
    historic: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Course:
    """The stages in order, each with its sittings, and the documents of the Bill."""

    stages: dict[int, BillStage] = field(default_factory=dict)
    sittings: dict[int, list[Sitting]] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)

    def days(self, stage: int) -> list[date]:
        """The days on which a stage sits, in order, each once."""
        return sorted({each.date for each in self.sittings.get(stage, ()) if each.date})


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


def bill_with_check(bills: QuerySet[Bill]) -> tuple[Bill, Check] | None:
    """The first of the Bills, and how our reading of its record went; None where there is none. One query."""
    runs = FetchRun.objects.filter(bill=OuterRef("pk"), kind=FetchRun.Kind.BILL, finished_at__isnull=False)
    ended = runs.order_by("-started_at", "-id")
    bill: Any = bills.annotate(
        complete_at=Subquery(ended.filter(is_complete=True).values("finished_at")[:1]),
        ended_at=Subquery(ended.values("finished_at")[:1]),
        ended_well=Subquery(ended.values("is_complete")[:1]),
        ended_with=Subquery(ended.values("problem")[:1]),
    ).first()
    if bill is None:
        return None
    has_failed = bill.ended_well is False
    return bill, Check(
        complete_at=bill.complete_at,
        failed_at=bill.ended_at if has_failed else None,
        problem=bill.ended_with or "" if has_failed else "",
    )


def course_of(bill: Bill) -> Course:
    """The stages, sittings and documents of a Bill, as listed now. One query: a union, each part with its kind."""
    parts = [_stages(bill), _sittings(bill), _prints(bill), _named_prints(bill), _papers(bill)]
    rows = parts[0].union(*parts[1:], all=True)
    return _course(bill, rows)


def stages_of(bill: Bill) -> Course:
    """The stages and sittings alone, for a page that tells of no document. One query."""
    return _course(bill, _stages(bill).union(_sittings(bill), all=True))


COLUMNS = (
    "c_what",
    "c_pk",
    "c_stage",
    "c_order",
    "c_kind",
    "c_number",
    "c_day",
    "c_house",
    "c_name",
    "c_about",
    "c_address",
    "c_key",
    "c_historic",
)


def _part(rows: QuerySet, what: str, **columns: Any) -> QuerySet:
    """One part of the union: every column by one name and type in every part."""
    nothing = {
        "c_stage": Cast(Value(None), IntegerField()),
        "c_order": Value(0, output_field=IntegerField()),
        "c_kind": Cast(Value(None), IntegerField()),
        "c_number": Cast(Value(None), IntegerField()),
        "c_day": Cast(Value(None), DateField()),
        "c_historic": Value({}, output_field=JSONField()),
    }
    texts = ("c_house", "c_name", "c_about", "c_address", "c_key")
    plain = {name: Cast(columns.pop(name, Value("")), TextField()) for name in texts}
    given = {name: F(each) if isinstance(each, str) else each for name, each in columns.items()}
    known = {"c_what": Value(what, output_field=CharField()), "c_pk": F("pk"), **nothing, **plain, **given}
    return rows.order_by().annotate(**known).values_list(*COLUMNS)


def _stages(bill: Bill) -> QuerySet:
    return _part(
        bill.stages.filter(is_listed=True),
        STAGE,
        c_stage="pk",
        c_order="sort_order",
        c_kind="kind_id_received",
        c_number="bill_stage_id",
        c_house=F("house"),
        c_name=F("description"),
        c_key=F("historic_key"),
        c_historic="historic",
    )


def _sittings(bill: Bill) -> QuerySet:
    listed = Sitting.objects.filter(stage__bill=bill, stage__is_listed=True, is_listed=True, date__isnull=False)
    return _part(
        listed, SITTING, c_stage="stage_id", c_number="sitting_id", c_day="date", c_name=F("part"), c_about=F("note")
    )


def _prints(bill: Bill) -> QuerySet:
    return _part(
        BillPrint.objects.filter(bill=bill),
        PRINT,
        c_day="published_on",
        c_house=F("house"),
        c_name=F("print_number"),
        c_about=F("stage_version"),
    )


def _named_prints(bill: Bill) -> QuerySet:
    return _part(
        bill.named_prints.filter(is_listed=True),
        NAMED_PRINT,
        c_stage="stage_id",
        c_order="order",
        c_day="published_on",
        c_house=F("house"),
        c_name=F("print_number"),
        c_about=F("stage_version"),
        c_key=F("historic_key"),
        c_historic="historic",
    )


def _papers(bill: Bill) -> QuerySet:
    """Dated lists of Parliament's; what the data held at a sweep of ours is no paper."""
    is_paper = Q(source=AmendmentPaper.Source.PAPER)
    read_for = TruncDate("effective_at", tzinfo=LONDON)
    day = Case(When(is_paper, then=Coalesce("published_on", read_for)), default=F("published_on"))
    return _part(
        bill.papers.filter(is_current=True, stage__is_listed=True).exclude(source=AmendmentPaper.Source.API),
        PAPER,
        c_stage="stage_id",
        c_day=day,
        c_house=F("house"),
        c_name=F("title"),
        c_about=F("kind"),
        c_address=F("source_url"),
        c_key=F("historic_key"),
        c_historic="historic",
    )


def _course(bill: Bill, rows: Iterable[tuple[Any, ...]]) -> Course:
    found = Course()
    stages: list[BillStage] = []
    for what, pk, stage, order, kind, number, day, house, name, about, address, key, historic in rows:
        if what == STAGE:
            row = BillStage(
                pk=pk,
                bill=bill,
                description=name,
                house=house,
                sort_order=order,
                kind_id_received=kind,
                bill_stage_id=number,
                historic_key=key or None,
                historic=historic,
            )
            stages.append(row)
        elif what == SITTING:
            sat = Sitting(pk=pk, stage_id=stage, sitting_id=number, date=day, part=name, note=about)
            found.sittings.setdefault(stage, []).append(sat)
        else:
            found.documents.append(Document(what, pk, stage, day, house, name, about, address, historic))
    found.stages.update((row.pk, row) for row in sorted(stages, key=lambda row: (row.sort_order, row.pk)))
    for sat_on in found.sittings.values():
        sat_on.sort(key=lambda each: (each.date, each.part, each.sitting_id or 0, each.pk))
    found.documents.sort(key=lambda each: (each.what, each.pk))
    return found


SHOWN = (
    "bill_id",
    "stage_id",
    "kind",
    "api_key",
    "number",
    "op",
    "provision",
    "decision",
    "tabled_at",
    "gist",
    "historic",
    "historic_key",
)


def amendments_of(bill: Bill, course: Course, only: Collection[int] | None = None) -> dict[int, Any]:
    """The Bill's amendments by id (or those of these ids), each with its `stage`, `lead` name, how many `names` stand
    on it, `listed_on`, the day of the first list that has one, and `attempted_on`, the day that a chain gives it."""
    names = Sponsorship.objects.filter(amendment=OuterRef("pk"), is_listed=True).order_by("-is_lead", "order", "pk")
    lists = Listing.objects.filter(amendment=OuterRef("pk"), paper__is_current=True).order_by()
    first = lists.values("amendment").annotate(first=Min("paper__published_on")).values("first")
    steps = ChainStep.objects.filter(amendment=OuterRef("pk"), is_listed=True, date__isnull=False).order_by(
        "date", "pk"
    )
    rows: Any = Amendment.objects.filter(bill=bill, stage__in=course.stages.keys())
    if only is not None:
        rows = rows.filter(pk__in=only)
    told = rows.annotate(
        opening=Substr("text", 1, OPENING),
        lead=Subquery(names.values(name=Coalesce(NullIf("corrected_name", Value("")), "printed_name"))[:1]),
        names=Subquery(names.order_by().values("amendment").annotate(n=Count("pk")).values("n")),
        listed_on=Subquery(first),
        attempted_on=Subquery(steps.values("date")[:1]),
    )
    found = {}
    for row in told.only(*SHOWN).order_by("pk"):
        row.text = row.opening
        row.bill, row.stage = bill, course.stages[row.stage_id]
        found[row.pk] = row
    return found


def divisions_of(
    bill: Bill, amendments: Collection[int] | None = None, further: Collection[int] = ()
) -> tuple[list[Division], dict[int, list[int]]]:
    """The Bill's divisions in their order (or those that decided these amendments, and further ones by id), and the
    amendments that each decided. One query."""
    rows = Division.objects.filter(is_listed=True)
    if amendments is None:
        rows = rows.filter(Q(bill=bill) | Q(pk__in=further))
    else:
        rows = rows.filter(Q(decided__amendment__in=amendments, decided__is_listed=True) | Q(pk__in=further))
    told = rows.annotate(amendment=F("decided__amendment_id"), is_told=F("decided__is_listed"))
    found: dict[int, Division] = {}
    decides: dict[int, list[int]] = defaultdict(list)
    for row in told.defer("votes").order_by("date", "number", "pk", "amendment"):
        kept: Any = row
        found.setdefault(row.pk, row)
        if kept.amendment and kept.is_told and kept.amendment not in decides[row.pk]:
            decides[row.pk].append(kept.amendment)
    return list(found.values()), decides


def changes_of(bill: Bill, only: Collection[int] | None = None) -> list[dict[str, Any]]:
    """What the record's history tells of amendments, oldest first: first seen, and changes of text, target or
    decision. A change of names alone is none of them. One query."""
    told = Q(history_type="+")
    for grade in TOLD:
        told |= Q(grades__contains=grade)
    rows: Any = AmendmentHistory.objects.filter(told, bill_id=bill.pk, effective_at__isnull=False)
    if only is not None:
        rows = rows.filter(id__in=only)
    wanted = ("history_id", "id", "history_type", "grades", "effective_at", "decision")
    return list(rows.order_by("effective_at", "history_id").values(*wanted))


def releases_on(bill: int) -> list[Release]:
    """What is public now on a Bill, and who the coalition is, newest first. One query."""
    return _newest_first(Q(bill=bill) | Q(kind=Release.Kind.COALITION))


def releases_beside(kind: str, object_id: int) -> list[Release]:
    """The same of the Bill of one public thing; nothing of a Bill where that thing is not public. One query."""
    bills = in_force().filter(kind=kind, object_id=object_id, bill__isnull=False).order_by().values("bill")
    return _newest_first(Q(bill__in=bills) | Q(kind=Release.Kind.COALITION))


def _newest_first(wanted: Q) -> list[Release]:
    return list(in_force().filter(wanted).defer("note"))


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
    voted, decides = divisions_of(bill, amendments, divisions)
    return Record(bill, check, course, rows, voted, decides, changes_of(bill, amendments))
