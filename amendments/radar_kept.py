"""The radar of several stages for a page that must not ask much: kept in memory until the Bill changes."""

from collections.abc import Iterable, Mapping

from django.core.cache import caches

from amendments.models import Amendment
from amendments.querysets import papers_of, prints_of, stages
from amendments.radar import Radar, radar_of
from amendments.scenario import NEEDED

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
        own = rows.get(stage.pk, [])
        for row in own:
            row.stage = stage
        found[stage.pk] = radar_of(stage, own, prints_of(stage), papers_of(stage))
    return found
