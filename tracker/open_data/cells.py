"""JSON Lines as tables for spreadsheets: a CSV file for each table in one folder (ZIP), or an Excel workbook.

No cell can be run as a formula (bills/text/cells.py). What a cell cannot hold is in the JSON Lines file, whole.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import IO, Any

from bills.text.cells import escaped
from tracker.open_data import licence
from tracker.open_data.columns import Column, Kind, Table
from tracker.open_data.lines import ABOUT, CHANGES, IN_FILES, RECORD
from tracker.open_data.released import RELEASED

BY_NAME = {table.name: table for table in (*IN_FILES, *RELEASED)}
MOST_ROWS = 1_048_000
"""Of one sheet of Excel's; a longer table goes on in a second sheet."""
CUT = " … (cut here: the whole text is in the CSV and JSON Lines files)"
NOT_IN_WORKBOOKS = (CHANGES,)
"""Too long for people; in the other two forms."""
LISTS = (Kind.DATA, Kind.TEXTS, Kind.NUMBERS)
BOM = "\ufeff"


def _columns(table: Table) -> list[Column]:
    held = table.columns if table in RELEASED else table.in_files
    return [column for column in held if column.is_in_cells and column.parts is None]


def sheets(objects: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, list[str], Iterator[list[Any]]]]:
    """(name, headings, rows) of each table, its parts after it. Read each before the next."""
    for name, found in groupby(objects, key=lambda each: each["table"]):
        if name == ABOUT:
            list(found)
            continue
        table = BY_NAME[name]
        parts = [column for column in table.columns if column.parts and table in RELEASED]
        rows = list(found) if parts else found  # noqa: B031  read once: without parts it is not read again
        yield name, [column.name for column in _columns(table)], _rows(_columns(table), rows)
        for column in parts:
            inner = list(column.parts.columns) if column.parts else []
            belonging = ({"of": row["id"], **each} for row in rows for each in row[column.name])
            of = Column("of", f"The id among the {name}.", Kind.NUMBER)
            yield f"{name}-{column.name}", ["of", *(each.name for each in inner)], _rows([of, *inner], belonging)


def _rows(columns: list[Column], rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Any]]:
    for row in rows:
        yield [_plain(column, row[column.name]) for column in columns]


def _plain(column: Column, value: Any) -> Any:
    if value is None or value == "":
        return None
    if column.kind in LISTS:
        return json.dumps(value, ensure_ascii=False) if value else None
    return value


def write_csv(objects: Iterable[Mapping[str, Any]], out: IO[bytes], what: str) -> None:
    """A folder of CSV files, with its terms."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("README.txt", terms(what))
        for name, headings, rows in sheets(objects):
            with folder.open(f"{name}.csv", "w", force_zip64=True) as file:
                text = io.TextIOWrapper(file, encoding="utf-8", newline="")
                text.write(BOM)
                writer = csv.writer(text)
                writer.writerow(headings)
                writer.writerows([_csv(cell) for cell in row] for row in rows)
                text.flush()
                text.detach()


def _csv(cell: Any) -> Any:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return escaped(cell) if isinstance(cell, str) else cell


def write_xlsx(objects: Iterable[Mapping[str, Any]], out: IO[bytes], what: str) -> None:
    """A workbook with a sheet for each table; the first says its terms. The history is left out."""
    from openpyxl import Workbook  # 9 MB in every process: only when asked for

    left_out = {table.name for table in NOT_IN_WORKBOOKS}
    book = Workbook(write_only=True)
    first = book.create_sheet("about")
    for words in terms(what).splitlines():
        first.append([words])
    for name, headings, rows in sheets(each for each in objects if each["table"] not in left_out):
        page, count = _page(book, name, headings), 0
        for number, row in enumerate(rows, start=1):
            if number > count + MOST_ROWS:
                count += MOST_ROWS
                page = _page(book, f"{name} {count // MOST_ROWS + 1}", headings)
            page.append([_xlsx(page, cell) for cell in row])
    book.save(out)


def _page(book: Any, name: str, headings: list[str]) -> Any:
    page = book.create_sheet(name[:31])
    page.freeze_panes = "A2"
    page.append(headings)
    return page


def _xlsx(page: Any, cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    from openpyxl.cell import WriteOnlyCell

    from coalition.exchange.xlsx_file import LONGEST_CELL, coded

    text = coded(cell)
    if len(text) > LONGEST_CELL:
        text = text[: LONGEST_CELL - len(CUT)].rsplit("_x", 1)[0] + CUT
    told = WriteOnlyCell(page, text)
    told.data_type = "s"
    return told


def terms(what: str) -> str:
    """The licence, the line to put beside what is used, and where the columns are explained."""
    lines = (
        [licence.PARLIAMENT_LINE, licence.OPEN_PARLIAMENT, licence.CHANGED]
        if what == RECORD
        else [licence.OUR_LINE, licence.CREATIVE_COMMONS]
    )
    return "\n".join([*lines, "What each column means: /data/dictionary/ on the site that this file is from.", ""])
