"""What came of a division, in words: figures, majority, ties and how ties are settled. Pure.

A tie in the Commons is settled by the Chair's casting vote, which Parliament's data does not give. The Lords have no
casting vote: a proposal to change a Bill needs more Contents than Not Contents (Lords Standing Order on equal votes).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

AGREED, NOT_AGREED, TIED, UNKNOWN = "agreed", "not agreed", "tied", "unknown"


@dataclass(frozen=True, slots=True)
class Sides:
    """What a House calls the two sides."""

    ayes: str
    noes: str
    aye: str
    no: str


COMMONS, LORDS = Sides("Ayes", "Noes", "Aye", "No"), Sides("Content", "Not Content", "Content", "Not Content")


def sides_of(house: str) -> Sides:
    """The names of the sides; a House that is not known counts Ayes and Noes."""
    return LORDS if house == "Lords" else COMMONS


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it: `words` is a sentence, `figures` its numbers ("" where they are not known)."""

    outcome: str
    figures: str
    words: str
    majority: int | None = None


def result_of(
    house: str, ayes: int | None, noes: int | None, facts: Mapping[str, Any], historic: Mapping[str, Any]
) -> Result:
    """The result as the source tells it: of a historic record in its own words, else from the figures."""
    sides = sides_of(house)
    known = ayes is not None and noes is not None
    figures = f"{sides.ayes} {ayes}, {sides.noes} {noes}" if known else ""
    if historic.get("is_tie") or (known and ayes == noes):
        return Result(TIED, figures, _tie(house, ayes, historic), 0 if known else None)
    if historic.get("result") or ayes is None or noes is None:
        told = str(historic.get("result") or "")
        words = told if figures else ". ".join(part for part in ("The figures were not found", told) if part)
        return Result(UNKNOWN, figures, words[:1].upper() + words[1:], abs(ayes - noes) if ayes and noes else None)
    majority = abs(ayes - noes)
    double = [int(facts.get(name) or 0) for name in ("DoubleMajorityAyeCount", "DoubleMajorityNoCount")]
    if ayes > noes and any(double) and double[0] <= double[1]:
        return Result(
            NOT_AGREED, figures,
            f"Not agreed to: a second majority was needed, and there the figures were {double[0]} to {double[1]}",
            majority,
        )  # fmt: skip
    word = "Agreed to" if ayes > noes else "Not agreed to"
    return Result(AGREED if ayes > noes else NOT_AGREED, figures, f"{word}, by a majority of {majority}", majority)


def _tie(house: str, ayes: int | None, historic: Mapping[str, Any]) -> str:
    tie = f"A tie, {ayes} to {ayes}" if ayes is not None else "A tie; the figures were not found"
    if historic:
        parts = [tie, str(historic.get("casting_vote") or ""), str(historic.get("result") or "")]
        return ". ".join(part[:1].upper() + part[1:] for part in parts if part)
    if house == "Lords":
        return f"{tie}. The Lords have no casting vote: a change to a Bill is not made without a majority for it"
    return f"{tie}. The Chair settles a tie with a casting vote; Parliament’s data does not say how it was given"
