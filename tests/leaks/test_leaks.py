"""Private means invisible: nothing planted in a private field reaches a visitor it is not for."""

import pytest

from coalition import querysets
from coalition.uploads import DOCX, PDF
from tests.leaks.crawler import Crawler
from tests.leaks.planting import is_planted_everywhere
from tests.leaks.prove import ids, planted_field, prove

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {"text/html", "text/csv", "text/markdown", PDF.media_type, DOCX.media_type, XLSX}
"""What the crawl must have read words in: pages, exports, papers to take away."""


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.django_db
def test_no_private_word_reaches_a_lesser_visitor_and_private_things_look_missing():
    proof = prove(200, ids_each=2, most_links=60)
    assert not list(is_planted_everywhere())
    for report in proof.reports:
        told = {proof.planted.at[canary]: where[:3] for canary, where in report.leaks.items()}
        assert not told, (report.who, told)
        assert not report.differences, (report.who, report.differences)
        assert not report.failures, (report.who, report.failures)
    assert not proof.unanswered, "these show nobody a page: see tests/matrix/examples.py"
    read = next(report.found for report in proof.reports if report.who == "member")
    missed = {proof.planted.at[each] for each in proof.planted.visible - set().union(*read.values())}
    assert not missed, "the member's crawl did not read what is shared: it proves nothing"
    assert set(read) >= FORMS, "it did not read the words of every form that answers take"


@pytest.mark.django_db
def test_the_crawl_finds_a_leak_where_everything_is_shown_to_everybody(monkeypatch):
    field = planted_field(150)
    monkeypatch.setattr(querysets, "audience", lambda user, prefix="": ~querysets.Q(pk__in=[]))
    report = Crawler("member", field.browsers["member"], field.planted, 30).crawl([], ids(2))
    assert {field.planted.at[canary].split(".")[0] for canary in report.leaks} >= {"Briefing", "ClauseLink"}
    assert report.differences
