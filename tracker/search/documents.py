"""From rows to documents: what of a Bill, an amendment, a clause or a release can be found, and as what it shows.

Of the coalition's work nothing but `Release.fields` and the released version's text is read.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.utils.html import strip_tags

from amendments.decisions import decision
from amendments.models import Amendment
from amendments.wording import target_words, title_of
from bills.models import Bill, BillPrint
from bills.text.tree import Print, Provision
from coalition.markdown import REFERENCE
from coalition.models import Release
from tracker.search.asked import label_of
from tracker.search.expression import AROUND, FACET, NUMBER, NUMBER_NOW, TITLE
from tracker.search.models import SearchDocument
from tracker.search.words import bare_words, plain, stream

Kind = SearchDocument.Kind
RANKS = {
    Kind.BILL: 7,
    Kind.ASK: 6,
    Kind.PAPER: 5,
    Kind.ACT: 4,
    Kind.CLAUSE: 3,
    Kind.AMENDMENT: 2,
    Kind.PROVISION: 1,
}
"""Among equals a Bill comes first, then what the coalition published (side by side: RELEASED), then amendments, then
clauses of Bills."""
OURS = frozenset({Kind.ASK, Kind.PAPER, Kind.ACT, Kind.CLAUSE})
OUR_SUMMARY = "Summary in our words, not official wording"
LONGEST_TEXT = 100_000
"""Characters of a document that are kept to show and to find."""


COLUMNS = (
    *("id", "kind", "object_id", "bill_id", "stage_id", "release_id"),
    *("stage_words", "house", "decision", "hash", "title", "place", "text"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document to be written: the row of SearchDocument, and what it is found by.

    `around` is what it belongs to; `numbers` are the labels it has now, `numbers_then` those it ever had.
    """

    id: int
    kind: Kind
    object_id: int
    bill_id: int | None
    title: str
    text: str
    stage_id: int | None = None
    release_id: int | None = None
    stage_words: str = ""
    house: str = ""
    decision: str = ""
    place: str = ""
    around: str = ""
    numbers: Sequence[str] = ()
    numbers_then: Sequence[str] = ()
    facets: Sequence[str] = field(default=())

    def fingerprint(self) -> str:
        """Differs wherever anything that is shown or found differs."""
        return hashlib.blake2b(repr(self).encode("utf-8", "replace"), digest_size=16).hexdigest()

    def row(self, fingerprint: str) -> tuple[Any, ...]:
        """The values of the row that shows it, in the order of COLUMNS."""
        return (
            *(self.id, self.kind.value, self.object_id, self.bill_id, self.stage_id, self.release_id),
            *(self.stage_words, self.house, self.decision, fingerprint, self.title, self.place, self.text),
        )

    def words(self) -> list[str]:
        """The stream of words that it is found by, marks first, so that a long text cannot push them out."""
        marks = [
            *(FACET + each for each in self.facets),
            *(NUMBER_NOW + each for each in self.numbers),
            *(NUMBER + each for each in dict.fromkeys((*self.numbers, *self.numbers_then))),
        ]
        title = bare_words(self.title)
        return stream(
            [
                *marks,
                *(TITLE + each for each in title),
                *(AROUND + each for each in _known_words(self.around)),
                *title,
                *bare_words(self.text),
            ]
        )


@lru_cache(maxsize=2_000)
def _known_words(text: str) -> tuple[str, ...]:
    """Of a text that many documents share."""
    return tuple(bare_words(text))


def place_id(kind: Kind, day: date | datetime | None, number: int) -> int:
    """The id of a document: greater comes first among equals. `number` (below 2^40) makes it the only one."""
    at = day.date() if isinstance(day, datetime) else day
    days = min(max((at - date(1900, 1, 1)).days, 0), 0xFFFF) if at else 0
    return RANKS[kind] << 56 | days << 40 | number & 0xFF_FFFF_FFFF


def day_of(place: int) -> date | None:
    """The day in an id; None where its document has none."""
    days = place >> 40 & 0xFFFF
    return date(1900, 1, 1) + timedelta(days=days) if days else None


def range_of(kind: str) -> tuple[int, int]:
    """The lowest and the highest id of a kind."""
    rank = RANKS[Kind(kind)]
    return rank << 56, (rank + 1 << 56) - 1


RELEASED = (range_of(Kind.CLAUSE)[0], range_of(Kind.ASK)[1])
"""The ids of all that was copied from a release."""


@lru_cache(maxsize=5_000)
def facet(name: str, value: str) -> str:
    """One value of a facet as a word: "bill" and "12", "house" and "Lords"."""
    return name + "x" + "".join(filter(str.isalnum, value.casefold()))


def _facets(bill_id: int | None, house: str = "", stage: str = "", decided: str = "") -> tuple[str, ...]:
    given = {"bill": str(bill_id or ""), "house": house, "stage": stage, "decision": decided}
    return tuple(facet(name, value) for name, value in given.items() if value)


def _joined(*parts: str) -> str:
    return plain(" · ".join(part for part in parts if part))[:LONGEST_TEXT]


# ---- Parliament's record ----
def of_bill(bill: Bill, print_numbers: Iterable[str], sponsors: Iterable[str]) -> Document:
    """The Bill itself; found by the numbers of its prints too."""
    numbers = [number for number in dict.fromkeys(print_numbers) if number]
    return Document(
        id=place_id(Kind.BILL, bill.last_update, bill.pk),
        kind=Kind.BILL,
        object_id=bill.pk,
        bill_id=bill.pk,
        title=plain(bill.short_title),
        text=_joined(
            bill.long_title,
            strip_tags(bill.summary),
            f"Formerly {bill.former_short_title}." if bill.former_short_title else "",
            ", ".join(sponsors),
            ", ".join(numbers),
        ),
        house=bill.current_house,
        numbers=[label_of(number) for number in numbers],
        facets=_facets(bill.pk, bill.current_house),
    )


def of_amendment(
    amendment: Amendment, bill: Bill, names: Sequence[str], labels: Sequence[tuple[str, datetime]]
) -> Document:
    """An amendment with the names that stand on it, and its numbers and dates on every list, oldest first.

    Where nothing but our own summary is known of its text, its line says so.

    Its day among others is the one on which it was tabled, or first listed: it does not move with every list.
    """
    stage = amendment.stage
    first = labels[0][1] if labels else None
    title = title_of(amendment)
    decided = decision(amendment.decision).official if amendment.decision.strip() else ""
    is_ours = bool(amendment.gist) and not (amendment.text or amendment.summary_text)
    stage_words = str(stage)
    return Document(
        id=place_id(Kind.AMENDMENT, amendment.tabled_at or first, amendment.pk),
        kind=Kind.AMENDMENT,
        object_id=amendment.pk,
        bill_id=amendment.bill_id,
        stage_id=amendment.stage_id,
        title=plain(f"{title}: {amendment.heading}" if amendment.heading else title)[:1100],
        text=_joined(
            target_words(amendment),
            amendment.text or amendment.summary_text,
            amendment.statement,
            amendment.gist,
            amendment.note,
            ", ".join(names),
        ),
        stage_words=stage_words,
        house=stage.house,
        decision=decided,
        place=OUR_SUMMARY if is_ours else "",
        around=plain(f"{bill.short_title} {stage_words}"),
        numbers=[label_of(amendment.number)] if amendment.number else (),
        numbers_then=[label_of(each) for each, _ in labels if each],
        facets=_facets(amendment.bill_id, stage.house, stage_words, decided),
    )


def of_print(bill: Bill, printed: BillPrint) -> Iterator[Document]:
    """Clauses and Schedules of a print, each with all that stands in it; none of a print that cannot be read."""
    try:
        tree = Print.from_json(printed.tree)
    except ValueError:
        return
    wholes = [each for each in tree.all if each.kind in {"clause", "schedule"} and not each.is_quoted]
    for number, whole in enumerate(wholes[:4096]):
        yield _of_provision(bill, printed, whole, bill.pk << 12 | number)


def _of_provision(bill: Bill, printed: BillPrint, whole: Provision, number: int) -> Document:
    named = whole.number if whole.number[:1].isalpha() else f"{whole.kind.capitalize()} {whole.bare_number}".strip()
    words = " ".join(f"{each.number} {each.heading} {each.text}" for each in whole.walk())
    label = f"{whole.kind[0]}{whole.bare_number.casefold()}" if whole.bare_number else ""
    return Document(
        id=place_id(Kind.PROVISION, printed.published_on, number),
        kind=Kind.PROVISION,
        object_id=number,
        bill_id=bill.pk,
        title=plain(f"{named}: {whole.heading}" if whole.heading else named)[:1100],
        text=_joined(words),
        house=printed.house,
        place=plain(str(printed))[:400],
        around=plain(f"{bill.short_title} {printed.print_number}"),
        numbers=[label] if label else (),
        facets=_facets(bill.pk, printed.house),
    )


# ---- what the coalition published ----
def of_release(release: Release) -> Iterator[Document]:
    """What one release makes findable, from its fields alone; nothing of what says who the coalition is."""
    made = {Release.Kind.ASK: _of_ask, Release.Kind.BRIEFING: _of_paper, Release.Kind.ACT: _of_act}.get(
        Release.Kind(release.kind)
    )
    if made:
        yield from made(release, release.fields)


def _released(release: Release, kind: Kind, title: str, *texts: str, **facts: Any) -> Document:
    number = facts.pop("number", release.pk << 12)
    return Document(
        id=place_id(kind, release.public_from.astimezone(UTC), number),
        kind=kind,
        object_id=facts.pop("object_id", release.object_id),
        bill_id=release.bill_id,
        release_id=release.pk,
        title=plain(title)[:1100],
        text=_joined(*texts),
        around=plain(release.bill.short_title) if release.bill else "",
        facets=_facets(release.bill_id),
        **facts,
    )


def _of_ask(release: Release, told: Mapping[str, Any]) -> Iterator[Document]:
    outcomes = [f"{each['summary']} {each['quotation']}" for each in told["outcomes"]]
    grounds = [f"{each['instrument']} {each['place']} {each['quotation']}" for each in told["grounds"]]
    yield _released(release, Kind.ASK, told["title"], told["summary"], told["theme"], *outcomes, *grounds)


def _of_paper(release: Release, told: Mapping[str, Any]) -> Iterator[Document]:
    body = REFERENCE.sub(" ", release.version.body) if release.version else ""
    yield _released(release, Kind.PAPER, told["title"], MARKS.sub("", body), told["theme"], *told["signatories"])


MARKS = re.compile(r"^[#>\s]+|[*_`|]+|\]\([^)\s]*\)|(?<!\w)\[", re.MULTILINE)
"""The marks of Markdown, which nobody looks for."""


def _of_act(release: Release, told: Mapping[str, Any]) -> Iterator[Document]:
    yield _released(release, Kind.ACT, told["title"], told["note"], told["author"])
    for at, clause in enumerate(told["clauses"][:4095], start=1):
        number = clause["number"] if told["numbers_are_known"] else ""
        heading = clause["heading"] or plain(clause["text"])[:80] or "Clause"
        label = label_of(number)
        yield _released(
            release,
            Kind.CLAUSE,
            f"{number} {heading}",
            clause["text"],
            clause["notes"],
            number=release.pk << 12 | at,
            object_id=clause["clause"],
            place=told["title"],
            numbers=[f"c{label}", label] if label else (),
        )
