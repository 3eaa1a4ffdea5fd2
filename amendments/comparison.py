"""What changed in a stage between two of its lists, or between two days: graded, nothing stored.

Numbers, stars and places are those of the two lists; text, target, decision and names are those that stood at the two
moments. "Not on the later list" never means withdrawn (design law 2).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from amendments.changes import displaced
from amendments.history import Standing, amendments_at_each
from amendments.models import Amendment, AmendmentPaper
from amendments.querysets import Place, places_on
from amendments.story_names import NameChanges
from amendments.story_words import Change, substance_between
from amendments.wording import count_of, first_words, title_of, without_target
from bills.models import BillStage
from bills.text.numbering import amendment_sort_key

TOLD = ("text", "target", "decision")
GROUPED = {
    "signatures": ("list of names changed", "lists of names changed"),
    "number": ("amendment renumbered", "amendments renumbered"),
    "place": ("amendment moved in the list", "amendments moved in the list"),
    "star": ("star changed", "stars changed"),
    "typography": ("amendment with changed marks or layout only", "amendments with changed marks or layout only"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two states compared: the list that held then (None where there was none) and what stood.

    `unkept` are the amendments on the list of which no wording of that moment is kept, because the list was brought in
    after a newer one: they are shown as they stand today, and never compared in what they say.
    """

    title: str
    moment: datetime
    paper: AmendmentPaper | None
    places: dict[int, Place]
    standings: dict[int, Standing]
    unkept: frozenset[int] = frozenset()

    @property
    def ids(self) -> set[int]:
        """The amendments on the list; without a list, those that Parliament's record held as listed."""
        if self.paper is not None:
            return set(self.places)
        return {pk for pk, standing in self.standings.items() if standing.amendment.is_listed}

    def number(self, pk: int) -> str:
        """The number on the list, or the last one it carried by then."""
        return self.places[pk].number if pk in self.places else self.standings[pk].amendment.number


@dataclass(frozen=True, slots=True)
class Difference:
    """One amendment that differs, with its changes in words."""

    standing: Standing
    title: str
    changes: tuple[Change, ...]

    @property
    def first_words(self) -> str:
        """The beginning of what it says."""
        return first_words(without_target(self.standing.amendment), 110)


@dataclass
class Comparison:
    """Everything that differs, by what it means; each list in order of number."""

    old: Side
    new: Side
    added: list[Difference] = field(default_factory=list)
    absent: list[Difference] = field(default_factory=list)
    told: list[Difference] = field(default_factory=list)
    grouped: dict[str, list[Difference]] = field(default_factory=dict)

    @property
    def substantive(self) -> int:
        """Amendments added, gone, or changed in text, target or decision."""
        return len(self.added) + len(self.absent) + len(self.told)

    def answer(self) -> str:
        """ "2 substantive changes; 87 lists of names changed": the sentence that answers the page's question."""
        if not self.substantive and not any(self.grouped.values()):
            return "nothing changed"
        counts = [count_of(self.substantive, "substantive change") if self.substantive else "no substantive changes"]
        counts += [count_of(len(found), *GROUPED[kind]) for kind, found in self.grouped.items() if found]
        return "; ".join(counts)

    def groups(self) -> list[tuple[str, list[Difference]]]:
        """The kinds of change that people are not told of one by one: (count in words, differences)."""
        return [(count_of(len(found), *GROUPED[kind]), found) for kind, found in self.grouped.items() if found]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a side of a comparison shall be: its name, its moment, and the list that held then."""

    title: str
    moment: datetime
    paper: AmendmentPaper | None


def sides_of(stage: BillStage, old: Wanted, new: Wanted) -> tuple[Side, Side]:
    """Both sides of a comparison: a list and what stood at the moment. Two queries; three for a list read late."""
    wanted = (old, new)
    stood = [
        {standing.amendment.pk: standing for standing in found}
        for found in amendments_at_each(stage, [each.moment for each in wanted])
    ]
    places = places_on(old.paper, new.paper)
    late = [on.keys() - standings.keys() for on, standings in zip(places, stood, strict=True)]
    rows = Amendment.objects.in_bulk(set().union(*late)) if any(late) else {}
    for standings, unkept in zip(stood, late, strict=True):
        standings |= {pk: Standing(rows[pk], ()) for pk in unkept}
    first, second = (
        Side(each.title, each.moment, each.paper, on, standings, frozenset(unkept))
        for each, on, standings, unkept in zip(wanted, places, stood, late, strict=True)
    )
    return first, second


def compare_sides(old: Side, new: Side) -> Comparison:
    """What differs between two sides, graded."""
    both = sorted(old.ids & new.ids, key=lambda pk: amendment_sort_key(new.number(pk)))
    found = Comparison(old, new, grouped={kind: [] for kind in GROUPED})
    found.added = _only(new, new.ids - old.ids)
    found.absent = _as_known_today(_only(old, old.ids - new.ids))
    out_of_place = _moved([pk for pk in both if _has_place(pk, old, new)], old.places, new.places)
    for pk in both:
        changes = _label(pk, old, new, moved=pk in out_of_place)
        if pk not in old.unkept | new.unkept:
            changes = [*_said(old.standings[pk], new.standings[pk]), *changes]
        _sort_in(found, pk, changes)
    return found


def _only(side: Side, ids: Iterable[int]) -> list[Difference]:
    ordered = sorted(ids, key=lambda pk: amendment_sort_key(side.number(pk)))
    return [_difference(side, pk, ()) for pk in ordered]


def _as_known_today(gone: Sequence[Difference]) -> list[Difference]:
    """The same with what is known of each today: why a list dropped it is often learnt later. One query, if any."""
    rows = Amendment.objects.in_bulk([difference.standing.amendment.pk for difference in gone]) if gone else {}
    return [replace(each, standing=Standing(rows[each.standing.amendment.pk], each.standing.names)) for each in gone]


def _difference(side: Side, pk: int, changes: Sequence[Change]) -> Difference:
    standing = side.standings[pk]
    return Difference(standing, title_of(standing.amendment, side.number(pk)), tuple(changes))


def _sort_in(found: Comparison, pk: int, changes: Sequence[Change]) -> None:
    """An amendment told of by itself shows its weighty changes there, and still counts in each group."""
    weighty = [change for change in changes if change.kind in TOLD]
    if weighty:
        found.told.append(_difference(found.new, pk, weighty))
    for kind, group in found.grouped.items():
        of_kind = [change for change in changes if change.kind == kind]
        if of_kind:
            group.append(_difference(found.new, pk, of_kind))


def _said(old: Standing, new: Standing) -> list[Change]:
    return [*substance_between(old.amendment, new.amendment), *_names(old, new)]


def _names(old: Standing, new: Standing) -> list[Change]:
    before = {name.member_key: name for name in old.names}
    after = {name.member_key: name for name in new.names}
    both = [(before[key], name) for key, name in after.items() if key in before]
    changes = NameChanges(
        added=[name.printed_name for key, name in after.items() if key not in before],
        gone=[name.printed_name for key, name in before.items() if key not in after],
        new_lead=[name.printed_name for was, name in both if name.is_lead and not was.is_lead],
        interests=[name.printed_name for was, name in both if name.declared_interest != was.declared_interest],
        is_reordered=[key for key in before if key in after] != [key for key in after if key in before],
    )
    return changes.sentences()


def _label(pk: int, old: Side, new: Side, *, moved: bool) -> list[Change]:
    found = []
    if old.number(pk) != new.number(pk):
        found.append(Change("number", f"before {old.number(pk) or 'without a number'}"))
    if moved:
        found.append(Change("place", f"from place {old.places[pk].position} to place {new.places[pk].position}"))
    before, after = (side.places[pk].star if pk in side.places else "" for side in (old, new))
    if before != after and old.paper and new.paper:
        found.append(Change("star", f"from {before or 'no star'} to {after or 'no star'}"))
    return found


def _has_place(pk: int, *sides: Side) -> bool:
    """Whether each side's list says at which place it stands; a historic one may not."""
    return all(pk in side.places and side.places[pk].position is not None for side in sides)


def _moved(ids: Sequence[int], old: dict[int, Place], new: dict[int, Place]) -> set[int]:
    """The fewest amendments whose moving explains the new order."""
    ordered = sorted(ids, key=lambda pk: new[pk].position or 0)
    return {ordered[at] for at in displaced([old[pk].position or 0 for pk in ordered])}
