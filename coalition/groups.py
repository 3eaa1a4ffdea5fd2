"""Boxes to tick that are rows of their own: the clauses that an ask rests on, the asks that a paper is about.

A record and its group are written together, under the record's revision: who opened the form before either changed is
told. A row that is unticked is kept as no longer listed.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from coalition import writing
from coalition.models import AskClause, BriefingAsk, Kept


@dataclass(frozen=True, slots=True)
class Group:
    """Which rows they are. Their field `whole` leads to the record, their field `part` to the box."""

    model: type[Kept]
    whole: str
    part: str
    why: str
    """What history says of the record where only its group changed and no note was given."""


RESTS_ON = Group(AskClause, "ask", "clause", "What it rests on was changed")
ABOUT = Group(BriefingAsk, "briefing", "ask", "What it is about was changed")


def ticked(group: Group, record: Kept) -> frozenset[int]:
    """The boxes that are ticked now, by key."""
    rows = group.model._default_manager.filter(**{group.whole: record.pk, "is_listed": True})
    return frozenset(rows.values_list(f"{group.part}_id", flat=True))


def ticked_at(group: Group, record: Any, revision: int) -> frozenset[int]:
    """The boxes that were ticked while the record stood at this revision, from history.

    The rows of a group are written after the record's own row in the same transaction, so what is older than the
    next revision of the record belongs to this one.
    """
    later = record.history.filter(revision__gt=revision).order_by("history_id").first()
    rows: Any = group.model.history.filter(**{group.whole: record.pk})  # type: ignore[attr-defined]
    if later:
        rows = rows.filter(history_date__lt=later.history_date)
    last = {getattr(row, f"{group.part}_id"): row.is_listed for row in rows.order_by("history_id")}
    return frozenset(part for part, is_listed in last.items() if is_listed)


def save_with_groups(
    record: Kept, values: dict[str, Any], boxes: Mapping[Group, Set[int]], *, by: Any, note: str, seen: int | None
) -> None:
    """Write a record and which boxes of its groups are ticked, in one transaction; `values` count where it is stored.

    Raises EditConflict with nothing written.
    """
    with transaction.atomic():
        if record.pk is None:
            writing.create(record, by=by, note=note)
            is_written = True
        else:
            is_written = writing.change(record, values, by=by, note=note, seen_revision=seen)
        for group, wanted in boxes.items():
            if not is_written and wanted != ticked(group, record):
                writing.touch(record, by=by, note=note or group.why)
                is_written = True
            set_ticked(group, record, wanted, by=by, note=note)


def set_ticked(group: Group, record: Kept, wanted: Set[int], *, by: Any, note: str) -> None:
    """Tick exactly these boxes. The record's own row is to be written before."""
    known: Any = group.model._default_manager.filter(**{group.whole: record.pk})
    rows = {getattr(row, f"{group.part}_id"): row for row in known}
    for part in sorted(wanted - rows.keys()):
        writing.create(group.model(**{group.whole: record, f"{group.part}_id": part}), by=by, note=note)
    for part, row in rows.items():
        writing.change(row, {"is_listed": part in wanted}, by=by, note=note)
