"""Plant, crawl as each lesser visitor, count."""

from django.test import Client

from coalition.models import Organisation
from tests.coalition.people import a_coalition, signed_in
from tests.leaks.crawler import Crawler, Report
from tests.leaks.planting import MISSING, PRIVATE, Planted, coalition_models, plant
from tests.world import a_world


def planted_world(count: int) -> tuple[Planted, dict[str, Client]]:
    """The canaries, and a browser for each visitor who must not read them."""
    people, world = a_coalition(), a_world()
    stage = world.lanterns.stages.get(bill_stage_id=world.lanterns.current_stage_id_received)
    planted = plant(world.lanterns, stage, Organisation.objects.get(pk=people.harbour.pk), count)
    visitors = {"stranger": None, "outsider": people.outsider, "member": people.member}
    return planted, {who: signed_in(user) for who, user in visitors.items()}


def ids(limit: int | None) -> list[int]:
    """Ids to try in addresses: private ones of every model, shared ones and a missing one."""
    found = {PRIVATE, MISSING}
    for model in coalition_models():
        found |= set(model._default_manager.order_by("-pk").values_list("pk", flat=True)[:2])
        found |= set(model._default_manager.order_by("pk").values_list("pk", flat=True)[:2])
    first = [PRIVATE, 1, MISSING]
    return [*first, *sorted(found - set(first))][:limit]


def prove(count: int, *, ids_each: int | None = None, most_links: int = 2_000) -> tuple[Planted, list[Report]]:
    """Every visitor's report. Needs Django with an empty, migrated database."""
    planted, browsers = planted_world(count)
    wanted = ids(ids_each)
    return planted, [Crawler(who, client, planted, most_links).crawl(wanted) for who, client in browsers.items()]
