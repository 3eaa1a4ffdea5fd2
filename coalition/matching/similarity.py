"""How alike texts are: three-word shingles weighed by rarity, BM25 on words, TF-IDF on letters. Pure.

`Shelf` holds texts once and ranks them for a query. The three measures fail on different texts (a reworded clause
keeps shingles, a short ask shares only words, inflected words share letters), so each is put on one scale and summed.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"\w+(?:[’']\w+)?")
_COMMON = frozenset(
    """a an and any are as at be been but by for from has have if in into is it its no not of on or other such that the
    their them there they this those to under was which who will with after before insert leave out clause section
    subsection paragraph page line schedule act bill new following may must shall""".split()  # noqa: SIM905
)
K1, B = 1.2, 0.75
SHINGLE, GRAM = 3, 4


def words(text: str) -> list[str]:
    """The words of a text in lower case, in order."""
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def telling(text: str) -> list[str]:
    """The words that say what a text is about: without those that stand in every amendment, plurals as singulars."""
    return [_stem(word) for word in words(text) if word not in _COMMON and not word.isdigit()]


def shingles(tokens: list[str]) -> set[tuple[str, ...]]:
    """Every run of three words that is not of common words only."""
    runs = (tuple(tokens[at : at + SHINGLE]) for at in range(len(tokens) - SHINGLE + 1))
    return {run for run in runs if not all(word in _COMMON for word in run)}


def grams(text: str) -> Counter[str]:
    """Runs of four letters inside the telling words, with their counts."""
    found: Counter[str] = Counter()
    for word in telling(text):
        padded = f" {word} "
        found.update(padded[at : at + GRAM] for at in range(max(1, len(padded) - GRAM + 1)))
    return found


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    for ending, rest in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if word.endswith(ending) and len(word) > 4 and not word.endswith(("ss", "us", "is")):
            return word.removesuffix(ending) + rest
    return word


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like the query one text of the shelf is, from 0 to 1 each; `score` is their mean."""

    key: Hashable
    shingled: float
    worded: float
    lettered: float

    @property
    def score(self) -> float:
        """One figure for ranking. It is no probability."""
        return (self.shingled + self.worded + self.lettered) / 3


class Shelf:
    """Texts by key, read once. Scores are relative to what the query would score against itself."""

    def __init__(self, texts: Mapping[Hashable, str]) -> None:
        self.count = len(texts)
        tokens = {key: words(text) for key, text in texts.items()}
        self._words = {key: Counter(telling(text)) for key, text in texts.items()}
        self._length = {key: sum(counts.values()) for key, counts in self._words.items()}
        self._mean = (sum(self._length.values()) / self.count if self.count else 0) or 1.0
        self._word_places = _places({key: set(counts) for key, counts in self._words.items()})
        self._shingle_places = _places({key: shingles(found) for key, found in tokens.items()})
        counted = {key: grams(text) for key, text in texts.items()}
        self._gram_places = _places({key: set(counts) for key, counts in counted.items()})
        self._grams = {key: self._weighed(counts) for key, counts in counted.items()}

    def like(self, query: str, limit: int = 10) -> list[Likeness]:
        """The texts most like the query, best first; none that shares nothing with it."""
        shingled = self._by_shingles(shingles(words(query)))
        worded = self._by_words(Counter(telling(query)))
        lettered = self._by_grams(self._weighed(grams(query)))
        keys = shingled.keys() | worded.keys()
        found = [Likeness(key, shingled.get(key, 0), worded.get(key, 0), lettered.get(key, 0)) for key in keys]
        return sorted(found, key=lambda one: (-one.score, str(one.key)))[:limit]

    def rarity(self, tokens: tuple[str, ...]) -> float:
        """How telling a run of three words is on this shelf."""
        return self._idf(len(self._shingle_places.get(tokens, ())))

    def _idf(self, holders: int) -> float:
        return math.log(1 + (self.count - holders + 0.5) / (holders + 0.5))

    def _by_shingles(self, wanted: set[tuple[str, ...]]) -> dict[Hashable, float]:
        """The share of the query's shingles that a text holds, the rare ones weighing more."""
        whole = sum(self._idf(len(self._shingle_places.get(one, ()))) for one in wanted)
        found: dict[Hashable, float] = defaultdict(float)
        for one in wanted:
            for key in self._shingle_places.get(one, ()):
                found[key] += self._idf(len(self._shingle_places[one])) / whole
        return found

    def _by_words(self, wanted: Counter[str]) -> dict[Hashable, float]:
        """BM25 (Robertson), over what a text holding each word of the query once would score."""
        found: dict[Hashable, float] = defaultdict(float)
        best = sum(self._idf(len(self._word_places.get(word, ()))) for word in wanted) or 1.0
        for word in wanted:
            holders = self._word_places.get(word, ())
            for key in holders:
                times = self._words[key][word]
                weight = times * (K1 + 1) / (times + K1 * (1 - B + B * self._length[key] / self._mean))
                found[key] += self._idf(len(holders)) * weight / best
        return {key: min(1.0, score) for key, score in found.items()}

    def _by_grams(self, wanted: dict[str, float]) -> dict[Hashable, float]:
        """The cosine of the two texts as weighed runs of letters."""
        found: dict[Hashable, float] = defaultdict(float)
        for gram, weight in wanted.items():
            for key in self._gram_places.get(gram, ()):
                found[key] += weight * self._grams[key][gram]
        return found

    def _weighed(self, counts: Counter[str]) -> dict[str, float]:
        raw = {
            gram: (1 + math.log(times)) * self._idf(len(self._gram_places.get(gram, ())))
            for gram, times in counts.items()
        }
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {gram: weight / length for gram, weight in raw.items()}


def _places(held: Mapping[Hashable, set]) -> dict:
    found: dict = defaultdict(list)
    for key, things in held.items():
        for one in things:
            found[one].append(key)
    return found
