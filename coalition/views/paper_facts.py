"""Begin a paper, and say what it is about; put one away and take it out again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from coalition import writing
from coalition.forms.briefings import NewPaperForm, PaperForm
from coalition.models import Kept
from coalition.roles import officers_only
from coalition.views.kept import Words, edit_kept
from coalition.views.paper import paper_for

edits = require_http_methods(["GET", "HEAD", "POST"])


@officers_only
@edits
def new_paper(request: HttpRequest) -> HttpResponse:
    """A new paper; its text comes next."""
    initial = {name: request.GET[name] for name in ("bill", "stage", "kind") if request.GET.get(name)}
    form = NewPaperForm(request.POST or None, user=request.user, initial=initial)
    words = Words(
        "New paper",
        "Say what it is and what it is about; its text comes next.",
        "Go on to the text",
        "The paper is begun. Now write its text, or upload a file.",
    )
    return edit_kept(request, form, words, _text_of, room="briefings")


@officers_only
@edits
def edit_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """What the paper is about."""
    paper = paper_for(request.user, pk)
    form = PaperForm(request.POST or None, user=request.user, instance=paper)
    words = Words(
        f"What {paper.title} is about",
        "Its title and words are changed with its text.",
        "Save",
        "The change is saved.",
    )
    return edit_kept(request, form, words, _page_of, room="briefings", bill=paper.bill)


def _text_of(paper: Kept) -> str:
    return reverse("coalition:briefing-text", args=[paper.pk]) if paper.pk else reverse("coalition:briefings")


def _page_of(paper: Kept) -> str:
    return reverse("coalition:briefing", args=[paper.pk])


@officers_only
@require_POST
def archive_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the paper away, or take it out again, whichever the button said; nothing is deleted."""
    paper = paper_for(request.user, pk)
    puts_away = request.POST.get("step") == "away"
    if puts_away == (paper.archived_at is None):
        note = request.POST.get("note", "")[:500] or ("Put away" if puts_away else "Taken out again")
        writing.change(paper, {"archived_at": timezone.now() if puts_away else None}, by=request.user, note=note)
    messages.success(request, "The paper is put away." if puts_away else "The paper is in the library again.")
    return redirect("coalition:briefing", pk)
