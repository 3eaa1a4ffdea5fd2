"""The public library."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bills.finished import EVERY_BILL, finished
from tracker.library import library_of

PAGE = 30


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Released papers, newest first."""
    found = library_of(request.GET)
    pages = Paginator(found.papers, PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {"library": found, "page": page, "page_numbers": pages.get_elided_page_range(page.number)}
    return finished(request, render(request, "tracker/library.html", context), EVERY_BILL)
