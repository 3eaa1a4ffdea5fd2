"""Where divisions belong, for officers: those that wait for a person, and one with its options, note and history."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amendments.models import Amendment
from amendments.wording import title_of
from bills.models import Bill, BillStage
from coalition.roles import officers_only
from scrapers.parse.division_titles import label_of
from tracker.divisions.match import Option
from tracker.divisions.models import DivisionPlace
from tracker.divisions.place import Decision, Moved, NotAnOption, decide, options_of, revision_of, undo
from tracker.views.division import note_of
from tracker.views.officers import person

ROOM = "divisions"
A_PAGE = 50
NONE = "none"
UNREADABLE, MOVED_ON = 422, 409
STATES = {
    "": ("Waiting for a person", (DivisionPlace.State.SUGGESTED,)),
    "decided": ("Decided by a person", (DivisionPlace.State.CONFIRMED, DivisionPlace.State.REJECTED)),
    "matched": ("Matched for certain", (DivisionPlace.State.MATCHED,)),
}


class ReviewForm(forms.Form):
    """Where a division belongs, and why."""

    where = forms.ChoiceField(label="What did this division decide?", widget=forms.RadioSelect)
    number = forms.CharField(
        label="Another amendment of that stage",
        help_text="Its number as it is known here, where none of the answers above is the right one: 8, NC1.",
        required=False,
        max_length=40,
    )
    note = forms.CharField(
        label="How you know",
        help_text="Kept in the history, for the coalition alone: a column of Hansard, a line of the minutes.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, choices: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["where"].choices = list(choices)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The chosen place as an Option in `option` (None: not of this Bill), with the amendment of a typed number."""
        given = super().clean() or {}
        option, number = _option(given.get("where") or NONE), given.get("number")
        if number and "where" in given:
            if option is None or option.stage is None:
                self.add_error("number", "Choose the stage of this amendment above.")
            else:
                rows = Amendment.objects.filter(stage=option.stage).values_list("pk", "number")
                found = [pk for pk, known in rows if label_of(known) == label_of(number)]
                if len(found) == 1:
                    option = Option(option.bill, option.stage, found[0])
                else:
                    many = "More than one amendment" if found else "No amendment"
                    self.add_error("number", f"{many} of that stage has this number.")
        given["option"] = option
        return given


@officers_only
@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    """Divisions by how they came to their place; those that wait for a person first."""
    state = request.GET.get("state", "")
    heading, states = STATES.get(state, STATES[""])
    rows = DivisionPlace.objects.filter(state__in=states).select_related("division__stage", "bill")
    rows = rows.defer("division__votes", "division__facts").order_by("-division__date", "pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "room": ROOM,
        "heading": heading,
        "states": [(name, words) for name, (words, _) in STATES.items()],
        "state": state if state in STATES else "",
        "page": page,
        "page_numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
    }
    return render(request, "tracker/divisions/list.html", context)


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def review_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One division with what it may have decided; on POST what a person says is stored."""
    place = _place(pk)
    options = _all_options(place)
    choices = [*_in_words(options), (NONE, f"Nothing of the {place.bill.short_title}: put it aside")]
    begun: dict[str, Any] = {
        "where": "" if place.state == DivisionPlace.State.SUGGESTED else _where_now(place, options)
    }
    begun |= {"seen": revision_of(place)}
    form = ReviewForm(request.POST or None, choices, initial=begun)
    status = 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            decide(place, Decision(given["option"], given["note"]), by=person(request), seen=given["seen"])
        except NotAnOption as error:
            form.add_error("where", str(error))
        except Moved:
            status = MOVED_ON
            messages.error(request, "Somebody else changed this meanwhile. Look again; nothing was stored.")
            form = ReviewForm(
                None, choices, initial={**given, "where": request.POST["where"], "seen": revision_of(place)}
            )
        else:
            messages.success(request, "Stored. Anybody can now read what this division decided.")
            return redirect("division-review", pk)
    context = {
        "room": ROOM,
        "place": place,
        "division": place.division,
        "bill": place.bill,
        "note": note_of(place.division),
        "form": form,
        "history": place.history.select_related("history_user__person").order_by("-history_id")[:30],
    }
    return render(request, "tracker/divisions/review.html", context, status=UNREADABLE if form.errors else status)


@officers_only
@require_POST
def review_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what a person decided."""
    place = _place(pk)
    if place.is_by_a_person:
        undo(place, note="Taken back", by=person(request))
        messages.success(request, "Taken back. It is as Parliament’s own words place it.")
    return redirect("division-review", pk)


def _place(pk: int) -> DivisionPlace:
    rows = DivisionPlace.objects.select_related("division", "bill").defer("division__votes")
    return get_object_or_404(rows, division_id=pk)


def _all_options(place: DivisionPlace) -> list[Option]:
    """What the machine offers, then every stage of the Bill in that House, then the Bill alone."""
    stages = BillStage.objects.filter(bill=place.bill, house=place.division.house, is_listed=True)
    others = [Option(place.bill_id, pk) for pk in stages.order_by("sort_order").values_list("pk", flat=True)]
    found = dict.fromkeys([*options_of(place), *others, Option(place.bill_id)])
    return sorted(found, key=lambda option: option.stage is None)


def _where_now(place: DivisionPlace, options: list[Option]) -> str:
    """What is chosen already where something is certain or was decided. For a suggestion a person has to choose."""
    return NONE if place.state == DivisionPlace.State.REJECTED else _coded(options[0])


def _in_words(options: list[Option]) -> list[tuple[str, str]]:
    """Each option as a choice of the form. Three queries."""
    bills = Bill.objects.in_bulk({each.bill for each in options})
    stages = BillStage.objects.in_bulk({each.stage for each in options if each.stage})
    rows = Amendment.objects.in_bulk({each.amendment for each in options if each.amendment})
    found = []
    for each in options:
        parts = [title_of(rows[each.amendment])] if each.amendment in rows else []
        if each.stage in stages:
            parts.append(stages[each.stage].description + ("" if parts else ", no amendment"))
        elif not parts:
            parts.append("No stage")
        found.append((_coded(each), ", ".join([*parts, bills[each.bill].short_title])))
    return found


def _coded(option: Option) -> str:
    return "-".join(str(each or 0) for each in (option.bill, option.stage, option.amendment))


def _option(coded: str) -> Option | None:
    if coded == NONE:
        return None
    bill, stage, amendment = (int(each) for each in coded.split("-"))
    return Option(bill, stage or None, amendment or None)
