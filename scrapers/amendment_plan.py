"""Decide what a list of amendments changes, before anything is written: new, changed, unchanged, absent, problem.

Identity inside a stage (design law 1): dnum, then Lawmaker series id, then the API's id. Where a source gives none of
them, a row is the same only where number, target, lead name and either place or words are, and where they single it
out; a printed number alone never joins anything.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from amendments.models import Amendment, Sponsorship
from bills.models import BillStage
from scrapers.readings import API, PAPER, UNDECIDED, Reading, absent, digest, record_hash, take, words_only
from scrapers.records import AmendmentRecord, ParseProblem, SponsorRecord

HASH_FIELD = {API: "list_hash", PAPER: "paper_hash"}
STUB_FIELDS = ("pk", "api_key", "dnum", "series_id", "list_hash", "detail_hash", "paper_hash", "is_listed")


@dataclass(frozen=True, slots=True)
class Stub:
    """What is needed of a stored amendment to tell that nothing changed."""

    pk: int
    api_key: str | None
    dnum: str
    series_id: str
    list_hash: str
    detail_hash: str
    paper_hash: str
    is_listed: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """A stored amendment as one without a common id is compared with it: what it says, by `words_only`."""

    stub: Stub
    words: str
    number: str = ""
    op: str = ""
    provision: str = ""
    lead: str = ""


@dataclass
class AmendmentPlan:
    """The decided changes of one list, in list order. `listed` pairs every record with its row, for the Listings."""

    new: list[Amendment] = field(default_factory=list)
    changed: list[tuple[Amendment, Reading]] = field(default_factory=list)
    absent: list[tuple[Amendment, Reading]] = field(default_factory=list)
    missed_once: list[int] = field(default_factory=list)
    found_again: list[int] = field(default_factory=list)
    sponsors: list[tuple[Amendment, tuple[SponsorRecord, ...]]] = field(default_factory=list)
    named: list[SponsorRecord] = field(default_factory=list)
    listed: list[tuple[AmendmentRecord, Amendment | int]] = field(default_factory=list)
    problems: list[ParseProblem] = field(default_factory=list)
    unchanged: int = 0


class StoredAmendments:
    """The amendments of one stage, by every key that identifies one; loads full rows only when asked."""

    def __init__(self, stage: BillStage) -> None:
        self.stage = stage
        rows = Amendment.objects.filter(stage=stage).values_list(*STUB_FIELDS)
        self.stubs = [Stub(*row) for row in rows.iterator(chunk_size=5000)]
        self.by_api_key = {stub.api_key: stub for stub in self.stubs if stub.api_key}
        self.by_dnum = {stub.dnum: stub for stub in self.stubs if stub.dnum}
        self.by_series = {stub.series_id: stub for stub in self.stubs if stub.series_id}
        self._by_likeness: dict[str, list[Likeness]] | None = None
        self._joined: set[int] = set()
        self._idless: list[Likeness] | None = None

    def find(self, record: AmendmentRecord) -> tuple[Stub | None, str]:
        """The stored amendment that this record speaks of, or None; and a problem where its ids point at two rows."""
        by_id = [
            stub
            for stub in (
                self.by_api_key.get(record.api_key),
                self.by_dnum.get(record.dnum),
                self.by_series.get(record.series_id),
            )
            if stub is not None
        ]
        if not by_id:
            return (self._alike(record) if self.stubs else None), ""
        if any(stub.pk != by_id[0].pk for stub in by_id):
            return by_id[0], "its identifiers belong to two different amendments"
        return by_id[0], ""

    def full(self, pks: Iterable[int]) -> dict[int, Amendment]:
        """Full instances, as the history-keeping writers need them."""
        wanted = list(pks)
        found: dict[int, Amendment] = {}
        for start in range(0, len(wanted), 500):
            found.update(Amendment.objects.in_bulk(wanted[start : start + 500]))
        return found

    def _alike(self, record: AmendmentRecord) -> Stub | None:
        """The one row with the same number, target, place and lead name that has no id of this record's kinds.

        Of several, one with the same words: rows that nothing tells apart are taken in turn.
        """
        if self._by_likeness is None:
            self._by_likeness = self._index_by_likeness()
        lead = next((sponsor.key for sponsor in record.sponsors or () if sponsor.is_lead), "")
        text = (record.text if record.text_is_full else record.summary_text) or ""
        key = likeness(record.number, record.provision or "", record.page, record.line, text, lead)
        alike = self._by_likeness.get(key, [])
        if not (alike or record.api_key or record.dnum or record.series_id):
            alike = self._alike_without_ids(record, words_only(text), lead)
        if len(alike) > 1:
            words = words_only(text)
            alike = [row for row in alike if row.words == words and row.stub.pk not in self._joined][:1]
        stub = next((row.stub for row in alike), None)
        if stub is None or (record.api_key and stub.api_key) or (record.dnum and stub.dnum):
            return None
        self._joined.add(stub.pk)
        return stub

    def _alike_without_ids(self, record: AmendmentRecord, words: str, lead: str) -> list[Likeness]:
        """For a record of a source that has no ids at all, rows without ids: amendments.changes.KEYS, in their order.

        The same number and words; the same words and target where one of the two has no number; the same number,
        operation, target and lead name, reworded. Each only where one row alone fits.
        """
        rows = [row for row in self._without_ids() if row.stub.pk not in self._joined]
        number, provision = record.number.casefold(), record.provision or ""
        steps: list[list[Likeness]] = [
            [row for row in rows if number and row.number == number and row.words == words],
            [row for row in rows if not (number and row.number) and (row.words, row.provision) == (words, provision)],
            [
                row
                for row in rows
                if number
                and lead
                and (row.number, row.op, row.provision, row.lead) == (number, record.op, provision, lead)
            ],
        ]
        return next(([fit[0]] if len(fit) == 1 else [] for fit in steps if fit), [])

    def _without_ids(self) -> list[Likeness]:
        if self._idless is None:
            every = itertools.chain.from_iterable((self._by_likeness or {}).values())
            self._idless = [r for r in every if not (r.stub.api_key or r.stub.dnum or r.stub.series_id)]
        return self._idless

    def _index_by_likeness(self) -> dict[str, list[Likeness]]:
        names = Sponsorship.objects.filter(amendment__stage=self.stage, is_lead=True, is_listed=True)
        leads = dict(names.values_list("amendment_id", "member_key"))
        stubs = {stub.pk: stub for stub in self.stubs}
        index: dict[str, list[Likeness]] = {}
        rows = (
            Amendment.objects.filter(stage=self.stage)
            .order_by("pk")
            .values_list("pk", "number", "provision", "page", "line", "text", "op")
        )
        for pk, number, provision, page, line, text, op in rows:
            lead = leads.get(pk, "")
            key = likeness(number, provision, page, line, text, lead)
            index.setdefault(key, []).append(
                Likeness(stubs[pk], words_only(text), number.casefold(), op, provision, lead)
            )
        return index


def likeness(number: str, provision: str, page: int | None, line: int | None, text: str, lead: str) -> str:
    """One key for rows without a common id: number, target and lead name, with page and line or else all the words."""
    place = (page, line) if page else words_only(text)
    return digest((number.casefold(), provision, place, lead))


def plan_amendments(
    stage: BillStage,
    records: Sequence[AmendmentRecord],
    source: str,
    at: datetime,
    *,
    may_change: bool = True,
    is_superseded: bool = False,
) -> AmendmentPlan:
    """Compare a list with the stage's rows. Writes nothing.

    With `may_change` False the list is older than what is known: unseen amendments are added and nothing else changes.
    `is_superseded` says that a newer list claims to hold every amendment: unseen ones that it would hold, because the
    House has not decided them, are added as no longer listed.
    """
    plan = AmendmentPlan()
    stored = StoredAmendments(stage)
    seen: set[int] = set()
    touched: list[tuple[Stub, AmendmentRecord, str]] = []
    for record in records:
        stub, conflict = stored.find(record)
        if conflict:
            plan.problems.append(ParseProblem(record.place, conflict))
            record = replace(record, dnum="", series_id="")  # noqa: PLW2901  the row keeps the ids it has
        listed_hash = record_hash(record)
        if stub is None:
            row = _new(stage, record, source, at, listed_hash, plan)
            if is_superseded and row.decision in UNDECIDED:
                absent(row, source, at)
                setattr(row, HASH_FIELD[source], "")
            plan.listed.append((record, row))
            continue
        if stub.pk in seen:
            plan.problems.append(ParseProblem(record.place, "the same amendment stands twice in this list"))
            continue
        seen.add(stub.pk)
        plan.listed.append((record, stub.pk))
        if may_change and getattr(stub, HASH_FIELD[source]) != listed_hash:
            touched.append((stub, record, listed_hash))
        else:
            plan.unchanged += 1
    _changed(stored, touched, source, at, plan)
    _without_twins(plan)
    return plan


def plan_details(stage: BillStage, records: Sequence[AmendmentRecord], at: datetime) -> AmendmentPlan:
    """Compare full records of the API, fetched one by one, with the rows that its list has already brought."""
    plan = AmendmentPlan()
    stored = StoredAmendments(stage)
    found = [(record, stored.by_api_key.get(record.api_key)) for record in records]
    plan.problems = [
        ParseProblem(record.place, "its text was received, but the list does not hold it")
        for record, stub in found
        if stub is None
    ]
    rows = stored.full(stub.pk for _, stub in found if stub)
    for record, stub in found:
        detail_hash = record_hash(record)
        if stub is None or stub.detail_hash == detail_hash:
            plan.unchanged += stub is not None
            continue
        row = rows[stub.pk]
        reading = take(row, record, API, at)
        row.detail_hash = detail_hash
        reading.fields.add("detail_hash")
        _note_change(plan, row, record, reading)
    return plan


def _note_change(plan: AmendmentPlan, row: Amendment, record: AmendmentRecord, reading: Reading) -> None:
    plan.changed.append((row, reading))
    plan.named.extend(record.sponsors or ())
    if reading.sponsors is not None:
        plan.sponsors.append((row, reading.sponsors))


def _new(
    stage: BillStage, record: AmendmentRecord, source: str, at: datetime, listed_hash: str, plan: AmendmentPlan
) -> Amendment:
    row = Amendment(bill_id=stage.bill_id, stage=stage, kind=record.kind)
    reading = _read(row, record, source, at, listed_hash)
    row.api_key = row.api_key or None
    plan.new.append(row)
    plan.named.extend(record.sponsors or ())
    if reading.sponsors is not None:
        plan.sponsors.append((row, reading.sponsors))
    return row


def _read(row: Amendment, record: AmendmentRecord, source: str, at: datetime, listed_hash: str) -> Reading:
    reading = take(row, record, source, at)
    setattr(row, HASH_FIELD[source], listed_hash)
    reading.fields.add(HASH_FIELD[source])
    if source == API and row.detail_hash:
        row.detail_hash = ""  # the list has changed, so the full text must be read again
        reading.fields.add("detail_hash")
    return reading


def _changed(
    stored: StoredAmendments,
    touched: list[tuple[Stub, AmendmentRecord, str]],
    source: str,
    at: datetime,
    plan: AmendmentPlan,
) -> None:
    rows = stored.full(stub.pk for stub, _, _ in touched)
    for stub, record, listed_hash in touched:
        row = rows[stub.pk]
        _note_change(plan, row, record, _read(row, record, source, at, listed_hash))


def _without_twins(plan: AmendmentPlan) -> None:
    """Two new records with one identity: keep the first, report the second."""
    seen: dict[tuple[str, str], Amendment] = {}
    for row in list(plan.new):
        keys = [(name, getattr(row, name)) for name in ("api_key", "dnum", "series_id") if getattr(row, name)]
        twin = next((seen[key] for key in keys if key in seen), None)
        if twin is None:
            seen.update(dict.fromkeys(keys, row))
            continue
        plan.new.remove(row)
        plan.sponsors = [pair for pair in plan.sponsors if pair[0] is not row]
        place = next(record.place for record, listed in plan.listed if listed is row)
        plan.listed = [pair for pair in plan.listed if pair[1] is not row]
        plan.problems.append(ParseProblem(place, "the same amendment stands twice in this list"))


def plan_absences(
    plan: AmendmentPlan, stage: BillStage, source: str, at: datetime, already_missed: Iterable[int]
) -> None:
    """Add to the plan what a complete list no longer holds.

    A complete paper is enough by itself for what earlier papers held and the House has not decided: marshalled lists
    drop decided amendments. The API must miss an amendment in two complete sweeps; after the first it is only
    remembered (design law 2; docs/decisions/0003-absence.md).
    """
    listed = {row if isinstance(row, int) else row.pk for _, row in plan.listed}
    known = Amendment.objects.filter(stage=stage)
    if source == API:
        known = known.exclude(api_key=None).exclude(list_hash="")
    else:
        known = known.exclude(paper_hash="").filter(decision__in=UNDECIDED)
    missing = [pk for pk in known.values_list("pk", flat=True) if pk not in listed]
    if source == API:
        twice = set(already_missed)
        plan.found_again = [pk for pk in twice if pk in listed]
        plan.missed_once = [pk for pk in missing if pk not in twice]
        missing = [pk for pk in missing if pk in twice]
        plan.found_again += missing
    for row in Amendment.objects.in_bulk(missing).values():
        reading = absent(row, source, at)
        setattr(row, HASH_FIELD[source], "")
        reading.fields.add(HASH_FIELD[source])
        plan.absent.append((row, reading))


@dataclass
class SponsorPlan:
    """Names to add, to change and to mark as no longer listed, for the amendments whose names changed."""

    new: list[Sponsorship] = field(default_factory=list)
    changed: list[tuple[Sponsorship, str]] = field(default_factory=list)


def plan_sponsors(
    wanted: Sequence[tuple[Amendment, tuple[SponsorRecord, ...]]], members: Mapping[int, int]
) -> SponsorPlan:
    """Compare the names on each amendment with the stored ones. Amendments must have primary keys."""
    plan = SponsorPlan()
    stored: dict[int, dict[str, Sponsorship]] = {}
    known = [row.pk for row, _ in wanted]
    for start in range(0, len(known), 500):
        for row in Sponsorship.objects.filter(amendment_id__in=known[start : start + 500]):
            stored.setdefault(row.amendment_id, {})[row.member_key] = row
    for amendment, sponsors in wanted:
        rows = stored.get(amendment.pk, {})
        named = _once_each(sponsors)
        orders = [rows[s.key].order if s.key in rows and rows[s.key].is_listed else s.order for s in named]
        in_sequence = all(one < other for one, other in itertools.pairwise(orders))
        kept = {sponsor.key for sponsor in named}
        for sponsor in named:
            _plan_name(plan, amendment, sponsor, rows.get(sponsor.key), members, keep_order=in_sequence)
        for key, row in rows.items():
            if key not in kept and row.is_listed:
                row.is_listed = False
                plan.changed.append((row, "signatures"))
    return plan


def names_of_new(
    wanted: Sequence[tuple[Amendment, tuple[SponsorRecord, ...]]], members: Mapping[int, int]
) -> list[Sponsorship]:
    """The names on amendments that were just created: nothing is stored yet to compare them with."""
    return [_named(amendment, sponsor, members) for amendment, sponsors in wanted for sponsor in _once_each(sponsors)]


def _once_each(sponsors: Sequence[SponsorRecord]) -> list[SponsorRecord]:
    """Each person once, at the first place."""
    return list({sponsor.key: sponsor for sponsor in reversed(sponsors)}.values())[::-1]


def _named(amendment: Amendment, sponsor: SponsorRecord, members: Mapping[int, int]) -> Sponsorship:
    return Sponsorship(
        amendment_id=amendment.pk,
        member_id=members.get(sponsor.member_id or 0),
        member_key=sponsor.key,
        printed_name=sponsor.name,
        party=sponsor.party,
        member_from=sponsor.member_from,
        is_lead=sponsor.is_lead,
        order=sponsor.order,
        declared_interest=sponsor.declared_interest,
    )


def _plan_name(
    plan: SponsorPlan,
    amendment: Amendment,
    sponsor: SponsorRecord,
    row: Sponsorship | None,
    members: Mapping[int, int],
    *,
    keep_order: bool,
) -> None:
    if row is None:
        plan.new.append(_named(amendment, sponsor, members))
        return
    wanted: dict[str, Any] = {
        "printed_name": sponsor.name,
        "is_lead": sponsor.is_lead,
        "order": sponsor.order,
        "declared_interest": sponsor.declared_interest,
        "is_listed": True,
    }
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if keep_order and set(changed) == {"order"}:
        return  # names before it came or went; the stored orders still give the printed sequence
    if changed:
        for name, value in changed.items():
            setattr(row, name, value)
        plan.changed.append((row, "signatures"))
