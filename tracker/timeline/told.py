"""The public timeline: what happened to a Bill, an ask, or a clause of ours, from draft Bill to Act. Never a table.

Computed whenever it is read, from Parliament's record and from what the coalition released. Both Houses stand in one
order: by day; on one day by the order of the stages, never by a clock alone; Parliament's events before ours. An event
without a day stands at the end of its stage and says so. Its key rests on our own ids, so no renumbering moves it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from amendments.changes import GRADES
from amendments.decision_days import DayFacts, decided_by, is_decided, london_day
from amendments.decisions import OPEN, decision
from amendments.history import LONDON
from amendments.wording import (
    CHANGE_WORDS,
    NEW_PROVISION,
    NOT_FOUND,
    and_list,
    count_of,
    parliament_url,
    purpose,
    title_of,
)
from bills.models import Bill, BillStage, Division, House, StageKind
from bills.publications import is_web_address
from coalition.models import AlternativeAct, Release
from coalition.public import RELATIONS, judgement_words, kind_words, newest
from tracker.templatetags.evidence import Source as Named
from tracker.templatetags.evidence import result_words
from tracker.timeline_record import PAPER, Document, Record

NEVER = date.max
"""Where an event without a day stands when its stage has none either: at the end, and in no "as at"."""


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
OURS = frozenset({Kind.ASKED, Kind.PUBLISHED, Kind.JUDGED})
PLAIN = {
    **dict.fromkeys((1, 6), "The Bill is brought in, without a debate"),
    **dict.fromkeys((2, 7), "A debate on what the Bill is for"),
    **dict.fromkeys((3, 8, 48, 49), "The Bill is gone through, line by line"),
    **dict.fromkeys((4, 9), "The Bill as amended is looked at again, and more changes are proposed"),
    **dict.fromkeys((5, 10), "The last look at the Bill in this House"),
    **dict.fromkeys((12, 13, 42), "One House answers the changes that the other made"),
}
"""Our plain words for a kind of stage (the Bills API's stageId)."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact is from, in words; `address` is "" where none can be opened."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `on` is None where no source tells the day; `anchor` is the day it surely lies behind.

    `official` is Parliament's word and `plain` ours. `outcome` is that of a decision (amendments.decisions),
    `judgement` ours, `vote` a division in words. `size` is how many of one kind were folded into it, which `zoom`
    opens. `asks` are the released asks that it bears on, as the coalition says.
    """

    key: str
    kind: Kind
    on: date | None
    anchor: date
    rank: tuple[Any, ...]
    title: str
    house: str = ""
    stage: int | None = None
    place: str = ""
    url: str = ""
    official: str = ""
    plain: str = ""
    outcome: str = ""
    judgement: str = ""
    vote: str = ""
    by: str = ""
    remark: str = ""
    quotation: str = ""
    mark: str = ""
    sources: tuple[Source, ...] = ()
    checked_at: datetime | None = None
    is_known_since: bool = False
    is_ahead: bool = False
    asks: frozenset[int] = frozenset()
    division: int | None = None
    size: int = 1
    zoom: str = ""

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


@dataclass(frozen=True, slots=True)
class AskTold:
    """A released ask, and which of Parliament's rows it is tied to."""

    pk: int
    fields: Mapping[str, Any]
    public_from: datetime
    amendments: frozenset[int]
    divisions: frozenset[int]

    @property
    def title(self) -> str:
        """What is asked, in a few words."""
        return str(self.fields["title"])


@dataclass(frozen=True, slots=True)
class Ours:
    """What the coalition released on a Bill: its asks in order, texts and papers, each once, and since when."""

    asks: tuple[AskTold, ...] = ()
    texts: tuple[Release, ...] = ()
    papers: tuple[Release, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)
    first: Mapping[tuple[str, int], datetime] = field(default_factory=dict)
    rewordings: tuple[Release, ...] = ()
    """Later releases of a text that told the clause at hand in other words."""

    @property
    def name(self) -> str:
        """Who asks."""
        return str(self.about.get("name") or "The coalition")


def ours_of(releases: Sequence[Release]) -> Ours:
    """What is public, from releases in force given newest first."""
    standing = newest(releases)
    first: dict[tuple[str, int], datetime] = {}
    for each in releases:
        one = (each.kind, each.object_id)
        first[one] = min(each.public_from, first.get(one, each.public_from))
    by_kind: dict[str, list[Release]] = defaultdict(list)
    for (kind, _), each in sorted(standing.items(), key=lambda found: found[0]):
        by_kind[kind].append(each)
    asks = sorted(by_kind[Release.Kind.ASK], key=lambda each: (each.fields.get("group", ""), each.object_id))
    about = by_kind[Release.Kind.COALITION]
    return Ours(
        asks=tuple(map(_ask_told, asks)),
        texts=tuple(by_kind[Release.Kind.ACT]),
        papers=tuple(by_kind[Release.Kind.BRIEFING]),
        about=about[-1].fields if about else {},
        first=first,
    )


def _ask_told(release: Release) -> AskTold:
    told = [*release.fields["outcomes"], *release.fields["links"]]
    return AskTold(
        pk=release.object_id,
        fields=release.fields,
        public_from=release.public_from,
        amendments=frozenset(each["amendment"] for each in told if each.get("amendment")),
        divisions=frozenset(each["division"] for each in told if each.get("division")),
    )


def about_asks(ours: Ours, asks: Iterable[AskTold]) -> Ours:
    """Of what is released, that which bears on these asks: the texts that they rest on, the papers about them."""
    kept = tuple(asks)
    pks, clauses = {ask.pk for ask in kept}, {clause for ask in kept for clause in ask.fields["rests_on"]}
    return replace(
        ours,
        asks=kept,
        texts=tuple(each for each in ours.texts if clauses & {told["clause"] for told in each.fields["clauses"]}),
        papers=tuple(each for each in ours.papers if pks & set(each.fields["asks"])),
    )


def rewordings_of(releases: Iterable[Release], act: int, clause: int) -> tuple[Release, ...]:
    """Of releases given newest first: those that word the clause otherwise than the one before, oldest first."""
    words = ("heading", "text", "notes", "extent")
    found, before = [], None
    for release in reversed(list(releases)):
        if (release.kind, release.object_id) == (Release.Kind.ACT, act):
            told = next((each for each in release.fields["clauses"] if each["clause"] == clause), None)
            now = [told[word] for word in words] if told else None
            if before is not None and now != before:
                found.append(release)
            before = now if now is not None else before
    return tuple(found)


def told(record: Record, ours: Ours, *, today: date | None = None) -> list[Event]:
    """Every event of the record and of what is released, in order. No query."""
    teller = _Teller(record, ours, today or timezone.localdate())
    return sorted(teller.events(), key=lambda each: (each.anchor, each.rank))


def folded(events: Iterable[Event]) -> list[Event]:
    """The same events, those of one kind, stage, day and word as one of them, in the place of the first.

    Folded are amendments tabled, changed and decided without a division: hundreds of them would hide the rest.
    """
    groups: dict[tuple[Any, ...], list[Event]] = {}
    for each in events:
        one = (each.kind, each.stage, each.on, each.official, each.is_known_since)
        groups.setdefault(one if each.kind in FOLDED else (each.key,), []).append(each)
    return [found[0] if len(found) == 1 else _one_of(found) for found in groups.values()]


def _one_of(found: Sequence[Event]) -> Event:
    first = found[0]
    day = first.on.isoformat() if first.on else "undated"
    word = slugify(first.official)
    is_named = len(found) <= MOST_NAMED and all(each.title.startswith("Amendment ") for each in found)
    return replace(
        first,
        key=f"{first.kind}-{word}-in-{first.stage}-{day}",
        title=_labelled(found) if is_named else count_of(len(found), "amendment"),
        url=first.zoom,
        plain=first.plain if first.is_decision else "",
        by=and_list(sorted({each.by for each in found})) if len({each.by for each in found}) <= 2 else "",
        remark="",
        asks=frozenset().union(*(each.asks for each in found)),
        size=len(found),
    )


def _labelled(found: Sequence[Event]) -> str:
    """ "Amendments 3 and 4", "Amendments (a) and (b) to 72"."""
    labels = [each.title.removeprefix("Amendment ") for each in found]
    ends = {label.partition(" to ")[2] for label in labels}
    if len(ends) == 1 and "" not in ends:
        return f"Amendments {and_list(label.partition(' to ')[0] for label in labels)} to {ends.pop()}"
    return f"Amendments {and_list(labels)}"


def as_at(events: Iterable[Event], day: date | None) -> list[Event]:
    """The events that had surely happened by the end of a day, in their order: always the beginning of the whole."""
    return [each for each in events if day is None or each.anchor <= day]


class _Teller:
    """Turns one record and what is released into events."""

    def __init__(self, record: Record, ours: Ours, today: date) -> None:
        self.record, self.ours, self.today = record, ours, today
        self.bill, self.course = record.bill, record.course
        self.addresses = record.bill.historic.get("addresses", {})
        self.days = {pk: record.course.days(pk) for pk in record.course.stages}
        self.order = {pk: place for place, pk in enumerate(record.course.stages)}
        self.ends = self._ends()
        self.asks_of_amendment, self.asks_of_division = self._asks()
        self.assent = next(
            (
                days[0]
                for pk, days in self.days.items()
                if days and record.course.stages[pk].kind_id_received == StageKind.ROYAL_ASSENT
            ),
            None,
        )

    def events(self) -> Iterator[Event]:
        """All, in no order."""
        yield from self._passage()
        yield from (self._document(each) for each in self.course.documents)
        yield from self._amendments()
        yield from (self._division(each) for each in self.record.divisions)
        yield from self._provisions()
        yield from self._ours()

    def _ends(self) -> dict[int | None, date]:
        """By which day a stage is surely over: its last one, else the first of the next stage that has any."""
        found: dict[int | None, date] = {None: NEVER}
        later = NEVER
        for pk in reversed(list(self.course.stages)):
            days = self.days[pk]
            found[pk] = days[-1] if days else later
            later = days[0] if days else later
        return found

    def _asks(self) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
        amendments: dict[int, set[int]] = defaultdict(set)
        divisions: dict[int, set[int]] = defaultdict(set)
        for ask in self.ours.asks:
            for pk in ask.amendments:
                amendments[pk].add(ask.pk)
            for pk in ask.divisions:
                divisions[pk].add(ask.pk)
        return amendments, divisions

    def _event(
        self,
        kind: Kind,
        key: str,
        on: date | None,
        stage: int | None,
        *places: Any,
        is_late: bool = False,
        **facts: Any,
    ) -> Event:
        row = self.course.stages.get(stage) if stage else None
        anchor = on or self.ends.get(stage, NEVER)
        order = self.order.get(stage or 0, len(self.order))
        rank = (kind in OURS, order, is_late, WEIGHT[kind], *places, key)
        placed = {"house": row.house, "stage": row.pk, "place": place_of(row)} if row else {}
        return Event(key, kind, on, anchor, rank, **{**placed, **facts})

    # ---- Parliament's record ----

    def _sources(self, historic: Mapping[str, Any], address: str = "", words: str = "") -> dict[str, Any]:
        """`sources`, `checked_at` and `mark` of a fact: from a historic record, or from Parliament's own pages."""
        if named := historic.get("sources", ()):
            found = [Named(key, self.addresses.get(key, "")) for key in named]
            return {"sources": tuple(map(_historic_source, found)), "mark": historic.get("evidence", "")}
        url = address if is_web_address(address) else self.bill.parliament_url
        stated = Source(words or "Parliament’s own page", url)
        here = Source("Made up for the demonstration" if self.bill.is_fictional else "The record here", "")
        return {"sources": (stated if url else here,), "checked_at": self.record.check.complete_at}

    def _passage(self) -> Iterator[Event]:
        for pk, stage in self.course.stages.items():
            is_assent = stage.kind_id_received == StageKind.ROYAL_ASSENT
            of_a_house = stage.house in (House.COMMONS, House.LORDS)
            kind = Kind.ASSENT if is_assent else Kind.SITTING if of_a_house else Kind.STAGE
            by_day: dict[Any, list[Any]] = defaultdict(list)
            for sitting in self.course.sittings.get(pk, ()):
                by_day[sitting.date].append(sitting)
            for number, (day, sat) in enumerate(sorted(by_day.items()), 1):
                yield self._sitting(kind, stage, day, sat, number, is_one=len(by_day) == 1)
            if not by_day:
                yield self._without_sitting(stage, is_assent=is_assent)

    def _sitting(
        self, kind: Kind, stage: BillStage, day: date, sat: Sequence[Any], number: int, *, is_one: bool
    ) -> Event:
        notes = [", ".join(filter(None, (each.part, each.note))) for each in sat]
        title = stage.description if is_one else f"{stage.description}, day {number}"
        is_ahead = day > self.today
        return self._event(
            kind,
            f"sitting-{sat[0].pk}",
            day,
            stage.pk,
            number,
            title=f"{title} (announced)" if is_ahead else title,
            url=stage.get_absolute_url() if stage.is_amendable else "",
            official=str(stage.historic.get("act", "")),
            plain=_plain_of(stage, kind),
            remark="; ".join(filter(None, notes)),
            is_ahead=is_ahead,
            **self._sources(stage.historic, stage.parliament_url),
        )

    def _without_sitting(self, stage: BillStage, *, is_assent: bool) -> Event:
        stated = next(
            (stage.historic[name] for name in ("published", "ordered_printed") if name in stage.historic), ""
        )
        return self._event(
            Kind.ASSENT if is_assent else Kind.STAGE,
            f"stage-{stage.pk}",
            _day(stated),
            stage.pk,
            title=stage.description,
            url=stage.get_absolute_url() if stage.is_amendable else "",
            official=str(stage.historic.get("paper", "")),
            plain=_plain_of(stage, Kind.STAGE),
            remark="" if stated else "No sitting on record",
            **self._sources(stage.historic, stage.parliament_url),
        )

    def _document(self, found: Document) -> Event:
        is_paper = found.what == PAPER
        days = self.days.get(found.stage or 0, [])
        # A print opens its stage; of an undated list it is only sure that it was there before the stage was over.
        on, facts = found.on, self._sources(found.historic, found.address)
        if found.house:
            facts["house"] = found.house
        event = self._event(
            Kind.PAPER if is_paper else Kind.PRINT,
            f"{found.what}-{found.pk}",
            on,
            found.stage,
            found.pk,
            title=(found.name or "List of amendments") if is_paper else f"{found.name}, {found.about}".strip(", "),
            official=found.about if is_paper and found.historic else "",
            plain="A dated list of the amendments tabled" if is_paper else "The Bill as printed at this point",
            **facts,
        )
        return replace(event, anchor=days[0]) if not is_paper and on is None and days else event

    def _amendments(self) -> Iterator[Event]:
        rows = self.record.amendments
        first_seen: dict[int, date] = {}
        for change in self.record.changes:
            row = rows.get(change["id"])
            if row is None or row.historic_key:
                continue
            on = change["effective_at"].astimezone(LONDON).date()
            if change["history_type"] == "+":
                first_seen.setdefault(row.pk, on)
            elif grades := [grade for grade in GRADES[:2] if grade in change["grades"].split()]:
                yield self._changed(row, change["history_id"], on, grades)
        for row in rows.values():
            if event := self._tabled(row, first_seen.get(row.pk)):
                yield event
            if row.historic_key and not is_decided(row):
                yield self._not_found(row)
        yield from self._decisions()

    def _of(self, kind: Kind, key: str, on: date | None, row: Any, **facts: Any) -> Event:
        """An event of one amendment."""
        return self._event(
            kind,
            key,
            on,
            row.stage_id,
            row.pk,
            is_late=on is None,
            **{
                "title": called(row),
                "url": row.get_absolute_url(),
                "asks": frozenset(self.asks_of_amendment.get(row.pk, ())),
                "by": _mover(row),
                **self._sources(row.historic, parliament_url(row)),
                **facts,
            },
        )

    def _tabled(self, row: Any, first_seen: date | None) -> Event | None:
        tabled = row.tabled_at.astimezone(LONDON).date() if row.tabled_at else row.listed_on
        on = tabled or first_seen
        if on is None and is_decided(row):
            return None  # its decision tells of it
        if on is None and row.historic_key:
            return None  # what came of it was not found: said by that event
        return self._of(
            Kind.TABLED,
            f"tabled-{row.pk}",
            on,
            row,
            official="Tabled",
            plain=row.gist or f"It would {purpose(row)}",
            is_known_since=tabled is None and on is not None,
        )

    def _not_found(self, row: Any) -> Event:
        """An attempt of a historic record of which no source tells the end."""
        return self._of(
            Kind.DECIDED,
            f"decided-{row.pk}",
            row.attempted_on,
            row,
            official=NOT_FOUND,
            plain=row.gist,
            outcome=OPEN,
            remark=str(row.historic.get("decision_told", "")),
        )

    def _changed(self, row: Any, history_id: int, on: date, grades: Sequence[str]) -> Event:
        words = and_list(CHANGE_WORDS[grade].lower() for grade in grades).capitalize()
        return self._of(Kind.CHANGED, f"changed-{history_id}", on, row, official=f"{words} changed")

    def _decisions(self) -> Iterator[Event]:
        divisions: dict[int, tuple[Division, ...]] = {}
        for each in self.record.divisions:
            for pk in self.record.decides.get(each.pk, ()):
                divisions[pk] = (*divisions.get(pk, ()), each)
        stated = ((each["id"], each["decision"], each["effective_at"]) for each in self.record.changes)
        facts = DayFacts(divisions, {pk: set(days) for pk, days in self.days.items()}, stated)
        for found in decided_by(self.record.amendments.values(), facts):
            if found.divisions:
                continue  # the division is the event
            word = decision(found.amendment.decision)
            yield self._of(
                Kind.DECIDED,
                f"decided-{found.amendment.pk}",
                found.on,
                found.amendment,
                official=word.official,
                plain=word.plain,
                outcome=word.outcome,
                remark=str(found.amendment.historic.get("decision_told", "")),
                is_known_since=found.is_known_since,
            )

    def _division(self, row: Division) -> Event:
        decided = [
            self.record.amendments[pk] for pk in self.record.decides.get(row.pk, ()) if pk in self.record.amendments
        ]
        words = {decision(each.decision) for each in decided if is_decided(each) and self._was_last(row, each.pk)}
        word = words.pop() if len(words) == 1 else None
        asks = set(self.asks_of_division.get(row.pk, ()))
        for each in decided:
            asks |= self.asks_of_amendment.get(each.pk, set())
        stage = row.stage_id or (decided[0].stage_id if decided else None)
        return self._event(
            Kind.DIVISION,
            f"division-{row.pk}",
            london_day(row),
            stage,
            row.date.timestamp() if row.date else 0,
            row.number or 0,
            row.pk,
            is_late=row.date is None,
            title=and_list(map(called, decided)) if decided else row.title,
            house=row.house,
            url=reverse("division", args=[row.pk]),
            official=word.official if word else "",
            plain=row.title if decided else "",
            outcome=word.outcome if word else "",
            vote=result_words(row),
            by=and_list(sorted({_mover(each) for each in decided} - {""})),
            remark=str(row.historic.get("remark", "")),
            asks=frozenset(asks),
            division=row.pk,
            **self._sources(row.historic, _division_address(row, self.bill), "Parliament’s record of the vote"),
        )

    def _was_last(self, division: Division, amendment: int) -> bool:
        on_it = [each.pk for each in self.record.divisions if amendment in self.record.decides.get(each.pk, ())]
        return not on_it or on_it[-1] == division.pk

    # ---- what is released of ours ----

    def _provisions(self) -> Iterator[Event]:
        stage = next(
            (pk for pk, row in self.course.stages.items() if row.kind_id_received == StageKind.ROYAL_ASSENT), None
        )
        found: dict[str, Event] = {}
        for ask in self.ours.asks:
            for link in ask.fields["links"]:
                if not (section := link["act_section"]):
                    continue
                key = f"provision-{slugify(section)}"
                before = found.get(key)
                url = link["act_url"] if is_web_address(link["act_url"]) else ""
                found[key] = self._event(
                    Kind.PROVISION,
                    key,
                    self.assent,
                    stage,
                    section,
                    is_late=self.assent is None,
                    title=f"{section[:1].upper()}{section[1:]} of the Act",
                    url=url,
                    official="Enacted",
                    plain=f"As the coalition says, {RELATIONS.get(link['relation'], '').lower()}",
                    sources=(
                        Source("The Act, at legislation.gov.uk" if "legislation.gov.uk" in url else "The Act", url),
                    ),
                    asks=frozenset({ask.pk, *(before.asks if before else ())}),
                )
        yield from found.values()

    def _ours(self) -> Iterator[Event]:
        for text in self.ours.texts:
            yield self._text(text)
        for text in self.ours.rewordings:
            yield replace(
                self._text(text),
                key=f"wording-{text.pk}",
                on=timezone.localdate(text.public_from),
                anchor=timezone.localdate(text.public_from),
                official="Published with other words",
            )
        for ask in self.ours.asks:
            yield self._asked(ask)
            yield from self._judged(ask)
        for paper in self.ours.papers:
            yield self._paper(paper)

    def _text(self, text: Release) -> Event:
        clauses = {each["clause"] for each in text.fields.get("clauses", ())}
        asks = {ask.pk for ask in self.ours.asks if clauses & set(ask.fields["rests_on"])}
        is_ours = text.fields["kind"] == AlternativeAct.Kind.ALTERNATIVE
        return self._event(
            Kind.ASKED if is_ours else Kind.TEXT,
            f"text-{text.object_id}",
            _day(text.fields["published_on"] or "") or self._since(text),
            None,
            text.object_id,
            title=text.fields["title"],
            url=reverse("coalition:public-act", args=[text.object_id]),
            official=kind_words(Release.Kind.ACT, text.fields),
            plain="Asks rest on this text" if asks else "",
            by=text.fields["author"],
            sources=(_own_source(text.fields["source_url"], "As published here"),),
            asks=frozenset(asks),
        )

    def _asked(self, ask: AskTold) -> Event:
        return self._event(
            Kind.ASKED,
            f"ask-{ask.pk}",
            timezone.localdate(self.ours.first[Release.Kind.ASK, ask.pk]),
            None,
            ask.pk,
            title=ask.title,
            url=reverse("coalition:public-ask", args=[ask.pk]),
            official="Ask published here",
            plain=ask.fields["summary"],
            by=self.ours.name,
            sources=(Source("As published here", ""),),
            asks=frozenset({ask.pk}),
        )

    def _judged(self, ask: AskTold) -> Iterator[Event]:
        seen: dict[str, int] = defaultdict(int)
        for each in sorted(ask.fields["outcomes"], key=lambda outcome: outcome["on"]):
            seen[each["on"]] += 1
            again = f"-{seen[each['on']]}" if seen[each["on"]] > 1 else ""
            yield self._event(
                Kind.JUDGED,
                f"judged-{ask.pk}-{each['on']}{again}",
                date.fromisoformat(each["on"]),
                None,
                ask.pk,
                seen[each["on"]],
                title=ask.title,
                url=reverse("coalition:public-ask", args=[ask.pk]),
                plain=each["summary"],
                judgement=each["judgement"],
                remark=each["source_note"],
                quotation=each["quotation"],
                by=self.ours.name,
                sources=(_own_source(each["source_url"], "Our own judgement"),),
                asks=frozenset({ask.pk}),
            )

    def _paper(self, paper: Release) -> Event:
        return self._event(
            Kind.PUBLISHED,
            f"published-{paper.object_id}",
            self._since(paper),
            None,
            paper.object_id,
            title=paper.fields["title"],
            url=reverse("coalition:public-paper", args=[paper.object_id]),
            official=kind_words(Release.Kind.BRIEFING, paper.fields),
            by=and_list(paper.fields["signatories"]) or self.ours.name,
            sources=(Source("As published here", ""),),
            asks=frozenset(paper.fields["asks"]) & {ask.pk for ask in self.ours.asks},
        )

    def _since(self, release: Release) -> date:
        return timezone.localdate(self.ours.first[release.kind, release.object_id])


def place_of(stage: BillStage) -> str:
    """A stage with its House: "Report stage (Lords)"; without what is no House's."""
    return str(stage) if stage.house in (House.COMMONS, House.LORDS) else stage.description


def _plain_of(stage: BillStage, kind: Kind) -> str:
    if kind == Kind.ASSENT:
        return "The Bill became an Act"
    return PLAIN.get(stage.kind_id_received or 0, "")


def called(row: Any) -> str:
    """What it is called; one without a number by what it is."""
    return (
        f"Unnumbered {NEW_PROVISION[row.op].lower()}" if not row.number and row.op in NEW_PROVISION else title_of(row)
    )


def _mover(row: Any) -> str:
    """Who moved it or leads it, and how many others stand on it."""
    name = str(row.historic.get("mover") or row.lead or "")
    others = (row.names or 1) - 1
    return f"{name} and {count_of(others, 'other')}" if name and others else name


def _division_address(row: Division, bill: Bill) -> str:
    if row.division_id is None or bill.is_fictional:
        return ""
    return f"https://votes.parliament.uk/votes/{row.house.lower()}/division/{row.division_id}"


def _historic_source(named: Named) -> Source:
    if named.is_link:
        return Source(f"{named.host} ({named.key})", named.address)
    return Source(f"{named.address or 'address not recorded'} ({named.key})", "")


def _own_source(address: str, otherwise: str) -> Source:
    if not is_web_address(address):
        return Source(otherwise, "")
    return Source((urlsplit(address).hostname or "").removeprefix("www."), address)


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
