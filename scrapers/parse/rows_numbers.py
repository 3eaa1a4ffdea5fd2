"""The numbers of provisions as a series: which number may follow which. Pure.

(h) is followed by (i) as a letter, (iv) by (v) as a roman number; (3) by (4), and inside amended Acts by (3A); the
first of a series may be (A1). Companion to the Standing Orders of the Lords, and Parliament's drafting practice.
"""

import re
from collections.abc import Iterator
from typing import Literal

from bills.text.numbering import letters_key, number_key, roman_key

Series = Literal["digit", "letter", "roman", "capital"]
_DIGIT = re.compile(r"[A-Z]{0,3}\d{1,4}[A-Z]{0,4}")
_ROMAN = re.compile(r"(?=[xvi])x{0,3}(?:ix|iv|v?i{0,3})[a-h]?")
_SMALL = re.compile(r"[a-z]{1,4}")
_CAPITAL = re.compile(r"[A-Z]{1,3}")
_Z = 26


def series_of(number: str) -> Iterator[Series]:
    """Every series that a number in brackets may belong to; "( )" belongs to any."""
    if _DIGIT.fullmatch(number):
        yield "digit"
    if _ROMAN.fullmatch(number):
        yield "roman"
    if _SMALL.fullmatch(number):
        yield "letter"
    if _CAPITAL.fullmatch(number):
        yield "capital"
    if not number:
        yield from ("digit", "letter", "roman", "capital")


def is_first(number: str, series: Series) -> bool:
    """Whether a series may begin with this number: 1, a, i, A, and A1 or ZA before them."""
    if series == "digit":
        return number_key(number) <= number_key("1ZA") and number != "0"
    return number.lower() in {"a", "za", "a1"} if series != "roman" else number == "i"


def follows(number: str, before: str, series: Series) -> bool:
    """Whether `number` is the next of its series after `before`, or an insertion between that and the next."""
    if not number or not before:
        return True
    if series == "digit":
        return 0 <= number_key(number)[0] - number_key(before)[0] <= 1 and number_key(number) > number_key(before)
    if series == "roman":
        return 0 <= roman_key(number)[0] - roman_key(before)[0] <= 1 and roman_key(number) > roman_key(before)
    return _letter_follows(letters_key(number), letters_key(before))


def comes_after(number: str, before: str, series: Series) -> bool:
    """Whether `number` stands anywhere after `before` in its series: numbers between may be spent."""
    if not number or not before:
        return True
    if series == "digit":
        return number_key(number) > number_key(before)
    if series == "roman":
        return roman_key(number) > roman_key(before)
    return letters_key(number) > letters_key(before)


def _letter_follows(key: tuple[int, ...], before: tuple[int, ...]) -> bool:
    """(b) after (a), (ba) after (b), (c) after (ba) or (bb), (aa) after (z), (ab) after (aa)."""
    if before == (_Z,):
        return key == (1, 1)
    if key[0] == before[0]:
        return key > before and (len(key) < 2 or len(before) < 2 or key[1] - before[1] <= 1)
    return len(key) == 1 and key[0] - before[0] == 1
