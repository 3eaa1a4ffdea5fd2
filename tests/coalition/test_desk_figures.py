"""The desk and the members' page are quick however much there is: twelve queries at most, the same small and large."""

from time import process_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.bench.desk_pages import PAGES, took
from tests.coalition.large_world import LARGE, SMALL, LargeWorld, a_large_world
from tests.coalition.people import signed_in

SLOWEST_MS = 300


def queries_of(world: LargeWorld) -> dict[str, int]:
    """How many queries each page asks, with session and account."""
    found = {}
    for page, who in PAGES.items():
        client, address = signed_in(getattr(world, who)), page.format(act=world.act.pk)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        assert answer.status_code == 200
        assert page != "/desk/" or "Bill 99 is newer than Bill 98" in answer.content.decode()
        found[page] = len(asked)
    return found


EXPECTED = {"/desk/": 12, "/desk/?all=1": 12, "/desk/our-work/": 10, "/desk/acts/{act}/": 9}
"""The session, and the account with its person, are two of them. Papers cite amendments, clauses and a print."""


@pytest.mark.django_db
def test_pages_of_a_small_coalition_ask_this_often():
    assert queries_of(a_large_world(SMALL)) == EXPECTED


@pytest.mark.django_db
def test_pages_of_a_large_coalition_ask_no_more_often_and_are_quick():
    world = a_large_world(LARGE)
    assert queries_of(world) == EXPECTED
    times = took(world, 5, process_time)  # of this process: SQLite works in it, and other processes do not count
    assert max(times.values()) < SLOWEST_MS, times
