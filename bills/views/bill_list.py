"""The list of Bills: search, filters, order, pages."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bills.finished import EVERY_BILL, finished
from bills.forms import BillFilterForm
from bills.models import Bill
from bills.querysets import AllBills, all_bills, in_state, titled, with_standing
from bills.standing import StageFacts, Standing, standing_of

BILLS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A Bill in the list, with where it stands."""

    bill: Bill
    standing: Standing


class KnownCount(Paginator):
    """A paginator that is told how many rows there are, where that is known already."""

    def __init__(self, rows: QuerySet[Bill], size: int, count: int | None) -> None:
        super().__init__(rows, size)
        if count is not None:
            vars(self)["count"] = count


@require_safe
def bill_list(request: HttpRequest) -> HttpResponse:
    """Bills, fifty a page, in as many queries for any number. A filter that makes no sense is ignored and said."""
    known = all_bills()
    form = BillFilterForm(request.GET, known)
    asked = form.asked
    found = _ordered(_filtered(asked, known), form.cleaned_data.get("sort"), historic_first=not asked)
    page = KnownCount(found, BILLS_A_PAGE, None if asked else known.total).get_page(request.GET.get("page"))
    context = {
        "known": known,
        "form": form,
        "asked": asked,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "rows": [_row(bill, known) for bill in page],
    }
    return finished(request, render(request, "bills/list.html", context), EVERY_BILL)


def _filtered(asked: dict[str, Any], known: AllBills) -> QuerySet[Bill]:
    found = Bill.objects.all()
    if "q" in asked:
        found = titled(found, asked["q"])
    if "house" in asked:
        found = found.filter(current_house=asked["house"])
    if "state" in asked:
        found = in_state(found, asked["state"], known.last_session)
    if "session" in asked:
        found = found.filter(introduced_session=asked["session"])
    if "tracked" in asked:
        found = found.filter(tracking__is_active=True)
    return found


def _ordered(bills: QuerySet[Bill], order: str | None, *, historic_first: bool) -> QuerySet[Bill]:
    """By title or latest update. Bills told whole from a historic record lead a list that nobody narrowed."""
    listed = with_standing(bills, timezone.localdate())
    if order == "title":
        return listed.order_by("short_title", "pk")
    first = [F("historic_key").asc(nulls_last=True)] if historic_first else []
    return listed.order_by(*first, F("last_update").desc(nulls_last=True), "short_title", "pk")


def _row(bill: Any, known: AllBills) -> Row:
    stage = StageFacts(
        description=bill.stage_description or "",
        house=bill.stage_house or "",
        kind_id=bill.stage_kind,
        next_sitting=bill.next_sitting,
    )
    return Row(bill, standing_of(bill, stage, known.last_session))
