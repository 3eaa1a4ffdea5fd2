"""CSV, both ways: UTF-8, columns by name in the first row, commas (semicolons and tabs are read too). Pure."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bills.text.cells import escaped, unescaped
from coalition.exchange.tables import Cell, Sheet, Unreadable, headed

SEPARATORS = ",;\t"
LONGEST_CELL = 131_072


def read_csv(body: bytes) -> Sheet:
    """The one table of the file, its name empty. Raises Unreadable in plain words."""
    if b"\0" in body:
        raise Unreadable("The file is not CSV text in UTF-8. In Excel, save it as “CSV UTF-8”.")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        raise Unreadable(f"Line {line} is not text in UTF-8. In Excel, save the file as “CSV UTF-8”.") from error
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    count = 1
    try:
        sheet = headed("", [unescaped(cell) for cell in next(rows, [])])
        for count, row in enumerate(rows, start=2):
            cells: list[Cell] = [unescaped(cell) for cell in row]
            sheet.add(count, cells)
    except csv.Error as error:
        raise Unreadable(f"The file cannot be read as CSV after row {count} ({error}).") from error
    return sheet


def write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> bytes:
    """The rows, with a byte order mark so that spreadsheets read UTF-8; no cell can be run as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_text(row[name]) for name in columns])
    return out.getvalue().encode("utf-8-sig")


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, date):
        return cell.isoformat()
    return escaped(str(cell))
