"""The list of Bills: search, filters, order, pages."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bills.bill_rows import BILLS_A_PAGE, rows_of
from bills.finished import EVERY_BILL, finished
from bills.forms import BillFilterForm
from bills.models import Bill
from bills.querysets import AllBills, all_bills, in_state, titled


class KnownCount(Paginator):
    """A paginator that is told how many there are."""

    def __init__(self, ids: Sequence[int] | QuerySet[Any, int], size: int, count: int) -> None:
        super().__init__(ids, size)
        vars(self)["count"] = count


@require_safe
def bill_list(request: HttpRequest) -> HttpResponse:
    """Bills, fifty a page, in as many queries for any number. A filter that makes no sense is ignored and said."""
    known = all_bills()
    form = BillFilterForm(request.GET, known)
    asked = form.asked
    found = _ordered(_filtered(asked, known), form.cleaned_data.get("sort"), historic_first=not asked)
    page = _pages(found.values_list("pk", flat=True), None if asked else known.total).get_page(request.GET.get("page"))
    context = {
        "known": known,
        "form": form,
        "asked": asked,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "rows": rows_of(list(page), timezone.localdate(), known.last_session),
    }
    return finished(request, render(request, "bills/list.html", context), EVERY_BILL)


def _pages(ids: QuerySet[Any, int], known: int | None) -> KnownCount:
    """The pages of a list. Where nobody knows how long it is, all its ids are read: to count would be a query more."""
    if known is not None:
        return KnownCount(ids, BILLS_A_PAGE, known)
    found = list(ids)
    return KnownCount(found, BILLS_A_PAGE, len(found))


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
    if order == "title":
        return bills.order_by("short_title", "pk")
    first = [F("historic_key").asc(nulls_last=True)] if historic_first else []
    return bills.order_by(*first, F("last_update").desc(nulls_last=True), "short_title", "pk")
