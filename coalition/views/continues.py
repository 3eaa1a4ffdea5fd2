"""Saying which earlier amendment one continues, and taking that back."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from amendments.models import Amendment
from amendments.wording import title_of
from coalition.amendment_search import found_by_words, name_with_stage
from coalition.asked import whole_number
from coalition.continues import CannotJoin, continuations_of, join, set_standing
from coalition.link import lineage_of
from coalition.models import Continuation
from coalition.querysets import visible_to
from coalition.roles import officers_only
from coalition.writing import EditConflict

LONGEST_NOTE = 500


def _amendment(pk: int) -> Amendment:
    return get_object_or_404(Amendment.objects.select_related("stage__bill"), pk=pk)


@officers_only
@require_http_methods(["GET", "POST"])
def continues(request: HttpRequest, amendment_pk: int) -> HttpResponse:
    """What it continues, what it may continue, and a search among the earlier stages; POST joins the two."""
    user, amendment = cast("User", request.user), _amendment(amendment_pk)
    problem = ""
    if request.method == "POST":
        try:
            row = join(amendment, _chosen(request), by=user, note=request.POST.get("note", "")[:LONGEST_NOTE])
        except CannotJoin as refused:
            problem = str(refused)
        else:
            messages.success(request, f"Joined: it continues {name_with_stage(row.follows)}.")
            return redirect("coalition:continues", amendment.pk)
    words = request.GET.get("q", "").strip()[:100]
    joined = continuations_of(user, amendment, with_taken_back=True)
    taken = {each.row.follows_id for each in joined if each.row.amendment_id == amendment.pk and each.row.is_listed}
    earlier = amendment.stage.sort_order
    context = {
        "room": "links",
        "trail": [(title_of(amendment), amendment.get_absolute_url())],
        "bill": amendment.stage.bill,
        "amendment": amendment,
        "title": title_of(amendment),
        "problem": problem,
        "joined": joined,
        "q": words,
        "likely": [
            (row.pk, name_with_stage(row), one.reason)
            for row, one in lineage_of(amendment)
            if row.stage.sort_order < earlier and row.pk not in taken
        ],
        "found": [
            (row.pk, name_with_stage(row), "")
            for row in (found_by_words(amendment.stage.bill, words) if words else [])
            if row.stage.sort_order < earlier and row.pk not in taken
        ],
    }
    return render(request, "coalition/links/continues.html", context, status=422 if problem else 200)


def _chosen(request: HttpRequest) -> Amendment:
    given = whole_number(request.POST.get("follows", ""))
    if given is None:
        raise CannotJoin("Choose the amendment that it continues.")
    row = Amendment.objects.select_related("stage").filter(pk=given).first()
    if row is None:
        raise CannotJoin("There is no such amendment.")
    return row


@officers_only
@require_POST
def continuation(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes one back, or lets it stand again: whichever the button said, as long as nobody was quicker."""
    row = get_object_or_404(visible_to(request.user, Continuation), pk=pk)
    seen = whole_number(request.POST.get("revision", ""))
    stands = request.POST.get("step") == "again"
    try:
        set_standing(
            row,
            is_listed=stands,
            by=cast("User", request.user),
            note=request.POST.get("note", "")[:LONGEST_NOTE],
            seen_revision=0 if seen is None else seen,
        )
    except EditConflict as conflict:
        messages.error(request, f"{conflict.who} changed it in the meantime. Look again; nothing was changed.")
    else:
        messages.success(request, "It stands again." if stands else "Taken back. It can be joined again.")
    return redirect("coalition:continues", row.amendment_id)
