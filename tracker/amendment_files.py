"""Amendments on disk for the engine's commands: a Lawmaker paper, the Bills API's JSON, or instruction JSON."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from amendments.decisions import MADE, decision
from amendments.engine.instruction import Tabled
from amendments.engine.written import from_text
from scrapers.parse import amendments_api
from scrapers.parse.json_body import kind_of, load
from scrapers.records import UnreadableSource
from tracker.files import read_as
from tracker.tabled import tabled_of, tabled_paper

MOST = 20_000
LONGEST = 200_000
"""Characters of one instruction that are read; the longest real new Schedule has about 60,000."""


def read_amendments(path: Path) -> list[Tabled]:
    """The amendments of a file, told apart by its content; in their `order` where the file states one.

    Instruction JSON: `[{"number", "instruction", "decision", "order", "position"}]`. The Bills API's: a page of the
    list, one amendment in full, or a list of either. Raises CommandError naming the file, the place and the reason.
    """
    found = read_as(path, _amendments)
    _refuse_twins(found, path)
    return sorted(found, key=lambda each: each.order)


def is_agreed(tabled: Tabled) -> bool:
    """Whether the source says that the House made this change; a decision that is not stated is no."""
    return decision(tabled.decision).outcome == MADE


def _amendments(body: bytes) -> list[Tabled]:
    return tabled_paper(body) if body.lstrip()[:1] == b"<" else list(_rows(load(body)))


def _rows(value: Any) -> Iterator[Tabled]:
    rows = value.get("items", [value]) if isinstance(value, dict) else value
    if not isinstance(rows, list):
        raise UnreadableSource("file", f"it holds {kind_of(rows)} where a list of amendments is due")
    if len(rows) > MOST:
        raise UnreadableSource("file", f"it holds {len(rows):,} amendments; the limit is {MOST:,}")
    for at, row in enumerate(rows):
        if not isinstance(row, dict):
            raise UnreadableSource(f"[{at}]", f"is {kind_of(row)} where an object is due")
        yield _instruction(row, at) if "instruction" in row else _of_the_api(row, at)


def _of_the_api(row: dict[str, Any], at: int) -> Tabled:
    body = json.dumps(row).encode()
    if "amendmentLines" in row:
        return tabled_of(amendments_api.amendment(body))
    page = amendments_api.amendments_page(
        json.dumps({"items": [row], "totalResults": 1, "itemsPerPage": 1}).encode(), at
    )
    if not page.items:
        problem = page.problems[0] if page.problems else None
        raise UnreadableSource(f"[{at}]", problem.reason if problem else "is no amendment")
    return tabled_of(page.items[0])


def _instruction(row: dict[str, Any], at: int) -> Tabled:
    number, text = row.get("number"), row["instruction"]
    if not isinstance(number, str | int) or isinstance(number, bool) or not str(number).strip():
        raise UnreadableSource(f"[{at}].number", "is missing: every amendment needs its printed number")
    if not isinstance(text, str):
        raise UnreadableSource(f"[{at}].instruction", f"is {kind_of(text)} where text is due")
    if len(text) > LONGEST:
        raise UnreadableSource(f"[{at}].instruction", f"has {len(text):,} characters; the limit is {LONGEST:,}")
    order = row.get("order")
    return from_text(
        str(number).strip(),
        text,
        decision=_words(row, "decision", at),
        order=order if isinstance(order, int) and not isinstance(order, bool) else at + 1,
        position=_words(row, "position", at),
    )


def _words(row: dict[str, Any], name: str, at: int) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnreadableSource(f"[{at}].{name}", f"is {kind_of(value)} where text is due")
    return value


def _refuse_twins(found: list[Tabled], path: Path) -> None:
    seen: set[str] = set()
    for each in found:
        if each.number in seen:
            raise CommandError(f"{path}: amendment {each.number} stands twice: nobody could tell which is meant")
        seen.add(each.number)
