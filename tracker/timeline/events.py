"""What an event of a timeline is; and events as at a day, or those of one kind folded into one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from django.utils.text import slugify

from amendments.wording import and_list, count_of
from coalition.public import judgement_words


class Kind(StrEnum):
    """What an event is."""

    STAGE = "stage"
    PRINT = "print"
    PAPER = "paper"
    TEXT = "text"
    TABLED = "tabled"
    CHANGED = "changed"
    SITTING = "sitting"
    DIVISION = "division"
    DECIDED = "decided"
    ASSENT = "assent"
    PROVISION = "provision"
    ASKED = "asked"
    PUBLISHED = "published"
    JUDGED = "judged"


WEIGHT = {kind: place for place, kind in enumerate(Kind)}
WORDS = {
    Kind.STAGE: "Stage",
    Kind.PRINT: "Print of the Bill",
    Kind.PAPER: "List of amendments",
    Kind.TEXT: "Text beside the Bill",
    Kind.TABLED: "Amendment tabled",
    Kind.CHANGED: "Amendment changed",
    Kind.SITTING: "Sitting",
    Kind.DECIDED: "Decision",
    Kind.DIVISION: "Division",
    Kind.ASSENT: "Royal Assent",
    Kind.PROVISION: "In the Act",
    Kind.ASKED: "What was asked",
    Kind.PUBLISHED: "Paper published",
    Kind.JUDGED: "Our judgement",
}
DECISIONS = frozenset({Kind.DECIDED, Kind.DIVISION, Kind.ASSENT, Kind.PROVISION})
FOLDED = frozenset({Kind.TABLED, Kind.CHANGED, Kind.DECIDED})
MOST_NAMED = 6
"""So many amendments are named where they are told as one event; more are counted."""
MOST_MOVERS, SEVERAL = 2, "several movers"
OURS = frozenset({Kind.ASKED, Kind.PUBLISHED, Kind.JUDGED})


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact is from, in words; `address` is "" where none can be opened."""

    words: str
    address: str


class About(Protocol):
    """What an event is about, who did it, and which sources tell of it, in words. Equal where they say the same."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def url(self) -> str:
        """Its own page; "" where it has none."""

    @property
    def by(self) -> str:
        """Who did it; "" where nobody is named."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where it is from."""

    @property
    def checked_at(self) -> datetime | None:
        """When we last looked there, where that can be said."""

    @property
    def mark(self) -> str:
        """How sure a historic record is of it."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `About`, at hand."""

    title: str
    url: str = ""
    by: str = ""
    sources: tuple[Source, ...] = ()
    checked_at: datetime | None = None
    mark: str = ""


class Event(NamedTuple):
    """One thing that happened. `on` is None where no source tells the day; `anchor` is the day it surely lies behind.

    `about` may put its words together only when they are asked for: most amendments are told as one with others.
    `official` is Parliament's word and `plain` ours. `outcome` is that of a decision (amendments.decisions),
    `judgement` ours, `vote` a division in words. `size` is how many of one kind were folded into it, which `zoom`
    opens. `asks` are the released asks that it bears on, as the coalition says.
    """

    key: str
    kind: Kind
    on: date | None
    anchor: date
    rank: tuple[Any, ...]
    about: About
    house: str = ""
    stage: int | None = None
    place: str = ""
    official: str = ""
    plain: str = ""
    outcome: str = ""
    judgement: str = ""
    vote: str = ""
    remark: str = ""
    quotation: str = ""
    is_known_since: bool = False
    is_ahead: bool = False
    asks: frozenset[int] = frozenset()
    division: int | None = None
    size: int = 1
    zoom: str = ""

    @property
    def title(self) -> str:
        """What it is about, as that is called."""
        return self.about.title

    @property
    def url(self) -> str:
        """The page of what it is about."""
        return self.about.url

    @property
    def by(self) -> str:
        """Who did it."""
        return self.about.by

    @property
    def is_ours(self) -> bool:
        """Whether the coalition did it, not Parliament."""
        return self.kind in OURS

    @property
    def is_decision(self) -> bool:
        """Whether it decided something."""
        return self.kind in DECISIONS

    @property
    def kind_words(self) -> str:
        """What it is."""
        return WORDS[self.kind]

    @property
    def fate(self) -> str:
        """What came of it, in a word or two: a judgement, or Parliament's word."""
        return judgement_words(self.judgement).capitalize() if self.judgement else self.official


def folded(events: Iterable[Event], zoom: Callable[[Event], str] = lambda first: first.zoom) -> list[Event]:
    """The same events, those of one kind, stage, day and word as one of them, in the place of the first.

    `zoom` gives the address that opens what is folded, from its first event.

    Folded are amendments tabled, changed and decided without a division: hundreds of them would hide the rest.
    """
    groups: dict[tuple[Any, ...], list[Event]] = {}
    for each in events:
        one = (each.kind, each.stage, each.on, each.official, each.is_known_since)
        groups.setdefault(one if each.kind in FOLDED else (each.key,), []).append(each)
    return [found[0] if len(found) == 1 else _one_of(found, zoom(found[0])) for found in groups.values()]


def _one_of(found: Sequence[Event], address: str) -> Event:
    first = found[0]
    day = first.on.isoformat() if first.on else "undated"
    word = slugify(first.official)
    is_named = len(found) <= MOST_NAMED and all(each.title.startswith("Amendment ") for each in found)
    return first._replace(
        key=f"{first.kind}-{word}-in-{first.stage}-{day}",
        about=Words(
            title=_labelled(found) if is_named else count_of(len(found), "amendment"),
            url=address,
            by=_movers(found),
            sources=first.about.sources,
            checked_at=first.about.checked_at,
            mark=first.about.mark,
        ),
        plain=first.plain if first.is_decision else "",
        remark="",
        asks=frozenset().union(*(each.asks for each in found)),
        size=len(found),
    )


def _movers(found: Sequence[Event]) -> str:
    """Who moved them: by name where they are one or two."""
    names: set[str] = set()
    for each in found:
        names.add(each.by)
        if len(names - {""}) > MOST_MOVERS:
            return SEVERAL
    return and_list(sorted(names - {""}))


def _labelled(found: Sequence[Event]) -> str:
    """ "Amendments 3 and 4", "Amendments (a) and (b) to 72"."""
    labels = [each.title.removeprefix("Amendment ") for each in found]
    ends = {label.partition(" to ")[2] for label in labels}
    if len(ends) == 1 and "" not in ends:
        return f"Amendments {and_list(label.partition(' to ')[0] for label in labels)} to {ends.pop()}"
    return f"Amendments {and_list(labels)}"


def as_at(events: Iterable[Event], day: date | None) -> list[Event]:
    """The events that had surely happened by the end of a day, in their order: always the beginning of the whole."""
    return list(events) if day is None else [each for each in events if each.anchor <= day]
