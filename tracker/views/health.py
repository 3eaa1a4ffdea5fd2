"""Whether the site lives, and whether it can serve: for machines."""

from datetime import datetime

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tracker.models import Job, Pulse

UNAVAILABLE = 503


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as this program answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and its migrations are applied, else 503.

    The age in seconds of the oldest due job and of the last reconcile is told, and does not close the site: pages can
    be read while no worker runs. Ages are null where there is none.
    """
    try:
        ready = _ready()
    except DatabaseError:
        ready = {"database": "unreachable"}
    is_ready = ready.get("migrations") == "applied"
    return JsonResponse({"ready": is_ready, **ready}, status=200 if is_ready else UNAVAILABLE)


def _ready() -> dict[str, object]:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return {"database": "ok", "migrations": "not applied"}
    now = timezone.now()
    waiting = Job.objects.filter(state=Job.State.QUEUED).exclude(not_before__gt=now).order_by("created_at").first()
    pulse = Pulse.objects.filter(name="reconcile").first()
    return {
        "database": "ok",
        "migrations": "applied",
        "oldest_waiting_job_seconds": _age(max(waiting.not_before or waiting.created_at, waiting.created_at), now)
        if waiting
        else None,
        "last_reconcile_seconds": _age(pulse.at, now) if pulse else None,
    }


def _age(moment: datetime, now: datetime) -> int:
    return max(0, round((now - moment).total_seconds()))
