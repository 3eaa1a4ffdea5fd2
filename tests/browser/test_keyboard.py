"""Journeys of the coalition's people with a keyboard alone: no mouse, no touch, and the focus always in sight."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from amendments.models import Amendment
from coalition.models import ClauseLink, Release, SignOff
from tests.browser.chromium import sideways_overflow
from tests.browser.conftest import with_amendments
from tests.browser.keys import Keys
from tests.coalition.briefings_world import a_paper
from tests.coalition.links_world import a_link
from tests.coalition.people import People, a_coalition, an_ask
from tests.world import a_world

pytestmark = pytest.mark.browser
WANTED = "Lamps are inspected each year"


@pytest.fixture
def people(transactional_db: None) -> People:
    """A coalition whose officer has one ask carried by an amendment, one carried by none, and a paper to be signed."""
    world = a_world()
    with_amendments(world)
    people = a_coalition()
    carried = an_ask(world.lanterns, officer=people.officer.person)
    an_ask(world.lanterns, "inspected-lamps", title=WANTED)
    a_link(people.officer, Amendment.objects.get(bill=world.lanterns, number="5"), ask=carried, confirmed=True)
    a_paper(bill=world.lanterns)
    return people


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[[int, int], Page]]:
    """Opens an empty page in a window of this width and height."""
    with ExitStack() as windows:

        def opened(width: int, height: int) -> Page:
            context = browser.new_context(viewport={"width": width, "height": height})
            return windows.enter_context(context).new_page()

        yield opened


def sign_in(keys: Keys, site: str, name: str) -> None:
    keys.page.goto(f"{site}/sign-in/")
    keys.write("Username or e-mail address", name)
    keys.write("Password", "a long password")
    keys.go()


def heading(page: Page) -> str:
    return " ".join(page.locator("h1").inner_text().split())


def test_an_officer_links_an_amendment_and_publishes_under_embargo(people: People, live_server, opened) -> None:
    page = opened(1280, 900)
    keys = Keys(page)
    sign_in(keys, live_server.url, "oswin")
    if "/desk/" not in page.url:
        keys.follow("Desk")
    keys.follow("Amendment 5")
    link_it(keys)
    publish_the_ask(keys)


def link_it(keys: Keys) -> None:
    """From the amendment's page to a confirmed link, with both texts side by side in between."""
    page = keys.page
    keys.follow("Link to our work")
    keys.choose("Our ask or clause", WANTED)
    keys.choose("Related", "Implements")
    keys.follow("Link and confirm")
    assert "Next: read both texts" in page.evaluate("document.activeElement.textContent"), (
        "the next step has the focus"
    )
    keys.stop()
    assert page.locator("#our-text").is_visible() and page.locator("#their-text").is_visible()
    keys.write("Words of theirs that show it", "no such words")
    keys.follow("Link and confirm")
    assert page.title().startswith("Error: ")
    assert "There is a problem" in page.evaluate("document.activeElement.textContent"), "what is wrong has the focus"
    keys.stop()
    keys.press("Tab")
    keys.press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_their_quotation", "the line leads to its field"
    keys.press("ControlOrMeta+a")
    page.keyboard.type("must have regard to")
    keys.follow("Link and confirm")
    assert ClauseLink.objects.get(ask__title=WANTED).state == ClauseLink.State.CONFIRMED


def publish_the_ask(keys: Keys) -> None:
    """From the link's page by the coalition's rooms to the ask, and out under embargo."""
    page = keys.page
    keys.follow("Asks")
    keys.follow(WANTED)
    keys.follow("Publish")
    keys.choose("Now", "Under embargo, until the moment below")
    keys.to("Public from")
    noon = datetime(timezone.localdate().year + 1, 12, 12, 12, 12, tzinfo=ZoneInfo("Europe/London"))
    page.keyboard.type(f"1212{noon.year}")  # the twelfth of the twelfth: whatever the order of day and month
    keys.press("ArrowRight")
    page.keyboard.type("1212p")  # twelve past noon, where the field asks for a.m. or p.m. too
    keys.follow("Publish")
    assert Release.objects.get().public_from == noon
    assert "Waits under embargo until" in page.locator("main").inner_text()


def test_a_member_signs_on_the_narrowest_phone(people: People, live_server, opened) -> None:
    page = opened(320, 640)
    keys = Keys(page)
    sign_in(keys, live_server.url, "mabel")
    if "needs" not in heading(page):
        keys.follow("What needs us")
    assert sideways_overflow(page) <= 0
    keys.follow("Read and answer: Light the steps")
    assert sideways_overflow(page) <= 0
    keys.to("Signs")
    keys.press("Space")
    keys.back_to("Organisations")
    keys.to("Signs")
    keys.follow("Go on")
    assert heading(page).endswith("Is this your answer?") and sideways_overflow(page) <= 0
    keys.follow("Confirm")
    assert SignOff.objects.get().answer == SignOff.Answer.SIGNS
    assert "Harbour Watch signs version 1. Thank you." in page.locator("[role=status]").inner_text()


def test_a_field_whose_focus_cannot_be_seen_is_found(people: People, live_server, opened) -> None:
    page = opened(390, 844)
    page.goto(f"{live_server.url}/sign-in/")
    page.evaluate("document.getElementById('id_login').style.cssText = 'outline: none; box-shadow: none'")
    with pytest.raises(AssertionError, match="nothing marks the focus"):
        Keys(page).to("Username or e-mail address")
    page.evaluate(
        "() => {const cover = document.body.appendChild(document.createElement('div'));"
        " cover.style.cssText = 'position: fixed; inset: 0; background: red'}"
    )
    page.evaluate("document.activeElement.blur()")
    with pytest.raises(AssertionError, match="something hides"):
        Keys(page).to("Password")
