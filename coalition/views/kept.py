"""The page on which one row is added or edited: the same for organisations, people, assurances."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from coalition import writing
from coalition.forms.people import KeptForm, with_value
from coalition.models import Kept

Save = Callable[[Kept, dict[str, Any], str, int | None], object]


@dataclass(frozen=True)
class Words:
    """What the page says: its heading, its one sentence, its button, and the message when it is done."""

    heading: str
    answer: str
    submit: str
    done: str


def edit_kept(
    request: HttpRequest,
    form: KeptForm,
    words: Words,
    then: Callable[[Kept], str],
    save: Save | None = None,
    *,
    room: str = "organisations",
    only_show: bool = False,
) -> HttpResponse:
    """Show the form; on POST write the row and go to `then`. On a conflict nothing is overwritten, nothing is lost.

    `then` is also where the form's Cancel leads, so it has to know an address for a row that is not written yet.
    `only_show` shows it even on POST: the person asked to look for something and has not finished.
    """
    conflict, status = None, 200
    if request.method == "POST" and not only_show:
        if form.is_valid():
            try:
                (save or _save_as(request))(
                    form.instance, form.values(), form.cleaned_data["note_for_history"], form.cleaned_data["revision"]
                )
            except writing.EditConflict as error:
                conflict, status = _told(error, form), 409
                form.data = with_value(form.data, "revision", error.current.revision)
            else:
                messages.success(request, words.done)
                return redirect(then(form.instance))
        else:
            status = 422
    row: Any = form.instance
    history = row.history.select_related("history_user__person").order_by("-history_id")[:30] if row.pk else []
    context = {"room": room, "form": form, "words": words, "conflict": conflict, "history": history}
    context["cancel"] = then(row)
    return render(request, "coalition/people/edit.html", context, status=status)


def _save_as(request: HttpRequest) -> Save:
    def save(row: Kept, values: dict[str, Any], note: str, seen: int | None) -> object:
        if row.pk is None:
            return writing.create(row, by=request.user, note=note)
        return writing.change(row, values, by=request.user, note=note, seen_revision=seen)

    return save


def _told(error: writing.EditConflict, form: KeptForm) -> dict[str, Any]:
    """What the form says of a conflict: who, when, and each field that differs, as stored and as typed."""
    fields = [
        {"label": form[name].label, "stored": getattr(error.current, name), "typed": typed}
        for name, typed in form.values().items()
        if getattr(error.current, name) != typed
    ]
    return {"who": error.who, "when": error.when, "fields": fields}
