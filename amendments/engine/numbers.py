"""Printed numbers of provisions: their style, what may follow what, and the plain sequence a reprint gives. Pure.

Both Houses letter what is inserted ((3A), (ba)) and number everything afresh in the next print (Companion to the
Standing Orders of the Lords; Commons practice).
"""

import re
from typing import Literal

from bills.text.numbering import letters_key, number_key, roman_key

Style = Literal["1", "a", "i", "A", ""]
_ROMANS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS = ("", "x", "xx", "xxx", "xl")
FAR = 10**6


def bare(number: str) -> str:
    """The letters and digits of a printed number: "3A" of "(3A)"."""
    return "".join(each for each in number if each.isalnum())


def is_left_to_printer(number: str) -> bool:
    """Whether a number is printed "( )": the printer chooses it."""
    return bool(number.strip()) and not bare(number)


def distance(before: str, new: str) -> int:
    """How far a new number stands after a printed one: 0 for (3A) after (3), 1 for (4); FAR where it cannot follow.

    (i) is the letter after (h) and the first roman numeral; whichever is nearer counts.
    """
    one, two = bare(before), bare(new)
    if not one or not two or ("(" in before) != ("(" in new):
        return FAR
    if one[-1:].isdigit() or any(map(str.isdigit, one)):
        if not any(map(str.isdigit, two)) or number_key(two) <= number_key(one):
            return FAR
        return number_key(two)[0] - number_key(one)[0]
    if any(map(str.isdigit, two)) or one.isupper() != two.isupper():
        return FAR
    return min(_letters(one, two), _roman(one, two))


def in_sequence(style: Style, at: int) -> str:
    """The number at this place of a plain sequence, from 1: "3", "c", "iii", "C". After z comes aa."""
    if style == "1":
        return str(at)
    if style == "i":
        return _TENS[at // 10] + _ROMANS[at % 10] if at < 50 else ""
    letter = chr(96 + (at - 1) % 26 + 1) * ((at - 1) // 26 + 1)
    return letter.upper() if style == "A" else letter


def sequence_style(numbers: list[str]) -> Style:
    """The style in which these bare numbers are the plain sequence from the first on; "" where they are none."""
    for style in ("1", "i", "a", "A"):
        if all(number == in_sequence(style, at) for at, number in enumerate(numbers, 1)):
            return style
    return ""


def renumbered(printed: str, number: str) -> str:
    """The printed form with another number in it: "(3)" and "4" give "(4)"; "Schedule 2" and "3" give "Schedule 3"."""
    found = re.search(r"\w+(?=\W*$)", printed)
    if found is None:
        return printed.replace("( )", f"({number})").replace("()", f"({number})")
    if not any(map(str.isdigit, found[0])) and not printed.startswith("("):
        return f"{printed} {number}"
    return printed[: found.start()] + number + printed[found.end() :]


def _letters(one: str, two: str) -> int:
    if letters_key(two) <= letters_key(one):
        return FAR
    if two.startswith(one) or (len(one) > 1 and one[0] in "zZ" and two[0] in "aA"):
        return 0
    return abs(ord(two[0].lower()) - ord(one[0].lower())) if len(one) == 1 or one[0] != two[0] else 0


def _roman(one: str, two: str) -> int:
    first, second = roman_key(one), roman_key(two)
    if not first[0] or not second[0] or second <= first:
        return FAR
    return second[0] - first[0]
