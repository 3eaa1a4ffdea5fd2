"""Why a row changed: what every history row records, and the only ways to write a tracked model.

A change comes from a snapshot of Parliament's bytes or from a person with a note (design law 4): every writer says
which, in a `Why`.
"""

import itertools
import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, models, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

BATCH = 500
M = TypeVar("M", bound=models.Model)


class HistoryWhy(models.Model):
    """Added to every history row.

    `history_date` is when we wrote the row; `effective_at` is the moment the source speaks for (a paper's date, the
    time an API answer was received, the moment a person acted). "As at" questions use `effective_at`.
    `grades` names the kinds of change, space separated, from amendments.changes.GRADES; empty on creation.
    """

    grades = models.CharField(max_length=120, blank=True, default="")
    effective_at = models.DateTimeField(null=True, db_index=True)
    snapshot_id = models.BigIntegerField(null=True, help_text="scrapers.Snapshot that this change came from")
    source_url = models.URLField(max_length=500, blank=True, default="")

    class Meta:
        abstract = True


class _Indexed(HistoricalRecords):
    """Historical records with indexes of their own: the library has no option for it."""

    def __init__(self, *, indexes: Sequence[models.Index] = (), **options: Any) -> None:
        super().__init__(**options)
        self.indexes = indexes

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        """What the library says of the table, and these."""
        options: dict[str, Any] = super().get_meta_options(model)
        return {**options, "indexes": [*options.get("indexes", ()), *self.indexes]}


def tracked_history(**options: Any) -> HistoricalRecords:
    """The one way a model declares its history, so that every history row records its why.

    `indexes` are those of the history's own table.
    """
    return _Indexed(bases=[HistoryWhy], **options)


@dataclass(frozen=True, slots=True)
class Why:
    """The reason of one change: a sentence, the moment it speaks for, and a snapshot or a person."""

    reason: str
    effective_at: datetime
    snapshot_id: int | None = None
    source_url: str = ""
    user: AbstractBaseUser | None = None

    def attributes(self, grades: str) -> dict[str, Any]:
        """The values of HistoryWhy's fields for this reason."""
        return {
            "grades": grades,
            "effective_at": self.effective_at,
            "snapshot_id": self.snapshot_id,
            "source_url": self.source_url,
        }


def create_tracked(model: type[M], objects: Sequence[M], why: Why) -> list[M]:
    """Insert full instances with one history row each, in one transaction; returns them with primary keys."""
    if not objects:
        return []
    with transaction.atomic():
        insert_rows(model, objects)
        _copy_to_history(model, [row.pk for row in objects], "+", "", why)
    return list(objects)


def update_tracked(model: type[M], objects: Iterable[tuple[M, str]], fields: Sequence[str], why: Why) -> int:
    """Write `fields` of full instances with one history row each, graded; returns how many rows were written.

    `objects` are (instance, grades) pairs; the caller has already established that each one really differs.
    """
    by_grades: dict[str, list[M]] = {}
    for instance, grades in objects:
        by_grades.setdefault(grades, []).append(instance)
    with transaction.atomic():
        for grades, instances in by_grades.items():
            model._default_manager.bulk_update(instances, list(fields), batch_size=BATCH)
            _copy_to_history(model, [row.pk for row in instances], "~", grades, why)
    return sum(len(instances) for instances in by_grades.values())


def delete_tracked(model: type[M], objects: Sequence[M], why: Why) -> None:
    """Delete rows with one last history row each, in one transaction. For drafts of people, never for Parliament's.

    Nothing may point at the rows: they go without signals, or the library would write a second row without a why.
    """
    pks = [row.pk for row in objects]
    with transaction.atomic():
        _copy_to_history(model, pks, "-", "", why)
        model._default_manager.filter(pk__in=pks)._raw_delete(connection.alias)


def insert_rows(model: type[M], objects: Sequence[M]) -> None:
    """Insert full instances and give them their primary keys; what `bulk_create` does, at a third of its cost.

    Values are adapted per field once, not per value: a first import of 10,000 amendments is 70,000 rows. An instance
    that has a primary key already (reference lists) keeps it. No history: for tracked models call `create_tracked`.
    """
    meta = model._meta
    if meta.pk is None:
        raise TypeError(f"{model.__name__} has no primary key")
    fields = [field for field in meta.concrete_fields if not isinstance(field, models.AutoField)]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    row_marks = f"({', '.join(['%s'] * len(fields))})"
    adapt = _adapter(fields)
    with connection.cursor() as cursor:
        for start in range(0, len(objects), BATCH):
            part = objects[start : start + BATCH]
            cursor.execute(
                f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES {', '.join([row_marks] * len(part))} "  # noqa: S608  names from models
                f"RETURNING {quote(str(meta.pk.column))}",
                list(itertools.chain.from_iterable(map(adapt, part))),
            )
            for row, (pk,) in zip(part, cursor.fetchall(), strict=True):
                row.pk = pk
                row._state.adding = False
                row._state.db = connection.alias


PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)
"""Fields whose Python value is what the database takes."""


def _adapter(fields: Sequence[Any]) -> Callable[[models.Model], Sequence[Any]]:
    """From an instance to its values as the database takes them, in the order of the fields."""
    plain_values = operator.attrgetter(*(field.attname for field in fields))
    others = [(place, field) for place, field in enumerate(fields) if not isinstance(field, PLAIN)]

    def adapted(row: models.Model) -> Sequence[Any]:
        values = list(plain_values(row))
        for place, field in others:
            values[place] = field.get_db_prep_save(field.pre_save(row, True), connection=connection)
        return values

    return adapted if others else plain_values


def _copy_to_history(model: type[models.Model], pks: Sequence[Any], kind: str, grades: str, why: Why) -> None:
    """Append one history row for each stored row, copied by the database itself (INSERT … SELECT).

    The rows are those that django-simple-history's bulk helpers would write, read from the table instead of from
    instances: about eight times cheaper, and an instance with deferred fields cannot put defaults into history
    (docs/decisions/0004-history-in-bulk.md; tests/bills/test_history.py compares both, field by field).
    """
    history = model.history.model  # type: ignore[attr-defined]
    extra = {
        "history_date": timezone.now(),
        "history_change_reason": why.reason,
        "history_type": kind,
        "history_user_id": why.user.pk if why.user else None,
        **why.attributes(grades),
    }
    quote = connection.ops.quote_name
    own = {field.name for field in history.tracked_fields}
    # A column that the model has itself keeps the row's value: PostgreSQL takes no column twice.
    extra = {name: value for name, value in extra.items() if name not in own}
    columns = [quote(field.column) for field in history.tracked_fields]
    targets = columns + [quote(history._meta.get_field(name).column) for name in extra]
    values = [
        history._meta.get_field(name).get_db_prep_save(value, connection=connection) for name, value in extra.items()
    ]
    primary_key = quote(str(model._meta.pk and model._meta.pk.column))
    with connection.cursor() as cursor:
        for start in range(0, len(pks), BATCH):
            part = list(pks[start : start + BATCH])
            cursor.execute(
                f"INSERT INTO {quote(history._meta.db_table)} ({', '.join(targets)}) "  # noqa: S608  names from models
                f"SELECT {', '.join(columns)}, {', '.join(['%s'] * len(values))} "
                f"FROM {quote(model._meta.db_table)} "
                f"WHERE {primary_key} IN ({', '.join(['%s'] * len(part))}) ORDER BY {primary_key}",
                [*values, *part],
            )
