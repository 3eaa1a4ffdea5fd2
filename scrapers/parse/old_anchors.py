"""Where each amendment of an old paper begins, and what stands before its words: names, number, star, heading.

An amendment is found by its first words ("Clause 41, page 28, line 8, …"); what belongs to it is read backwards from
there, so that a number inside a table or at the head of a page is never taken for an amendment's.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from scrapers.parse import old_words as words
from scrapers.parse.old_atoms import Atom

ENDS_AN_AMENDMENT = re.compile(
    r"(?:[.”’\"')\]\d]|\b(?:lines?|clause|schedule|end|words|above|Bill|Act))$", re.IGNORECASE
)


@dataclass
class Prelude:
    """What stands before the first words of one amendment. `start` and `anchor` are places among the atoms."""

    anchor: int
    start: int
    number: str = ""
    star: str = ""
    decision: str = ""
    names: list[str] = field(default_factory=list)
    has_names: bool = False
    note: str = ""
    heading: str = ""
    section: str = ""
    lords_amendment: str = ""
    is_government: bool | None = None
    faults: list[str] = field(default_factory=list)
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class House:
    """How a House prints names and headings."""

    is_name: Callable[[str], bool]
    names_of: Callable[[str], list[str]]
    has_headings: bool


COMMONS = House(words.is_name, words.names_of, has_headings=False)
LORDS = House(words.is_peer, words.peers_of, has_headings=True)


def preludes_of(atoms: Sequence[Atom], house: House) -> list[Prelude]:
    """Every amendment of the paper, in printed order."""
    found: list[Prelude] = []
    floor = 0
    for place, atom in enumerate(atoms):
        if place < floor:
            continue
        known = words.is_opening(atom.text)
        if not known and not _starts_unknown(atoms, place, floor, house):
            continue
        prelude = _backwards(atoms, place, floor, house)
        prelude.is_known = known
        found.append(prelude)
        floor = place + 1
    return found


def _starts_unknown(atoms: Sequence[Atom], place: int, floor: int, house: House) -> bool:
    """Names, then a number, then words that are no known first words: an amendment all the same."""
    if place - floor < 2 or _is_prelude(atoms[place].text, house):
        return False
    at = place - 1
    while at > floor and words.STAR_ALONE.fullmatch(atoms[at].text):
        at -= 1
    return bool(words.NUMBER.fullmatch(atoms[at].text)) and house.is_name(atoms[at - 1].text) and at - 1 >= floor


def _is_prelude(text: str, house: House) -> bool:
    rules = (words.NUMBER, words.STAR_ALONE, words.DECISION, words.DECIDED_NUMBER, words.LETTER, words.AS_AMENDMENT)
    return (
        any(rule.fullmatch(text) for rule in rules)
        or house.is_name(text)
        or (house.has_headings and words.PROVISION_HEADING.fullmatch(text) is not None)
    )


def _backwards(atoms: Sequence[Atom], anchor: int, floor: int, house: House) -> Prelude:
    prelude = Prelude(anchor, anchor)
    place = anchor - 1
    while place >= floor and _take(prelude, atoms[place].text, house):
        prelude.start = place
        place -= 1
    if prelude.names and not prelude.heading and not house.has_headings and place >= floor:
        before = atoms[place]
        if floor and not ENDS_AN_AMENDMENT.search(before.text) and not _is_boundary(before.text):
            prelude.faults.append("its names cannot be told from the end of the text before them")
            prelude.names, prelude.has_names = [], True
    if any(map(words.runs_together, prelude.names)):
        prelude.faults.append("its names run together in this copy, and cannot be told apart")
        prelude.names = []
    if prelude.star == words.LOST_STAR:
        prelude.star = ""
        prelude.faults.append("the colour of its star is lost in this copy")
    return prelude


def _is_boundary(text: str) -> bool:
    rules = (words.SECTION, words.ORDER, words.WITHDRAWN, words.STOOD_PART, words.LORDS_AMENDMENT, words.LEGEND)
    return any(rule.fullmatch(text) for rule in rules)


def _take(prelude: Prelude, text: str, house: House) -> bool:
    """Take one line that stands before the words; False for what is no part of it. Headings stand above all else."""
    if words.STAR_ALONE.fullmatch(text) and not prelude.names:
        prelude.star = prelude.star or words.star_of(text)
        return True
    if _take_heading(prelude, text, house):
        return True
    if prelude.heading or prelude.section or prelude.lords_amendment:
        return False
    return _take_number(prelude, text) or _take_words(prelude, text, house)


def _take_heading(prelude: Prelude, text: str, house: House) -> bool:
    if words.LORDS_AMENDMENT.fullmatch(text):
        prelude.lords_amendment = prelude.lords_amendment or text
    elif house.has_headings and words.PROVISION_HEADING.fullmatch(text) and not prelude.lords_amendment:
        prelude.heading = prelude.heading or text
    elif words.SECTION.fullmatch(text):
        prelude.section = prelude.section or text
    else:
        return False
    return True


def _take_number(prelude: Prelude, text: str) -> bool:
    """The number, with the decision that its cell may hold. Above the names no number is one of an amendment."""
    if prelude.number or prelude.names:
        return False
    decided = words.DECIDED_NUMBER.fullmatch(text)
    number = decided["rest"].strip() if decided else text
    found = words.NUMBER.fullmatch(number) or words.LETTER.fullmatch(number)
    if found is None:
        return False
    if decided:
        prelude.decision = decided["decision"]
    return _number(prelude, found)


def _take_words(prelude: Prelude, text: str, house: House) -> bool:
    if words.DECISION.fullmatch(text) and not prelude.decision:
        prelude.decision = text.rstrip(".")
    elif words.AS_AMENDMENT.fullmatch(text) and not prelude.note:
        prelude.note = text
    elif house.is_name(text):
        prelude.names[:0] = house.names_of(text)
        prelude.has_names = True
    else:
        return False
    return True


def _number(prelude: Prelude, found: re.Match[str]) -> bool:
    prelude.number = re.sub(r"\s+", "", found["label"])
    prelude.star = prelude.star or words.star_of(found["before"] + found["after"])
    if found.re is words.NUMBER and found["gov"]:
        prelude.is_government = True
    return True
