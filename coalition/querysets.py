"""Every read of the coalition's records goes through `visible_to`: private means invisible (design law 7)."""

from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.dateparse import parse_datetime

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
    Organisation,
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
    if model is BriefingVersion and role_of(user) < Role.OFFICER:
        rows = _stood_while_shared(rows, organisation_of(user))
    return rows


def _stood_while_shared(versions: QuerySet[Any], own: Organisation | None) -> QuerySet[Any]:
    """Versions of the own organisation's papers, and those that were the latest at a moment when the paper was shared.

    What was written in private and replaced before the paper was shared stays private. Before history begins, a paper
    counts as it stood when history begins.
    """
    states = Briefing.history.filter(id=OuterRef("briefing_id"))
    before = states.filter(history_date__lte=OuterRef("written_at")).order_by("-history_id").values("is_shared")[:1]
    first = states.order_by("history_id").values("is_shared")[:1]
    newer = BriefingVersion.objects.filter(briefing=OuterRef("briefing_id"), number__gt=OuterRef("number"))
    replaced = newer.order_by("number").values("written_at")[:1]
    while_latest = Q(history_date__gt=OuterRef("written_at"), history_date__lt=OuterRef("replaced_at"))
    found = versions.alias(
        was_shared=Coalesce(Subquery(before), Subquery(first)),
        replaced_at=Subquery(replaced),
    )
    return found.filter(
        Q(was_shared=True)
        | Q(replaced_at=None)
        | Exists(states.filter(while_latest, is_shared=True))
        | Q(briefing__owner=own, briefing__owner__isnull=False)
    )


def history_visible_to(user: Visitor, row: Model) -> QuerySet[Any]:
    """The history of a row that is visible: for members, what it was while it was private is left out."""
    rows: QuerySet[Any] = row.history.all()  # type: ignore[attr-defined]
    if role_of(user) < Role.OFFICER and hasattr(row, "is_shared"):
        rows = rows.filter(audience(user))
    return rows


def in_force(at: datetime | None = None) -> QuerySet[Release]:
    """What the public may read at a moment (now): the embargo is checked here, at every read.

    Newest first, in the order in which they were published: an older text whose embargo lifts later replaces no newer.
    """
    moment = at or timezone.now()
    not_withdrawn = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=moment)
    return Release.objects.filter(not_withdrawn, public_from__lte=moment).order_by("-pk")


def next_embargo_sql(at: datetime) -> tuple[str, list[Any]]:
    """When the next embargo lifts after this moment, as one expression in brackets of plain SQL, with its parameters.

    What the public reads changes then without anybody's act, so every reading of a kept page asks (`as_moment` reads
    the answer).
    """
    table = connection.ops.quote_name(Release._meta.db_table)
    sql = f"SELECT MIN(public_from) FROM {table} WHERE public_from > %s AND withdrawn_at IS NULL"  # noqa: S608
    return f"({sql})", [connection.ops.adapt_datetimefield_value(at)]


def embargoes_after(at: datetime) -> QuerySet[Release]:
    """The same as rows: the releases whose embargo lifts after this moment, the next first."""
    return Release.objects.filter(public_from__gt=at, withdrawn_at__isnull=True).order_by("public_from")


def as_moment(value: datetime | str | None) -> datetime | None:
    """A moment as plain SQL answers it: SQLite gives text in UTC."""
    found = parse_datetime(value) if isinstance(value, str) else value
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found


def released(kind: Release.Kind, object_id: int, at: datetime | None = None) -> Release | None:
    """The release that the public reads of one thing at a moment; None where there is none. One query."""
    return in_force(at).filter(kind=kind, object_id=object_id).first()
