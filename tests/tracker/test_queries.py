"""Every public page asks the database as often for many rows as for ten, and at most six times.

The pages are those of the permission matrix that a stranger may read (tests/matrix/table.py): a new page is held to
it without a line here. What is grown around the example records is tests/tracker/grown.py; `make proofs` grows a
thousand of each. No page is kept here; one that is costs one question (tests/tracker/test_kept_pages.py).
"""

import os

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.matrix.examples import Examples, examples
from tests.matrix.table import ROWS, STRANGERS
from tests.tracker.grown import grow
from tests.world import NOW

pytestmark = pytest.mark.django_db
MOST = 6
FEW, MANY = 10, int(os.environ.get("QUERIES_AT", "40"))
AS_AT = {
    "amendments:stage": "?at=2026-11-20",
    "amendments:detail": "?at=2026-11-20",
    "amendments:compare": "?since=2026-10-01&until=2026-11-22",
    "bill-timeline": "?at=2026-11-20",
    "coalition:public-ask": "?at=2026-11-20",
    "search": "?q=clause",
    "library": "?kind=briefing",
    "bills:list": "?q=piers&state=before",
}
"""The same pages asked for something: a day, a search."""
FILES = {"data-campaigns", "data-campaign"}
"""Not pages: files of every kind of thing that is published, read in parts; nine questions, twelve at a thousand."""


def public_pages(made: Examples) -> dict[str, str]:
    """The addresses of the matrix that a stranger reads, by name."""
    names = [
        name for name, row in ROWS.items() if row.lowest == STRANGERS and "GET" in row.taken and name not in FILES
    ]
    found = {name: reverse(name.partition("#")[0], kwargs=made.of(name)) for name in names}
    return found | {f"{name}{asked}": found[name] + asked for name, asked in AS_AT.items()}


def questions(address: str) -> int:
    """How often one reading by a stranger asks."""
    with CaptureQueriesContext(connection) as seen:
        answer = Client().get(address)
        parts = answer.streaming_content if answer.streaming else [answer.content]
        assert all(isinstance(part, bytes) for part in parts)
    assert answer.status_code in (200, 302, 404), (address, answer.status_code)
    return len(seen)


def test_every_public_page_asks_at_most_six_times_however_much_there_is() -> None:
    with time_machine.travel(NOW, tick=True):
        made = examples()
        addresses = public_pages(made)
        grow(made, FEW)
        for address in addresses.values():
            questions(address)
        few = {name: questions(address) for name, address in addresses.items()}
        grow(made, MANY - FEW)
        many = {name: questions(address) for name, address in addresses.items()}
    grown = {name: (few[name], asked) for name, asked in many.items() if few[name] != asked}
    too_many = {name: asked for name, asked in many.items() if asked > MOST}
    assert (grown, too_many) == ({}, {})
