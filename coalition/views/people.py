"""People with an account, and what each may do: for administrators."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coalition.appoint import appoint, take_second_step_away
from coalition.forms.people import PersonForm
from coalition.models import Kept
from coalition.register import history_of_invitations, people
from coalition.roles import administrators_only
from coalition.views.kept import Words, edit_kept


@administrators_only
@require_safe
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody, the closed accounts last."""
    rows = list(people().order_by("-is_active", "name"))
    context = {
        "room": "people",
        "rows": rows,
        "open_accounts": sum(row.is_active for row in rows),
        "invited": history_of_invitations(),
    }
    return render(request, "coalition/people/people.html", context)


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a person may do, or close the account."""
    row = get_object_or_404(people(), pk=pk)
    form = PersonForm(request.POST or None, instance=row)
    if row.user_id == request.user.pk:
        for name in ("role", "is_active"):
            form.fields[name].disabled = True
    answer = f"Signs in as {row.user.get_username()}; {row.user.email or 'no e-mail address is known'}."
    words = Words(row.name, answer, "Save", "The change is saved.")

    def save(kept: Kept, values: dict[str, Any], note: str, seen: int | None) -> object:
        return appoint(kept, values, by=request.user, note=note, seen_revision=seen)  # type: ignore[arg-type]

    return edit_kept(request, form, words, lambda _: reverse("coalition:people"), save)


@administrators_only
@require_POST
def second_step_away(request: HttpRequest, pk: int) -> HttpResponse:
    """For somebody who lost the phone."""
    row = get_object_or_404(people(), pk=pk)
    take_second_step_away(row, by=request.user, note=request.POST.get("note", ""))  # type: ignore[arg-type]
    messages.success(request, f"{row.name} sets the second step up again at the next sign-in.")
    return redirect("coalition:people")
