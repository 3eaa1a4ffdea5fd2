"""The kinds of record that go out and come in, asks first: outcomes and links need theirs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from coalition.exchange import asks, links, outcomes
from coalition.exchange.book import Book, Given
from coalition.exchange.columns import Column
from coalition.exchange.tables import Cell
from coalition.models import Ask, ClauseLink, Kept, Outcome
from coalition.roles import Visitor


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record and its table."""

    name: str
    """As sheets and addresses call it."""
    one: str
    model: type[Kept]
    columns: tuple[Column, ...]
    telling: str
    """A column that no other kind has: by it a CSV file is known."""
    rows: Callable[[Visitor], QuerySet[Any]]
    """Every record for the eyes of a visitor, with what its cells need."""
    cells: Callable[[Any], dict[str, Cell]]
    propose: Callable[[Given, Book, Any], tuple[Any, dict[str, Any]]]
    """(row of a file, what it may point at, the record of its id or None) → (the record that it is about, or None for
    a new one; the fields that it sets). Raises Refused."""
    fields: Mapping[str, str]
    """Columns that are called otherwise than the field which they fill: field to column."""
    parts: tuple[str, ...] = ()
    """Values that are rows of their own, beside the record."""
    write_parts: Callable[..., None] | None = None

    @property
    def names(self) -> list[str]:
        """The columns in their order."""
        return [column.name for column in self.columns]


KINDS = {
    "asks": Kind(
        "asks", "ask", Ask, asks.COLUMNS, "priority", asks.rows, asks.cells, asks.propose, asks.FIELDS,
        asks.PARTS, asks.write_parts,
    ),
    "outcomes": Kind(
        "outcomes", "outcome", Outcome, outcomes.COLUMNS, "judgement", outcomes.rows, outcomes.cells,
        outcomes.propose, outcomes.FIELDS,
    ),
    "links": Kind(
        "links", "link", ClauseLink, links.COLUMNS, "relation", links.rows, links.cells, links.propose, links.FIELDS
    ),
}  # fmt: skip
