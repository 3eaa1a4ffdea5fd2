"""A stage: its amendments in list order, filtered, today or as at a day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from amendments import stage_list
from amendments.filters import AmendmentFilter, ListForm
from amendments.history import end_of
from amendments.models import AmendmentPaper
from amendments.querysets import (
    amendments_of,
    check_of,
    divisions_of,
    list_in_force,
    papers_of,
    places_on,
    prints_of,
    stage_of,
)
from amendments.radar_kept import radar_kept
from amendments.stage_list import InOrder
from amendments.states import list_answer, stage_state
from amendments.views.addresses import only, trail_to, without
from amendments.wording import of_paper, paper_words
from bills.finished import finished
from bills.models import BillStage
from bills.prepared import one_or_404

LISTS_SHOWN = 8


@require_safe
def stage_page(request: HttpRequest, bill_pk: int, pk: int) -> HttpResponse:
    """The list of a stage. At most six queries, whatever its size; an unreadable date is named and ignored."""
    stage = one_or_404(stage_of(bill_pk, pk))
    form = ListForm(request.GET)
    form.is_valid()
    day: date | None = form.cleaned_data.get("at")
    moment = end_of(day) if day else None
    papers = papers_of(stage)
    paper = list_in_force(papers, moment)
    listed = _listed(request, stage, paper, moment, form.cleaned_data.get("order") or "list")
    state = stage_state(stage, check_of(stage), papers, total=listed["total"], moment=moment)
    lists = _lists(stage, papers)
    context = {
        "stage": stage,
        "has_prints": bool(prints_of(stage)),
        "radar": radar_kept(stage) if moment is None and not listed["filter"].is_active else None,
        "bill": stage.bill,
        "trail": trail_to(stage),
        "form": form,
        "day": day,
        "state": state,
        "answer": list_answer(state, paper, listed["counts"], unkept=listed["unkept"]),
        "order_words": stage_list.order_words(paper),
        "orders": _orders(papers, moment),
        "lists": lists[:LISTS_SHOWN],
        "older_lists": lists[LISTS_SHOWN:],
        "parliament_url": stage.parliament_url,
        "divisions": divisions_of(stage, moment),
        "today_url": without(request, "at", "page"),
        "unfiltered": only(request, "at", "order"),
        **listed,
    }
    return finished(request, render(request, "amendments/stage.html", context), [bill_pk])


def _listed(
    request: HttpRequest, stage: BillStage, paper: AmendmentPaper | None, moment: datetime | None, order: str
) -> dict[str, Any]:
    """The rows of the asked page with what the page says of the whole: totals by group, and the filters."""
    briefs, (places,) = stage_list.briefs_of(stage.pk, moment), places_on(paper)
    targets, decisions = stage_list.target_choices(briefs), stage_list.decision_choices(briefs)
    wanted = AmendmentFilter(
        request.GET, amendments_of(stage.pk, moment), targets=targets, decisions=decisions, moment=moment
    )
    everything = stage_list.in_order(briefs, places, order)
    ordered = _kept(everything, wanted) if wanted.is_active else everything
    page = stage_list.page_of(ordered, request.GET.get("page"))
    return {
        "filter": wanted,
        "total": len(briefs),
        "unkept": len(places.keys() - {brief.id for brief in briefs}),
        "found": len(ordered.briefs),
        "counts": everything.counts(),
        "page": page,
        "page_numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "rows": stage_list.OnePage(
            stage=stage.pk,
            version=stage.bill_version if moment is None else None,  # type: ignore[attr-defined]
            ids=tuple(brief.id for brief in page),
            groups=ordered.groups,
            places=places,
            moment=moment,
        ),
    }


def _kept(everything: InOrder, wanted: AmendmentFilter) -> InOrder:
    ids = set(wanted.qs.order_by().values_list("id", flat=True))
    return InOrder(tuple(brief for brief in everything.briefs if brief.id in ids), everything.groups)


def _orders(papers: list[AmendmentPaper], moment: datetime | None) -> dict[str, Any] | None:
    """The programme orders and motions of the newest paper that prints any."""
    for paper in papers:
        if paper.orders and (moment is None or paper.effective_at <= moment):
            return {"title": of_paper(paper), "orders": paper.orders}
    return None


@dataclass(frozen=True, slots=True)
class ListLine:
    """A dated list as the page names it, and where to see what changed since the one before of its source."""

    paper: AmendmentPaper
    words: str
    changes_url: str


def _lists(stage: BillStage, papers: list[AmendmentPaper]) -> list[ListLine]:
    compare = reverse("amendments:compare", args=[stage.bill_id, stage.pk])
    older: dict[str, AmendmentPaper] = {}
    lines = []
    for paper in reversed(papers):
        before = older.get(paper.source)
        url = f"{compare}?old={before.pk}&new={paper.pk}" if before else ""
        lines.append(ListLine(paper, paper_words(paper), url))
        older[paper.source] = paper
    return lines[::-1]
