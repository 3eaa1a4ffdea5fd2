"""Feeds: of a Bill, and of an ask that is public now. What is private or missing is one and the same missing page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from bills.finished import EVERY_BILL, finished
from bills.models import Bill
from coalition.models import Release
from coalition.querysets import released
from tracker.feeds.atom import atom_of
from tracker.feeds.entries import Told, told_of_ask, told_of_bill
from tracker.feeds.found import told_of_search
from tracker.feeds.json_feed import MEDIA_TYPE, json_of

FORMS = {"atom": (atom_of, Atom1Feed.content_type), "json": (json_of, MEDIA_TYPE)}


@require_safe
def bill_feed(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """What happens to a Bill, newest first."""
    told = told_of_bill(get_object_or_404(Bill, pk=pk))
    return finished(request, _written(request, told, f"bill-feed-{pk}", form), [pk])


@require_safe
def ask_feed(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """What becomes of an ask, newest first."""
    release = in_force_or_404(Release.Kind.ASK, pk)
    return finished(request, _written(request, told_of_ask(release), f"ask-feed-{pk}", form), EVERY_BILL)


@require_safe
def search_feed(request: HttpRequest, form: str) -> HttpResponse:
    """What a search finds, newest first; the same words and filters as on the page of the search."""
    key, told = told_of_search(request.GET)
    return finished(request, _written(request, told, key, form), EVERY_BILL)


def in_force_or_404(kind: Release.Kind, pk: int) -> Release:
    """What is public now of one thing, with its Bill."""
    release = released(kind, pk)
    if release is None:
        raise Http404
    return release


def _written(request: HttpRequest, told: Told, key: str, form: str) -> HttpResponse:
    write, media_type = FORMS[form]
    whole = request.build_absolute_uri
    return HttpResponse(write(told, key, whole(request.get_full_path()), whole), content_type=media_type)
