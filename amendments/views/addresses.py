"""Addresses of the present page with one thing changed: the next page, the same list unfiltered, today."""

from django.http import HttpRequest


def without(request: HttpRequest, *names: str) -> str:
    """The present address without these parameters."""
    kept = request.GET.copy()
    for name in names:
        kept.pop(name, None)
    return f"{request.path}?{kept.urlencode()}" if kept else request.path


def up_to_page_number(request: HttpRequest) -> str:
    """The present address, ready for a page number to be put at its end."""
    address = without(request, "page")
    return f"{address}{'&' if '?' in address else '?'}page="


def only(request: HttpRequest, *names: str) -> str:
    """The present address with nothing but these parameters."""
    return without(request, *(name for name in request.GET if name not in names))
