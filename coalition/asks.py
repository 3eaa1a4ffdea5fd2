"""Asks as pages show them: what is live for each at the Bill's stage, and our latest judgement. Few queries for many.

And the one way in which the clauses and the grounds of an ask are set.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from coalition import writing
from coalition.gaps import AskNow, asks_now
from coalition.models import Ask, AskClause, Ground, Outcome
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


def save_ask(ask: Ask, values: dict[str, Any], clauses: set[int], *, by: Any, note: str, seen: int | None) -> None:
    """Write an ask and the clauses it rests on, in one transaction. Raises EditConflict with nothing written."""
    with transaction.atomic():
        if ask.pk is None:
            writing.create(ask, by=by, note=note)
            is_written = True
        else:
            is_written = writing.change(ask, values, by=by, note=note, seen_revision=seen)
        if set_clauses(ask, clauses, by=by, note=note) and not is_written:
            writing.touch(ask, by=by, note=note or "What it rests on was changed")


def set_clauses(ask: Ask, clauses: set[int], *, by: Any, note: str) -> bool:
    """Make the ask rest on these clauses and no others; tells whether anything was written."""
    known = {row.clause_id: row for row in ask.rests_on.all()}
    new = clauses - known.keys()
    for pk in sorted(new):
        writing.create(AskClause(ask=ask, clause_id=pk), by=by, note=note)
    changed = [writing.change(row, {"is_listed": pk in clauses}, by=by, note=note) for pk, row in known.items()]
    return bool(new) or any(changed)


def set_grounds(ask: Ask, wanted: Iterable[Ground], *, by: Any, note: str) -> bool:
    """Make the ask appeal to these grounds and no others; tells whether anything was written.

    A ground is the same by its kind, instrument and place: then its quotation and address change. None is deleted.
    """
    left = list(ask.grounds.order_by("-is_listed", "pk"))
    is_written = False
    for ground in wanted:
        told = {name: getattr(ground, name) for name in GROUND_WORDS}
        same = [row for row in left if all(getattr(row, name) == told[name] for name in GROUND_NAMES)]
        exact = [row for row in same if all(getattr(row, name) == value for name, value in told.items())]
        if same:
            row = (exact or same)[0]
            left.remove(row)
            is_written |= writing.change(row, {**told, "is_listed": True}, by=by, note=note)
        else:
            writing.create(Ground(ask=ask, **told), by=by, note=note)
            is_written = True
    gone = [writing.change(row, {"is_listed": False}, by=by, note=note) for row in left]
    return is_written or any(gone)
