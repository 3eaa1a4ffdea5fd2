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


def kept_values(record: Any) -> list[Any]:
    """Every plain value inside a record or a column, moments in UTC and dates as text."""
    if is_dataclass(record) and not isinstance(record, type):
        return [leaf for each in fields(record) for leaf in kept_values(getattr(record, each.name))]
    if isinstance(record, Mapping):
        return [leaf for inner in record.values() for leaf in kept_values(inner)]
    if isinstance(record, list | tuple):
        return [leaf for inner in record for leaf in kept_values(inner)]
    if isinstance(record, datetime):
        return [record.astimezone(LONDON).replace(tzinfo=None).isoformat()]
    return [record.isoformat()] if isinstance(record, date) else [record]


def arrives(value: Any, kept: list[Any]) -> bool:
    """Whether a value of the source is among what was kept, in one of the forms that docs/fields.md allows."""
    if value is None or value in ("", [], {}):
        return True
    if isinstance(value, bool):
        return any(each is value for each in kept)
    if isinstance(value, int):
        same = any(each == value and type(each) is int for each in kept)
        return same or any(word in kept for word in _words_for(value))
    if value.isdigit() and any(word in kept for word in _words_for(int(value))):
        return True
    return any(_same_words(form, each) for form in _forms(value) for each in kept if isinstance(each, str))


def _words_for(number: int) -> list[str]:
    named = [f"{word} {number}" for word in ("clause", "schedule")]
    return [*named, f"amendment:{number}", f"pingpong:{number}", HOUSES.get(number, "")]


def _forms(words: str) -> set[str]:
    plain = " ".join(re.sub(r"<[^>]+>", " ", words).split())
    forms = {words, words.strip(), words.casefold(), plain, f"Decision: {words}", f"Names: {words}"}
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return forms
    local = moment.astimezone(LONDON).replace(tzinfo=None) if moment.tzinfo else moment
    return forms | {local.isoformat(), local.date().isoformat()}


def _same_words(form: str, kept: str) -> bool:
    return kept == form or form in kept.split("\n")
