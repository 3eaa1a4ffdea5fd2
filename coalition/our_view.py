"""What the coalition thinks and has of an amendment or a list of them: for the eyes of its own people only."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from amendments.models import Amendment
from amendments.wording import title_of
from coalition.continues import Joined, continuations_of
from coalition.link import lineage_of
from coalition.link_words import LinkLine, lines_of, with_names
from coalition.models import BriefingVersion, ClauseLink, Position
from coalition.querysets import visible_to
from coalition.roles import Role, Visitor, role_of


@dataclass(frozen=True, slots=True)
class OurView:
    """All of it for one amendment and one visitor."""

    positions: list[Position]
    links: list[LinkLine]
    briefings: list[BriefingVersion]
    joined: list[Joined]
    lineage: list[dict[str, Any]]
    """Likely ones that nobody has joined."""


def our_view_of(user: Visitor, amendment: Amendment) -> OurView | None:
    """None for strangers and outsiders, without a question to the database. At most nine queries."""
    if role_of(user) < Role.MEMBER:
        return None
    positions = visible_to(user, Position).filter(amendment=amendment).select_related("organisation")
    links = with_names(visible_to(user, ClauseLink).filter(amendment=amendment))
    joined = continuations_of(user, amendment)
    known = {pk for each in joined for pk in (each.row.amendment_id, each.row.follows_id)}
    return OurView(
        positions=list(positions.order_by("organisation__name")),
        links=lines_of(links.exclude(state=ClauseLink.State.REJECTED).order_by("id")),
        briefings=citing(user, amendment),
        joined=joined,
        lineage=[
            {"title": title_of(row), "stage": row.stage, "url": row.get_absolute_url(), "reason": one.reason}
            for row, one in lineage_of(amendment)
            if row.pk not in known
        ],
    )


def citing(user: Visitor, amendment: Amendment) -> list[BriefingVersion]:
    """The latest versions of papers, visible to this visitor, that cite the amendment. One query."""
    newer = BriefingVersion.objects.filter(briefing=OuterRef("briefing"), number__gt=OuterRef("number"))
    rows = visible_to(user, BriefingVersion).filter(~Exists(newer), briefing__archived_at__isnull=True)
    near = rows.filter(Q(briefing__bill=amendment.bill_id) | Q(briefing__bill__isnull=True)).exclude(references=[])
    return [row for row in near.select_related("briefing").defer("body") if _cites(row, amendment.pk)]


def _cites(version: BriefingVersion, pk: int) -> bool:
    named = (each for each in version.references if isinstance(each, dict) and each.get("kind") == "amendment")
    return any(str(each.get("id")) == str(pk) for each in named)


def ours_among(user: Visitor, amendments: list[int]) -> dict[int, str]:
    """What to mark in a list: "Linked", "Link waits for review", by amendment. One query; none for strangers."""
    if role_of(user) < Role.MEMBER or not amendments:
        return {}
    links = visible_to(user, ClauseLink).filter(amendment__in=amendments)
    marks: dict[int, str] = {}
    for pk, state in links.values_list("amendment", "state"):
        if state == ClauseLink.State.CONFIRMED:
            marks[pk] = "Ours: linked"
        elif state != ClauseLink.State.REJECTED:
            marks.setdefault(pk, "Ours: a link waits for review")
    return marks
