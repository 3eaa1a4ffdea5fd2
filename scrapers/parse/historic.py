"""A historic Bill's file (docs/historic-format.md), as JSON or as a packed folder of CSV tables, into checked rows.

All of it or nothing: every fault is found and named with its place before the whole file is refused.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from scrapers.historic_format import (
    DAY,
    FORMAT,
    LIST,
    NUMBER,
    TABLES,
    VERSION,
    YES_NO,
    Column,
    HistoricRecord,
    Table,
)
from scrapers.parse.historic_csv import PACKED, Cells, unpack
from scrapers.records import ParseProblem, UnreadableSource

LARGEST_NUMBER = 2_000_000_000
A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Row = dict[str, Any]


class RefusedFile(UnreadableSource):
    """A file with faults; `problems` names each of them."""

    def __init__(self, problems: Sequence[ParseProblem]) -> None:
        first = problems[0]
        more = f" (and {len(problems) - 1} more faults)" if len(problems) > 1 else ""
        super().__init__(first.place, f"{first.reason}{more}")
        self.problems = tuple(problems)


def parse(content: bytes) -> HistoricRecord:
    """The rows of a file. Raises RefusedFile with every fault that was found, or UnreadableSource for no such file."""
    whole = _whole(content)
    reader = _Reader()
    tables = unpack(whole, reader.fault) if PACKED in whole else _tables(whole, reader)
    rows = {name: tuple(reader.rows(table, tables.get(name, ()))) for name, table in TABLES.items()}
    _check(rows, reader.fault)
    if reader.problems:
        raise RefusedFile(reader.problems)
    return HistoricRecord(rows)


def _whole(content: bytes) -> dict[str, Any]:
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableSource(f"byte {error.start}", "it is not text in UTF-8") from error
    except json.JSONDecodeError as error:
        raise UnreadableSource(f"line {error.lineno}, column {error.colno}", f"it is not JSON: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableSource("file", f"it is not JSON that can be read: {error}") from error
    if not isinstance(whole, dict) or (whole.get("format") != FORMAT and PACKED not in whole):
        raise UnreadableSource("format", f'it does not say that it is a historic Bill ("format": "{FORMAT}")')
    if PACKED not in whole and (whole.get("version") is True or whole.get("version") != VERSION):
        raise UnreadableSource("version", f"only version {VERSION} of the format can be read")
    return whole


def _tables(whole: Mapping[str, Any], reader: "_Reader") -> dict[str, list[tuple[str, Any]]]:
    """Each table's rows of a JSON file with the place of each."""
    found: dict[str, list[tuple[str, Any]]] = {}
    for name, value in whole.items():
        if name in {"format", "version"}:
            continue
        if name not in TABLES:
            reader.fault(name, "the format has no such part")
        elif name == "bill":
            found[name] = [("bill", value)]
        elif isinstance(value, list):
            found[name] = [(f"{name}[{place}]", row) for place, row in enumerate(value)]
        else:
            reader.fault(name, "it should be a list")
    return found


class _Reader:
    """Values of one file into their kinds, with every fault noted."""

    def __init__(self) -> None:
        self.problems: list[ParseProblem] = []

    def fault(self, place: str, reason: str) -> None:
        self.problems.append(ParseProblem(place, reason))

    def rows(self, table: Table, given: Sequence[tuple[str, Any]]) -> Iterator[Row]:
        for place, row in given:
            if not isinstance(row, dict):
                self.fault(place, "it should be an object with named fields")
                continue
            for name in row:
                if table.column(name) is None:
                    self.fault(_at(place, name), f"{table.name} has no such field")
            read: Row = {"_place": place}
            for column in table.columns:
                given_value, where = row.get(column.name), _at(place, column.name)
                read[column.name] = self._value(where, column, given_value, is_cell=isinstance(row, Cells))
            yield read

    def _value(self, place: str, column: Column, given: Any, *, is_cell: bool) -> Any:
        try:
            value = _READ.get(column.kind, _text)(given, is_cell=is_cell)
        except ValueError as error:
            self.fault(place, str(error))
            return None
        if value is None:
            if column.required:
                self.fault(place, "it must be given")
            return column.otherwise or None
        if column.words and value not in column.words:
            self.fault(place, f"'{value}' is none of: {', '.join(column.words)}")
        if isinstance(value, str) and len(value) > column.longest:
            self.fault(place, f"it is longer than {column.longest} characters")
        return value


def _at(place: str, column: str) -> str:
    """ "amendments[3].page", or "amendments.csv, line 5, column page"."""
    return f"{place}, column {column}" if ".csv, line " in place else f"{place}.{column}"


def _text(given: Any, *, is_cell: bool) -> str | None:
    if given is None:
        return None
    if not isinstance(given, str):
        raise ValueError("it should be text")
    if "\x00" in given or any("\ud800" <= each <= "\udfff" for each in given):
        raise ValueError("it holds a character that cannot be kept")
    return given.replace("\r\n", "\n").strip() or None


def _number(given: Any, *, is_cell: bool) -> int | None:
    if is_cell:
        given = _text(given, is_cell=True)
        if given is not None and re.fullmatch(r"[0-9]{1,10}", given):
            given = int(given)
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= LARGEST_NUMBER:
        raise ValueError("it should be a whole number, 0 or more")
    return given


def _day(given: Any, *, is_cell: bool) -> date | None:
    text = _text(given, is_cell=is_cell)
    if text is None:
        return None
    try:
        return date.fromisoformat(text if A_DAY.fullmatch(text) else "")
    except ValueError:
        raise ValueError("it should be a day as YYYY-MM-DD") from None


def _yes_no(given: Any, *, is_cell: bool) -> bool | None:
    if is_cell:
        text = _text(given, is_cell=True)
        given = {"yes": True, "no": False, None: None}.get(text.casefold() if text else None, text)
    if given is not None and not isinstance(given, bool):
        raise ValueError("it should be yes or no" if is_cell else "it should be true or false")
    return given


def _list(given: Any, *, is_cell: bool) -> tuple[str, ...] | None:
    if given is None or is_cell:
        text = _text(given, is_cell=is_cell)
        given = text.split(";") if text else []
    if not isinstance(given, list):
        raise ValueError("it should be a list")
    found = [_text(each, is_cell=is_cell) for each in given]
    if not is_cell and any(each is None or ";" in each for each in found):
        raise ValueError("a list holds texts without a semicolon")
    return tuple(each for each in found if each) or None


_READ: Mapping[str, Callable[..., Any]] = {NUMBER: _number, DAY: _day, YES_NO: _yes_no, LIST: _list}


# ---- what must hold between rows ----
def _check(rows: Mapping[str, Sequence[Row]], fault: Callable[[str, str], None]) -> None:
    if len(rows["bill"]) != 1:
        fault("bill", "a file tells of exactly one Bill")
    keys = {name: {row.get("key") for row in rows[name]} for name in TABLES}
    for name, table in TABLES.items():
        seen: dict[tuple[Any, ...], str] = {}
        for row in rows[name]:
            identity = tuple(row[column] for column in table.identity)
            if identity in seen:
                fault(row["_place"], f"the same {' and '.join(table.identity)} as {seen[identity]}")
            seen.setdefault(identity, row["_place"])
            _check_references(row, table, keys, fault)
    _check_steps(rows["chain_steps"], fault)
    _check_listings(rows, fault)
    for each in rows.values():
        for row in each:
            row.pop("_place", None)


def _check_references(row: Row, table: Table, keys: Mapping[str, set[Any]], fault: Callable[[str, str], None]) -> None:
    for column in table.columns:
        given = row[column.name]
        for key in given if isinstance(given, tuple) else (given,):
            if column.of and key is not None and key not in keys[column.of]:
                fault(_at(row["_place"], column.name), f"there is no '{key}' among the {column.of}")


def _check_steps(steps: Sequence[Row], fault: Callable[[str, str], None]) -> None:
    """An arrow comes from an earlier step of its own chain, so that no chain runs in a circle."""
    orders = {(step["chain"], step["key"]): step["order"] or 0 for step in steps}
    for step in steps:
        if not (step["amendment"] or step["label"]):
            fault(step["_place"], "a step without an amendment needs a label")
        if bool(step["follows"]) != bool(step["arrow"]):
            fault(_at(step["_place"], "arrow"), "follows and arrow are given together or not at all")
        before = orders.get((step["chain"], step["follows"]))
        if step["follows"] and (before is None or before >= (step["order"] or 0)):
            fault(_at(step["_place"], "follows"), f"'{step['follows']}' is no earlier step of this chain")


def _check_listings(rows: Mapping[str, Sequence[Row]], fault: Callable[[str, str], None]) -> None:
    """A list holds amendments of its own stage."""
    stages = {name: {row["key"]: row["stage"] for row in rows[name]} for name in ("papers", "amendments")}
    for row in rows["listings"]:
        paper, amendment = stages["papers"].get(row["paper"]), stages["amendments"].get(row["amendment"])
        if paper and amendment and paper != amendment:
            fault(row["_place"], f"the list is of stage '{paper}', the amendment of '{amendment}'")
    names: dict[tuple[Any, str], str] = {}
    for row in rows["names"]:
        identity = (row["amendment"], (row["printed_name"] or "").casefold())
        if identity in names:
            fault(row["_place"], f"the same name as {names[identity]}")
        names[identity] = row["_place"]
