"""History as open data: what changed in Parliament's record, when, with its grades and source.

A change tells the stored columns that it set: all of them where a row is new, else those that differ from the row's
change before. The note on a change is left out: it may be a person's.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from tracker.open_data.columns import Column, Kind, Table, plain
from tracker.open_data.tables import PARLIAMENT

KINDS = {"+": "created", "~": "changed", "-": "deleted"}
TRACKED = {table.name: table for table in PARLIAMENT if table.history is not None}

COLUMNS: tuple[Column, ...] = (
    Column("id", "Our number of the change; later changes have higher ones.", Kind.NUMBER),
    Column("of", "What it is a change of: the name of a table.", Kind.TEXT),
    Column("object", "The number of the row that changed.", Kind.NUMBER),
    Column("change", "created, changed or deleted.", Kind.TEXT),
    Column(
        "grades",
        "How weighty it is, the weightiest first: text, target, decision, place, number, signatures, typography.",
        Kind.TEXTS,
    ),
    Column("effective_at", "The moment that the source speaks for.", Kind.MOMENT, is_null=True),
    Column("recorded_at", "When we recorded it.", Kind.MOMENT),
    Column("source_url", "The address that it was read from.", Kind.TEXT),
    Column("values", "The columns that it set, with their new values.", Kind.DATA),
)


def columns_of(table: Table) -> list[Column]:
    """The stored columns that a table's history keeps, its id left out."""
    kept = {each.attname for each in table.history.tracked_fields}
    return [each for each in table.stored if each.attribute in kept and each.attribute != "id"]


def history_of(table: Table, rows: QuerySet[Any] | None = None) -> QuerySet[Any]:
    """The history rows of these rows (None: of all) of the table."""
    changes = table.history._default_manager.all()
    return changes if rows is None else changes.filter(id__in=rows.order_by().values("pk"))


def change_of(table: Table, row: Any, before: Any | None) -> dict[str, Any]:
    """One history row in open data, told by what differs from the change before."""
    values = {
        each.name: plain(getattr(row, each.attribute))
        for each in columns_of(table)
        if before is None or getattr(row, each.attribute) != getattr(before, each.attribute)
    }
    return {
        "id": row.history_id,
        "of": table.name,
        "object": row.id,
        "change": KINDS.get(row.history_type, row.history_type),
        "grades": row.grades.split(),
        "effective_at": plain(row.effective_at),
        "recorded_at": plain(row.history_date),
        "source_url": row.source_url,
        "values": values,
    }


def with_before(table: Table, changes: QuerySet[Any]) -> list[dict[str, Any]]:
    """A page of changes. Two queries."""
    before = table.history._default_manager.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    rows = list(changes.annotate(before=Subquery(before.order_by("-history_id").values("history_id")[:1])))
    earlier = table.history._default_manager.in_bulk([row.before for row in rows if row.before])
    return [change_of(table, row, earlier.get(row.before)) for row in rows]


def all_changes(table: Table, rows: QuerySet[Any] | None) -> Iterator[dict[str, Any]]:
    """Every change of these rows, row by row, the oldest first."""
    before = None
    for row in history_of(table, rows).order_by(F("id"), F("history_id")).iterator(2_000):
        yield change_of(table, row, before if before is not None and before.id == row.id else None)
        before = row


def replayed(table: Table, changes: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], dict[str, Any]]]:
    """Changes in the order of `all_changes`, each with all that the row then held, by column."""
    held: dict[str, Any] = {}
    last = None
    for change in changes:
        held = {**(held if change["object"] == last else {}), **change["values"]}
        last = change["object"]
        yield change, held
