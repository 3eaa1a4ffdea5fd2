"""Typed reading of Parliament's JSON: every value checked where it stands, every fault with its place and reason.

A key that is missing reads as None ("this source does not say"); null reads as "" for words and None for the rest
("none"). A value of the wrong type, out of range, too long or damaged is a problem, and reads as None. Where the
value identifies the row, or a part of the row that must be whole, the row is left out and the problem reported.
"""

import json
import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from scrapers.records import Page, ParseProblem, UnreadableSource

T = TypeVar("T")
LONDON = ZoneInfo("Europe/London")
MOST_BYTES = 64 * 1024 * 1024
LARGEST_NUMBER = 2**31 - 1
"""What every database column of ours holds."""
LONGEST_TEXT = 1_000_000
MISSING = object()
DAMAGED = re.compile("â€|[ÂÃ][\u0080-\u00bf]|\ufffd")
"""UTF-8 once read as Windows-1252 or Latin-1, and characters already lost: no word of Parliament holds these."""
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
STRANGE_SCHEME = re.compile(r"\s*(?!https?:|ftp:)[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
TITLE = re.compile(r"<(?:title|h1)[^>]*>([^<]{1,200})", re.IGNORECASE)
KINDS = {dict: "an object", list: "a list", str: "words", bool: "true or false", int: "a number", float: "a number"}


class RowRefused(Exception):
    """The row cannot be taken at all; inside the parsers only."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.problem = ParseProblem(place, reason)


def load(body: bytes) -> Any:
    """The JSON value in `body`. Raises UnreadableSource naming line and column, or what came instead of JSON.

    UTF-8 only, with or without a byte order mark. NaN, numbers of thousands of digits and nesting beyond the
    reader's own limit are refused.
    """
    if len(body) > MOST_BYTES:
        raise UnreadableSource("document", f"is larger than {MOST_BYTES // 1024 // 1024} MB")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableSource(f"byte {error.start}", "is not UTF-8") from error
    try:
        return json.loads(text, parse_constant=_no_such_number)
    except json.JSONDecodeError as error:
        raise _not_json(text, error) from error
    except RecursionError as error:
        raise UnreadableSource("document", "is nested too deeply") from error
    except ValueError as error:
        raise UnreadableSource("document", f"holds a number that is not one: {str(error)[:80]}") from error


def _no_such_number(word: str) -> None:
    raise ValueError(word)


def _not_json(text: str, error: json.JSONDecodeError) -> UnreadableSource:
    start = text.lstrip()[:2000]
    if not start:
        return UnreadableSource("document", "is empty")
    if start.startswith("<"):
        found = TITLE.search(start)
        says = f", which says “{' '.join(found[1].split())}”" if found else ""
        return UnreadableSource("document", f"is a page of HTML or XML where JSON was due{says}")
    return UnreadableSource(f"line {error.lineno}, column {error.colno}", f"is not whole JSON: {error.msg}")


def load_object(body: bytes) -> dict[str, Any]:
    """The JSON object in `body`; an error report (RFC 7807) is refused with what it says."""
    value = load(body)
    if not isinstance(value, dict):
        raise UnreadableSource("document", f"is {kind_of(value)} where an object was due")
    if "title" in value and "status" in value and isinstance(value["status"], int):
        says = f"{value['status']} {value['title']}"[:200]
        raise UnreadableSource("document", f"is an error report of the server: {says}")
    return value


def kind_of(value: object) -> str:
    """What a JSON value is, in plain words."""
    return "null" if value is None else KINDS.get(type(value), "something else")


@dataclass(slots=True)
class Row:
    """One JSON object, its place in the document, and where its problems are noted. Each reader names a key."""

    fields: dict[str, Any]
    place: str
    problems: list[ParseProblem]

    def note(self, name: str, reason: str) -> None:
        """Report what is wrong with the value of a key."""
        self.problems.append(ParseProblem(self.place_of(name), reason))

    def place_of(self, name: str) -> str:
        """Where a person would look for the key."""
        return f"{self.place}.{name}" if self.place else name

    def text(self, name: str, longest: int = LONGEST_TEXT) -> str | None:
        """Words, as received; null is ""."""
        value = self.fields.get(name, MISSING)
        if type(value) is str:
            if len(value) <= longest and is_sound(value):
                return value
            self.note(name, _fault_of(value, longest))
            return None
        if value is None:
            return ""
        if value is not MISSING:
            self.note(name, f"is {kind_of(value)} where words are due")
        return None

    def words(self, name: str, longest: int = LONGEST_TEXT) -> str:
        """Words that a record cannot be without: whatever is wrong with them, or missing, they read as ""."""
        return self.text(name, longest) or ""

    def required(self, name: str, longest: int = LONGEST_TEXT) -> str:
        """Words without which the row means nothing: refused where they are missing, empty or unreadable."""
        value = self.text(name, longest)
        if not value or not value.strip():
            raise RowRefused(self.place_of(name), self._last_reason(name) or "is missing or empty")
        return value

    def integer(self, name: str, largest: int = LARGEST_NUMBER) -> int | None:
        """A number from 0 to what its column holds. Digits in quotes are taken as that number."""
        value = self.fields.get(name)
        if type(value) is int and 0 <= value <= largest:
            return value
        if value is None:
            return None
        is_number = type(value) is int
        if type(value) is str and value.isascii() and value.isdigit() and len(value) <= 10:
            number = int(value)
            if number <= largest:
                return number
            is_number = True
        self.note(name, "is out of range" if is_number else f"is {kind_of(value)} where a whole number is due")
        return None

    def identity(self, name: str) -> int:
        """The number that identifies the row: refused where it is missing, zero or unreadable."""
        value = self.fields.get(name)
        if type(value) is int and 0 < value <= LARGEST_NUMBER:
            return value
        number = self.integer(name)
        if not number:
            reason = self._last_reason(name) or ("is missing" if value is None else "is 0, which identifies nothing")
            raise RowRefused(self.place_of(name), reason)
        return number

    def boolean(self, name: str) -> bool | None:
        """true or false, and nothing like them."""
        value = self.fields.get(name)
        if value is None or value is True or value is False:
            return value
        self.note(name, f"is {kind_of(value)} where true or false is due")
        return None

    def moment(self, name: str) -> datetime | None:
        """A moment, in UTC. Without a zone it is London time (sources: dates and text); year 1 means none."""
        local = self._local(name)
        return local.astimezone(UTC) if local else None

    def day(self, name: str) -> date | None:
        """A date dressed as midnight: the London date, with no shift of zones."""
        local = self._local(name)
        return local.date() if local else None

    def _local(self, name: str) -> datetime | None:
        value = self.fields.get(name)
        if value is None or value == "":
            return None
        try:
            read = datetime.fromisoformat(value)
            local = read.astimezone(LONDON) if read.tzinfo else read.replace(tzinfo=LONDON)
            local.astimezone(UTC)
        except (ValueError, TypeError, OverflowError):
            shown = repr(value[:40]) if isinstance(value, str) else kind_of(value)
            self.note(name, f"is {shown} where a date is due")
            return None
        return local if read.year > 1 else None

    def listed(self, name: str) -> list[Any] | None:
        """A list of anything; null is an empty list."""
        value = self.fields.get(name, MISSING)
        if type(value) is list:
            return value
        if value is None:
            return []
        if value is not MISSING:
            self.note(name, f"is {kind_of(value)} where a list is due")
        return None

    def rows(self, name: str) -> Iterator["Row"]:
        """The objects of a list, one by one. What is not an object refuses the whole of this row."""
        before = len(self.problems)
        values = self.listed(name)
        if len(self.problems) > before:
            raise RowRefused(self.place_of(name), self._last_reason(name))
        for index, value in enumerate(values or ()):
            place = f"{self.place}.{name}[{index}]" if self.place else f"{name}[{index}]"
            if type(value) is not dict:
                raise RowRefused(place, f"is {kind_of(value)} where an object is due")
            yield Row(value, place, self.problems)

    def row(self, name: str) -> "Row | None":
        """The object of a key; None where it is null or missing."""
        value = self.fields.get(name)
        if type(value) is dict:
            return Row(value, self.place_of(name), self.problems)
        if value is not None:
            self.note(name, f"is {kind_of(value)} where an object is due")
        return None

    def texts(self, name: str) -> list[str] | None:
        """A list of words, whole or not at all."""
        values = self.listed(name)
        if values is None:
            return None
        for index, value in enumerate(values):
            if type(value) is not str:
                self.note(f"{name}[{index}]", f"is {kind_of(value)} where words are due")
                return None
            if fault := _fault_of(value, LONGEST_TEXT):
                self.note(f"{name}[{index}]", fault)
                return None
        return values

    def flat(self) -> dict[str, Any]:
        """This object as received, if all its values are plain: words, numbers, true, false or null."""
        return {name: value for name, value in self.fields.items() if self._is_plain(name, value)}

    def _is_plain(self, name: str, value: Any) -> bool:
        fault = ""
        if UNSTORABLE.search(name):
            fault = "has a name that cannot be stored"
        elif isinstance(value, str):
            fault = _fault_of(value, 10_000)
        elif isinstance(value, float) and value not in (float("inf"), float("-inf")):
            return True
        elif type(value) is int:
            fault = "" if abs(value) < 2**53 else "is out of range"
        elif value is not None and type(value) is not bool:
            fault = f"is {kind_of(value)} where a plain value is due"
        if fault:
            self.note(UNSTORABLE.sub("?", name), fault)
        return not fault

    def address(self, name: str) -> str | None:
        """A web address as received; any scheme but http, https and ftp is a problem."""
        value = self.text(name, 2000)
        if value and STRANGE_SCHEME.match(value):
            self.note(name, "is not a web address")
            return None
        return value

    def _last_reason(self, name: str) -> str:
        """The reason of the problem just noted for this key, which is taken back: it will be reported as a refusal."""
        if self.problems and self.problems[-1].place.startswith(self.place_of(name)):
            return self.problems.pop().reason
        return ""


def is_sound(value: str) -> bool:
    """Whether words hold neither damaged characters nor ones that cannot be stored. Fast for what is mostly sound."""
    if value.isascii():
        return "\x00" not in value
    if "â" in value or "Â" in value or "Ã" in value:
        return not (DAMAGED.search(value) or UNSTORABLE.search(value))
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in value and "\ufffd" not in value


def _fault_of(value: str, longest: int) -> str:
    """Why words cannot be taken; "" where they can."""
    if len(value) > longest:
        return f"is longer than {longest:,} characters"
    if is_sound(value):
        return ""
    if UNSTORABLE.search(value):
        return "holds a character that cannot be stored"
    return "has damaged characters (read in the wrong character set before it was published)"


def read_page(
    body: bytes, build: Callable[[Row, int], T], key: Callable[[T], Hashable], *, items: str = "items"
) -> Page[T]:
    """A page of a list: `{items, totalResults, itemsPerPage}`. Raises UnreadableSource where that is not what came.

    A row that cannot be taken, or that stands twice, is left out and reported.
    """
    envelope = Row(load_object(body), "", [])
    if items not in envelope.fields:
        raise UnreadableSource(items, "is missing: this is not a page of a list")
    values = envelope.listed(items)
    if values is None:
        raise UnreadableSource(items, envelope.problems[0].reason)
    total = envelope.integer("totalResults")
    per_page = envelope.integer("itemsPerPage")
    found = tuple(read_rows(values, items, build, key, envelope.problems))
    return Page(found, total, per_page, tuple(envelope.problems))


def read_rows(
    values: list[Any],
    name: str,
    build: Callable[[Row, int], T],
    key: Callable[[T], Hashable],
    problems: list[ParseProblem],
) -> Iterator[T]:
    """The records of a list of objects, each built from its row and its index; twins and refused rows are reported."""
    first: dict[Hashable, str] = {}
    for index, value in enumerate(values):
        place = f"{name}[{index}]" if name else f"[{index}]"
        if type(value) is not dict:
            problems.append(ParseProblem(place, f"is {kind_of(value)} where an object is due"))
            continue
        try:
            record = build(Row(value, place, problems), index)
        except RowRefused as refused:
            problems.append(refused.problem)
            continue
        seen = first.setdefault(key(record), place)
        if seen is not place:
            problems.append(ParseProblem(place, f"stands twice in this list: it is also {seen}"))
            continue
        yield record


def read_one(body: bytes, build: Callable[[Row, int], T]) -> T:
    """One record that is a whole answer. Raises UnreadableSource for anything wrong with it: it is taken whole."""
    row = Row(load_object(body), "", [])
    try:
        record = build(row, 0)
    except RowRefused as refused:
        raise UnreadableSource(refused.problem.place, refused.problem.reason) from refused
    for problem in row.problems:
        raise UnreadableSource(problem.place, problem.reason)
    return record


def rows_of(row: Row, name: str, build: Callable[[Row], Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """A list of plain objects inside a row, in order."""
    return tuple(build(each) for each in row.rows(name))
