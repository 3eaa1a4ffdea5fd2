"""Which texts another one may have to do with, best first, each with the reason in plain words. Pure.

A suggestion is a hint for a person. What may be suggested at all is decided by thresholds that prefer silence: a list
of weak hints is not read (tests measure both on a small corpus of our own).
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from coalition.matching.similarity import Likeness, Shelf, telling, words

ENOUGH = 0.16
"""Least mean likeness of a suggestion."""
FEW_WORDS = 3
"""Least number of telling words in common, where no three words in a row are shared."""
MOST_PHRASES, MOST_WORDS = 3, 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that may belong with the query, how like it is (0 to 1, for ranking only), and why."""

    key: Hashable
    score: float
    reason: str


class Suggester:
    """Texts to suggest from, read once for many queries."""

    def __init__(self, texts: Mapping[Hashable, str]) -> None:
        self.texts = dict(texts)
        self.shelf = Shelf(self.texts)

    def candidates(self, query: str, limit: int = 5) -> list[Candidate]:
        """At most `limit` candidates, best first; none where nothing is telling enough."""
        found = []
        for likeness in self.shelf.like(query, limit * 2):
            reason = self._reason(query, likeness)
            if reason:
                found.append(Candidate(likeness.key, likeness.score, reason))
        return found[:limit]

    def _reason(self, query: str, likeness: Likeness) -> str:
        """What the two texts share, in words; "" where it is too little to suggest anything."""
        if likeness.score < ENOUGH:
            return ""
        theirs = self.texts[likeness.key]
        if phrases := shared_phrases(query, theirs):
            return "Both say " + _listed([f"“{phrase}”" for phrase in phrases[:MOST_PHRASES]]) + "."
        shared = shared_words(query, theirs)
        if len(shared) < FEW_WORDS:
            return ""
        return "Both speak of " + _listed([f"“{word}”" for word in shared[:MOST_WORDS]]) + "."


def shared_phrases(one: str, other: str) -> list[str]:
    """Runs of three words or more that stand in both, the most telling first, as `one` has them in lower case."""
    left, right = words(one), words(other)
    threes = {tuple(right[at : at + 3]) for at in range(len(right) - 2)}
    runs: list[list[str]] = []
    at = 0
    while at < len(left) - 2:
        end = at + 2
        while end < len(left) and tuple(left[end - 2 : end + 1]) in threes:
            end += 1
        if end > at + 2:
            runs.append(left[at:end])
            at = end
        else:
            at += 1
    told = {" ".join(run): len(set(telling(" ".join(run)))) for run in runs}
    return [phrase for phrase in sorted(told, key=lambda phrase: -told[phrase]) if told[phrase] >= 2]


def shared_words(one: str, other: str) -> list[str]:
    """Telling words that stand in both, in the order of `one`."""
    right = set(telling(other))
    return list(dict.fromkeys(word for word in telling(one) if word in right))


def _listed(parts: list[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
