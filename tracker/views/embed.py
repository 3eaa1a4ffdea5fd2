"""Small pages for the frame of another site: the only ones that may stand in one. They hold no form and no script."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from bills.finished import EVERY_BILL, finished
from coalition.models import Release
from tracker.feeds.entries import told_of_bill
from tracker.standing_now import bill_standing
from tracker.views.feeds import in_force_or_404

LATEST = 5
View = Callable[..., HttpResponse]


def _for_frames(view: View) -> Any:
    """Any site may show it in a frame; no search engine lists it."""
    framed: Any = csp_replace({"frame-ancestors": ["*"], "script-src": [NONE]})(view)
    return xframe_options_exempt(framed)


@_for_frames
@require_safe
def bill(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a Bill stands, and what happened last."""
    found, standing = bill_standing(pk, timezone.localdate())
    context = {"bill": found, "standing": standing, "entries": told_of_bill(found).entries[:LATEST]}
    return _page(request, "tracker/embed/bill.html", context, [pk])


@_for_frames
@require_safe
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked, and our latest judgement."""
    release = in_force_or_404(Release.Kind.ASK, pk)
    outcomes = sorted(release.fields["outcomes"], key=lambda each: each["on"])
    latest = {**outcomes[-1], "day": date.fromisoformat(outcomes[-1]["on"])} if outcomes else None
    context = {"release": release, "bill": release.bill, "latest": latest}
    return _page(request, "tracker/embed/ask.html", context, EVERY_BILL)


def _page(request: HttpRequest, template: str, context: Mapping[str, object], shows: list[int] | None) -> HttpResponse:
    response = render(request, template, dict(context))
    response["X-Robots-Tag"] = "noindex"
    return finished(request, response, shows)
