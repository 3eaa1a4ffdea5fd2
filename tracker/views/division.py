"""One division: what was asked, what came of it, how parties and Members voted, and what it decided."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import strip_tags
from django.views.decorators.http import require_safe

from amendments.models import AmendmentDivision
from amendments.wording import title_of
from bills.finished import EVERY_BILL, finished
from bills.models import Bill, Division
from scrapers.models import FetchRun
from scrapers.parse.division_titles import in_words, question_of
from tracker.divisions import result, tally
from tracker.divisions.bars import bars_of
from tracker.divisions.models import DivisionPlace
from tracker.templatetags.checked import check_of

VOTERS_SHOWN = 100
LONGEST_NAME = 100


@require_safe
def division_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A division of either House. At most six queries, whatever its size; a wrong filter finds nobody."""
    rows = Division.objects.select_related("bill", "stage__bill", "place__bill").filter(is_listed=True)
    division = get_object_or_404(rows, pk=pk)
    place: DivisionPlace | None = getattr(division, "place", None)
    bill = division.bill or (place.bill if place else None)
    sides = result.sides_of(division.house)
    voters = tally.voters_of(division.votes)
    splits = tally.split_of(division.votes)
    found = result.result_of(division.house, division.ayes, division.noes, division.facts, division.historic)
    context: dict[str, Any] = {
        "division": division,
        "bill": bill,
        "is_placed": division.bill_id is not None,
        "trail": _trail(division),
        "sides": sides,
        "question": _question(division),
        "note": note_of(division),
        "result": found,
        "splits": splits,
        "drawing": bars_of(splits),
        "tellers": [voter for voter in voters if voter.is_teller],
        "rebels": tally.against_their_party(voters, splits),
        "missing": _missing(division, sides),
        "decided": _decided(division),
        "place": place,
        "check": _check(division, bill),
        "source_url": source_url(division, bill),
        **_voters(request, voters, splits, sides),
    }
    shows = [division.bill_id] if division.bill_id else EVERY_BILL
    return finished(request, render(request, "tracker/division.html", context), shows)


def source_url(division: Division, bill: Bill | None) -> str:
    """Parliament's own page of a division; "" for one it does not know, or that is not real."""
    if not division.division_id or (bill and bill.is_fictional):
        return ""
    return f"https://votes.parliament.uk/votes/{division.house.lower()}/division/{division.division_id}"


def _trail(division: Division) -> list[tuple[str, str]]:
    steps = [("Bills", reverse("bills:list"))]
    if division.bill:
        steps.append((division.bill.short_title, division.bill.get_absolute_url()))
    if division.stage:
        steps.append((division.stage.description, division.stage.get_absolute_url()))
    return steps


def _question(division: Division) -> str:
    """The question in plain English, where Parliament's title or note says one that we can read for certain."""
    if not division.bill or division.historic_key:
        return ""
    note = str(division.facts.get("amendmentMotionNotes") or "")
    for title in (division.bill.short_title, division.bill.former_short_title):
        question = question_of(division.title, note, title) if title else None
        if question:
            return in_words(question, division.house)
    return ""


def note_of(division: Division) -> str:
    """What Parliament adds to the title in its own words: the Lords' note, or the Commons' description."""
    facts = division.facts
    told = [facts.get(name) for name in ("amendmentMotionNotes", "FriendlyTitle", "FriendlyDescription", "notes")]
    return " ".join(" ".join(strip_tags(str(each)) for each in told if each).split())


def _missing(division: Division, sides: result.Sides) -> list[str]:
    """Where fewer Members are named than were counted, in words; nothing while nobody is named at all."""
    if not division.votes:
        return []
    names = {tally.FOR: sides.ayes, tally.AGAINST: sides.noes}
    short = tally.missing_names(division.votes, division.ayes, division.noes)
    return [f"{named} of the {counted} {names[side]}" for side, (named, counted) in short.items()]


@dataclass(frozen=True, slots=True)
class Decided:
    """An amendment that a division decided, as the page names it."""

    title: str
    url: str
    decision: str
    gist: str


def _decided(division: Division) -> list[Decided]:
    links = AmendmentDivision.objects.filter(division=division, is_listed=True).select_related("amendment")
    return [
        Decided(title_of(row), row.get_absolute_url(), row.decision, row.gist)
        for row in (link.amendment for link in links)
    ]


def _check(division: Division, bill: Bill | None) -> Any:
    """When the Bill's divisions were last read; nothing for a historic one, whose sources are named instead."""
    if division.historic_key or bill is None:
        return None
    return check_of(FetchRun.objects.filter(bill=bill, kind=FetchRun.Kind.DIVISIONS))


class VoterForm(forms.Form):
    """Which Members to show."""

    q = forms.CharField(
        label="Name or place",
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"class": "govuk-input"}),
    )
    party = forms.ChoiceField(label="Party", required=False, widget=forms.Select(attrs={"class": "govuk-select"}))
    vote = forms.ChoiceField(label="Vote", required=False, widget=forms.Select(attrs={"class": "govuk-select"}))

    def __init__(self, data: Any, parties: list[str], votes: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["party"].choices = [("", "All"), *((party, party) for party in parties)]  # type: ignore[attr-defined]
        self.fields["vote"].choices = [("", "All"), *votes]  # type: ignore[attr-defined]


def _voters(
    request: HttpRequest, voters: tuple[tally.Voter, ...], splits: tuple[tally.PartySplit, ...], sides: result.Sides
) -> dict[str, Any]:
    """The Members that the reader asked for, a page at a time."""
    words = {tally.FOR: sides.aye, tally.AGAINST: sides.no, tally.NO_VOTE: "No vote recorded"}
    there = {voter.side for voter in voters}
    parties = sorted({voter.party for voter in voters})
    form = VoterForm(request.GET, parties, [(side, word) for side, word in words.items() if side in there])
    wanted = form.cleaned_data if form.is_valid() else None
    shown = [voter for voter in voters if wanted is not None and _is_wanted(voter, wanted)]
    page = Paginator(shown, VOTERS_SHOWN).get_page(request.GET.get("page"))
    return {
        "form": form,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "voter_count": len(voters),
        "found": len(shown),
        "page": page,
        "page_numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "voters": [(voter, words[voter.side]) for voter in page],
    }


def _is_wanted(voter: tally.Voter, wanted: dict[str, str]) -> bool:
    words = wanted["q"].casefold().split()
    text = f"{voter.name} {voter.list_as} {voter.sits_for}".casefold()
    return (
        all(word in text for word in words)
        and wanted["party"] in ("", voter.party)
        and wanted["vote"] in ("", voter.side)
    )
