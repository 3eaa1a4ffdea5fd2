"""Clauses and papers as the public reads them: from releases in force, never from the tables they came from.

A text may have a newer version that is issued and not published, or a draft: neither shows here. Nor does what became
of a paper after it was published. The rows are built from `Release.fields`: to be read, never saved.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from coalition.gaps import CARRIES
from coalition.models import ActVersion, AlternativeAct, Briefing, BriefingVersion, ClauseWording, Release
from coalition.querysets import in_force


def released_wordings(clauses: Iterable[int], at: datetime | None = None) -> dict[int, ClauseWording]:
    """The released wording of these clauses at a moment (now), by clause id; others are missing. One query.

    They carry what `clauses.clause_label` needs.
    """
    wanted = set(clauses)
    if not wanted:
        return {}
    found: dict[int, ClauseWording] = {}
    seen: set[int] = set()
    for release in in_force(at).filter(kind=Release.Kind.ACT):
        if release.object_id not in seen:
            seen.add(release.object_id)
            found |= wordings_in(release, wanted)
    return found


def released_version(release: Release) -> BriefingVersion | None:
    """The text of a released paper, with the paper as it was released: its kind, Bill and stage, and nothing else."""
    version = release.version
    if version is not None:
        told = {name: release.fields.get(name) or "" for name in ("title", "kind", "stance")}
        stage = release.fields.get("stage")
        version.briefing = Briefing(pk=release.object_id, bill=release.bill, stage_id=stage, **told)
    return version


def carried_amendments(bill_pk: int, at: datetime | None = None) -> frozenset[int]:
    """The amendments of a Bill that carry one of our asks, as far as that is public at a moment (now). One query."""
    found: dict[int, Mapping[str, Any]] = {}
    for pk, fields in in_force(at).filter(kind=Release.Kind.ASK, bill=bill_pk).values_list("object_id", "fields"):
        found.setdefault(pk, fields)
    links = [link for fields in found.values() for link in fields.get("links", ())]
    return frozenset(link["amendment"] for link in links if link["amendment"] and link["relation"] in CARRIES)


def wordings_in(release: Release, wanted: Iterable[int]) -> dict[int, ClauseWording]:
    """The wording of these clauses in one release of a text, by clause id; others are missing. No query."""
    act = AlternativeAct(
        pk=release.object_id,
        title=release.fields.get("title", ""),
        numbers_are_known=release.fields.get("numbers_are_known", False),
    )
    version = ActVersion(act=act)
    by_clause: dict[int | None, Mapping[str, Any]] = {
        each["clause"]: each for each in release.fields.get("clauses", ())
    }
    return {pk: _wording(version, by_clause, pk) for pk in wanted if pk in by_clause}


def _wording(version: ActVersion, by_clause: Mapping[int | None, Mapping[str, Any]], pk: int) -> ClauseWording:
    told = by_clause[pk]
    words = {name: told[name] for name in ("number", "heading", "text", "notes", "extent")}
    row: Any = ClauseWording(version=version, clause_id=pk, parent_id=told["parent"], **words)
    above = by_clause.get(told["parent"], {})
    row.number_above = above.get("number", "")
    row.number_further_above = by_clause.get(above.get("parent"), {}).get("number", "")
    wording: ClauseWording = row
    return wording
