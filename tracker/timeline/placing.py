"""Where an event stands in a timeline, and which sources tell of it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bills.models import BillStage, House, StageKind
from tracker.templatetags.evidence import Source as Named
from tracker.timeline.events import OURS, WEIGHT, About, Event, Kind, Source
from tracker.timeline.ours import Ours
from tracker.timeline.record import Record

NEVER = date.max
"""Where an event without a day stands when its stage has none either: at the end, and in no "as at"."""

LAST = float("inf")
"""The place of an event that comes after the others of its kind."""


class Placing:
    """Where in the order of a timeline an event of one record stands, and what is known beside it."""

    def __init__(self, record: Record, ours: Ours, today: date) -> None:
        self.ours, self.today = ours, today
        self.bill, self.check, self.course = record.bill, record.check, record.course
        self.addresses = record.bill.historic.get("addresses", {})
        self.days = {pk: record.course.days(pk) for pk in record.course.stages}
        self.order = {pk: place for place, pk in enumerate(record.course.stages)}
        self.placed = {
            pk: {"house": row.house, "stage": row.pk, "place": place_of(row)}
            for pk, row in record.course.stages.items()
        }
        self.ends = self._ends()
        self.asks_of_amendment, self.asks_of_division = self._asks()
        self.assent = next(
            (
                days[0]
                for pk, days in self.days.items()
                if days and record.course.stages[pk].kind_id_received == StageKind.ROYAL_ASSENT
            ),
            None,
        )

    def _ends(self) -> dict[int | None, date]:
        """By which day a stage is surely over: its last one, else the first of the next stage that has any."""
        found: dict[int | None, date] = {None: NEVER}
        later = NEVER
        for pk in reversed(list(self.course.stages)):
            days = self.days[pk]
            found[pk] = days[-1] if days else later
            later = days[0] if days else later
        return found

    def _asks(self) -> tuple[dict[int, frozenset[int]], dict[int, frozenset[int]]]:
        amendments: dict[int, set[int]] = defaultdict(set)
        divisions: dict[int, set[int]] = defaultdict(set)
        for ask in self.ours.asks:
            for pk in ask.amendments:
                amendments[pk].add(ask.pk)
            for pk in ask.divisions:
                divisions[pk].add(ask.pk)
        return (
            {pk: frozenset(asks) for pk, asks in amendments.items()},
            {pk: frozenset(asks) for pk, asks in divisions.items()},
        )

    def event(
        self,
        kind: Kind,
        key: str,
        on: date | None,
        stage: int | None,
        about: About,
        *places: Any,
        is_late: bool = False,
        **facts: Any,
    ) -> Event:
        """An event at its place: after those of its kind with lesser `places`; `is_late`, after all of its stage."""
        anchor = on or self.ends.get(stage, NEVER)
        order = self.order.get(stage or 0, len(self.order))
        rank = (kind in OURS, order, is_late, WEIGHT[kind], *places, key)
        return Event(key, kind, on, anchor, rank, about, **{**self.placed.get(stage or 0, {}), **facts})

    def sources(self, historic: Mapping[str, Any], address: str = "", words: str = "") -> dict[str, Any]:
        """`sources`, `checked_at` and `mark` of a fact: from a historic record, or from Parliament's own pages."""
        return {
            "sources": self.named_sources(historic, address, words),
            "checked_at": self.checked_at(historic),
            "mark": self.mark(historic),
        }

    def named_sources(self, historic: Mapping[str, Any], address: str, words: str = "") -> tuple[Source, ...]:
        """Those that a historic record names; else the address, which is "" or one that may stand in a link."""
        if named := historic.get("sources", ()):
            return tuple(_historic_source(Named(key, self.addresses.get(key, ""))) for key in named)
        url = address or self.bill.parliament_url
        here = "Made up for the demonstration" if self.bill.is_fictional else "The record here"
        return (Source(words or "Parliament’s own page" if url else here, url),)

    def checked_at(self, historic: Mapping[str, Any]) -> datetime | None:
        """When we last looked; not said of what a historic record names a source for."""
        return None if historic.get("sources") else self.check.complete_at

    def mark(self, historic: Mapping[str, Any]) -> str:
        """How sure a historic record is of what it names a source for."""
        return str(historic.get("evidence", "")) if historic.get("sources") else ""


def place_of(stage: BillStage) -> str:
    """A stage with its House: "Report stage (Lords)"; without what is no House's."""
    return str(stage) if stage.house in (House.COMMONS, House.LORDS) else stage.description


def _historic_source(named: Named) -> Source:
    if named.is_link:
        return Source(f"{named.host} ({named.key})", named.address)
    return Source(f"{named.address or 'address not recorded'} ({named.key})", "")


def day_of(words: str) -> date | None:
    """The day of an ISO date; None where the words are none."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
