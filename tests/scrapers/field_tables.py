"""docs/fields.md as values, the paths and leaves of a JSON document, and the forms in which a value may arrive."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

FIELDS_PAGE = Path(__file__).resolve().parents[2] / "docs" / "fields.md"
ROW = re.compile(r"^\| `(?P<path>[^`]+)` \| (?P<fate>\w+) \| (?P<why>.+) \|$")
LONDON = ZoneInfo("Europe/London")
HOUSES = {1: "Commons", 2: "Lords"}


@dataclass(frozen=True, slots=True)
class Fate:
    """One row of the page: what becomes of a path, and the Model.field or Record.field it names first."""

    fate: str
    why: str

    @property
    def column(self) -> str:
        found = re.search(r"`([A-Z]\w+\.\w+)`", self.why)
        return found[1] if found else ""


def field_tables() -> dict[str, dict[str, Fate]]:
    """By section of docs/fields.md: path to fate."""
    tables: dict[str, dict[str, Fate]] = {}
    section = ""
    for line in FIELDS_PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line[3:].strip()
        elif found := ROW.match(line):
            assert found["path"] not in tables.setdefault(section, {}), f"{section}: {found['path']} stands twice"
            tables[section][found["path"]] = Fate(found["fate"], found["why"])
    return tables


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every path of a document with each of its values; an empty list or object is a leaf of its own path."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value:
        for inner in value:
            yield from leaves(inner, f"{path}[]")
    else:
        yield path, value


def is_listed(path: str, value: Any, table: Mapping[str, Fate]) -> bool:
    """Whether the table knows a path; a null or an empty container is known by what it would hold."""
    if path in table:
        return True
    return value in (None, [], {}) and any(known.startswith((f"{path}.", f"{path}[]")) for known in table)


def kept_values(*places: Any) -> set[tuple[type, Any]]:
    """Every plain value inside records or columns, with its type: moments in London time, lines also one by one."""
    return {(type(each), each) for place in places for leaf in _plain_values(place) for each in _with_lines(leaf)}


def _plain_values(value: Any) -> Iterator[Any]:
    if is_dataclass(value) and not isinstance(value, type):
        value = [getattr(value, each.name) for each in fields(value)]
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            yield from _plain_values(inner)
    elif isinstance(value, datetime):
        yield value.astimezone(LONDON).replace(tzinfo=None).isoformat()
    else:
        yield value.isoformat() if isinstance(value, date) else value


def _with_lines(value: Any) -> list[Any]:
    return [value, *value.split("\n")] if isinstance(value, str) else [value]


def arrives(value: Any, kept: set[tuple[type, Any]]) -> bool:
    """Whether a value of the source is among what was kept, in one of the forms that docs/fields.md allows."""
    if value is None or value in ("", [], {}) or (type(value), value) in kept:
        return True
    if isinstance(value, bool) or not isinstance(value, int | str):
        return False
    words = _forms(value) if isinstance(value, str) else set()
    if isinstance(value, int) or value.isdigit():
        words |= _words_for(int(value))
    return any((str, form) in kept for form in words)


def _words_for(number: int) -> set[str]:
    words = {f"clause {number}", f"schedule {number}", f"amendment:{number}", f"pingpong:{number}"}
    return words | ({HOUSES[number]} if number in HOUSES else set())


def _forms(words: str) -> set[str]:
    plain = " ".join(re.sub(r"<[^>]+>", " ", words).split())
    forms = {words.strip(), words.casefold(), plain, f"Decision: {words}", f"Names: {words}"}
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return forms
    local = moment.astimezone(LONDON).replace(tzinfo=None) if moment.tzinfo else moment
    return forms | {local.isoformat(), local.date().isoformat()}
