"""A browser, and the small world served on loopback. Without Chromium or axe: skipped, or failed where required."""

import os
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission, User
from playwright.sync_api import Browser, BrowserContext, Page

from tests.amendments.listed import FRIDAY, WEDNESDAY, an_amendment, change, change_names, publish, table
from tests.browser.chromium import AXE, chromium, chromium_path
from tests.conftest import missing
from tests.world import World, a_world

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's own loop runs in the thread of the tests
WORDS = "Clause {0}, page {0}, line 3, leave out “may” and insert “must have regard to any person who”"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium, once for all tests of a run."""
    if not chromium_path():
        missing("browser", "Chromium is not installed: on Debian, apt install chromium")
    with chromium() as opened:
        yield opened


@pytest.fixture
def axe() -> None:
    """Skips a test where axe is not installed."""
    if not AXE.is_file():
        missing("browser", "axe is not installed: npm --prefix styles ci")


@pytest.fixture
def site(transactional_db, live_server) -> str:
    """The root address of the site over the small world, with amendments on two lists of one stage."""
    world = a_world()
    with_amendments(world)
    return live_server.url


def with_amendments(world: World) -> None:
    """Thirty amendments in committee in the Lords: one reworded, one with more names, one decided."""
    stage = world.lanterns.stages.get(description="Committee stage", house="Lords")
    names = ["Ada Quill", "Bram Oakley", "Cora Dunmore"]
    rows = table([an_amendment(stage, str(n), text=WORDS.format(n)) for n in range(1, 31)], names=names)
    publish(stage, rows, WEDNESDAY, stars={"1": "★"})
    change(rows[0], "text", FRIDAY, text=WORDS.format(1).replace("must", "shall"))
    change_names(rows[1], FRIDAY, added=["Dov Penhale"], removed=["Cora Dunmore"])
    change(rows[2], "decision", FRIDAY, decision="WithdrawnBeforeDebate")
    publish(stage, rows[:29], FRIDAY)


@pytest.fixture
def officer(site) -> User:
    """A person who may track Bills."""
    user = User.objects.create_user("officer", password="a long password")
    user.user_permissions.add(Permission.objects.get(codename="track_bill"))
    return user


@pytest.fixture
def window(browser) -> Iterator[BrowserContext]:
    """A window of a phone."""
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        yield context


@pytest.fixture
def page(window) -> Page:
    """An empty page in the phone's window."""
    return window.new_page()


def sign_in(page: Page, site: str) -> None:
    """Sign the officer in by the form."""
    page.goto(f"{site}/sign-in/")
    page.get_by_label("Username").fill("officer")
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{site}/")
