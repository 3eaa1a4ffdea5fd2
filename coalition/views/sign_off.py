"""Officers ask for answers, move the deadline, stop asking, and write down answers that came by e-mail."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from coalition.asked import whole_number
from coalition.forms.briefings import OpenForm, RecordForm
from coalition.models import Briefing
from coalition.roles import officers_only
from coalition.signoff import Given, NotOpen, TextChanged, close, latest_version, open_to_sign, sign
from coalition.views.paper import paper_for
from coalition.writing import EditConflict

MOVED_ON = "{who} changed this paper in the meantime: nothing was written. Look at it again."


@officers_only
def open_sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the organisations, with a deadline; or move the deadline."""
    paper = paper_for(request.user, pk)
    version = latest_version(paper)
    form = OpenForm(request.POST or None, initial={"sign_by": paper.sign_by, "revision": paper.revision})
    if request.method == "POST" and form.is_valid():
        if version is None:
            messages.error(request, "Write the text first: an answer is to an exact text.")
            return redirect("coalition:briefing", pk)
        wanted = form.cleaned_data
        try:
            open_to_sign(paper, wanted["sign_by"], by=request.user, note=wanted["note"], seen=wanted["revision"])
        except EditConflict as conflict:
            messages.error(request, MOVED_ON.format(who=conflict.who))
        else:
            messages.success(request, "The organisations are asked for their answers.")
            return redirect("coalition:briefing", pk)
    context = {"room": "briefings", "bill": paper.bill, "paper": paper, "version": version, "form": form}
    return render(request, "coalition/papers/open.html", context, status=422 if form.errors else 200)


@officers_only
@require_POST
def close_sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop asking; what was answered stays."""
    paper = paper_for(request.user, pk)
    try:
        close(
            paper,
            by=request.user,
            note=request.POST.get("note", "")[:500],
            seen=whole_number(request.POST.get("revision", "")) or 0,
        )
    except EditConflict as conflict:
        messages.error(request, MOVED_ON.format(who=conflict.who))
    else:
        messages.success(request, "Sign-off is closed. The answers given stay.")
    return redirect("coalition:briefing", pk)


@officers_only
def record_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down an answer that came by e-mail, for the text that stands; shown as written down by an officer."""
    paper = paper_for(request.user, pk)
    version = latest_version(paper)
    initial = {"sha256": version.sha256 if version else "", "received_at": timezone.now()}
    form = RecordForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if version and form.cleaned_data["received_at"] < version.written_at.replace(second=0, microsecond=0):
            form.add_error("received_at", "The text that stands was written later, so this cannot be an answer to it.")
        elif _recorded(request, paper, form):
            return redirect("coalition:briefing", pk)
    context = {"room": "briefings", "bill": paper.bill, "paper": paper, "version": version, "form": form}
    return render(request, "coalition/papers/record.html", context, status=422 if form.errors else 200)


def _recorded(request: HttpRequest, paper: Briefing, form: RecordForm) -> bool:
    wanted: dict[str, Any] = form.cleaned_data
    given = Given(
        wanted["answer"],
        wanted["comment"],
        wanted["may_use_logo"],
        wanted["may_be_named"],
        wanted["recorded_note"],
        wanted["received_at"],
    )
    try:
        sign(paper, wanted["organisation"], wanted["sha256"], given, by=request.user)
    except (NotOpen, TextChanged) as refused:
        form.add_error(None, f"Not written: {refused}")
        return False
    messages.success(request, f"The answer of {wanted['organisation']} is written down.")
    return True
