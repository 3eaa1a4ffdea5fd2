"""The laws of the record, at the door: identity, absence, compare-before-save, graded changes, reasons."""

from dataclasses import replace

import pytest

from amendments.models import Amendment, AmendmentPaper, Listing, Sponsorship
from bills.models import Member
from scrapers import ingest
from scrapers.models import FetchRun, MissedOnce, Problem
from tests.scrapers.said import ADA, BEN, CAI, a_stage, day, detail, item, name, seen

pytestmark = pytest.mark.django_db


def sweep(stage, *records, on=0, complete=True, run=None):
    return ingest.ingest_amendments(stage, records, seen(on), is_complete=complete, run=run)


def history_rows() -> int:
    return sum(model.history.count() for model in (Amendment, Sponsorship, Member))


def test_a_list_becomes_rows_with_history_names_and_a_dated_list() -> None:
    stage = a_stage()
    sweep(stage, item("1", api=1, sponsors=(ADA, BEN)), item("NC1", api=2, star="★"))
    first, second = Amendment.objects.order_by("id")
    assert (first.number, first.provision, first.page, first.line) == ("1", "clause 2", 3, 1)
    assert [row.printed_name for row in first.sponsorships.all()] == ["Ada Brook", "Ben Carr"]
    assert [(row.number, row.position, row.star) for row in Listing.objects.all()] == [("1", 1, ""), ("NC1", 2, "★")]
    assert second.history.get().effective_at == day(0)
    assert second.history.get().history_change_reason == "Parliament's list of amendments"


@pytest.mark.parametrize("times", [1, 20])
def test_the_same_list_again_writes_nothing(times: int, django_assert_num_queries) -> None:
    stage = a_stage()
    records = [item(str(n), api=n, sponsors=(ADA, BEN, CAI)) for n in range(1, 8)]
    sweep(stage, *records)
    before, lists = history_rows(), AmendmentPaper.objects.count()
    for n in range(times):
        tally = sweep(stage, *records, on=n + 1)
        assert (tally.written, tally.unchanged) == (0, 7)
    assert (history_rows(), AmendmentPaper.objects.count()) == (before, lists)


def test_stars_party_and_place_in_the_list_do_not_touch_an_amendment() -> None:
    stage = a_stage()
    sweep(stage, item("1", api=1, star="★"), item("2", api=2))
    before = history_rows()
    lilac = replace(ADA, party="Lilac Party")
    sweep(stage, item("2", api=2, position=1), item("1", api=1, position=2, sponsors=(lilac,)), on=1)
    assert history_rows() == before
    latest = AmendmentPaper.objects.order_by("-effective_at").first()
    assert [(row.number, row.star) for row in latest.listings.order_by("position")] == [("2", ""), ("1", "")]


def test_a_new_wording_makes_exactly_one_row_graded_text() -> None:
    stage = a_stage()
    records = [item(str(n), api=n) for n in range(1, 6)]
    sweep(stage, *records)
    ingest.ingest_details(stage, [detail(str(n), api=n) for n in range(1, 6)], seen(0))
    before = history_rows()
    changed = replace(records[2], summary_text="Clause 2, page 3, line 3, leave out “lamp” and insert “beacon”")
    sweep(stage, *records[:2], changed, *records[3:], on=1)
    ingest.ingest_details(stage, [detail("3", api=3, text="Leave out “lamp” and insert “beacon”")], seen(1))
    row = Amendment.objects.get(api_key="amendment:3")
    assert [history.grades for history in row.history.order_by("history_id")][-1] == "text"
    assert row.text == "Leave out “lamp” and insert “beacon”"
    assert history_rows() == before + 2  # the list item, then its full text


def test_the_first_full_text_is_not_told_as_a_change_of_wording() -> None:
    stage = a_stage()
    sweep(stage, item("1", api=1))
    ingest.ingest_details(stage, [detail("1", api=1)], seen(0))
    assert "text" not in Amendment.objects.get().history.first().grades


def test_a_decision_is_graded_decision() -> None:
    stage = a_stage()
    sweep(stage, item())
    sweep(stage, item(decision="NegativedOnDivision"), on=3)
    latest = Amendment.objects.get().history.first()
    assert (latest.grades, latest.decision, latest.effective_at) == ("decision", "NegativedOnDivision", day(3))


def test_an_unknown_decision_is_kept_as_received() -> None:
    stage = a_stage()
    sweep(stage, item(decision="AgreedByAcclamation"))
    assert Amendment.objects.get().decision == "AgreedByAcclamation"


def test_a_new_name_is_a_change_of_signatures_and_nothing_else() -> None:
    stage = a_stage()
    sweep(stage, item(sponsors=(ADA,)))
    sweep(stage, item(sponsors=(ADA, BEN)), on=1)
    row = Amendment.objects.get()
    assert row.history.first().grades == "signatures"
    assert Sponsorship.history.filter(history_type="+").count() == 2
    assert Sponsorship.history.first().effective_at == day(1)


def test_a_name_that_goes_is_kept_and_marked() -> None:
    stage = a_stage()
    sweep(stage, item(sponsors=(ADA, BEN, CAI)))
    sweep(stage, item(sponsors=(ADA, replace(CAI, order=2))), on=1)
    assert dict(Sponsorship.objects.values_list("printed_name", "is_listed")) == {
        "Ada Brook": True,
        "Ben Carr": False,
        "Cai Dunn": True,
    }
    assert Sponsorship.history.filter(history_type="~").count() == 1


def test_names_keep_the_printed_order_when_one_is_put_in_between() -> None:
    stage = a_stage()
    sweep(stage, item(sponsors=(ADA, BEN)))
    sweep(stage, item(sponsors=(ADA, replace(CAI, order=2), replace(BEN, order=3))), on=1)
    listed = Sponsorship.objects.filter(is_listed=True).order_by("order")
    assert [row.printed_name for row in listed] == ["Ada Brook", "Cai Dunn", "Ben Carr"]


def test_a_declared_interest_is_the_same_person() -> None:
    stage = a_stage()
    sweep(stage, item(sponsors=(ADA,)))
    sweep(stage, item(sponsors=(replace(ADA, declared_interest=True),)), on=1)
    row = Sponsorship.objects.get()
    assert row.declared_interest
    assert row.history.count() == 2


def test_a_member_printed_in_two_ways_does_not_change_back_and_forth() -> None:
    stage, other = a_stage(), a_stage("Harbour Lights Bill")
    secretary = name("Secretary Ada Brook", 901)
    for on in range(3):
        sweep(stage, item(sponsors=(ADA,)), on=on)
        sweep(other, item(api=50, sponsors=(secretary,)), on=on)
    assert Member.history.count() == 1


def test_a_renumbered_list_keeps_every_identity() -> None:
    stage = a_stage()
    sweep(stage, *[item(str(n), api=n) for n in range(1, 11)])
    before = dict(Amendment.objects.values_list("api_key", "pk"))
    sweep(stage, item("1", api=99), *[item(str(n + 1), api=n, line=n) for n in range(1, 11)], on=1)
    after = dict(Amendment.objects.values_list("api_key", "pk"))
    assert {key: after[key] for key in before} == before
    assert Amendment.history.filter(grades="number").count() == 10
    assert Amendment.objects.get(api_key="amendment:99").number == "1"


def test_a_label_used_again_is_another_amendment() -> None:
    stage = a_stage()
    sweep(stage, item("NC18", api=1))
    sweep(stage, item("NC18", api=2, page=9, line=9), on=1)
    assert Amendment.objects.filter(number="NC18").count() == 2


def test_one_complete_sweep_without_it_is_not_enough() -> None:
    stage = a_stage()
    sweep(stage, item("1", api=1), item("2", api=2))
    sweep(stage, item("1", api=1), on=1)
    assert Amendment.objects.get(api_key="amendment:2").is_listed
    assert MissedOnce.objects.count() == 1


def test_after_two_complete_sweeps_it_is_no_longer_listed_but_not_withdrawn() -> None:
    stage = a_stage()
    sweep(stage, item("1", api=1), item("2", api=2))
    sweep(stage, item("1", api=1), on=1)
    sweep(stage, item("1", api=1), on=2)
    gone = Amendment.objects.get(api_key="amendment:2")
    assert (gone.is_listed, gone.decision, gone.stated_withdrawn) == (False, "NoDecision", "")
    assert gone.history.first().grades == "place"
    assert MissedOnce.objects.count() == 0


def test_an_incomplete_sweep_concludes_nothing_however_often_it_comes() -> None:
    stage = a_stage()
    sweep(stage, item("1", api=1), item("2", api=2))
    for on in range(1, 5):
        sweep(stage, item("1", api=1), on=on, complete=False)
    assert Amendment.objects.filter(is_listed=True).count() == 2
    assert not MissedOnce.objects.exists()


def test_a_miss_followed_by_a_return_starts_counting_again() -> None:
    stage = a_stage()
    both, one = (item("1", api=1), item("2", api=2)), (item("1", api=1),)
    for on, records in enumerate((both, one, both, one, both)):
        sweep(stage, *records, on=on)
    assert Amendment.objects.filter(is_listed=True).count() == 2


def test_an_amendment_that_returns_is_the_same_one_listed_again() -> None:
    stage = a_stage()
    both, one = (item("1", api=1), item("2", api=2)), (item("1", api=1),)
    for on, records in enumerate((both, one, one, both)):
        sweep(stage, *records, on=on)
    row = Amendment.objects.get(api_key="amendment:2")
    assert row.is_listed
    assert [history.is_listed for history in row.history.order_by("history_id")] == [True, False, True]


def test_the_same_amendment_twice_in_a_list_is_a_problem_and_the_list_is_incomplete() -> None:
    stage = a_stage()
    run = FetchRun(kind=FetchRun.Kind.AMENDMENTS, bill=stage.bill, stage=stage, started_at=day(0))
    sweep(stage, item("1", api=1), item("1", api=1), run=run)
    assert Amendment.objects.count() == 1
    assert not FetchRun.objects.get().is_complete
    assert "twice" in Problem.objects.get().reason


def test_two_amendments_may_carry_one_number() -> None:
    stage = a_stage()
    sweep(stage, item("7", api=1), item("7", api=2, page=8))
    assert Amendment.objects.filter(number="7").count() == 2


def test_a_fault_in_the_middle_leaves_nothing_half_written(monkeypatch) -> None:
    stage = a_stage()

    def fault(moment: str) -> None:
        if moment == "names written":
            raise RuntimeError("the disk is full")

    monkeypatch.setattr(ingest, "reached", fault)
    with pytest.raises(RuntimeError):
        sweep(stage, item("1", api=1))
    assert (Amendment.objects.count(), Member.objects.count(), history_rows()) == (0, 0, 0)


def test_every_history_row_has_a_why() -> None:
    stage = a_stage()
    sweep(stage, item("1", api=1, sponsors=(ADA, BEN)))
    sweep(stage, item("1", api=1, sponsors=(ADA,), decision="Agreed"), on=1)
    for model in (Amendment, Sponsorship, Member):
        for row in model.history.all():
            assert row.history_change_reason
            assert row.effective_at


def test_the_same_api_id_at_another_stage_is_another_row() -> None:
    stage, other = a_stage(), a_stage("Harbour Lights Bill")
    sweep(stage, item("1", api=1))
    sweep(other, item("1", api=1))
    assert Amendment.objects.count() == 2
