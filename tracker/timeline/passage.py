"""The Bill's passage as events: stages, sittings, prints and lists of amendments."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from bills.models import BillStage, House, StageKind
from bills.publications import is_web_address
from tracker.timeline.course import PAPER, Document
from tracker.timeline.events import Event, Kind, Words
from tracker.timeline.placing import Placing, day_of

PLAIN = {
    **dict.fromkeys((1, 6), "The Bill is brought in, without a debate"),
    **dict.fromkeys((2, 7), "A debate on what the Bill is for"),
    **dict.fromkeys((3, 8, 48, 49), "The Bill is gone through, line by line"),
    **dict.fromkeys((4, 9), "The Bill as amended is looked at again, and more changes are proposed"),
    **dict.fromkeys((5, 10), "The last look at the Bill in this House"),
    **dict.fromkeys((12, 13, 42), "One House answers the changes that the other made"),
}
"""Our plain words for a kind of stage (the Bills API's stageId)."""


class PassageEvents:
    """The stages, sittings, prints and lists of a Bill."""

    def __init__(self, placing: Placing) -> None:
        self.placing = placing

    def events(self) -> Iterator[Event]:
        """All, in no order."""
        yield from self._passage()
        yield from (self._document(each) for each in self.placing.course.documents)

    def _passage(self) -> Iterator[Event]:
        for pk, stage in self.placing.course.stages.items():
            is_assent = stage.kind_id_received == StageKind.ROYAL_ASSENT
            of_a_house = stage.house in (House.COMMONS, House.LORDS)
            kind = Kind.ASSENT if is_assent else Kind.SITTING if of_a_house else Kind.STAGE
            by_day: dict[Any, list[Any]] = defaultdict(list)
            for sitting in self.placing.course.sittings.get(pk, ()):
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
        is_ahead = day > self.placing.today
        return self.placing.event(
            kind,
            f"sitting-{sat[0].pk}",
            day,
            stage.pk,
            self._about(stage, f"{title} (announced)" if is_ahead else title),
            number,
            official=str(stage.historic.get("act", "")),
            plain=_plain_of(stage, kind),
            remark="; ".join(filter(None, notes)),
            is_ahead=is_ahead,
        )

    def _without_sitting(self, stage: BillStage, *, is_assent: bool) -> Event:
        stated = next(
            (stage.historic[name] for name in ("published", "ordered_printed") if name in stage.historic), ""
        )
        return self.placing.event(
            Kind.ASSENT if is_assent else Kind.STAGE,
            f"stage-{stage.pk}",
            day_of(stated),
            stage.pk,
            self._about(stage, stage.description),
            official=str(stage.historic.get("paper", "")),
            plain=_plain_of(stage, Kind.STAGE),
            remark="" if stated else "No sitting on record",
        )

    def _about(self, stage: BillStage, title: str) -> Words:
        url = stage.get_absolute_url() if stage.is_amendable else ""
        return Words(title, url, **self.placing.sources(stage.historic, stage.parliament_url))

    def _document(self, found: Document) -> Event:
        is_paper = found.what == PAPER
        days = self.placing.days.get(found.stage or 0, [])
        address = found.address if is_web_address(found.address) else ""
        title = (found.name or "List of amendments") if is_paper else f"{found.name}, {found.about}".strip(", ")
        named = found.house.removeprefix("House of ")  # papers write "House of Commons", data and historic "Commons"
        house: dict[str, Any] = {"house": named} if named in (House.COMMONS, House.LORDS) else {}
        event = self.placing.event(
            Kind.PAPER if is_paper else Kind.PRINT,
            f"{found.what}-{found.pk}",
            found.on,
            found.stage,
            Words(title, **self.placing.sources(found.historic, address)),
            found.pk,
            official=found.about if is_paper and found.historic else "",
            plain="A dated list of the amendments tabled" if is_paper else "The Bill as printed at this point",
            **house,
        )
        # A print opens its stage; of an undated list it is only sure that it was there before the stage was over.
        return event._replace(anchor=days[0]) if not is_paper and found.on is None and days else event


def _plain_of(stage: BillStage, kind: Kind) -> str:
    if kind == Kind.ASSENT:
        return "The Bill became an Act"
    return PLAIN.get(stage.kind_id_received or 0, "")
