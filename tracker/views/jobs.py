"""How fresh each source is, for everyone; what ran and what failed, with its buttons, for officers."""

from django.contrib import messages
from django.db.models import IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from coalition.roles import may_track
from tracker import jobs
from tracker.freshness import freshness_of, with_last_runs
from tracker.models import Job, Tracking
from tracker.polling import round_takes
from tracker.views.officers import officers_only, person
from tracker.views.pages import page_of

JOBS_A_PAGE = 50
BILLS_A_PAGE = 25
VERBS = {
    "update_bill": "Update a Bill",
    "refresh_bills": "Read the list of Bills",
    "refresh_reference": "Read Parliament's reference lists",
    "suggest_links": "Look for links to our own work",
    "make_data_files": "Make files of open data",
    "gather_news": "Look for what became public",
    "tell_follower": "Write to a follower",
    "ask_to_confirm": "Ask a follower to confirm",
    "deliver_webhook": "Send to a webhook",
}


@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """Freshness of every tracked Bill, and the work of officers; as many queries for any number of rows."""
    tracked = with_last_runs(Tracking.objects.filter(is_active=True)).order_by("title", "id")
    bills = page_of(tracked, request.GET.get("bills"), BILLS_A_PAGE)
    officer, now = may_track(request.user), timezone.now()
    context = {
        "may_track": officer,
        "bills": bills,
        "freshness": freshness_of(bills.rows, round_takes(now), now),
        "jobs": page_of(_with_titles(Job.objects.all()), request.GET.get("page"), JOBS_A_PAGE) if officer else None,
        "verbs": VERBS,
        "now": now,
    }
    return render(request, "tracker/jobs.html", context)


def _with_titles(rows: QuerySet[Job]) -> QuerySet[Job]:
    of = Cast(KeyTextTransform("parliament_id", OuterRef("arguments")), IntegerField())
    title = Tracking.objects.filter(parliament_id=of).values("title")[:1]
    return rows.select_related("requested_by").annotate(bill_title=Subquery(title))


@require_POST
@officers_only
def cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    """Cancel live work; says so when it had already ended."""
    if jobs.cancel(job_id, by=person(request).get_username()):
        messages.success(request, "Cancelled. Work under way stops at its next step.")
    else:
        messages.warning(request, "That work had already ended.")
    return redirect("jobs")


@require_POST
@officers_only
def retry(request: HttpRequest, job_id: int) -> HttpResponse:
    """Start failed or cancelled work afresh; says so when the same work is already waiting."""
    if jobs.retry(job_id):
        messages.success(request, "Started again.")
    else:
        messages.warning(request, "Not started: it did not fail, or the same work is already waiting.")
    return redirect("jobs")
