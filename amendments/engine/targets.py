"""TARGET: what an instruction takes away, or puts new words beside. One function a rule; README.md lists the forms.

Each takes its words from the cursor and gives the value, or stands still and gives None. What is begun in a known
form but says what cannot be kept (lines 5 to 3, two places at once) raises Unread. Pure.
"""

import re
from dataclasses import replace

from amendments.engine.cursor import Cursor, Unread
from amendments.engine.instruction import Lines, Locator, Stretch, Target, Whole, Words
from amendments.engine.units import units

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
ORDINALS = {name: at for at, name in enumerate(_ORDINALS, 1)} | {"last": -1, "final": -1}
ORDINAL = rf"(?:{'|'.join(ORDINALS)})"
_LINE_ON = r"(?:,?\s*(?:in|on|at|from)\s+line\s+(?P<line>\d{1,5})(?:,?\s*(?:on|of|in)\s+page\s+(?P<page>\d{1,5}))?)?"
_OCCURS = (
    rf"(?:,?\s*\(?(?:(?:where\s+(?:it|they|that\s+word)\s+(?P<o2>{ORDINAL})(?:ly)?|where\s+(?P<o3>{ORDINAL})(?:ly)?)"
    rf"\s+(?:occurs?|appears?|occurring|appearing)"
    rf"|where\s+(?:it|they)\s+(?:occurs?|appears?)\s+for\s+the\s+(?P<o6>{ORDINAL})\s+time"
    rf"|in\s+the\s+(?P<o4>{ORDINAL})\s+place\s+(?:where\s+)?(?:it|they)\s+(?:occurs?|appears?)"
    rf"|(?P<o5>{ORDINAL})\s+(?:occurrence|appearance))\)?)?"
)
_WORDS = re.compile(
    rf"(?:the\s+)?(?:words?\s+)?(?:(?P<o1>{ORDINAL})\s*)?(?:words?\s+)?(?P<b>\()?(?P<q>“”)(?(b)\)){_OCCURS}{_LINE_ON}",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:all\s+)?(?:the\s+)?(?:words\s+)?from\b\s*+(?!lines?\s)", re.I)
_BEGINNING = re.compile(
    r"(?:the\s+)?beginning(?:\s+of\s+(?:the\s+)?line(?!\w)(?:\s+(?P<line>\d{1,5}))?)?", re.IGNORECASE
)
_NUMBER = re.compile(r"(?P<number>\(\s*\w{1,6}\s*\))" + _LINE_ON, re.IGNORECASE)
_TO_AFTER = re.compile(rf",?\s*to\b\s*(?=(?:the\s+)?(?:end\b|(?:{ORDINAL}\s+)?“”))", re.IGNORECASE)
_TO = re.compile(r",?\s*to\b\s*", re.IGNORECASE)
_END_OF_LINE = re.compile(
    r"(?:the\s+)?end\s+of\s+(?:the\s+)?line\b(?:\s+(?P<line>\d{1,5})(?:,?\s*(?:on|of)\s+page\s+(?P<page>\d{1,5}))?)?",
    re.IGNORECASE,
)
_END_OF_UNIT = re.compile(
    r"(?:the\s+)?end\s+of\s+(?:the\s+)?(?P<unit>sub-?section|(?:sub-?){0,2}paragraph|definition|clause|schedule)\b"
    r"(?:\s+(?P<number>\(\s*\w{1,6}\s*\)|\d+[A-Z]*))?",
    re.IGNORECASE,
)
_END = re.compile(r"(?:the\s+)?end\b(?!\s+of\b)", re.IGNORECASE)
_ON_PAGE = r"(?:,?\s*(?:on|of|in)\s+page\s+(?P<{0}>\d{{1,5}}))?"
_LINES = re.compile(
    r"(?:from\s+)?lines?\s+(?P<first>\d{1,5})" + _ON_PAGE.format("page") + r"(?:\s*"
    r"(?P<join>to|and|-|–|,)\s*(?:the\s+end\s+of\s+)?(?:lines?\s+)?(?P<last>\d{1,5})" + _ON_PAGE.format("end") + ")?",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(?:the\s+)?(?P<kind>clause|schedule)\b(?:\s+(?P<number>[A-Z]{0,3}\d{1,4}[A-Z]{0,4})\b)?", re.I)


def target(cursor: Cursor) -> Target | None:
    """Any target. Its own statement of a line or page goes into the cursor's locator, which it must not contradict."""
    found = words(cursor)
    if found and cursor.take(_TO_AFTER):
        return _until(cursor, found)
    return found or stretch(cursor) or lines(cursor) or units(cursor) or whole(cursor)


def words(cursor: Cursor) -> Words | None:
    """“X”; the first “X”; “X”, where it second occurs; “X” in line 5."""
    found = cursor.take(_WORDS)
    if not found:
        return None
    _stated(cursor, found)
    return _as_words(cursor, found)


def stretch(cursor: Cursor) -> Stretch | None:
    """from “X” to “Y” in line 5; from beginning to end of line 3; from (1) to the end of the paragraph."""
    if not cursor.take(_FROM):
        return None
    if beginning := cursor.take(_BEGINNING):
        start = None
        _stated(cursor, beginning)
    elif (start := words(cursor)) is None and (number := cursor.take(_NUMBER)):
        start = Words("".join(number["number"].split()))
        _stated(cursor, number)
    elif start is None:
        raise Unread("it does not say in a known form from where")
    if not cursor.take(_TO):
        raise Unread("it does not say to where")
    return _until(cursor, start)


def _until(cursor: Cursor, start: Words | None) -> Stretch:
    """The end of a stretch, after "to"."""
    if found := cursor.take(_END_OF_LINE):
        return Stretch(start, None, _int(found["line"]), _int(found["page"]))
    if found := cursor.take(_END_OF_UNIT):
        unit = re.sub(r"sub-?(?=paragraph|sub)", "sub-", found["unit"].casefold()).replace("sub-section", "subsection")
        return Stretch(start, end_unit=f"{unit} {''.join((found['number'] or '').split())}".strip())
    if cursor.take(_END):
        return Stretch(start)
    if found := cursor.take(_WORDS):
        return Stretch(start, _as_words(cursor, found), _int(found["line"]), _int(found["page"]))
    if found := cursor.take(_NUMBER):
        return Stretch(start, Words("".join(found["number"].split())), _int(found["line"]), _int(found["page"]))
    raise Unread("it does not say in a known form to where")


def lines(cursor: Cursor) -> Lines | None:
    """lines 3 to 5; line 7; lines 3 and 4; lines 40 to 2 on page 6; from line 3 to line 5."""
    found = cursor.take(_LINES)
    if not found:
        return None
    first, last = int(found["first"]), int(found["last"] or found["first"])
    page, end = _int(found["page"]), _int(found["end"])
    at = _agreeing(cursor, None, page or (None if cursor.locator.page else end))
    last_page = end if end != at.page else None
    if last_page is None and (last < first or (found["join"] in ("and", ",") and last != first + 1)):
        raise Unread(f"lines {first} and {last} are no range of lines")
    cursor.locator = at if at.line else replace(at, line=first)
    return Lines(first, last, last_page)


def whole(cursor: Cursor) -> Whole | None:
    """Clause 5; the Schedule; the Clause (that of the locator)."""
    found = cursor.take(_WHOLE)
    if not found:
        return None
    kind, number = found["kind"].casefold(), (found["number"] or "").upper()
    named = cursor.locator.provision or cursor.provision
    if number or (kind == "schedule" and not named.startswith("schedule ")):
        return Whole(f"{kind} {number}".strip())
    if not named.startswith(kind):
        raise Unread(f"it does not say which {kind}")
    return Whole(named)


def _as_words(cursor: Cursor, found: re.Match[str]) -> Words:
    named = [found[group] for group in ("o1", "o2", "o3", "o4", "o5", "o6") if found[group]]
    if len(named) > 1:
        raise Unread("it counts the words twice")
    return Words(cursor.quote(found.start("q")).words, ORDINALS[named[0].casefold()] if named else 0)


def _stated(cursor: Cursor, found: re.Match[str]) -> None:
    """Keep a line and page that a target states for itself."""
    said = found.groupdict()
    cursor.locator = _agreeing(cursor, _int(said.get("line")), _int(said.get("page")))


def _agreeing(cursor: Cursor, line: int | None, page: int | None) -> Locator:
    """The locator with this line and page; Unread where it names others already."""
    at = cursor.locator
    if line is None and page is None:
        return at
    if (line and at.line and line != at.line) or (page and at.page and page != at.page):
        raise Unread("it names two places")
    return replace(at, line=line or at.line, page=page or at.page)


def _int(number: str | None) -> int | None:
    return int(number) if number else None
