"""Hung numbers of a block's lines: told apart from the words, and how deep they stand by the order of numbering. Pure.

Bills number 1 (a Schedule's paragraph), (1), (a), (i), (A), each inside the one before; quoted text of an Act begins
anew (Office of the Parliamentary Counsel, Drafting Guidance: structure and numbering).
"""

import re
from typing import NamedTuple

PARAGRAPH, SUBSECTION, DEFINITION, LETTER, ROMAN, CAPITAL = range(6)
"""Ranks from the outside in. `DEFINITION` has no number of its own."""
_BRACKETED = r"\(\s*(?:[A-Z]{0,2}\d{1,3}[A-Z]{0,3}|[a-z]{1,3}|[ivx]{1,6}[a-z]{0,2}|[A-Z]{1,2}|)\s*\)"
_BARE = r"[A-Z]?\d{1,3}[A-Z]{0,3}\.?(?=\s+[“‘\"'(A-Z[]|\s*\Z)"
_HUNG = re.compile(rf"(?P<marks>[“‘\"'`]*)(?P<num>{_BRACKETED}|{_BARE})\s*(?P<text>.*)", re.DOTALL)
_MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?!\s+\w+\s+\w)"
)
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_LETTERED = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})[a-z]{1,2}")


class Hung(NamedTuple):
    """A number as printed, quotation marks that open before it included, and the words after it."""

    num: str
    text: str


def split_number(row: str) -> Hung | None:
    """The number that begins a row, told apart from its words; None where none does ("30 June", "12 months")."""
    found = _HUNG.fullmatch(row)
    if not found or (found["num"].isdigit() and _MONTH.match(found["text"])):
        return None
    return Hung(found["marks"] + as_printed(found["num"].rstrip(".")), found["text"])


def as_printed(num: str) -> str:
    """A number without the white space that a copy put into it; "( )" is printed with one space."""
    mark = "".join(num.split())
    return "( )" if mark == "()" else mark


def rank_of(num: str, above: str = "", *, opens: bool = False) -> int | None:
    """The rank of a number; None for "( )", which tells none.

    (i), (v) and (x) are letters or roman: `above` is the number last printed at the innermost level, and `opens` tells
    that the line before ended in a dash, so that a list begins here.
    """
    mark = num.strip("“‘\"'` ")
    inside = mark.strip("() ")
    if not inside:
        return None
    if any(each.isdigit() for each in inside):
        return SUBSECTION if mark.startswith("(") else PARAGRAPH
    if inside.isupper():
        return CAPITAL
    return ROMAN if _is_roman(inside, above.strip("“‘\"'`() "), opens=opens) else LETTER


def _is_roman(letters: str, above: str, *, opens: bool) -> bool:
    if not (_ROMAN.fullmatch(letters) or (len(letters) > 2 and _LETTERED.fullmatch(letters))):
        return False
    if opens:
        return letters == "i"
    if len(letters) > 1:
        return not (above and above[0] == letters[0] and not _ROMAN.fullmatch(above))
    before = {"i": "h", "v": "u", "x": "w"}[letters]
    if above.startswith(before):
        return False
    return letters == "i" or bool(above and _ROMAN.fullmatch(above) and above not in "vx")
