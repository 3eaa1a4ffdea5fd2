"""The page of one reference text, clause by clause; issuing its draft; and arranging its clauses."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from coalition.act_editing import NotPossible, TextConflict, issue_draft, move_clause, order_hash, possible_moves
from coalition.act_page import act_page
from coalition.asked import whole_number
from coalition.forms.acts import IssueForm
from coalition.models import AlternativeAct, AlternativeClause
from coalition.querysets import visible_to
from coalition.roles import members_only, officers_only

DIRECTIONS = {
    "up": "Up",
    "down": "Down",
    "in": "Make it a part of the clause before",
    "out": "Move it out of its clause",
}


@members_only
@require_safe
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """A version of the text (the newest, or ?version=2) with what stands for each clause and what carries it."""
    found = get_object_or_404(visible_to(request.user, AlternativeAct).select_related("bill", "owner"), pk=pk)
    page = act_page(request.user, found, whole_number(request.GET.get("version", "")))
    if page is None:
        raise Http404
    return render(request, "coalition/acts/act.html", {"page": page, **_around(found)})


@officers_only
def issue_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the draft as the person saw it."""
    found = get_object_or_404(visible_to(request.user, AlternativeAct).select_related("bill"), pk=pk)
    page = act_page(request.user, found)
    draft = page.version if page and page.is_draft else None
    form = IssueForm(
        request.POST or None,
        initial={"seen": page.text_hash if page else "", "name": draft.name if draft else ""},
    )
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            version = issue_draft(
                found,
                wanted["seen"],
                name=wanted["name"],
                dated=wanted["dated"],
                by=request.user,
                note=wanted["note"],
            )
        except NotPossible as error:
            messages.error(request, str(error))
            return redirect("coalition:act", pk)
        messages.success(request, f"Version {version.number} is issued. The next edit begins a new draft.")
        return redirect("coalition:act", pk)
    context = {"form": form, "draft": draft, "page": page, **_around(found)}
    return render(request, "coalition/acts/issue.html", context, status=422 if form.errors else 200)


@officers_only
@require_safe
def arrange_act(request: HttpRequest, pk: int) -> HttpResponse:
    """The clauses in a plain list, each with buttons for the moves that are open to it."""
    found = get_object_or_404(visible_to(request.user, AlternativeAct).select_related("bill"), pk=pk)
    page = act_page(request.user, found)
    shown = page.clauses if page else ()
    open_moves = possible_moves([each.wording for each in shown])
    clauses = [
        (each, [(move, DIRECTIONS[move]) for move in moves]) for each, moves in zip(shown, open_moves, strict=True)
    ]
    seen = order_hash(each.wording for each in shown)
    context = {"page": page, "clauses": clauses, "seen": seen, **_around(found)}
    return render(request, "coalition/acts/arrange.html", context)


@officers_only
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move one clause: up, down, into the clause before it, or out of its whole."""
    clause = get_object_or_404(visible_to(request.user, AlternativeClause).select_related("act"), pk=pk)
    direction = request.POST.get("direction", "")
    if direction not in DIRECTIONS:
        raise Http404
    try:
        note, seen = (request.POST.get(name, "") for name in ("note", "seen"))
        move_clause(clause, direction, by=request.user, note=note, seen_order=seen)
    except TextConflict as conflict:
        messages.error(
            request,
            f"Nothing was moved: {conflict.who} moved, added or took out clauses since you opened this page. "
            "This is the order now; move the clause again if it is still needed.",
        )
    except NotPossible as error:
        messages.error(request, str(error))
    return redirect(f"{_arrange_url(clause.act)}#clause-{clause.pk}")


def _arrange_url(found: AlternativeAct) -> str:
    return redirect("coalition:act-arrange", found.pk).url


def _around(found: AlternativeAct) -> dict[str, Any]:
    return {"act": found, "bill": found.bill, "room": "acts"}
