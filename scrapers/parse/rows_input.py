"""Page-line rows: `[{"page": 1, "line": 5, "x": 72.5, "text": "…"}]`, checked one by one. Pure.

`page` and `line` are the printed figures, `x` (optional) the left edge of the row in points. A row without a line
number is not a printed line of the Bill (a running head, a footer) and is left out; rows that repeat a line number
stand on one printed line.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from scrapers.records import UnreadableSource

MOST_ROWS = 120_000
"""Three thousand pages of forty lines: twice the longest Bill."""
LONGEST_ROW = 2_000
HIGHEST_PAGE = 9_999
HIGHEST_LINE = 999
_BLANKS = re.compile("[ \t\r\n\u2028\u2029]+")
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_TOUCHING = re.compile(r"^([“‘\"]?[A-Z]{0,3}\d{1,4}[A-Z]{0,4}(?:\.?—)?)(?=\((?:1|A1)\) [A-Z“‘])")
"""A number set so close to its "(1)" that no space is seen: "11A(1) This paragraph", "1.—(1) A person"."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line: where it stands, its left edge in points where that is known, its words.

    `place` names it for people. The columns of a table are parted by tabs; other white space is single spaces.
    """

    page: int
    line: int
    x: float | None
    text: str
    place: str


def read_rows(given: Any) -> tuple[Row, ...]:
    """The rows of a JSON value, in the order of the paper.

    Raises UnreadableSource, naming row and reason, for anything else than a list of rows whose pages and lines rise.
    """
    if not isinstance(given, list):
        raise UnreadableSource("page-line rows", f"it is {_kind(given)}, not a list of rows")
    if len(given) > MOST_ROWS:
        raise UnreadableSource("page-line rows", f"it has {len(given)} rows; at most {MOST_ROWS} are read")
    rows = tuple(_merged(_risen(_row(each, at) for at, each in enumerate(given, start=1))))
    if not rows:
        raise UnreadableSource("page-line rows", "no row has a line number and words")
    return rows


def _row(given: Any, at: int) -> Row:
    place = f"row {at}"
    if not isinstance(given, Mapping):
        raise UnreadableSource(place, f"it is {_kind(given)}, not an object with page, line and text")
    page = _figure(given, "page", HIGHEST_PAGE, place)
    if page is None:
        raise UnreadableSource(place, "it has no page")
    line = _figure(given, "line", HIGHEST_LINE, place)
    text = given.get("text")
    if not isinstance(text, str):
        raise UnreadableSource(place, "it has no text" if text is None else f"its text is {_kind(text)}")
    if len(text) > LONGEST_ROW:
        raise UnreadableSource(place, f"its text has {len(text)} characters; at most {LONGEST_ROW} are read")
    if _CONTROL.search(text):
        raise UnreadableSource(place, "its text holds a control character")
    return Row(page, line or 0, _edge(given, place), words_of(text), place)


def _figure(given: Mapping[str, Any], name: str, highest: int, place: str) -> int | None:
    """A printed figure; None where there is none (0 counts as none)."""
    value = given.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= len(str(highest)):
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise UnreadableSource(place, f"its {name} is {_kind(value)}, not a whole number")
    if not 0 <= value <= highest:
        raise UnreadableSource(place, f"its {name} is {value}; figures from 1 to {highest} are read")
    return value or None


def _edge(given: Mapping[str, Any], place: str) -> float | None:
    value = given.get("x")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not -10_000 < value < 10_000:
        raise UnreadableSource(place, "its x is not a left edge in points")
    return float(value)


def words_of(text: str) -> str:
    """The words of a row with single spaces, a space after a bare number, and tabs between columns."""
    cells = [_BLANKS.sub(" ", _UNSEEN.sub("", cell)).strip() for cell in text.strip().split("\t")]
    return _TOUCHING.sub(r"\1 ", "\t".join(cells))


def _risen(rows: Iterable[Row]) -> Iterator[Row]:
    """The printed lines, each at or after the one before it."""
    before: Row | None = None
    for row in rows:
        if before and row.page < before.page:
            raise UnreadableSource(row.place, f"page {row.page} comes after page {before.page}")
        if not row.line:
            continue
        if before and (row.page, row.line) < (before.page, before.line):
            raise UnreadableSource(
                row.place, f"line {row.line} of page {row.page} comes after line {before.line} of the same page"
            )
        before = row
        if row.text:
            yield row


def _merged(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows of the same printed line as one."""
    held: Row | None = None
    for row in rows:
        if held and (held.page, held.line) == (row.page, row.line):
            held = replace(held, text=f"{held.text} {row.text}")
            continue
        if held:
            yield held
        held = row
    if held:
        yield held


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), "nothing")
