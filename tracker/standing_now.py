"""Where a Bill stands today, for what shows it in few words: a card, a page inside another site."""

from datetime import date
from typing import Any

from django.http import Http404

from bills.models import Bill
from bills.querysets import with_highest_session, with_standing
from bills.standing import StageFacts, Standing, standing_of


def bill_standing(pk: int, today: date) -> tuple[Bill, Standing]:
    """The Bill and where it stands; Http404 where there is none. One query."""
    bill: Any = with_highest_session(with_standing(Bill.objects.filter(pk=pk), today)).first()
    if bill is None:
        raise Http404
    stage = StageFacts(
        description=bill.stage_description or "",
        house=bill.stage_house or "",
        kind_id=bill.stage_kind,
        next_sitting=bill.next_sitting,
    )
    return bill, standing_of(bill, stage, bill.highest_session)
