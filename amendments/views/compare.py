"""What changed in a stage between two lists, or between two days."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amendments.comparison import Comparison, Side, Wanted, compare_sides, sides_of
from amendments.filters import Choice, DateInput
from amendments.history import end_of
from amendments.models import AmendmentPaper
from amendments.querysets import check_of, list_in_force, papers_of, stage_of
from amendments.states import read_late, stage_state
from amendments.views.addresses import trail_to
from amendments.wording import of_paper, paper_words
from bills.finished import finished
from bills.models import BillStage
from bills.prepared import one_or_404

COMPARED_SO = "Which amendments it holds, their numbers, places and stars are compared; what they say is not."


class CompareForm(forms.Form):
    """Two lists, or two days; days win where both are given."""

    old = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, label="Earlier list", widget=Choice)
    new = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, label="Later list", widget=Choice)
    since = forms.DateField(required=False, widget=DateInput, label="From the end of")
    until = forms.DateField(required=False, widget=DateInput, label="To the end of")

    def __init__(self, values: Any, papers: Sequence[AmendmentPaper]) -> None:
        super().__init__(values)
        choices = [("", "Choose a list"), *((paper.pk, paper_words(paper)) for paper in papers)]
        self.fields["old"].choices = choices  # type: ignore[attr-defined]
        self.fields["new"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Two days must both be given and in order; so must two lists."""
        values = super().clean() or self.cleaned_data
        for one, other, what in (("old", "new", "list"), ("since", "until", "day")):
            if bool(values.get(one)) != bool(values.get(other)) and not {one, other} & set(self.errors):
                self.add_error(one if not values.get(one) else other, f"Choose a second {what} to compare with.")
        if values.get("since") and values.get("until") and values["since"] > values["until"]:
            self.add_error("until", "The second day is before the first.")
        return values


@require_safe
def compare_page(request: HttpRequest, bill_pk: int, pk: int) -> HttpResponse:
    """Without a choice, the two newest lists of one source are compared; with fewer than two, the page says so."""
    stage = one_or_404(stage_of(bill_pk, pk))
    papers = papers_of(stage)
    asked = {name: value for name, value in request.GET.items() if value}
    form = CompareForm(asked or _newest_two(papers), papers)
    sides = _sides(stage, papers, form.cleaned_data) if form.is_valid() else None
    comparison = compare_sides(*sides) if sides else None
    context = {
        "answer": _answer(comparison, papers),
        "notes": _notes(comparison),
        "parliament_url": stage.parliament_url,
        "stage": stage,
        "bill": stage.bill,
        "trail": trail_to(stage, with_stage=True),
        "form": form,
        "comparison": comparison,
        "state": stage_state(stage, check_of(stage), papers, total=1),
    }
    return finished(request, render(request, "amendments/compare.html", context), [bill_pk])


def _answer(comparison: Comparison | None, papers: Sequence[AmendmentPaper]) -> str:
    if comparison is not None:
        return f"From {comparison.old.title} to {comparison.new.title}: {comparison.answer()}."
    if len(papers) < 2:
        return "Fewer than two lists of this stage have been read, so there is nothing to compare yet."
    return "Choose two lists, or two days, to see what changed between them."


def _notes(comparison: Comparison | None) -> list[str]:
    """What limits the answer: a list read late, one not claiming to be complete, or two of different sources."""
    if comparison is None:
        return []
    sides = (comparison.old, comparison.new)
    papers = [side.paper for side in sides if side.paper]
    notes = [f"{read_late(side.paper)} {COMPARED_SO}" for side in sides if side.paper and side.unkept]
    notes += [
        f"{paper_words(paper)} does not claim to hold every amendment: what is missing from it says nothing."
        for paper in papers
        if not paper.is_complete
    ]
    if len({paper.source for paper in papers}) > 1:
        notes.append("The two lists come from different sources, which do not always hold the same amendments.")
    return notes


def _newest_two(papers: Sequence[AmendmentPaper]) -> dict[str, int]:
    """The newest two complete lists of the source whose list is newest, papers first; {} with fewer than two."""
    for source in (AmendmentPaper.Source.PAPER, AmendmentPaper.Source.API):
        of_source = [paper for paper in papers if paper.source == source and paper.is_complete]
        if len(of_source) > 1:
            return {"new": of_source[0].pk, "old": of_source[1].pk}
    return {}


def _sides(stage: BillStage, papers: Sequence[AmendmentPaper], chosen: dict[str, Any]) -> tuple[Side, Side] | None:
    if chosen.get("since") and chosen.get("until"):
        return sides_of(stage, _day(papers, chosen["since"]), _day(papers, chosen["until"]))
    by_pk = {paper.pk: paper for paper in papers}
    pair = [by_pk[chosen[name]] for name in ("old", "new") if chosen.get(name)]
    if len(pair) < 2:
        return None
    return sides_of(stage, *(Wanted(of_paper(paper), paper.effective_at, paper) for paper in pair))


def _day(papers: Sequence[AmendmentPaper], day: date) -> Wanted:
    moment = end_of(day)
    return Wanted(f"the end of {day:%-d %B %Y}", moment, list_in_force(list(papers), moment))
