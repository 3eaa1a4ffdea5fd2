"""A stranger lands on one ask's page and reads off it, without scrolling, what was asked and what became of it.

Held on the real story of 2014–15, on every ask of it: no answer may lie below the first screen of a desk.
"""

import json
import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page

from coalition.models import Ask, Theme
from tests.browser.chromium import sideways_overflow
from tracker import demonstration, demonstration_coalition

pytestmark = pytest.mark.browser
SCREEN = {"width": 1280, "height": 800}
ANSWERS = {
    "what was asked": "#asked + p",
    "where it stands": ".answer",
    "what happened": ".moments [data-label='Decided']",
    "when": ".moments [data-label='When']",
    "by whom": ".moments [data-label='By whom']",
    "with which vote": ".moments [data-label='Vote']",
    "from which source": ".moments [data-label='Source']",
}
NOTHING = "#happened + .empty"
"""Where nothing happened, one sentence says so in place of all that."""
OUTSIDE = """(found) => found.map(e => [e.getBoundingClientRect(), e.textContent])
  .filter(([r]) => !r.height || r.top < 0 || r.left < 0 || r.bottom > innerHeight || r.right > innerWidth)
  .map(([r, words]) => `${Math.round(r.bottom)}: ${words.trim().replace(/\\s+/g, ' ').slice(0, 60)}`)"""


@pytest.fixture
def asks(transactional_db, live_server) -> dict[str, str]:
    """The addresses of the public asks on the Modern Slavery Bill, by their short names."""
    bill = demonstration.load_modern_slavery(lambda *told: None)
    told = json.loads(demonstration_coalition.REAL.read_text(encoding="utf-8"))
    for name in {each["theme"] for each in told["asks"]}:
        Theme.objects.get_or_create(name=name)
    demonstration_coalition.load_real(bill, User.objects.create_user("olive"))
    return {each.reference: f"{live_server.url}/campaigns/asks/{each.pk}/" for each in Ask.objects.order_by("pk")}


@pytest.fixture
def desk(browser) -> Iterator[Page]:
    """A stranger's page on a desk, from a link, not scrolled."""
    with browser.new_context(viewport=SCREEN, locale="en-GB") as context:
        yield context.new_page()


def test_every_answer_stands_on_the_first_screen_of_a_desk(asks: dict[str, str], desk: Page) -> None:
    below = {}
    for name, address in asks.items():
        desk.goto(address)
        is_without = desk.locator(NOTHING).count()
        for answer, told in ANSWERS.items():
            where = NOTHING if is_without and told.startswith(".moments") else told
            assert desk.locator(where).count(), (name, answer)
            if outside := desk.eval_on_selector_all(where, OUTSIDE):
                below[name, answer] = outside
    assert below == {}


def test_the_answers_are_those_of_the_record_with_links(asks: dict[str, str], desk: Page) -> None:
    desk.goto(asks["odw"])
    rows = [" ".join(row.inner_text().split()) for row in desk.locator(".moments tbody tr").all()]
    (lords,) = [row for row in rows if "25 February 2015" in row]
    assert "Lord Hylton and 3 others" in lords and "Agreed on division" in lords
    assert "Content 183, Not Content 176" in lords
    (tie,) = [row for row in rows if "14 October 2014" in row]
    assert "A tie; the figures were not found" in tie
    without = [row for row in rows if "25 March 2015" in row and "72A" in row]
    assert without and all("No vote recorded" in row for row in without)
    for row in desk.locator(".moments tbody tr").all():
        source = row.locator("[data-label='Source'] a")
        assert source.count() and re.match(r"https?://", source.first.get_attribute("href") or "")
    assert desk.locator(".moments [data-label='What'] a").count() == len(rows)


def test_on_a_phone_every_answer_is_there_and_nothing_runs_off_the_side(asks: dict[str, str], desk: Page) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.goto(asks["odw"])
    assert sideways_overflow(desk) <= 0
    for where in ANSWERS.values():
        assert desk.locator(where).first.is_visible(), where
    asked = desk.locator(ANSWERS["what was asked"]).bounding_box()
    assert asked and asked["y"] + asked["height"] < 844, "what was asked stands on the first screen of a phone too"
