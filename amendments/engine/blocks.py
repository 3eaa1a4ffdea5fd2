"""NEW: the quoted content as new text, with each line's number and depth. Pure."""

import re

from amendments.engine.hung import as_printed, rank_of
from amendments.engine.instruction import Line, New
from amendments.engine.levels import outermost_last
from amendments.engine.quotes import Quote

_HUNG = re.compile(r"(?P<num>\(\s*[0-9A-Za-z]{0,6}\s*\)|\d{1,4}[A-Z]{0,3}(?!\w))\s*(?P<text>.*)", re.DOTALL)
_BRACKETED = re.compile(
    r"(?P<num>\((?:\d{1,3}[A-Z]{0,3}|[a-z]{1,2}|[ivx]{1,5}|[A-Z]|\s*)\))\s+(?P<text>\S.*)", re.DOTALL
)
_SENTENCE = re.compile(r"[.;:,—–]$")


def new_of(quote: Quote) -> New:
    """The new text of a quotation. A block's number that runs on in its first words is told apart from them.

    Depths count from 0: of a block, at its outermost line; of words that run on, the words stand at 0 and the lines of
    structure below them count from 0 by themselves.
    """
    first, *rest = quote.lines
    if not quote.is_block:
        return New((Line(first.text, first.num), *_from_zero(tuple(rest))), False)
    return New(_from_zero((_with_number(first, _HUNG), *(_with_number(line, _BRACKETED) for line in rest))), True)


def with_heading(new: New, above: str = "") -> New:
    """The same new Clause or Schedule, its first line told as its heading where a source does not say so itself.

    `above` is a heading printed above the quotation, "" for none.
    """
    if above:
        return New((Line(above, kind="heading"), *new.lines), True)
    first, *rest = new.lines
    if first.kind == "text" and not first.num and rest and not _SENTENCE.search(first.text):
        return New((first._replace(kind="heading"), *rest), new.is_block)
    return new


def _with_number(line: Line, form: re.Pattern[str]) -> Line:
    """The line with a number told apart that its source left among its words."""
    hung = form.fullmatch(line.text) if line.kind == "text" and not line.num else None
    return line._replace(num=as_printed(hung["num"]), text=hung["text"]) if hung else line


def _from_zero(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Depths from 0. Where a source sets (b) and then (5A) side by side, (b) stands inside what is not printed."""
    outermost = min((line.depth for line in lines), default=0)
    at = [place for place, line in enumerate(lines) if line.depth == outermost]
    ranks = [rank_of(lines[place].num) if lines[place].num else None for place in at]
    inside = outermost_last(ranks)
    first_outside = at[inside] if inside else 0
    return tuple(
        line._replace(depth=line.depth - outermost + (place < first_outside)) for place, line in enumerate(lines)
    )
