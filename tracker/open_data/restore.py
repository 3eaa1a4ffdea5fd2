"""JSON Lines back into an empty tracker: the same public record, with its numbers, history and moments.

A restore, not an edit: rows come with the history that they had. All of a file is written, or nothing. What a file
does not hold (readings, kept files, private notes) stays empty, and the next update asks Parliament for it again.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction

from amendments.models import AmendmentPaper
from bills.models import Bill, Member
from bills.versions import bump
from coalition import writing
from coalition.models import Release
from scrapers.models import FetchRun
from tracker.open_data import changes
from tracker.open_data.columns import Kind, Table
from tracker.open_data.lines import ABOUT, CHANGES, CHECKS, FORMAT, RECORD, VERSION
from tracker.open_data.released import ACTS, ASKS, COALITION, KIND_OF, PAPERS
from tracker.open_data.tables import BY_NAME

REASON = "Restored from a file of open data"
BATCH = 500
KINDS = {words: sign for sign, words in changes.KINDS.items()}
Objects = Iterator[tuple[int, dict[str, Any]]]


class CannotRestore(Exception):
    """The file is not one, or this tracker is not empty; the message says why and in which line."""


def restore(file: Iterable[bytes]) -> dict[str, int]:
    """Write a file's record; returns how many rows of each table. Raises CannotRestore with nothing written."""
    objects = _read(file)
    _, head = next(objects, (1, {}))
    if (head.get("table"), head.get("format"), head.get("version")) != (ABOUT, FORMAT, VERSION):
        raise CannotRestore("Line 1 does not say that this is a file of open data that this version can read.")
    line = [1]
    try:
        with transaction.atomic():
            counts = _record(objects, line) if head.get("holds") == RECORD else _published(objects, line)
            bump()
    except (DatabaseError, ValidationError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise CannotRestore(f"By line {line[0]}: {type(error).__name__}: {str(error)[:300]}") from error
    return counts


def _read(file: Iterable[bytes]) -> Objects:
    for number, text in enumerate(file, start=1):
        try:
            found = json.loads(text)
        except ValueError as error:
            raise CannotRestore(f"Line {number} is not JSON: {error}") from error
        if not isinstance(found, dict) or not isinstance(found.get("table"), str):
            raise CannotRestore(f"Line {number} is no object with a table.")
        yield number, found


def _told(found: Objects, line: list[int]) -> Iterator[dict[str, Any]]:
    for number, each in found:
        line[0] = number
        yield each


# ---- Parliament's record ----


def _record(objects: Objects, line: list[int]) -> dict[str, int]:
    if Bill.objects.exists() or Member.objects.exists() or FetchRun.objects.exists():
        raise CannotRestore("This tracker is not empty: restore into a new one.")
    counts: dict[str, int] = {}
    for name, found in groupby(_told(objects, line), key=lambda each: each["table"]):
        if name == CHANGES.name:
            counts[name] = _restore_history(found)
        elif name in BY_NAME or name == CHECKS.name:
            counts[name] = _restore_rows(BY_NAME.get(name, CHECKS), found)
        else:
            raise CannotRestore(f"Line {line[0]}: there is no table {name[:60]!r}.")
    for pk in Bill.objects.values_list("pk", flat=True):
        bump(pk)
    _reset_numbers([FetchRun, *(table.model for table in BY_NAME.values())])
    _reset_numbers([table.history for table in changes.TRACKED.values()])
    return counts


def _restore_rows(table: Table, found: Iterable[Mapping[str, Any]]) -> int:
    return _insert(table.model, (_row(table, each) for each in found))


def _row(table: Table, told: Mapping[str, Any]) -> models.Model:
    return table.model(**{each.attribute: _value(each.kind, told[each.name]) for each in table.stored})


def _insert(model: type[models.Model], rows: Iterable[Any]) -> int:
    count = 0
    for part in _batches(rows):
        moments = {row.pk: getattr(row, "recorded_at", None) for row in part}
        model._default_manager.bulk_create(part)
        if model is AmendmentPaper:  # the moment of recording is that of the file, not of now
            for row in part:
                row.recorded_at = moments[row.pk]
            AmendmentPaper.objects.bulk_update(part, ["recorded_at"])
        count += len(part)
    return count


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    part: list[Any] = []
    for row in rows:
        part.append(row)
        if len(part) == BATCH:
            yield part
            part = []
    if part:
        yield part


def _value(kind: Kind, value: Any) -> Any:
    if value is None:
        return None
    if kind is Kind.MOMENT:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if kind is Kind.DAY else value


def _restore_history(found: Iterable[Mapping[str, Any]]) -> int:
    count = 0
    for name, of_table in groupby(found, key=lambda each: each["of"]):
        table = changes.TRACKED[name]
        count += _insert(table.history, _history_rows(table, of_table))
    return count


def _history_rows(table: Table, found: Iterable[Mapping[str, Any]]) -> Iterator[Any]:
    columns = {each.name: each for each in changes.columns_of(table)}
    told = {each.attribute for each in columns.values()} | {"id"}
    others = {each.attname: each for each in table.history.tracked_fields if each.attname not in told}
    for change, held in changes.replayed(table, found):
        values = {columns[name].attribute: _value(columns[name].kind, value) for name, value in held.items()}
        yield table.history(
            **values,
            **{name: each.get_default() for name, each in others.items()},
            id=change["object"],
            history_id=change["id"],
            history_type=KINDS[change["change"]],
            history_date=_value(Kind.MOMENT, change["recorded_at"]),
            history_change_reason=REASON,
            grades=" ".join(change["grades"]),
            effective_at=_value(Kind.MOMENT, change["effective_at"]),
            source_url=change["source_url"],
        )


def _reset_numbers(restored: Iterable[Any]) -> None:
    """Let the database count on from the highest number (PostgreSQL counts apart)."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(restored))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


# ---- what the coalition published ----


def _published(objects: Objects, line: list[int]) -> dict[str, int]:
    if Release.objects.exists():
        raise CannotRestore("Something is published here already: restore into a new tracker.")
    counts: dict[str, int] = {}
    for each in _told(objects, line):
        fields = FIELDS[each["table"]](each)
        writing.create(
            Release(
                kind=KIND_OF[each["table"]],
                object_id=each["id"],
                bill_id=each.get("bill"),
                title=fields.get("title") or fields.get("name", ""),
                fields=fields,
                public_from=_value(Kind.MOMENT, each["public_from"]),
            ),
            by=None,
            note=REASON,
        )
        counts[each["table"]] = counts.get(each["table"], 0) + 1
        bump(each.get("bill"))
    return counts


def _same(*names: str) -> Any:
    return lambda each: {name: each[name] for name in names}


def _act(each: Mapping[str, Any]) -> dict[str, Any]:
    names = ("title", "kind", "author", "published_on", "source_url", "numbers_are_known", "note", "clauses")
    has_version = each["version_name"] is not None or each["version_dated"] is not None
    version = {"name": each["version_name"], "dated": each["version_dated"]} if has_version else None
    return {**_same(*names)(each), "version": version}


def _paper(each: Mapping[str, Any]) -> dict[str, Any]:
    version = {
        "number": each["version"],
        "title": each["version_title"],
        **_same("file_name", "file_type", "file_size", "sha256", "written_at")(each),
    }
    return {**_same("title", "kind", "stance", "stage", "theme", "asks", "signatories")(each), "version": version}


FIELDS = {
    COALITION.name: _same("name", "short_name", "about", "website"),
    ACTS.name: _act,
    ASKS.name: _same("title", "summary", "group", "theme", "rests_on", "outcomes", "links", "grounds"),
    PAPERS.name: _paper,
}
"""From an object of open data to the fields of its release."""
