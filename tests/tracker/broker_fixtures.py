"""Sites of their own for the tests of brokers and races, migrated once and copied."""

import os
import shutil
import socket
from contextlib import closing

import pytest

from tests.conftest import missing
from tests.tracker.own_site import OwnSite

POSTGRES = "postgres://root@127.0.0.1:5432"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory) -> OwnSite:
    """A migrated site that no test writes to."""
    site = OwnSite(tmp_path_factory.mktemp("migrated"))
    site.manage("migrate", "--verbosity", "0")
    site.say("broker.make_ready()")
    return site


@pytest.fixture
def own_site(migrated, tmp_path) -> OwnSite:
    """An empty site on SQLite with the embedded broker."""
    shutil.copytree(migrated.var, tmp_path, dirs_exist_ok=True)
    return OwnSite(tmp_path)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def either_database(request, own_site) -> OwnSite:
    """The same empty site on SQLite, and on PostgreSQL where it runs on loopback."""
    if request.param == "sqlite":
        yield own_site
        return
    need_port(5432, "PostgreSQL")
    import psycopg

    name = f"tracker_test_{os.getpid()}"
    with closing(psycopg.connect(f"{POSTGRES}/postgres", autocommit=True)) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
        try:
            own_site.settings["DATABASE_URL"] = f"{POSTGRES}/{name}"
            own_site.manage("migrate", "--verbosity", "0")
            yield own_site
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def need_port(port: int, name: str) -> None:
    """Skip the test where nothing listens, or fail it where services are required."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        missing("services", f"{name} does not answer at 127.0.0.1:{port}")
