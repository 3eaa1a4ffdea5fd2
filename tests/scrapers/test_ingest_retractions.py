"""A source takes back what it said: the row then shows what still stands, and nothing that no source says any more."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from amendments.models import Amendment
from scrapers import ingest
from tests.scrapers.said import ADA, BEN, CAI, a_paper, a_stage, item, printed, seen

pytestmark = pytest.mark.django_db


def names_shown() -> list[str]:
    shown = Amendment.objects.get().sponsorships.filter(is_listed=True)
    return list(shown.values_list("printed_name", flat=True))


def paper(stage, record, on=0, at=None):
    observation = seen(on) if at is None else replace(seen(on), at=at)
    return ingest.ingest_paper(stage, a_paper(record), observation, sha256=f"sha of day {on}")


def api(stage, record, on=0, at=None):
    observation = seen(on) if at is None else replace(seen(on), at=at)
    return ingest.ingest_amendments(stage, [record], observation, is_complete=True)


def test_a_name_that_one_source_alone_gave_and_took_back_is_gone() -> None:
    stage = a_stage()
    paper(stage, printed(sponsors=(ADA, BEN)))
    api(stage, item(sponsors=(ADA, BEN)), on=1)
    api(stage, item(sponsors=(ADA, BEN, CAI)), on=2)
    assert names_shown() == ["Ada Brook", "Ben Carr", "Cai Dunn"]
    api(stage, item(sponsors=(ADA, BEN)), on=3)
    assert names_shown() == ["Ada Brook", "Ben Carr"]
    assert Amendment.objects.get().disputed == {}


def test_names_that_were_not_shown_change_nothing_when_they_are_taken_back() -> None:
    stage = a_stage()
    api(stage, item(sponsors=(ADA, BEN, CAI)))
    paper(stage, printed(sponsors=(ADA, BEN)), on=1)
    api(stage, item(sponsors=(ADA, replace(BEN, name="Benjamin Carr"))), on=2)
    assert names_shown() == ["Ada Brook", "Ben Carr"]
    assert Amendment.history.latest().grades == "typography"


def test_a_decision_that_is_taken_back_no_longer_stands() -> None:
    stage = a_stage()
    paper(stage, printed(decision="NoDecision"))
    api(stage, item(decision="Agreed"), on=1)
    api(stage, item(decision="NoDecision"), on=2)
    assert Amendment.objects.get().decision == "NoDecision"


def test_where_one_source_takes_its_decision_back_the_others_stands() -> None:
    stage = a_stage()
    paper(stage, printed(decision="Agreed to"))
    api(stage, item(decision="Disagreed"), on=1)
    api(stage, item(decision="NoDecision"), on=2)
    row = Amendment.objects.get()
    assert (row.decision, row.disputed) == ("Agreed to", {})


def test_people_are_told_that_a_decision_was_taken_back() -> None:
    stage = a_stage()
    api(stage, item(decision="Agreed"))
    api(stage, item(decision="NoDecision"), on=1)
    assert Amendment.history.latest().grades == "decision"


def test_in_summer_an_answer_half_an_hour_after_a_papers_midnight_is_the_later_one() -> None:
    stage = a_stage()
    paper(stage, printed(line=4), at=datetime(2026, 6, 10, tzinfo=ZoneInfo("Europe/London")))
    api(stage, item(line=5), at=datetime(2026, 6, 9, 23, 30, tzinfo=UTC))
    assert Amendment.objects.get().line == 5


def test_an_amendment_that_moves_to_another_clause_does_not_keep_the_old_page_and_line() -> None:
    stage = a_stage()
    api(stage, item(page=3, line=44))
    api(stage, item(provision="clause 9", page=None, line=None), on=1)
    row = Amendment.objects.get()
    assert (row.provision, row.page, row.line) == ("clause 9", None, None)
    assert Amendment.history.latest().grades == "target"
    api(stage, item(provision="clause 9", page=5, line=1), on=2)
    row.refresh_from_db()
    assert (row.page, row.line, row.disputed) == (5, 1, {})
