"""Typed reading of Parliament's JSON: every value checked where it stands, every fault with its place and reason.

A key that is missing reads as None ("this source does not say"); null reads as "" for words and None for the rest
("none"). A value of the wrong type, out of range, too long or damaged is a problem, and reads as None. Where the
value identifies the row, or a part of the row that must be whole, the row is left out and the problem reported.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from scrapers.parse.json_body import kind_of
from scrapers.records import ParseProblem

LONDON = ZoneInfo("Europe/London")
LARGEST_NUMBER = 2**31 - 1
"""What every database column of ours holds."""
LONGEST_TEXT = 1_000_000
MISSING = object()
DAMAGED = re.compile("â€|[ÂÃ][\u0080-\u00bf]|\ufffd")
"""UTF-8 once read as Windows-1252 or Latin-1, and characters already lost: no word of Parliament holds these."""
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
STRANGE_SCHEME = re.compile(r"\s*(?!https?:|ftp:)[a-z][a-z0-9+.\-]*:", re.IGNORECASE)


class RowRefused(Exception):
    """The row cannot be taken at all; inside the parsers only."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.problem = ParseProblem(place, reason)


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
