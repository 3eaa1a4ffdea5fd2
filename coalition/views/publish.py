"""Publishing one thing: what the public will see, when, why; and what was published before."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from coalition import publish as publishing
from coalition.forms.people import with_value
from coalition.forms.publish import PublishForm
from coalition.models import Release
from coalition.querysets import released
from coalition.roles import officers_only
from coalition.views.public import preview_of


@officers_only
def publish(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The page and its form. What goes out is the preview that was read, or nothing."""
    row = _row(kind, pk)
    now = timezone.now()
    reasons = publishing.hindrances(row, publishing.SOME_DAY)
    not_yet = [] if reasons else publishing.hindrances(row, now)
    content = None if reasons else publishing.content_of(row)
    seen = publishing.fingerprint(content) if content is not None else ""
    form = PublishForm(request.POST or None, cautions=publishing.cautions(row), initial={"seen": seen})
    if request.method == "POST" and form.is_valid():
        try:
            release = publishing.publish(row, by=request.user, public_from=form.cleaned_data["public_from"],
                                         note=form.cleaned_data["note"], seen=form.cleaned_data["seen"])  # fmt: skip
        except publishing.PublishRefused as refused:
            form.add_error(None, " ".join(refused.reasons))
            form.data = with_value(form.data, "seen", seen)
        else:
            messages.success(request, _told(release))
            return redirect("coalition:publish", kind=kind, pk=pk)
    context: dict[str, Any] = {
        "row": row,
        "kind": kind,
        "kind_words": Release.Kind(kind).label,
        "form": form,
        "reasons": reasons,
        "not_yet": not_yet,
        "preview": preview_of(kind, pk, content, row) if content is not None else None,
        "current": released(Release.Kind(kind), pk),
        "releases": _releases(kind, pk),
        "now": now,
        "back": BACK[kind],
        "room": ROOM[kind],
    }
    return render(request, "coalition/publish/publish.html", context, status=409 if form.errors else 200)


BACK = {"ask": "coalition:ask", "briefing": "coalition:briefing", "act": "coalition:act", "coalition": ""}
ROOM = {"ask": "asks", "briefing": "briefings", "act": "acts", "coalition": "organisations"}


def _row(kind: str, pk: int) -> Model:
    model = publishing.MODEL_OF.get(kind)
    if model is None:
        raise Http404
    return get_object_or_404(model, pk=pk)  # officers read everything: the view admits nobody else


def _releases(kind: str, pk: int) -> list[Release]:
    return list(
        Release.objects.filter(kind=kind, object_id=pk).select_related("published_by").order_by("-public_from", "-pk")
    )


def _told(release: Release) -> str:
    if release.public_from <= timezone.now():
        return "Published: everybody can read it now."
    moment = timezone.localtime(release.public_from)
    return f"Under embargo: public from {moment:%H:%M} on {moment:%-d %B %Y}, London time."


@officers_only
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a release back, with a note."""
    release = get_object_or_404(Release, pk=pk)
    publishing.withdraw(release, by=cast(User, request.user), note=request.POST.get("note", "")[:500])
    messages.success(request, "Withdrawn: the public cannot read it any more.")
    return redirect("coalition:publish", kind=release.kind, pk=release.object_id)
