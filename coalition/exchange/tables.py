"""Tables as files hold them, before anybody asks what the columns mean. Pure, as are csv_file.py and xlsx_file.py.

Text cells are kept exactly, apostrophes against formulas aside (bills/text/cells.py).
"""

from dataclasses import dataclass, field
from datetime import date

MOST_ROWS = 5_000
"""Of one file, all its sheets together."""
MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Unusable:
    """A cell that holds no value: a formula, an error. `reason` says so in plain words."""

    reason: str


Cell = str | int | float | bool | date | Unusable | None


class Unreadable(Exception):
    """The file as a whole cannot be taken; the message says why in plain words, and where."""


@dataclass(slots=True)
class Sheet:
    """One table: `rows` are (row number as the file counts, cells by column); blank rows are left out."""

    name: str
    header: list[str]
    rows: list[tuple[int, dict[str, Cell]]] = field(default_factory=list)

    def add(self, number: int, cells: list[Cell]) -> None:
        """Take one row in. Raises Unreadable for a cell without a heading and for too many rows."""
        if all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells):
            return
        if any(cell not in (None, "") for cell in cells[len(self.header) :]):
            raise Unreadable(f"{self.where(number)} has a cell to the right of the last heading.")
        if len(self.rows) >= MOST_ROWS:
            raise Unreadable(f"The file has more than {MOST_ROWS:,} rows. Send it in parts.")
        filled = [*cells, *[None] * len(self.header)]
        self.rows.append((number, dict(zip(self.header, filled, strict=False))))

    def where(self, number: int) -> str:
        """A row in a sentence: “Sheet links, row 4”, or “Row 4” of a CSV file."""
        return f"Sheet {self.name}, row {number}" if self.name else f"Row {number}"


def headed(name: str, cells: list[Cell]) -> Sheet:
    """An empty sheet with these headings. Raises Unreadable where they name no columns."""
    where = f"Sheet {name}" if name else "The file"
    names = ["" if cell is None else str(cell).strip().casefold() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise Unreadable(f"{where} has no headings in its first row.")
    if len(names) > MOST_COLUMNS:
        raise Unreadable(f"{where} has more than {MOST_COLUMNS} columns.")
    for heading in names:
        if not heading:
            raise Unreadable(f"{where} has a column without a heading.")
        if names.count(heading) > 1:
            raise Unreadable(f"{where} has the column “{heading[:60]}” twice.")
    return Sheet(name, names)
