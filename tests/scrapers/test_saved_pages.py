"""Saved pages at the door: kept bytes, one run, history; a preview tells what an import does; again is nothing."""

from datetime import UTC, date, datetime

import pytest

from amendments.models import Amendment, AmendmentPaper, Listing, Sponsorship
from bills.history import Why, create_tracked
from bills.models import Bill, BillStage, Sitting
from scrapers import snapshots
from scrapers.models import FetchRun, Problem, Snapshot
from scrapers.placing import CannotPlace
from scrapers.records import UnreadableSource
from scrapers.replay import replay
from scrapers.saved_pages import PagesImport, ingest_saved_pages, preview_saved_pages
from tests.scrapers.old_pages import COMMONS, LORDS, NEW, SWAP, Tabled, commons, halves, in_paragraphs, lords, page
from tests.scrapers.test_old_papers import LORDS_AMENDMENTS
from tests.scrapers.test_old_stage_page import ROWS, stage_page

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
COUNTED = (Bill, BillStage, Sitting, Amendment, AmendmentPaper, Listing, Sponsorship, Amendment.history.model, Sponsorship.history.model, BillStage.history.model, Sitting.history.model)  # fmt: skip  # noqa: E501
PBC = "pbc0080209a.63-66.html"


def counts() -> list[int]:
    return [model.objects.count() for model in COUNTED]


def take(*texts: str, name: str = PBC, at: datetime = AT, **where) -> PagesImport:
    kept = [
        snapshots.keep_file(f"{place}{name}" if place else name, text.encode(), at)[0]
        for place, text in enumerate(texts)
    ]
    return ingest_saved_pages(kept, **where)


def a_bill(title: str = "Harbour Lights Bill", **facts) -> Bill:
    return create_tracked(Bill, [Bill(short_title=title, **facts)], Why("a test", AT))[0]


def test_a_paper_makes_its_bill_its_stage_and_its_amendments_with_history() -> None:
    found = take(commons())
    assert (found.is_new_bill, found.is_new_stage, str(found.stage)) == (True, True, "Committee stage (Commons)")
    assert str(found.bill) == "Harbour Lights Bill"
    assert [(row.number, row.provision, row.page) for row in Amendment.objects.order_by("pk")] == [
        ("61", "clause 41", 28), ("98", "clause 41", 28), ("12", "schedule 3", 38), ("NC34", "", None),
    ]  # fmt: skip
    assert [name.printed_name for name in Amendment.objects.get(number="61").sponsorships.all()] == list(
        COMMONS[0].names
    )
    why = Amendment.history.get(number="98")
    assert why.history_change_reason == "Commons notices of 2 September 2014, from saved pages"
    assert why.snapshot_id == Snapshot.objects.get().pk
    assert why.effective_at.date() == date(2014, 9, 1)  # midnight in London, in summer
    assert list(Listing.objects.order_by("position").values_list("number", "star")) == [
        ("61", "☆"), ("98", "★"), ("12", ""), ("NC34", "★"),
    ]  # fmt: skip


def test_the_same_pages_again_write_nothing_whatever_they_are_called() -> None:
    take(commons())
    before = counts()
    for again in range(3):
        found = take(commons(), name=f"copy {again}, pbc008.html", at=AT.replace(day=24 + again))
        assert found.tally.written == 0
        assert {effect.does for effect in found.effects} == {"unchanged"}
    assert counts() == before


def test_pages_without_a_date_again_write_nothing() -> None:
    undated = commons(front="<p>Public Bill Committee</p><p>HARBOUR LIGHTS BILL</p>").replace(
        "Prepared 3 September 2014", ""
    )
    take(undated)
    before = counts()
    assert take(undated, name="other.html", at=AT.replace(day=29)).tally.written == 0
    assert counts() == before


@pytest.mark.parametrize("texts", [(commons(),), (lords(),), (LORDS_AMENDMENTS,), (stage_page(),)], ids=["commons", "lords", "lords amendments", "stages"])  # fmt: skip  # noqa: E501
def test_a_preview_says_what_the_import_then_does_and_writes_nothing(texts: tuple[str, ...]) -> None:
    before = (counts(), Snapshot.objects.count(), FetchRun.objects.count())
    shown = preview_saved_pages([(PBC, text.encode()) for text in texts])
    assert (counts(), Snapshot.objects.count(), FetchRun.objects.count()) == before
    done = take(*texts)
    assert shown.record == done.record
    assert shown.tally.as_dict() == done.tally.as_dict()
    assert shown.effects == done.effects
    assert shown.stage_lines == done.stage_lines
    assert (shown.is_new_bill, shown.is_new_stage, str(shown.stage)) == (
        done.is_new_bill,
        done.is_new_stage,
        str(done.stage),
    )


def test_a_preview_tells_new_from_changed_from_unchanged() -> None:
    take(commons())
    reworded = Tabled(SWAP.number, SWAP.names, ("Clause 41, page 28, line 9, leave out ‘may’ and insert ‘shall’",))
    added = Tabled("99", ("Ann Heron",), ("Leave out Clause 7",))
    later = commons([COMMONS[0], reworded, COMMONS[2], NEW, added]).replace("2 September", "3 September")
    shown = preview_saved_pages([(PBC, later.encode())])
    assert [(effect.record.number, effect.does, effect.grades) for effect in shown.effects] == [
        ("61", "unchanged", ""), ("98", "changed", "text"), ("12", "unchanged", ""), ("NC34", "unchanged", ""), ("99", "new", ""),  # noqa: E501
    ]  # fmt: skip
    done = take(later)
    assert done.effects == shown.effects
    assert Amendment.objects.count() == 5


def test_problems_are_kept_with_the_run_and_the_paper() -> None:
    found = take(commons().replace("<b>98</b>", ""))
    assert found.tally.problems == ["amendment after 61: the number is lost in this copy"]
    assert list(Problem.objects.values_list("place", "reason")) == [
        ("amendment after 61", "the number is lost in this copy")
    ]
    assert not AmendmentPaper.objects.get().is_complete


def test_two_files_are_two_snapshots_and_one_paper() -> None:
    first, second = halves()
    found = take(first, second)
    assert [effect.record.number for effect in found.effects] == ["61", "98", "12", "NC34"]
    assert Snapshot.objects.count() == 2
    assert FetchRun.objects.get().snapshot_ids == {
        "pages": list(Snapshot.objects.order_by("pk").values_list("pk", flat=True))
    }
    before = counts()
    assert take(first, second).tally.written == 0
    assert counts() == before


# ---- one amendment on several lists ----
def test_a_number_that_a_copy_lost_is_found_again_by_the_words() -> None:
    take(commons().replace("<b>98</b>", ""))
    assert Amendment.objects.filter(number="").count() == 1
    take(commons())
    assert Amendment.objects.count() == 4
    assert not Amendment.objects.filter(number="").exists()


def test_names_that_a_copy_lost_do_not_take_the_known_names_away() -> None:
    take(commons())
    take(commons().replace("Mike Keane", "").replace("2 September", "3 September"))
    row = Amendment.objects.get(number="98")
    assert [name.printed_name for name in row.sponsorships.filter(is_listed=True)] == ["Mike Keane"]


def test_a_daily_sheet_gets_its_numbers_from_the_marshalled_list() -> None:
    front = "<h1>Harbour Lights Bill</h1><p>Amendments to be moved on Report</p>"
    tabled = [Tabled("", one.names, one.rows, heading=one.heading) for one in LORDS]
    take(page(front, *map(in_paragraphs, tabled), end="<p>Prepared 10th February 2015</p>"), name="am069-a.htm")
    assert list(Amendment.objects.values_list("number", flat=True)) == [""] * 4
    take(lords(), name="ml069-I.htm")
    assert [row.number for row in Amendment.objects.order_by("pk")] == ["24ZA", "24ZAA", "67", "59A"]
    assert Amendment.history.filter(number="24ZA").latest("history_id").grades == "number"


def test_a_new_clause_reworded_under_its_number_is_the_same_amendment() -> None:
    take(commons())
    reworded = Tabled("NC34", NEW.names, (*NEW.rows[:2], ("(1)", "Every stair must be lit.’")))
    take(commons([reworded]).replace("2 September", "3 September"))
    assert Amendment.objects.filter(number="NC34").count() == 1
    assert "text" in Amendment.history.filter(number="NC34").latest("history_id").grades


def test_the_same_number_by_another_member_on_another_place_is_another_amendment() -> None:
    take(commons())
    other = Tabled("98", ("Ann Heron",), ("Clause 7, page 4, line 1, leave out ‘dim’",))
    take(commons([other]).replace("2 September", "3 September"))
    assert Amendment.objects.filter(number="98").count() == 2


def test_two_unnumbered_amendments_with_the_same_words_are_never_joined_by_chance() -> None:
    twins = [Tabled("", (name,), ("Leave out Clause 7",)) for name in ("Ann Heron", "Sarah Trent")]
    take(commons(twins))
    take(commons([Tabled("5", ("Mike Keane",), ("Leave out Clause 7",))]).replace("2 September", "3 September"))
    assert Amendment.objects.count() == 3


def test_the_same_number_at_another_stage_is_another_amendment() -> None:
    take(commons())
    report = commons(
        [NEW], front="<p>Consideration of Bill: 4 November 2014</p><p>Harbour Lights Bill, as amended</p>"
    )
    take(report, name="report.html")
    assert sorted(str(row.stage) for row in Amendment.objects.filter(number="NC34")) == [
        "Committee stage (Commons)", "Report stage (Commons)",
    ]  # fmt: skip


def test_motions_and_letters_of_two_lords_amendments_are_five_rows() -> None:
    take(LORDS_AMENDMENTS, name="ccla.html")
    assert Amendment.objects.count() == 5
    before = counts()
    assert take(LORDS_AMENDMENTS, name="ccla.html").tally.written == 0
    assert counts() == before


# ---- places and refusals ----
def test_pages_go_to_the_bill_and_stage_that_a_person_names() -> None:
    bill = a_bill("Another Bill")
    stage = take(commons(), bill=bill).stage
    assert stage is not None and stage.bill == bill
    assert take(commons().replace("2 September", "3 September"), stage=stage).stage == stage


def test_a_paper_of_the_commons_is_no_paper_of_a_stage_of_the_lords() -> None:
    stage = take(lords(), name="ml.htm").stage
    before = counts()
    with pytest.raises(CannotPlace, match="House of Commons"):
        take(commons(), stage=stage)
    assert counts() == before


def test_pages_that_do_not_name_their_stage_are_not_placed() -> None:
    bare = commons(front="<p>Notices of Amendments given on Tuesday 2 September 2014</p><p>HARBOUR LIGHTS BILL</p>")
    with pytest.raises(CannotPlace, match="does not name its stage"):
        take(bare, name="page.html")
    assert not Bill.objects.exists()


def test_what_cannot_be_read_writes_nothing() -> None:
    with pytest.raises(UnreadableSource):
        take("<html><body><p>Weather</p></body></html>")
    assert counts() == [0] * len(COUNTED)


# ---- stages ----
def test_stages_and_their_days_are_added_to_a_bill_from_before_the_data() -> None:
    bill = a_bill()
    found = take(stage_page(), name="stages.html")
    assert found.bill == bill
    assert [(str(stage), stage.kind_id_received, stage.sittings.count()) for stage in bill.stages.all()][:3] == [
        ("1st reading (Commons)", 6, 1), ("2nd reading (Commons)", 7, 1), ("Committee stage (Commons)", 8, 2),
    ]  # fmt: skip
    assert found.stage_lines[2] == "Committee stage (Commons): a new stage with 2 sitting days"
    assert bill.stages.count() == 10
    before = counts()
    assert take(stage_page(), name="stages.html").tally.written == 0
    assert counts() == before


def test_a_later_page_adds_days_and_takes_none_away() -> None:
    bill = a_bill()
    take(stage_page(ROWS[5:]), name="stages.html")
    fewer = [*ROWS[:4], ("Committee Debate: 3rd sitting: House of Commons", "", "04.09.2014"), ROWS[-1]]
    found = take(stage_page(fewer), name="stages.html")
    committee = bill.stages.get(description="Committee stage", house="Commons")
    assert [sitting.date for sitting in committee.sittings.all()] == [
        date(2014, 7, 21),
        date(2014, 9, 2),
        date(2014, 9, 4),
    ]
    assert "Committee stage (Commons): 1 sitting day added" in found.stage_lines


def test_a_paper_goes_to_the_stage_that_the_page_of_stages_made() -> None:
    take(stage_page(), name="stages.html")
    before = BillStage.objects.count()
    found = take(commons())
    assert not found.is_new_stage and BillStage.objects.count() == before
    assert not take(lords().replace("ON REPORT", "IN COMMITTEE"), name="ml.htm").is_new_stage


def test_the_stages_of_a_bill_of_parliaments_data_are_not_a_saved_page_s_to_change() -> None:
    a_bill(bill_id=4321)
    with pytest.raises(CannotPlace, match="Parliament’s own data"):
        take(stage_page(), name="stages.html")
    assert not BillStage.objects.exists()


# ---- replay ----
def test_replay_reads_kept_pages_again_and_writes_nothing() -> None:
    take(commons())
    take(stage_page(), name="stages.html")
    before = counts()
    told = replay(bill=None, tell=lambda *_: None)
    assert (told["read"], told["rows_changed"], told["problems"]) == (2, 0, [])
    assert counts() == before
