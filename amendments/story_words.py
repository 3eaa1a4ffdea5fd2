"""Two rows of one amendment's history, compared and told: one sentence for each kind of change between them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from amendments.changes import comparable_text
from amendments.decisions import NO_DECISION, decision
from amendments.wording import SOURCE_WORDS, and_list, count_of, target_words
from bills.text.redline import words_changed
from bills.text.redline_lines import Fold, LineRedline, redline_lines

FACT_WORDS = {"listed": "whether it is on the list", "sponsors": "the names", "provision": "the target"}
KEPT_APART = ("op", "raw_type", "heading", "location", "note", "statement_heading", "position_text", "is_government")


@dataclass(frozen=True, slots=True)
class Change:
    """One change in words. `old` and `new` are lines of text for a redline; empty where there is nothing to open.

    `kind` is a grade of amendments.changes, or "tabled", "sources" (what is disputed), "star" or "record".
    """

    kind: str
    what: str
    detail: str = ""
    old: Sequence[Mapping[str, Any]] = ()
    new: Sequence[Mapping[str, Any]] = ()

    @property
    def opens(self) -> bool:
        """Whether there is a redline to open."""
        return bool(self.old or self.new)

    @property
    def redline(self) -> list[LineRedline | Fold]:
        """The redline from the old lines to the new, long unchanged passages folded."""
        return redline_lines(self.old, self.new)

    @property
    def sentence(self) -> str:
        """ "Wording changed: 2 words inserted"."""
        return self.said("")

    def said(self, occasion: str) -> str:
        """The sentence with its occasion: "Wording changed on the list of 18 September 2026: 2 words inserted"."""
        what = f"{self.what} {occasion}" if occasion else self.what
        return f"{what}: {self.detail}" if self.detail else what


def changes_between(old: Any, new: Any) -> list[Change]:
    """What differs between two history rows (or amendments), weightiest first; empty where nothing shown differs."""
    return [change for tell in TELLERS for change in tell(old, new)]


def substance_between(old: Any, new: Any) -> list[Change]:
    """What differs in text, target or decision, with differences of marks apart; empty where nothing does."""
    return [change for tell in (_wording, _statement, _target, _decision) for change in tell(old, new)]


def _wording(old: Any, new: Any) -> list[Change]:
    if new.text_is_full and not old.text_is_full:
        return [Change("record", "Full wording received", "before, only a summary was known")]
    if old.text == new.text and old.lines == new.lines:
        return []
    if comparable_text(old.text) == comparable_text(new.text) or _is_the_other_source_saying_it(old, new):
        shown = (old.lines, new.lines) if old.text != new.text else ((), ())
        return [Change("typography", "Marks, spacing or layout changed", "no word differs", *shown)]
    return [Change("text", "Wording changed", counted(old.text, new.text), old.lines, new.lines)]


def _is_the_other_source_saying_it(old: Any, new: Any) -> bool:
    """The same words, now set as the other source sets them: its marks are not a change."""
    is_other = old.readings.get("text_from") != new.readings.get("text_from")
    return is_other and words_changed(old.text, new.text) == (0, 0)


def counted(old: str, new: str) -> str:
    """ "2 words inserted, 1 removed"."""
    inserted, removed = words_changed(old, new)
    parts = [count_of(inserted, "word") + " inserted"] if inserted else []
    if removed:
        parts.append(f"{removed:,} removed" if parts else count_of(removed, "word") + " removed")
    return ", ".join(parts) or "only marks and spacing differ"


def _statement(old: Any, new: Any) -> list[Change]:
    if comparable_text(old.statement) == comparable_text(new.statement):
        return []
    if not old.statement and not old.text_is_full:
        return [Change("record", "Explanatory statement received")]
    if not old.statement:
        return [Change("text", "Explanatory statement added", "", (), paragraphs(new.statement))]
    if not new.statement:
        return [Change("text", "Explanatory statement removed", "", paragraphs(old.statement), ())]
    words = counted(old.statement, new.statement)
    return [
        Change("text", "Explanatory statement changed", words, paragraphs(old.statement), paragraphs(new.statement))
    ]


def paragraphs(text: str) -> list[dict[str, Any]]:
    """Plain text as lines for a redline, one a paragraph."""
    return [{"text": line, "num": "", "depth": 0, "kind": "text"} for line in text.splitlines() if line.strip()]


def _target(old: Any, new: Any) -> list[Change]:
    if (old.provision, old.page, old.line) == (new.provision, new.page, new.line):
        return []
    before, after = target_words(old) or "no place", target_words(new) or "no place"
    return [Change("target", "Target changed", f"now {_lower(after)}, before {_lower(before)}")]


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _decision(old: Any, new: Any) -> list[Change]:
    found = []
    if not old.decision and new.decision == NO_DECISION:
        found.append(Change("record", "Decision first read", "no decision yet"))
    elif old.decision != new.decision:
        known = decision(new.decision)
        plain = f" ({_lower(known.plain)})" if known.plain else ""
        was = f"; before: {decision(old.decision).official}" if old.decision else ""
        found.append(Change("decision", "Decision changed", f"{known.official}{plain}{was}"))
    if new.stated_withdrawn and new.stated_withdrawn != old.stated_withdrawn:
        found.append(Change("decision", "Stated as withdrawn", f"“{new.stated_withdrawn}”"))
    if not found and old.decision_explanation != new.decision_explanation:
        found.append(Change("decision", "Parliament’s explanation of the decision changed"))
    return found


def _place(old: Any, new: Any) -> list[Change]:
    if old.is_listed == new.is_listed:
        return []
    if new.is_listed:
        return [Change("place", "Listed again")]
    return [Change("place", "No longer listed", "that does not mean that it was withdrawn")]


def _number(old: Any, new: Any) -> list[Change]:
    if old.number == new.number:
        return []
    return [Change("number", "Renumbered", f"from {old.number or 'no number'} to {new.number or 'no number'}")]


def _sources(old: Any, new: Any) -> list[Change]:
    if old.disputed == new.disputed:
        return []
    begun = [fact for fact in new.disputed if fact not in old.disputed]
    settled = [fact for fact in old.disputed if fact not in new.disputed]
    found = (
        [Change("sources", "The sources began to differ", f"about {and_list(map(fact_words, begun))}")]
        if begun
        else []
    )
    if settled:
        found.append(Change("sources", "The sources agreed again", f"about {and_list(map(fact_words, settled))}"))
    return found


def fact_words(fact: str) -> str:
    """What a disputed fact is called."""
    return FACT_WORDS.get(fact, f"the {fact.replace('_', ' ')}")


def _record(old: Any, new: Any) -> list[Change]:
    sources = set(new.readings) & set(SOURCE_WORDS) - set(old.readings)
    found = [Change("record", f"Also read from {SOURCE_WORDS[source]}") for source in sorted(sources)]
    if any(getattr(old, name) != getattr(new, name) for name in KEPT_APART):
        found.append(Change("record", "Headings or notes around it changed"))
    return found


TELLERS: tuple[Callable[[Any, Any], list[Change]], ...] = (
    _wording,
    _statement,
    _target,
    _decision,
    _place,
    _number,
    _sources,
    _record,
)
