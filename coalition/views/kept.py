"""The page on which one record is added or edited: the same for every kind that has no page of its own for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bills.models import Bill
from coalition import writing
from coalition.forms.people import KeptForm
from coalition.groups import save_with_groups
from coalition.models import Kept
from coalition.views.conflict import merged_on

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
    bill: Bill | None = None,
    only_show: bool = False,
) -> HttpResponse:
    """Show the form; on POST write the row and go to `then`.

    Where somebody else's edit came first nothing is written: both are merged in the form that is shown again.
    `then` is also where the form's Cancel leads, so it has to know an address for a row that is not written yet.
    `only_show` shows it even on POST: the person asked to look for something and has not finished.
    """
    conflict, status = None, 200
    if request.method == "POST" and not only_show:
        if form.is_valid():
            try:
                (save or _save_as(request, form))(
                    form.instance, form.values(), form.cleaned_data["note_for_history"], form.cleaned_data["revision"]
                )
            except writing.EditConflict as error:
                typed = {**form.values(), **form.ticked()}
                conflict, status = merged_on(form, typed, error, form.boxes), 409
            else:
                messages.success(request, words.done)
                return redirect(then(form.instance))
        else:
            status = 422
    row: Any = form.instance
    history = row.history.select_related("history_user__person").order_by("-history_id")[:30] if row.pk else []
    context = {"room": room, "bill": bill, "form": form, "words": words, "conflict": conflict, "history": history}
    context["cancel"] = then(row)
    return render(request, "coalition/people/edit.html", context, status=status)


def _save_as(request: HttpRequest, form: KeptForm) -> Save:
    def save(row: Kept, values: dict[str, Any], note: str, seen: int | None) -> None:
        boxes = {form.boxes[name]: ticked for name, ticked in form.ticked().items()}
        save_with_groups(row, values, boxes, by=request.user, note=note, seen=seen)

    return save
