"""Where an event stands in a timeline, and which sources tell of it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from bills.models import BillStage, House, StageKind
from bills.publications import is_web_address
from tracker.templatetags.evidence import Source as Named
from tracker.timeline.events import OURS, WEIGHT, Event, Kind, Source
from tracker.timeline.ours import Ours
from tracker.timeline.record import Record

NEVER = date.max
"""Where an event without a day stands when its stage has none either: at the end, and in no "as at"."""

LAST = float("inf")
"""The place of an event that comes after the others of its kind."""


class Placing:
    """Where in the order of a timeline an event of one record stands, and what is known beside it."""

    def __init__(self, record: Record, ours: Ours, today: date) -> None:
        self.record, self.ours, self.today = record, ours, today
        self.bill, self.course = record.bill, record.course
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

    def _asks(self) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
        amendments: dict[int, set[int]] = defaultdict(set)
        divisions: dict[int, set[int]] = defaultdict(set)
        for ask in self.ours.asks:
            for pk in ask.amendments:
                amendments[pk].add(ask.pk)
            for pk in ask.divisions:
                divisions[pk].add(ask.pk)
        return amendments, divisions

    def event(
        self,
        kind: Kind,
        key: str,
        on: date | None,
        stage: int | None,
        *places: Any,
        is_late: bool = False,
        **facts: Any,
    ) -> Event:
        """An event at its place: after those of its kind with lesser `places`; `is_late`, after all of its stage."""
        anchor = on or self.ends.get(stage, NEVER)
        order = self.order.get(stage or 0, len(self.order))
        rank = (kind in OURS, order, is_late, WEIGHT[kind], *places, key)
        return Event(key, kind, on, anchor, rank, **{**self.placed.get(stage or 0, {}), **facts})

    def sources(self, historic: Mapping[str, Any], address: str = "", words: str = "") -> dict[str, Any]:
        """`sources`, `checked_at` and `mark` of a fact: from a historic record, or from Parliament's own pages."""
        if named := historic.get("sources", ()):
            found = [Named(key, self.addresses.get(key, "")) for key in named]
            return {"sources": tuple(map(_historic_source, found)), "mark": historic.get("evidence", "")}
        url = address if is_web_address(address) else self.bill.parliament_url
        stated = Source(words or "Parliament’s own page", url)
        here = Source("Made up for the demonstration" if self.bill.is_fictional else "The record here", "")
        return {"sources": (stated if url else here,), "checked_at": self.record.check.complete_at}


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
