"""The same laws on PostgreSQL: tests of history, ingest, followers and webhooks run there, in their own process."""

import os
import subprocess
import sys

import pytest

from tests.conftest import missing

SERVER = "127.0.0.1:5432"
FILES = [
    "tests/api/test_api.py::test_a_moment_may_have_any_offset_that_iso_8601_allows",
    "tests/api/test_schema.py",
    "tests/amendments/test_pages.py",
    "tests/amendments/test_radar.py",
    "tests/bills/test_gathered.py",
    "tests/bills/test_history.py",
    "tests/bills/test_pages.py",
    "tests/bills/test_prepared.py",
    "tests/scrapers/test_ingest_amendments.py",
    "tests/scrapers/test_ingest_papers.py",
    "tests/scrapers/test_ingest_together.py",
    "tests/following/test_telling.py::test_an_ask_is_told_from_its_public_moment_on_and_never_before",
    "tests/webhooks/test_webhooks.py::test_each_is_told_of_its_topics_alone_and_never_of_signatures",
    "tests/tracker/search/test_search.py",
    "tests/tracker/test_timeline.py",
    "tests/tracker/test_timeline_record.py",
    "tests/tracker/test_front.py",
    "tests/tracker/test_kept_pages.py",
    "tests/tracker/test_kept_rows.py",
    "tests/tracker/test_kept_timelines.py",
    "tests/coalition/test_writing.py",
]


def _role() -> str:
    """A role that this machine's server lets in without a password, or a skip with the reason."""
    try:
        import psycopg
    except ImportError:
        missing("services", "psycopg is not installed")
    for role in ("postgres", "root"):
        try:
            psycopg.connect(f"postgresql://{role}@{SERVER}/postgres", connect_timeout=3).close()
        except psycopg.OperationalError:
            continue
        return role
    missing("services", f"no PostgreSQL that trusts us at {SERVER}")
    return ""


@pytest.mark.services
def test_history_ingest_and_letters_keep_their_laws_on_postgresql() -> None:
    environment = {**os.environ, "DATABASE_URL": f"postgres://{_role()}@{SERVER}/tracker_pg"}
    environment.pop("PYTEST_XDIST_WORKER", None)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", "--create-db", *FILES],
        env=environment,
        capture_output=True,
        text=True,
        timeout=420,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
