"""Every read of the coalition's records goes through `visible_to`: private means invisible (design law 7)."""

from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Min, Model, Q, QuerySet
from django.utils import timezone

from coalition.models import (
    ActVersion,
    AlternativeAct,
    AlternativeClause,
    Ask,
    AskClause,
    Assurance,
    Briefing,
    BriefingAsk,
    BriefingVersion,
    ClauseLink,
    ClauseWording,
    Continuation,
    Ground,
    Outcome,
    Position,
    Release,
    SignOff,
)
from coalition.roles import Role, Visitor, organisation_of, role_of

M = TypeVar("M", bound=Model)

AUDIENCE: dict[type[Model], str] = {
    AlternativeAct: "",
    ActVersion: "act__",
    AlternativeClause: "act__",
    ClauseWording: "version__act__",
    Ask: "",
    AskClause: "ask__",
    Ground: "ask__",
    Outcome: "ask__",
    Assurance: "",
    ClauseLink: "",
    Position: "",
    Continuation: "",
    Briefing: "",
    BriefingAsk: "briefing__",
    BriefingVersion: "briefing__",
    SignOff: "version__briefing__",
}
"""Where each model's audience (`owner`, `is_shared`) stands: on itself, or on what it is part of."""

ALSO_SEEN: dict[type[Model], tuple[str, ...]] = {
    ClauseLink: ("ask__", "clause__act__"),
    AskClause: ("clause__act__",),
    BriefingAsk: ("ask__",),
}
"""What must be visible too, where it is there at all: a shared link to a private ask is not for everybody."""


def audience(user: Visitor, prefix: str = "") -> Q:
    """The condition under which a row is for this visitor's eyes; `prefix` leads to the fields `owner`, `is_shared`.

    Officers and administrators read everything; members what is shared and what their own organisation owns;
    strangers and outsiders nothing: the public reads `Release` rows, see `in_force`.
    """
    role = role_of(user)
    if role >= Role.OFFICER:
        return ~Q(pk__in=[])  # always true; an empty Q() would vanish from an "or"
    if role < Role.MEMBER:
        return Q(pk__in=[])
    own = organisation_of(user)
    return Q(**{f"{prefix}is_shared": True}) | Q(**{f"{prefix}owner": own})


def visible_to(user: Visitor, model: type[M]) -> QuerySet[M]:
    """The rows of a coalition model that the visitor may know of."""
    rows: QuerySet[Any] = model._default_manager.filter(audience(user, AUDIENCE[model]))
    for prefix in ALSO_SEEN.get(model, ()):
        rows = rows.filter(audience(user, prefix) | Q(**{f"{prefix.split('__')[0]}__isnull": True}))
    return rows


def history_visible_to(user: Visitor, row: Model) -> QuerySet[Any]:
    """The history of a row that is visible: for members, what it was while it was private is left out."""
    rows: QuerySet[Any] = row.history.all()  # type: ignore[attr-defined]
    if role_of(user) < Role.OFFICER and hasattr(row, "is_shared"):
        rows = rows.filter(audience(user))
    return rows


def in_force(at: datetime | None = None) -> QuerySet[Release]:
    """What the public may read at a moment (now): the embargo is checked here, at every read. Newest first."""
    moment = at or timezone.now()
    return Release.objects.filter(public_from__lte=moment).filter(
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=moment)
    )


def next_embargo(at: datetime) -> datetime | None:
    """When the next embargo lifts after this moment: what the public reads changes then without anybody's act."""
    waiting = Release.objects.filter(public_from__gt=at, withdrawn_at__isnull=True)
    return waiting.aggregate(first=Min("public_from"))["first"]


def released(kind: Release.Kind, object_id: int, at: datetime | None = None) -> Release | None:
    """The release that the public reads of one thing at a moment; None where there is none. One query."""
    return in_force(at).filter(kind=kind, object_id=object_id).order_by("-public_from", "-pk").first()
