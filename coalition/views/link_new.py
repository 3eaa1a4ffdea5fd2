"""Making a link: from an amendment, an ask or a clause, with both texts side by side and the likeliest on top."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from amendments.models import Amendment
from amendments.wording import first_words, provision_words, without_target
from bills.models import Bill
from coalition import review
from coalition.amendment_search import found_by_words, name_with_stage
from coalition.asked import whole_number
from coalition.clauses import clause_label, current_wordings
from coalition.forms.links import NewLinkForm
from coalition.forms.people import with_value
from coalition.link import (
    AlreadyLinked,
    Ours,
    Theirs,
    ours_of,
    propose,
    suggestions_for_amendment,
    suggestions_for_ours,
)
from coalition.link_texts import Prints, Texts, amendment_text, provision_text
from coalition.models import AlternativeClause, Ask, ClauseWording
from coalition.querysets import visible_to
from coalition.roles import is_officer, members_only

MOST_STARTS = 100
MOVED = "A text has changed since you opened this page. Read both again, then decide: nothing was saved."
PLACES = ("clause", "schedule")


@members_only
@require_http_methods(["GET", "POST"])
def link_new(request: HttpRequest) -> HttpResponse:
    """GET chooses the two sides by its parameters and shows them; POST proposes the link, or confirms it at once where
    both texts were on the page, else puts them side by side first."""
    user = cast("User", request.user)
    asked = request.POST if request.method == "POST" else request.GET
    bill, problems = _bill(user, asked), []
    if bill is None:
        return render(request, "coalition/links/new.html", {"room": "links", "answer": _begin(), **_starts(user)})
    choices = ours_of(user, bill)
    theirs, words, text, problem = _theirs(bill, asked)
    problems += [problem] if problem else []
    ours = _chosen(choices, asked)
    form = NewLinkForm(
        request.POST if request.method == "POST" else None,
        choices=choices,
        initial={"ours": ours.value if ours else "", "is_shared": True, "texts": ""},
    )
    is_unread = False
    if request.method == "POST" and theirs and form.is_valid() and ours:
        is_unread = _confirms(request, user) and not form.cleaned_data["texts"]
        answered = None if is_unread else _make(request, user, bill, theirs, ours, form)
        if answered:
            return answered
    status = 422 if request.method == "POST" and not is_unread else 200
    context = {
        "room": "links",
        "trail": [("Links", reverse("coalition:links"))],
        "bill": bill,
        "form": form,
        "ours": ours,
        "theirs": theirs,
        "sides": [_side("our-text", "Ours", ours.label, ours.text)] if ours else [],
        "problems": problems,
        "is_unread": is_unread,
        "kept": _kept(theirs),
        "answer": _answer(ours, words),
        **_offers(user, bill, asked, choices, ours, theirs),
    }
    if theirs:
        gist = theirs.amendment.gist if theirs.amendment else ""
        context["sides"] = [*context["sides"], {**_side("their-text", "Theirs", words, text), "gist": gist}]
    _seal(form, review.seal(Texts(ours.text, text)) if ours and theirs else "")
    return render(request, "coalition/links/new.html", context, status=status)


def _seal(form: NewLinkForm, seal: str) -> None:
    """The form carries the texts that this page shows, also where it comes back."""
    form.initial["texts"] = seal
    if form.is_bound:
        form.data = with_value(form.data, "texts", seal)


def _begin() -> str:
    return "Open an amendment, an ask or a clause, and choose to link it."


def _starts(user: User) -> dict[str, Any]:
    """Asks and clauses to start from: the newest, as many as a page can show."""
    wordings = current_wordings(visible_to(user, ClauseWording)).order_by("-version__act", "position")
    return {
        "start_asks": visible_to(user, Ask).select_related("bill").order_by("-bill", "order", "pk")[:MOST_STARTS],
        "start_clauses": [(row.clause_id, clause_label(row), row) for row in wordings[:MOST_STARTS]],
    }


def _answer(ours: Ours | None, words: str) -> str:
    if ours and words:
        return "Read both, say how they are related, and propose the link."
    return (
        "Choose the ask or clause of ours that it has to do with."
        if words
        else "Choose what of Parliament’s it has to do with."
    )


def _side(name: str, whose: str, title: str, text: str) -> dict[str, Any]:
    pieces = [{"text": text, "is_quoted": False}] if text else []
    return {"id": name, "whose": whose, "title": title, "pieces": pieces}


def _number(asked: QueryDict, name: str) -> int | None:
    """A parameter that names a row; None without it. Raises Http404 for what can be no number of a row."""
    given = asked.get(name, "")
    number = whole_number(given)
    if given and number is None:
        raise Http404
    return number


def _bill(user: User, asked: QueryDict) -> Bill | None:
    """The Bill that everything named belongs to. Raises Http404 for what is missing, hidden or of several Bills."""
    found: list[Bill] = []
    if pk := _number(asked, "amendment"):
        found.append(get_object_or_404(Amendment.objects.select_related("bill"), pk=pk).bill)
    if pk := _number(asked, "ask"):
        found.append(get_object_or_404(visible_to(user, Ask).select_related("bill"), pk=pk).bill)
    if pk := _number(asked, "clause"):
        clauses = visible_to(user, AlternativeClause).select_related("act__bill")
        found.append(get_object_or_404(clauses, pk=pk).act.bill)
    if not found and (pk := _number(asked, "bill")):
        found.append(get_object_or_404(Bill, pk=pk))
    if len({bill.pk for bill in found}) > 1:
        raise Http404
    return found[0] if found else None


def _chosen(choices: list[Ours], asked: QueryDict) -> Ours | None:
    """The ask or clause named: by the form's field, else by the address."""
    named = asked.get("ours") or next((f"{kind}:{asked[kind]}" for kind in ("clause", "ask") if asked.get(kind)), "")
    return next((one for one in choices if one.value == named), None)


def _theirs(bill: Bill, asked: QueryDict) -> tuple[Theirs | None, str, str, str]:
    """The other side named, in words, with its text; and what is wrong where it cannot be found."""
    if pk := _number(asked, "amendment"):
        row = get_object_or_404(Amendment.objects.select_related("stage__bill"), pk=pk)
        return Theirs(amendment=row), name_with_stage(row), amendment_text(row), ""
    if asked.get("provision"):
        return _provision(bill, asked)
    if section := asked.get("section", "").strip()[:60]:
        url = asked.get("section_url", "").strip()[:500]
        if url and not url.startswith(("https://", "http://")):
            return None, "", "", "The address of the section must begin with https://"
        return Theirs(act_section=section, act_url=url), f"{section[:1].upper()}{section[1:]} of the Act", "", ""
    return None, "", "", ""


def _provision(bill: Bill, asked: QueryDict) -> tuple[Theirs | None, str, str, str]:
    """ "clause 1", with "(2)(a)" within it, in the print named, else in the newest."""
    within = asked.get("within", "").replace(" ", "")
    address = f"{asked['provision']}{within}"[:120]
    prints = Prints(bill)
    wanted = _number(asked, "print")
    row = next((one for one in prints.rows if wanted is None or one.pk == wanted), None)
    if row is None:
        return None, "", "", "No print of the Bill has been taken in, so there is nothing to choose from."
    found = prints.addresses(row.pk).get(address, ())
    if len(found) != 1:
        return None, "", "", f"“{address}” does not stand exactly once in {row}."
    theirs = Theirs(bill_print=row, provision=address, provision_guid=found[0].guid[:60])
    return theirs, f"{provision_words(address)}, {row}", provision_text(found[0]), ""


def _kept(theirs: Theirs | None) -> dict[str, Any]:
    """The other side as hidden fields."""
    if theirs is None:
        return {}
    if theirs.amendment:
        return {"amendment": theirs.amendment.pk}
    if theirs.bill_print:
        return {"provision": theirs.provision, "print": theirs.bill_print.pk}
    return {"section": theirs.act_section, "section_url": theirs.act_url}


def _offers(
    user: User, bill: Bill, asked: QueryDict, choices: list[Ours], ours: Ours | None, theirs: Theirs | None
) -> dict[str, Any]:
    """What to choose from for the side that is not chosen yet, the likeliest first."""
    if theirs and not ours:
        offered = suggestions_for_amendment(user, theirs.amendment, choices) if theirs.amendment else []
        return {"offered_ours": [(one, f"{one.value.replace(':', '=')}") for one in offered]}
    if theirs or not ours:
        return {}
    found = suggestions_for_ours(user, bill, ours)
    words = asked.get("q", "").strip()[:100]
    prints = Prints(bill)
    newest = prints.rows[0] if prints.rows else None
    return {
        "ours_query": ours.value.replace(":", "="),
        "offered": [(row, name_with_stage(row), candidate.reason) for row, candidate in found],
        "q": words,
        "found": _search(bill, words) if words else [],
        "print": newest,
        "provisions": _provisions(prints, newest.pk) if newest else [],
    }


def _search(bill: Bill, words: str) -> list[tuple[Amendment, str, str]]:
    return [(row, name_with_stage(row), first_words(without_target(row))) for row in found_by_words(bill, words)]


def _provisions(prints: Prints, pk: int) -> list[tuple[str, str]]:
    """The clauses and Schedules of a print, with their headings: (address, words)."""
    whole = [
        (address, found[0].heading)
        for address, found in prints.addresses(pk).items()
        if found[0].kind in PLACES and len(found) == 1
    ]
    return [(address, f"{provision_words(address)}: {heading}" if heading else address) for address, heading in whole]


def _confirms(request: HttpRequest, user: User) -> bool:
    return request.POST.get("step") == "confirm" and is_officer(user)


def _make(
    request: HttpRequest, user: User, bill: Bill, theirs: Theirs, ours: Ours, form: NewLinkForm
) -> HttpResponse | None:
    """Propose or confirm; None where the form must be shown again, with the reason in it."""
    confirms = _confirms(request, user)
    try:
        link = propose(
            user,
            bill,
            theirs,
            clause=AlternativeClause.objects.get(pk=ours.clause_id) if ours.clause_id else None,
            ask=Ask.objects.get(pk=ours.ask_id) if ours.ask_id else None,
            why=form.cleaned_data["why"],
            and_confirm=confirms,
            seen_texts=form.cleaned_data["texts"] or None,
            **form.facts(),
        )
    except AlreadyLinked as known:
        messages.warning(request, f"{known} This is the link.")
        return redirect("coalition:link", known.link.pk)
    except review.NotInText as refused:
        form.add_error(refused.side, str(refused))
        return None
    except review.TextMoved:
        form.add_error(None, MOVED)
        return None
    messages.success(request, "Linked and confirmed." if confirms else "Proposed: a policy officer will review it.")
    return redirect("coalition:link", link.pk)
