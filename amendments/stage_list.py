"""A stage's amendments in list order, as the stage page shows them: today or as at a moment, filtered, by the page.

The order is that of the latest complete list. What that list does not hold comes after it, under headings of its own:
never as "withdrawn" (design law 2).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from amendments import wording
from amendments.decisions import decision
from amendments.history import rows_as_at
from amendments.models import Amendment, AmendmentPaper, Sponsorship
from amendments.querysets import Place, amendments_of, last_changes, with_last_change
from bills.gathered import from_json, to_read
from bills.prepared import filled, prepared
from bills.text.numbering import amendment_sort_key, provision_sort_key

PER_PAGE = 100
LISTED, ELSEWHERE, UNLISTED = range(3)
HEADINGS = {
    LISTED: "",
    ELSEWHERE: "On another current list, but not on this one",
    UNLISTED: "Not on the latest list",
}
SHOWN = (
    *("id", "bill_id", "stage_id", "kind", "number", "op", "provision", "page", "line", "text", "summary_text"),
    *("gist", "decision", "is_government", "stated_withdrawn", "historic_key"),
)
FACTS = ("readings", "disputed", "historic")
"""The columns of an amendment that a row shows; FACTS hold JSON, and nothing for most rows."""


class Brief(NamedTuple):
    """As much of an amendment as ordering and filter choices need."""

    id: int
    number: str
    provision: str
    op: str
    decision: str
    is_listed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. `heading` is set on the first line of a group."""

    amendment: Amendment
    names: list[str]
    place: Place | None
    group: int
    heading: str
    change_at: datetime | None
    change_grades: str
    is_new: bool

    @property
    def number(self) -> str:
        """The number on this list, or the last one it carried."""
        return (self.place.number if self.place else self.amendment.number) or "—"

    @property
    def star(self) -> str:
        """The star of this list; "" without one."""
        return self.place.star if self.place else ""

    @property
    def star_words(self) -> str:
        """What the star means, for those who cannot see it."""
        return wording.STAR_WORDS.get(self.star, "starred")

    @property
    def title(self) -> str:
        """What a link to it is called."""
        return wording.title_of(self.amendment, self.place.number if self.place else None)

    @property
    def target(self) -> str:
        """Where it would change the Bill, in words."""
        return wording.target_words(self.amendment)

    @property
    def first_words(self) -> str:
        """The beginning of what it says."""
        return wording.first_words(wording.without_target(self.amendment))

    @property
    def movers(self) -> str:
        """Lead name and how many others."""
        return wording.named(self.names)

    @property
    def changed(self) -> str:
        """What changed last: "New", or the kinds of change."""
        return "New" if self.is_new else ", ".join(wording.change_kinds(self.change_grades)).capitalize()

    @property
    def sources(self) -> str:
        """Which sources speak of it."""
        return ", ".join(wording.sources_of(self.amendment, wording.SHORT_SOURCE_WORDS))


@dataclass(frozen=True, slots=True)
class InOrder:
    """The briefs of a stage put in order, with the group of each."""

    briefs: tuple[Brief, ...]
    groups: dict[int, int]

    def counts(self) -> dict[int, int]:
        """How many amendments each group holds."""
        found = Counter(self.groups[brief.id] for brief in self.briefs)
        return {group: found[group] for group in HEADINGS}


def briefs_of(stage: int, moment: datetime | None) -> list[Brief]:
    """Every amendment of the stage in brief. One query."""
    return [Brief(*values) for values in _briefs(stage, **_at(moment))]


def _at(moment: datetime | None) -> dict[str, datetime]:
    return {"moment": moment} if moment else {}


@prepared
def _briefs(stage: int, moment: datetime | None = None) -> QuerySet[Any, Any]:
    return amendments_of(stage, moment).order_by("id").values_list(*Brief._fields)


def in_order(briefs: Iterable[Brief], places: dict[int, Place], order: str = "list") -> InOrder:
    """Order by "list" (the places of the list in force), "number" or "target"; the groups stay apart in each.

    Without any list (`places` empty) everything listed is in order of its number.
    """
    briefs = list(briefs)
    groups = {brief.id: _group(brief, places) for brief in briefs}
    keys = {
        "list": lambda brief: (places[brief.id].position,) if brief.id in places else (0, _by_number(brief, places)),
        "number": lambda brief: _by_number(brief, places),
        "target": lambda brief: (provision_sort_key(brief.provision), _by_number(brief, places)),
    }
    key = keys.get(order, keys["list"])
    return InOrder(tuple(sorted(briefs, key=lambda brief: (groups[brief.id], key(brief)))), groups)


def _group(brief: Brief, places: dict[int, Place]) -> int:
    if brief.id in places:
        return LISTED
    if not brief.is_listed:
        return UNLISTED
    return ELSEWHERE if places else LISTED


def _by_number(brief: Brief, places: dict[int, Place]) -> tuple:
    place = places.get(brief.id)
    return (amendment_sort_key(place.number if place else brief.number), brief.id)


def page_of(ordered: InOrder, number: str | None) -> Page:
    """One page of briefs; a page number that is none or too high gives the first or the last page."""
    return Paginator(ordered.briefs, PER_PAGE).get_page(number)


@dataclass(frozen=True)
class OnePage:
    """What one page of a stage's list shows, by the ids of the amendments; its rows are read when they are asked for.

    `version` is that of the Bill, read before anything else that is here; None as at a day.
    """

    stage: int
    version: int | None
    ids: tuple[int, ...]
    groups: Mapping[int, int]
    places: Mapping[int, Place]
    moment: datetime | None

    @cached_property
    def rows(self) -> list[Row]:
        """The full rows, with names and last change. Two queries, whatever their number."""
        if not self.ids:
            return []
        asked = filled(self.ids, PER_PAGE)
        told = _shown(self.stage, *asked, **_at(self.moment))
        found, changes = {row[0]: _amendment(row) for row in told}, last_changes(row[-1] for row in told)
        names: dict[int, list[str]] = {}
        for pk, name in _names(*asked, **_at(self.moment)):
            names.setdefault(pk, []).append(name)
        shown: list[Row] = []
        for pk in self.ids:
            change, group = changes.get(pk, {}), self.groups[pk]
            is_first = not shown or shown[-1].group != group
            shown.append(
                Row(
                    amendment=found[pk],
                    names=names.get(pk, []),
                    place=self.places.get(pk),
                    group=group,
                    heading=HEADINGS[group] if is_first else "",
                    change_at=change.get("effective_at"),
                    change_grades=change.get("grades", ""),
                    is_new=change.get("history_type") == "+",
                )
            )
        return shown


@prepared
def _shown(stage: int, *ids: int, moment: datetime | None = None) -> QuerySet[Any, Any]:
    rows = amendments_of(stage, moment).filter(id__in=ids).order_by()
    facts = [Cast(name, TextField()) for name in FACTS]
    return with_last_change(rows, moment).values_list(*SHOWN, *facts, "last_change")


def _amendment(row: Sequence[Any]) -> Amendment:
    *columns, _ = row
    return to_read(Amendment, (*SHOWN, *FACTS), [*columns[: len(SHOWN)], *map(from_json, columns[len(SHOWN) :])])


@prepared
def _names(*ids: int, moment: datetime | None = None) -> QuerySet[Any, Any]:
    """The names that stand, in printed order, but the lead name first wherever it stood."""
    rows: QuerySet = Sponsorship.objects.filter(amendment__in=ids)
    stood = rows if moment is None else rows_as_at(rows, moment)
    listed = stood.filter(is_listed=True).order_by("-is_lead", "order", "id")
    return listed.values_list("amendment_id", "printed_name")


def order_words(paper: AmendmentPaper | None) -> str:
    """Where the order of the list comes from, in words."""
    if paper is None:
        return "in order of their numbers"
    return f"in the order of {wording.of_paper(paper)}"


def target_choices(briefs: Iterable[Brief]) -> list[tuple[str, str]]:
    """The targets that occur, in the order of the Bill, for a filter: (value, words)."""
    briefs = list(briefs)
    named = sorted({brief.provision for brief in briefs if brief.provision}, key=provision_sort_key)
    unplaced = {brief.op if brief.op in wording.NEW_PROVISION else "none" for brief in briefs if not brief.provision}
    words = {"new_clause": "New clauses", "new_schedule": "New schedules", "none": "No single provision"}
    return [(value, wording.provision_words(value)) for value in named] + [
        (value, words[value]) for value in words if value in unplaced
    ]


def decision_choices(briefs: Iterable[Brief]) -> list[tuple[str, str]]:
    """The decisions that occur, by Parliament's word: (value, words)."""
    found = sorted({brief.decision for brief in briefs if brief.decision})
    return [(word, decision(word).official) for word in found]
