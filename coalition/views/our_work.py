"""The page of an organisation's people: what needs it now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coalition.our_work import our_work_of
from coalition.roles import members_only, organisation_of


@members_only
@require_safe
def our_work(request: HttpRequest) -> HttpResponse:
    """For whoever speaks for an organisation; an officer without one is told so."""
    organisation, now = organisation_of(request.user), timezone.now()
    work = our_work_of(request.user, organisation, now) if organisation else None
    context = {"room": "our-work", "organisation": organisation, "work": work, "now": now}
    return render(request, "coalition/desk/our_work.html", context)
