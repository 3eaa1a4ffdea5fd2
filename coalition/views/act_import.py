"""Bringing a file into a reference text: read, preview, apply. And what leaves it: the same format."""

import hashlib
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from coalition.act_editing import NotPossible
from coalition.act_export import TYPES, export
from coalition.act_files.read import read_act
from coalition.act_files.records import MAX_BYTES, ReadAct, ReadClause, UnreadableActFile
from coalition.act_import import Plan, PlannedClause, ReadFile, apply_import, plan_import
from coalition.asked import whole_number
from coalition.clause_story import changed_words
from coalition.forms.acts import FileForm
from coalition.matching.clauses import likeliest
from coalition.models import ActVersion, AlternativeAct, ClauseWording
from coalition.querysets import visible_to
from coalition.roles import members_only, officers_only

SALT = "a read file of a reference text"
GOOD_FOR = 12 * 60 * 60
TEMPLATE = {
    "md": "# Title of the text\n\n## 1 Heading of the first clause {#lasting-key}\n\nExtent: England and Wales\n\n"
    "The words of the clause.\n\n> What it does and why, in plain English.\n\n### (1)\n\nThe words of a part.\n",
    "csv": "\ufeffkey,level,number,heading,text,notes,extent\r\n",
}
CHANGE_WORDS = {
    "new": "New",
    "changed": "Changed",
    "moved": "Moved",
    "same": "Unchanged",
    "back": "Back again",
}


@officers_only
def act_import(request: HttpRequest, pk: int) -> HttpResponse:
    """A file is read and shown as what it would change; applied only when the person has seen exactly that."""
    act = get_object_or_404(visible_to(request.user, AlternativeAct).select_related("bill"), pk=pk)
    around = {"act": act, "bill": act.bill, "room": "acts"}
    if request.method == "POST" and "read" in request.POST:
        return _seen_file(request, act, around)
    form = FileForm(request.POST or None, request.FILES or None)
    problems: tuple[object, ...] = ()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        body = upload.read(MAX_BYTES + 1)
        try:
            file = ReadFile(upload.name, hashlib.sha256(body).hexdigest(), read_act(upload.name, body))
        except UnreadableActFile as refused:
            problems = refused.problems
            form.add_error("file", f"{refused.file_name} was not read: nothing was changed.")
        else:
            return _preview(request, act, file, {}, around)
    context = {"form": form, "problems": problems, **around}
    return render(request, "coalition/acts/import.html", context, status=422 if form.errors else 200)


def _seen_file(request: HttpRequest, act: AlternativeAct, around: dict[str, Any]) -> HttpResponse:
    """The second and later steps: choices changed, or applied."""
    file = _unpacked(request, act)
    if file is None:
        messages.error(request, "The preview was open for too long. Please choose the file again.")
        return redirect("coalition:act-import", act.pk)
    choices = {
        index: request.POST[f"clause-{index}"]
        for index in range(len(file.act.clauses))
        if f"clause-{index}" in request.POST
    }
    if "apply" in request.POST:
        try:
            version = apply_import(
                act,
                file,
                choices,
                seen=request.POST.get("fingerprint", ""),
                into_draft=request.POST.get("into") == "draft",
                by=request.user,
                note=request.POST.get("note", "")[:500],
            )
        except NotPossible as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, f"{file.name} was imported into version {version.number}.")
            return redirect("coalition:act", act.pk)
    return _preview(request, act, file, choices, around)


def _preview(
    request: HttpRequest, act: AlternativeAct, file: ReadFile, choices: dict[int, str], around: dict[str, Any]
) -> HttpResponse:
    plan = plan_import(act, file.act, choices)
    context = {
        "plan": plan,
        "rows": [_row(plan, each, act) for each in plan.clauses],
        "counts": [(words.lower(), plan.counts[change]) for change, words in CHANGE_WORDS.items()],
        "gone_count": plan.counts["gone"],
        "draft": plan.base if plan.base and plan.base.issued_at is None else None,
        "next_number": plan.base.number + 1 if plan.base else 1,
        "file_name": file.name,
        "read": _packed(request, act, file),
        "into": request.POST.get("into", ""),
        "note": request.POST.get("note", ""),
        **around,
    }
    return render(request, "coalition/acts/preview.html", context)


def _row(plan: Plan, planned: PlannedClause, act: AlternativeAct) -> dict[str, Any]:
    """One clause of the preview: redlines against what it is taken for, and the choices of what it is."""
    known, read = planned.known, planned.read
    changes = changed_words(act, known, read)
    options = []
    if planned.is_open:
        options = [("", "A new clause"), *((each.clause.key, _named(each)) for each in _candidates(plan, planned))]
    return {
        "planned": planned,
        "changes": changes,
        "words": CHANGE_WORDS[planned.change],
        "options": options,
        "chosen": known.clause.key if known else "",
        "known_as": _named(known) if known else "",
        "level": read.level,
    }


def _candidates(plan: Plan, planned: PlannedClause) -> list[ClauseWording]:
    found = likeliest(planned.read.heading, [each.heading for each in plan.known])
    shown = [plan.known[at] for at in sorted(found)]
    return shown if planned.known is None or planned.known in shown else [planned.known, *shown]


def _named(wording: ClauseWording) -> str:
    act = wording.version.act
    number = f"clause {wording.number} " if wording.number and act.numbers_are_known else ""
    return f"Version {wording.version.number}, {number}{wording.heading or wording.clause.key}"


def _packed(request: HttpRequest, act: AlternativeAct, file: ReadFile) -> str:
    """What was read, carried by the preview itself: signed for this person and text, kept nowhere."""
    clauses = [asdict(each) for each in file.act.clauses]
    return signing.dumps(
        {"name": file.name, "sha256": file.sha256, "title": file.act.title, "clauses": clauses},
        salt=f"{SALT} {act.pk} {request.user.pk}",
        compress=True,
    )


def _unpacked(request: HttpRequest, act: AlternativeAct) -> ReadFile | None:
    try:
        kept = signing.loads(request.POST["read"], salt=f"{SALT} {act.pk} {request.user.pk}", max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    clauses = tuple(ReadClause(**each) for each in kept["clauses"])
    return ReadFile(kept["name"], kept["sha256"], ReadAct(kept["title"], clauses))


@members_only
@require_safe
def act_export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A version (the newest, or ?version=2) as a file of the documented format."""
    versions = visible_to(request.user, ActVersion).filter(act=pk).select_related("act").order_by("-number")
    asked = request.GET.get("version", "")
    if asked:
        versions = versions.filter(number=whole_number(asked) or 0)
    version = versions.first()
    if version is None or kind not in TYPES:
        raise Http404
    name = f"{slugify(version.act.title)[:60] or 'text'}-version-{version.number}.{kind}"
    return _file(export(version, kind), kind, name)


@members_only
@require_safe
def act_template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty file of the documented format, to be filled in."""
    if kind not in TEMPLATE:
        raise Http404
    return _file(TEMPLATE[kind], kind, f"alternative-act.{kind}")


def _file(text: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        text, content_type=TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
