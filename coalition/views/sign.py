"""An organisation answers a paper in two steps: read the exact text (or what changed) and choose; then confirm it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from coalition.comparison import between
from coalition.counting import State, london_day
from coalition.forms.briefings import AnswerForm
from coalition.looks import last_look, looked
from coalition.membership import was_member
from coalition.models import Briefing, BriefingVersion, Organisation, SignOff
from coalition.papers import read
from coalition.querysets import visible_to
from coalition.roles import Visitor, members_only, organisation_of
from coalition.signoff import Given, NotOpen, Row, TextChanged, latest_version, roll, sign, spells_of, takes_answers
from coalition.views.paper import paper_for
from coalition.waiting import change_in_words


@members_only
def sign_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Step one, and by POST step two or the answer itself. The hash that was read comes along in every step."""
    paper = paper_for(request.user, pk)
    organisation = organisation_of(request.user)
    version = latest_version(paper)
    if version:
        version.briefing = paper
    if request.method == "POST" and organisation and version:
        return _answered(request, paper, version, organisation)
    return _step_one(request, paper, version, organisation, AnswerForm(initial=_initial(version)))


def _initial(version: BriefingVersion | None) -> dict[str, Any]:
    return {"sha256": version.sha256 if version else "", "may_be_named": True}


def _answered(
    request: HttpRequest, paper: Briefing, version: BriefingVersion, organisation: Organisation
) -> HttpResponse:
    form = AnswerForm(request.POST)
    if request.POST.get("sha256") != version.sha256:
        return _text_changed(request, paper, version, organisation)
    if not form.is_valid() or request.POST.get("step") == "back":
        return _step_one(request, paper, version, organisation, form)
    if not takes_answers(paper, timezone.now()):
        return _step_one(request, paper, version, organisation, form)
    if request.POST.get("step") != "confirm":
        return _step_two(request, paper, version, organisation, form)
    wanted = form.cleaned_data
    given = Given(wanted["answer"], wanted["comment"], wanted["may_use_logo"], wanted["may_be_named"])
    try:
        signoff = sign(paper, organisation, wanted["sha256"], given, by=request.user)
    except TextChanged as changed:
        changed.latest.briefing = paper
        return _text_changed(request, paper, changed.latest, organisation)
    except NotOpen as closed:
        messages.error(request, str(closed))
    else:
        said = f"{organisation} {signoff.get_answer_display().lower()} version {version.number}. Thank you."
        messages.success(request, said)
    return redirect("coalition:sign", paper.pk)


def _text_changed(
    request: HttpRequest, paper: Briefing, version: BriefingVersion, organisation: Organisation
) -> HttpResponse:
    """The text that was read is no more: nothing is written, and the new one is shown with what was chosen kept."""
    typed = request.POST.copy()
    typed["sha256"] = version.sha256
    form = AnswerForm(typed)
    form.is_valid()
    read_hash = request.POST.get("sha256", "")[:64]
    was_read = (
        visible_to(request.user, BriefingVersion).filter(briefing=paper, sha256=read_hash).order_by("-number").first()
    )
    return _step_one(request, paper, version, organisation, form, was_read=was_read, is_refused=True)


def _step_one(
    request: HttpRequest,
    paper: Briefing,
    version: BriefingVersion | None,
    organisation: Organisation | None,
    form: AnswerForm,
    *,
    was_read: BriefingVersion | None = None,
    is_refused: bool = False,
) -> HttpResponse:
    now = timezone.now()
    subject = f"briefing:{paper.pk}"
    look = last_look(request.user, subject)
    row = _row_of(version, organisation) if version and organisation else None
    since, whose = _since(request.user, paper, version, row, look.detail if look else "")
    since, whose = (was_read, "you read") if is_refused and was_read else (since, whose)
    spells = spells_of([organisation.pk]).get(organisation.pk, []) if organisation else []
    context = {
        "room": "our-work",
        "bill": paper.bill,
        "paper": paper,
        "version": version,
        "organisation": organisation,
        "form": form,
        "row": row,
        "takes_answers": takes_answers(paper, now),
        "is_member": bool(organisation) and was_member(spells, london_day(now)),
        "is_refused": is_refused,
        "reading": read(version, request.user) if version else None,
        "since": since,
        "whose": whose,
        "change": between(since, version) if since and version else None,
        "words": change_in_words(since, version) if since and version else "",
        "now": now,
    }
    if version:
        looked(request.user, subject, str(version.number), look)
    status = 409 if is_refused else 422 if form.errors else 200
    return render(request, "coalition/papers/sign.html", context, status=status)


def _row_of(version: BriefingVersion, organisation: Organisation) -> Row | None:
    rows = roll(version, timezone.now())
    return next((row for row in rows if row.organisation.pk == organisation.pk), None)


def _since(
    user: Visitor, paper: Briefing, version: BriefingVersion | None, row: Row | None, looked_at: str
) -> tuple[BriefingVersion | None, str]:
    """The older version to compare with, and whose it is: what the organisation answered, or what the person saw."""
    answer = row.standing.answer if row and row.standing.state is State.LAPSED else None
    number, whose = (answer.number, "your organisation answered") if answer else (looked_at, "you last saw")
    if version is None or not str(number).isdigit() or int(number) >= version.number:
        return None, ""
    return visible_to(user, BriefingVersion).filter(briefing=paper, number=int(number)).first(), whose


def _step_two(
    request: HttpRequest,
    paper: Briefing,
    version: BriefingVersion,
    organisation: Organisation,
    form: AnswerForm,
) -> HttpResponse:
    context = {
        "room": "our-work",
        "bill": paper.bill,
        "paper": paper,
        "version": version,
        "organisation": organisation,
        "given": form.cleaned_data,
        "answer": SignOff.Answer(form.cleaned_data["answer"]).label,
    }
    return render(request, "coalition/papers/sign_confirm.html", context)
