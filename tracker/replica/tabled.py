"""A fictional amendment through time: what every list and every answer of the API says of it on a given day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from tracker.replica.orders import Order
from tracker.replica.people import Person

T = TypeVar("T")
NEW_STAR, NOTICE_STAR = "★", "☆"
UNDECIDED = "NoDecision"


@dataclass(frozen=True, slots=True)
class Tabled:
    """One amendment. Dates say from when something holds; `names` are (person, date) after the lead.

    `withdrawn` is stated in the papers from that day, `gone` is not explained by anybody. `paper_decision` is what a
    paper says where it is not what the API says; `api_line` likewise is the API's line where it is not the print's.
    """

    dnum: str
    number: str
    lead: Person
    order: Order
    tabled: date
    why: str = ""
    names: tuple[tuple[Person, date], ...] = ()
    interest: tuple[Person, ...] = ()
    altered: tuple[tuple[date, Order], ...] = ()
    renumbered: tuple[tuple[date, str], ...] = ()
    decided: tuple[tuple[date, str], ...] = ()
    withdrawn: date | None = None
    withdrawn_note: str = ""
    gone: date | None = None
    paper_decision: str = ""
    api_line: int | None = None

    @property
    def is_government(self) -> bool:
        """Parliamentary counsel draft for the Government, and their dnums say so."""
        return self.dnum.startswith("OPC")

    def is_tabled(self, day: date) -> bool:
        """Whether it was tabled by that day and has not vanished unexplained."""
        return self.tabled <= day and (self.gone is None or day < self.gone)

    def is_in_paper(self, day: date) -> bool:
        """Whether a paper of that day prints it: one withdrawn stands in the notes at the end instead."""
        return self.is_tabled(day) and (self.withdrawn is None or day < self.withdrawn)

    def order_on(self, day: date) -> Order:
        """Its words on a day."""
        return _latest(self.altered, day) or self.order

    def number_on(self, day: date) -> str:
        """Its printed number on a day."""
        return _latest(self.renumbered, day) or self.number

    def decision_on(self, day: date) -> str:
        """The API's word for its fate on a day."""
        if self.withdrawn and self.withdrawn <= day:
            return "WithdrawnBeforeDebate"
        return _latest(self.decided, day) or UNDECIDED

    def people_on(self, day: date) -> tuple[Person, ...]:
        """The lead first, then those who had signed by that day, in order."""
        return (self.lead, *(person for person, since in self.names if since <= day))

    def star_on(self, day: date, last_list: date | None) -> str:
        """Black where it is new or altered and without notice yet, white where notice is nearly served, else none."""
        changes = [self.tabled, *(since for since, _ in self.altered)]
        newest = max((change for change in changes if change <= day), default=self.tabled)
        if last_list is not None and newest <= last_list:
            return ""
        return NEW_STAR if day - newest <= timedelta(days=1) else NOTICE_STAR


def _latest(changes: tuple[tuple[date, T], ...], day: date) -> T | None:
    """The value of the latest change by that day; None before the first."""
    held = [value for since, value in sorted(changes, key=lambda change: change[0]) if since <= day]
    return held[-1] if held else None


def orders_on(tabled: tuple[Tabled, ...], day: date) -> Mapping[str, tuple[str, Order]]:
    """Number and order of every amendment by dnum, for amendments to amendments."""
    return {each.dnum: (each.number_on(day), each.order_on(day)) for each in tabled}
