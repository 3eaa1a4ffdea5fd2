"""The way from a Bill's page to what the coalition asks on it: nothing where nothing is public."""

from typing import Any

from django import template

from bills.models import Bill
from coalition.models import Release
from coalition.querysets import in_force

register = template.Library()


@register.inclusion_tag("coalition/public/parts/link.html")
def campaign_link(bill: Bill) -> dict[str, Any]:
    """Whether anything is public on the Bill, and how many asks. One query."""
    public = set(in_force().filter(bill=bill).order_by().values_list("kind", "object_id"))
    asks = sum(kind == Release.Kind.ASK for kind, _ in public)
    return {"bill": bill, "is_public": bool(public), "asks": asks}
