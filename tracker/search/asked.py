"""What a person asked for: words, "quoted phrases", numbers like NC18, clause 52, Lords 72A, HL Bill 51. Pure.

Every word must occur. The last one may be the beginning of a word. Any text at all can be read; what is no word is
passed over, and what is too long is cut.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.search.words import folded, plain, words_of

LONGEST = 500
"""Characters of a question that are read."""
MOST_PARTS = 12
"""Words and phrases of a question that are read."""
SHORTEST_BEGINNING = 3
WHOLE = frozenset(
    (
        *("the", "and", "for", "that", "this", "with", "from", "not", "any", "all", "out", "such", "which", "who"),
        *("must", "may", "shall", "are", "was", "has", "have", "been", "but", "its", "into", "upon", "under", "than"),
        *("then", "there", "these", "those", "where", "when", "what", "will", "would"),
        *("clause", "page", "line", "leave", "insert", "section", "subsection", "amendment", "bill"),
    )
)
"""Words that stand in nearly every text, ours or Parliament's: nobody means the beginning of another one."""
PART = re.compile(r'["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)|([^\s"“”„«»]+)')
LABEL = re.compile(r"(nc|ns)?\d{1,4}[a-z]{0,3}")
LETTERED = re.compile(r"(?:nc|ns)\d{1,4}[a-z]{0,2}|\d{1,4}[a-z]{1,2}|[a-z]{1,2}\d{1,3}")
"""Numbers that are hardly ever anything else: NC18, 72A, A1."""
NAMED = {
    "amendment": "",
    "amendments": "",
    "motion": "",
    "clause": "c",
    "clauses": "c",
    "schedule": "s",
    "schedules": "s",
}
NEW = {"clause": "nc", "schedule": "ns"}


@dataclass(frozen=True, slots=True)
class Part:
    """Words that must stand side by side; of the last one perhaps only the beginning is known."""

    words: tuple[str, ...]
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A printed number that is asked for, and the places among the parts that name it (first, last + 1)."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, read. Without parts nothing is asked for."""

    parts: tuple[Part, ...]
    references: tuple[Reference, ...] = ()
    is_cut: bool = False
    """Whether some of it was not read."""

    @property
    def labels(self) -> frozenset[str]:
        """Every number that is asked for, as documents keep it."""
        return frozenset(each.label for each in self.references)


def read(question: str) -> Asked:
    """The question as both databases can answer it. Never raises."""
    text = question[:LONGEST]
    parts: list[Part] = []
    is_cut = len(question) > LONGEST
    for words, is_quoted in _groups(text):
        if len(parts) == MOST_PARTS:
            is_cut = True
            break
        parts.append(Part(words, _may_go_on(words, is_quoted)))
    # A word may go on only where the question ends.
    last = len(parts) - 1
    read_parts = tuple(Part(each.words, each.is_beginning and at == last) for at, each in enumerate(parts))
    return Asked(read_parts, tuple(_references(read_parts)), is_cut)


def _groups(text: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    for found in PART.finditer(plain(text)):
        quoted, run = found[1], found[2]
        words = tuple(each.word for each in words_of(run if quoted is None else quoted))
        if words:
            yield words, quoted is not None


def _may_go_on(words: Sequence[str], is_quoted: bool) -> bool:
    last = words[-1]
    return not is_quoted and len(last) >= SHORTEST_BEGINNING and last not in WHOLE and not any(map(str.isdigit, last))


def label_of(printed: str) -> str:
    """A printed number as documents keep it: "nc18", "72a", "hlbill51"."""
    return "".join(folded(each.word) for each in words_of(plain(printed)))


def _references(parts: Sequence[Part]) -> Iterator[Reference]:
    alone = [part.words[0] if len(part.words) == 1 else "" for part in parts]
    at = 0
    while at < len(alone):
        found = _named(alone, at) or _lettered(alone, at)
        if found:
            yield found
        at = found.end if found else at + 1


def _named(words: Sequence[str], at: int) -> Reference | None:
    """A number with the word that says what it numbers."""
    one, two, three = (*words[at : at + 3], "", "", "")[:3]
    if one == "new" and two in NEW and LABEL.fullmatch(three):
        return Reference(NEW[two] + three, at, at + 3)
    if one in NAMED and LABEL.fullmatch(two):
        return Reference(NAMED[one] + two, at, at + 2)
    if one in NAMED and not NAMED[one] and LETTERED.fullmatch(two):
        return Reference(two, at, at + 2)
    if (one, two) == ("hl", "bill") and LABEL.fullmatch(three):
        return Reference(f"hlbill{three}", at, at + 3)
    if one == "bill" and LABEL.fullmatch(two):
        return Reference(f"bill{two}", at, at + 2)
    return None


def _lettered(words: Sequence[str], at: int) -> Reference | None:
    """A number by itself: one with letters anywhere, a plain one where it is all that is asked for."""
    if LETTERED.fullmatch(words[at]) or (len(words) == 1 and LABEL.fullmatch(words[at])):
        return Reference(words[at], at, at + 1)
    return None
