"""What differs between two lists of amendments, graded by weight. Pure: works on any records with these attributes.

A printed number is a dated label (design law 1), so two records are one amendment when they share a dnum, else a
series id. Records that have neither on one of the sides are matched on the number together with what it stands on;
`match` says how. "Absent" never means withdrawn (design law 2).
"""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

GRADES = ("text", "target", "decision", "place", "number", "signatures", "typography")
"""From the weightiest to the lightest (design law 5): people are told of the first three."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_INSIDE_QUOTES = re.compile(r"([“‘])\s+|\s+(”)")
_QUOTES = re.compile("``|''|[\"'“”„‟‘’‚‛`´«»‹›′″]")
_DASHES = re.compile(r"\s*[‒–—―−]+\s*|\s+-+\s+|[‐‑]|--+")


class Name(Protocol):
    """A name on an amendment: `key` identifies the person, however the name is printed."""

    @property
    def key(self) -> str: ...
    @property
    def is_lead(self) -> bool: ...
    @property
    def declared_interest(self) -> bool: ...


class Listed(Protocol):
    """An amendment as one list states it; None means that the list does not say (scrapers.records)."""

    @property
    def number(self) -> str: ...
    @property
    def dnum(self) -> str: ...
    @property
    def dnum_printed(self) -> str: ...
    @property
    def series_id(self) -> str: ...
    @property
    def op(self) -> str | None: ...
    @property
    def provision(self) -> str | None: ...
    @property
    def page(self) -> int | None: ...
    @property
    def line(self) -> int | None: ...
    @property
    def text(self) -> str | None: ...
    @property
    def summary_text(self) -> str | None: ...
    @property
    def statement(self) -> str | None: ...
    @property
    def decision(self) -> str | None: ...
    @property
    def star(self) -> str: ...
    @property
    def sponsors(self) -> Sequence[Name] | None: ...


@dataclass(frozen=True, slots=True)
class ListComparison:
    """What changed from an older list to a newer one; each entry is a dnum as printed, else the number.

    Entries stand in the order of the newer list, `absent` in that of the older one. `moved` holds the fewest
    amendments whose moving explains the new order.
    """

    old: int
    new: int
    added: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    text_changed: list[str] = field(default_factory=list)
    target_changed: list[str] = field(default_factory=list)
    sponsors_changed: list[str] = field(default_factory=list)
    renumbered: list[str] = field(default_factory=list)
    decision_changed: list[str] = field(default_factory=list)
    star_changed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)


def comparable_text(text: str) -> str:
    """The text without what is typography only: white space, the style of quotation marks and dashes, soft hyphens.

    Words, case, figures, punctuation and the presence of a quotation mark all count.
    """
    text = " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).replace("…", "...").split())
    text = _INSIDE_QUOTES.sub(r"\1\2", text)
    return " ".join(_QUOTES.sub('"', _DASHES.sub("-", text)).split())


def grade(old: Listed, new: Listed, *, moved: bool = False) -> tuple[str, ...]:
    """The kinds of change between two readings of one amendment, weightiest first; () where nothing differs.

    "text" covers the explanatory statement too. Whether it `moved` only the whole lists can tell.
    """
    texts = [(_words(old), _words(new)), (old.statement, new.statement)]
    changed = [(one, other) for one, other in texts if None not in (one, other) and one != other]
    rewritten = [comparable_text(one or "") != comparable_text(other or "") for one, other in changed]
    found = {
        "text": any(rewritten),
        "target": _differs(old, new, "provision", "page", "line"),
        "decision": bool(new.decision) and new.decision != old.decision,
        "place": moved,
        "number": old.number != new.number,
        "signatures": _names(old) != _names(new) and None not in (old.sponsors, new.sponsors),
        "typography": bool(rewritten) and not all(rewritten),
    }
    return tuple(kind for kind in GRADES if found[kind])


def label(record: Listed) -> str:
    """What an entry of a comparison calls an amendment: the dnum as printed, else the number, else the series id."""
    return record.dnum_printed or record.dnum or record.number or record.series_id or "(unnumbered)"


def compare(old: Sequence[Listed], new: Sequence[Listed]) -> ListComparison:
    """Everything that differs between two lists of one stage; neither list is changed or stored."""
    pairs = match(old, new)
    partner = {after: before for before, after in pairs}
    found = ListComparison(len(old), len(new))
    kept = set(partner.values())
    found.absent.extend(label(record) for at, record in enumerate(old) if at not in kept)
    order = [at for at in range(len(new)) if at in partner]
    out_of_place = {order[at] for at in displaced([partner[at] for at in order])}
    for at, record in enumerate(new):
        if at not in partner:
            found.added.append(label(record))
        else:
            _note(found, old[partner[at]], record, moved=at in out_of_place)
    return found


def _note(found: ListComparison, old: Listed, new: Listed, *, moved: bool) -> None:
    grades = grade(old, new, moved=moved)
    lists = {
        "text": found.text_changed,
        "target": found.target_changed,
        "decision": found.decision_changed,
        "place": found.moved,
        "number": found.renumbered,
        "signatures": found.sponsors_changed,
    }
    for kind, entries in lists.items():
        if kind in grades:
            entries.append(label(new))
    if old.star != new.star:
        found.star_changed.append(label(new))


def match(old: Sequence[Listed], new: Sequence[Listed]) -> list[tuple[int, int]]:
    """Which record of the newer list is which of the older one: pairs of indexes.

    One after another, among what is still unmatched: the same dnum; the same series id; then, where one of the two
    has neither, the same number and text; the same text, if it stands once on each side (a renumbering); the same
    number, op and provision with the same first name or the same page and line (a rewording). A number that agrees
    with nothing else identifies nothing. Two that both carry a dnum, and another one each, are never the same.
    """
    left, right = dict(enumerate(old)), dict(enumerate(new))
    pairs: list[tuple[int, int]] = []
    for step, key in enumerate(KEYS):
        before, after = _grouped(left, key), _grouped(right, key)
        for shared in before.keys() & after.keys():
            if step in ONLY_ONCE and not len(before[shared]) == len(after[shared]) == 1:
                continue
            for one, other in _paired(before[shared], after[shared], left, right):
                if _may_be_one(left[one], right[other], step):
                    pairs.append((one, other))
                    del left[one], right[other]
    return sorted(pairs)


def _grouped(records: dict[int, Listed], key: Callable[[Listed], Hashable]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for at, record in records.items():
        if found := key(record):
            groups[found].append(at)
    return groups


def _paired(
    before: list[int], after: list[int], left: dict[int, Listed], right: dict[int, Listed]
) -> list[tuple[int, int]]:
    """Normally one each. Where a list repeats an identity, equal numbers first, then in their order."""
    if len(before) == len(after) == 1:
        return [(before[0], after[0])]
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for at in after:
        waiting[right[at].number].append(at)
    same = [(one, waiting[left[one].number].popleft()) for one in before if waiting[left[one].number]]
    taken = {one for one, _ in same}, {other for _, other in same}
    rest = ([at for at in side if at not in gone] for side, gone in zip((before, after), taken, strict=True))
    return same + list(zip(*rest, strict=False))


def _may_be_one(old: Listed, new: Listed, step: int) -> bool:
    if step == 0:
        return True
    if old.dnum and new.dnum:
        return False
    return step == 1 or not (_identified(old) and _identified(new))


def _identified(record: Listed) -> bool:
    return bool(record.dnum or record.series_id)


def _number_and_text(record: Listed) -> Hashable:
    words = _words(record)
    return (record.number.casefold(), comparable_text(words)) if record.number and words else None


def _text_alone(record: Listed) -> Hashable:
    return comparable_text(_words(record) or "") or None


def _number_target_and_name(record: Listed) -> Hashable:
    if not (record.number and record.sponsors):
        return None
    return (record.number.casefold(), record.op, record.provision, record.sponsors[0].key)


def _number_and_place(record: Listed) -> Hashable:
    if not (record.number and record.provision and record.line):
        return None
    return (record.number.casefold(), record.op, record.provision, record.page, record.line)


KEYS: tuple[Callable[[Listed], Hashable], ...] = (
    lambda record: record.dnum.casefold(),
    lambda record: record.series_id,
    _number_and_text,
    _text_alone,
    _number_target_and_name,
    _number_and_place,
)
ONLY_ONCE = frozenset({2, 3, 4, 5})


def _words(record: Listed) -> str | None:
    return record.text if record.text is not None else record.summary_text


def _differs(old: Listed, new: Listed, *names: str) -> bool:
    both = ((getattr(old, name), getattr(new, name)) for name in names)
    return any(one != other for one, other in both if one is not None and other is not None)


def _names(record: Listed) -> list[tuple[str, bool, bool]]:
    """Who stands on it, in order, who leads, and who has declared an interest; not how a name is printed."""
    return [(name.key, name.is_lead, name.declared_interest) for name in record.sponsors or ()]


def displaced(positions: Iterable[int]) -> set[int]:
    """The fewest indexes whose moving explains the order: all but a longest run of rising positions."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, position in enumerate(positions):
        length = bisect_left(tails, position)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [position]
        ends[length : length + 1] = [at]
    kept: set[int] = set()
    step = ends[-1] if ends else -1
    while step >= 0:
        kept.add(step)
        step = before[step]
    return set(range(len(before))) - kept
