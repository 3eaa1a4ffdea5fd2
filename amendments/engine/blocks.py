"""NEW: the quoted content as new text, with each line's number and depth. Pure."""

import re

from amendments.engine.hung import rank_of, split_number
from amendments.engine.instruction import Line, New
from amendments.engine.levels import outermost_last
from amendments.engine.quotes import Quote

_SENTENCE = re.compile(r"[.;:,—–]$")
_SUBSECTION = re.compile(r"\(\d{1,3}[A-Z]{0,3}\)\s+[A-Z“].*[.;—]", re.DOTALL)
"""Words that can only be a subsection, though no dash stands before them: "(4) Herons may nest."."""
_LABEL = re.compile(r"(?:new\s+)?(?:schedule|clause)", re.IGNORECASE)


def new_of(quote: Quote) -> New:
    """The new text of a quotation. A block's number that runs on in its first words is told apart from them.

    Depths count from 0: of a block, at its outermost line; of words that run on, the words stand at 0 and the lines of
    structure below them count from 0 by themselves.
    """
    first, *rest = quote.lines
    if not quote.is_block and not _SUBSECTION.fullmatch(first.text):
        return New((Line(first.text, first.num), *_from_zero(tuple(rest))), False)
    return New(_from_zero((_with_number(first), *(_with_number(line, is_first=False) for line in rest))), True)


def with_heading(new: New, above: str = "") -> New:
    """The same new Clause or Schedule, its first line told as its heading where a source does not say so itself.

    `above` is a heading printed above the quotation, "" for none. A first line that says only "SCHEDULE" is dropped:
    that is what the whole is, not its heading.
    """
    if above:
        return New((Line(above, kind="heading"), *new.lines), True)
    first, *rest = new.lines
    if rest and not first.num and _LABEL.fullmatch(first.text):
        first, *rest = rest
    if first.kind == "text" and not first.num and rest and is_title(first.text, before_number=bool(rest[0].num)):
        first = first._replace(kind="heading")
    return New((first, *rest), True)


def is_title(words: str, *, before_number: bool) -> bool:
    """Whether the first words of a new Clause or Schedule can be its heading.

    A full stop is a sentence's, save in "etc." and where a number follows: then the words can be nothing else.
    """
    if words.endswith("."):
        return before_number or words.endswith("etc.")
    return not _SENTENCE.search(words)


def _with_number(line: Line, *, is_first: bool = True) -> Line:
    """The line with a number told apart that its source left among its words; else one in brackets only."""
    hung = split_number(line.text) if line.kind == "text" and not line.num else None
    if hung is None or not (is_first or hung.num.startswith("(")):
        return line
    return line._replace(num=hung.num, text=hung.text)


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
