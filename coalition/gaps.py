"""Which amendments carry an ask at the Bill's present stage, and the gap: asks that no live one carries.

An amendment is live while Parliament lists it and has not decided it; a decision word that we cannot explain leaves it
live, for nothing is concluded from a word that we do not know. One that is not on the latest list is not withdrawn
for that: it is only not among what is live now.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q

from amendments.decisions import OPEN, Decision, decision
from amendments.models import Amendment
from amendments.wording import title_of
from bills.models import BillStage, StageKind
from coalition.models import Ask, AskClause, ClauseLink
from coalition.querysets import visible_to
from coalition.roles import Visitor

CARRIES = (ClauseLink.Relation.IMPLEMENTS, ClauseLink.Relation.PARTLY, ClauseLink.Relation.IN_LIEU)
"""Relations by which an amendment does what we ask for, or a part of it; a related or a contrary one does not."""
UNUSED = ("our_text", "their_text", "our_quotation", "their_quotation", "reason", "note")
HEAVY = ("lines", "readings", "disputed", "workflow", "statement", "summary_text", "note", "decision_explanation")
TAKES_AMENDMENTS = StageKind.AMENDABLE | StageKind.PING_PONG


@dataclass(frozen=True, slots=True)
class Live:
    """A live amendment that a confirmed link ties to an ask, or to a clause that the ask rests on."""

    link: ClauseLink
    amendment: Amendment
    title: str
    decision: Decision

    @property
    def carries(self) -> bool:
        """Whether it does what we ask for, at least in part."""
        return self.link.relation in CARRIES


@dataclass(slots=True)
class AskNow:
    """How an ask stands at the Bill's present stage; `stage` is None where the Bill is at none (an Act, say)."""

    stage: BillStage | None = None
    live: list[Live] = field(default_factory=list)

    @property
    def carrying(self) -> list[Live]:
        """The live amendments that carry the ask."""
        return [each for each in self.live if each.carries]

    @property
    def is_gap(self) -> bool:
        """Whether the stage takes amendments and no live one carries the ask."""
        return self.stage is not None and takes_amendments(self.stage.kind_id_received) and not self.carrying


def asks_now(user: Visitor, asks: Iterable[Ask]) -> dict[int, AskNow]:
    """Each ask by its id, with its live amendments as far as this visitor may know of their links. Three queries."""
    rows = list(asks)
    stages = present_stages({ask.bill_id for ask in rows})
    found = {ask.pk: AskNow(stages.get(ask.bill_id)) for ask in rows}
    by_clause = _asks_by_clause(user, found)
    for link in _links(user, found, by_clause, [stage.pk for stage in stages.values()]):
        amendment = link.amendment
        if amendment is None or not is_live(amendment):
            continue
        one = Live(link, amendment, title_of(amendment), decision(amendment.decision))
        for pk in {link.ask_id or 0, *by_clause.get(link.clause_id or 0, ())} & set(found):
            stage = found[pk].stage
            if stage and stage.pk == amendment.stage_id:
                _take(found[pk].live, one)
    return found


def present_stages(bills: Iterable[int]) -> dict[int, BillStage]:
    """The stage at which each Bill is now; none for one that became an Act, fell or was withdrawn. One query."""
    here = BillStage.objects.filter(bill__in=set(bills), bill_stage_id=F("bill__current_stage_id_received"))
    going_on = here.filter(bill__is_act=False, bill__is_defeated=False, bill__withdrawn_on__isnull=True)
    return {stage.bill_id: stage for stage in going_on}


def takes_amendments(kind: int | None) -> bool:
    """Whether a kind of stage takes amendments; one that no source names may."""
    return kind is None or kind in TAKES_AMENDMENTS


def is_live(amendment: Amendment) -> bool:
    """Whether Parliament lists the amendment and has not disposed of it."""
    is_open = decision(amendment.decision).outcome in {OPEN, ""}
    return amendment.is_listed and not amendment.stated_withdrawn and is_open


def _asks_by_clause(user: Visitor, asks: Mapping[int, Any]) -> dict[int, list[int]]:
    pairs = visible_to(user, AskClause).filter(ask__in=list(asks), is_listed=True).values_list("clause_id", "ask_id")
    found: dict[int, list[int]] = defaultdict(list)
    for clause, ask in pairs:
        found[clause].append(ask)
    return found


def _links(user: Visitor, asks: Iterable[int], clauses: Iterable[int], stages: list[int]) -> Iterable[ClauseLink]:
    ours = Q(ask__in=list(asks)) | Q(clause__in=list(clauses))
    rows = visible_to(user, ClauseLink).filter(ours, state=ClauseLink.State.CONFIRMED, amendment__stage__in=stages)
    heavy = [f"amendment__{name}" for name in HEAVY]
    return rows.select_related("amendment").defer(*UNUSED, *heavy).order_by("amendment_id", "id")


def _take(known: list[Live], one: Live) -> None:
    """Keep one entry for an amendment: one that carries, where links differ."""
    place = next((place for place, each in enumerate(known) if each.amendment.pk == one.amendment.pk), None)
    if place is None:
        known.append(one)
    elif one.carries and not known[place].carries:
        known[place] = one
