"""Sort keys of printed numbers: amendments as a list orders them, provisions as the Bill does. Pure.

Later insertions are lettered, and Z sorts before A: 66, 66A, 67, 67ZA, 67ZAA, 67ZB, 67A (Companion to the Standing
Orders of the Lords; both Houses). A letter before the number stands before it: A1, 1. No key ever raises.
"""

import re
from functools import lru_cache
from typing import Any

from bills.text.address import Address, from_words

_NUMBERED = re.compile(r"([A-Z]*)(\d+)([A-Z]*)")
_LETTERED = re.compile(r"\(([A-Z]+)\)")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_PLACES = ("part", "clause", "schedule", "amendment", "title")
_PLAIN, _SERIES, _TO_AMENDMENT, _OTHER, _UNNUMBERED = range(5)
_LONGEST = 12
"""Digits of a number that is believed; a longer one is not a printed number."""


def amendment_sort_key(number: str) -> tuple[Any, ...]:
    """The place of a printed amendment number: plain numbers, then NC, NS and other series, (a), the rest, unnumbered.

    The argument is as printed ("67ZA", "NC12", "(a)", ""); keys of any two compare.
    """
    printed = "".join(number.split()).upper()
    if not printed:
        return (_UNNUMBERED,)
    if found := _LETTERED.fullmatch(printed):
        return (_TO_AMENDMENT, len(found[1]), found[1])
    found = _NUMBERED.fullmatch(printed)
    if not found or len(found[2]) > _LONGEST:
        return (_OTHER, printed)
    series = found[1] if len(found[1]) > 1 and not found[1].startswith("Z") else ""
    return (_SERIES if series else _PLAIN, series, number_key(printed.removeprefix(series)))


@lru_cache(maxsize=5000)
def provision_sort_key(provision: str) -> tuple[Any, ...]:
    """The place of a reference in normal form (bills.text.address) in the Bill's own order.

    Parts, clauses, Schedules, amendments to amendments, the title, anything else, and last "" (placed nowhere).
    """
    if not provision:
        return (len(_PLACES) + 1,)
    address = from_words(provision)
    if address is None:
        return (len(_PLACES), provision)
    if address.kind == "amendment":
        return (_PLACES.index("amendment"), amendment_sort_key(address.number))
    return (_PLACES.index(address.kind), *_address_key(address))


def number_key(number: str) -> tuple[int, int, tuple[int, ...], tuple[int, ...], str]:
    """The place of one number among its siblings: A1, 1, 1ZA, 1A, 1AA, 1B, 2. "" comes first, wordy ones last."""
    found = _NUMBERED.fullmatch(number.upper())
    if not found or len(found[2]) > _LONGEST:
        return (10**_LONGEST if number else -1, 0, (), (), number)
    before, digits, after = found.groups()
    return (int(digits), 0 if before else 1, letters_key(before), letters_key(after), "")


def letters_key(letters: str) -> tuple[int, ...]:
    """The place of lettered insertions: ZA, ZAA, ZB, A, AZA, AA, B … Z. A Z that ends them is the letter itself."""
    last = len(letters) - 1
    return tuple(0 if each == "Z" and at < last else ord(each) - 64 for at, each in enumerate(letters.upper()))


def roman_key(number: str) -> tuple[int, tuple[int, ...]]:
    """The place of a small roman number with its insertions: (iii), (iv), (iva), (v)."""
    numeral = _ROMAN.match(number.lower())
    length = numeral.end() if numeral else 0
    return (_roman_value(number[:length].lower()), letters_key(re.sub(r"[^A-Za-z]", "", number[length:])))


def _roman_value(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=False))


def _address_key(address: Address) -> tuple[Any, ...]:
    named = (address.number, address.part, address.chapter, address.paragraph)
    inner = zip(("", *address.path), address.path, strict=False)
    return (*map(number_key, named), tuple(_step_key(outer, step) for outer, step in inner))


def _step_key(outer: str, step: str) -> tuple[Any, ...]:
    """Digits, then letters; letters inside letters are roman: clause 2(1)(a)(iv)."""
    if any(each.isdigit() for each in step):
        return (0, number_key(step))
    if outer.isalpha():
        return (1, roman_key(step))
    return (1, (0, letters_key(re.sub(r"[^A-Za-z]", "", step))))
