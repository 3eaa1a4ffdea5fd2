"""Rows of other tables beside a row, in the same query: a page asks once for a Bill with its papers, prints and names.

    names = ("id", "title", "type__name")
    bills = Bill.objects.annotate(found=Rows(Publication.objects.filter(bill=OuterRef("pk")), *names))
    publications = instances(Publication, names, bills.get(pk=1).found)

The database writes the rows as JSON, in the order of the queryset (its limit holds too). Both databases give the same
values back; instances are to be read, never saved, and hold the named fields alone.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from django.db.models import DateField, DateTimeField, JSONField, Model, QuerySet, Subquery
from django.db.models.base import ModelState

M = TypeVar("M", bound=Model)
Row = Sequence[Any]
ROWS = "(SELECT %s FROM (%%(subquery)s) r)"


class Rows(Subquery):
    """The rows of a queryset, each a list of these fields; a field of a related row is named "member__name".

    JSON knows fewer kinds of value than a table: read what comes back with `instances` or `values`.
    """

    output_field = JSONField()

    def __init__(self, rows: QuerySet[Any], *names: str) -> None:
        super().__init__(rows.values_list(*names))
        self.names = names

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Its json_group_array keeps the order of the inner query."""
        rows = f"json_group_array(json_array({self._columns(connection)}))"
        return self.as_sql(compiler, connection, template=ROWS % rows)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Its json_agg does too; as text, which is twice as fast as jsonb, and what Django reads JSON from."""
        rows = f"COALESCE(json_agg(json_build_array({self._columns(connection)}))::text, '[]')"
        return self.as_sql(compiler, connection, template=ROWS % rows)

    def _columns(self, connection: Any) -> str:
        return ", ".join(f"r.{connection.ops.quote_name(name)}" for name in self.names)


def names_of(model: type[Model], *left_out: str) -> list[str]:
    """Every column of a model but these, as `Rows` names them."""
    return [field.attname for field in model._meta.concrete_fields if field.attname not in left_out]


def values(model: type[Model], names: Sequence[str], rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The rows of a `Rows` of this model as `QuerySet.values` gives them."""
    readers = [(at, reader) for at, name in enumerate(names) if (reader := _reader(_field(model, name)))]
    found = []
    for row in rows:
        told = list(row)
        for at, reader in readers:
            if told[at] is not None:
                told[at] = reader(told[at])
        found.append(dict(zip(names, told, strict=True)))
    return found


def instances(model: type[M], names: Sequence[str], rows: Iterable[Row]) -> list[M]:
    """The same as instances, with what was annotated, and with those related rows of which fields were named."""
    found = values(model, names, rows)
    if not any("__" in name for name in names):
        return [to_read(model, names, list(row.values())) for row in found]
    made = []
    for row in found:
        own = {name: value for name, value in row.items() if "__" not in name}
        one = to_read(model, own, list(own.values()))
        for relation, told in _related(row).items():
            other: Any = model._meta.get_field(relation).related_model
            is_there = any(value is not None for value in told.values())
            setattr(one, relation, to_read(other, told, list(told.values())) if is_there else None)
        made.append(one)
    return made


def to_read(model: type[M], names: Iterable[str], row: Row) -> M:
    """An instance with these columns alone: to be read, never saved. Django's own way takes five times as long."""
    made = model.__new__(model)
    made._state = ModelState()
    made._state.adding = False
    vars(made).update(zip(names, row, strict=True))
    return made


def _related(row: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What is told of related rows, by relation: {"member__name": "Quay"} is {"member": {"name": "Quay"}}."""
    told: dict[str, dict[str, Any]] = {}
    for name, value in row.items():
        relation, _, field = name.partition("__")
        if field:
            told.setdefault(relation, {})[field] = value
    return told


def _field(model: type[Model], name: str) -> Any:
    relation, _, field = name.partition("__")
    if field:
        other: Any = model._meta.get_field(relation).related_model
        return _field(other, field)
    return next((each for each in model._meta.concrete_fields if each.attname == name), None)


def _reader(field: Any) -> Callable[[Any], Any] | None:
    """What turns a value of JSON into one of the field; None where it is one already."""
    match field:
        case DateTimeField():
            return _moment
        case DateField():
            return date.fromisoformat
        case JSONField():
            return from_json
        case None:
            return None
    return field.to_python if field.get_internal_type() == "BooleanField" else None


def _moment(text: str) -> datetime:
    """SQLite's moments are UTC without saying so."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def from_json(value: Any) -> Any:
    """A value of JSON, or of its text, as SQLite gives JSON inside JSON; no column of ours holds a bare string."""
    if value == "{}":
        return {}  # most of them: read without a parser
    return json.loads(value) if isinstance(value, str) else value
