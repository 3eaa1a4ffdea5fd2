"""Which amendment goes on with the aim of an earlier one: said by policy officers, never concluded from likeness.

It is the coalition's word beside Parliament's record, and says who joined the two and when. See models.Continuation.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from amendments.models import Amendment
from bills.models import Bill
from coalition import writing
from coalition.amendment_search import name_with_stage
from coalition.models import Continuation
from coalition.querysets import visible_to
from coalition.roles import Visitor


class CannotJoin(Exception):
    """The two cannot be joined; the message says why in plain words. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Joined:
    """One continuation as a page tells it: who last joined the two, or took it back, and when."""

    row: Continuation
    later: str
    earlier: str
    who: str
    when: datetime


def join(later: Amendment, earlier: Amendment, *, by: User, note: str = "") -> Continuation:
    """Say that the later amendment continues the earlier; one that was taken back stands again. Raises CannotJoin."""
    if later.bill_id != earlier.bill_id:
        raise CannotJoin("The two are of different Bills.")
    if earlier.stage.sort_order >= later.stage.sort_order:
        raise CannotJoin("Choose an amendment of an earlier stage: only that can be continued.")
    with transaction.atomic():
        Bill.objects.select_for_update().only("pk").get(pk=later.bill_id)
        known = Continuation.objects.filter(amendment=later, follows=earlier).first()
        if known is None:
            row = Continuation(amendment=later, follows=earlier, note=note.strip(), is_shared=True)
            return writing.create(row, by=by, note=note.strip() or "Joined")
        if known.is_listed:
            raise CannotJoin("The two are joined already.")
        values = {"is_listed": True, "note": note.strip() or known.note}
        writing.change(known, values, by=by, note=note.strip() or "Joined again")
        return known


def set_standing(row: Continuation, *, is_listed: bool, by: User, note: str = "", seen_revision: int | None) -> bool:
    """Take a continuation back, or let it stand again; tells whether anything was written. Raises EditConflict."""
    said = note.strip() or ("Joined again" if is_listed else "Taken back")
    return writing.change(row, {"is_listed": is_listed}, by=by, note=said, seen_revision=seen_revision)


def continuations_of(user: Visitor, amendment: Amendment, *, with_taken_back: bool = False) -> list[Joined]:
    """Every continuation of the aim that the amendment stands in, over all stages, the earliest first. One query."""
    rows = _named(visible_to(user, Continuation).filter(amendment__bill=amendment.bill_id))
    standing = [row for row in rows if row.is_listed or (with_taken_back and amendment.pk in _ends(row))]
    reached, before = {amendment.pk}, 0
    while len(reached) != before:
        before = len(reached)
        for row in standing:
            if reached & _ends(row):
                reached |= _ends(row)
    found = [row for row in standing if _ends(row) <= reached]
    return [_joined(row) for row in sorted(found, key=_order)]


def _named(rows: QuerySet[Continuation]) -> list[Any]:
    last = Continuation.history.filter(id=OuterRef("pk")).order_by("-history_id")
    named = rows.select_related("amendment__stage", "follows__stage").annotate(
        last_by=Subquery(last.values("history_user__person__name")[:1]),
        last_at=Subquery(last.values("history_date")[:1]),
    )
    return list(named)


def _ends(row: Continuation) -> set[int]:
    return {row.amendment_id, row.follows_id}


def _order(row: Continuation) -> tuple[int, int, int]:
    return row.amendment.stage.sort_order, row.follows.stage.sort_order, row.pk


def _joined(row: Any) -> Joined:
    names = name_with_stage(row.amendment), name_with_stage(row.follows)
    return Joined(row, *names, row.last_by or "somebody", row.last_at)
