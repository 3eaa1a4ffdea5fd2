"""Asks as pages show them: what is live for each at the Bill's stage, and our latest judgement. Few queries for many.

And the one way in which the clauses of an ask are set.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from amendments.decisions import KNOWN, OPEN
from amendments.models import Amendment
from amendments.wording import title_of
from bills.models import BillStage
from coalition import writing
from coalition.models import Ask, AskClause, ClauseLink, Outcome
from coalition.querysets import visible_to
from coalition.roles import Visitor

UNDECIDED = ("", *(known.word for known in KNOWN if known.outcome == OPEN))


@dataclass(slots=True)
class AskLine:
    """An ask in a list. `is_gap`: the Bill is at a stage, and nothing live there carries the ask."""

    ask: Ask
    has_stage: bool
    live: list[tuple[str, str]] = field(default_factory=list)
    latest: Outcome | None = None

    @property
    def is_gap(self) -> bool:
        """Whether somebody should think of an amendment."""
        return self.has_stage and not self.live


def lines_of(user: Visitor, asks: Iterable[Ask]) -> list[AskLine]:
    """The asks in their order, with what the visitor may know of each. Three queries, however many."""
    rows = list(asks)
    current = {row.bill.current_stage_id_received for row in rows if row.bill.current_stage_id_received}
    stages = dict(BillStage.objects.filter(bill_stage_id__in=current).values_list("bill_id", "pk"))
    found = {row.pk: AskLine(row, row.bill_id in stages and not row.bill.is_act) for row in rows}
    live = Amendment.objects.filter(stage__in=stages.values(), is_listed=True, decision__in=UNDECIDED)
    links = visible_to(user, ClauseLink).filter(
        ask__in=found, state=ClauseLink.State.CONFIRMED, amendment__in=live.values("pk")
    )
    for link in links.select_related("amendment").order_by("amendment"):
        if link.amendment is not None and link.ask_id is not None:
            found[link.ask_id].live.append((title_of(link.amendment), link.amendment.get_absolute_url()))
    for outcome in visible_to(user, Outcome).filter(ask__in=found, is_listed=True).order_by("on", "pk"):
        found[outcome.ask_id].latest = outcome
    return list(found.values())


def save_ask(ask: Ask, values: dict[str, Any], clauses: set[int], *, by: Any, note: str, seen: int | None) -> None:
    """Write an ask and the clauses it rests on, in one transaction. Raises EditConflict with nothing written."""
    with transaction.atomic():
        if ask.pk is None:
            writing.create(ask, by=by, note=note)
        else:
            writing.change(ask, values, by=by, note=note, seen_revision=seen)
        known = {row.clause_id: row for row in ask.rests_on.all()}
        for pk in clauses - known.keys():
            writing.create(AskClause(ask=ask, clause_id=pk), by=by, note=note)
        for pk, row in known.items():
            writing.change(row, {"is_listed": pk in clauses}, by=by, note=note)
