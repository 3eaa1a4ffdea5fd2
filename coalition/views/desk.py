"""The policy officer's desk, and the explicit "Mark all as seen"."""

from datetime import UTC

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from coalition.desk import desk_of, mark_seen
from coalition.roles import officers_only


@officers_only
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What needs the officer today. Looking changes nothing: only the button says that it was seen."""
    everybodys = request.GET.get("all") == "1"
    found = desk_of(request.user, everybodys=everybodys)
    return render(request, "coalition/desk/desk.html", {"room": "desk", "desk": found, "everybodys": everybodys})


@officers_only
@require_POST
def desk_seen(request: HttpRequest) -> HttpResponse:
    """Marks as seen what the page showed when it was opened, and nothing that came after."""
    now = timezone.now()
    try:
        stated = parse_datetime(request.POST.get("at", ""))
        shown = stated.astimezone(UTC) if stated and timezone.is_aware(stated) else now
    except (ValueError, OverflowError):
        shown = now
    mark_seen(request.user, min(shown, now))
    messages.success(request, "Marked as seen. From now on the desk shows what changes after this.")
    return redirect("coalition:desk")
