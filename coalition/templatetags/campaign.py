"""The way from a Bill's page to what the coalition asks on it: nothing where nothing is public."""

from datetime import datetime
from typing import Any

from django import template
from django.db.models import QuerySet
from django.utils import timezone

from bills.models import Bill
from bills.prepared import prepared
from coalition.models import Release
from coalition.querysets import in_force

register = template.Library()


@register.inclusion_tag("coalition/public/parts/link.html")
def campaign_link(bill: Bill) -> dict[str, Any]:
    """Whether anything is public on the Bill, and how many asks. One query."""
    public = set(_public(bill.pk, timezone.now()))
    asks = sum(kind == Release.Kind.ASK for kind, _ in public)
    return {"bill": bill, "is_public": bool(public), "asks": asks}


@prepared
def _public(bill: int, at: datetime) -> QuerySet[Any]:
    return in_force(at).filter(bill=bill).order_by().values_list("kind", "object_id")
