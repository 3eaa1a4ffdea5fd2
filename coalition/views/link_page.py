"""One link: both texts side by side, what changed since it was confirmed, its history, and its review."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from bills.text.redline import Span, redline
from coalition import review
from coalition.forms.links import ReviewForm
from coalition.forms.people import with_value
from coalition.link_texts import Texts, differs, texts_of
from coalition.link_words import LinkLine, lines_of, with_names
from coalition.matching.quotation import marked, words_as_in
from coalition.models import ClauseLink
from coalition.querysets import history_visible_to, visible_to
from coalition.roles import members_only, name_of, officers_only
from coalition.writing import EditConflict

State = ClauseLink.State
MOVED = "A text has changed since you opened this page. Read both again, then decide: nothing was saved."
STEPS: dict[str, list[tuple[str, str]]] = {
    State.SUGGESTED: [("confirm", "Confirm"), ("reject", "Reject")],
    State.REOPENED: [("confirm", "Still right: confirm again"), ("reject", "No longer right: reject")],
    State.CONFIRMED: [("revise", "Save"), ("reopen", "Open for review again"), ("reject", "No longer right: reject")],
    State.REJECTED: [("put_back", "Take the rejection back")],
}
"""What can be done from each state, the likeliest first."""
DONE = {
    "confirm": "Confirmed.",
    "revise": "Saved.",
    "reject": "Rejected. It will not be suggested again.",
    "reopen": "Open for review again.",
    "put_back": "The rejection is taken back: it waits for review.",
}


@members_only
@require_GET
def link_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The link, for those who may see it."""
    return _show(request, pk)


@officers_only
@require_POST
def link_review(request: HttpRequest, pk: int) -> HttpResponse:
    """One step of review. What cannot be done is shown beside what the person typed; nothing is lost."""
    link = get_object_or_404(visible_to(request.user, ClauseLink), pk=pk)
    step = request.POST.get("step", "")
    if step not in DONE:
        raise Http404
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _show(request, pk, form, status=422)
    try:
        _take(step, link, form, request.user)
    except EditConflict as conflict:
        return _show(request, pk, form, conflict=conflict, status=409)
    except review.TextMoved:
        form.add_error(None, MOVED)
        return _show(request, pk, form, status=409)
    except review.NotInText as refused:
        form.add_error(refused.side, str(refused))
        return _show(request, pk, form, status=422)
    except review.NotPossible as refused:
        form.add_error(None, str(refused))
        return _show(request, pk, form, status=409)
    messages.success(request, DONE[step])
    return redirect("coalition:link", pk)


def _take(step: str, link: ClauseLink, form: ReviewForm, user: Any) -> None:
    given = form.cleaned_data
    stated = {"by": user, "why": given["why"], "seen_revision": given["revision"]}
    if step == "confirm":
        review.confirm(link, seen_texts=given["texts"], **stated, **form.facts())
    elif step == "revise":
        review.revise(link, **stated, **form.facts())
    else:
        {"reject": review.reject, "reopen": review.reopen, "put_back": review.put_back}[step](link, **stated)


def _show(
    request: HttpRequest,
    pk: int,
    form: ReviewForm | None = None,
    *,
    conflict: EditConflict | None = None,
    status: int = 200,
) -> HttpResponse:
    user = cast("User", request.user)
    link = get_object_or_404(with_names(visible_to(user, ClauseLink)).defer(None).defer("bill_print__tree"), pk=pk)
    now = texts_of(link)
    if form is None:
        form = ReviewForm(initial=_stored(link, now))
    elif not conflict:  # the form as it was sent, on the texts that are shown now
        form.data = with_value(form.data, "texts", review.seal(now))
    line = lines_of([link])[0]
    context: dict[str, Any] = {
        "room": "links",
        "trail": [("Links", reverse("coalition:links"))],
        "bill": link.bill,
        "link": link,
        "line": line,
        "answer": _answer(link),
        "sides": _sides(link, now, line),
        "form": form,
        "steps": STEPS[link.state],
        "conflict": conflict,
        "conflicting": _conflicting(form, link) if conflict else [],
        "history": _history(user, link),
    }
    return render(request, "coalition/links/page.html", context, status=status)


def _stored(link: ClauseLink, now: Texts) -> dict[str, Any]:
    names = ("relation", "our_quotation", "their_quotation", "note", "is_shared", "revision")
    stored = {name: getattr(link, name) for name in names}
    for side, text in (("our_quotation", now.ours), ("their_quotation", now.theirs)):
        if text and words_as_in(text, stored[side]) is None:
            stored[side] = ""  # the page tells which words are gone; what is sent back must stand in the text
    return {**stored, "texts": review.seal(now)}


def _answer(link: ClauseLink) -> str:
    last = link.history.order_by("-history_id").first()
    if link.state == State.REOPENED:
        return f"It was confirmed, and is open again: {last.history_change_reason}."
    if link.state == State.SUGGESTED:
        return "It waits for a policy officer to read both texts."
    who = f" by {getattr(link.reviewed_by, 'person', link.reviewed_by)}" if link.reviewed_by else ""
    return f"{link.get_state_display()}{who}."


def _sides(link: ClauseLink, now: Texts, line: LinkLine) -> list[dict[str, Any]]:
    """Both sides: the text now with its quotation marked, and the redline where it is not what was confirmed."""
    return [
        _side("our-text", "Ours", line.ours, now.ours, link.our_quotation, link.our_text, link),
        _side(
            "their-text",
            "Theirs",
            f"{line.theirs}, {line.where}",
            now.theirs,
            link.their_quotation,
            link.their_text,
            link,
        ),
    ]


def _side(
    name: str, whose: str, title: str, text: str, quotation: str, confirmed: str, link: ClauseLink
) -> dict[str, Any]:
    changes: list[Span] = []
    if link.state == State.REOPENED and differs(confirmed, text):
        changes = redline(confirmed, text)
    pieces = marked(text, quotation)
    is_lost = bool(quotation.strip() and text and not any(piece.is_quoted for piece in pieces))
    return {
        "id": name,
        "whose": whose,
        "title": title,
        "pieces": pieces,
        "quotation": quotation,
        "redline": changes,
        "is_lost": is_lost,
        "gist": link.amendment.gist if link.amendment and name == "their-text" else "",
    }


def _conflicting(form: ReviewForm, link: ClauseLink) -> list[tuple[str, str, str]]:
    """Where what the person typed differs from what is stored now: (label, typed, stored)."""
    found = [("State", "", link.get_state_display())]
    relations = dict(ClauseLink.Relation.choices)
    for name in ("relation", "our_quotation", "their_quotation", "note"):
        typed, stored = form.cleaned_data[name], getattr(link, name)
        if typed != stored:
            words = (relations[typed], relations[stored]) if name == "relation" else (typed, stored)
            found.append((str(form.fields[name].label), str(words[0]), str(words[1])))
    return found


def _history(user: User, link: ClauseLink) -> list[dict[str, Any]]:
    states = dict(State.choices)
    rows = history_visible_to(user, link).order_by("-history_id").select_related("history_user__person")
    return [
        {
            "at": row.history_date,
            "speaks_for": row.effective_at if not row.history_user_id else None,
            "who": name_of(row.history_user) or "By itself",
            "reason": row.history_change_reason,
            "state": states.get(row.state, row.state),
            "relation": row.get_relation_display(),
        }
        for row in rows
    ]
