"""Text as words for comparison: what counts as a word, and the smallest set of changed words. Pure.

A word is a run of letters and digits, with the apostrophes and hyphens inside it; every other mark stands alone, so
that "lamp" and "lamp," differ by a comma only. White space belongs to the word after it and is never compared.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

_WORDS = re.compile(r"(\w+(?:[’'‑-]\w+)*|[^\w\s])")
LARGEST_TABLE = 400_000_000
"""Cells of the comparison, a bit each: 50 MB. Above it the differing middle is one replacement."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text taken apart without loss: gaps[i] + words[i] in order, then `end`, give the text back."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    end: str

    def text(self, start: int, stop: int) -> str:
        """The words from start to stop with the white space before each."""
        return "".join(f"{self.gaps[at]}{self.words[at]}" for at in range(start, stop))


@dataclass(frozen=True, slots=True)
class Run:
    """old[old_start:old_stop] stands against new[new_start:new_stop]; equal word by word where `is_equal`."""

    is_equal: bool
    old_start: int
    old_stop: int
    new_start: int
    new_stop: int


def take_apart(text: str) -> Words:
    """The words of a text and the white space before each."""
    parts = _WORDS.split(text)  # white space and words by turns
    return Words(tuple(parts[1::2]), tuple(parts[:-1:2]), parts[-1])


def is_word(word: str) -> bool:
    """Whether it has a letter or a digit: a comma is compared, but not counted as a word."""
    return word[0].isalnum() or word[0] == "_"


def runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """The equal and the changed runs, in order, with the fewest words removed and inserted (Indel distance)."""
    found: list[Run] = []
    for is_equal, *ends in _opcodes(old, new):
        if found and found[-1].is_equal == is_equal:
            found[-1] = Run(is_equal, found[-1].old_start, ends[1], found[-1].new_start, ends[3])
        else:
            found.append(Run(is_equal, *ends))
    return found


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """rapidfuzz's opcodes over numbers that stand for the words; the common ends are cut off before."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    if head:
        yield True, 0, head, 0, head
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(before) * len(after) > LARGEST_TABLE:
        yield False, head, len(old) - tail, head, len(new) - tail
    else:
        known: dict[str, int] = {}
        numbered = [[known.setdefault(word, len(known)) for word in words] for words in (before, after)]
        for op in Indel.opcodes(*numbered):
            yield op.tag == "equal", op.src_start + head, op.src_end + head, op.dest_start + head, op.dest_end + head
    if tail:
        yield True, len(old) - tail, len(old), len(new) - tail, len(new)


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, two) in pairs if one != two), min(len(old), len(new)))
