"""The clash radar: amendments of a stage that cannot both stand, and those whose target a newer print moved or lost.

Only what is still undecided, or was agreed, can clash; two that were both agreed are Parliament's own affair. Nothing
is concluded for those that could not be found in their print: they are counted.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from amendments.decisions import MADE, OPEN, decision
from amendments.engine.carried import Carried, carried
from amendments.engine.conflict import Clash, clashes
from amendments.engine.grammar import read
from amendments.engine.instruction import Instruction, Tabled
from amendments.engine.locate import Located, locate
from amendments.interpret import addressed, addressed_by
from amendments.models import Amendment, AmendmentPaper
from amendments.scenario import as_named
from amendments.tabled import has_words
from amendments.tabled_to import tabled_to_among
from amendments.wording import provision_words, title_of
from bills.addresses import address
from bills.models import BillPrint, BillStage
from bills.prints import comparison_of

PLACES_IN_MEMORY = 4000
_NEW = ("new_clause", "new_schedule")


@dataclass(frozen=True, slots=True)
class Named:
    """An amendment by its name and address alone: a radar is kept, and must be small."""

    pk: int
    bill_id: int
    title: str

    @classmethod
    def of(cls, amendment: Amendment) -> "Named":
        """This amendment."""
        return cls(amendment.pk, amendment.bill_id, title_of(amendment))

    def get_absolute_url(self) -> str:
        """As that of the amendment."""
        return address("amendments:detail", self.bill_id, self.pk)


@dataclass(frozen=True, slots=True)
class Clashing:
    """One amendment and those that cannot stand beside it; `kind` as in amendments.engine.conflict."""

    kind: str
    one: Named
    others: tuple[Named, ...]

    @property
    def pair(self) -> tuple[Named, ...]:
        """All of them."""
        return (self.one, *self.others)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The sentence in pieces, (words, address), the address "" for what leads nowhere."""
        many = len(self.others) > 1
        joint = {"inside what is left out": " leaves out words that "}.get(self.kind, " and ")
        end = {
            "inside what is left out": " need." if many else " needs.",
            "same words": " change the same words.",
        }.get(self.kind, " each take away a part of the same words.")
        found = [(self.one.title, self.one.get_absolute_url()), (joint, "")]
        for at, each in enumerate(self.others):
            gap = "" if not at else " and " if at == len(self.others) - 1 else ", "
            found += [(gap, ""), (each.title, each.get_absolute_url())]
        return [*found, (end, "")]


@dataclass(frozen=True, slots=True)
class Moved:
    """An amendment whose target is elsewhere, changed or gone in a newer print. `sentence` says where, if certain."""

    amendment: Named
    state: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Radar:
    """What was found. `examined` amendments were found in their print, `unread` were not."""

    clashing: tuple[Clashing, ...] = ()
    moved: tuple[Moved, ...] = ()
    examined: int = 0
    unread: int = 0

    def about(self, amendments: Iterable[int]) -> tuple[list[Clashing], list[Moved]]:
        """What concerns any of these amendments."""
        wanted = set(amendments)
        return (
            [each for each in self.clashing if wanted & {row.pk for row in each.pair}],
            [each for each in self.moved if each.amendment.pk in wanted],
        )


def is_open(amendment: Amendment) -> bool:
    """Whether Parliament lists it and has not disposed of it."""
    outcome = decision(amendment.decision).outcome
    return amendment.is_listed and not amendment.stated_withdrawn and outcome in (OPEN, "")


def radar_of(
    stage: BillStage, amendments: Sequence[Amendment], prints: Sequence[BillPrint], papers: Sequence[AmendmentPaper]
) -> Radar:
    """The radar over the amendments of a stage. No query but those of `tabled_to_among`, its prints in memory."""
    standing = [row for row in amendments if has_words(row) and (is_open(row) or _was_made(row))]
    if not any(is_open(row) for row in standing):
        return Radar()
    tabled_to = tabled_to_among(standing, stage, prints, papers)
    found: list[Clashing] = []
    moved: list[Moved] = []
    examined = 0
    for printed in {each.printed.pk: each.printed for each in tabled_to.values() if each.printed}.values():
        rows = [row for row in standing if tabled_to[row.pk].printed == printed]
        located = list(_located_in(printed, rows))
        examined += len(located)
        found += _clashing(located)
        newest = _newer(printed, prints)
        if newest:
            moved += _moved(printed, newest, located)
    return Radar(tuple(found), tuple(moved), examined, len(standing) - examined)


def _was_made(amendment: Amendment) -> bool:
    return decision(amendment.decision).outcome == MADE


def _located_in(printed: BillPrint, rows: Sequence[Amendment]) -> Iterator[tuple[Located, Amendment]]:
    """Those that order a change to words of the print and are found there; new clauses clash with nothing."""
    for tabled, row in as_named(rows).items():
        found = place_of(printed, tabled)
        if found is not None:
            yield found, row


def place_of(printed: BillPrint, tabled: Tabled) -> Located | None:
    """Where an amendment bites in its print; None where it was refused, or brings a new clause. Kept in memory."""
    return _place_of(printed.pk, printed.sha256, tabled)


@lru_cache(maxsize=PLACES_IN_MEMORY)
def _place_of(pk: int, sha256: str, tabled: Tabled) -> Located | None:
    words = addressed_by(pk, sha256)
    order = read(tabled)
    if words is None or not isinstance(order, Instruction) or order.op in _NEW:
        return None
    found = locate(tabled.number, order, words)
    return found if isinstance(found, Located) else None


def _clashing(located: Sequence[tuple[Located, Amendment]]) -> list[Clashing]:
    """The clashes of one print in which something is still open; what one amendment leaves out is told once."""
    row_of = {found.number: row for found, row in located}
    grouped: dict[tuple[str, str], list[Clash]] = {}
    for clash in clashes([found.edit for found, _ in located]):
        if is_open(row_of[clash.one]) or is_open(row_of[clash.other]):
            grouped.setdefault((clash.kind, clash.one), []).append(clash)
    return [
        Clashing(kind, Named.of(row_of[one]), tuple(Named.of(row_of[each.other]) for each in found))
        for (kind, one), found in grouped.items()
    ]


def _newer(printed: BillPrint, prints: Sequence[BillPrint]) -> BillPrint | None:
    """The newest print of the Bill, where that came out after this one; `prints` are oldest first."""
    dated = [each for each in prints if each.published_on]
    newest = dated[-1] if dated else None
    if newest is None or printed.published_on is None or newest.published_on is None:
        return None
    return newest if newest.published_on > printed.published_on else None


def _moved(printed: BillPrint, newest: BillPrint, located: Sequence[tuple[Located, Amendment]]) -> Iterator[Moved]:
    for found, row in located:
        now = place_in(newest, found, printed) if is_open(row) else None
        if now and now.state != "stands":
            yield Moved(Named.of(row), now.state, now_words(now, newest))


def newest_place(printed: BillPrint, tabled: Tabled, prints: Sequence[BillPrint]) -> str:
    """Where the target of an amendment stands in the newest print, in words; "" where its own print is the newest."""
    newest = _newer(printed, prints)
    found = place_of(printed, tabled) if newest else None
    now = place_in(newest, found, printed) if newest and found else None
    return now_words(now, newest) if now and newest else ""


def place_in(newest: BillPrint, found: Located, printed: BillPrint) -> Carried | None:
    """What the newest print made of a target; None where either print cannot be read."""
    old, new = addressed(printed), addressed(newest)
    if old is None or new is None:
        return None
    return carried(found, old, new, comparison_of(printed, newest))


def now_words(now: Carried, newest: BillPrint) -> str:
    """The new place in a sentence, with the print it is of."""
    day = f" of {newest.published_on:%-d %B %Y}" if newest.published_on else ""
    name = f"{newest.print_number or newest.stage_words or 'the newest print'}{day}"
    place = provision_words(now.address) or "a place without a number"
    if now.state == "gone":
        return f"What it would change is not in {name} any more."
    if now.state == "changed":
        now_at = f"{place[:1].lower()}{place[1:]}"
        return f"In {name} the words it would change are not as they were; they stood in what is now {now_at}."
    line = f", page {now.line[0]}, line {now.line[1]}" if now.line else ""
    return f"In {name} its place is {place[:1].lower()}{place[1:]}{line}."
