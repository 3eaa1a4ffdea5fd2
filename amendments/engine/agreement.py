"""What the words say against what the source's own fields say. Any disagreement refuses, with both readings. Pure."""

import re
from dataclasses import replace

from amendments.engine.cursor import named, side_of
from amendments.engine.instruction import Instruction, Line, Place, Reason, Refusal, Tabled, Whole

LAWMAKER_OPS = {
    "insert": "insert",
    "leaveOut": "leave_out",
    "substitute": "substitute",
    "leaveOutClause": "leave_out_clause",
    "leaveOutSchedule": "leave_out_clause",
    "newClause": "new_clause",
    "newSchedule": "new_schedule",
}
"""What each `ukl:type` of Lawmaker codes. Any other word, such as those of the Bills API, says nothing to check."""
_OPS = {
    "insert": {"insert"},
    "leave_out": {"leave_out"},
    "substitute": {"substitute"},
    "leave_out_clause": {"leave_out_clause"},
    "new_clause": {"new_clause"},
    "new_schedule": {"new_schedule", "new_clause"},
}
"""The codes that each op may carry. Codes have no more than these and "other", which says nothing and fits all.

Lawmaker's own code for a new Schedule was never seen; that for a new Clause does not contradict it."""
_WHOLE_REPLACED = {"substitute", "leave_out_clause", "new_clause", "new_schedule"}
_PLACE = re.compile(
    r"\s*(?:to\s+)?(?:be\s+)?(?:inserted\s+)?(?P<side>after|before|follow(?:s|ing)?)\s+(?:the\s+)?"
    r"(?P<kind>clause|schedule)\s*(?P<number>\w*)\s*(?:\([^()]{0,200}\))?[\s.,;:—]*",
    re.IGNORECASE,
)
_END = re.compile(
    r"\s*(?:to\s+|at\s+)?(?:the\s+)?end(?:\s+of\s+(?:the\s+)?(?:bill|clauses|schedules))?[\s.]*", re.IGNORECASE
)


def agreed(read: Instruction, tabled: Tabled) -> Instruction | Refusal:
    """The instruction, what its words leave unsaid taken from the fields; Refusal DISAGREES where both say, apart."""
    checked = _op(read, tabled) or _provision(read, tabled) or _numbers(read, tabled)
    if checked:
        return Refusal(Reason.DISAGREES, checked)
    return _placed(_filled(read, tabled), tabled)


def stated_place(stated: str, heading: str) -> str:
    """The clerks' place of a new provision: stated, or the heading above it on a Lords list ("After Clause 1")."""
    return stated or (heading if place_of(heading) else "")


def with_note(note: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with the note above them that says which amendment is amended, where the source keeps it apart."""
    if not note or any(line.kind == "note" and line.text == note for line in lines):
        return lines
    return (Line(note, kind="note"), *lines)


def place_of(words: str) -> Place | None:
    """The clerks' place for a new provision: "after clause 12", "before schedule 2", "end"; None for anything else."""
    if found := _PLACE.fullmatch(words):
        side = "after" if found["side"].casefold().startswith("follow") else side_of(found["side"])
        return Place(side, Whole(named(found["kind"], found["number"])))
    return Place("end") if _END.fullmatch(words) else None


def _op(read: Instruction, tabled: Tabled) -> str:
    if not tabled.op or tabled.op == "other":
        return ""
    fits = _OPS.get(read.op, set())
    if read.op == "substitute" and isinstance(read.target, Whole):
        fits = _WHOLE_REPLACED
    if tabled.op in fits:
        return ""
    return f"the words say {_plain(read.op)}, its code says {_plain(tabled.op)}"


def _provision(read: Instruction, tabled: Tabled) -> str:
    coded, said = tabled.provision, _bitten(read)
    if not coded or not said or coded == said or {coded, said} == {"schedule", "schedule 1"}:
        return ""
    return f"the words say {said}, its code says {coded}"


def _bitten(read: Instruction) -> str:
    """The provision that the words say is bitten on; a new provision may be coded as what it stands beside."""
    if read.locator.provision:
        return read.locator.provision
    of = read.place if read.op in ("new_clause", "new_schedule") else read
    whole = of.target if of else None
    return whole.provision if isinstance(whole, Whole) else ""


def _numbers(read: Instruction, tabled: Tabled) -> str:
    pairs = (("page", read.locator.page, tabled.page), ("line", read.locator.line, tabled.line))
    if any(said is not None and coded is not None and said != coded for _, said, coded in pairs):
        said = " ".join(f"{name} {number}" for name, number, _ in pairs if number is not None)
        coded = " ".join(f"{name} {number}" for name, _, number in pairs if number is not None)
        return f"the words say {said}, its code says {coded}"
    return ""


def _filled(read: Instruction, tabled: Tabled) -> Instruction:
    at = read.locator
    if read.op in ("new_clause", "new_schedule", "oppose", "agree", "disagree"):
        return read
    provision = at.provision or _bitten(read) or tabled.provision or ""
    page = at.page if at.page is not None or provision.startswith("amendment") else tabled.page
    line = at.line if at.line is not None or (at.page is not None and at.page != tabled.page) else tabled.line
    if (provision, page, line) == (at.provision, at.page, at.line):
        return read
    return replace(read, locator=replace(at, provision=provision, page=page, line=line))


def _placed(read: Instruction, tabled: Tabled) -> Instruction | Refusal:
    if not tabled.place or read.op not in ("new_clause", "new_schedule"):
        return read
    stated = place_of(tabled.place)
    if read.place is None:
        return replace(read, place=stated)
    if stated and stated.side != "end" and stated != read.place:
        return Refusal(Reason.DISAGREES, f"the words and its stated place, “{tabled.place}”, name two places")
    return read


def _plain(op: str) -> str:
    return op.replace("_", " ")
