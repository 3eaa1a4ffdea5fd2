"""Private means invisible: nothing planted in a private field reaches a visitor it is not for."""

import pytest

from coalition import querysets
from coalition.querysets import audience
from tests.leaks.crawler import Crawler
from tests.leaks.planting import is_planted_everywhere
from tests.leaks.prove import ids, planted_world, prove


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.django_db
def test_no_private_word_reaches_a_lesser_visitor_and_private_things_look_missing():
    planted, reports = prove(200, ids_each=2, most_links=60)
    assert not list(is_planted_everywhere())
    for report in reports:
        told = {planted.at[canary]: where[:3] for canary, where in report.leaks.items()}
        assert not told, (report.who, told)
        assert not report.differences, (report.who, report.differences)
    assert planted.visible <= reports[-1].found, "the member's crawl did not read what is shared: it proves nothing"


@pytest.mark.django_db
def test_the_crawl_finds_a_leak_where_everything_is_shown_to_everybody(monkeypatch):
    planted, browsers = planted_world(150)
    everything = audience  # kept, so that the guard is seen to be replaced
    monkeypatch.setattr(querysets, "audience", lambda user, prefix="": ~querysets.Q(pk__in=[]))
    assert querysets.audience is not everything
    report = Crawler("member", browsers["member"], planted, 30).crawl(ids(2))
    assert {planted.at[canary].split(".")[0] for canary in report.leaks} >= {"Briefing", "ClauseLink"}
    assert report.differences
