"""One paper: its text as it reads today, who has answered it, what it cites that is superseded, and its history."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coalition.asked import whole_number
from coalition.looks import last_look, looked
from coalition.models import Briefing, BriefingAsk, BriefingVersion
from coalition.paper_story import story_of
from coalition.papers import read
from coalition.querysets import visible_to
from coalition.roles import Visitor, is_officer, members_only, organisation_of
from coalition.signoff import Row, counts_of, latest_version, roll, takes_answers
from coalition.stale import stale_references


def paper_for(user: Visitor, pk: int) -> Briefing:
    """The paper where this visitor may know of it; otherwise a missing page."""
    rows = visible_to(user, Briefing).select_related("bill", "stage", "theme", "lead", "owner")
    return get_object_or_404(rows, pk=pk)


def version_for(user: Visitor, paper: Briefing, number: str | None) -> BriefingVersion:
    """The version with this number where this visitor may read it, or the latest; otherwise a missing page."""
    if number:
        known = visible_to(user, BriefingVersion).filter(briefing=paper)
        wanted = known.filter(number=whole_number(number) or 0).first()
    else:
        wanted = latest_version(paper)
    if wanted is None:
        raise Http404
    wanted.briefing = paper
    return wanted


@members_only
@require_safe
def paper_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper; remembers that this person saw this version."""
    paper = paper_for(request.user, pk)
    version = latest_version(paper)
    if version:
        version.briefing = paper
    now = timezone.now()
    subject = f"briefing:{paper.pk}"
    look = last_look(request.user, subject)
    rows = roll(version, now) if version else []
    context = {
        "room": "briefings",
        "bill": paper.bill,
        "paper": paper,
        "version": version,
        "reading": read(version, request.user) if version else None,
        "answered": [row for row in rows if row.signoff],
        "silent": [row for row in rows if not row.signoff],
        "counts": counts_of(rows),
        "takes_answers": takes_answers(paper, now),
        "own": _own(rows, request.user),
        "stale": _stale(paper, request.user),
        "seen": int(look.detail) if look and look.detail.isdigit() and version and look.detail != str(version.number)
        else None,
        "asks": [row.ask for row in visible_to(request.user, BriefingAsk).filter(briefing=paper, is_listed=True)
                 .select_related("ask")],
        "history": story_of(paper, request.user),
        "now": now,
    }  # fmt: skip
    if version:
        looked(request.user, subject, str(version.number), look)
    return render(request, "coalition/papers/paper.html", context)


def _own(rows: list[Row], user: Visitor) -> Row | None:
    organisation = organisation_of(user)
    return next((row for row in rows if organisation and row.organisation.pk == organisation.pk), None)


def _stale(paper: Briefing, user: Visitor) -> list[Any]:
    """Members are told of Parliament's record alone: a clause may be of a text that they may not read."""
    found = stale_references([paper]).get(paper.pk, [])
    return found if is_officer(user) else [each for each in found if each.kind != "clause"]
