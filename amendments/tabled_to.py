"""Which print an amendment was tabled to: the only one in which its page and line mean anything (design law 6)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from amendments.history import LONDON
from amendments.models import Amendment, AmendmentPaper, Listing
from bills.models import BillPrint, BillStage, Sitting
from bills.prepared import prepared

_NUMBER = re.compile(r"(HL\s*)?(?:Bill\s*)?(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TabledTo:
    """The print, or in plain words why it cannot be told; exactly one of the two is filled."""

    printed: BillPrint | None = None
    why_not: str = ""


def print_number(words: str) -> str:
    """ "Bill 41" or "HL Bill 89" for a number as printed, whatever stands after it; "" where it holds none."""
    found = _NUMBER.search(words)
    return f"{'HL ' if found[1] else ''}Bill {found[2]}" if found else ""


def tabled_to(
    amendment: Amendment, stage: BillStage, prints: Sequence[BillPrint], papers: Sequence[AmendmentPaper]
) -> TabledTo:
    """The print of one amendment. Two queries at most, and mostly none; see `tabled_to_among`."""
    return tabled_to_among([amendment], stage, prints, papers)[amendment.pk]


def tabled_to_among(
    amendments: Sequence[Amendment], stage: BillStage, prints: Sequence[BillPrint], papers: Sequence[AmendmentPaper]
) -> Mapping[int, TabledTo]:
    """The print of each amendment of a stage, by its id.

    A paper says itself to which print its pages and lines belong; the newest that holds the amendment counts. Where no
    paper says so, it is the newest print of the stage's House that was out when the stage first sat (before that: when
    its first paper came out). Nothing is chosen where two prints fit. `papers` are the stage's, newest first. No query
    where the papers of the stage name one print, else one.
    """
    stated = {paper.pk: print_number(paper.print_number) for paper in papers if print_number(paper.print_number)}
    numbers = set(stated.values())
    if not numbers:
        by_date = _by_date(stage, prints, papers)
        return {each.pk: by_date for each in amendments}
    if len(numbers) == 1:
        named = _named(numbers.pop(), prints)
        return {each.pk: named for each in amendments}
    newest = _newest_listing(amendments, stated)
    return {each.pk: _named(newest.get(each.pk, ""), prints) for each in amendments}


def _newest_listing(amendments: Sequence[Amendment], stated: Mapping[int, str]) -> dict[int, str]:
    rows = Listing.objects.filter(amendment__in=[each.pk for each in amendments], paper__in=list(stated))
    return {pk: stated[paper] for pk, paper in rows.order_by("paper__effective_at").values_list("amendment", "paper")}


def _named(number: str, prints: Sequence[BillPrint]) -> TabledTo:
    if not number:
        return TabledTo(
            why_not="The lists of this stage belong to different prints, and none that holds it says which."
        )
    found = [each for each in prints if print_number(each.print_number) == number]
    if len(found) == 1:
        return TabledTo(found[0])
    if found:
        return TabledTo(why_not=f"Its list belongs to {number}, and {len(found)} prints here bear that number.")
    return TabledTo(why_not=f"It was tabled to {number}, and the words of that print have not been read here.")


def _by_date(stage: BillStage, prints: Sequence[BillPrint], papers: Sequence[AmendmentPaper]) -> TabledTo:
    own = [each for each in prints if each.house == stage.house]
    if not own:
        return TabledTo(why_not=f"No print of the House of {stage.house} has been read here.")
    day = _first_day(stage, papers)
    if day is None or any(each.published_on is None for each in own):
        return TabledTo(why_not="It cannot be told which print was current when it was tabled.")
    out = [each for each in own if each.published_on and each.published_on <= day]
    if not out:
        return TabledTo(
            why_not=f"No print that was out by {day:%-d %B %Y}, when this stage began, has been read here."
        )
    newest = [each for each in out if each.published_on == out[-1].published_on]
    if len(newest) > 1:
        return TabledTo(why_not="Two prints came out on the same day, and it cannot be told which of them is meant.")
    return TabledTo(newest[0])


def _first_day(stage: BillStage, papers: Sequence[AmendmentPaper]) -> date | None:
    """The day on which the stage first sat or will sit; failing that, that of its first paper."""
    first = next(iter(_first_sitting(stage.pk)), None)
    printed = [
        paper.published_on or paper.effective_at.astimezone(LONDON).date()
        for paper in papers
        if paper.source == AmendmentPaper.Source.PAPER
    ]
    return first or min(printed, default=None)


@prepared
def _first_sitting(stage: int) -> QuerySet[Sitting, Any]:
    listed = Sitting.objects.filter(stage=stage, is_listed=True).exclude(date=None)
    return listed.order_by("date", "pk").values_list("date", flat=True)[:1]
