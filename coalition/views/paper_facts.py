"""Begin a paper, and say what it is about; put one away and take it out again."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from coalition import writing
from coalition.forms.briefings import NewPaperForm, PaperForm
from coalition.models import Briefing, BriefingAsk
from coalition.roles import officers_only
from coalition.views.paper import paper_for

FACTS = ("kind", "stance", "bill", "stage", "theme", "lead", "sign_by", "owner", "is_shared")


@officers_only
def new_paper(request: HttpRequest) -> HttpResponse:
    """A new paper; its text comes next."""
    initial = {name: request.GET[name] for name in ("bill", "stage", "kind") if request.GET.get(name)}
    form = NewPaperForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("title", *FACTS)}
        with transaction.atomic():
            paper = writing.create(Briefing(**facts), by=request.user, note=form.cleaned_data["note"])
            _file_under(paper, form.cleaned_data["asks"], request.user, form.cleaned_data["note"])
        messages.success(request, "The paper is begun. Now write its text, or upload a file.")
        return redirect("coalition:briefing-text", paper.pk)
    return render(request, "coalition/papers/new.html", {"room": "briefings", "form": form})


@officers_only
def edit_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """What the paper is about. An edit on top of somebody else's is shown both, and overwrites nothing unread."""
    paper = paper_for(request.user, pk)
    about = [row.ask_id for row in paper.about.filter(is_listed=True)]
    initial = {"asks": about, "revision": paper.revision}
    form = PaperForm(request.POST or None, user=request.user, instance=paper, initial=initial)
    conflict = None
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        stored = paper_for(request.user, pk)  # the form has already put what was typed on `paper`
        try:
            with transaction.atomic():
                facts = {name: wanted[name] for name in FACTS}
                writing.change(
                    stored, facts, by=request.user, note=wanted["note"], seen_revision=wanted["revision"] or 0
                )
                _file_under(stored, wanted["asks"], request.user, wanted["note"])
        except writing.EditConflict as error:
            conflict = error
            form = PaperForm(_reopened(request, error), user=request.user, instance=paper)
        else:
            messages.success(request, "Saved.")
            return redirect("coalition:briefing", pk)
    context = {"room": "briefings", "paper": paper, "form": form, "conflict": _told(conflict, form)}
    return render(request, "coalition/papers/edit.html", context)


def _reopened(request: HttpRequest, error: writing.EditConflict) -> Any:
    """What the person typed, on top of the row as it stands: saving again is then a choice made with both in sight."""
    typed = request.POST.copy()
    typed["revision"] = str(error.current.revision)
    return typed


def _told(conflict: writing.EditConflict | None, form: PaperForm) -> dict[str, Any] | None:
    """Whose edit came first, and per field that differs: its label, the stored value, and what was typed."""
    if conflict is None or not form.is_valid():
        return None
    stored: Any = conflict.current
    fields = [
        {
            "label": form.fields[name].label or name,
            "stored": str(getattr(stored, name) or "–"),
            "typed": str(form.cleaned_data[name] or "–"),
        }
        for name in FACTS
        if getattr(stored, name) != form.cleaned_data[name]
    ]
    return {"who": conflict.who, "when": conflict.when, "fields": fields}


def _file_under(paper: Briefing, asks: Any, user: Any, note: str) -> None:
    """Make the paper about these asks; one that is taken off is kept as no longer listed."""
    wanted = {ask.pk for ask in asks}
    rows = {row.ask_id: row for row in paper.about.all()}
    for ask in wanted - set(rows):
        writing.create(BriefingAsk(briefing=paper, ask_id=ask), by=user, note=note)
    for ask, row in rows.items():
        writing.change(row, {"is_listed": ask in wanted}, by=user, note=note)


@officers_only
@require_POST
def archive_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the paper away, or take it out again; nothing is deleted."""
    paper = paper_for(request.user, pk)
    is_out = paper.archived_at is None
    note = request.POST.get("note", "")[:500] or ("Put away" if is_out else "Taken out again")
    writing.change(paper, {"archived_at": timezone.now() if is_out else None}, by=request.user, note=note)
    messages.success(request, "The paper is put away." if is_out else "The paper is in the library again.")
    return redirect("coalition:briefing", pk)
