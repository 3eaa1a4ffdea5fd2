"""Papers that come late, twice, or two on one day; and amendments that no id tells apart."""

import pytest

from amendments.models import Amendment, Sponsorship
from scrapers import ingest
from scrapers.records import WithdrawnRecord
from tests.scrapers.said import a_paper, a_stage, printed, seen

pytestmark = pytest.mark.django_db


def paper(stage, *amendments, on=0, sha="", **more):
    return ingest.ingest_paper(stage, a_paper(*amendments, **more), seen(on), sha256=sha or f"sha of day {on}")


def without_ids(text: str):
    return printed("", dnum="", series_id="", text=text)


def test_of_two_papers_of_one_day_the_first_read_again_takes_nothing_back() -> None:
    stage = a_stage()
    first, second = printed(text="Leave out “lamp”"), printed(text="Leave out “beacon”")
    paper(stage, first, sha="a")
    paper(stage, second, sha="b")
    rows = Amendment.history.count()
    assert paper(stage, first, sha="a").written == 0
    assert paper(stage, second, sha="b").written == 0
    assert (Amendment.objects.get().text, Amendment.history.count()) == ("Leave out “beacon”", rows)


def test_a_late_daily_sheet_is_not_made_absent_by_newer_ones_that_claim_nothing() -> None:
    stage = a_stage()
    paper(stage, printed("2", dnum="hoc2"), on=2, is_complete=False, kind="hldaily")
    paper(stage, printed("1", dnum="hoc1"), on=1, is_complete=False, kind="hldaily")
    assert set(Amendment.objects.values_list("number", "is_listed")) == {("1", True), ("2", True)}


def test_a_newer_complete_paper_says_what_a_late_one_alone_holds_is_no_longer_listed() -> None:
    stage = a_stage()
    paper(stage, printed("2", dnum="hoc2"), on=2)
    paper(stage, printed("1", dnum="hoc1"), printed("3", dnum="hoc3", decision="Agreed to"), on=1)
    assert set(Amendment.objects.values_list("number", "is_listed")) == {("1", False), ("2", True), ("3", True)}


@pytest.mark.parametrize("texts", [("Leave out “lamp”", "Leave out “beacon”"), ("Leave out “lamp”",) * 2])
def test_two_amendments_without_any_id_at_one_place_are_not_doubled_by_a_second_reading(
    texts: tuple[str, str],
) -> None:
    stage = a_stage()
    twins = [without_ids(text) for text in texts]
    paper(stage, *twins)
    rows = (Amendment.history.count(), Sponsorship.history.count())
    assert paper(stage, *twins).written == 0
    assert paper(stage, *twins, on=1).changed == 0
    assert Amendment.objects.filter(is_listed=True).count() == Amendment.objects.count() == 2
    assert (Amendment.history.count(), Sponsorship.history.count()) == rows


def test_of_two_alike_the_one_that_goes_is_no_longer_listed() -> None:
    stage = a_stage()
    paper(stage, without_ids("Leave out “lamp”"), without_ids("Leave out “beacon”"))
    paper(stage, without_ids("Leave out “beacon”"), on=1)
    assert dict(Amendment.objects.values_list("text", "is_listed")) == {
        "Leave out “lamp”": False,
        "Leave out “beacon”": True,
    }


def test_an_amendment_that_a_later_paper_prints_again_is_no_longer_stated_as_withdrawn() -> None:
    stage = a_stage()
    both = (printed("1", dnum="hoc1"), printed("5", dnum="hoc5"))
    paper(stage, *both)
    paper(stage, both[0], on=1, withdrawn=(WithdrawnRecord(None, "5 was withdrawn", ("5",)),))
    assert Amendment.objects.get(dnum="hoc5").stated_withdrawn == "5 was withdrawn"
    paper(stage, *both, on=2)
    row = Amendment.objects.get(dnum="hoc5")
    assert (row.stated_withdrawn, row.is_listed) == ("", True)
