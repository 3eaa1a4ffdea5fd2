"""Amendments with one slip in them, as a tired clerk or a bad copy would make it. Seeded."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from amendments.engine.instruction import Tabled
from tests.engine.round_trip import Generated

KINDS = ("line off", "words altered", "word doubled", "word missing", "quote missing")


@dataclass(frozen=True)
class Mutant:
    """An amendment with its slip; `was` is what the amendment was before."""

    kind: str
    tabled: Tabled
    was: Generated


def mutants(generated: list[Generated], count: int, seed: int) -> Iterator[Mutant]:
    """So many mutants of amendments that quote words of the print."""
    chance = random.Random(seed)
    quoting = [each for each in generated if "leave out “" in each.tabled.lines[0].text]
    made = 0
    while made < count:
        each, kind = chance.choice(quoting), chance.choice(KINDS)
        tabled = _mutated(each.tabled, kind, chance)
        if tabled is not None:
            made += 1
            yield Mutant(kind, tabled, each)


def _mutated(tabled: Tabled, kind: str, chance: random.Random) -> Tabled | None:
    text = tabled.lines[0].text
    if kind == "line off":
        line = (tabled.line or 0) + chance.choice((-10, -5, -1, 1, 5, 10))
        if line < 1:
            return None
        text = text.replace(f"line {tabled.line},", f"line {line},", 1)
        return replace(tabled, lines=(tabled.lines[0]._replace(text=text), *tabled.lines[1:]), line=line)
    start = text.index("leave out “") + len("leave out “")
    end = text.index("”", start)
    words = text[start:end].split(" ")
    at = chance.randrange(len(words))
    if kind == "words altered":
        words[at] = words[at][::-1] if words[at] != words[at][::-1] else words[at] + "x"
    elif kind == "word doubled":
        words.insert(at, words[at])
    elif kind == "word missing":
        if len(words) < 3:
            return None
        del words[chance.randrange(1, len(words) - 1)]
    else:
        return replace(tabled, lines=(tabled.lines[0]._replace(text=text[:end] + text[end + 1 :]), *tabled.lines[1:]))
    text = text[:start] + " ".join(words) + text[end:]
    return replace(tabled, lines=(tabled.lines[0]._replace(text=text), *tabled.lines[1:]))
