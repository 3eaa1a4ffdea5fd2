"""Words as the search knows them: one way to take a text apart, for documents and questions, on both databases. Pure.

A word is a run of letters and digits without marks, accents, case or apostrophes: "Renters’" is "renters", "person’s"
is "person", "14(2)" is "14" and "2". Both indexes are given these words and nothing else, so neither database takes
anything apart by rules of its own. There is no stemming: the last word that is asked for may be the beginning of one.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

RUN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ASCII_RUN = re.compile(r"[a-z0-9]+")
TYPOGRAPHY = "“”—–…★☆·"
"""Marks that stand in no word, and in nearly every text of Parliament's."""
LONGEST_WORD = 40
MOST_WORDS = 16_000
"""Of one document: PostgreSQL knows no place after 16,383."""
MOST_BYTES = 700_000
"""Of one document's different words: a tsvector holds a megabyte."""
MOST_WORDS_OF_SURE_SIZE = MOST_BYTES // (4 * LONGEST_WORD + 24)
"""So many words hold no more than that, whatever they and their marks are."""
MOST_OF_ONE = 250
"""Times that one word counts in a document: PostgreSQL keeps 255 places of a word."""
FILLER = "·"
"""Stands where a word would be one too many, so that the places of those after it stay as they are."""


class Word(NamedTuple):
    """A word, and where it stands in the text that it was taken from."""

    word: str
    start: int
    end: int


def words_of(text: str) -> Iterator[Word]:
    """The words of a text in order. The text should be `plain`."""
    for found in RUN.finditer(text):
        word = folded(found[0])
        if word:
            yield Word(word, *found.span())


def bare_words(text: str) -> list[str]:
    """The same words without their places, several times quicker: ingest takes every text apart."""
    if not text.isascii():
        for mark in TYPOGRAPHY:
            text = text.replace(mark, " ")
    if text.isascii() and "'" not in text:
        found = ASCII_RUN.findall(text.lower())
        return (
            [each[:LONGEST_WORD] for each in found] if len(max(found, key=len, default="")) > LONGEST_WORD else found
        )
    return [word for word in map(folded, RUN.findall(text)) if word]


def plain(text: str) -> str:
    """The text as documents keep it: composed letters, single spaces, no control characters."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.replace("\x00", " ").split())


@lru_cache(maxsize=50_000)
def folded(run: str) -> str:
    """One run of letters and digits as a word; "" where nothing is left of it."""
    lower = run.casefold().replace("’", "'").removesuffix("'s")
    if not lower.isascii():
        lower = unicodedata.normalize("NFKD", lower).casefold()
    return "".join(filter(str.isalnum, lower))[:LONGEST_WORD]


def stream(words: list[str]) -> list[str]:
    """The words of a document within what both databases can hold."""
    if len(words) <= MOST_OF_ONE:
        return words
    if len(words) <= MOST_WORDS_OF_SURE_SIZE and max(Counter(words).values()) <= MOST_OF_ONE:
        return words
    kept: list[str] = []
    counts, size = Counter[str](), 0
    for word in words:
        counts[word] += 1
        if counts[word] == 1:
            size += len(word.encode()) + 8
        if len(kept) >= MOST_WORDS or size > MOST_BYTES:
            break
        kept.append(word if counts[word] <= MOST_OF_ONE else FILLER)
    return kept
