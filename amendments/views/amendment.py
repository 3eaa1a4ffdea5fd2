"""One amendment: as printed, who is behind it, what became of it, and everything that changed."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amendments import wording
from amendments.chains import chains_with
from amendments.decisions import decision
from amendments.disputes import disputes_of
from amendments.filters import DayForm
from amendments.history import Standing, amendment_as_at, end_of
from amendments.interpret import interpret
from amendments.labels import labels_of
from amendments.models import Amendment, AmendmentPaper
from amendments.querysets import amendment_with_all, check_of, divisions_of, papers_of, prints_of, standing_names
from amendments.radar import newest_place
from amendments.states import stage_state
from amendments.story import Entry, story_of
from amendments.tabled import tabled_of
from amendments.views.addresses import trail_to, without
from bills.finished import finished
from bills.models import BillPrint
from bills.prepared import one_or_404

NOT_KNOWN = "Nothing was known of this amendment at that time."
NOT_KEPT = (
    "This amendment stood on a list by then, but that list was brought in after newer ones, so how the amendment read "
    "has not been kept."
)


@require_safe
def amendment_page(request: HttpRequest, bill_pk: int, pk: int) -> HttpResponse:
    """An amendment today, or as at the end of a day. Before any source spoke of it the page says so.

    At most six queries, however long its story.
    """
    amendment = one_or_404(amendment_with_all(bill_pk, pk))
    form = DayForm(request.GET)
    form.is_valid()
    day = form.cleaned_data.get("at")
    moment = end_of(day) if day else None
    papers, prints = papers_of(amendment), prints_of(amendment)
    story = story_of(amendment, papers)
    labels = labels_of(amendment, moment)
    context = {
        "bill": amendment.stage.bill,
        "trail": trail_to(amendment.stage, with_stage=True),
        "stage": amendment.stage,
        "current": amendment,
        "form": form,
        "day": day,
        "state": stage_state(amendment.stage, check_of(amendment), papers, total=1),
        "today_url": without(request, "at"),
        "permalink": request.build_absolute_uri(amendment.get_absolute_url()),
        "parliament_url": wording.parliament_url(amendment),
        "chains": chains_with(amendment) if amendment.historic_key else (),
        **_with_it(amendment, prints, papers, moment),
        "divisions": divisions_of(amendment, moment),
        **_as_it_stood(_standing(amendment, moment), was_listed=bool(labels["listings"])),
        **_told(story, moment),
        **labels,
    }
    return finished(request, render(request, "amendments/detail.html", context), [bill_pk])


def _with_it(
    amendment: Amendment, prints: list[BillPrint], papers: list[AmendmentPaper], moment: datetime | None
) -> dict[str, Any]:
    """The text with it, in the print it was tabled to, and where its target stands in the newest print."""
    if not prints or moment is not None:
        return {"interpreted": None}
    found = interpret(amendment, amendment.stage, prints, papers)
    now = newest_place(found.printed, tabled_of(amendment), prints) if found.printed else ""
    return {"interpreted": found, "newest_place": now}


def _standing(amendment: Amendment, moment: datetime | None) -> Standing | None:
    if moment is None:
        return Standing(amendment, standing_names(amendment))
    stood = amendment_as_at(amendment, moment)
    if stood:
        stood.amendment.stage, stood.amendment.bill = amendment.stage, amendment.stage.bill
    return stood


def _as_it_stood(standing: Standing | None, *, was_listed: bool) -> dict[str, Any]:
    if standing is None:
        return {"amendment": None, "title": "Amendment", "answer": NOT_KEPT if was_listed else NOT_KNOWN}
    amendment = standing.amendment
    return {
        "amendment": amendment,
        "names": standing.names,
        "title": wording.title_of(amendment),
        "target": wording.target_words(amendment),
        "answer": _answer(amendment, wording.movers(standing.names)),
        "disputes": disputes_of(amendment),
        "sources": " and ".join(wording.sources_of(amendment)),
        "statement": [line for line in amendment.statement.splitlines() if line.strip()],
    }


def _answer(amendment: Amendment, movers: str) -> str:
    """Who wants what, and what became of it, in two short sentences."""
    who = movers or "Somebody whom no source names"
    known = decision(amendment.decision)
    fate = known.plain or f"Parliament’s word for what became of it: {known.official}"
    if amendment.historic_key and not amendment.decision:
        fate = "What became of it was not found in our sources"
    return f"{who} would {wording.purpose(amendment)}. {fate}."


def _told(story: list[Entry], moment: datetime | None) -> dict[str, Any]:
    """The story up to the moment; entries of marks and record-keeping only are shown apart."""
    told = [entry for entry in story if moment is None or entry.at <= moment]
    return {
        "story": [entry for entry in told if not entry.is_quiet],
        "quiet": [entry for entry in told if entry.is_quiet],
        "later": len(story) - len(told),
        "last": next((entry for entry in told if not entry.is_quiet), None),
        "names_gone": _gone(told),
    }


def _gone(told: list[Entry]) -> list[tuple[str, Entry]]:
    """Names that once stood on it and no longer do, with the entry in which each went."""
    found: dict[str, Entry] = {}
    for entry in reversed(told):
        for name in entry.gone:
            found[name] = entry
        for name in entry.came:
            found.pop(name, None)
    return list(found.items())
