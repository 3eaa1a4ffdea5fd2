"""Where a Bill stands today, for what shows it in few words: a card, a page inside another site."""

from datetime import date
from typing import Any

from django.db.models import Subquery
from django.http import Http404

from bills.models import Bill
from bills.querysets import with_standing
from bills.standing import StageFacts, Standing, standing_of


def bill_standing(pk: int, today: date) -> tuple[Bill, Standing]:
    """The Bill and where it stands; Http404 where there is none. One query."""
    sessions = Bill.objects.filter(introduced_session__isnull=False).order_by("-introduced_session")
    rows = with_standing(Bill.objects.filter(pk=pk), today)
    bill: Any = rows.annotate(last_session=Subquery(sessions.values("introduced_session")[:1])).first()
    if bill is None:
        raise Http404
    stage = StageFacts(
        description=bill.stage_description or "",
        house=bill.stage_house or "",
        kind_id=bill.stage_kind,
        next_sitting=bill.next_sitting,
    )
    return bill, standing_of(bill, stage, bill.last_session)
