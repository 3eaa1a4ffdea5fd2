"""The questions that the pages of Bills ask of the database; none of them is asked per row."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BooleanField, Count, Max, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bills.models import Bill, BillStage, Sitting
from bills.sessions import latest_session

BEFORE, ACT, FELL, OVER = "before", "act", "fell", "over"
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
    found = Bill.objects.aggregate(
        total=Count("pk"),
        tracked=Count("pk", filter=Q(tracking__is_active=True)),
        first_session=Min("introduced_session"),
        last_session=Max("introduced_session"),
    )
    return AllBills(**found)


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


def stages_with_counts(bill: Bill, today: date) -> list[BillStage]:
    """The Bill's stages in order with their sittings, in four queries however many there are.

    Each has `sitting_days` (Sitting rows), and their dates as `past_days` (today included) and `future_days`; and
    `amendment_count`, `amendments_checked_at` and `amendments_failed_at`: how many amendments are known, the last
    complete reading of them, and the last attempt where that came later and was not complete.
    """
    stages = _stages_with_sittings(bill)
    counts = dict(bill.stages.values_list("pk").annotate(Count("amendments")).order_by())
    readings = _readings_of_amendments(bill)
    for stage in stages:
        complete, failed = readings.get(stage.pk, (None, None))
        days = [sitting.date for sitting in vars(stage)["sitting_days"]]
        found = {
            "past_days": [day for day in days if day <= today],
            "future_days": [day for day in days if day > today],
            "amendment_count": counts.get(stage.pk, 0),
            "amendments_checked_at": complete,
            "amendments_failed_at": failed if failed and (complete is None or failed > complete) else None,
        }
        vars(stage).update(found)
        stage.bill = bill
    return stages


def _stages_with_sittings(bill: Bill) -> list[BillStage]:
    listed = Sitting.objects.filter(is_listed=True).exclude(date=None).order_by("date", "part", "sitting_id")
    days = Prefetch("sittings", queryset=listed, to_attr="sitting_days")
    return list(bill.stages.filter(is_listed=True).order_by("sort_order", "pk").prefetch_related(days))


def _readings_of_amendments(bill: Bill) -> dict[int, tuple[datetime | None, datetime | None]]:
    """By stage: when its amendments were last read completely, and when an attempt last was not complete."""
    asked = Q(runs__kind="amendments")
    rows = bill.stages.values_list("pk").annotate(
        complete=Max("runs__finished_at", filter=asked & Q(runs__is_complete=True)),
        failed=Max("runs__finished_at", filter=asked & Q(runs__is_complete=False)),
    )
    return {pk: (complete, failed) for pk, complete, failed in rows.order_by()}
