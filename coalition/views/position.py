"""Stating an organisation's position on an amendment."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from amendments.models import Amendment
from amendments.wording import first_words, title_of, without_target
from coalition.asked import whole_number
from coalition.forms.links import PositionForm
from coalition.forms.people import with_value
from coalition.models import Organisation, Position
from coalition.positions import speakers, state_position
from coalition.querysets import visible_to
from coalition.roles import is_officer, members_only, organisation_of
from coalition.views.conflict import merged_on
from coalition.writing import EditConflict


@members_only
@require_http_methods(["GET", "POST"])
def position(request: HttpRequest, amendment_pk: int) -> HttpResponse:
    """The form for one organisation (?organisation=PK, else one's own), filled with what it said before."""
    user = cast("User", request.user)
    amendment = get_object_or_404(Amendment.objects.select_related("stage__bill"), pk=amendment_pk)
    allowed = speakers(user)
    chosen = _organisation(request, user)
    stated = visible_to(user, Position).filter(amendment=amendment, organisation=chosen).first() if chosen else None
    conflict = None
    if request.method == "POST":
        form = PositionForm(request.POST, organisations=allowed)
        if form.is_valid():
            try:
                return _save(request, user, amendment, form)
            except EditConflict as met:
                conflict = merged_on(form, form.facts(), met)
                form.data = with_value(form.data, "revision_of", form.cleaned_data["organisation"].pk)
    else:
        form = PositionForm(organisations=allowed, initial=_initial(chosen, stated))
    context = {
        "room": "links",
        "trail": [(title_of(amendment), amendment.get_absolute_url())],
        "bill": amendment.stage.bill,
        "amendment": amendment,
        "title": title_of(amendment),
        "beginning": first_words(without_target(amendment)),
        "form": form,
        "chosen": chosen,
        "stated": stated,
        "conflict": conflict,
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "coalition/links/position.html", context, status=status)


def _save(request: HttpRequest, user: User, amendment: Amendment, form: PositionForm) -> HttpResponse:
    given = form.cleaned_data
    state_position(
        amendment,
        given["organisation"],
        by=user,
        why=given["why"],
        seen_revision=form.seen_revision,
        **form.facts(),
    )
    messages.success(request, f"Saved what {given['organisation']} thinks of it.")
    return redirect(f"{amendment.get_absolute_url()}#our-view")


def _organisation(request: HttpRequest, user: User) -> Organisation | None:
    """Which organisation the form is opened for: the one named, where the visitor may speak for it; else their own."""
    named = whole_number(request.GET.get("organisation", ""))
    if named is not None and is_officer(user):
        return get_object_or_404(Organisation, pk=named)
    return organisation_of(user)


def _initial(organisation: Organisation | None, stated: Position | None) -> dict[str, Any]:
    begun: dict[str, Any] = {"organisation": organisation, "revision_of": organisation and organisation.pk}
    begun["is_shared"] = True
    names = ("stance", "note", "is_shared", "revision")
    return begun | ({name: getattr(stated, name) for name in names} if stated else {})
