"""What a visitor may want to know of the site itself: who can use it, what it keeps, on which terms to use it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bills.finished import finished


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return _page(request, "accessibility")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice."""
    return _page(request, "privacy")


@require_safe
def licence(request: HttpRequest) -> HttpResponse:
    """Under which terms what stands here may be used."""
    return _page(request, "licence")


def _page(request: HttpRequest, name: str) -> HttpResponse:
    context = {
        "contact": settings.SITE_CONTACT,
        "is_address": "@" in settings.SITE_CONTACT,
        "our_licence": settings.OUR_LICENCE,
        "our_licence_url": settings.OUR_LICENCE_URL,
    }
    return finished(request, render(request, f"tracker/about/{name}.html", context), ())
