"""Asks as pages show them: what is live for each at the Bill's stage, and our latest judgement. Few queries for many.

And the one way in which the grounds of an ask are set; its clauses: coalition/groups.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coalition import writing
from coalition.gaps import AskNow, asks_now
from coalition.models import Ask, Ground, Outcome
from coalition.querysets import visible_to
from coalition.roles import Visitor

GROUND_NAMES = ("kind", "instrument", "place")
GROUND_WORDS = (*GROUND_NAMES, "quotation", "source_url")


@dataclass(slots=True)
class AskLine:
    """An ask in a list. `is_gap`: the Bill is at a stage, and nothing live there carries the ask."""

    ask: Ask
    now: AskNow
    latest: Outcome | None = None

    @property
    def is_gap(self) -> bool:
        """Whether somebody should think of an amendment."""
        return self.now.is_gap

    @property
    def live(self) -> list[tuple[str, str]]:
        """The live amendments that carry it: name and address."""
        return [(each.title, each.amendment.get_absolute_url()) for each in self.now.carrying]


def lines_of(user: Visitor, asks: Iterable[Ask]) -> list[AskLine]:
    """The asks in their order, with what the visitor may know of each. Four queries, however many."""
    rows = list(asks)
    now = asks_now(user, rows)
    found = {row.pk: AskLine(row, now[row.pk]) for row in rows}
    for outcome in visible_to(user, Outcome).filter(ask__in=found, is_listed=True).order_by("on", "pk"):
        found[outcome.ask_id].latest = outcome
    return list(found.values())


def set_grounds(ask: Ask, wanted: Iterable[Ground], *, by: Any, note: str) -> None:
    """Make the ask appeal to these grounds and no others.

    A ground is the same by its kind, instrument and place: then its quotation and address change. None is deleted.
    """
    left = list(ask.grounds.order_by("-is_listed", "pk"))
    for ground in wanted:
        told = {name: getattr(ground, name) for name in GROUND_WORDS}
        same = [row for row in left if all(getattr(row, name) == told[name] for name in GROUND_NAMES)]
        exact = [row for row in same if all(getattr(row, name) == value for name, value in told.items())]
        if same:
            row = (exact or same)[0]
            left.remove(row)
            writing.change(row, {**told, "is_listed": True}, by=by, note=note)
        else:
            writing.create(Ground(ask=ask, **told), by=by, note=note)
    for row in left:
        writing.change(row, {"is_listed": False}, by=by, note=note)
