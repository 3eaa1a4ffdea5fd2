"""One Bill: where it stands, its course through both Houses, its documents, its story."""

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bills.finished import finished
from bills.models import Bill, BillStage, StageKind
from bills.publications import grouped
from bills.querysets import all_bills, stages_with_counts
from bills.river import Stop, river_of
from bills.sessions import last_session, session_name
from bills.standing import StageFacts, standing_of
from bills.story import story_of


@require_safe
def bill_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A Bill by our own id. The number of queries does not depend on how many stages or documents it has."""
    bill = get_object_or_404(Bill.objects.select_related("bill_type", "tracking"), pk=pk)
    today = timezone.localdate()
    stages = stages_with_counts(bill, today)
    facts = _stage_facts(bill, stages, today)
    publications = bill.publications.filter(is_listed=True).select_related("type")
    story = story_of(bill, stages)
    river = river_of([_stop(stage, bill) for stage in stages], today)
    context = {
        "bill": bill,
        "course": list(zip(stages, river.stations, strict=True)),
        "standing": standing_of(bill, facts, all_bills().last_session),
        "river": river,
        "session": session_name(last_session(bill.introduced_session, bill.included_sessions)),
        "groups": grouped(publications),
        "sponsors": bill.sponsors.filter(is_listed=True).select_related("member"),
        "prints": bill.prints.defer("tree", "problems"),
        "news": bill.news.filter(is_listed=True)[:5],
        "divisions": bill.divisions.filter(is_listed=True).order_by("date", "pk").defer("votes"),
        "story": story,
        "last_change": next(iter(story), None),
        "tracking": getattr(bill, "tracking", None),
        **(_historic(bill) if bill.historic_key else {}),
    }
    return finished(request, render(request, "bills/detail.html", context), [pk])


def _historic(bill: Bill) -> dict[str, Any]:
    """What only a historic record tells of its Bill."""
    steps = Count("steps", filter=Q(steps__is_listed=True))
    return {
        "chains": bill.chains.filter(is_listed=True).annotate(step_count=steps).order_by("order"),
        "named_prints": bill.named_prints.filter(is_listed=True),
        "provisions": bill.provision_paths.filter(is_listed=True),
        "related": bill.related_bills.filter(is_listed=True),
    }


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
