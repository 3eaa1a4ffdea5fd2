"""How long the desk, the members' page and an Alternative Act take, warm, beside as much work as a coalition has."""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from time import perf_counter
from typing import Any

PAGES = {"/desk/": "officer", "/desk/?all=1": "officer", "/desk/our-work/": "member", "/desk/acts/{act}/": "officer"}


def figures(rounds: int) -> Iterator[str]:
    """One line a page. The database stands; the large world is added to it."""
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext, override_settings

    from tests.coalition.large_world import a_large_world
    from tests.coalition.people import signed_in

    call_command("collectstatic", interactive=False, verbosity=0)
    world = a_large_world()
    with override_settings(ALLOWED_HOSTS=["testserver"], MFA_REQUIRED=False, SECURE_SSL_REDIRECT=False):
        for page, time in took(world, rounds).items():
            client = signed_in(getattr(world, PAGES[page]))
            with CaptureQueriesContext(connection) as asked:
                if client.get(address(page, world)).status_code != HTTPStatus.OK:
                    raise RuntimeError(f"{page} does not answer")
            yield f"{page:<18} {time:6.0f} ms, {len(asked)} queries"


def address(page: str, world: Any) -> str:
    """The address of a page in this world."""
    return page.format(act=world.act.pk)


def took(world: Any, rounds: int, clock: Callable[[], float] = perf_counter) -> dict[str, float]:
    """The median time of each page, warm, in milliseconds of the clock."""
    from statistics import median

    from tests.coalition.people import signed_in

    found = {}
    for page, who in PAGES.items():
        client = signed_in(getattr(world, who))
        client.get(address(page, world))
        times = []
        for _ in range(rounds):
            started = clock()
            client.get(address(page, world))
            times.append((clock() - started) * 1000)
        found[page] = median(times)
    return found
