"""Which amendments of other stages one may continue or table again. Pure; a person decides.

Text alone is worthless across stages: one formula stands in hundreds of amendments (reference: precision 1.5 %). So
alike texts must also stand at one place, or be new clauses, and share a statement, a heading or a name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from coalition.matching.similarity import words

SAME_TEXT, LIKE_TEXT, LIKE_STATEMENT = 90.0, 55.0, 80.0
NEW = frozenset({"new_clause", "new_schedule"})
LONG = 25
"""Words from which a new clause's text speaks for itself."""
Kind = Literal["tabled again", "continues"]


@dataclass(frozen=True, slots=True)
class Trace:
    """As much of an amendment as its descent can be read from. `key` is the caller's own."""

    key: int
    text: str
    op: str = ""
    provision: str = ""
    heading: str = ""
    statement: str = ""
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ancestor:
    """An amendment that this one may come from: `likeness` of the texts from 0 to 100, and the reason in words."""

    key: int
    kind: Kind
    likeness: float
    reason: str


def ancestors(trace: Trace, others: Iterable[Trace], limit: int = 5) -> list[Ancestor]:
    """What it may table again (nearly the same words) or continue (much of them), the likeliest first."""
    mine = " ".join(words(trace.text))
    found = []
    for other in others:
        if other.key == trace.key or not _comparable(trace, other):
            continue
        likeness = fuzz.ratio(mine, " ".join(words(other.text)), score_cutoff=LIKE_TEXT)
        if likeness and (ancestor := _judged(trace, other, likeness)):
            found.append(ancestor)
    return sorted(found, key=lambda one: (-one.likeness, one.key))[:limit]


def _comparable(one: Trace, other: Trace) -> bool:
    """Only what does one thing at one place can be one amendment: new clauses, or one op on one provision."""
    if not (one.text and other.text) or (one.op in NEW) != (other.op in NEW):
        return False
    return one.op == other.op if one.op in NEW else bool(one.provision) and one.provision == other.provision


def _judged(one: Trace, other: Trace, likeness: float) -> Ancestor | None:
    signs = _signs(one, other)
    if likeness >= SAME_TEXT and (signs or (one.op in NEW and len(words(one.text)) >= LONG)):
        return Ancestor(other.key, "tabled again", likeness, _in_words("Nearly the same words", signs))
    if signs and one.op in NEW:
        return Ancestor(other.key, "continues", likeness, _in_words("Much of the same wording", signs))
    return None


def _signs(one: Trace, other: Trace) -> list[str]:
    signs = []
    if one.heading and one.heading.casefold() == other.heading.casefold():
        signs.append(f"the same heading, “{one.heading}”")
    if one.statement and fuzz.ratio(one.statement, other.statement) >= LIKE_STATEMENT:
        signs.append("a like explanatory statement")
    if shared := sorted(one.names & other.names):
        signs.append(f"the same name, {shared[0]}")
    return signs


def _in_words(start: str, signs: list[str]) -> str:
    *first, last = [start, *signs]
    return f"{', '.join(first)} and {last}." if first else f"{last}."
