"""Which clause of an earlier version a clause of a new one is: only where there is no doubt. Pure.

A person sees every answer with its reason before anything is applied, and can say otherwise.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

ALIKE = 80
CLEAR = 12
"""Texts are one where they are alike by at least ALIKE in 100, and every other is less alike by at least CLEAR."""
SHORTEST = 20


@dataclass(frozen=True, slots=True)
class Known:
    """A clause that the reference text has had; `is_current`: the newest version has it."""

    key: str
    heading: str
    text: str
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """The key of the known clause, "" for a new one, and why: "key", "heading", "text", "unclear" or "new"."""

    key: str
    why: str


def match_clauses(read: Sequence[Known], known: Sequence[Known]) -> list[Match]:
    """For each clause read, the known clause that it is; no known clause is given twice.

    By its key where it has one. Else by a heading that stands once on both sides, then by a text that is clearly
    like one other only; only clauses of the newest version are candidates. "unclear": several could be meant.
    """
    by_key = {each.key: each for each in known}
    found: dict[int, Match] = {}
    for at, each in enumerate(read):
        if each.key:
            found[at] = Match(each.key, "key") if each.key in by_key else Match("", "new")
    taken = {match.key for match in found.values()}
    free = [each for each in known if each.is_current and each.key not in taken]
    _by_heading(read, free, found)
    taken = {match.key for match in found.values()}
    free = [each for each in free if each.key not in taken]
    _by_text(read, free, found)
    return [found.get(at, Match("", "new")) for at in range(len(read))]


def likeliest(heading: str, known: Sequence[str], limit: int = 30) -> list[int]:
    """The places of the known headings that are most like this one: all of them where they are few."""
    if len(known) <= limit:
        return list(range(len(known)))
    return [at for _, _, at in process.extract(heading, known, scorer=fuzz.ratio, limit=limit)]


def _by_heading(read: Sequence[Known], free: Sequence[Known], found: dict[int, Match]) -> None:
    open_places = [at for at, each in enumerate(read) if at not in found and each.heading]
    ours = Counter(_plain(read[at].heading) for at in open_places)
    theirs = Counter(_plain(each.heading) for each in free)
    by_heading = {_plain(each.heading): each for each in free}
    for at in open_places:
        heading = _plain(read[at].heading)
        if ours[heading] == theirs[heading] == 1:
            found[at] = Match(by_heading[heading].key, "heading")


def _by_text(read: Sequence[Known], free: Sequence[Known], found: dict[int, Match]) -> None:
    """Pairs that are each other's clear best; in doubt none."""
    places = [at for at, each in enumerate(read) if at not in found and len(each.text) >= SHORTEST]
    candidates = {at: each.text for at, each in enumerate(free) if len(each.text) >= SHORTEST}
    texts = {at: read[at].text for at in places}
    for at in places:
        best = process.extract(texts[at], candidates, scorer=fuzz.ratio, limit=2, score_cutoff=ALIKE - CLEAR)
        if not best or best[0][1] < ALIKE:
            continue
        back = process.extract(free[best[0][2]].text, texts, scorer=fuzz.ratio, limit=2, score_cutoff=ALIKE - CLEAR)
        is_clear = _is_clear(best) and _is_clear(back) and back[0][2] == at
        found[at] = Match(free[best[0][2]].key, "text") if is_clear else Match("", "unclear")


def _is_clear(best: Sequence[tuple[str, float, int]]) -> bool:
    return len(best) == 1 or best[0][1] - best[1][1] >= CLEAR


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().split())
