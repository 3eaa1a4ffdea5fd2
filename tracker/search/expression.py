"""A question as a tree of words, phrases, "and" and "or", in the syntax of either database. Pure.

The index holds one stream of words for each document. Marks before a word, which no text of anybody's can hold, say
what it is: a word of the title once more, a word of what the document belongs to, a number, a facet.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.search.asked import Asked, Part

TITLE, AROUND, NUMBER, NUMBER_NOW, FACET = "¶", "°", "№", "№№", "•"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side, marked or not; of the last one perhaps only the beginning."""

    words: tuple[str, ...]
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class Anywhere:
    """A phrase without marks, in the document or in the words of what it belongs to."""

    phrase: Phrase


@dataclass(frozen=True, slots=True)
class All:
    """Every one of them."""

    of: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of them."""

    of: tuple["Expression", ...]


Expression = Phrase | Anywhere | All | Any


@dataclass(frozen=True, slots=True)
class Tier:
    """What to look for. `among_next` says that it is looked for only among what the tier after it found.

    `is_last_resort`: only where little else was found. It has the beginning of a word, which is slow.
    """

    expression: Expression
    among_next: bool = False
    is_last_resort: bool = False


def tiers(asked: Asked, facets: Sequence[str] = ()) -> list[Tier]:
    """What to look for, best first; the last one holds all that the others find.

    A number as it is now, a number as it was on some list, all words in the title, in the document, in the document
    or what it belongs to; and the last two again where the last word may be the beginning of one. None where nothing
    is asked for.
    """
    if not asked.parts:
        return []
    narrowed = tuple(Phrase((FACET + each,)) for each in facets)
    found = [
        Tier(All((_numbered(asked, asked.parts, mark), *narrowed)))
        for mark in ((NUMBER_NOW, NUMBER) if asked.references else ())
    ]
    found.append(Tier(All((*(_marked(each, TITLE) for each in asked.parts), *narrowed))))
    whole = tuple(Part(each.words) for each in asked.parts)
    for parts in dict.fromkeys((whole, asked.parts)):
        found.append(Tier(All((*(_marked(each, "") for each in parts), *narrowed)), among_next=True))
        everywhere: Expression = All(tuple(map(_anywhere, parts)))
        if asked.references:
            everywhere = Any((everywhere, _numbered(asked, parts, NUMBER)))
        found.append(Tier(All((everywhere, *narrowed)), is_last_resort=parts != whole))
    return found


def _numbered(asked: Asked, parts: Sequence[Part], mark: str) -> Expression:
    """Any of the numbers that are asked for, with the words that do not name it."""
    return Any(
        tuple(
            All((Phrase((mark + each.label,)), *map(_anywhere, (*parts[: each.start], *parts[each.end :]))))
            for each in asked.references
        )
    )


def _marked(part: Part, mark: str) -> Phrase:
    return Phrase(tuple(mark + word for word in part.words), part.is_beginning)


def _anywhere(part: Part) -> Anywhere:
    return Anywhere(_marked(part, ""))


def for_fts5(expression: Expression) -> str:
    """The tree in the query syntax of SQLite's FTS5. Every word is quoted."""
    if isinstance(expression, Phrase):
        return f'"{" ".join(expression.words)}"' + (" *" if expression.is_beginning else "")
    if isinstance(expression, Anywhere):
        own = expression.phrase
        around = Phrase(tuple(AROUND + word for word in own.words), own.is_beginning)
        return for_fts5(Any((own, around)))
    joined = " AND " if isinstance(expression, All) else " OR "
    return f"({joined.join(map(for_fts5, expression.of))})"


def for_tsquery(expression: Expression) -> str:
    """The tree as the text of a PostgreSQL tsquery. Every word is quoted.

    What a document belongs to stands there with weight A, all else with D: one word of the index for both.
    """
    if isinstance(expression, Phrase):
        return _tsquery(expression, "D")
    if isinstance(expression, Anywhere):
        return _tsquery(expression.phrase, "")
    joined = " & " if isinstance(expression, All) else " | "
    return f"({joined.join(map(for_tsquery, expression.of))})"


def _tsquery(phrase: Phrase, weight: str) -> str:
    is_marked = not phrase.words[0][0].isalnum()
    whole = ":D" if weight and not is_marked else ""
    *first, last = (f"'{word}'" for word in phrase.words)
    ending = f":*{whole[1:]}" if phrase.is_beginning else whole
    return "(" + " <-> ".join([*(f"{word}{whole}" for word in first), last + ending]) + ")"
