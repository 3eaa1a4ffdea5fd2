"""The library: briefings, reports, evidence and letters, found by theme, Bill, stage, ask and kind."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coalition.forms.briefings import LibraryForm
from coalition.models import Briefing
from coalition.querysets import visible_to
from coalition.roles import is_officer, members_only
from coalition.signoff import takes_answers, with_latest
from coalition.stale import stale_references

PAGE = 50


@members_only
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Papers that the visitor may read, newest first; officers see how many of each one's citations are superseded."""
    form = LibraryForm(request.GET or None, user=request.user)
    wanted = form.cleaned_data if form.is_valid() else {}
    papers = with_latest(_filtered(visible_to(request.user, Briefing), wanted))
    pages = Paginator(papers.select_related("bill", "stage", "theme", "lead"), PAGE)
    page = pages.get_page(request.GET.get("page"))
    stale = stale_references(page.object_list) if is_officer(request.user) else {}
    now = timezone.now()
    context = {
        "room": "briefings",
        "form": form,
        "page": page,
        "page_numbers": pages.get_elided_page_range(page.number),
        "rows": [(paper, takes_answers(paper, now), len(stale.get(paper.pk, ()))) for paper in page.object_list],
        "is_filtered": any(wanted.values()),
        "total": pages.count,
    }
    return render(request, "coalition/papers/library.html", context)


def _filtered(papers: Any, wanted: dict[str, Any]) -> Any:
    if wanted.get("q"):
        papers = papers.filter(title__icontains=wanted["q"])
    if wanted.get("ask"):
        papers = papers.filter(about__ask=wanted["ask"], about__is_listed=True)
    for name in ("kind", "theme", "bill", "stage"):
        if wanted.get(name):
            papers = papers.filter(**{name: wanted[name]})
    return papers.filter(archived_at__isnull=not wanted.get("archived"))
