"""Quotation marks in an amendment's lines: what is quoted, and what the instruction says around it. Pure.

Three styles are read: curly double quotes, nested ones counted (both Houses today); single ones, curly, straight or
`…' (2003 to 2014), where an apostrophe must not close; straight double ones (old prints, Hansard). A mark that opens
or closes nothing is a refusal, never mended: two lost marks look like one right quotation.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from amendments.engine.instruction import Line, Reason, Refusal

PLACEHOLDER = "“”"
"""What stands in `Quoted.said` for each quotation. An empty quotation is one too: it has no lines."""
MOST_QUOTES = 50
"""Quotations side by side in one instruction that are read at all; real ones have four at most."""
_HUNG = "\x1f"
"""Between a line's number and its words while the lines are one text. It counts as white space."""
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|last)"
_MARK = re.compile(r"[“”‘’\"'`]")
_CURLY = re.compile(r"[“”]")
_STRAIGHT = re.compile(r"\"")
_APOSTROPHE = re.compile(r"(?<=\w)[’'‘](?=\w)|(?<=[Ll]ords)[’'](?=\s)|(?<=s)[’'](?=\s+(?:proposed|amendment)\b)", re.I)
_OPENS_AFTER = re.compile(r"[\s(\[—–\-“\"]")
_SINGLE_CLOSES = re.compile(
    rf"""[’'](?=
      \)?[.,;]?\s*\Z
    | \)?,?\s+(?:and\s+)?(?:insert|add|substitute|replace\s+(?:it\s+)?with)\b
    | \)?\s+to\s+(?:the\s+)?(?:{_ORDINAL}\s+)?\(?(?:[‘'`]|end\b|beginning\b)
    | ,?\s+(?:in|on|at)\s+(?:the\s+)?(?:{_ORDINAL}\s+)?(?:line|page|column|place|both|each)\b
    | ,?\s+where(?:ver)?\s+(?:it|they|{_ORDINAL})\b
    | ,?\s+(?:and\s+)?[‘'`](?=\S)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_INNER_ORDER = re.compile(r"\binsert\s+[‘'`](?=\S)", re.IGNORECASE)
_INNER_SINGLE = re.compile(r"(?<!\w)‘(?=\S)|(?<!\w)'(?=\w)|[’'](?!\w)")


class Quote(NamedTuple):
    """One quotation: its lines without the marks that enclose it, as printed. `is_block` after a dash or new line."""

    lines: tuple[Line, ...]
    is_block: bool

    @property
    def words(self) -> str:
        """All of it as running text."""
        return " ".join(f"{line.num} {line.text}".strip() for line in self.lines)


@dataclass(frozen=True, slots=True)
class Quoted:
    """What the instruction says, white space single and each quotation a placeholder, and the quotations in order.

    `lines` are those that it was read from.
    """

    said: str
    quotes: tuple[Quote, ...]
    lines: tuple[Line, ...]


class _Unbalanced(ValueError):
    """A mark without its fellow, at this offset."""

    def __init__(self, at: int, why: str) -> None:
        super().__init__(why)
        self.at = at


def lex(lines: tuple[Line, ...]) -> Quoted | Refusal:
    """The instruction and its quotations; Refusal QUOTES where a mark opens or closes nothing. Linear in the text."""
    text = "\n".join(f"{line.num}{_HUNG}{line.text}" if line.num else line.text for line in lines)
    if text.count("\n") >= len(lines):
        lines = tuple(line._replace(text=" ".join(line.text.split()), num="".join(line.num.split())) for line in lines)
        return lex(lines)
    said: list[str] = []
    quotes: list[Quote] = []
    at = row = 0
    try:
        spans = _spans(text)
        if len(spans) > MOST_QUOTES:
            return Refusal(Reason.UNREADABLE, f"it has more than {MOST_QUOTES} quotations side by side")
        for start, end in spans:
            before = text[at:start]
            said.append(before)
            said.append(PLACEHOLDER)
            row += before.count("\n")
            inside = text[start + 1 : end]
            quotes.append(_quote(inside, lines, row, _begins_block(said, before)))
            row += inside.count("\n")
            at = end + 1
    except _Unbalanced as found:
        return Refusal(Reason.QUOTES, f"{found}, near “{_near(text, found.at)}”")
    said.append(text[at:])
    return Quoted(" ".join("".join(said).split()), tuple(quotes), lines)


def _near(text: str, at: int) -> str:
    """The whole words around an offset."""
    start, end = max(0, at - 40), at + 40
    before = text[start:at].partition(" ")[2] if start else text[:at]
    after = text[at:end].rpartition(" ")[0] if end < len(text) else text[at:]
    return " ".join((before + after).split())


def _begins_block(said: list[str], before: str) -> bool:
    """Whether the quotation that was just reached stands after a dash, or first on its line."""
    if before.endswith("\n"):
        return True
    lead = before.rstrip()
    return bool(lead) and lead[-1] in "—–-" and len(said) >= 2


def _quote(inside: str, lines: tuple[Line, ...], row: int, is_block: bool) -> Quote:
    kept = []
    for offset, piece in enumerate(inside.split("\n")):
        num, hung, text = piece.rpartition(_HUNG)
        text, num = " ".join(text.split()), " ".join(num.split())
        if text or num:
            source = lines[row + offset]
            kind = "text" if source.kind == "instruction" else source.kind
            kept.append(Line(text, num if hung else "", source.depth, kind))
    return Quote(tuple(kept), is_block)


def _spans(text: str) -> list[tuple[int, int]]:
    """(offset of the opening mark, offset of its closing mark) of each outermost quotation."""
    found: list[tuple[int, int]] = []
    at = 0
    while len(found) <= MOST_QUOTES and (mark := _MARK.search(text, at)):
        start = mark.start()
        end = _end_of(mark[0], text, start)
        if end is None:
            at = start + 1
            continue
        found.append((start, end))
        at = end + 1
    return found


def _end_of(mark: str, text: str, start: int) -> int | None:
    """Where the quotation that opens here ends; None where the mark is an apostrophe."""
    if mark == "“":
        return _curly_end(text, start)
    if mark == '"':
        return _straight_end(text, start)
    if mark == "”":
        raise _Unbalanced(start, "a quotation mark closes nothing")
    if _APOSTROPHE.match(text, start):
        return None
    is_opening = mark in "‘`" or (mark == "'" and (not start or _OPENS_AFTER.match(text, start - 1) is not None))
    if not is_opening:
        raise _Unbalanced(start, "a quotation mark closes nothing")
    return _single_end(text, start)


def _curly_end(text: str, start: int) -> int:
    depth = 0
    for mark in _CURLY.finditer(text, start):
        depth += 1 if mark[0] == "“" else -1
        if depth == 0:
            return mark.start()
    raise _Unbalanced(start, "a quotation is not closed")


def _straight_end(text: str, start: int) -> int:
    """Straight marks tell their side by what stands beside them; inside, one after a space opens another."""
    depth = 0
    for mark in _STRAIGHT.finditer(text, start):
        at = mark.start()
        opens = at == start or (_OPENS_AFTER.match(text, at - 1) and text[at + 1 : at + 2].strip(" .,;)"))
        depth += 1 if opens else -1
        if depth == 0:
            if _curly_depth(text[start:at]) != 0:
                raise _Unbalanced(start, "a quotation inside another is not closed")
            return at
    raise _Unbalanced(start, "a quotation is not closed")


def _single_end(text: str, start: int) -> int:
    """The first single mark after which the instruction can go on; what stands inside must balance by itself."""
    closing = _SINGLE_CLOSES.search(text, start + 1)
    if not closing:
        raise _Unbalanced(start, "a quotation is not closed")
    inside = text[start + 1 : closing.start()]
    if _curly_depth(inside) != 0 or _single_is_open(inside) or _INNER_ORDER.search(inside):
        raise _Unbalanced(start, "a quotation inside another is not closed")
    return closing.start()


def _curly_depth(text: str) -> int:
    """0 where every curly double quotation inside the text is closed; -1 where one closes that was never opened."""
    depth = 0
    for mark in _CURLY.finditer(text):
        depth += 1 if mark[0] == "“" else -1
        if depth < 0:
            return -1
    return depth


def _single_is_open(text: str) -> bool:
    """Whether a single quotation opens inside and no mark that could close it follows."""
    waiting = 0
    for mark in _INNER_SINGLE.finditer(text):
        opens = mark[0] == "‘" or (mark[0] == "'" and mark.end() < len(text) and text[mark.end()].isalnum())
        waiting = waiting + 1 if opens else max(0, waiting - 1)
    return waiting > 0
