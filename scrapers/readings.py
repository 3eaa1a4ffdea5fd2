"""Two sources, one amendment: what each last said of it, and what the row therefore shows.

`Amendment.readings` holds, per source, each comparable fact as [value, since]: the value in comparable form and the
moment from which that source has said so; "text_from" names the source whose setting of the text is shown. A fact on
which both sources agree is plain. Where they differ the later reading is shown and both values stay in
`Amendment.disputed` (docs/data-path.md, "Two sources, one amendment").
"""

import hashlib
import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from amendments.changes import comparable_text
from amendments.decisions import NO_DECISION, same_decision
from amendments.models import Amendment
from scrapers.records import AmendmentRecord, Line, SponsorRecord

API, PAPER = "api", "paper"
OTHER = {API: PAPER, PAPER: API}
PLAIN_FACTS = ("number", "provision", "page", "line")
FILLED_ONCE = ("api_key", "dnum", "series_id", "guid")
FROM_PAPER_FIRST = ("op", "raw_type", "heading", "location", "note", "statement_heading")
AS_RECEIVED = ("position_text", "summary_text", "decision_explanation", "is_government")
UNDECIDED = ("", NO_DECISION, "QuestionProposed")
"""Decisions of amendments that a marshalled list still holds: it drops those that are decided."""
GRADE_OF = {
    "text": "text",
    "lines": "text",
    "statement": "text",
    "provision": "target",
    "page": "target",
    "line": "target",
    "decision": "decision",
    "stated_withdrawn": "decision",
    "is_listed": "place",
    "number": "number",
}
NOT_WORD = re.compile(r"[\W_]+")


def digest(value: object) -> str:
    """A short stable hash of anything with a stable `repr`: text, numbers and tuples of them."""
    return hashlib.blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def words_only(text: str) -> str:
    """A digest of letters and digits: two sources agree on a text whose marks and spacing alone differ."""
    return digest(NOT_WORD.sub("", text).casefold())


HASHED = operator.attrgetter(
    "number", "kind", "api_key", "dnum", "series_id", "guid", "op", "raw_type", "provision", "page", "line",
    "position_text", "text", "text_is_full", "summary_text", "statement", "statement_heading", "note", "location",
    "heading", "is_government", "decision", "decision_explanation",
)  # fmt: skip
HASHED_NAME = operator.attrgetter("key", "name", "is_lead", "order", "declared_interest")
HASHED_LINE = operator.attrgetter("text", "num", "depth", "kind", "rows")


def record_hash(record: AmendmentRecord) -> str:
    """Identity of what a record says, without star, place in the list, party and the like (design law 3)."""
    return digest(
        (
            HASHED(record),
            None if record.lines is None else tuple(map(HASHED_LINE, record.lines)),
            None if record.sponsors is None else tuple(map(HASHED_NAME, record.sponsors)),
            tabling(record) if record.workflow else (),
        )
    )


def tabling(record: AmendmentRecord) -> list[list[str | None]]:
    """The tabling steps of a paper's record: outcome and time.

    "Published" steps are left out: every paper adds one to every amendment, and its own Listing already says so.
    """
    steps = (step for step in record.workflow or () if step.outcome.strip("#") != "published")
    return [[step.outcome, step.at.isoformat() if step.at else None] for step in steps]


@dataclass
class Reading:
    """The effect of one record on one amendment row: the fields that changed and, where names changed, the names."""

    fields: set[str] = field(default_factory=set)
    grades: set[str] = field(default_factory=set)
    sponsors: tuple[SponsorRecord, ...] | None = None

    def grade_words(self) -> str:
        """The grades as a history row keeps them: space separated, in a fixed order; typography only when alone."""
        order = ("text", "target", "decision", "place", "number", "signatures")
        return " ".join(grade for grade in order if grade in self.grades) or "typography"


def take(amendment: Amendment, record: AmendmentRecord, source: str, at: datetime) -> Reading:
    """Merge one source's record into the row (unsaved), and say what changed. The row keeps both sources' readings."""
    reading = Reading()
    before = amendment.text_is_full
    merge = _Merge(amendment, record, source, at.isoformat(), reading)
    merge.facts()
    merge.other_fields()
    if not before and amendment.text_is_full and amendment.pk:
        reading.grades.discard("text")  # the first full text is not a change of wording
    return reading


class _Merge:
    """One record being merged into one row; exists only during `take`."""

    def __init__(
        self, amendment: Amendment, record: AmendmentRecord, source: str, since: str, reading: Reading
    ) -> None:
        self.amendment, self.record, self.source, self.since, self.reading = amendment, record, source, since, reading
        self.mine: dict[str, list] = dict(amendment.readings.get(source, {}))
        self.theirs: dict[str, list] = amendment.readings.get(OTHER[source], {})
        self.raw_before = {"text": amendment.text, "statement": amendment.statement}

    def facts(self) -> None:
        """Take over every fact that this source states anew and that wins, then settle what is disputed."""
        for fact, value in self._stated().items():
            if fact in self.mine and self.mine[fact][0] == value:
                continue
            wins = self._wins(fact, value)
            self.mine[fact] = [value, self.since]
            if wins:
                self._show(fact)
        self._same_words_set_differently()
        if self.mine != self.amendment.readings.get(self.source, {}):
            self.amendment.readings = {**self.amendment.readings, self.source: self.mine}
            self.reading.fields.add("readings")
        disputed = self._disputed()
        if disputed != self.amendment.disputed:
            self.amendment.disputed = disputed
            self.reading.fields.add("disputed")

    def other_fields(self) -> None:
        """Fields that are not compared between sources: identity keys once, the rest as received."""
        for name in FILLED_ONCE:
            if getattr(self.record, name) and not getattr(self.amendment, name):
                self._set(name, getattr(self.record, name))
        if self.source == PAPER or PAPER not in self.amendment.readings:
            for name in FROM_PAPER_FIRST:
                self._set(name, getattr(self.record, name))
        for name in AS_RECEIVED:
            self._set(name, getattr(self.record, name))
        if self.record.workflow is not None:
            self._set("workflow", tabling(self.record))
            tabled = [s.at for s in self.record.workflow if s.outcome == "tabled" and s.at]
            self._set("tabled_at", tabled[0] if tabled else None)
        if not self.amendment.text_is_full and self.record.summary_text is not None:
            summary = [
                {"text": row, "num": "", "depth": 0, "kind": "text"} for row in self.record.summary_text.splitlines()
            ]
            self._set_text(self.record.summary_text, summary)

    def _stated(self) -> dict[str, Any]:
        record = self.record
        facts: dict[str, Any] = {"listed": True}
        facts |= {name: getattr(record, name) for name in PLAIN_FACTS if getattr(record, name) not in (None, "")}
        if record.decision:
            facts["decision"] = record.decision
        if record.text_is_full and record.text:
            facts["text"] = words_only(record.text)
        if record.statement is not None:
            facts["statement"] = words_only(record.statement)
        if record.sponsors is not None:
            facts["sponsors"] = [f"{s.key}|{s.name}{' [R]' if s.declared_interest else ''}" for s in record.sponsors]
        return facts

    def _wins(self, fact: str, value: Any) -> bool:
        if fact not in self.theirs:
            return True
        if fact == "decision":
            return self._decision_wins(value)
        if fact == "sponsors" and _same_names(value, self.theirs[fact][0]):
            return self._shows_my_other_names()
        if agree(fact, value, self.theirs[fact][0]):
            shown = {"text": self.amendment.text, "statement": self.amendment.statement}.get(fact)
            return self.source == PAPER or shown is None or words_only(shown) != value
        return not is_earlier(self.since, self.theirs[fact][1])

    def _decision_wins(self, value: str) -> bool:
        """Another word for the decision that is shown changes nothing; "no decision yet" decides nothing."""
        theirs, since = self.theirs["decision"]
        shown = self.amendment.decision
        if shown not in UNDECIDED and value != NO_DECISION and same_decision(value, shown):
            return False
        return NO_DECISION in (value, theirs) or not is_earlier(self.since, since) or agree("decision", value, theirs)

    def _shows_my_other_names(self) -> bool:
        """Whether the names shown are those that this source gave before, and they were others."""
        if "sponsors" not in self.mine:
            return False
        (mine, since), (theirs, their_since) = self.mine["sponsors"], self.theirs["sponsors"]
        return not _same_names(mine, theirs) and not is_earlier(since, their_since)

    def _show(self, fact: str) -> None:
        show: Callable[[], None] | None = {
            "text": lambda: self._set_text(self.record.text or "", lines_as_json(self.record.lines)),
            "statement": lambda: self._set_words("statement", self.record.statement or ""),
            "decision": lambda: self._set("decision", self._decision()),
            "provision": self._take_provision,
            "sponsors": self._take_sponsors,
            "listed": lambda: self._set("is_listed", True),
        }.get(fact)
        if show:
            show()
        else:
            self._set(fact, getattr(self.record, fact))

    def _decision(self) -> str | None:
        """The decision that stands: "no decision yet" leaves what the other source states, if it states one."""
        other = self.theirs.get("decision")
        return other[0] if other and self.record.decision == NO_DECISION else self.record.decision

    def _same_words_set_differently(self) -> None:
        """The source whose words are shown has changed their marks or structure only."""
        if self.amendment.readings.get("text_from") == self.source and self.record.text_is_full and self.record.text:
            self._set_text(self.record.text, lines_as_json(self.record.lines))

    def _take_provision(self) -> None:
        """Aim at the provision stated; a page and line that were said of another one go with it."""
        is_moved = bool(self.amendment.provision) and self.amendment.provision != self.record.provision
        self._set("provision", self.record.provision)
        for name in ("page", "line"):
            if is_moved and getattr(self.record, name) is None and getattr(self.amendment, name) is not None:
                self.mine.pop(name, None)
                setattr(self.amendment, name, None)
                self.reading.fields.add(name)

    def _take_sponsors(self) -> None:
        self.reading.sponsors = self.record.sponsors
        self.reading.grades.add("signatures")

    def _set(self, name: str, value: Any) -> None:
        old = getattr(self.amendment, name)
        if value is not None and old != value:
            setattr(self.amendment, name, value)
            self.reading.fields.add(name)
            is_first_no_decision = not old and value == NO_DECISION
            if name in GRADE_OF and not is_first_no_decision:
                self.reading.grades.add(GRADE_OF[name])

    def _set_words(self, name: str, value: str) -> None:
        old = getattr(self.amendment, name)
        if old != value:
            setattr(self.amendment, name, value)
            self.reading.fields.add(name)
            is_reworded = not old or comparable_text(old) != comparable_text(value)
            self.reading.grades.add("text" if is_reworded else "typography")

    def _set_text(self, text: str, lines: list[dict[str, Any]]) -> None:
        self._set_words("text", text)
        if self.amendment.lines != lines:
            self.amendment.lines = lines
            self.reading.fields.add("lines")
            self.reading.grades.add("typography")
        if self.record.text_is_full and not self.amendment.text_is_full:
            self.amendment.text_is_full = True
            self.reading.fields.add("text_is_full")
        if self.record.text_is_full and self.amendment.readings.get("text_from") != self.source:
            self.amendment.readings = {**self.amendment.readings, "text_from": self.source}
            self.reading.fields.add("readings")

    def _disputed(self) -> dict[str, dict[str, Any]]:
        found = {}
        for fact in (*PLAIN_FACTS, "decision", "text", "statement", "sponsors", "listed"):
            if fact == "listed" and self.amendment.decision not in UNDECIDED:
                continue  # a marshalled list drops what was decided
            if fact in self.mine and fact in self.theirs and not agree(fact, self.mine[fact][0], self.theirs[fact][0]):
                mine, theirs = self._raw(fact)
                found[fact] = {self.source: mine, OTHER[self.source]: theirs}
        return found

    def _raw(self, fact: str) -> tuple[Any, Any]:
        """Both sources' values as a person should see them."""
        if fact == "sponsors":
            return [[key.partition("|")[2] for key in side[fact][0]] for side in (self.mine, self.theirs)]  # type: ignore[return-value]
        if fact not in ("text", "statement"):
            return self.mine[fact][0], self.theirs[fact][0]
        earlier = self.amendment.disputed.get(fact, {})
        mine = getattr(self.record, fact) or earlier.get(self.source, "")
        theirs = earlier.get(OTHER[self.source]) or self.raw_before[fact]
        return mine, theirs


def is_earlier(one: str, other: str) -> bool:
    """Whether a moment kept as text is before another; papers are dated in London time, answers in UTC."""
    return datetime.fromisoformat(one) < datetime.fromisoformat(other)


def agree(fact: str, one: Any, other: Any) -> bool:
    """Whether two sources' values of a fact say the same thing; "no decision yet" contradicts nothing."""
    if fact == "decision":
        return NO_DECISION in (one, other) or same_decision(one, other)
    if fact == "number":
        return str(one).casefold() == str(other).casefold()
    if fact == "sponsors":
        return _same_members(one, other)
    return bool(one == other)


def _same_names(one: list[str], other: list[str]) -> bool:
    """The same people in the same order with the same declared interests, however their names are printed."""
    keys = [[(row.partition("|")[0], row.endswith("[R]")) for row in side] for side in (one, other)]
    return keys[0] == keys[1]


def _same_members(one: list[str], other: list[str]) -> bool:
    """The same people, led by the same one; names without a member id cannot be compared, so they never disagree."""
    keys = [[row.partition("|")[0] for row in side] for side in (one, other)]
    if not all(re.fullmatch(r"m\d+", key) for side in keys for key in side):
        return True
    return keys[0][:1] == keys[1][:1] and set(keys[0]) == set(keys[1])


def lines_as_json(lines: Iterable[Line] | None) -> list[dict[str, Any]]:
    """Lines as the row stores them; `rows` only where a line is a table."""
    kept: list[dict[str, Any]] = []
    for line in lines or ():
        row: dict[str, Any] = {"text": line.text, "num": line.num, "depth": line.depth, "kind": line.kind}
        if line.rows:
            row["rows"] = [list(cells) for cells in line.rows]
        kept.append(row)
    return kept


def absent(amendment: Amendment, source: str, at: datetime) -> Reading:
    """Record that a complete list of this source no longer holds the amendment. That is not a withdrawal.

    A paper alone does not unlist what Parliament's data still list: a marshalled list drops what was decided, and the
    decision may not have been read yet. Both readings are shown until the data say more.
    """
    reading = Reading()
    mine = {**amendment.readings.get(source, {}), "listed": [False, at.isoformat()]}
    amendment.readings = {**amendment.readings, source: mine}
    reading.fields.add("readings")
    theirs = amendment.readings.get(OTHER[source], {}).get("listed")
    still_listed = theirs and theirs[0] and (source == PAPER or is_earlier(at.isoformat(), theirs[1]))
    if amendment.is_listed and not still_listed:
        amendment.is_listed = False
        reading.fields.add("is_listed")
        reading.grades.add("place")
    disputed = {key: value for key, value in amendment.disputed.items() if key != "listed"}
    if theirs and theirs[0]:
        disputed["listed"] = {source: False, OTHER[source]: True}
    if disputed != amendment.disputed:
        amendment.disputed = disputed
        reading.fields.add("disputed")
    return reading
