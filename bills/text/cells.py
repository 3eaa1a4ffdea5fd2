"""Cells that no spreadsheet takes for a formula, and back: the one rule for all tables, out and in. Pure."""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def escaped(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run: = + - @ (also full-width), tab, CR, LF.

    Text that already has apostrophes before such a sign gets one more, so that `unescaped` gives it back exactly.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unescaped(cell: str) -> str:
    """What `escaped` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
