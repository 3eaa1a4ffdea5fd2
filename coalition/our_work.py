"""What an organisation's own people need to know: what waits for it, its line, its asks, what came out lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from amendments.wording import title_of
from coalition.gaps import HEAVY, is_live
from coalition.models import Ask, Organisation, Outcome, Position, Release
from coalition.public import newest
from coalition.querysets import in_force, visible_to
from coalition.roles import Visitor
from coalition.waiting import Waiting, waiting_for

LATELY = timedelta(days=60)
FEW = 10
MOST = 100
"""Releases that are looked at, newest first: a thing that was published again and again stands once."""


@dataclass(frozen=True, slots=True)
class OurWork:
    """All of it for one organisation. `lines` are its first few positions on what is live, of `lines_total`."""

    waiting: list[Waiting]
    lines: list[tuple[Position, str]]
    """Each with the amendment's name."""
    lines_total: int
    asks: list[tuple[Ask, str]]
    """Each with its latest judgement in a word; the ask carries `judged_on` and `what_happened`, None without any."""
    published: list[Release]


def our_work_of(user: Visitor, organisation: Organisation, now: datetime) -> OurWork:
    """At most seven queries, however much there is."""
    lines = [line for line in _lines(user, organisation) if is_live(line.amendment)]
    published = in_force(now).exclude(kind=Release.Kind.COALITION).select_related("bill").defer("fields")
    standing = sorted(newest(published[:MOST]).values(), key=lambda each: each.public_from, reverse=True)
    return OurWork(
        waiting=waiting_for(organisation, now),
        lines=[(line, title_of(line.amendment)) for line in lines[:FEW]],
        lines_total=len(lines),
        asks=[(ask, _judged(ask)) for ask in _asks(user, organisation)],
        published=[each for each in standing if each.public_from >= now - LATELY][:FEW],
    )


def _lines(user: Visitor, organisation: Organisation) -> QuerySet[Position]:
    """The organisation's positions on amendments that are listed at the stage their Bill is at."""
    rows: Any = visible_to(user, Position).filter(
        organisation=organisation,
        amendment__is_listed=True,
        amendment__stage__bill_stage_id=F("amendment__bill__current_stage_id_received"),
    )
    heavy = [f"amendment__{name}" for name in HEAVY]
    return rows.select_related("amendment__stage", "amendment__bill").defer(*heavy).order_by("amendment_id")


def _asks(user: Visitor, organisation: Organisation) -> QuerySet[Ask]:
    """The organisation's asks, the latest judged first."""
    latest = Outcome.objects.filter(ask=OuterRef("pk"), is_listed=True).order_by("-on", "-pk")
    rows: Any = visible_to(user, Ask).filter(Q(lead=organisation) | Q(owner=organisation)).select_related("bill")
    return rows.annotate(
        judgement=Subquery(latest.values("judgement")[:1]),
        judged_on=Subquery(latest.values("on")[:1]),
        what_happened=Subquery(latest.values("summary")[:1]),
    ).order_by(F("judged_on").desc(nulls_last=True), "order", "pk")


def _judged(ask: Any) -> str:
    return str(Outcome.Judgement(ask.judgement).label) if ask.judgement else ""
