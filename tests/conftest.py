"""What every test may ask for. A missing thing skips with its reason, unless this run requires it (CI does)."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from tracker.search import tables
from tracker.timeline import kept

# Static files by their plain names: no test needs a collectstatic before it.
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

# Tests write rows past the door that counts versions, so no page is kept for them, but for those that ask for it.
KEPT = settings.CACHES["pages"]
settings.CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
KEPT_EVENTS, settings.KEPT_EVENTS = settings.KEPT_EVENTS, 0

# Tests sign officers in without a second step, but for those about it and the permission matrix, which ask for it.
settings.MFA_REQUIRED = False

# A password costs a quarter of a second to hash, as it should; tests make hundreds, and none is worth guessing.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Tests ask the API as often as they like, but for those about its limit.
settings.API_REQUESTS_PER_MINUTE = 0


@receiver(post_migrate)
def _words_of_the_search(sender, **_) -> None:
    """Where tables are made without migrations (--nomigrations), the one that no model knows is made too."""
    if sender.name == "tracker":
        tables.make(connection)


REQUIRED = set(os.environ.get("TESTS_REQUIRE", "").split())
"""Space separated: "shared services browser". What is named here may not be skipped."""


def missing(kind: str, reason: str) -> None:
    """Skip the test, or fail it where this run requires `kind`."""
    if kind in REQUIRED:
        pytest.fail(f"{reason} (required by TESTS_REQUIRE)", pytrace=False)
    pytest.skip(reason)


@pytest.fixture
def kept_pages(settings):
    """Public pages are kept as they are in the product; none is kept yet."""
    settings.CACHES = {**settings.CACHES, "pages": KEPT}
    settings.KEPT_EVENTS = KEPT_EVENTS
    caches["pages"].clear()
    kept.forget()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real papers, prints and payloads: SHARED_DATA, by default ../shared/data."""
    if not settings.SHARED_DATA.is_dir():
        missing("shared", f"real files not found at {settings.SHARED_DATA}: set SHARED_DATA")
    return settings.SHARED_DATA
