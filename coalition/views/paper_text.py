"""Write a paper's text, or upload a file in its place: each save is a new version, and none is ever overwritten."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from coalition.comparison import compared
from coalition.forms.briefings import FileForm, TextForm
from coalition.insertable import insertable
from coalition.models import Briefing, BriefingVersion
from coalition.roles import officers_only
from coalition.signoff import latest_version
from coalition.versions import UnreadableReferences, VersionConflict, plain, write_file, write_text
from coalition.views.paper import paper_for


@officers_only
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The text. Where a newer one was written meanwhile, both are shown and what was typed is kept in the form."""
    paper = paper_for(request.user, pk)
    latest = latest_version(paper)
    form = TextForm(request.POST or None, initial=_initial(paper, latest))
    newer: BriefingVersion | None = None
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            version = write_text(
                paper, wanted["title"], wanted["body"], seen=wanted["seen"], by=request.user, note=wanted["note"]
            )
        except VersionConflict as conflict:
            newer = conflict.latest
            form = TextForm(_reopened(request, newer))
        except UnreadableReferences as refused:
            for problem in refused.problems:
                form.add_error("body", problem)
        else:
            messages.success(request, _saved(paper, version))
            return redirect("coalition:briefing", pk)
    context = {**_context(paper, request, form), **_conflict(form, newer)}
    return render(request, "coalition/papers/text.html", context, status=_status(form, newer))


def _status(form: TextForm | FileForm, newer: BriefingVersion | None) -> int:
    return 409 if newer else 422 if form.errors else 200


def _initial(paper: Briefing, latest: BriefingVersion | None) -> dict[str, Any]:
    body = latest.body if latest else ""
    return {"title": latest.title if latest else paper.title, "body": body, "seen": latest.number if latest else 0}


def _reopened(request: HttpRequest, newer: BriefingVersion) -> Any:
    """What was typed, opened on the newer version: saving it again is a choice made with the redline in sight."""
    typed = request.POST.copy()
    typed["seen"] = str(newer.number)
    return typed


def _conflict(form: TextForm | FileForm, newer: BriefingVersion | None) -> dict[str, Any]:
    if newer is None:
        return {}
    change = None
    if isinstance(form, TextForm) and form.is_valid() and not newer.file:
        typed = (form.cleaned_data["title"], plain(form.cleaned_data["body"]))
        change = compared((newer.title, newer.body), typed)
    return {"newer": newer, "change": change}


def _context(paper: Briefing, request: HttpRequest, form: Any) -> dict[str, Any]:
    return {
        "room": "briefings",
        "bill": paper.bill,
        "paper": paper,
        "form": form,
        "references": insertable(paper, request.user),
    }


def _saved(paper: Briefing, version: BriefingVersion | None) -> str:
    if version is None:
        return "Nothing had changed, so nothing was written."
    lapsed = " Sign-offs of the earlier text have lapsed." if version.number > 1 and paper.is_open_to_sign else ""
    return f"Version {version.number} is written.{lapsed}"


@officers_only
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """A PDF or Word document as the paper's next version."""
    paper = paper_for(request.user, pk)
    latest = latest_version(paper)
    form = FileForm(request.POST or None, request.FILES or None, initial=_initial(paper, latest))
    newer: BriefingVersion | None = None
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            version = write_file(
                paper,
                wanted["title"],
                wanted["file"],
                form.upload,
                seen=wanted["seen"],
                by=request.user,
                note=wanted["note"],
            )
        except VersionConflict as conflict:
            newer = conflict.latest
            form = FileForm(_reopened(request, newer))
        else:
            messages.success(request, _saved(paper, version))
            return redirect("coalition:briefing", pk)
    context: dict[str, Any] = {"room": "briefings", "bill": paper.bill, "paper": paper, "form": form}
    context |= _conflict(form, newer)
    return render(request, "coalition/papers/upload.html", context, status=_status(form, newer))


@officers_only
@require_safe
def references(request: HttpRequest, pk: int) -> HttpResponse:
    """The references that can be inserted, with a search: a page of its own beside the text that is being written."""
    paper = paper_for(request.user, pk)
    query = request.GET.get("q", "")[:100]
    context = {
        "room": "briefings",
        "bill": paper.bill,
        "paper": paper,
        "query": query,
        "references": insertable(paper, request.user, query),
    }
    return render(request, "coalition/papers/references.html", context)
