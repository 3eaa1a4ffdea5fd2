"""HEAD: where an instruction says that its target stands, before any operation. One form a rule. Pure.

| rule | forms |
|---|---|
| provision, page, line | Clause 2, page 2, line 32, · Schedule 1, page 3, line 4 · Schedule, page 12, |
| page, line [provision] | Page 31, line 1 [Clause 49], · Page 31 [Schedule 2], line 1, (reports to 2010) |
| page, line | Page 2, line 3, (Lords: the provision is a heading, so a field) |
| parent | To Amendment 12, · to new clause 1, · Amendment NC4, · Lords Amendment No. 34, |
| line | Line 103, (of an amendment, or of the place that the fields give) |
| title | Title, line 1, · In the Title, · Long title, page 1, line 2, |
| provision | Clause 5, (no page; the fields may hold it) |
"""

import re
from dataclasses import replace

from amendments.engine.cursor import Cursor, named
from amendments.engine.instruction import Locator
from amendments.engine.targets import ORDINALS
from amendments.engine.units import kind_of

_N = r"[A-Z]{0,3}\d{1,4}[A-Z]{0,4}\b"
_SEP = r"[\s,:;.—–]*"
_PAGE = r"page\s+(?P<page>\d{1,5})\b"
_LINE = r"(?:(?:in|on|at|and|from)\s+)?line\s+(?P<line>\d{1,5})\b"
_PROVISION = (
    rf"(?:in\s+)?(?:the\s+)?(?P<kind>clause|schedule)(?:\s+(?:no\.?\s*)?(?P<number>{_N}))?(?:\s*\([^()“”]{{0,200}}\))?"
)
_PLACED = re.compile(rf"{_PROVISION}{_SEP}(?:(?:in|on|at)\s+)?{_PAGE}(?:{_SEP}{_LINE})?{_SEP}", re.IGNORECASE)
_PAGED = re.compile(rf"(?:(?:in|on|at)\s+)?{_PAGE}(?:{_SEP}{_LINE})?{_SEP}", re.IGNORECASE)
_BRACKETED = re.compile(
    rf"\[\s*(?:the\s+)?(?:(?P<kind>clause|schedule)(?:\s+(?:no\.?\s*)?(?P<number>{_N}))?|(?P<title>title))\s*\](?:{_SEP}{_LINE})?{_SEP}",
    re.IGNORECASE,
)
_LINED = re.compile(rf"{_LINE}{_SEP}", re.IGNORECASE)
_TITLE = re.compile(
    rf"(?:in\s+)?(?:the\s+)?(?P<title>(?:long\s+)?title|preamble)\b{_SEP}(?:{_PAGE}{_SEP})?(?:{_LINE}{_SEP})?", re.I
)
_ALONE = re.compile(
    rf"(?:in\s+)?(?:the\s+)?(?P<kind>clause|schedule)(?:\s+(?P<number>{_N}))?\s*[,:—]\s*(?:{_LINE}{_SEP})?",
    re.IGNORECASE,
)
PARENT = (
    r"(?:(?P<new>new\s+(?:clause|schedule))|(?:lords\s+)?amendment)"
    rf"\s*(?:\[[^\]“”]{{0,200}}\]\s*)?\(?\s*(?:no\s*\.?\s*)?(?P<parent>{_N})\s*\)?"
)
_PARENT = re.compile(
    r"(?:(?:as\s+)?(?:an\s+)?amendments?\s+to\s+)?(?:in\s+|to\s+)?(?:[\w .’'-]{0,60}?\bproposed\s+)?(?:the\s+)?"
    rf"{PARENT}{_SEP}(?:{_PAGE}{_SEP})?(?:{_LINE}{_SEP})?",
    re.IGNORECASE,
)
_NOTED = re.compile(rf"{PARENT}|\((?P<label>(?:NC|NS){_N})\)", re.IGNORECASE)
_COLUMN = re.compile(
    rf"(?:in\s+)?(?:the\s+)?(?:(?P<name>{'|'.join(ORDINALS)})\s+column|column\s+(?P<at>\d))\b{_SEP}", re.IGNORECASE
)
_UNIT = r"sub-?section|(?:sub-?){0,2}paragraph"
_WITHIN = re.compile(
    rf"in\s+(?:the\s+)?(?:(?P<unit>{_UNIT})\s+(?P<number>(?:\(\s*\w{{1,6}}\s*\)|\d{{1,4}}[A-Z]{{0,3}})(?:\(\w{{1,6}}\)){{0,3}})"
    rf"|(?P<name>(?:cross-?)?heading)|definition\s+of\s+(?P<q>“”)){_SEP}",
    re.IGNORECASE,
)
_FORMS = (_PLACED, _PAGED, _LINED, _TITLE, _PARENT, _ALONE)
_NAMES = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_SERIES = {"new clause": "nc", "new schedule": "ns"}


def head(cursor: Cursor) -> None:
    """Read the locator into `cursor.locator`, and a column that follows it. An instruction may begin without one."""
    cursor.locator = _locator(cursor)
    if found := cursor.take(_COLUMN):
        cursor.column = (found["name"] or _NAMES[int(found["at"])]).casefold()
    if found := cursor.take(_WITHIN):
        cursor.locator = replace(cursor.locator, within=_within(cursor, found))


def parent_in(note: str) -> str:
    """ "amendment nc4" of "As an Amendment to Ms Heron's proposed New Clause 4:—"; "" where it names none, or two."""
    parents = {_parent(found.groupdict()) for found in _NOTED.finditer(note)}
    return parents.pop() if len(parents) == 1 else ""


def _locator(cursor: Cursor) -> Locator:
    for form in _FORMS:
        if found := cursor.take(form):
            break
    else:
        return Locator()
    said = found.groupdict()
    page, line = _int(said.get("page")), _int(said["line"])
    if form is _PAGED and (beside := cursor.take(_BRACKETED)):
        said = beside.groupdict()
        line = line or _int(said["line"])
    return Locator(_provision(said), page, line)


def _provision(said: dict[str, str | None]) -> str:
    if said.get("parent"):
        return _parent(said)
    if title := said.get("title"):
        return "preamble" if title.casefold() == "preamble" else "title"
    return named(said.get("kind") or "", said.get("number"))


def _within(cursor: Cursor, found: re.Match[str]) -> str:
    if found["q"]:
        return f"definition of {cursor.quote(found.start('q')).words}"
    if found["name"]:
        return "heading" if found["name"].casefold() == "heading" else "cross-heading"
    return f"{kind_of(found['unit'], found['number'])} {''.join(found['number'].split())}"


def _parent(said: dict[str, str | None]) -> str:
    series = _SERIES[" ".join(said["new"].casefold().split())] if said["new"] else ""
    number = (said["parent"] or said["label"] or "").casefold()
    return f"amendment {number if number.startswith(series) else series + number}"


def _int(number: str | None) -> int | None:
    return int(number) if number else None
