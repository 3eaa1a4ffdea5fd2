"""The glossary: Parliament's words in plain English, and the words for decisions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amendments.decisions import KNOWN
from bills.finished import finished
from tracker.glossary import glossary


@require_safe
def glossary_page(request: HttpRequest) -> HttpResponse:
    """Every term once, with an anchor; no query beyond the reader's own session."""
    return finished(request, render(request, "tracker/glossary.html", {"groups": glossary(), "decisions": KNOWN}), ())
