"""Photograph the main pages over the present database: `make screenshots`, or `python -m tests.screenshots`.

The pictures go to docs/screenshots, at 390 and 1280 pixels. The pages are served on loopback by this program itself;
those of the coalition are read by an account of the demonstration. With --all every kind of page is photographed; with
--check axe and a look for sideways scrolling run too, and what they find ends the program with an error.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from playwright.sync_api import Page

TALLEST = 1500
"""Pixels of a page that a picture shows: beyond that it only repeats itself."""

MAIN = {
    *("bills", "bill", "bill-historic", "stage", "compare", "amendment", "chain", "track", "fresh", "sign-in"),
    *("desk", "our-work", "asks", "ask", "act", "link", "briefing", "campaign", "public-ask"),
    *("as-amended", "as-amended-clause", "compare-prints", "clause-map"),
    *("front", "bill-timeline", "compare-asks", "search-found", "division", "library", "follow", "api", "downloads"),
}
"""Names in tests/browser/pages.py of the pages that docs/screenshots shows."""

AS_MEMBER = {"our-work"}
"""Those that a member of the coalition reads, in place of a policy officer."""


def main() -> int:
    """Take the pictures; returns 1 where --check found something, or where there is nothing to photograph."""
    arguments = _arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's own loop runs in this thread
    django.setup()
    from coalition.models import Person
    from tests.browser.chromium import chromium_path

    if not chromium_path():
        print("Chromium is not installed: on Debian, apt install chromium", file=sys.stderr)
        return 1
    if not Person.objects.exists():
        print("The database holds no people: load the demonstration first with manage.py demo", file=sys.stderr)
        return 1
    wrong = _photograph(arguments.out, only=None if arguments.all else MAIN, with_checks=arguments.check)
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Photograph the main pages of the site.")
    parser.add_argument("--out", type=Path, default=Path("docs/screenshots"), help="folder for the pictures")
    parser.add_argument("--all", action="store_true", help="every kind of page, not the main ones alone")
    parser.add_argument("--check", action="store_true", help="also run axe, and look for sideways scrolling")
    return parser.parse_args()


def _photograph(folder: Path, *, only: set[str] | None, with_checks: bool) -> list[str]:
    from django.conf import settings

    from coalition.models import Person
    from tests.browser.chromium import WIDTHS, chromium
    from tests.browser.pages import site_pages

    folder.mkdir(parents=True, exist_ok=True)
    wrong: list[str] = []
    pages = [each for each in site_pages() if only is None or each.name in only]
    roles = Person.Role
    with (
        _served() as root,
        _signed_in(roles.OFFICER) as officer,
        _signed_in(roles.MEMBER) as member,
        chromium() as browser,
    ):
        for width in WIDTHS:
            for site_page in pages:
                cookie = member if site_page.name in AS_MEMBER else officer
                with browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB") as context:
                    if site_page.for_officers:
                        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": root}])
                    page = context.new_page()
                    page.goto(root + site_page.path)
                    _take(page, folder / f"{site_page.name}-{width}.png", width)
                    if with_checks:
                        wrong += [f"{site_page.name} at {width}: {line}" for line in _found_wrong(page)]
                    print(f"{site_page.name} at {width}")
    return wrong


def _take(page: "Page", file: Path, width: int) -> None:
    from tests.browser.chromium import with_fewer_colours

    height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": width, "height": height})
    page.screenshot(path=file)
    with_fewer_colours(file)


def _found_wrong(page: "Page") -> list[str]:
    from tests.browser.chromium import axe_violations, sideways_overflow

    over = sideways_overflow(page)
    return [*axe_violations(page), *([f"{over} pixels wider than the window"] if over > 0 else [])]


@contextmanager
def _served() -> Iterator[str]:
    """The site on a free port of loopback; yields its root address."""
    from django.conf import settings
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    settings.MFA_REQUIRED = False  # the accounts of the demonstration have no second step
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait(20)
    if server.error:
        raise server.error
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.terminate()


@contextmanager
def _signed_in(role: str) -> Iterator[str]:
    """The session key of the first account with a role; the session is gone afterwards. Raises where there is none."""
    from django.conf import settings
    from django.test import Client

    from coalition.models import Person

    client = Client()
    client.force_login(Person.objects.select_related("user").filter(role=role, is_active=True).earliest("pk").user)
    try:
        yield client.cookies[settings.SESSION_COOKIE_NAME].value
    finally:
        client.logout()


if __name__ == "__main__":
    sys.exit(main())
