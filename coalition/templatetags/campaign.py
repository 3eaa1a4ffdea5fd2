"""The way from a Bill's page to what the coalition asks on it: nothing where nothing is public."""

from typing import Any

from django import template

from bills.models import Bill
from coalition.models import Release
from coalition.querysets import in_force

register = template.Library()


@register.inclusion_tag("coalition/public/parts/link.html")
def campaign_link(bill: Bill) -> dict[str, Any]:
    """How many asks are public on the Bill. One query."""
    return {
        "bill": bill,
        "asks": in_force().filter(bill=bill, kind=Release.Kind.ASK).values("object_id").distinct().count(),
    }
