"""One clause of a reference text: read it, edit it, add one, take one out, restore an earlier wording."""

from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from coalition.act_editing import (
    Seen,
    TextConflict,
    add_clause,
    edit_clause,
    levels,
    newest_version,
    remove_clause,
    restore_wording,
)
from coalition.act_page import Tied, asks_of, links_of, newest_print_of
from coalition.asked import whole_number
from coalition.clause_story import changed_words, clause_story
from coalition.clauses import WORDS, clause_label, current_wordings, with_numbers_above
from coalition.forms.acts import ClauseForm, NewClauseForm, Noted, opened_on
from coalition.models import AlternativeAct, AlternativeClause, ClauseWording
from coalition.querysets import visible_to
from coalition.roles import is_officer, members_only, officers_only
from coalition.views.conflict import reopened


@members_only
@require_safe
def clause(request: HttpRequest, pk: int) -> HttpResponse:
    """Its newest words, the asks that rest on it, what is tied to it, its versions compared, and its history."""
    found, wording = _clause(request, pk)
    asks = asks_of(request.user, [found.pk])
    tied = Tied(
        asks,
        links_of(request.user, [found.pk], {ask.pk for ask in asks.get(found.pk, ())}),
        newest_print_of(found.act.bill_id),
        counts_suggested=is_officer(request.user),
    )
    wordings = list(visible_to(request.user, ClauseWording).filter(clause=found).select_related("version"))
    wordings.sort(key=lambda each: each.version.number, reverse=True)
    compared = [
        {"version": new.version, "before": old.version, "changes": changed_words(found.act, old, new)}
        for new, old in pairwise(wordings)
    ]
    context = {
        **_around(found, wording),
        "shown": tied.clause(wording, 0, "", is_gap=found.pk not in tied.carried) if wording else None,
        "wordings": wordings,
        "compared": compared,
        "story": clause_story(request.user, found, wording),
    }
    return render(request, "coalition/acts/clause.html", context)


@officers_only
def clause_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit its words in the draft; somebody else's later edit is shown beside what was typed, never overwritten."""
    found, wording = _clause(request, pk)
    form = ClauseForm(request.POST or None, initial=opened_on(wording) if wording else {})
    context = {
        **_around(found, wording),
        "form": form,
        "title": f"Edit {_label(wording, found.act)}",
        "submit": "Save the clause",
    }
    if request.method == "POST" and form.is_valid():
        try:
            edit_clause(found, _seen(form), form.words, by=request.user, note=form.cleaned_data["note"])
        except TextConflict as conflict:
            context["conflict"] = _conflict(form, conflict)
            return render(request, "coalition/acts/form.html", context, status=409)
        messages.success(request, "The clause was saved.")
        return redirect("coalition:clause", found.pk)
    return render(request, "coalition/acts/form.html", context, status=422 if form.errors else 200)


@officers_only
def clause_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a new clause into the draft of a reference text."""
    act = get_object_or_404(visible_to(request.user, AlternativeAct).select_related("bill"), pk=pk)
    form = NewClauseForm(request.POST or None, places=_places(act), initial={"place": request.GET.get("place", "end")})
    if request.method == "POST" and form.is_valid():
        where, _, beside = form.cleaned_data["place"].partition("-")
        clause = act.clauses.get(pk=beside) if beside else None
        place = {"after": clause} if where == "after" else {"part_of": clause}
        wanted = form.cleaned_data
        written = add_clause(act, form.words, **place, key=wanted["key"], by=request.user, note=wanted["note"])
        messages.success(request, "The clause was added to the draft.")
        return redirect("coalition:clause", written.clause_id)
    context = {
        "form": form,
        "act": act,
        "bill": act.bill,
        "room": "acts",
        "title": "A new clause",
        "submit": "Add the clause",
    }
    return render(request, "coalition/acts/form.html", context, status=422 if form.errors else 200)


@officers_only
def clause_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first; then take the clause and its parts out of the draft. Its identity, links and history stay."""
    found, wording = _clause(request, pk)
    form = Noted(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = remove_clause(found, _posted(request), by=request.user, note=form.cleaned_data["note"])
        except TextConflict as conflict:
            messages.error(request, f"Nothing was taken out: {conflict.who} changed this clause. Read it again.")
            return redirect("coalition:clause", found.pk)
        messages.success(
            request, f"Taken out of the draft: {count} {'clause' if count == 1 else 'clauses and parts'}."
        )
        return redirect("coalition:act", found.act_id)
    context = {**_around(found, wording), "form": form}
    return render(request, "coalition/acts/remove.html", context, status=422 if form.errors else 200)


@officers_only
@require_POST
def clause_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the clause an earlier wording again."""
    found, _ = _clause(request, pk)
    history = ClauseWording.history.filter(clause_id=found.pk)
    earlier = get_object_or_404(history, history_id=whole_number(request.POST.get("entry", "")))
    try:
        restore_wording(found, earlier, _posted(request), by=request.user, note=request.POST.get("note", "")[:500])
    except TextConflict as conflict:
        messages.error(request, f"Nothing was restored: {conflict.who} changed this clause. Read it again.")
    else:
        messages.success(request, "The earlier wording stands in the draft again.")
    return redirect("coalition:clause", found.pk)


def _clause(request: HttpRequest, pk: int) -> tuple[AlternativeClause, ClauseWording | None]:
    found = get_object_or_404(visible_to(request.user, AlternativeClause).select_related("act__bill"), pk=pk)
    return found, current_wordings(visible_to(request.user, ClauseWording).filter(clause=found)).first()


def _around(found: AlternativeClause, wording: ClauseWording | None) -> dict[str, Any]:
    act = found.act
    return {
        "clause": found,
        "wording": wording,
        "label": _label(wording, act),
        "act": act,
        "bill": act.bill,
        "room": "acts",
    }


def _label(wording: ClauseWording | None, act: AlternativeAct) -> str:
    return clause_label(wording, act) if wording else "clause that was never worded"


def _seen(form: ClauseForm) -> Seen:
    return Seen(form.cleaned_data["wording"] or 0, form.cleaned_data["revision"] or 0)


def _posted(request: HttpRequest) -> Seen:
    return Seen(*(whole_number(request.POST.get(name, "")) or 0 for name in ("wording", "revision")))


def _conflict(form: ClauseForm, conflict: TextConflict) -> dict[str, Any]:
    """What the form says of it. Sent again, the form stands on the words that are shown now."""
    told: dict[str, Any] = {"who": conflict.who, "when": conflict.when, "is_gone": conflict.current is None}
    if current := conflict.current:
        stands_on = {"wording": current.pk, "revision": current.revision}
        told |= reopened(form, _words(conflict.base), _words(current) or {}, form.words, stands_on)
    return told


def _words(wording: Any) -> dict[str, str] | None:
    return {name: getattr(wording, name) for name in WORDS} if wording else None


def _places(act: AlternativeAct) -> list[tuple[str, str]]:
    newest = newest_version(act)
    order = list(with_numbers_above(newest.wordings.order_by("position"))) if newest else []
    places = [("end", "At the end")]
    for level, wording in zip(levels(order), order, strict=True):
        named = clause_label(wording, act) if act.numbers_are_known else ""
        words = f"{named} {wording.heading}".strip() or "clause without a heading"
        places.append((f"after-{wording.clause_id}", f"{'– ' * level}After {words}"))
        places.append((f"in-{wording.clause_id}", f"{'– ' * level}As the last part of {words}"))
    return places
