"""Calendars that a diary program reads."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from bills.finished import EVERY_BILL, finished
from bills.models import Bill

MEDIA_TYPE = "text/calendar; charset=utf-8"


@require_safe
def sittings(request: HttpRequest, pk: int) -> HttpResponse:
    """A Bill's sittings, past and to come."""
    from tracker.calendars import bill_calendar  # icalendar is 9 MB in every process: only when asked for

    bill = get_object_or_404(Bill, pk=pk)
    made = bill_calendar(bill, request.build_absolute_uri, timezone.localdate())
    return finished(request, _sent(made, f"bill-{pk}-sittings.ics"), [pk])


@require_safe
def ours(request: HttpRequest) -> HttpResponse:
    """What the coalition published, and when its Bills sit."""
    from tracker.calendars import our_calendar  # as above

    made = our_calendar(request.build_absolute_uri, timezone.localdate())
    return finished(request, _sent(made, "coalition.ics"), EVERY_BILL)


def _sent(made: bytes, name: str) -> HttpResponse:
    return HttpResponse(made, content_type=MEDIA_TYPE, headers={"Content-Disposition": f'inline; filename="{name}"'})
