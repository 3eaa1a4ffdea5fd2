"""What a column of our tables holds, and how a cell of it is read: exactly, or refused in plain words. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from coalition.exchange.tables import Cell, Unusable

YES_NO = {"yes": True, "no": False, "true": True, "false": False}
LARGEST_NUMBER = 2**31 - 1


class Holds(Enum):
    """What the cells of a column are."""

    TEXT = "text"
    WORD = "one line"
    """Text whose surrounding spaces say nothing: names, numbers of amendments."""
    NUMBER = "whole number"
    DAY = "day, as 2026-09-01"
    YES_NO = "yes or no"
    CHOICE = "one of"


class Refused(Exception):
    """A cell that cannot be taken: which column, and why, in plain words."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"{column}: {reason}")
        self.column, self.reason = column, reason


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `choices` are words in files to words on pages; `is_read` false: written for people alone."""

    name: str
    holds: Holds = Holds.WORD
    told: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    is_read: bool = True

    def read(self, cell: Cell) -> Any:
        """The value: str, int, bool or date; None for an empty cell, "" for empty text. Raises Refused."""
        if isinstance(cell, Unusable):
            raise Refused(self.name, cell.reason)
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            return "" if self.holds in (Holds.TEXT, Holds.WORD) else None
        return READERS[self.holds](self, cell)


def _text(column: Column, cell: Any) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, date):
        raise Refused(column.name, "the spreadsheet made a date of it; format the cell as text and write it again")
    return str(cell)


def _word(column: Column, cell: Any) -> str:
    return _text(column, cell).strip()


def _number(column: Column, cell: Any) -> int:
    text = str(cell).strip()
    if isinstance(cell, bool | date) or not re.fullmatch(r"[0-9]{1,10}", text) or int(text) > LARGEST_NUMBER:
        raise Refused(column.name, f"“{text[:40]}” is not a whole number")
    return int(text)


def _day(column: Column, cell: Any) -> date:
    if isinstance(cell, date):
        return cell
    text = str(cell).strip()
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Refused(column.name, f"“{text[:40]}” is not a day written as 2026-09-01")


def _yes_no(column: Column, cell: Any) -> bool:
    if isinstance(cell, bool):
        return cell
    found = YES_NO.get(str(cell).strip().casefold())
    if found is None:
        raise Refused(column.name, f"“{str(cell)[:40]}” is neither yes nor no")
    return found


def _choice(column: Column, cell: Any) -> str:
    said = str(cell).strip().casefold()
    for code, words in column.choices.items():
        if said in (code.casefold(), words.casefold()):
            return code
    raise Refused(column.name, f"“{said[:40]}” is not one of {', '.join(column.choices)}")


READERS = {
    Holds.TEXT: _text,
    Holds.WORD: _word,
    Holds.NUMBER: _number,
    Holds.DAY: _day,
    Holds.YES_NO: _yes_no,
    Holds.CHOICE: _choice,
}
