"""What a file would change, row by row: new, changed field by field, unchanged, or refused with the reason.

Planning writes nothing. `seal` is of all that would be written and of the records it would be written on, so that
what is applied is what was seen (coalition/exchange/apply.py).
"""

import copy
import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import ForeignKey

from coalition.exchange.book import Book
from coalition.exchange.columns import Refused
from coalition.exchange.kinds import Kind
from coalition.exchange.read import Tables
from coalition.exchange.tables import Cell, Sheet
from coalition.models import Ask, Kept, Outcome
from coalition.roles import Visitor

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field as stored and as the file would have it, both as a cell reads."""

    column: str
    old: str
    new: str


@dataclass(slots=True)
class Line:
    """What becomes of one row. `row` is the record with the file's values, not stored; `stored` the one that is."""

    kind: Kind
    where: str
    what: str
    label: str = ""
    stored: Any = None
    row: Any = None
    values: dict[str, Any] = field(default_factory=dict)
    changes: list[FieldChange] = field(default_factory=list)
    column: str = ""
    reason: str = ""

    @property
    def own_values(self) -> dict[str, Any]:
        """The values that are fields of the record itself."""
        return {name: value for name, value in self.values.items() if name not in self.kind.parts}

    @property
    def parts(self) -> dict[str, Any]:
        """The values that are rows of their own."""
        return {name: value for name, value in self.values.items() if name in self.kind.parts}


@dataclass(slots=True)
class Plan:
    """All lines in the order of the file's tables: asks, outcomes, links."""

    lines: list[Line]

    @property
    def counts(self) -> Counter[str]:
        """How many lines of each kind of fate."""
        return Counter(line.what for line in self.lines)

    @property
    def can_be_applied(self) -> bool:
        """Whether there is something to write and nothing refused: a file is taken whole or not at all."""
        return not self.counts[REFUSED] and bool(self.counts[NEW] + self.counts[CHANGED])

    @property
    def seal(self) -> str:
        """Another one wherever anything else would be written, or on another revision of a record."""
        told = [
            (
                line.where,
                line.what,
                line.stored.pk if line.stored else None,
                line.stored.revision if line.stored and line.what == CHANGED else None,
                [(change.column, change.old, change.new) for change in line.changes],
                line.reason,
            )
            for line in self.lines
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def plan_for(tables: Tables, user: Visitor) -> Plan:
    """What the tables would change, for somebody's eyes. The number of queries does not grow with the rows."""
    book = Book(user)
    lines = []
    for kind, sheet in tables:
        stored = {row.pk: row for row in kind.rows(user)}
        places: dict[Any, str] = {}
        for number, cells in sheet.rows:
            line = _line(kind, sheet, number, cells, stored, book)
            _refuse_the_second(line, places)
            lines.append(line)
            if kind.model is Ask and line.what == NEW:
                book.new_asks[line.row.bill_id, line.row.reference.casefold()] = line.row
    return Plan(lines)


def _line(kind: Kind, sheet: Sheet, number: int, cells: dict[str, Cell], stored: dict[int, Any], book: Book) -> Line:
    line = Line(kind, sheet.where(number), UNCHANGED, _said(cells))
    try:
        given = {column.name: column.read(cells[column.name]) for column in kind.columns if _is_given(column, cells)}
        old = None
        if given.get("id"):
            old = stored.get(given["id"])
            if old is None:
                raise Refused("id", f"there is no {kind.one} with the id {given['id']}; leave it empty for a new one")
        line.stored, line.values = kind.propose(given, book, old)
        line.row = _with_values(kind, line.stored, line.values)
        _check(kind, line)
    except Refused as refused:
        line.what, line.column, line.reason = REFUSED, refused.column, refused.reason
        return line
    after = kind.cells(line.row)
    before = kind.cells(line.stored) if line.stored else dict.fromkeys(after)
    line.changes = [
        FieldChange(name, _words(before[name]), _words(after[name]))
        for name in kind.names
        if (before[name] or "") != (after[name] or "") and (name != "id")
    ]
    line.label = f"{line.row.ask}: {line.row}" if kind.model is Outcome else str(line.row)
    line.what = NEW if line.stored is None else CHANGED if line.changes else UNCHANGED
    return line


def _is_given(column: Any, cells: dict[str, Cell]) -> bool:
    return column.is_read and column.name in cells


def _said(cells: dict[str, Cell]) -> str:
    """What a refused row is called by: its title, reference or summary as far as it can be read."""
    for name in ("title", "reference", "summary", "ask", "amendment_number"):
        if isinstance(cells.get(name), str) and cells[name]:
            return str(cells[name])[:80]
    return ""


def _words(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else str(cell)


def _with_values(kind: Kind, stored: Kept | None, values: dict[str, Any]) -> Any:
    row = copy.copy(stored) if stored else kind.model()
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _check(kind: Kind, line: Line) -> None:
    """Lengths, addresses, what may not be empty: as the record itself asks. Raises Refused."""
    unchecked = {each.name for each in kind.model._meta.fields if isinstance(each, ForeignKey)}
    untouched = {each.name for each in kind.model._meta.fields if line.stored and each.name not in line.values}
    try:
        line.row.clean_fields(exclude=unchecked | untouched)
    except ValidationError as error:
        name, problems = next(iter(error.message_dict.items()))
        raise Refused(kind.fields.get(name, name), problems[0]) from error


def _refuse_the_second(line: Line, places: dict[Any, str]) -> None:
    """Two rows of a file about one record: nobody can say which one counts."""
    if line.what == REFUSED:
        return
    key = line.stored.pk if line.stored else _new_key(line)
    if key is None:
        return
    if key in places:
        line.what, line.changes = REFUSED, []
        line.column, line.reason = "id", f"it is about the same {line.kind.one} as {places[key].lower()}"
    else:
        places[key] = line.where


def _new_key(line: Line) -> Any:
    """What makes a new record one of its kind; a new outcome is the same only where it says the same."""
    cells = line.kind.cells(line.row)
    names = {
        "asks": ("bill_id", "reference"),
        "outcomes": tuple(cells),
        "links": (
            "bill_id", "ask", "clause_id", "amendment_id", "provision", "act_section",
        ),
    }[line.kind.name]  # fmt: skip
    return tuple(str(cells[name]).casefold() for name in names)
