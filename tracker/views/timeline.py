"""The public timeline of a Bill, of an ask, of a clause of ours, and asks side by side. At most six queries each."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bills.finished import finished
from bills.models import Bill, StageKind
from coalition.clauses import clause_label
from coalition.models import Release
from coalition.public import GROUNDS, RELATIONS, RestsOn
from coalition.released import wordings_in
from tracker.timeline.asked import Asked, asked_of, shown
from tracker.timeline.drawing import drawn
from tracker.timeline.events import Event, Kind, as_at, folded
from tracker.timeline.kept import Timeline, timeline_of
from tracker.timeline.ours import AskTold, Ours, about_asks, ours_of, rewordings_of
from tracker.timeline.placing import place_of
from tracker.timeline.record import (
    Record,
    bill_with_check,
    record_about,
    releases_beside,
    releases_on,
)
from tracker.timeline.told import told

MOST_MOMENTS = 9
"""So many moments answer "what happened" at the top of an ask's page; the rest stands in the list beneath."""


@require_safe
def bill_timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that happened to a Bill."""
    found = timeline_of(pk)
    if found is None:
        raise Http404
    asks = [(ask.pk, ask.title) for ask in found.ours.asks]
    context = _context(request, found, found.events, _asked(request, found, found.ours), asks)
    context["trail"] = [("Bills", reverse("bills:list")), (found.bill.short_title, found.bill.get_absolute_url())]
    return finished(request, render(request, "tracker/timeline/bill.html", context), [pk])


@require_safe
def public_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """One ask: what was asked, what happened, when, by whom, with which vote, from which source."""
    releases = releases_beside(Release.Kind.ASK, pk)
    everything = ours_of(releases)
    ask = next((each for each in everything.asks if each.pk == pk), None)
    if ask is None:
        raise Http404
    bill, check = _bill(_bill_of(releases, Release.Kind.ASK, pk))
    record = record_about(bill, check, ask.amendments, ask.divisions)
    ours = about_asks(everything, [ask])
    events = _about(told(record, ours), ask.pk)
    asked = _asked(request, record, ours)
    known = as_at(events, asked.at)
    context = {
        **_context(request, record, events, asked, is_close=True),
        "ask": ask,
        "ours": ours,
        "latest": next((each for each in reversed(known) if each.kind == Kind.JUDGED), None),
        "moments": moments(known),
        "links": _links(ask, record, asked.at),
        "grounds": [(GROUNDS.get(each["kind"], each["kind"]), each) for each in ask.fields["grounds"]],
        "clauses": _clauses(ask, ours, {each.key for each in known}),
        "papers": [each for each in ours.papers if f"published-{each.object_id}" in {told.key for told in known}],
        "trail": _campaign_trail(bill),
    }
    return finished(request, render(request, "tracker/timeline/ask.html", context), [bill.pk])


@require_safe
def clause_timeline(request: HttpRequest, act_pk: int, pk: int) -> HttpResponse:
    """One clause of a text of ours: its words as released, the asks that rest on it, and what became of them."""
    releases = releases_beside(Release.Kind.ACT, act_pk)
    everything = ours_of(releases)
    act = next((each for each in everything.texts if each.object_id == act_pk), None)
    wording = wordings_in(act, [pk]).get(pk) if act else None
    if act is None or wording is None:
        raise Http404
    asks = [each for each in everything.asks if pk in each.fields["rests_on"]]
    ours = about_asks(everything, asks)
    ours = Ours(ours.asks, (act,), ours.papers, ours.about, ours.first, rewordings_of(releases, act_pk, pk))
    bill, check = _bill(act.bill_id)
    amendments = {each for ask in asks for each in ask.amendments}
    record = record_about(bill, check, amendments, {each for ask in asks for each in ask.divisions})
    asked = _asked(request, record, ours)
    context = {
        **_context(request, record, told(record, ours), asked, [(ask.pk, ask.title) for ask in asks], is_close=True),
        "act": act,
        "clause": wording,
        "label": clause_label(wording),
        "asks": asks,
        "trail": [*_campaign_trail(bill), (act.fields["title"], reverse("coalition:public-act", args=[act_pk]))],
    }
    return finished(request, render(request, "tracker/timeline/clause.html", context), [bill.pk])


@dataclass(frozen=True, slots=True)
class Compared:
    """One ask beside the others: at each stage what came of it there, and our latest judgement."""

    ask: AskTold
    cells: Sequence[Sequence[Event]]
    latest: Event | None


@require_safe
def compare_asks(request: HttpRequest, pk: int) -> HttpResponse:
    """The asks on a Bill against its stages, with the fate of each at each."""
    bill, check = _bill(pk)
    ours = ours_of(releases_on(pk))
    if not ours.asks:
        raise Http404
    amendments = {each for ask in ours.asks for each in ask.amendments}
    record = record_about(bill, check, amendments, {each for ask in ours.asks for each in ask.divisions})
    events = told(record, ours)
    asked = _asked(request, record, ours)
    known = as_at(events, asked.at)
    held = {each.stage for each in known if _is_fate(each) and each.asks}
    stages = [row for stage, row in record.course.stages.items() if stage in held]
    context = {
        **_context(request, record, events, asked),
        "ours": ours,
        "stages": stages,
        "rows": [_compared(ask, known, [row.pk for row in stages]) for ask in ours.asks],
        "trail": _campaign_trail(bill),
    }
    return finished(request, render(request, "tracker/timeline/compare.html", context), [pk])


def moments(events: Sequence[Event]) -> list[Event]:
    """What answers "what happened" at one look: votes and other decisions, and the section of the Act; in order.

    Where they are many, votes come before what was decided without one, and later ones before earlier ones. Each knows
    as `zoom` where the list beneath tells of it, or of the first of those that were folded.
    """
    told_of = folded(each._replace(zoom=f"#{each.key}") for each in events if _is_fate(each))
    if len(told_of) <= MOST_MOMENTS:
        return told_of
    weighty = sorted(
        range(len(told_of)), key=lambda at: (told_of[at].kind not in (Kind.DIVISION, Kind.PROVISION), -at)
    )
    return [told_of[at] for at in sorted(weighty[:MOST_MOMENTS])]


def _is_fate(event: Event) -> bool:
    """Whether it says what came of an attempt: a decision, or that none was found."""
    return event.kind in (Kind.DIVISION, Kind.DECIDED, Kind.PROVISION) or bool(event.outcome)


def _about(events: Sequence[Event], ask: int) -> list[Event]:
    """Of all events those of one ask, and what frames them: what went before the first House, and Royal Assent."""
    return [
        each
        for each in events
        if ask in each.asks
        or each.kind == Kind.ASSENT
        or (each.kind in (Kind.SITTING, Kind.STAGE) and each.house not in ("Commons", "Lords"))
    ]


def _compared(ask: AskTold, events: Sequence[Event], stages: Sequence[int]) -> Compared:
    own = [each for each in events if ask.pk in each.asks]
    fates = [each for each in own if _is_fate(each)]
    judged = [each for each in own if each.kind == Kind.JUDGED]
    cells = [folded(each for each in fates if each.stage == stage) for stage in stages]
    return Compared(ask, cells, judged[-1] if judged else None)


def _bill(pk: int | None) -> tuple[Bill, Any]:
    found = bill_with_check(pk) if pk else None
    if found is None:
        raise Http404
    return found


def _bill_of(releases: Sequence[Release], kind: str, pk: int) -> int | None:
    return next(each.bill_id for each in releases if (each.kind, each.object_id) == (kind, pk))


def _asked(request: HttpRequest, record: Record | Timeline, ours: Ours) -> Asked:
    return asked_of(
        request.GET,
        stages=record.course.stages.keys(),
        asks=[ask.pk for ask in ours.asks],
        today=timezone.localdate(),
    )


def _context(
    request: HttpRequest,
    record: Record | Timeline,
    events: Sequence[Event],
    asked: Asked,
    asks: Sequence[tuple[int, str]] = (),
    *,
    is_close: bool = False,
) -> dict[str, Any]:
    """What every timeline shows: the events asked for, drawn and listed, the choices, how to cite the page."""
    stages = record.course.stages
    found = shown(events, asked, stages=stages, asks=asks, page=request.GET.get("page"), is_close=is_close)
    today = timezone.localdate()
    return {
        "bill": record.bill,
        "check": record.check,
        "asked": asked,
        "form": asked.form,
        "shown": found,
        "page": found.page,
        "page_numbers": found.page_numbers,
        "drawing": drawn(found.events, {pk: place_of(row) for pk, row in stages.items()}),
        "today": today,
        "stage": stages.get(asked.stage or 0),
        "permalink": request.build_absolute_uri(request.path),
        "cite": request.build_absolute_uri(request.path + asked.address(at=asked.at or today)),
        "as_it_is": request.path + asked.address(at=None) if asked.is_narrowed else request.path,
    }


def _campaign_trail(bill: Bill) -> list[tuple[str, str]]:
    return [
        ("Campaigns", reverse("coalition:campaigns")),
        (bill.short_title, reverse("coalition:campaign", args=[bill.pk])),
    ]


def _clauses(ask: AskTold, ours: Ours, known: Set[str]) -> list[RestsOn]:
    """Of the clauses that an ask rests on, those that are public now, of texts that had come out by then."""
    found = []
    for text in ours.texts:
        if f"text-{text.object_id}" not in known:
            continue
        for pk, row in sorted(wordings_in(text, ask.fields["rests_on"]).items()):
            found.append(RestsOn(pk, text.object_id, text.fields["title"], clause_label(row), row.heading))
    return found


def _links(ask: AskTold, record: Record, at: date | None) -> list[Mapping[str, Any]]:
    """What of Parliament's carries the ask, and how, as the coalition says; in the order of the Bill's course.

    As at a day, nothing of a stage that had not begun; Royal Assent is the stage of the Act.
    """
    stages = record.course.stages
    begun = {pk for pk in stages if at is None or any(day <= at for day in record.course.days(pk))}
    is_act = at is None or any(stages[pk].kind_id_received == StageKind.ROYAL_ASSENT for pk in begun)
    order = {pk: place for place, pk in enumerate(record.course.stages)}
    found = []
    for each in ask.fields["links"]:
        amendment = record.amendments.get(each["amendment"])
        relation = RELATIONS.get(each["relation"], each["relation"])
        place = (0, order[amendment.stage_id], amendment.pk) if amendment else (1 if each["provision"] else 2, 0, 0)
        is_known = amendment.stage_id in begun if amendment else each["provision"] or (each["act_section"] and is_act)
        if is_known:
            found.append({**each, "amendment": amendment, "relation": relation, "place": place})
    return sorted(found, key=lambda each: each["place"])
