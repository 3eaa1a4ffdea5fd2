"""Open data for people: what the API holds and how to ask it, what there is to download, what each column means."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bills.finished import finished
from tracker.api.asked import MOST, USUAL
from tracker.open_data import licence, released
from tracker.open_data.tables import PARLIAMENT


@require_safe
def api_page(request: HttpRequest) -> HttpResponse:
    """The API in plain English: lists, examples, limits, licence. No query beyond the reader's own session."""
    context = {
        "lists": [table for table in PARLIAMENT if table.has_answers],
        "ours": released.RELEASED,
        "limit": settings.API_REQUESTS_PER_MINUTE,
        "usual": USUAL,
        "most": MOST,
        "licence": licence,
        "site": request.build_absolute_uri("/").rstrip("/"),
    }
    return finished(request, render(request, "tracker/open_data/api.html", context), ())
