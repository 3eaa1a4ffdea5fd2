"""The course of a Bill: its stages in order with their sittings, and the documents around them. One query."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    IntegerField,
    JSONField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, TruncDate

from amendments.history import LONDON
from amendments.models import AmendmentPaper
from bills.models import Bill, BillPrint, BillStage, NamedPrint, Sitting
from bills.prepared import prepared

STAGE, SITTING, PRINT, NAMED_PRINT, PAPER = "stage", "sitting", "print", "named-print", "paper"


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


def course_of(bill: Bill) -> Course:
    """The stages, sittings and documents of a Bill, as listed now. One query: a union, each part with its kind."""
    return _course(bill, _whole_course(bill.pk))


def stages_of(bill: Bill) -> Course:
    """The stages and sittings alone, for a page that tells of no document. One query."""
    return _course(bill, _stages_alone(bill.pk))


@prepared
def _whole_course(bill: int) -> QuerySet[Any, Any]:
    return _stages(bill).union(_sittings(bill), _prints(bill), _named_prints(bill), _papers(bill), all=True)


@prepared
def _stages_alone(bill: int) -> QuerySet[Any, Any]:
    return _stages(bill).union(_sittings(bill), all=True)


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


def _part(rows: QuerySet[Any, Any], what: str, **columns: Any) -> QuerySet[Any, Any]:
    """One part of the union: every column by one name and type in every part."""
    nothing = {
        "c_stage": Cast(Value(None), IntegerField()),
        "c_order": Value(0, output_field=IntegerField()),
        "c_kind": Cast(Value(None), IntegerField()),
        "c_number": Cast(Value(None), IntegerField()),
        "c_day": Cast(Value(None), DateField()),
        "c_historic": Cast(Value("{}"), JSONField()),
    }
    texts = ("c_house", "c_name", "c_about", "c_address", "c_key")
    plain = {name: Cast(columns.pop(name, Value("")), TextField()) for name in texts}
    given = {name: F(each) if isinstance(each, str) else each for name, each in columns.items()}
    known = {"c_what": Value(what, output_field=CharField()), "c_pk": F("pk"), **nothing, **plain, **given}
    return rows.order_by().annotate(**known).values_list(*COLUMNS)


def _stages(bill: int) -> QuerySet[Any, Any]:
    return _part(
        BillStage.objects.filter(bill=bill, is_listed=True),
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


def _sittings(bill: int) -> QuerySet[Any, Any]:
    listed = Sitting.objects.filter(stage__bill=bill, stage__is_listed=True, is_listed=True, date__isnull=False)
    return _part(
        listed, SITTING, c_stage="stage_id", c_number="sitting_id", c_day="date", c_name=F("part"), c_about=F("note")
    )


def _prints(bill: int) -> QuerySet[Any, Any]:
    return _part(
        BillPrint.objects.filter(bill=bill),
        PRINT,
        c_day="published_on",
        c_house=F("house"),
        c_name=F("print_number"),
        c_about=F("stage_version"),
    )


def _named_prints(bill: int) -> QuerySet[Any, Any]:
    return _part(
        NamedPrint.objects.filter(bill=bill, is_listed=True),
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


def _papers(bill: int) -> QuerySet[Any, Any]:
    """Dated lists of Parliament's; what the data held at a sweep of ours is no paper."""
    is_paper = Q(source=AmendmentPaper.Source.PAPER)
    read_for = TruncDate("effective_at", tzinfo=LONDON)
    day = Case(When(is_paper, then=Coalesce("published_on", read_for)), default=F("published_on"))
    return _part(
        AmendmentPaper.objects.filter(bill=bill, is_current=True, stage__is_listed=True).exclude(
            source=AmendmentPaper.Source.API
        ),
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
