"""The JSON of an answer, or a refusal that says what came instead and where it breaks."""

import json
import re
from typing import Any

from scrapers.records import UnreadableSource

MOST_BYTES = 64 * 1024 * 1024
TITLE = re.compile(r"<(?:title|h1)[^>]*>([^<]{1,200})", re.IGNORECASE)
KINDS = {dict: "an object", list: "a list", str: "words", bool: "true or false", int: "a number", float: "a number"}


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
