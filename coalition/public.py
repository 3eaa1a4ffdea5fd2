"""What public pages show: released fields, with Parliament's public record read live beside them. Nothing else.

Every function starts from `Release.fields` (or from the same values in a preview) and from Parliament's tables. No
private table of ours is read here; tests/leaks watches it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from amendments.models import Amendment
from amendments.wording import title_of
from bills.models import Bill, BillStage, Division
from coalition.ask_story import Decided, Judged, story_of
from coalition.clauses import clause_label
from coalition.models import AlternativeAct, Briefing, ClauseLink, ClauseWording, Ground, Outcome, Release
from coalition.querysets import in_force
from coalition.released import released_wordings

Kind = Release.Kind
RELATIONS = dict(ClauseLink.Relation.choices)
GROUNDS = dict(Ground.Kind.choices)


@dataclass(frozen=True, slots=True)
class ToldOutcome:
    """One judgement of ours in the story of an ask, with what it rests on."""

    on: date
    judgement: str
    summary: str
    quotation: str
    source_url: str
    source_note: str
    amendment: Amendment | None
    division: Division | None


@dataclass(frozen=True, slots=True)
class ToldLink:
    """Something of Parliament's that carries the ask: an amendment, a provision, a section of the Act."""

    relation: str
    amendment: Amendment | None
    title: str
    provision: str
    act_section: str
    act_url: str


@dataclass(frozen=True, slots=True)
class RestsOn:
    """A released clause of a text of ours."""

    clause: int
    act: int
    act_title: str
    label: str
    heading: str


@dataclass(frozen=True, slots=True)
class PublicAsk:
    """An ask as the public reads it."""

    pk: int
    fields: Mapping[str, Any]
    judgements: Sequence[ToldOutcome]
    story: Sequence[Decided | Judged]
    """Parliament's decisions and our judgements in one line, oldest first."""
    links: Sequence[ToldLink]
    grounds: Sequence[tuple[str, Mapping[str, Any]]]
    clauses: Sequence[RestsOn]
    """Of the clauses that it rests on, those that are public now."""

    @property
    def latest(self) -> ToldOutcome | None:
        """Where it stands."""
        return self.judgements[-1] if self.judgements else None


def ask_from(pk: int, fields: Mapping[str, Any]) -> PublicAsk:
    """An ask from its released fields. At most seven queries, however long its story."""
    told = [*fields["outcomes"], *fields["links"]]
    amendments = _rows(Amendment, told, "amendment", "stage__bill")
    divisions = _rows(Division, told, "division")
    stages = {row.stage_id: row.stage for row in amendments.values()}
    judgements = [
        ToldOutcome(
            on=date.fromisoformat(each["on"]),
            judgement=each["judgement"],
            summary=each["summary"],
            quotation=each["quotation"],
            source_url=each["source_url"],
            source_note=each["source_note"],
            amendment=amendments.get(each["amendment"]),
            division=divisions.get(each["division"]),
        )
        for each in fields["outcomes"]
    ]
    judgements.sort(key=lambda each: each.on)
    links = [
        ToldLink(
            relation=RELATIONS.get(each["relation"], each["relation"]),
            amendment=amendments.get(each["amendment"]),
            title=title_of(amendments[each["amendment"]]) if each["amendment"] in amendments else "",
            provision=each["provision"],
            act_section=each["act_section"],
            act_url=each["act_url"],
        )
        for each in fields["links"]
    ]
    return PublicAsk(
        pk=pk,
        fields=fields,
        judgements=judgements,
        story=story_of(judgements, amendments.values()),
        links=sorted(links, key=lambda each: _place_of(each, stages)),
        grounds=[(GROUNDS.get(each["kind"], each["kind"]), each) for each in fields["grounds"]],
        clauses=[_rests_on(pk, row) for pk, row in sorted(released_wordings(fields["rests_on"]).items())],
    )


def _rests_on(pk: int, row: ClauseWording) -> RestsOn:
    act = row.version.act
    return RestsOn(pk, act.pk, act.title, clause_label(row), row.heading)


def _place_of(link: ToldLink, stages: Mapping[int, BillStage]) -> tuple[int, int, int]:
    """Amendments in the order of the Bill's course, then provisions, then the Act."""
    if link.amendment is not None:
        return (0, stages[link.amendment.stage_id].sort_order, link.amendment.pk)
    return (1 if link.provision else 2, 0, 0)


def _rows(model: Any, told: Iterable[Mapping[str, Any]], name: str, *related: str) -> dict[int, Any]:
    wanted = {each[name] for each in told if each.get(name)}
    if not wanted:
        return {}
    rows = model.objects.filter(pk__in=wanted)
    return (rows.select_related(*related) if related else rows).in_bulk()


@dataclass(frozen=True, slots=True)
class AskLine:
    """An ask in a list of a campaign: its title and our latest judgement, with its day."""

    pk: int
    title: str
    group: str
    judgement: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Campaign:
    """All that is public on one Bill."""

    bill: Bill
    about: Mapping[str, Any] | None
    asks: Sequence[AskLine]
    papers: Sequence[Release]
    acts: Sequence[Release]


def newest(releases: Iterable[Release]) -> dict[tuple[str, int], Release]:
    """Of releases in force, given newest first: the one in force of each thing."""
    found: dict[tuple[str, int], Release] = {}
    for each in releases:
        found.setdefault((each.kind, each.object_id), each)
    return found


def campaign_of(bill: Bill) -> Campaign | None:
    """What is public on a Bill; None where nothing is. One query."""
    rows = in_force().filter(bill=bill) | in_force().filter(kind=Kind.COALITION)
    standing = list(newest(rows).values())
    by_kind = {kind: [each for each in standing if each.kind == kind] for kind in Kind.values}
    if not any(each.bill_id == bill.pk for each in standing):
        return None
    about = by_kind[Kind.COALITION]
    asks = sorted(by_kind[Kind.ASK], key=lambda each: (each.fields.get("group", ""), each.object_id))
    return Campaign(
        bill=bill,
        about=about[0].fields if about else None,
        asks=[_line(each) for each in asks],
        papers=sorted(by_kind[Kind.BRIEFING], key=lambda each: (each.fields["title"], each.object_id)),
        acts=sorted(by_kind[Kind.ACT], key=lambda each: (each.fields["published_on"] or "", each.object_id)),
    )


def _line(release: Release) -> AskLine:
    outcomes = sorted(release.fields["outcomes"], key=lambda each: each["on"])
    last = outcomes[-1] if outcomes else None
    return AskLine(
        pk=release.object_id,
        title=release.fields["title"],
        group=release.fields["group"],
        judgement=last["judgement"] if last else "",
        on=date.fromisoformat(last["on"]) if last else None,
    )


def campaigns() -> list[Bill]:
    """Bills on which something is public, by title. One query."""
    kinds = [Kind.ASK, Kind.BRIEFING, Kind.ACT]
    return list(Bill.objects.filter(pk__in=in_force().filter(kind__in=kinds).values("bill")).order_by("short_title"))


def judgement_words(judgement: str) -> str:
    """A judgement in a sentence: "partly achieved"; "open" where none was made."""
    return dict(Outcome.Judgement.choices).get(judgement, "Open").lower()


def kind_words(kind: str, fields: Mapping[str, Any]) -> str:
    """What a released thing is called: "Briefing", "The coalition’s own Bill"."""
    choices = AlternativeAct.Kind.choices if kind == Kind.ACT else Briefing.Kind.choices
    return str(dict(choices).get(fields.get("kind", ""), ""))


def tree_of(clauses: Sequence[Mapping[str, Any]]) -> list[tuple[int, Mapping[str, Any]]]:
    """The released clauses in order, each with its depth (0 for a whole clause)."""
    parents = {each["clause"]: each["parent"] for each in clauses}

    def depth(pk: int | None) -> int:
        seen: set[int] = set()
        while pk is not None and (pk := parents.get(pk)) is not None and pk not in seen:
            seen.add(pk)
        return len(seen)

    return [(depth(each["clause"]), each) for each in clauses]
