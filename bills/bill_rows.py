"""One page of the list of Bills: each Bill with where it stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from bills.gathered import to_read
from bills.models import Bill
from bills.prepared import filled, prepared
from bills.querysets import with_standing
from bills.standing import StageFacts, Standing, standing_of

BILLS_A_PAGE = 50
SHOWN = (
    *("id", "historic_key", "historic", "short_title", "former_short_title", "current_house", "introduced_session"),
    *("included_sessions", "is_act", "is_defeated", "withdrawn_on", "last_update", "is_fictional"),
    *("is_tracked", "stage_description", "stage_house", "stage_kind", "next_sitting"),
)
"""The columns of a Bill that the list shows, and what `with_standing` annotates."""


@dataclass(frozen=True, slots=True)
class Row:
    """A Bill in the list, with where it stands."""

    bill: Bill
    standing: Standing


def rows_of(ids: list[int], today: date, last_session: int | None) -> list[Row]:
    """The Bills with these ids, in this order, fifty at most. One query."""
    if not ids:
        return []
    found = {row[0]: to_read(Bill, SHOWN, row) for row in _shown(today, *filled(ids, BILLS_A_PAGE))}
    return [_row(found[pk], last_session) for pk in ids if pk in found]


@prepared
def _shown(today: date, *ids: int) -> QuerySet[Any, Any]:
    return with_standing(Bill.objects.filter(pk__in=ids).order_by(), today).values_list(*SHOWN)


def _row(bill: Any, last_session: int | None) -> Row:
    stage = StageFacts(
        description=bill.stage_description or "",
        house=bill.stage_house or "",
        kind_id=bill.stage_kind,
        next_sitting=bill.next_sitting,
    )
    return Row(bill, standing_of(bill, stage, last_session))
