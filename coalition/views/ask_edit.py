"""Writing asks: the ask itself, how far our work is, its grounds, our judgements, and the themes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from coalition import writing
from coalition.asked import whole_number
from coalition.forms.asks import AskForm, GroundForm, OutcomeForm, StateForm, ThemeForm
from coalition.models import Ground, Outcome, Theme
from coalition.querysets import history_visible_to, visible_to
from coalition.roles import officers_only, organisation_of
from coalition.views.asks import ask_for
from coalition.views.kept import Words, edit_kept

edits = require_http_methods(["GET", "HEAD", "POST"])
SAVED = "The change is saved."


def _page_of(row: Any) -> str:
    pk = row.ask_id if hasattr(row, "ask_id") else row.pk
    return reverse("coalition:ask", args=[pk]) if pk else reverse("coalition:asks")


@officers_only
@edits
def ask_new(request: HttpRequest) -> HttpResponse:
    """Add an ask; ?bill=PK says on which Bill."""
    initial = {"owner": organisation_of(request.user), "bill": request.GET.get("bill")}
    form = AskForm(request.POST or None, user=request.user, initial=initial)
    words = Words("Add an ask", "One thing that we want, in plain English.", "Add it", "The ask is written down.")
    return edit_kept(request, form, words, _page_of, room="asks")


@officers_only
@edits
def ask_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an ask."""
    ask = ask_for(request.user, pk)
    form = AskForm(request.POST or None, instance=ask, user=request.user)
    words = Words(ask.title, "What is published does not change with it.", "Save", SAVED)
    return edit_kept(request, form, words, _page_of, room="asks")


@officers_only
@edits
def ask_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how far our own work is."""
    ask = ask_for(request.user, pk)
    words = Words(ask.title, "Ours alone: Parliament’s decisions are read from its record.", "Save", SAVED)
    return edit_kept(request, StateForm(request.POST or None, instance=ask), words, _page_of, room="asks")


@officers_only
@require_POST
def ask_restore(request: HttpRequest, pk: int, history_pk: int) -> HttpResponse:
    """Put title and summary back to what they were after one change."""
    ask = ask_for(request.user, pk)
    old = get_object_or_404(history_visible_to(request.user, ask), pk=history_pk)
    note = f"Wording of {old.history_date:%-d %B %Y} restored"
    seen = whole_number(request.POST.get("revision", ""))
    try:
        is_changed = writing.change(
            ask,
            {"title": old.title, "summary": old.summary},
            by=request.user,
            note=note,
            seen_revision=0 if seen is None else seen,
        )
    except writing.EditConflict as conflict:
        messages.error(request, f"{conflict.who} changed it in the meantime. Look again; nothing was restored.")
    else:
        messages.success(request, "The earlier wording is back." if is_changed else "It reads so already.")
    return redirect("coalition:ask", ask.pk)


@officers_only
@edits
def ground_edit(request: HttpRequest, ask_pk: int, pk: int | None = None) -> HttpResponse:
    """Add or change what an ask appeals to."""
    ask = ask_for(request.user, ask_pk)
    row = get_object_or_404(visible_to(request.user, Ground), pk=pk, ask=ask) if pk else Ground(ask=ask)
    words = Words("What the ask rests on", ask.title, "Save", SAVED)
    return edit_kept(request, GroundForm(request.POST or None, instance=row), words, _page_of, room="asks")


@officers_only
@edits
def outcome_edit(request: HttpRequest, ask_pk: int, pk: int | None = None) -> HttpResponse:
    """Add, correct or take back a judgement of ours."""
    ask = ask_for(request.user, ask_pk)
    row = get_object_or_404(visible_to(request.user, Outcome), pk=pk, ask=ask) if pk else Outcome(ask=ask)
    words = Words("What became of it, as we judge it", ask.title, "Save", SAVED)
    return edit_kept(request, OutcomeForm(request.POST or None, instance=row), words, _page_of, room="asks")


@officers_only
@edits
def theme_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Add or rename a theme."""
    row = get_object_or_404(Theme, pk=pk) if pk else Theme()
    words = Words("A theme", "Asks and papers are filed by theme.", "Save", SAVED)
    form = ThemeForm(request.POST or None, instance=row)
    return edit_kept(request, form, words, lambda _: reverse("coalition:asks"), room="asks")
