"""The fictional Parliament on a given day: its Bills, stages, sittings, publications and amendments. Pure.

A World is the whole story; `World.at(day)` is what Parliament would have answered that day. Walking through
`World.days` in order gives a genuine history: new amendments, altered words, added names, decisions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from tracker.replica.layout import LaidOut
from tracker.replica.orders import Worded, worded
from tracker.replica.people import Person
from tracker.replica.tabled import Tabled, orders_on

XML, HTML = "text/xml", "text/html"


@dataclass(frozen=True)
class PingPongItem:
    """A motion or a Lords amendment while the Houses exchange a Bill; `lines` are (indentation, number, words)."""

    item_id: int
    kind: str
    number: str
    summary: str
    lead: Person
    lines: tuple[tuple[int, str, str], ...]
    decided: str = "NoDecision"
    in_lieu: tuple[tuple[str, str, tuple[tuple[int, str, str], ...]], ...] = ()


@dataclass(frozen=True)
class Stage:
    """A Bill's occurrence of a stage. `listed_from` is the day on which Parliament's data first show it."""

    bill_stage_id: int
    kind: int
    name: str
    abbreviation: str
    house: str
    sittings: tuple[date, ...]
    listed_from: date
    committee: str = ""
    amendments: tuple[Tabled, ...] = ()
    printed: LaidOut | None = None
    papers: tuple[date, ...] = ()
    ping_pong: tuple[PingPongItem, ...] = ()
    drops_decided: bool = False
    """A marshalled list of the Lords leaves out what the days before it disposed of."""

    @property
    def is_lords(self) -> bool:
        """Whether the House of Lords sits on it."""
        return self.house == "Lords"

    def listed(self, day: date) -> tuple[Tabled, ...]:
        """The API's list on a day, in its order."""
        return tuple(each for each in self.amendments if each.is_tabled(day))

    def in_paper(self, day: date) -> tuple[Tabled, ...]:
        """What a paper of that day prints, in its order."""
        return tuple(
            each
            for each in self.amendments
            if each.is_in_paper(day) and not (self.drops_decided and self._is_disposed_of(each, day))
        )

    @staticmethod
    def _is_disposed_of(each: Tabled, day: date) -> bool:
        return each.decision_on(day) not in ("NoDecision", "QuestionProposed")

    def worded(self, each: Tabled, day: date) -> Worded:
        """An amendment as printed on a day. Raises ValueError for a stage without a print."""
        if self.printed is None:
            raise ValueError(f"{self.name} has no print")
        order = each.order_on(day)
        others = orders_on(self.amendments, day) if order.amends else {}
        return worded(order, self.printed, others, lords=self.is_lords)

    def last_list(self, day: date) -> date | None:
        """The last paper before a day."""
        return max((paper for paper in self.papers if paper < day), default=None)

    def amendment_id(self, each: Tabled) -> int:
        """The API's id: fixed for the amendment, whatever its number becomes."""
        return self.bill_stage_id * 1000 + self._places[each.dnum]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {each.dnum: place for place, each in enumerate(self.amendments, 1)}


@dataclass(frozen=True)
class Publication:
    """A document. `files` gives the bytes by content type when they are asked for; `link` is a page elsewhere."""

    publication_id: int
    type_id: int
    title: str
    house: str
    published: date
    bill_stage_id: int = 0
    sitting: date | None = None
    name: str = ""
    files: tuple[tuple[str, Callable[[], bytes]], ...] = ()
    link: str = ""

    @cached_property
    def contents(self) -> tuple[tuple[str, bytes], ...]:
        """The files as they are downloaded, made once: (content type, bytes)."""
        return tuple((content_type, make()) for content_type, make in self.files)


@dataclass(frozen=True)
class News:
    """A news item; the content is HTML."""

    article_id: int
    title: str
    content: str
    published: date


@dataclass(frozen=True)
class FictionalBill:
    """A Bill from its introduction on. `act` is (day of Royal Assent, title as an Act)."""

    bill_id: int
    title: str
    long_title: str
    summary: str
    type_id: int
    house: str
    introduced: date
    stages: tuple[Stage, ...]
    sponsors: tuple[tuple[Person | None, str], ...]
    publications: tuple[Publication, ...] = ()
    news: tuple[News, ...] = ()
    act: tuple[date, str] | None = None
    withdrawn: date | None = None

    def stages_on(self, day: date) -> tuple[Stage, ...]:
        """The stages that Parliament's data show on a day."""
        return tuple(stage for stage in self.stages if stage.listed_from <= day)

    def stage_now(self, day: date) -> Stage:
        """The latest stage that has begun."""
        begun = [stage for stage in self.stages_on(day) if stage.sittings and stage.sittings[0] <= day]
        return begun[-1] if begun else self.stages[0]

    def published_on(self, day: date) -> tuple[Publication, ...]:
        """What was published by a day, newest first."""
        out = [each for each in self.publications if each.published <= day]
        return tuple(sorted(out, key=lambda each: (each.published, each.publication_id), reverse=True))

    def last_update(self, day: date) -> datetime:
        """When Parliament last touched the Bill; London time without a zone, as the API has it."""
        days = [self.introduced, *(each.published for each in self.publications), *(n.published for n in self.news)]
        for stage in self.stages:
            days += [*stage.sittings, stage.listed_from]
            for each in stage.amendments:
                days += [each.tabled, *(since for _, since in each.names), *(since for since, _ in each.altered)]
        days += [end for end in (self.withdrawn, self.act and self.act[0]) if end]
        return datetime.combine(max(each for each in days if each <= day), time(17, 45, 12, 345678))


@dataclass(frozen=True)
class Day:
    """The world as Parliament's data show it on one day."""

    world: "World"
    day: date

    @property
    def bills(self) -> tuple[FictionalBill, ...]:
        """The Bills introduced by that day."""
        return tuple(bill for bill in self.world.bills if bill.introduced <= self.day)

    def bill(self, bill_id: int) -> FictionalBill | None:
        """A Bill by its id."""
        return next((bill for bill in self.bills if bill.bill_id == bill_id), None)

    def stage(self, bill: FictionalBill, bill_stage_id: int) -> Stage | None:
        """A stage of a Bill by its id."""
        return next((s for s in bill.stages_on(self.day) if s.bill_stage_id == bill_stage_id), None)

    def publication(self, publication_id: int) -> Publication | None:
        """A publication of any Bill by its id."""
        out = (each for bill in self.bills for each in bill.published_on(self.day))
        return next((each for each in out if each.publication_id == publication_id), None)


@dataclass(frozen=True)
class World:
    """All of the story. `days` are the days worth stopping at, oldest first; the last is today."""

    bills: tuple[FictionalBill, ...]
    days: tuple[date, ...]

    def at(self, day: date | int) -> Day:
        """The world on a date, or on stop number 1, 2, … of `days`. Raises IndexError for a stop that is not there."""
        if isinstance(day, date):
            return Day(self, day)
        if not 1 <= day <= len(self.days):
            raise IndexError(f"the story has {len(self.days)} days, counted from 1; {day} is none of them")
        return Day(self, self.days[day - 1])
