"""The journey of docs/walk-through.md in a real browser, with and without JavaScript: from an amendment to the public.

With WALK_PICTURES=1 the run with JavaScript saves the pictures of that document to docs/screenshots.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page

from amendments.models import Amendment
from coalition.models import Ask, Briefing, ClauseLink, Person, Release
from tests.browser.chromium import with_fewer_colours
from tests.browser.conftest import with_amendments
from tests.coalition.people import a_coalition, a_person, an_ask, an_organisation
from tests.world import a_world

pytestmark = pytest.mark.browser
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
TALLEST = 1500
TITLE = "Light every step"
BODY = "# What we ask\n\nPeers should support [[amendment:{pk}]], because every harbour step should be lit.\n"


@dataclass
class Walk:
    """The site, who walks through it, and what they walk to."""

    site: str
    visit: Callable[[User | None], Page]
    officer: User
    members: list[User]
    ask: Ask
    amendment: Amendment
    takes_pictures: bool

    def go(self, page: Page, name: str, *args: object) -> None:
        """Open an address of the coalition."""
        page.goto(self.site + reverse(f"coalition:{name}", args=args))

    def picture(self, page: Page, name: str, at: str = "") -> None:
        """Save docs/screenshots/walk-NAME.png where asked for; from the element `at` on, else from the top."""
        if not self.takes_pictures:
            return
        before = page.viewport_size
        assert before is not None
        top = int(page.locator(at).bounding_box()["y"]) - 16 if at else 0  # type: ignore[index]
        height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight") - top)
        file = settings.BASE_DIR / "docs" / "screenshots" / f"walk-{name}.png"
        clip = {"x": 0, "y": top, "width": before["width"], "height": height}
        page.screenshot(path=file, full_page=True, clip=clip)  # type: ignore[arg-type]
        with_fewer_colours(file)


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def walk(request: pytest.FixtureRequest, transactional_db: None, live_server, browser: Browser) -> Iterator[Walk]:
    """Three organisations with a member each and a policy officer, signed in; an ask of theirs, and nothing else."""
    site, world = live_server.url, a_world()
    with_amendments(world)
    people = a_coalition()
    lena = a_person("lena", Person.Role.MEMBER, an_organisation("Lamplighters"))
    with ExitStack() as windows:

        def visit(user: User | None) -> Page:
            size = DESK if user == people.officer else PHONE
            context = browser.new_context(viewport=size, locale="en-GB", java_script_enabled=request.param)  # type: ignore[arg-type]
            windows.enter_context(context)
            if user:
                client = Client()
                client.force_login(user)
                context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
            return context.new_page()

        bill = world.lanterns
        yield Walk(
            site=site,
            visit=visit,
            officer=people.officer,
            members=[people.other_member, people.member, lena],
            ask=an_ask(bill, summary="So that nobody falls."),
            amendment=Amendment.objects.get(bill=bill, number="5"),
            takes_pictures=request.param and os.environ.get("WALK_PICTURES") == "1",
        )


def test_from_a_linked_amendment_to_a_published_paper(walk: Walk) -> None:
    officer, windows = walk.visit(walk.officer), [walk.visit(user) for user in walk.members]
    link_the_amendment(walk, officer)
    paper = draft_the_paper(walk, officer)
    open_for_sign_off(officer)
    for page, organisation in zip(windows, ("Beacon Trust", "Harbour Watch", "Lamplighters"), strict=True):
        sign(walk, page, paper, f"{organisation} signs version 1. Thank you.")
    walk.go(officer, "briefing", paper.pk)
    assert answers(officer) == {"Beacon Trust": "Signs", "Harbour Watch": "Signs", "Lamplighters": "Signs"}
    change_the_text(walk, officer)
    assert all(said.startswith("Lapsed: the text changed since version 1") for said in answers(officer).values())
    sign_the_change(walk, windows[1], paper)
    publish_under_embargo(walk, officer, paper)
    the_public_reads_it_when_the_embargo_ends(walk, paper)


def link_the_amendment(walk: Walk, page: Page) -> None:
    """From the amendment's own page to a confirmed link."""
    page.goto(walk.site + walk.amendment.get_absolute_url())
    page.get_by_role("link", name="Link to our work").first.click()
    page.get_by_label("Our ask or clause").select_option(f"ask:{walk.ask.pk}")
    page.get_by_label("Implements", exact=True).check()
    page.get_by_role("button", name="Link and confirm").click()
    says(page, "Read them, then confirm: nothing was saved yet.")
    assert not ClauseLink.objects.exists(), "nobody has seen both texts yet"
    page.get_by_label("Words of theirs that show it").fill("must have regard to")
    page.get_by_role("button", name="Link and confirm").click()
    says(page, "Linked and confirmed.")
    walk.picture(page, "1-link")
    assert ClauseLink.objects.get().state == ClauseLink.State.CONFIRMED


def draft_the_paper(walk: Walk, page: Page) -> Briefing:
    """What it is about, then its text with a reference that is refused until it names something."""
    walk.go(page, "briefing-new")
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Bill (optional)").select_option(label="Harbour Lanterns Bill")
    page.get_by_label(walk.ask.title).check()
    page.get_by_label("Share it with every organisation").check()
    page.get_by_role("button", name="Go on to the text").click()
    page.get_by_label("Text", exact=True).fill(BODY.format(pk=999_999))
    page.get_by_role("button", name="Save as a new version").click()
    says(page, "There is a problem")
    page.get_by_label("Text", exact=True).fill(BODY.format(pk=walk.amendment.pk))
    page.get_by_role("button", name="Save as a new version").click()
    says(page, "Version 1 is written.")
    walk.picture(page, "2-draft")
    assert page.get_by_role("link", name="amendment 5").first.is_visible(), "the reference reads today's number"
    return Briefing.objects.get()


def open_for_sign_off(page: Page) -> None:
    """Ask for answers until the day after tomorrow."""
    page.get_by_role("link", name="Open for sign-off").click()
    page.get_by_label("Answers by").fill(london(days=2))
    page.get_by_role("button", name="Ask for answers").click()
    says(page, "The organisations are asked for their answers.")


def sign(walk: Walk, page: Page, paper: Briefing, thanks: str) -> None:
    """Two steps: the exact text with the answer, then the confirmation."""
    walk.go(page, "sign", paper.pk)
    says(page, "Peers should support")
    page.get_by_label("Signs", exact=True).check()
    page.get_by_role("button", name="Go on").click()
    says(page, "Is this your answer?")
    walk.picture(page, "3-sign")
    page.get_by_role("button", name="Confirm").click()
    says(page, thanks)


def change_the_text(walk: Walk, page: Page) -> None:
    """One word; the page says what that does to the answers."""
    page.get_by_role("link", name="Edit the text").click()
    text = page.get_by_label("Text", exact=True)
    text.fill(text.input_value().replace("should be lit", "must be lit"))
    page.get_by_role("button", name="Save as a new version").click()
    says(page, "Version 2 is written. Sign-offs of the earlier text have lapsed.")
    walk.picture(page, "4-lapsed", at="#answers")


def sign_the_change(walk: Walk, page: Page, paper: Briefing) -> None:
    """Who signed before reads what changed, and signs again; the others' answers stay lapsed."""
    walk.go(page, "sign", paper.pk)
    says(page, "What changed since your organisation answered version 1")
    assert "must" in page.locator("ins").first.inner_text()
    page.get_by_label("Signs", exact=True).check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Confirm").click()
    says(page, "Harbour Watch signs version 2. Thank you.")


def publish_under_embargo(walk: Walk, page: Page, paper: Briefing) -> None:
    """Lapsed answers have to be accepted with a tick before anything goes out."""
    walk.go(page, "briefing", paper.pk)
    found = answers(page)
    assert found["Harbour Watch"] == "Signs"
    assert found["Beacon Trust"].startswith("Lapsed:") and found["Lamplighters"].startswith("Lapsed:")
    page.get_by_role("link", name="Publish", exact=True).click()
    page.get_by_label("Under embargo").check()
    page.get_by_label("Public from").fill(london(days=1))
    page.get_by_role("button", name="Publish", exact=True).click()
    says(page, "Tick this if it shall be published although")
    assert not Release.objects.exists()
    page.get_by_label("Publish all the same").check()
    page.get_by_role("button", name="Publish", exact=True).click()
    says(page, "Under embargo: public from")
    says(page, "Waits under embargo until")
    walk.picture(page, "5-embargo")


def the_public_reads_it_when_the_embargo_ends(walk: Walk, paper: Briefing) -> None:
    """Before: the page of a missing paper. The moment is then moved to a second ago, and nothing else is."""
    page = walk.visit(None)
    address = walk.site + reverse("coalition:public-paper", args=[paper.pk])
    answered = page.goto(address)
    assert answered and answered.status == 404
    before = page.locator("main").inner_text()
    answered = page.goto(walk.site + reverse("coalition:public-paper", args=[999_999]))
    assert answered and answered.status == 404 and page.locator("main").inner_text() == before
    Release.objects.update(public_from=timezone.now() - timedelta(seconds=1))
    answered = page.goto(address)
    assert answered and answered.status == 200
    says(page, "every harbour step must be lit")
    shown = page.locator("main").inner_text()
    assert "Harbour Watch" in shown and "signed by 1 organisation" in shown
    assert "Beacon Trust" not in shown and "Lamplighters" not in shown, "a lapsed answer is not a signature"
    walk.picture(page, "6-public")


def says(page: Page, words: str) -> None:
    """Waits until the page shows these words."""
    page.get_by_text(words).first.wait_for(timeout=5000)


def answers(page: Page) -> dict[str, str]:
    """Each organisation's answer as the paper's page has it."""
    rows = page.locator("#answers + table tbody tr")
    cells = [row.locator("td").all_inner_texts() for row in rows.all()]
    return {cell[0].strip(): " ".join(cell[1].split()) for cell in cells}


def london(days: int) -> str:
    """This time of day, some days on, as a field of a day and time takes it."""
    return timezone.localtime(timezone.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")
