"""Publishing: a copy of allow-listed fields goes out to the public, now or from a moment on (step 8 of the data path).

The only writer of `Release`. Public pages read nothing else of ours, so what is not named in PUBLIC_FIELDS cannot get
out. The embargo is a time that is compared whenever a page is read (querysets.in_force), never a job.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from bills.versions import bump
from coalition import writing
from coalition.models import (
    AlternativeAct,
    Ask,
    Briefing,
    BriefingVersion,
    ClauseLink,
    ClauseWording,
    Coalition,
    Ground,
    Outcome,
    Release,
    SignOff,
)
from coalition.papers import private_references
from coalition.signoff import latest_version, roll, signatories

Kind = Release.Kind

PUBLIC_FIELDS: Mapping[type[models.Model], tuple[str, ...]] = {
    Coalition: ("name", "short_name", "about", "website"),
    Ask: ("title", "summary", "group"),
    Ground: ("kind", "instrument", "place", "quotation", "source_url"),
    Outcome: (
        "on",
        "judgement",
        "summary",
        "quotation",
        "source_url",
        "source_note",
        "amendment",
        "division",
        "stage",
    ),
    ClauseLink: ("relation", "amendment", "provision", "act_section", "act_url"),
    AlternativeAct: ("title", "kind", "author", "published_on", "source_url", "numbers_are_known", "note"),
    ClauseWording: ("clause", "parent", "number", "heading", "text", "notes", "extent"),
    Briefing: ("title", "kind", "stance", "stage"),
    BriefingVersion: ("number", "title", "file_name", "file_type", "file_size", "sha256", "written_at"),
}
"""Every field that can reach the public, by model. Choices go out as their key; a row of Parliament's as its id."""

KIND_OF: Mapping[type[models.Model], str] = {
    Ask: Kind.ASK,
    Briefing: Kind.BRIEFING,
    AlternativeAct: Kind.ACT,
    Coalition: Kind.COALITION,
}
MODEL_OF = {kind: model for model, kind in KIND_OF.items()}


SOME_DAY = datetime(9999, 1, 1, tzinfo=UTC)
"""A moment at which everything that waits under embargo is public: what hinders then, no embargo cures."""


class PublishRefused(Exception):
    """It may not be published as it is; `reasons` say why, a plain sentence each. Nothing was written."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = list(reasons)
        super().__init__(" ".join(self.reasons))


def publish(
    row: models.Model, *, by: Any, public_from: datetime | None = None, note: str = "", seen: str | None = None
) -> Release:
    """Write a release of the row as it stands, public from the moment given (now). Newer ones supersede older ones.

    `seen` is the fingerprint of the preview that the person saw: where the row reads differently by now the release is
    refused. Raises PublishRefused with nothing written.
    """
    with transaction.atomic():
        # The row's own lock: two people publishing at once make two releases, the later one in force.
        type(row)._default_manager.select_for_update().get(pk=row.pk)
        moment = public_from or timezone.now()
        reasons = hindrances(row, moment)
        if reasons:
            raise PublishRefused(reasons)
        content = content_of(row)
        if seen is not None and seen != fingerprint(content):
            raise PublishRefused(["It was changed since you opened this page. Read it again before you publish."])
        release = Release(
            kind=KIND_OF[type(row)],
            object_id=row.pk,
            bill_id=getattr(row, "bill_id", None),
            title=content.get("title") or content.get("name", ""),
            fields=content,
            version=latest_version(row) if isinstance(row, Briefing) else None,
            public_from=moment,
            published_by=by,
            note=note.strip(),
        )
        bump(release.bill_id)
        return writing.create(release, by=by, note=note.strip() or "Published")


def withdraw(release: Release, *, by: Any, note: str = "") -> bool:
    """Take a release back, from now on. What it superseded is not public again: that would surprise everybody.

    So earlier releases of the same thing are withdrawn with it, those under embargo too. A newer one under embargo
    stays: withdraw it by itself. Withdrawing one that waits for its moment leaves what is public as it is. Tells
    whether any was.
    """
    now = timezone.now()
    with transaction.atomic():
        same = Release.objects.filter(kind=release.kind, object_id=release.object_id, withdrawn_at__isnull=True)
        targets = (
            list(same.filter(pk__lte=release.pk)) if release.public_from <= now else list(same.filter(pk=release.pk))
        )
        for each in targets:
            writing.change(each, {"withdrawn_at": now}, by=by, note=note.strip() or "Withdrawn")
        bump(release.bill_id)
    return bool(targets)


def fingerprint(content: Mapping[str, Any]) -> str:
    """A hash of what would go out, for forms: equal only for equal content."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:24]


def hindrances(row: models.Model, at: datetime) -> list[str]:
    """Why the row may not be published at that moment, a plain sentence each; empty where it may."""
    if isinstance(row, AlternativeAct) and _issued(row) is None and row.versions.exists():
        return ["No version of it is issued yet. Issue one first: an issued version never changes."]
    if isinstance(row, Briefing):
        version = latest_version(row)
        if version is None:
            return ["Nothing is written yet."]
        return private_references(version, at)
    return []


def cautions(row: models.Model) -> list[str]:
    """What a person should know before publishing: it is possible all the same, if they say so."""
    if not isinstance(row, Briefing) or (version := latest_version(row)) is None:
        return []
    rows = roll(version, timezone.now())
    found = [f"{each.organisation} signed an earlier text; its answer has lapsed." for each in rows if _lapsed(each)]
    if row.is_open_to_sign:
        missing = [str(each.organisation) for each in rows if not each.is_valid and not _lapsed(each)]
        found += [f"{name} has not answered." for name in missing]
    return found + [
        f"{each.organisation} objects to this text."
        for each in rows
        if each.is_valid and each.signoff and each.signoff.answer == SignOff.Answer.OBJECTS
    ]


def _lapsed(row: Any) -> bool:
    return str(row.standing.state) == "lapsed"


def content_of(row: models.Model) -> dict[str, Any]:
    """What would go out: plain values of the allow-listed fields, ready for JSON.

    The same whenever it goes out. Other things of ours are named by id alone: a page shows them where they are public
    when it is read, so things under one embargo find each other when it lifts.
    """
    return CONTENT[KIND_OF[type(row)]](row)


def _plain(row: models.Model) -> dict[str, Any]:
    found = {}
    for name in PUBLIC_FIELDS[type(row)]:
        value = getattr(row, row._meta.get_field(name).attname)  # type: ignore[union-attr]
        found[name] = value.isoformat() if hasattr(value, "isoformat") else value
    return found


def _ask(ask: Ask) -> dict[str, Any]:
    links = ask.links.filter(state=ClauseLink.State.CONFIRMED, is_shared=True).order_by("pk")
    rests_on = ask.rests_on.filter(is_listed=True).order_by("clause_id")
    return {
        **_plain(ask),
        "theme": ask.theme.name if ask.theme else "",
        "grounds": [_plain(each) for each in ask.grounds.filter(is_listed=True)],
        "outcomes": [_plain(each) for each in ask.outcomes.filter(is_listed=True)],
        "links": [_plain(each) for each in links],
        "rests_on": list(rests_on.values_list("clause_id", flat=True)),
    }


def _paper(paper: Briefing) -> dict[str, Any]:
    version = latest_version(paper)
    if version is None:
        raise PublishRefused(["Nothing is written yet."])
    about = paper.about.filter(is_listed=True).order_by("ask_id")
    return {
        **_plain(paper),
        "theme": paper.theme.name if paper.theme else "",
        "asks": list(about.values_list("ask_id", flat=True)),
        "version": _plain(version),
        "signatories": [organisation.name for organisation in signatories(version)],
    }


def _act(act: AlternativeAct) -> dict[str, Any]:
    version = _issued(act)
    return {
        **_plain(act),
        "version": {"name": version.name, "dated": version.dated and version.dated.isoformat()} if version else None,
        "clauses": [_plain(each) for each in version.wordings.order_by("position")] if version else [],
    }


def _issued(act: AlternativeAct) -> Any:
    return act.versions.filter(issued_at__isnull=False).order_by("-number").first()


def _coalition(coalition: Coalition) -> dict[str, Any]:
    return _plain(coalition)


CONTENT: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    Kind.ASK: _ask,
    Kind.BRIEFING: _paper,
    Kind.ACT: _act,
    Kind.COALITION: _coalition,
}
