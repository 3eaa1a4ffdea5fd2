"""The asks: one list, with the gaps; and one ask with all that bears on it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from coalition.ask_story import story_of
from coalition.asks import lines_of
from coalition.clauses import clause_label, current_wordings
from coalition.comparison import compared
from coalition.forms.asks import AsksFilter
from coalition.link_words import lines_of as link_lines
from coalition.link_words import with_names
from coalition.models import Ask, Assurance, BriefingAsk, ClauseLink, ClauseWording, Theme
from coalition.querysets import history_visible_to, released, visible_to
from coalition.roles import Visitor, members_only

MOST_HISTORY = 40


def ask_for(user: Visitor, pk: int) -> Ask:
    """The ask where this visitor may know of it; otherwise a missing page."""
    return get_object_or_404(visible_to(user, Ask).select_related("bill", "theme", "lead", "officer", "owner"), pk=pk)


@members_only
@require_safe
def ask_list(request: HttpRequest) -> HttpResponse:
    """Every ask that the visitor may see, by Bill and group. The same number of queries for three and for sixty."""
    seen = visible_to(request.user, Ask)
    form = AsksFilter(request.GET, **_choices(seen))
    wanted = form.wanted()
    asks = seen.filter(**wanted).select_related("bill", "theme", "lead")
    lines = lines_of(request.user, asks.order_by("bill__short_title", "group", "order", "pk"))
    gaps = sum(line.is_gap for line in lines)
    context = {
        "room": "asks",
        "form": form,
        "is_filtered": bool(wanted),
        "lines": lines,
        "gaps": gaps,
        "themes": Theme.objects.all(),
    }
    return render(request, "coalition/asks/list.html", context)


def _choices(seen: Any) -> dict[str, list[tuple[int, str]]]:
    """The Bills and lead organisations of the asks that the visitor may see; no other name is told. One query."""
    wanted = ("bill__pk", "bill__short_title", "lead__pk", "lead__short_name", "lead__name")
    rows = list(seen.order_by("bill__short_title", "lead__name").values_list(*wanted).distinct())
    leads = {pk: short_name or name for _, _, pk, short_name, name in rows if pk}
    return {
        "bills": list({pk: title for pk, title, *_ in rows}.items()),
        "leads": sorted(leads.items(), key=lambda each: each[1].casefold()),
    }


@members_only
@require_safe
def ask_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One ask: what we want, what it rests on, our judgements beside Parliament's decisions, papers, history."""
    ask = ask_for(request.user, pk)
    links = link_lines(with_names(visible_to(request.user, ClauseLink).filter(ask=ask)).exclude(state="rejected"))
    outcomes = ask.outcomes.filter(is_listed=True).select_related("amendment__stage__bill", "division", "stage")
    carrying = [each.link.amendment for each in links if each.link.state == "confirmed" and each.link.amendment]
    clauses = current_wordings(
        visible_to(request.user, ClauseWording).filter(clause__asks__ask=ask, clause__asks__is_listed=True)
    )
    papers = visible_to(request.user, BriefingAsk).filter(ask=ask, is_listed=True).select_related("briefing")
    context = {
        "room": "asks",
        "ask": ask,
        "line": lines_of(request.user, [ask])[0],
        "links": sorted(links, key=_course),
        "story": story_of(outcomes, carrying),
        "taken_back": ask.outcomes.filter(is_listed=False),
        "clauses": [(row, clause_label(row)) for row in clauses],
        "grounds": ask.grounds.filter(is_listed=True),
        "papers": [row.briefing for row in papers],
        "assurances": visible_to(request.user, Assurance).filter(ask=ask),
        "release": released("ask", ask.pk),  # type: ignore[arg-type]
        "history": _history(request.user, ask),
    }
    return render(request, "coalition/asks/page.html", context)


def _course(line: Any) -> tuple[int, int, int]:
    """Amendments in the order of the Bill's course, then provisions, then the Act."""
    amendment = line.link.amendment
    if amendment is not None:
        return 0, amendment.stage.sort_order, amendment.pk
    return (1 if line.link.provision else 2), 0, line.link.pk


def _history(user: Visitor, ask: Ask) -> list[tuple[Any, Any]]:
    """The newest changes with the redline of the words of each, where they changed."""
    rows = list(
        history_visible_to(user, ask).select_related("history_user__person").order_by("-history_id")[:MOST_HISTORY]
    )
    older = [*rows[1:], None]
    return [
        (row, compared((old.title, old.summary), (row.title, row.summary)) if old and _reworded(old, row) else None)
        for row, old in zip(rows, older, strict=True)
    ]


def _reworded(old: Any, new: Any) -> bool:
    return (old.title, old.summary) != (new.title, new.summary)
