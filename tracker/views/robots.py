"""What search engines read first: the map of the site, and where not to go."""

from django.contrib.sitemaps import views
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from bills.finished import EVERY_BILL, finished
from tracker.sitemaps import SECTIONS

NOT_FOR_ROBOTS = ("/desk/", "/account/", "/sign-in/", "/welcome/", "/admin/", "/track/", "/follow/")
"""Addresses that show a robot nothing, or are one person's own."""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; the address of the map."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS), ""]
    lines += [f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return finished(request, HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"), ())


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of the map's parts."""
    return finished(request, views.index(request, SECTIONS, sitemap_url_name="sitemap-part").render(), EVERY_BILL)


@require_safe
def sitemap_part(request: HttpRequest, section: str) -> HttpResponse:
    """One part of the map: at most 5,000 addresses, `?p=2` the next."""
    return finished(request, views.sitemap(request, SECTIONS, section).render(), EVERY_BILL)
