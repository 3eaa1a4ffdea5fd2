"""Amendments as events: tabled, changed, decided, divided on; and decisions that were taken back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from amendments.changes import GRADES
from amendments.decision_days import TAKEN_BACK, DayFacts, decided_by, is_decided, london_day, taken_back
from amendments.decisions import MADE, NOT_MADE, OPEN, decision
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
from bills.models import Bill, Division
from tracker.divisions.result import AGREED, NOT_AGREED, result_of
from tracker.templatetags.evidence import result_words
from tracker.timeline.events import Event, Kind, Source, Words
from tracker.timeline.placing import LAST, Placing
from tracker.timeline.record import Record

NO_ASKS: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class AboutAmendment:
    """What all events of an amendment tell alike, put into words when it is asked for."""

    row: Any
    placing: Placing = field(compare=False, repr=False)

    @property
    def title(self) -> str:
        """What it is called."""
        return called(self.row)

    @property
    def url(self) -> str:
        """Its own page here."""
        return str(self.row.get_absolute_url())

    @property
    def by(self) -> str:
        """Who moved it or leads it, and how many others stand on it."""
        return _mover(self.row)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The record's, or Parliament's page of it."""
        return self.placing.named_sources(self.row.historic, parliament_url(self.row))

    @property
    def checked_at(self) -> datetime | None:
        """When we last read Parliament's own pages."""
        return self.placing.checked_at(self.row.historic)

    @property
    def mark(self) -> str:
        """How sure a historic record is of it."""
        return self.placing.mark(self.row.historic)


class AmendmentEvents:
    """What Members tabled, how it changed, what was decided, and the divisions."""

    def __init__(self, placing: Placing, record: Record) -> None:
        self.placing, self.record = placing, record
        self.about = {row.id: AboutAmendment(row, placing) for row in record.amendments.values()}

    def events(self) -> Iterator[Event]:
        """All, in no order."""
        yield from self._amendments()
        yield from (self._division(each) for each in self.record.divisions)

    def _amendments(self) -> Iterator[Event]:
        rows = self.record.amendments
        first_seen: dict[int, date] = {}
        for change in self.record.changes:
            row = rows.get(change["id"])
            if row is None or row.historic_key:
                continue
            on = change["effective_at"].astimezone(LONDON).date()
            if change["history_type"] == "+":
                first_seen.setdefault(row.id, on)
            elif words := _changed_words(change["grades"]):
                yield self._of(
                    Kind.CHANGED, f"changed-{change['history_id']}", on, row, change["history_id"], official=words
                )
        for row in rows.values():
            if event := self._tabled(row, first_seen.get(row.id)):
                yield event
            if row.historic_key and not is_decided(row):
                yield self._not_found(row)
        yield from self._decisions()
        yield from self._taken_back()

    def _of(self, kind: Kind, key: str, on: date | None, row: Any, turn: float = LAST, **facts: Any) -> Event:
        """An event of one amendment; `turn` orders those of one kind on one day."""
        about, asks = self.about[row.id], self.placing.asks_of_amendment.get(row.id, NO_ASKS)
        return self.placing.event(
            kind, key, on, row.stage_id, about, row.id, turn, is_late=on is None, asks=asks, **facts
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
            f"tabled-{row.id}",
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

    def _decisions(self) -> Iterator[Event]:
        divisions: dict[int, tuple[Division, ...]] = {}
        for each in self.record.divisions:
            for pk in self.record.decides.get(each.pk, ()):
                divisions[pk] = (*divisions.get(pk, ()), each)
        stated = ((each["id"], each["decision"], each["effective_at"]) for each in self.record.changes)
        facts = DayFacts(divisions, {pk: set(days) for pk, days in self.placing.days.items()}, stated)
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

    def _taken_back(self) -> Iterator[Event]:
        """Decisions that Parliament's data stated and no longer states: as they were, and when they went."""
        for gone in taken_back(self.record.changes):
            row = self.record.amendments.get(gone.amendment)
            if row is None or row.historic_key:
                continue
            before, after = decision(gone.before), decision(gone.after)
            since, until = (at.astimezone(LONDON).date() for at in (gone.since, gone.until))
            yield self._of(
                Kind.DECIDED,
                f"decided-{row.pk}-{gone.first}",
                since,
                row,
                gone.first,
                official=before.official,
                plain=before.plain,
                outcome=before.outcome,
                remark=f"Parliament’s data said so until {date_format(until, 'j F Y')}",
                is_known_since=True,
            )
            yield self._of(
                Kind.DECIDED,
                f"taken-back-{gone.last}",
                until,
                row,
                gone.last,
                official=TAKEN_BACK if after.outcome == OPEN else "Decision corrected",
                plain=f"Parliament’s data had said “{before.official}”; then it said “{after.official}”",
                outcome=OPEN,
                is_known_since=True,
            )

    def _division(self, row: Division) -> Event:
        decided = [
            self.record.amendments[pk] for pk in self.record.decides.get(row.pk, ()) if pk in self.record.amendments
        ]
        words = {decision(each.decision) for each in decided if is_decided(each) and self._was_last(row, each.pk)}
        word = words.pop() if len(words) == 1 else None
        asks = set(self.placing.asks_of_division.get(row.pk, ()))
        for each in decided:
            asks |= self.placing.asks_of_amendment.get(each.pk, NO_ASKS)
        stage = row.stage_id or (decided[0].stage_id if decided else None)
        about = Words(
            title=and_list(map(called, decided)) if decided else row.title,
            url=reverse("division", args=[row.pk]),
            by=and_list(sorted({_mover(each) for each in decided} - {""})),
            **self.placing.sources(
                row.historic, _division_address(row, self.placing.bill), "Parliament’s record of the vote"
            ),
        )
        return self.placing.event(
            Kind.DIVISION,
            f"division-{row.pk}",
            london_day(row),
            stage,
            about,
            row.date.timestamp() if row.date else 0,
            row.number or 0,
            row.pk,
            is_late=row.date is None,
            house=row.house,
            official=word.official if word else "",
            plain=row.title if decided else "",
            outcome=word.outcome if word else "" if decided else _outcome_of(row),
            vote=result_words(row),
            remark=str(row.historic.get("remark", "")),
            asks=frozenset(asks),
            division=row.pk,
        )

    def _was_last(self, division: Division, amendment: int) -> bool:
        on_it = [each.pk for each in self.record.divisions if amendment in self.record.decides.get(each.pk, ())]
        return not on_it or on_it[-1] == division.pk


@cache
def _changed_words(grades: str) -> str:
    """What of an amendment a graded change changed; "" where it was neither its text nor its target."""
    told = [CHANGE_WORDS[grade].lower() for grade in GRADES[:2] if grade in grades.split()]
    return f"{and_list(told).capitalize()} changed" if told else ""


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


def _outcome_of(row: Division) -> str:
    """What came of a question that was on no amendment, as far as the figures tell; "" where they do not."""
    result = result_of(row.house, row.ayes, row.noes, row.facts, row.historic)
    return {AGREED: MADE, NOT_AGREED: NOT_MADE}.get(result.outcome, "")


def _division_address(row: Division, bill: Bill) -> str:
    if row.division_id is None or bill.is_fictional:
        return ""
    return f"https://votes.parliament.uk/votes/{row.house.lower()}/division/{row.division_id}"
