"""Photograph every page of the site over the present database: `make screenshots`, or `python -m tests.screenshots`.

The pictures go to docs/screenshots, at 390 and 1280 pixels. The pages are served on loopback by this program itself.
With --check it also runs axe and looks for sideways scrolling, and ends with an error where it finds something.
"""

import argparse
import os
import secrets
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


def main() -> int:
    """Take the pictures; returns 1 where --check found something, or where there is nothing to photograph."""
    arguments = _arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's own loop runs in this thread
    django.setup()
    from bills.models import Bill
    from tests.browser.chromium import chromium_path

    if not chromium_path():
        print("Chromium is not installed: on Debian, apt install chromium", file=sys.stderr)
        return 1
    if not Bill.objects.exists():
        print("The database holds no Bill: load the demonstration first with manage.py demo", file=sys.stderr)
        return 1
    wrong = _photograph(arguments.out, with_checks=arguments.check)
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Photograph every page of the site.")
    parser.add_argument("--out", type=Path, default=Path("docs/screenshots"), help="folder for the pictures")
    parser.add_argument("--check", action="store_true", help="also run axe, and look for sideways scrolling")
    return parser.parse_args()


def _photograph(folder: Path, *, with_checks: bool) -> list[str]:
    from tests.browser.chromium import WIDTHS, chromium
    from tests.browser.pages import site_pages

    folder.mkdir(parents=True, exist_ok=True)
    wrong: list[str] = []
    with _served() as root, _officer() as cookie, chromium() as browser:
        for width in WIDTHS:
            for site_page in site_pages():
                with browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB") as context:
                    if site_page.for_officers:
                        context.add_cookies([{"name": "sessionid", "value": cookie, "url": root}])
                    page = context.new_page()
                    page.goto(root + site_page.path)
                    _take(page, folder / f"{site_page.name}-{width}.png", width)
                    if with_checks:
                        wrong += [f"{site_page.name} at {width}: {line}" for line in _found_wrong(page)]
                    print(f"{site_page.name} at {width}")
    return wrong


def _take(page: "Page", file: Path, width: int) -> None:
    height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": width, "height": height})
    page.screenshot(path=file)


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
def _officer() -> Iterator[str]:
    """The session key of an officer made for these pictures; both are gone afterwards."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import Permission, User
    from django.contrib.sessions.backends.db import SessionStore

    user = User.objects.create_user(f"officer-{secrets.token_hex(4)}")
    user.user_permissions.add(Permission.objects.get(codename="track_bill"))
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    try:
        yield str(session.session_key)
    finally:
        session.delete()
        user.delete()


if __name__ == "__main__":
    sys.exit(main())
