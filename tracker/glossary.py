"""The terms of docs/glossary.md, the one source of the glossary page."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify

SOURCE = settings.BASE_DIR / "docs" / "glossary.md"


class UnreadableGlossary(ValueError):
    """The file does not have the form of groups (##), terms (###) and their explanations; names the line."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word, its explanation in plain text, and the anchor by which pages link to it."""

    word: str
    explanation: str
    anchor: str


@dataclass(frozen=True, slots=True)
class TermGroup:
    """Terms under one heading, in the order of the file."""

    title: str
    anchor: str
    terms: tuple[Term, ...]


@lru_cache(maxsize=1)
def glossary(source: Path = SOURCE) -> tuple[TermGroup, ...]:
    """Every group of terms, read once. Raises UnreadableGlossary, which names the line that is wrong."""
    return terms_of(source.read_text(encoding="utf-8"))


def terms_of(text: str) -> tuple[TermGroup, ...]:
    """Groups of terms in a text with "## group" and "### term" headings; what precedes the first group is left out.

    Raises UnreadableGlossary for a term outside a group, explained twice, or without an explanation.
    """
    groups: list[tuple[str, list[tuple[int, str, list[str]]]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("### "):
            if not groups:
                raise UnreadableGlossary(f"line {number}: the term {line[4:]!r} stands before any group")
            groups[-1][1].append((number, line[4:].strip(), []))
        elif line.startswith("## "):
            groups.append((line[3:].strip(), []))
        elif line.strip() and groups and groups[-1][1]:
            groups[-1][1][-1][2].append(line.strip())
    _refuse_wrong([term for _, terms in groups for term in terms])
    return tuple(
        TermGroup(title, slugify(title), tuple(Term(word, " ".join(words), slugify(word)) for _, word, words in terms))
        for title, terms in groups
    )


def _refuse_wrong(terms: list[tuple[int, str, list[str]]]) -> None:
    seen: set[str] = set()
    for number, word, lines in terms:
        if not lines:
            raise UnreadableGlossary(f"line {number}: {word!r} is not explained")
        if slugify(word) in seen:
            raise UnreadableGlossary(f"line {number}: {word!r} is explained twice")
        seen.add(slugify(word))
