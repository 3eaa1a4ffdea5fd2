"""What of a timeline a reader asked for, by its address: as at a day, a House, a kind, a stage, a day, an ask.

Every choice is a plain link and every page has an address that can be sent to a colleague.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.formats import date_format

from amendments.filters import DayForm
from bills.models import BillStage
from tracker.timeline.events import DECISIONS, WORDS, Event, Kind, as_at, folded
from tracker.timeline.placing import place_of

EVENTS_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """One link of a filter: its words, where it leads, and whether it is what the page shows."""

    words: str
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for; what cannot be read is left out, and named in the form's errors where it is a day."""

    at: date | None = None
    house: str = ""
    kind: str = ""
    only: str = ""
    """"ours" or "decisions"."""
    ask: int | None = None
    stage: int | None = None
    day: date | None = None
    form: DayForm = field(default_factory=DayForm)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the day as at which is asked for."""
        return bool(self.house or self.kind or self.only or self.ask or self.stage or self.day)

    @property
    def is_close(self) -> bool:
        """Whether one stage, one day or one ask is asked for: then every amendment is told by itself."""
        return bool(self.stage or self.day or self.ask)

    def zoom(self, folded: Event) -> str:
        """The address that opens the events that are told as one with this; "" of what is of no stage."""
        return self.address(stage=folded.stage, day=folded.on, kind=folded.kind) if folded.stage else ""

    def address(self, **other: Any) -> str:
        """The address of the page with these choices instead, as a query."""
        named = {
            "house": self.house,
            "kind": self.kind,
            "only": self.only,
            "ask": self.ask,
            "stage": self.stage,
            "day": self.day,
            "at": self.at,
            **other,
        }
        given = {name: value for name, value in named.items() if value}
        return f"?{urlencode(given)}" if given else "?"


def asked_of(query: Mapping[str, str], *, stages: Iterable[int], asks: Iterable[int], today: date) -> Asked:
    """Read an address. A day to come is today: nobody knows what stands then."""
    form = DayForm(query)
    form.is_valid()
    at = form.cleaned_data.get("at")
    house, kind, only = query.get("house", ""), query.get("kind", ""), query.get("only", "")
    return Asked(
        at=at if at and at < today else None,
        house=house if house in ("Commons", "Lords") else "",
        kind=kind if kind in set(Kind) else "",
        only=only if only in ("ours", "decisions") else "",
        ask=_one_of(query.get("ask", ""), asks),
        stage=_one_of(query.get("stage", ""), stages),
        day=_day(query.get("day", "")),
        form=form,
    )


def _one_of(words: str, known: Iterable[int]) -> int | None:
    return next((pk for pk in known if str(pk) == words), None)


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Shown:
    """The events that a page shows, and the choices around them."""

    events: Sequence[Event]
    page: Page
    page_numbers: Sequence[Any]
    found: int
    """How many events there are with what was asked for."""
    total: int
    """How many there are as at the day, whatever else was asked for."""
    later: int
    """How many came after the day as at which the page is shown."""
    filters: Sequence[tuple[str, Sequence[Choice]]]
    span: tuple[date, date] | None
    """The first and the last day on which Parliament dealt with it, of what was asked for."""


def shown(
    events: Sequence[Event],
    asked: Asked,
    *,
    stages: Mapping[int, BillStage],
    asks: Sequence[tuple[int, str]] = (),
    page: str | None = None,
    is_close: bool = False,
) -> Shown:
    """Choose from the events. `is_close`: nothing is folded, whatever was asked for."""
    known = as_at(events, asked.at)
    if asked.at:
        known = [_without_hindsight(each) for each in known]
    chosen = [each for each in known if _is_wanted(each, asked)] if asked.is_narrowed else known
    told = chosen if is_close or asked.is_close else folded(chosen, asked.zoom)
    paginator = Paginator(told, EVENTS_A_PAGE)
    here = paginator.get_page(page)
    return Shown(
        events=list(here),
        page=here,
        page_numbers=list(paginator.get_elided_page_range(here.number, on_each_side=1, on_ends=1)),
        found=len(chosen),
        total=len(known),
        later=len(events) - len(known),
        filters=_filters(known, asked, stages, asks),
        span=_span(chosen),
    )


def _without_hindsight(event: Event) -> Event:
    """The event without the remark that a record's author wrote beside a decision, knowing how all ended."""
    return event._replace(remark="") if event.is_decision and event.remark else event


def _span(events: Iterable[Event]) -> tuple[date, date] | None:
    days = [each.on for each in events if each.on and each.stage and not each.is_ours]
    return (min(days), max(days)) if days else None


def _is_wanted(each: Event, asked: Asked) -> bool:
    return (
        (not asked.house or each.house == asked.house)
        and (not asked.kind or each.kind == asked.kind)
        and (asked.only != "ours" or each.is_ours or bool(each.asks))
        and (asked.only != "decisions" or each.kind in DECISIONS)
        and (not asked.ask or asked.ask in each.asks)
        and (not asked.stage or each.stage == asked.stage)
        and (not asked.day or each.on == asked.day)
    )


def _filters(
    events: Sequence[Event], asked: Asked, stages: Mapping[int, BillStage], asks: Sequence[tuple[int, str]]
) -> list[tuple[str, list[Choice]]]:
    """Each filter with its links; one that would change nothing is left out."""
    houses = {each.house for each in events} & {"Commons", "Lords"}
    kinds = {each.kind for each in events}
    held = {each.stage for each in events}
    told: list[tuple[str, str, list[tuple[Any, str]]]] = [
        ("House", "house", [(name, name) for name in ("Commons", "Lords") if name in houses]),
        ("Only", "only", [("decisions", "Decisions"), ("ours", "What is ours, or bears on it")]),
        ("Kind", "kind", [(kind.value, WORDS[kind]) for kind in Kind if kind in kinds]),
        ("Stage", "stage", [(pk, place_of(row)) for pk, row in stages.items() if pk in held]),
        ("Ask", "ask", list(asks)),
    ]
    found = []
    for words, name, choices in told:
        if len(choices) > 1 or getattr(asked, name):
            now = getattr(asked, name)
            links = [Choice("All", asked.address(**{name: None}), not now)]
            links += [Choice(label, asked.address(**{name: value}), now == value) for value, label in choices]
            found.append((words, links))
    if asked.day:
        day = date_format(asked.day, "j F Y")
        found.append(("Day", [Choice("All", asked.address(day=None), False), Choice(day, asked.address(), True)]))
    return found
