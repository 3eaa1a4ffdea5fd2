"""When we last checked with Parliament, for any page: one query each, shown by components/checked.html."""

from collections.abc import Sequence

from django import template
from django.db.models import Q, QuerySet

from amendments.querysets import Check
from bills.models import Bill
from bills.prepared import prepared
from scrapers.models import FetchRun

register = template.Library()


@register.inclusion_tag("components/checked.html")
def list_checked() -> dict[str, object]:
    """When Parliament's list of Bills was last read completely, and whether the last attempt failed."""
    return {"check": _check(_of_list()), "what": "list of Bills"}


@register.inclusion_tag("components/checked.html")
def bill_checked(bill: Bill) -> dict[str, object]:
    """When this Bill, with its stages and documents, was last read completely, and whether the last attempt failed."""
    return {"check": _check(_of_bill(bill.pk)), "what": "record of this Bill", "is_fictional": bill.is_fictional}


def check_of(runs: QuerySet[FetchRun]) -> Check:
    """The latest finished reading and the latest complete one, of whatever was read. One query."""
    return _check(list(_ended(runs)))


@prepared
def _of_list() -> QuerySet[FetchRun]:
    return _ended(FetchRun.objects.filter(kind=FetchRun.Kind.BILLS))


@prepared
def _of_bill(bill: int) -> QuerySet[FetchRun]:
    return _ended(FetchRun.objects.filter(bill=bill, kind=FetchRun.Kind.BILL))


def _ended(runs: QuerySet[FetchRun]) -> QuerySet[FetchRun]:
    ended = runs.filter(finished_at__isnull=False).order_by("-started_at", "-id")
    latest, complete = ended.values("pk")[:1], ended.filter(is_complete=True).values("pk")[:1]
    return ended.filter(Q(pk__in=latest) | Q(pk__in=complete))


def _check(found: Sequence[FetchRun]) -> Check:
    good = next((run for run in found if run.is_complete), None)
    failed = found[0] if found and not found[0].is_complete else None
    return Check(
        complete_at=good.finished_at if good else None,
        expected=good.expected if good else None,
        failed_at=failed.finished_at if failed else None,
        problem=failed.problem if failed else "",
    )
