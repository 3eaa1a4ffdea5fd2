"""XLSX, both ways: one sheet a kind; cells are text, numbers, days or yes and no, and never formulas. Pure.

What XML cannot hold (control characters, a bare carriage return) is written as Excel writes it, `_x000D_`, and read
back, so that a round trip is exact. The bytes have passed coalition/uploads.py before they are read.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from bills.text.cells import escaped, unescaped
from coalition.exchange.tables import MOST_COLUMNS, MOST_ROWS, Cell, Sheet, Unreadable, Unusable, headed

LONGEST_CELL = 32_767
MOST_SHEETS = 10
MOST_BLANK = 20_000
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TO_CODE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def read_xlsx(body: bytes) -> list[Sheet]:
    """Every sheet that holds anything. Raises Unreadable in plain words."""
    try:
        book = load_workbook(io.BytesIO(body), read_only=True, data_only=False, keep_links=False)
        if len(book.worksheets) > MOST_SHEETS:
            raise Unreadable(f"The workbook has more than {MOST_SHEETS} sheets.")
        found = [sheet for sheet in map(_read, book.worksheets) if sheet]
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        SyntaxError,
        OSError,
        OverflowError,
    ) as error:  # fmt: skip  what openpyxl raises on workbooks that are none
        raise Unreadable("The workbook is damaged and cannot be read. Open it in Excel and save it again.") from error
    if not found:
        raise Unreadable("The workbook is empty.")
    if sum(len(sheet.rows) for sheet in found) > MOST_ROWS:
        raise Unreadable(f"The file has more than {MOST_ROWS:,} rows. Send it in parts.")
    return found


def _read(page: Any) -> Sheet | None:
    page.reset_dimensions()
    sheet, blank = None, 0
    for number, row in enumerate(page.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
        cells = [_value(cell) for cell in row]
        if all(cell in (None, "") for cell in cells):
            blank += 1
            if blank > MOST_BLANK:
                raise Unreadable(f"Sheet {page.title} has thousands of empty rows. Delete them and save it again.")
        elif sheet is None:
            if number > 1:
                raise Unreadable(f"Sheet {page.title} has no headings in its first row.")
            sheet = headed(page.title.strip().casefold(), cells)
        else:
            sheet.add(number, cells)
    return sheet


def _value(cell: Any) -> Cell:
    value = cell.value
    if cell.data_type == "f":
        return Unusable("holds a formula; put its value there")
    if cell.data_type == "e":
        return Unusable(f"holds the error {value}")
    if isinstance(value, str):
        return unescaped(_CODED.sub(lambda found: chr(int(found[1], 16)), value))
    if isinstance(value, datetime):
        return value.date() if not (value.hour or value.minute or value.second) else Unusable("holds a time of day")
    if value is None or isinstance(value, bool | int | float | date):
        return value
    return Unusable("holds something that is no text, number or day")


def write_xlsx(sheets: Iterable[tuple[str, Sequence[str], Iterable[Mapping[str, Cell]]]]) -> bytes:
    """(name, columns, rows) as a workbook. Raises Unreadable for a text longer than a cell of Excel's may be."""
    book = Workbook(write_only=True)
    for name, columns, rows in sheets:
        page = book.create_sheet(name)
        page.freeze_panes = "A2"
        # all cells first: a text that is refused half-way would leave the sheet open
        lines = [[_cell(page, name, column, row[column]) for column in columns] for row in rows]
        page.append(list(columns))
        for line in lines:
            page.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def coded(text: str) -> str:
    """The text as a cell of Excel's holds it: no formula, and nothing that XML cannot hold."""
    return _TO_CODE.sub(lambda found: f"_x{ord(found[0]):04X}_", escaped(text))


def _cell(page: Any, sheet: str, column: str, value: Cell) -> Any:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return WriteOnlyCell(page, value)
    text = coded(value)
    if len(text) > LONGEST_CELL:
        raise Unreadable(f"A {column} among the {sheet} is longer than a cell of Excel may be. Take the CSV file.")
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"
    return cell
