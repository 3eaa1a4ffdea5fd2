"""The coalition's own view inside pages of Parliament's record. Nothing at all for strangers."""

from collections.abc import Collection
from typing import Any

from django import template

from amendments.models import Amendment
from coalition import our_view as view
from coalition.roles import is_officer

register = template.Library()


@register.inclusion_tag("coalition/links/our_view.html", takes_context=True)
def our_view(context: template.Context, amendment: Amendment) -> dict[str, Any]:
    """Positions, links, papers and likely earlier forms of an amendment, for people of the coalition."""
    request = context.get("request")
    found = view.our_view_of(request.user, amendment) if request else None
    is_one = bool(found) and is_officer(request.user)  # type: ignore[union-attr]
    return {"found": found, "amendment": amendment, "is_officer": is_one}


@register.simple_tag(takes_context=True)
def our_marks(context: template.Context, amendments: Collection[int]) -> dict[int, str]:
    """The marks of amendments by their id: one query for all of them."""
    request = context.get("request")
    return view.ours_among(request.user, list(amendments)) if request else {}
