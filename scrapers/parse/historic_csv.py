"""A folder of CSV tables as one body of bytes, so that it can be kept as one snapshot; and cells that are no formulas.

A cell that a spreadsheet would take for a formula is written with an apostrophe before it, and read without it.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bills.text.cells import unescaped
from scrapers.historic_format import TABLES
from scrapers.records import UnreadableSource

PACKED = "csv_tables"


class Cells(dict[str, Any]):
    """A row whose values are cells of text."""


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files of a folder (name to bytes) as one body; the same files always give the same bytes.

    Raises UnreadableSource for a folder without a table of the format, and for a file that is no text.
    """
    texts: dict[str, str] = {}
    for name in sorted(files):
        try:
            texts[name] = files[name].decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UnreadableSource(f"{name}, byte {error.start}", "it is not text in UTF-8") from error
    if "bill.csv" not in texts:
        raise UnreadableSource("folder", "it holds no bill.csv, so it is no historic Bill")
    return json.dumps({PACKED: texts}, ensure_ascii=False, indent=1).encode()


def unpack(whole: Mapping[str, Any], fault: Callable[[str, str], None]) -> dict[str, list[tuple[str, Any]]]:
    """The rows of each table with the place of each: "amendments.csv, line 3"."""
    found: dict[str, list[tuple[str, Any]]] = {}
    packed = whole[PACKED]
    if not isinstance(packed, dict):
        raise UnreadableSource(PACKED, "it should hold the text of each table")
    for name, text in packed.items():
        table = str(name).removesuffix(".csv")
        if table not in TABLES or not isinstance(text, str):
            fault(str(name), f"the format has no such table; it has {', '.join(TABLES)}")
            continue
        found[table] = _rows(str(name), text, fault)
    return found


def _rows(name: str, text: str, fault: Callable[[str, str], None]) -> list[tuple[str, Any]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[str, Any]] = []
    heads: Sequence[str] = ()
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not heads:
                heads = [cell.strip() for cell in cells]
                if len(set(heads)) < len(heads):
                    fault(f"{name}, line 1", "a column stands twice")
                    return []
                continue
            place = f"{name}, line {reader.line_num}"
            if len(cells) > len(heads):
                fault(place, f"{len(cells)} cells under {len(heads)} columns")
                continue
            rows.append((place, Cells(zip(heads, map(unescaped, cells), strict=False))))
    except csv.Error as error:
        fault(f"{name}, line {reader.line_num}", f"it is not CSV that can be read: {error}")
    return rows
