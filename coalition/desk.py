"""The policy officer's desk: what changed about their asks, what is live, what waits for them. Nothing is stored.

Six queries and those of the stale-reference alarm (three; four where a paper cites a provision of a print), however
much there is: with the session and the account that is twelve at most. The clash radar is kept in memory until its
Bill changes; the first desk after a change asks two more, and reads the print. Changes are graded (design law 5):
words, target and decision are told; the rest is one count.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Exists, F, JSONField, OuterRef, Q, QuerySet, Subquery, When, Window
from django.db.models.aggregates import Count
from django.utils import timezone

from amendments.decisions import decision
from amendments.history import AmendmentHistory
from amendments.models import Amendment
from amendments.querysets import TOLD
from amendments.radar import Clashing, Moved
from amendments.radar_kept import radars_of
from amendments.wording import provision_words, title_of
from bills.models import BillPrint, BillStage, PublicVersion
from coalition.counting import Answer, State, london_day, standing_of
from coalition.gaps import CARRIES, is_live, takes_amendments
from coalition.membership import was_member
from coalition.models import (
    Ask,
    Assurance,
    Briefing,
    BriefingVersion,
    ClauseLink,
    ClauseWording,
    LastLook,
    Membership,
    Organisation,
)
from coalition.querysets import visible_to
from coalition.roles import Visitor, organisation_of, person_of
from coalition.stale import Stale, stale_among

SUBJECT = "desk"
AT_FIRST = timedelta(days=7)
"""How far back the desk looks for somebody who has never marked it as seen."""
SOON = timedelta(days=7)
FIRST_FEW = 5


@dataclass(frozen=True, slots=True)
class Changed:
    """An amendment that changed since the last look, and how, in words: "Wording changed; Agreed"."""

    amendment: Amendment
    said: str

    @property
    def name(self) -> str:
        """ "Amendment 12"."""
        return title_of(self.amendment)


@dataclass(slots=True)
class OnDesk:
    """An ask with what is live for it at this stage, and what changed. `quiet` counts what is not told."""

    ask: Ask
    has_stage: bool
    live: list[Amendment] = field(default_factory=list)
    is_carried: bool = False
    changed: list[Changed] = field(default_factory=list)
    quiet: int = 0
    clashing: list[Clashing] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)

    @property
    def is_gap(self) -> bool:
        """Whether the Bill is at a stage that takes amendments and no live one there carries the ask."""
        return self.has_stage and takes_amendments(getattr(self.ask, "stage_kind", None)) and not self.is_carried

    @property
    def live_names(self) -> list[tuple[str, str]]:
        """The first few live amendments: name and address."""
        return [(title_of(row), row.get_absolute_url()) for row in self.live[:FIRST_FEW]]


@dataclass(frozen=True, slots=True)
class PaperOnDesk:
    """A paper that is open for sign-off: who has answered its text as it reads now, and who is missing."""

    paper: Briefing
    answered: int
    missing: list[Organisation]
    lapsed: list[Organisation]
    """Of the missing, those whose answer was to an earlier text."""


@dataclass(frozen=True, slots=True)
class Desk:
    """All of it, each list with the most urgent first."""

    at: datetime
    looked_at: datetime | None
    asks: list[OnDesk]
    steps: list[Ask]
    assurances: list[Assurance]
    links: list[tuple[ClauseLink, str]]
    """The first few, each with the name of its other side."""
    links_total: int
    papers: list[PaperOnDesk]
    stale: list[tuple[Briefing, list[Stale]]]

    @property
    def today(self) -> date:
        """The day in London."""
        return london_day(self.at)

    @property
    def changed(self) -> list[OnDesk]:
        """The asks of which something is told."""
        return [each for each in self.asks if each.changed]

    @property
    def gaps(self) -> list[OnDesk]:
        """The asks that nothing live carries at this stage."""
        return [each for each in self.asks if each.is_gap]

    @property
    def clashing(self) -> list[OnDesk]:
        """The asks with a live amendment that cannot stand beside another of its stage."""
        return [each for each in self.asks if each.clashing]


def desk_of(user: Visitor, *, everybodys: bool = False) -> Desk:
    """The desk of one officer: their own asks and their organisation's, or all of them."""
    now = timezone.now()
    asks = list(_asks(user, everybodys))
    looked_at = asks[0].looked_at if asks else _looks(user).values_list("at", flat=True).first()  # type: ignore[attr-defined]
    on_desk = _on_desk(user, asks, looked_at or now - AT_FIRST, is_first=looked_at is None)
    links = _links_waiting(user)
    papers, latest = _papers(user)
    today = london_day(now)
    return Desk(
        at=now,
        looked_at=looked_at,
        asks=on_desk,
        steps=_steps(asks, today + SOON),
        assurances=list(
            visible_to(user, Assurance)
            .filter(outcome=Assurance.Fate.OPEN, due_on__lt=today)
            .select_related("ask")
            .order_by("due_on", "pk")
        ),
        links=[(link, _theirs(link)) for link in links],
        links_total=getattr(links[0], "total", 0) if links else 0,
        papers=_waiting_papers(papers, now),
        stale=_stale(papers, latest),
    )


def mark_seen(user: Visitor, at: datetime) -> None:
    """The person has seen what the desk showed at that moment; what came later stays new."""
    LastLook.objects.update_or_create(user_id=user.pk or 0, subject=SUBJECT, defaults={"at": at})


# ---- asks, and what changed ----


def _asks(user: Visitor, everybodys: bool) -> QuerySet[Ask]:
    rows: Any = visible_to(user, Ask)
    if not everybodys:
        person, organisation = person_of(user), organisation_of(user)
        mine = Q(officer=person) if person else Q(pk__in=[])
        rows = rows.filter(mine | Q(lead=organisation) if organisation else mine)
    look = _looks(user).values("at")[:1]
    kind = BillStage.objects.filter(bill_stage_id=OuterRef("bill__current_stage_id_received")).order_by()
    version = PublicVersion.objects.filter(scope=OuterRef("bill")).values("number")[:1]
    found = {
        "looked_at": Subquery(look),
        "stage_kind": Subquery(kind.values("kind_id_received")[:1]),
        "bill_version": Subquery(version),
        "has_lines": Exists(BillPrint.objects.filter(bill=OuterRef("bill"), line_count__gt=0)),
    }
    return rows.select_related("bill", "lead").annotate(**found)


def _looks(user: Visitor) -> QuerySet[LastLook]:
    return LastLook.objects.filter(user=user.pk or 0, subject=SUBJECT)


def _on_desk(user: Visitor, asks: Sequence[Ask], since: datetime, *, is_first: bool) -> list[OnDesk]:
    found = {ask.pk: OnDesk(ask, _is_at_a_stage(ask)) for ask in asks}
    for pk, link in _linked(user, list(found), since):
        on_desk, row = found[pk], link.amendment
        if _is_live(row, on_desk.ask):
            on_desk.live.append(row)
            on_desk.is_carried |= link.relation in CARRIES
        said = _said(link, row, is_first=is_first)
        if said:
            on_desk.changed.append(Changed(row, said))
        on_desk.quiet += bool(not said and not link.is_new and link.has_other)
    _add_clashes(found.values())
    return sorted(found.values(), key=_urgency)


def _add_clashes(asks: Iterable[OnDesk]) -> None:
    """What the clash radar says of the live amendments, where the Bill has a print whose lines are known."""
    watched = [each for each in asks if each.live and each.ask.has_lines]  # type: ignore[attr-defined]
    versions = {row.stage_id: each.ask.bill_version for each in watched for row in each.live}  # type: ignore[attr-defined]
    radars = radars_of(versions)
    for each in watched:
        for stage in {row.stage_id for row in each.live}:
            clashing, moved = radars[stage].about(row.pk for row in each.live)
            each.clashing += clashing
            each.moved += moved


def _urgency(each: OnDesk) -> tuple[bool, bool, int, int]:
    return not each.changed, not each.is_gap, list(Ask.Priority).index(Ask.Priority(each.ask.priority)), each.ask.pk


def _is_at_a_stage(ask: Ask) -> bool:
    bill = ask.bill
    return (
        bill.current_stage_id_received is not None
        and not (bill.is_act or bill.is_defeated)
        and bill.withdrawn_on is None
    )


def _is_live(row: Amendment, ask: Ask) -> bool:
    at_stage = row.stage.bill_stage_id is not None and row.stage.bill_stage_id == ask.bill.current_stage_id_received
    return at_stage and is_live(row) and _is_at_a_stage(ask)


def _linked(user: Visitor, asks: list[int], since: datetime) -> list[tuple[int, Any]]:
    """Each ask with each amendment that a confirmed link ties to it or to a clause it rests on, once. One query."""
    rows: Any = visible_to(user, ClauseLink).filter(state=ClauseLink.State.CONFIRMED, amendment__isnull=False)
    through = Q(clause__asks__ask__in=asks, clause__asks__is_listed=True)
    rows = _with_changes(rows.filter(Q(ask__in=asks) | through), since)
    rows = rows.annotate(by_clause=F("clause__asks__ask_id"), is_by_clause=F("clause__asks__is_listed"))
    wanted = set(asks)
    found: dict[tuple[int, int], ClauseLink] = {}
    for link in rows:
        for pk in {link.ask_id, link.by_clause if link.is_by_clause else None} & wanted:
            known = found.get((pk, link.amendment_id))
            if known is None or (link.relation in CARRIES and known.relation not in CARRIES):
                found[pk, link.amendment_id] = link
    return [(ask, link) for (ask, _), link in sorted(found.items(), key=lambda item: item[0])]


def _with_changes(rows: QuerySet[ClauseLink], since: datetime) -> QuerySet[ClauseLink]:
    """Links with their amendment, annotated with the grades of change of it that we have learnt of since a moment."""
    later = AmendmentHistory.objects.filter(id=OuterRef("amendment_id"), history_date__gt=since)
    told: Any = {f"has_{grade}": Exists(later.filter(grades__contains=grade)) for grade in TOLD}
    other = later.exclude(grades__in=["", "typography"])
    wanted = (
        "bill",
        "stage",
        "kind",
        "number",
        "op",
        "provision",
        "decision",
        "is_listed",
        "stated_withdrawn",
        "historic",
        "historic_key",
    )
    named = rows.select_related("amendment__stage").only(
        "ask",
        "clause",
        "bill",
        "relation",
        *(f"amendment__{name}" for name in wanted),
        "amendment__stage__bill_stage_id",
    )
    return named.annotate(**told, has_other=Exists(other), is_new=Exists(later.filter(history_type="+")))


def _said(link: Any, row: Amendment, *, is_first: bool) -> str:
    """The changes of the link's amendment that are told, in words; empty for none.

    That we have an amendment at all is news to somebody who has looked before, and never where a historic record
    brought it in.
    """
    if link.is_new:
        return "" if is_first or row.historic_key else "First seen"
    said = ["Wording changed"] if link.has_text else []
    said += ["Target changed"] if link.has_target else []
    if link.has_decision:
        said.append(decision(row.decision).official if row.decision else "Decision taken back")
    return "; ".join(said)


def _steps(asks: Iterable[Ask], until: Any) -> list[Ask]:
    due = [ask for ask in asks if ask.next_step_on and ask.next_step_on <= until]
    return sorted(due, key=lambda ask: (ask.next_step_on, ask.pk))


# ---- what waits ----


def _links_waiting(user: Visitor) -> list[ClauseLink]:
    """The first few links that wait for review, those opened again by a change before suggestions; `total` on each."""
    newest = ClauseWording.objects.filter(clause=OuterRef("clause")).order_by("-version__number")
    rows: Any = visible_to(user, ClauseLink).filter(state__in=[ClauseLink.State.SUGGESTED, ClauseLink.State.REOPENED])
    rows = rows.select_related("ask", "amendment", "bill").defer("our_text", "their_text")
    named = rows.annotate(total=Window(Count("pk")), heading=Subquery(newest.values("heading")[:1]))
    return list(named.order_by("state", "pk")[:FIRST_FEW])  # "reopened" sorts before "suggested"


def _theirs(link: ClauseLink) -> str:
    if link.amendment:
        return title_of(link.amendment)
    return provision_words(link.provision) if link.provision else link.act_section


@dataclass(slots=True)
class _Paper:
    paper: Briefing
    sha256: str = ""
    answers: dict[int, list[Answer]] = field(default_factory=lambda: defaultdict(list))


def _papers(user: Visitor) -> tuple[dict[int, _Paper], dict[int, list[dict[str, Any]]]]:
    """Papers that are not put away, with every answer to any of their texts, and the newest text's references.

    One query, without any text.
    """
    newest = BriefingVersion.objects.filter(briefing=OuterRef("briefing")).order_by("-number").values("number")[:1]
    rows: Any = visible_to(user, BriefingVersion).filter(briefing__archived_at__isnull=True)
    rows = rows.annotate(newest=Subquery(newest)).filter(Q(number=F("newest")) | Q(signoffs__isnull=False))
    cited = Case(When(number=F("newest"), then=F("references")), default=None, output_field=JSONField())
    papers: dict[int, _Paper] = {}
    latest: dict[int, list[dict[str, Any]]] = {}
    for row in rows.annotate(cited=cited).values(
        "briefing_id", "briefing__title", "briefing__sign_by", "briefing__is_open_to_sign", "number", "newest",
        "sha256", "cited", "signoffs__pk", "signoffs__organisation_id", "signoffs__sha256", "signoffs__answer",
        "signoffs__at",
    ):  # fmt: skip
        pk = row["briefing_id"]
        if pk not in papers:
            paper = Briefing(
                pk=pk,
                title=row["briefing__title"],
                sign_by=row["briefing__sign_by"],
                is_open_to_sign=row["briefing__is_open_to_sign"],
            )
            papers[pk] = _Paper(paper)
        if row["number"] == row["newest"]:
            papers[pk].sha256, latest[pk] = row["sha256"], row["cited"] or []
        if row["signoffs__pk"]:
            given = Answer(
                row["signoffs__pk"],
                row["signoffs__sha256"],
                row["number"],
                row["signoffs__answer"],
                row["signoffs__at"],
            )
            papers[pk].answers[row["signoffs__organisation_id"]].append(given)
    return papers, latest


def _waiting_papers(papers: dict[int, _Paper], now: datetime) -> list[PaperOnDesk]:
    """Papers that take answers now and have not had all of them; the nearest deadline first. One query."""
    spells: dict[Organisation, list[Membership]] = defaultdict(list)
    for spell in Membership.objects.select_related("organisation").order_by("organisation__name"):
        spells[spell.organisation].append(spell)
    members = {each: rows for each, rows in spells.items() if was_member(rows, london_day(now))}
    found = []
    for each in papers.values():
        paper = each.paper
        if not paper.is_open_to_sign or (paper.sign_by and paper.sign_by < now):
            continue
        standing = {
            one: standing_of(each.sha256, each.answers.get(one.pk, []), rows, paper.sign_by)
            for one, rows in members.items()
        }
        missing = [one for one, of in standing.items() if of.state is not State.VALID]
        lapsed = [one for one in missing if standing[one].state is State.LAPSED]
        if missing:
            found.append(PaperOnDesk(paper, len(members) - len(missing), missing, lapsed))
    return sorted(found, key=lambda one: (one.paper.sign_by is None, one.paper.sign_by or now, one.paper.pk))


def _stale(papers: dict[int, _Paper], latest: dict[int, list[dict[str, Any]]]) -> list[tuple[Briefing, list[Stale]]]:
    return [(papers[pk].paper, found) for pk, found in stale_among(latest).items()]
