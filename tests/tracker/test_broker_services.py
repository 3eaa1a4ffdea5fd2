"""The same ledger with RabbitMQ and Redis as its courier, by one setting."""

import importlib.util

import pytest

from tests.conftest import missing
from tests.tracker.broker_fixtures import migrated, need_port, own_site  # noqa: F401  fixtures
from tests.tracker.own_site import wait_until

BROKERS = {
    "RabbitMQ": (5672, "amqp://guest:guest@127.0.0.1:5672//"),
    "Redis": (6379, "redis://127.0.0.1:6379/15"),
}


@pytest.mark.services
@pytest.mark.parametrize("name", BROKERS)
def test_a_job_makes_its_round_by_a_real_broker(own_site, name):  # noqa: F811
    port, address = BROKERS[name]
    need_port(port, name)
    if name == "Redis" and not importlib.util.find_spec("redis"):
        missing("services", "the package redis is not installed")
    own_site.settings["CELERY_BROKER_URL"] = address
    own_site.say("jobs.enqueue('stub', {'n': 1}, queue='scrape'); jobs.enqueue('stub', {'n': 2})")
    with own_site.worker():
        assert wait_until(lambda: own_site.states() == "done:1 done:1"), own_site.log()
    assert not own_site.say("from django.conf import settings; print(settings.CELERY_BROKER_IS_EMBEDDED or '')")
