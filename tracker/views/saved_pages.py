"""Bring in saved pages of Parliament's old website: upload, see what was read and what would change, confirm."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bills.models import Bill, BillStage
from coalition.roles import officers_only
from scrapers.placing import CannotPlace
from scrapers.records import UnreadableSource
from scrapers.saved_pages import preview_saved_pages
from tracker import saved_pages
from tracker.forms import PlaceForm, SavedPagesForm
from tracker.views.officers import person

UNREADABLE = 422


@require_http_methods(["GET", "POST"])
@officers_only
def upload(request: HttpRequest) -> HttpResponse:
    """The form for one or several files; what was uploaded waits, and its preview is shown."""
    form = SavedPagesForm(request.POST, request.FILES) if request.method == "POST" else SavedPagesForm()
    if not form.is_bound or not form.is_valid():
        status = UNREADABLE if form.is_bound else 200
        return render(request, "tracker/saved_pages.html", {"form": form, "room": "import"}, status=status)
    files = [(file.name, file.read()) for file in form.cleaned_data["pages"]]
    return redirect("saved-pages-preview", saved_pages.keep(files, of=person(request).pk))


@require_http_methods(["GET"])
@officers_only
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """What was read, and what taking it in would change. Nothing is written."""
    waiting = _waiting(request, token)
    form = PlaceForm(request.GET if "bill" in request.GET else None)
    bill, stage = _placed(form)
    context: dict[str, Any] = {"waiting": waiting, "place": form, "bill_given": bill, "stage_given": stage}
    context |= {"found": None, "problem": "", "room": "import"}
    status = 200
    try:
        if not form.is_bound or form.is_valid():
            context["found"] = found = preview_saved_pages(waiting.files, bill=bill, stage=stage)
            context["facts"] = saved_pages.told(found)
    except (UnreadableSource, CannotPlace) as error:
        context["problem"], status = str(error), UNREADABLE
    context["stages"] = _stages_of(context["found"], bill)
    return render(request, "tracker/saved_pages_preview.html", context, status=status)


@require_POST
@officers_only
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Take in exactly the bytes that were shown; they then no longer wait."""
    waiting = _waiting(request, token)
    form = PlaceForm(request.POST)
    bill, stage = _placed(form)
    if not form.is_valid():
        messages.error(request, "The Bill or the stage is not known any more. Nothing was taken in.")
        return redirect("saved-pages-preview", token)
    try:
        found = saved_pages.import_saved_pages(waiting.files, bill=bill, stage=stage)
    except (UnreadableSource, CannotPlace) as error:
        messages.error(request, f"Nothing was taken in: {error}.")
        return redirect("saved-pages-preview", token)
    saved_pages.forget(token)
    tally = found.tally
    messages.success(
        request,
        f"Taken in: {tally.created} new rows, {tally.changed} changed, {tally.unchanged} unchanged, "
        f"{len(tally.problems)} problem{'' if len(tally.problems) == 1 else 's'} noted."
        if tally.written
        else "Everything in these pages was here already: nothing was written.",
    )
    return redirect((found.stage or found.bill).get_absolute_url())


def _waiting(request: HttpRequest, token: str) -> saved_pages.Upload:
    found = saved_pages.kept(token, of=person(request).pk)
    if found is None:
        raise Http404
    return found


def _placed(form: PlaceForm) -> tuple[Bill | None, BillStage | None]:
    if not form.is_bound or not form.is_valid():
        return None, None
    return form.cleaned_data["bill"], form.cleaned_data["stage"]


def _stages_of(found: Any, bill: Bill | None) -> list[BillStage]:
    """The stages that a person may choose from: those of the Bill as it stands, before any import."""
    known = bill or (found.bill if found and not found.is_new_bill else None)
    return list(BillStage.objects.filter(bill_id=known.pk, is_listed=True)) if known else []
