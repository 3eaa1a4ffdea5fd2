"""Every version of a paper, the redline between any two, and an old one made the newest again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from coalition.asked import whole_number
from coalition.comparison import between
from coalition.models import Briefing, BriefingVersion
from coalition.querysets import visible_to
from coalition.roles import members_only, officers_only
from coalition.versions import UnreadableReferences, VersionConflict, restore
from coalition.views.paper import paper_for
from coalition.waiting import change_in_words


@members_only
@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """The versions, and what changed from one to another (the last two unless said otherwise)."""
    paper = paper_for(request.user, pk)
    rows = list(visible_to(request.user, BriefingVersion).filter(briefing=paper).select_related("written_by__person"))
    old, new = _chosen(paper, rows, request)
    context = {
        "room": "briefings",
        "bill": paper.bill,
        "paper": paper,
        "versions": rows,
        "latest": rows[0] if rows else None,
        "old": old,
        "new": new,
        "change": between(old, new) if old and new else None,
        "words": change_in_words(old, new) if old and new else "",
    }
    return render(request, "coalition/papers/versions.html", context)


def _chosen(
    paper: Briefing, rows: list[BriefingVersion], request: HttpRequest
) -> tuple[BriefingVersion | None, BriefingVersion | None]:
    """The two versions asked for, the older first; the last two where the question makes no sense."""
    by_number = {str(row.number): row for row in rows}
    old, new = by_number.get(request.GET.get("from", "")), by_number.get(request.GET.get("to", ""))
    if old is None or new is None or old.number == new.number:
        return (rows[1], rows[0]) if len(rows) > 1 else (None, None)
    return (old, new) if old.number < new.number else (new, old)


@officers_only
@require_POST
def restore_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Write an old version's words as the newest."""
    paper = paper_for(request.user, pk)
    seen = whole_number(request.POST.get("seen", ""))
    try:
        version = restore(
            paper,
            number,
            seen=-1 if seen is None else seen,
            by=request.user,
            note=request.POST.get("note", "")[:500],
        )
    except BriefingVersion.DoesNotExist:
        messages.error(request, f"There is no version {number}.")
    except VersionConflict as conflict:
        messages.error(request, f"Version {conflict.latest.number} was written in the meantime: nothing was restored.")
    except UnreadableReferences as refused:
        messages.error(request, f"Not restored: it cites what is not known any more. {' '.join(refused.problems)}")
    else:
        said = f"Version {number} is restored as version {version.number}." if version else "It says so already."
        messages.success(request, said)
    return redirect("coalition:briefing-versions", pk)
