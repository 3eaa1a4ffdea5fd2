"""The questions that the pages of Bills ask of the database; none of them is asked per row."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import BooleanField, Count, Max, Min, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from bills.gathered import Rows, instances, names_of
from bills.models import (
    Bill,
    BillPrint,
    BillSponsor,
    BillStage,
    Division,
    NamedPrint,
    NewsArticle,
    ProvisionPath,
    Publication,
    RelatedBill,
    Sitting,
)
from bills.prepared import prepared
from bills.sessions import latest_session

BEFORE, ACT, FELL, OVER = "before", "act", "fell", "over"
MOST_NEWS = 5
MOST_CARRIED_OVER = 4
"""How many sessions one Bill may belong to; two is normal, more has not been seen."""


@dataclass(frozen=True, slots=True)
class AllBills:
    """How many Bills are known, how many of them are tracked, and the first and last session among them."""

    total: int
    tracked: int
    first_session: int | None
    last_session: int | None


def all_bills() -> AllBills:
    """Counts over every Bill. One query."""
    (found,) = _counts()
    return AllBills(*found)


@prepared
def _counts() -> QuerySet[Any, Any]:
    """One row: nothing is grouped by a constant."""
    counted = {
        "total": Count("pk"),
        "tracked": Count("pk", filter=Q(tracking__is_active=True)),
        "first_session": Min("introduced_session"),
        "last_session": Max("introduced_session"),
    }
    one = Bill.objects.order_by().annotate(everything=Value(1)).values("everything")
    return one.annotate(**counted).values_list(*counted)


def with_highest_session(bills: QuerySet[Bill]) -> QuerySet[Bill]:
    """Annotate `highest_session`: the last session of any Bill, which tells whether another one's is over."""
    known = Bill.objects.filter(introduced_session__isnull=False).order_by("-introduced_session")
    return bills.annotate(highest_session=Subquery(known.values("introduced_session")[:1]))


def titled(bills: QuerySet[Bill], words: str) -> QuerySet[Bill]:
    """Bills whose title, present or former, holds every word."""
    for word in words.split():
        bills = bills.filter(Q(short_title__icontains=word) | Q(former_short_title__icontains=word))
    return bills


def in_state(bills: QuerySet[Bill], state: str, highest_session: int | None) -> QuerySet[Bill]:
    """Bills in one state: before Parliament, became an Act, withdrawn or defeated, or their session is over.

    The same rule as `bills.standing`, as a query.
    """
    ended = Q(is_act=True) | Q(is_defeated=True) | Q(withdrawn_on__isnull=False)
    here = _of_session(latest_session(highest_session)) | Q(introduced_session=None, included_sessions=[])
    now = Q(pk__in=Bill.objects.filter(here).values("pk"))  # not `here` itself: its negation would be null, not true
    return {
        BEFORE: bills.exclude(ended).filter(now),
        ACT: bills.filter(is_act=True),
        FELL: bills.filter(ended, is_act=False),
        OVER: bills.exclude(ended).exclude(now),
    }[state]


def _of_session(number: int) -> Q:
    found = Q(introduced_session=number)
    for place in range(MOST_CARRIED_OVER):
        found |= Q(**{f"included_sessions__{place}": number})
    return found


def with_standing(bills: QuerySet[Bill], today: date) -> QuerySet[Bill]:
    """Annotate `is_tracked`, `stage_description`, `stage_house`, `stage_kind` and `next_sitting`."""
    # order_by() drops the model's own order, which would join the outer table's name into the subquery.
    current = BillStage.objects.filter(bill_stage_id=OuterRef("current_stage_id_received")).order_by()
    sittings = Sitting.objects.filter(stage__bill=OuterRef("pk"), stage__is_listed=True, is_listed=True)
    return bills.annotate(
        is_tracked=Coalesce("tracking__is_active", False, output_field=BooleanField()),
        stage_description=Subquery(current.values("description")[:1]),
        stage_house=Subquery(current.values("house")[:1]),
        stage_kind=Subquery(current.values("kind_id_received")[:1]),
        next_sitting=Subquery(sittings.filter(date__gte=today).order_by("date").values("date")[:1]),
    )


def with_documents(bills: QuerySet[Bill]) -> QuerySet[Bill]:
    """Annotate what the page of a Bill lists: `documents_of` reads it. Part of the query of the Bill itself."""
    told = {f"{name}_told": Rows(rows, *names) for name, (_, rows, names) in _documents().items()}
    return bills.annotate(**told)


def documents_of(bill: Any) -> dict[str, list[Any]]:
    """The rows that `with_documents` annotated, as instances by name; no query."""
    parts = _documents().items()
    return {name: instances(model, names, vars(bill)[f"{name}_told"]) for name, (model, _, names) in parts}


Part = tuple[type[Model], QuerySet[Any], list[str]]


@cache
def _documents() -> dict[str, Part]:
    """Put together once; its queries are never read themselves. The last three only a historic record tells."""
    listed = {"bill": OuterRef("pk"), "is_listed": True}
    return {
        "publications": _part(Publication, Publication.objects.filter(**listed), "type__id", "type__name"),
        "sponsors": _part(
            BillSponsor, BillSponsor.objects.filter(**listed), "member__id", "member__party", "member__member_from"
        ),
        "prints": _part(BillPrint, BillPrint.objects.filter(bill=OuterRef("pk")), left_out=("tree", "problems")),
        "news": _part(NewsArticle, NewsArticle.objects.filter(**listed)[:MOST_NEWS]),
        "divisions": _part(Division, Division.objects.filter(**listed).order_by("date", "pk"), left_out=("votes",)),
        "named_prints": _part(NamedPrint, NamedPrint.objects.filter(**listed)),
        "provisions": _part(ProvisionPath, ProvisionPath.objects.filter(**listed)),
        "related": _part(RelatedBill, RelatedBill.objects.filter(**listed)),
    }


def _part(model: type[Model], rows: QuerySet[Any], *further: str, left_out: tuple[str, ...] = ()) -> Part:
    return model, rows, [*names_of(model, *left_out), *further]


def stages_with_counts(bill: Bill, today: date) -> list[BillStage]:
    """The Bill's stages in order with their sittings. One query, however many there are.

    Each has `sitting_days` (Sitting rows), and their dates as `past_days` (today included) and `future_days`; and
    `amendment_count`, `amendments_checked_at` and `amendments_failed_at`: how many amendments are known, the last
    complete reading of them, and the last attempt where that came later and was not complete.
    """
    stages = _stages(bill.pk)
    for stage in stages:
        sittings = instances(Sitting, names_of(Sitting), stage.sittings_told)
        days = [sitting.date for sitting in sittings if sitting.date]
        is_newer = stage.failed and (stage.complete is None or stage.failed > stage.complete)
        found = {
            "sitting_days": sittings,
            "past_days": [day for day in days if day <= today],
            "future_days": [day for day in days if day > today],
            "amendment_count": stage.counted,
            "amendments_checked_at": stage.complete,
            "amendments_failed_at": stage.failed if is_newer else None,
        }
        vars(stage).update(found)
        stage.bill = bill
    return stages


@prepared
def _stages(bill: int) -> QuerySet[BillStage]:
    listed = Sitting.objects.filter(stage=OuterRef("pk"), is_listed=True).exclude(date=None)
    of_each = BillStage.objects.filter(pk=OuterRef("pk")).order_by().values("pk")
    asked = Q(runs__kind="amendments")
    rows = BillStage.objects.filter(bill=bill, is_listed=True).annotate(
        sittings_told=Rows(listed.order_by("date", "part", "sitting_id"), *names_of(Sitting)),
        counted=Subquery(of_each.annotate(n=Count("amendments")).values("n")),
        complete=Subquery(_last_reading(of_each, asked & Q(runs__is_complete=True))),
        failed=Subquery(_last_reading(of_each, asked & Q(runs__is_complete=False))),
    )
    return rows.order_by("sort_order", "pk")


def _last_reading(stages: QuerySet[Any], which: Q) -> QuerySet[Any]:
    return stages.annotate(at=Max("runs__finished_at", filter=which)).values("at")
