"""Track a Bill: search Parliament's Bills, start, watch the first update, check now, stop. For officers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from scrapers.fetch import FetchProblem
from scrapers.records import BillRecord, UnreadableSource
from tracker import tracking
from tracker.forms import BillSearchForm, TrackForm
from tracker.models import Job, Tracking
from tracker.views.officers import officers_only, person

MOST_RESULTS = 50
NO_BILL = 422


@require_GET
@officers_only
def search(request: HttpRequest) -> HttpResponse:
    """Search Parliament's own list as it is now; an unreachable Parliament is explained, and is no error of ours."""
    form = BillSearchForm(request.GET if "term" in request.GET else None)
    context: dict[str, Any] = {"form": form, "results": None, "problem": "", "number": None}
    if form.is_bound and form.is_valid():
        term = form.cleaned_data["term"]
        context["number"] = int(term) if term.isascii() and term.isdigit() and len(term) < 10 else None
        context["results"], context["problem"] = (None, "") if context["number"] else _found(term)
    return render(request, "tracker/search.html", context | {"tracked": _tracked_among(context["results"])})


def _found(term: str) -> tuple[list[BillRecord] | None, str]:
    from tracker import pipeline

    try:
        return pipeline.search_bills(term)[:MOST_RESULTS], ""
    except FetchProblem as problem:
        return None, problem.reason
    except UnreadableSource as problem:
        return None, f"the answer could not be read ({problem})"


def _tracked_among(results: list[BillRecord] | None) -> set[int]:
    wanted = [record.bill_id for record in results or ()]
    rows = Tracking.objects.filter(parliament_id__in=wanted, is_active=True) if wanted else Tracking.objects.none()
    return set(rows.values_list("parliament_id", flat=True))


@require_POST
@officers_only
def start(request: HttpRequest) -> HttpResponse:
    """Start tracking, and go to watch the first update."""
    form = TrackForm(request.POST)
    if not form.is_valid():
        messages.error(request, "That is not the number of a Bill.")
        return redirect("track")
    parliament_id = form.cleaned_data["parliament_id"]
    tracking.start(parliament_id, form.cleaned_data["title"], person(request))
    return redirect("tracking", parliament_id)


@require_GET
@officers_only
def progress(request: HttpRequest, parliament_id: int) -> HttpResponse:
    """How far the update is: a whole page that reloads itself, or only the moving part when htmx asks."""
    tracked = get_object_or_404(Tracking.objects.select_related("bill"), parliament_id=parliament_id)
    job = Job.objects.filter(key=tracking.update_key(parliament_id)).order_by("-id").first()
    context = {"tracked": tracked, "job": job}
    template = "tracker/_progress.html" if getattr(request, "htmx", False) else "tracker/progress.html"
    return render(request, template, context)


@require_POST
@officers_only
def update(request: HttpRequest, parliament_id: int) -> HttpResponse:
    """Check Parliament now, unless an update is already waiting."""
    get_object_or_404(Tracking, parliament_id=parliament_id, is_active=True)
    tracking.request_update(parliament_id, person(request))
    return redirect("tracking", parliament_id)


@require_http_methods(["GET", "POST"])
@officers_only
def stop(request: HttpRequest, parliament_id: int) -> HttpResponse:
    """Ask whether to stop, then stop. What was brought in stays."""
    tracked = get_object_or_404(Tracking, parliament_id=parliament_id, is_active=True)
    if request.method == "GET":
        return render(request, "tracker/stop.html", {"tracked": tracked})
    tracking.stop(parliament_id, person(request))
    messages.success(request, f"{tracked} is no longer tracked. Everything already brought in stays.")
    return redirect("jobs")
