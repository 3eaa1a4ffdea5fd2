"""Reference texts: the list of them, a new one, and the facts of one."""

from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coalition.forms.acts import ActForm
from coalition.models import ActVersion, AlternativeAct, Kept
from coalition.querysets import visible_to
from coalition.roles import members_only, officers_only
from coalition.views.kept import Words, edit_kept

edits = require_http_methods(["GET", "HEAD", "POST"])


@members_only
@require_safe
def acts(request: HttpRequest) -> HttpResponse:
    """Every reference text that the visitor may read, Bill by Bill, with its versions."""
    versions = visible_to(request.user, ActVersion).annotate(clause_count=Count("wordings"))
    found = (
        visible_to(request.user, AlternativeAct)
        .select_related("bill", "owner")
        .order_by("bill__short_title", "bill_id", "published_on", "pk")
        .prefetch_related(Prefetch("versions", queryset=versions.order_by("-number")))
    )
    return render(request, "coalition/acts/list.html", {"acts": found, "room": "acts"})


@officers_only
@edits
def new_act(request: HttpRequest) -> HttpResponse:
    """Begin a reference text; its clauses are imported or written after that."""
    form = ActForm(request.POST or None, initial={"bill": request.GET.get("bill")})
    words = Words(
        "A new reference text",
        "A Bill of our own, a committee’s redraft or a draft Bill, to measure the official Bill by.",
        "Add the text",
        "The text was added. Import its clauses from a file, or write them here.",
    )
    return edit_kept(request, form, words, _page_of, room="acts")


@officers_only
@edits
def edit_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the facts of a reference text."""
    act = get_object_or_404(visible_to(request.user, AlternativeAct).select_related("bill"), pk=pk)
    form = ActForm(request.POST or None, instance=act)
    words = Words(f"Facts of {act.title}", "Its clauses are changed on their own pages.", "Save", "Saved.")
    return edit_kept(request, form, words, _page_of, room="acts", bill=act.bill)


def _page_of(row: Kept) -> str:
    return reverse("coalition:act", args=[row.pk]) if row.pk else reverse("coalition:acts")
