"""A historic record as bytes again: JSON, or a file for each table as CSV. The inverse of scrapers.parse.historic."""

import csv
import io
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from bills.text.cells import escaped
from scrapers.historic_format import FORMAT, TABLES, VERSION, HistoricRecord


def to_json(record: HistoricRecord) -> bytes:
    """The whole Bill in one file; what is not known is left out."""
    whole: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    for name in TABLES:
        rows = [_stated(row) for row in record.rows[name]]
        whole[name] = rows[0] if name == "bill" else rows
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _stated(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _as_json(value) for name, value in row.items() if value is not None}


def _as_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def to_csv(record: HistoricRecord) -> dict[str, bytes]:
    """A file for each table that has rows, by name, with every column; what is not known is an empty cell.

    With a byte order mark, so that a spreadsheet reads it as UTF-8; no cell can be run as a formula.
    """
    files: dict[str, bytes] = {}
    for name, table in TABLES.items():
        if not record.rows[name]:
            continue
        heads = [column.name for column in table.columns]
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(heads)
        writer.writerows([escaped(_as_cell(row[head])) for head in heads] for row in record.rows[name])
        files[f"{name}.csv"] = out.getvalue().encode("utf-8-sig")
    return files


def _as_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return "; ".join(value) if isinstance(value, tuple) else str(value)
