"""How wide words are in print, and whether a line was broken before its end. Pure.

A paragraph fills its lines. Where the first word of the next line would have fitted on the last, the break was meant:
something new begins. Advance widths are those of the Bills' own serif at 11 points, measured in a print of 2023; other
serifs differ by a few per cent, and only ratios count.
"""

from functools import lru_cache

_GROUPS = {
    2.7: " ,.:;j",
    3.2: "il",
    3.6: "t()-Jf’‘I!|[]/",
    4.4: "r",
    4.8: 'sc“”"',
    5.4: "e0123456789axSo",
    6.15: "bFgkyqvz–",
    6.6: "hnpuPBELdT",
    7.5: "ZRCXY",
    8.5: "GDAUVKO",
    9.15: "NwHQ",
    10.0: "mM",
    11.0: "W—%@",
}
_WIDTHS = {letter: points for points, letters in _GROUPS.items() for letter in letters}
_OTHER = 6.0


@lru_cache(maxsize=4096)
def width(text: str) -> float:
    """The width of words in points."""
    return sum(_WIDTHS.get(letter, _OTHER) for letter in text)


def has_room(before: str, after: str, measure: float, share: float) -> bool:
    """Whether the first word of `after` would have fitted beside `before` in a `share` of a column `measure` wide.

    Both are in points. A share below 1 allows for words that were spread or squeezed to fill their line.
    """
    word = after.split(" ", 1)[0]
    return width(before) + width(" ") + width(word) < measure * share
