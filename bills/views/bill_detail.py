"""One Bill: where it stands, its course through both Houses, its documents, its story."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bills.finished import finished
from bills.models import Bill, BillStage, StageKind
from bills.prepared import one_or_404, prepared
from bills.prints import with_the_one_before
from bills.publications import grouped
from bills.querysets import documents_of, stages_with_counts, with_documents, with_highest_session
from bills.river import Stop, river_of
from bills.sessions import last_session, session_name
from bills.standing import StageFacts, standing_of
from bills.story import story_of


@require_safe
def bill_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A Bill by our own id. At most six queries, however many stages or documents it has."""
    bill = one_or_404(_bills(pk))
    today = timezone.localdate()
    stages = stages_with_counts(bill, today)
    facts = _stage_facts(bill, stages, today)
    documents = documents_of(bill)
    story = story_of(bill, stages)
    river = river_of([_stop(stage, bill) for stage in stages], today)
    context = {
        **documents,
        "prints": with_the_one_before(documents["prints"]),
        "bill": bill,
        "course": list(zip(stages, river.stations, strict=True)),
        "standing": standing_of(bill, facts, vars(bill)["highest_session"]),
        "river": river,
        "session": session_name(last_session(bill.introduced_session, bill.included_sessions)),
        "groups": grouped(documents["publications"]),
        "story": story,
        "last_change": next(iter(story), None),
        "tracking": getattr(bill, "tracking", None),
        "chains": _chains(bill) if bill.historic_key else (),
    }
    return finished(request, render(request, "bills/detail.html", context), [pk])


@prepared
def _bills(pk: int) -> QuerySet[Bill]:
    """What the page reads of a Bill in one query."""
    rows = Bill.objects.filter(pk=pk).select_related("bill_type", "tracking")
    return with_documents(with_highest_session(rows))


def _chains(bill: Bill) -> Any:
    """What only a historic record tells of the attempts at one aim."""
    steps = Count("steps", filter=Q(steps__is_listed=True))
    return bill.chains.filter(is_listed=True).annotate(step_count=steps).order_by("order")


def _stage_facts(bill: Bill, stages: list[BillStage], today: date) -> StageFacts:
    current = next((stage for stage in stages if _is_current(stage, bill)), None)
    coming = sorted(day.date for stage in stages for day in _days(stage) if day.date >= today)
    assents = [
        day.date for stage in stages if stage.kind_id_received == StageKind.ROYAL_ASSENT for day in _days(stage)
    ]
    return StageFacts(
        description=current.description if current else "",
        house=current.house if current else "",
        kind_id=current.kind_id_received if current else None,
        next_sitting=next(iter(coming), None),
        royal_assent=next(iter(sorted(assents)), None),
    )


def _is_current(stage: BillStage, bill: Bill) -> bool:
    return stage.bill_stage_id is not None and stage.bill_stage_id == bill.current_stage_id_received


def _days(stage: Any) -> list[Any]:
    return stage.sitting_days


def _stop(stage: BillStage, bill: Bill) -> Stop:
    return Stop(
        name=stage.description,
        house=stage.house,
        days=[sitting.date for sitting in _days(stage)],
        href=stage.get_absolute_url() if stage.is_amendable else "",
        is_current=_is_current(stage, bill),
    )
