"""The radar of stages for pages that must not ask much: kept in memory until the Bill changes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django.core.cache import caches
from django.db.models import QuerySet

from amendments.models import Amendment
from amendments.querysets import papers_of, prints_of, stages
from amendments.radar import Radar, radar_of
from amendments.scenario import NEEDED
from bills.gathered import names_of, to_read
from bills.models import BillStage
from bills.prepared import prepared

COLUMNS = [name for name in names_of(Amendment) if name == "id" or name.removesuffix("_id") in NEEDED]
KEPT_FOR = 24 * 60 * 60
"""Seconds; a changed Bill has a new version and so a new key."""


def radars_of(versions: Mapping[int, int]) -> dict[int, Radar]:
    """The radar of each stage, by its id; `versions` tells that of its Bill (bills.versions), read before.

    No query for stages that are kept, two for all the others together, whose prints are read besides.
    """
    keys = {f"radar:{stage}:{version}": stage for stage, version in versions.items()}
    kept = caches["pages"].get_many(list(keys))
    found: dict[int, Radar] = {keys[key]: radar for key, radar in kept.items()}
    made = _made(stage for stage in versions if stage not in found)
    for stage, radar in made.items():
        caches["pages"].set(f"radar:{stage}:{versions[stage]}", radar, KEPT_FOR)
    return found | made


def _made(wanted: Iterable[int]) -> dict[int, Radar]:
    asked = set(wanted)
    if not asked:
        return {}
    found: dict[int, Radar] = {}
    rows: dict[int, list[Amendment]] = {}
    for row in Amendment.objects.filter(stage__in=asked).only(*NEEDED).order_by("pk"):
        rows.setdefault(row.stage_id, []).append(row)
    for stage in stages().filter(pk__in=asked):
        found[stage.pk] = _radar(stage, rows.get(stage.pk, []))
    return found


def radar_kept(stage: BillStage) -> Radar:
    """The radar of a row of `amendments.querysets.stages`, which tells the version of its Bill.

    No query where it is kept or the Bill has no print; else one, and its prints are read besides.
    """
    if not prints_of(stage):
        return Radar()
    key = f"radar:{stage.pk}:{stage.bill_version}"  # type: ignore[attr-defined]
    kept = caches["pages"].get_or_set(
        key, lambda: _radar(stage, [to_read(Amendment, COLUMNS, row) for row in _rows(stage.pk)]), KEPT_FOR
    )
    return cast(Radar, kept)


@prepared
def _rows(stage: int) -> QuerySet[Amendment, Any]:
    return Amendment.objects.filter(stage=stage).order_by("pk").values_list(*COLUMNS)


def _radar(stage: BillStage, rows: Sequence[Amendment]) -> Radar:
    return radar_of(stage, rows, prints_of(stage), papers_of(stage))
