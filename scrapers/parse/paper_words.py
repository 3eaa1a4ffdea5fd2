"""What an amendment does and where, read from its own words and cross-checked with the codes beside them.

Lawmaker's `ukl:type` and `ukl:targetProvision` can be wrong (sources, section 11), so the words decide wherever they
are plain. A code that names another place is reported, never dropped in silence; the raw type stays on the record.

This serves ingest, which needs a coarse op and place for every row, also for words nobody understands. The grammar
(`amendments/engine/grammar.py`) reads the same words whole and refuses the rest: `operation`, `_said_place` and
`locator.read_locator` say in a few patterns what its `orders` and `heads` say exactly.
"""

import re
from dataclasses import dataclass

from amendments.engine.agreement import LAWMAKER_OPS
from scrapers.parse.locator import read_locator

QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
NEW = re.compile(r"\b(?:to move|insert|add) the following (?:new )?(clause|schedule)", re.IGNORECASE)
MOTION = re.compile(r"\bto move,? that\b|\bintention to oppose\b|\bbe transferred\b|\bdivide\b", re.IGNORECASE)
LEAVE_OUT = re.compile(r"\bleave out\b", re.IGNORECASE)
INSERT = re.compile(r"\b(?:insert|add|substitute)\b", re.IGNORECASE)
WHOLE = re.compile(r"\bleave out (?:the )?(?:clauses?\s+\d|schedules?\b(?!,))", re.IGNORECASE)
PROVISION = re.compile(r"(sec|sch|sched|amnd|motion)(?:_([A-Za-z0-9]+))?(?:__\w+)?", re.ASCII)
KIND = {"sec": "clause", "sch": "schedule", "sched": "schedule", "amnd": "amendment", "motion": "motion"}
TITLES = frozenset({"title", "ttl", "longTitle", "lttl"})
PAGE_LINE = re.compile(r"(?:p_(\d{1,5}))?(?:__)?(?:ln_(\d{1,5}))?(?:__\w+)?", re.ASCII)
_LINE = r"(?:(?:on|at)\s+)?(?:leave out\s+)?lines?\s+(\d{1,5})\b"
SAID_PAGE = re.compile(
    r"(?:(?:the\s+)?(?:clause|schedule)(?:\s+\d+[A-Z]*)?,?\s*)?page\s+(\d{1,5})\b(?:,?\s*" + _LINE + ")?",
    re.IGNORECASE,
)
SAID_LINE = re.compile(_LINE, re.IGNORECASE)
AFTER = re.compile(r"(?:after|before)\s+((?:clause|schedule)\s+\d+[A-Z]*)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """Where an amendment bites; `conflict` says in words which code contradicts the amendment's own locator."""

    provision: str
    page: int | None
    line: int | None
    conflict: str = ""


def operation(words: str, raw_type: str) -> str:
    """The op of an amendment: what its instruction says, else what its type codes, else "other".

    `words` is the instruction up to the block it inserts. Quoted words are not read: they may say anything.
    """
    said = QUOTED.sub("“”", words)
    if MOTION.search(said):
        return "other"
    out = LEAVE_OUT.search(said)
    if out and INSERT.search(said, out.end()):
        return "substitute"
    if new := NEW.search(said):
        return "new_clause" if new[1].casefold() == "clause" else "new_schedule"
    if WHOLE.search(said):
        return "leave_out_clause"
    if out:
        return "leave_out"
    return "insert" if INSERT.search(said) else LAWMAKER_OPS.get(raw_type, "other")


def target(words: str, coded_provision: str, coded_page: str) -> Target:
    """The provision, page and line: the words' where they say, else the codes', with any contradiction named."""
    provision, conflict = _provision(words, provision_of(coded_provision))
    said, coded = _said_place(words), coded_place(coded_page)
    page, line = said[0] or coded[0], said[1]
    if line is None and said[0] in (None, coded[0]):
        line = coded[1]
    if any(one and other and one != other for one, other in zip(said, coded, strict=True)):
        places = f"the text says {_in_words(said)}, its code says {_in_words(coded)}"
        conflict = f"{conflict}; {places}" if conflict else places
    return Target(provision, page, line, conflict)


def provision_of(code: str) -> str | None:
    """ "clause 3" of sec_3, "schedule" of sch, "amendment nc4" of amnd_NC4, "" of ""; None where it is not known."""
    if not code:
        return ""
    if code in TITLES:
        return "title"
    found = PROVISION.fullmatch(code)
    if not found or (not found[2] and KIND[found[1]] != "schedule"):
        return None
    return f"{KIND[found[1]]} {found[2] or ''}".strip().casefold()


def _provision(words: str, coded: str | None) -> tuple[str, str]:
    said = read_locator(words).provision
    if said is None:
        return coded or "", ""
    beside = AFTER.match(words.strip())
    named = said or (beside[1].casefold() if beside else "")
    if not named or not coded or named == coded or {named, coded} == {"schedule", "schedule 1"}:
        return said, ""
    return said, f"the text says {named}, its code says {coded}"


def _said_place(words: str) -> tuple[int | None, int | None]:
    start = words.strip()
    if found := SAID_PAGE.match(start):
        return int(found[1]), int(found[2]) if found[2] else None
    if found := SAID_LINE.match(start):
        return None, int(found[1])
    return None, None


def coded_place(code: str) -> tuple[int | None, int | None]:
    """(page, line) of "p_12__ln_13", "ln_25" or "p_12"; None for what is not coded."""
    found = PAGE_LINE.fullmatch(code)
    if not found:
        return None, None
    return (int(found[1]) if found[1] else None, int(found[2]) if found[2] else None)


def _in_words(place: tuple[int | None, int | None]) -> str:
    named = zip(("page", "line"), place, strict=True)
    return " ".join(f"{name} {number}" for name, number in named if number)
