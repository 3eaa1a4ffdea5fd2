"""A browser, and the small world served on loopback. Without Chromium or axe: skipped, or failed where required."""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page

from amendments.models import Amendment, Chain, ChainStep
from bills.models import Bill
from coalition import publish as releases
from coalition import writing
from coalition.models import Assurance, ContactEntry, Invitation, Organisation, Outcome, Person
from tests.amendments.listed import FRIDAY, WEDNESDAY, an_amendment, change, change_names, publish, table
from tests.amendments.printed import a_print
from tests.browser.chromium import AXE, chromium, chromium_path
from tests.browser.pages import INVITED
from tests.coalition.briefings_world import a_paper
from tests.coalition.links_world import CLAUSE, a_link
from tests.coalition.people import a_coalition, an_act, an_ask
from tests.conftest import missing
from tests.divisions.votes import in_commons
from tests.world import World, a_world
from tracker.divisions.place import place_divisions
from tracker.models import Delivery, Follower, Following
from tracker.webhooks import hooks

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's own loop runs in the thread of the tests
LANTERNS = """
Clause 1 — Duty to light harbours
  (1) A harbour authority must light every step.
  (2) It may light the quay.
  (3) Subsection (2) does not apply by day.
"""
"""Holds what amendment 1 would change, and nothing of the others."""
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
    """The root address of the site over the small world: amendments on two lists of one stage, a small coalition."""
    world = a_world()
    with_amendments(world)
    with_a_coalition(world)
    return live_server.url


@pytest.fixture
def whole_site(site) -> str:
    """The same, with something to show on every kind of page."""
    bill = Bill.objects.get(bill_id=4101)
    with_links_in_letters(bill)
    with_what_came_of_it(bill)
    return site


def with_amendments(world: World) -> None:
    """Thirty amendments in committee in the Lords: one reworded, one with more names, one decided."""
    stage = world.lanterns.stages.get(description="Committee stage", house="Lords")
    names = ["Ada Quill", "Bram Oakley", "Cora Dunmore"]
    a_print(stage, LANTERNS, print_number="HL Bill 5", published_on=date(2026, 10, 15))
    a_print(
        stage, LANTERNS.replace("every step", "each step"), print_number="HL Bill 7", published_on=date(2026, 11, 4)
    )
    places = [{"provision": f"clause {n}", "page": n, "line": 3} for n in range(1, 31)]
    found = [an_amendment(stage, str(n), text=WORDS.format(n), **place) for n, place in enumerate(places, 1)]
    rows = table(found, names=names)
    publish(stage, rows, WEDNESDAY, stars={"1": "★"})
    change(rows[0], "text", FRIDAY, text=WORDS.format(1).replace("must", "shall"))
    change_names(rows[1], FRIDAY, added=["Dov Penhale"], removed=["Cora Dunmore"])
    change(rows[2], "decision", FRIDAY, decision="WithdrawnBeforeDebate")
    publish(stage, rows[:29], FRIDAY)


def with_a_coalition(world: World) -> None:
    """One of everything the coalition writes about the Bill, much of it public."""
    people, bill = a_coalition(), world.lanterns
    amendment = Amendment.objects.filter(stage__bill=bill).order_by("pk")[2]
    ask = an_ask(bill, summary="So that nobody falls.", next_step="Ring the whips", next_step_on=date(2026, 11, 30))
    act = an_act(bill, CLAUSE)
    told = {"summary": "A promise was given.", "source_url": "https://hansard.parliament.uk/", "amendment": amendment}
    writing.create(Outcome(ask=ask, on=date(2026, 11, 19), judgement="partly", **told), by=None)
    promise = {"given_by": "Lord Quay", "given_on": date(2026, 11, 19), "words": "We will light the steps."}
    writing.create(Assurance(bill=bill, ask=ask, is_shared=True, due_on=date(2026, 12, 1), **promise), by=None)
    ContactEntry.objects.create(kind="sponsor", bill=bill, ask=ask, name="Ada Quill", on=date(2026, 11, 20))
    clause = act.clauses.get()
    a_link(people.officer, amendment, ask=ask, confirmed=True, is_shared=True)
    a_link(people.officer, amendment, clause=clause, is_shared=True)
    paper = a_paper(bill=bill)
    writing.change(act.versions.get(), {"issued_at": timezone.now()}, by=people.officer)
    for row in (people.coalition, ask, act, paper):
        releases.publish(row, by=people.officer)


def with_links_in_letters(bill: Bill) -> None:
    """One who follows the Bill, one who is invited, and a webhook: each with pages behind a link or an address."""
    now = timezone.now()
    reader = Follower.objects.create(email="reader@example.org", asked_at=now)
    facts = {"kind": Following.Kind.BILL, "object_id": bill.pk, "asked_at": now, "confirmed_at": now}
    Following.objects.create(follower=reader, **facts)
    secret = sha256(INVITED.encode()).hexdigest()
    offered = Invitation(email="nora@example.org", secret_hash=secret, expires_at=now + timedelta(days=7))
    writing.create(offered, by=None)
    hook = hooks.add("https://hooks.example.org/in", ["bills"], by=None)
    Delivery.objects.create(webhook=hook, created_at=now)


def with_what_came_of_it(bill: Bill) -> None:
    """A division with its voters, a decision that was taken back, and a chain of two attempts."""
    in_commons("Harbour Lanterns Bill: Third Reading", date(2026, 11, 23))
    place_divisions(bill)
    rows = Amendment.objects.filter(stage__bill=bill).order_by("pk")
    change(rows[3], "decision", WEDNESDAY, decision="Agreed")
    change(rows[3], "decision", FRIDAY, decision="NoDecision")
    chain = Chain.objects.create(bill=bill, order=1, aim="Lit steps", historic_key="lit-steps")
    for order, row in enumerate(rows[:2], 1):
        ChainStep.objects.create(chain=chain, order=order, amendment=row, historic_key=f"step-{order}")


@pytest.fixture
def officer(site) -> User:
    """A person who does the coalition's work and looks after its people, for Beacon Trust."""
    user = User.objects.create_user("officer", password="a long password")
    beacon = Organisation.objects.get(name="Beacon Trust")
    person = Person(user=user, name="Olive Pilot", role=Person.Role.ADMINISTRATOR, organisation=beacon)
    writing.create(person, by=None)
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
    page.wait_for_url(lambda url: "/sign-in/" not in url)
