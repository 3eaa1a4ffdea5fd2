"""Asks as pages show them: what is live for each at the Bill's stage, and our latest judgement. Few queries for many.

And the one way in which the clauses of an ask are set.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from coalition import writing
from coalition.gaps import AskNow, asks_now
from coalition.models import Ask, AskClause, Outcome
from coalition.querysets import visible_to
from coalition.roles import Visitor


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
        known = {row.clause_id: row for row in ask.rests_on.all()}
        if not is_written and clauses != {pk for pk, row in known.items() if row.is_listed}:
            writing.touch(ask, by=by, note=note or "What it rests on was changed")
        for pk in clauses - known.keys():
            writing.create(AskClause(ask=ask, clause_id=pk), by=by, note=note)
        for pk, row in known.items():
            writing.change(row, {"is_listed": pk in clauses}, by=by, note=note)
