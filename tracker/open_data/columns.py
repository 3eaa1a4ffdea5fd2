"""A table of open data and its columns, declared once: answers of the API, files and their dictionary follow from it.

A column is either stored (it comes back by `import_jsonl`) or worked out from what is stored. Values are ready for
JSON: days and moments as ISO 8601, moments in London time with their offset.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from typing import Any

from django.db import models
from django.utils import timezone

from tracker.open_data.checked import NOTHING_CHECKED, Checked


class Kind(Enum):
    """What stands in a column, in a word for people."""

    TEXT = "text"
    NUMBER = "whole number"
    YES_NO = "yes or no"
    DAY = "day, as 2026-11-25"
    MOMENT = "moment, as 2026-11-25T10:15:00+00:00"
    DATA = "JSON, as the source gave it"
    TEXTS = "list of texts"
    NUMBERS = "list of whole numbers"
    ROWS = "list of objects"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `about` says what it means. Stored ones name the model's attribute, others how they are worked out.

    `parts` is the table of what a list holds. `is_in_files` and `is_in_answers` say where it stands.
    """

    name: str
    about: str
    kind: Kind
    is_null: bool = False
    attribute: str = ""
    made: Callable[[Any, Checked], Any] | None = None
    parts: "Table | None" = None
    is_in_files: bool = True
    is_in_answers: bool = True
    is_in_cells: bool = True
    """False: too long for a spreadsheet; only in JSON Lines."""

    def value(self, row: Any, checked: Checked = NOTHING_CHECKED) -> Any:
        """What stands there for one row, ready for JSON."""
        if self.made:
            found = self.made(row, checked)
            return [self.parts.object_of(each, checked) for each in found] if self.parts else plain(found)
        return plain(getattr(row, self.attribute))


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value


@dataclass(frozen=True, slots=True)
class Filter:
    """A question that a list answers: `?name=`; `lookup` is Django's."""

    name: str
    about: str
    lookup: str
    kind: Kind = Kind.NUMBER


@dataclass(frozen=True, eq=False)
class Table:
    """Rows of one kind. `of_bill` leads from a row to its Bill; "" where it belongs to none.

    `left_out` names the model's columns that are no part of the public record, with the reason.
    """

    name: str
    one: str
    about: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    of_bill: str = ""
    related: tuple[str, ...] = ()
    nested: Callable[[], Sequence[models.Prefetch]] = tuple
    filters: tuple[Filter, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)
    has_answers: bool = True
    """Whether the API lists it by itself; what has none stands inside other answers."""
    checked_by: str = ""
    """"bill" or "stage": by which readings of Parliament `checked_at` is told."""

    def object_of(self, row: Any, checked: Checked = NOTHING_CHECKED) -> dict[str, Any]:
        """A row as the API gives it."""
        return {column.name: column.value(row, checked) for column in self.in_answers}

    def line_of(self, row: Any, checked: Checked = NOTHING_CHECKED) -> dict[str, Any]:
        """A row as files hold it."""
        return {column.name: column.value(row, checked) for column in self.in_files}

    @cached_property
    def in_answers(self) -> tuple[Column, ...]:
        """Columns of the API's objects."""
        return tuple(each for each in self.columns if each.is_in_answers)

    @cached_property
    def in_files(self) -> tuple[Column, ...]:
        """Columns of files."""
        return tuple(each for each in self.columns if each.is_in_files)

    @cached_property
    def stored(self) -> tuple[Column, ...]:
        """Columns that come back from a file."""
        return tuple(each for each in self.columns if each.attribute)

    @property
    def history(self) -> Any:
        """The model of its history; None for dated facts, which have none."""
        manager = getattr(self.model, "history", None)
        return manager.model if manager is not None else None


def stored(model: type[models.Model], about: Mapping[str, str], **names: str) -> tuple[Column, ...]:
    """Columns of a model with what each means; `names` gives one another name than the model's."""
    return tuple(_stored(model, name, words, names.get(name, name)) for name, words in about.items())


def _stored(model: type[models.Model], name: str, words: str, shown: str) -> Column:
    each: Any = model._meta.get_field(name)
    return Column(shown, words, kind_of(each), is_null=each.null, attribute=each.attname)


def kind_of(each: Any) -> Kind:
    """What a model's field holds."""
    for kind, classes in _KINDS:
        if isinstance(each, classes):
            return kind
    raise TypeError(f"{each} has no kind")


_KINDS: tuple[tuple[Kind, Any], ...] = (
    (Kind.NUMBER, (models.IntegerField, models.ForeignKey)),
    (Kind.YES_NO, models.BooleanField),
    (Kind.MOMENT, models.DateTimeField),
    (Kind.DAY, models.DateField),
    (Kind.DATA, models.JSONField),
    (Kind.TEXT, (models.CharField, models.TextField)),
)


def made(
    name: str, about: str, kind: Kind, how: Callable[[Any], Any], *, is_null: bool = False, **more: Any
) -> Column:
    """A column worked out from the row."""
    return Column(name, about, kind, is_null=is_null, made=lambda row, _: how(row), **more)


def parts(name: str, about: str, table: Table, how: Callable[[Any], Iterable[Any]]) -> Column:
    """The rows of another table that belong to this one: in answers alone, files hold the other table."""
    return Column(name, about, Kind.ROWS, made=lambda row, _: how(row), parts=table, is_in_files=False)
