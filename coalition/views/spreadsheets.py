"""Asks, links and outcomes as spreadsheets, out and in: a file is looked at first, then taken whole or not at all."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from amendments.wording import count_of
from coalition.exchange.apply import NotWhole, OtherwiseNow, apply
from coalition.exchange.export import ALL, FORMATS, exported
from coalition.exchange.held import Gone, forget, held, hold, reseal
from coalition.exchange.kinds import KINDS
from coalition.exchange.plan import CHANGED, NEW, REFUSED, UNCHANGED, Plan, plan_for
from coalition.exchange.read import read_tables
from coalition.exchange.tables import Unreadable
from coalition.forms.spreadsheets import ApplyForm, TableForm
from coalition.roles import members_only, officers_only

MOST_SHOWN = 200
"""Lines of each fate on the page of a preview; all are counted, and all are applied."""


@members_only
@require_safe
def spreadsheets(request: HttpRequest) -> HttpResponse:
    """What can be taken away, and for officers the form to send a file."""
    return _page(request, TableForm())


def _page(request: HttpRequest, form: TableForm) -> HttpResponse:
    context = {"room": "spreadsheets", "kinds": KINDS.values(), "form": form}
    return render(request, "coalition/spreadsheets/page.html", context, status=422 if form.errors else 200)


@members_only
@require_safe
def export(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """One kind of record as CSV or XLSX, or all of them as one workbook: what the visitor may see, and no more."""
    if form not in FORMATS or (kind not in KINDS and (kind, form) != (ALL, "xlsx")):
        raise Http404
    try:
        body = exported(kind, form, request.user)
    except Unreadable as error:
        messages.error(request, str(error))
        return redirect("coalition:spreadsheets")
    name = f"{'coalition' if kind == ALL else kind}-{timezone.localdate():%Y-%m-%d}.{form}"
    return HttpResponse(
        body, content_type=FORMATS[form], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@officers_only
@require_POST
def import_preview(request: HttpRequest) -> HttpResponse:
    """What a file would change. Nothing is written."""
    form = TableForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    body = form.cleaned_data["file"].read()
    try:
        plan = plan_for(read_tables(form.upload.extension, body), request.user)
    except Unreadable as error:
        form.add_error("file", str(error))
        return _page(request, form)
    ticket = ""
    if plan.can_be_applied:
        ticket = hold(body, form.upload.extension, by=request.user, seal=plan.seal)
    return _preview(request, plan, ticket)


@officers_only
@require_POST
def import_apply(request: HttpRequest) -> HttpResponse:
    """Write what the preview showed; where records moved on since, show what would change now instead."""
    form = ApplyForm(request.POST)
    try:
        if not form.is_valid():
            raise Gone
        name, extension, body, seal = held(form.cleaned_data["ticket"], by=request.user)
        plan = apply(read_tables(extension, body), by=request.user, note=form.cleaned_data["note"], seal=seal)
    except Gone:
        messages.error(request, "This file was applied already, or waited too long. Send it again to look at it anew.")
        return redirect("coalition:spreadsheets")
    except OtherwiseNow as error:
        return _shown_again(request, error.plan, name, extension, form.cleaned_data["note"])
    except NotWhole:
        messages.error(request, "The file changes nothing, or has rows that are refused: nothing was written.")
        return redirect("coalition:spreadsheets")
    forget(name)
    counts = plan.counts
    messages.success(request, f"Applied: {counts[NEW]} new, {counts[CHANGED]} changed.")
    return redirect("coalition:spreadsheets")


def _shown_again(request: HttpRequest, plan: Plan, name: str, extension: str, note: str) -> HttpResponse:
    ticket = reseal(name, extension, by=request.user, seal=plan.seal) if plan.can_be_applied else ""
    return _preview(request, plan, ticket, note=note, status=409)


def _preview(request: HttpRequest, plan: Plan, ticket: str, *, note: str = "", status: int = 200) -> HttpResponse:
    counts = plan.counts
    parts: list[dict[str, Any]] = []
    for what, heading in ((REFUSED, "Refused"), (CHANGED, "Changed"), (NEW, "New"), (UNCHANGED, "Unchanged")):
        lines = [line for line in plan.lines if line.what == what]
        shown = [] if what == UNCHANGED else lines[:MOST_SHOWN]
        parts.append({"what": what, "heading": heading, "lines": shown, "count": len(lines)})
        parts[-1]["more"] = len(lines) - len(shown) if shown else 0
    context = {
        "room": "spreadsheets",
        "parts": [part for part in parts if part["count"]],
        "answer": _answer(plan),
        "refused": counts[REFUSED],
        "is_stale": status == 409,
        "form": ApplyForm(initial={"ticket": ticket, "note": note}) if ticket else None,
        "to_write": counts[NEW] + counts[CHANGED],
    }
    return render(request, "coalition/spreadsheets/preview.html", context, status=status)


def _answer(plan: Plan) -> str:
    counts = plan.counts
    told = [f"{counts[what]} {what}" for what in (NEW, CHANGED, UNCHANGED, REFUSED) if counts[what]]
    return f"{count_of(len(plan.lines), 'row')}: {', '.join(told)}. Nothing has been written yet."
