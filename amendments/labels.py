"""The numbers an amendment carried: on every list, and as a strip in which equal neighbours are one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from amendments.models import Amendment, AmendmentPaper, Listing
from amendments.wording import paper_words
from bills.prepared import prepared


@dataclass(frozen=True, slots=True)
class Label:
    """A number and the lists on which it stood without a break: from the first to the last of them."""

    number: str
    first: datetime
    last: datetime
    lists: int
    is_undated: bool = False


def labels_of(amendment: Amendment, moment: datetime | None = None) -> dict[str, Any]:
    """`listings` newest first, each with its list in words, and the `labels` strip oldest first. One query."""
    found = _listings(amendment.pk)
    listings = [each for each in found if moment is None or each.paper.effective_at <= moment]
    return {
        "listings": [(listing, paper_words(listing.paper)) for listing in listings],
        "labels": strip_of(listings[::-1]),
    }


@prepared
def _listings(amendment: int) -> QuerySet[Listing]:
    found = Listing.objects.filter(amendment=amendment, paper__is_current=True).select_related("paper")
    return found.order_by("-paper__effective_at", "-paper_id")


def strip_of(listings: Sequence[Listing]) -> list[Label]:
    """Listings given oldest first, with runs of one number folded into one label."""
    strip: list[Label] = []
    for listing in listings:
        at = listing.paper.effective_at
        is_undated = listing.paper.source == AmendmentPaper.Source.HISTORIC and not listing.paper.published_on
        if strip and strip[-1].number == listing.number:
            strip[-1] = Label(listing.number, strip[-1].first, at, strip[-1].lists + 1)
        else:
            strip.append(Label(listing.number, at, at, 1, is_undated))
    return strip
