"""The front page: what is moving, what was decided, what is new, how fresh; in ten seconds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bills.finished import EVERY_BILL, finished
from tracker import front as news


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Six queries, whatever there is to tell."""
    today = timezone.localdate()
    coming, decided, divisions = (
        news.sittings_of_the_week(today),
        news.decided_lately(today),
        news.divisions_lately(today),
    )
    context = {
        "today": today,
        "coming": coming,
        "decided": decided,
        "decided_number": sum(each.number for each in decided),
        "divisions": divisions,
        "published": news.published_lately(),
        "fresh": news.freshness(),
        "stories": news.stories(),
    }
    return finished(request, render(request, "tracker/front.html", context), EVERY_BILL)
