"""TARGET, whole provisions by kind and printed number: subsections (2) to (4), paragraph 3, the definition of “X”."""

import re
from dataclasses import replace

from amendments.engine.cursor import Cursor, Unread
from amendments.engine.instruction import Units

_KIND = r"(?:sub[- ]?sections?|(?:sub[- ]?){0,2}paragraphs?)"
_BRACKETED = r"\(\s*[0-9A-Za-z]{1,6}\s*\)"
_BARE = r"[A-Z]{0,2}\d{1,4}[A-Z]{0,3}\b"
_STEPS = rf"(?:{_BRACKETED}|{_BARE})(?:\s?{_BRACKETED})*"
_UNITS = re.compile(
    rf"(?:the\s+)?(?P<kind>{_KIND})\s*(?P<first>{_STEPS})(?P<more>(?:\s*(?:,|,?\s?and|to|-|–)\s*(?:{_KIND}\s+)?{_STEPS})*)"
    rf"(?:\s+(?:of|in)\s+(?P<within>{_KIND}\s*{_STEPS}))?",
    re.IGNORECASE,
)
_MORE = re.compile(rf"\s*(?P<join>,\s*and|,|and|to|-|–)\s*(?:{_KIND}\s+)?(?P<number>{_STEPS})", re.IGNORECASE)
_STEP = re.compile(rf"{_BRACKETED}|{_BARE}", re.IGNORECASE)
_DEFINITIONS = re.compile(r"(?:the\s+)?definitions?\s+of\s+(?=“”)", re.IGNORECASE)
_TERM = re.compile(r"(?P<q>“”)(?:(?:,\s*and|,|\s+and)\s+(?=“”))?", re.IGNORECASE)
_HEADING = re.compile(
    r"(?:the\s+)?(?:(?P<cross>cross-?heading|italic\s+(?:cross-?)?heading)|heading)\b", re.IGNORECASE
)
_DIVISION = re.compile(r"(?:the\s+)?(?P<kind>part|chapter)\s+(?P<number>\d{1,3}[A-Z]{0,3})\b", re.IGNORECASE)
_IN_PROVISIONS = ("subsection", "paragraph", "sub-paragraph", "sub-sub-paragraph")
_IN_SCHEDULES = ("schedule paragraph", "sub-paragraph", "paragraph", "sub-paragraph")


def units(cursor: Cursor) -> Units | None:
    """subsection (3); paragraphs (a) to (c); sub-paragraph (2)(a); paragraph 3; the definition of “X”; Part 2."""
    return _numbered(cursor) or _definitions(cursor) or _division(cursor) or _heading(cursor)


def kind_of(printed: str, number: str = "(") -> str:
    """The kind in the contract's words: "Sub-paragraphs" is "sub-paragraph"; a bare "paragraph 3" is a Schedule's."""
    kind = printed.casefold().rstrip("s").replace("-", "").replace(" ", "")
    if kind == "paragraph" and not number.startswith("("):
        return "schedule paragraph"
    return {"subparagraph": "sub-paragraph", "subsubparagraph": "sub-sub-paragraph"}.get(kind, kind)


def _numbered(cursor: Cursor) -> Units | None:
    found = cursor.take(_UNITS)
    if not found:
        return None
    if found["within"]:
        steps = _STEP.search(found["within"])
        at = steps.start() if steps else 0
        printed = "".join(found["within"][at:].split())
        _go_within(cursor, f"{kind_of(found['within'][:at].strip(), printed)} {printed}")
    kind = kind_of(found["kind"], found["first"])
    first = _STEP.findall(found["first"])
    if len(first) > 1:
        if found["more"]:
            raise Unread("it names several provisions inside others")
        kinds = _IN_SCHEDULES if kind == "schedule paragraph" else _IN_PROVISIONS
        below = kinds[kinds.index(kind) :] if kind in kinds else ()
        if len(below) < len(first):
            raise Unread("it names a provision inside another in no known form")
        _go_within(cursor, f"{kind} {''.join(''.join(first[:-1]).split())}")
        return Units(below[len(first) - 1], (_bare(first[-1]),))
    return _series(kind, first[0], found["more"])


def _series(kind: str, first: str, more: str) -> Units:
    joined = [(part["join"].casefold(), part["number"]) for part in _MORE.finditer(more)]
    is_range = any(join in ("to", "-", "–") for join, _ in joined)
    if is_range and len(joined) > 1:
        raise Unread("it names a range and more beside it")
    if any(len(_STEP.findall(number)) > 1 for _, number in joined):
        raise Unread("it names several provisions inside others")
    return Units(kind, (_bare(first), *(_bare(number) for _, number in joined)), is_range)


def _definitions(cursor: Cursor) -> Units | None:
    if not cursor.take(_DEFINITIONS):
        return None
    terms = []
    while found := cursor.take(_TERM):
        terms.append(cursor.quote(found.start("q")).words)
    return Units("definition", tuple(terms))


def _division(cursor: Cursor) -> Units | None:
    found = cursor.take(_DIVISION)
    return Units(found["kind"].casefold(), (found["number"].upper(),)) if found else None


def _heading(cursor: Cursor) -> Units | None:
    found = cursor.take(_HEADING)
    return Units("cross-heading" if found["cross"] else "heading") if found else None


def _go_within(cursor: Cursor, unit: str) -> None:
    if cursor.locator.within:
        raise Unread("it names two provisions that hold its target")
    cursor.locator = replace(cursor.locator, within=unit)


def _bare(number: str) -> str:
    return "".join(number.split()).strip("()")
