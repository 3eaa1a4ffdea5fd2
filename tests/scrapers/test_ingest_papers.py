"""Papers at the door: one amendment from two sources, dated lists, and time that only moves forward."""

from dataclasses import replace

import pytest

from amendments.models import Amendment, AmendmentPaper, Listing, Sponsorship
from bills.models import Member
from scrapers import ingest
from scrapers.records import WithdrawnRecord, WorkflowStep
from tests.scrapers.said import ADA, BEN, a_paper, a_stage, day, detail, item, printed, seen

pytestmark = pytest.mark.django_db


def paper(stage, *amendments, on=0, sha=None, **more):
    record = a_paper(*amendments, **more)
    observation = seen(on, f"Amendment paper of day {on}")
    return ingest.ingest_paper(stage, record, observation, sha256=sha or f"sha of day {on}")


def api(stage, *records, on=0):
    return ingest.ingest_amendments(stage, records, seen(on), is_complete=True)


def test_the_same_paper_a_hundred_times_is_one_paper() -> None:
    stage = a_stage()
    records = [printed(str(n), dnum=f"hoc{n}", line=n) for n in range(1, 6)]
    paper(stage, *records)
    counts = (Amendment.history.count(), Sponsorship.history.count(), AmendmentPaper.objects.count())
    for _ in range(100):
        assert paper(stage, *records).written == 0
    assert (Amendment.history.count(), Sponsorship.history.count(), AmendmentPaper.objects.count()) == counts


def test_the_api_and_a_paper_speak_of_one_amendment_by_its_dnum() -> None:
    stage = a_stage()
    api(stage, item("1", api=5, dnum="hoc5"))
    paper(stage, printed("1", dnum="hoc5"), on=1)
    row = Amendment.objects.get()
    assert (row.api_key, row.dnum, row.series_id, row.op) == ("amendment:5", "hoc5", "series-hoc5", "leave_out")


def test_without_a_shared_id_number_place_and_lead_name_together_join() -> None:
    stage = a_stage()
    paper(stage, printed("4", dnum="hoc4", page=3, line=9))
    api(stage, item("4", api=9, dnum="", page=3, line=9), on=1)
    assert Amendment.objects.count() == 1


def test_a_number_alone_never_joins() -> None:
    stage = a_stage()
    paper(stage, printed("4", dnum="hoc4", page=3, line=9))
    api(stage, item("4", api=9, dnum="", page=8, line=1), on=1)
    assert Amendment.objects.count() == 2


def test_where_the_sources_disagree_both_values_are_kept() -> None:
    stage = a_stage()
    api(stage, item("1", api=1, line=5))
    paper(stage, printed("1", dnum="hoc1", line=4), on=1)
    row = Amendment.objects.get()
    assert row.disputed == {"line": {"api": 5, "paper": 4}}
    assert row.line == 4  # the newer reading


def test_an_older_reading_does_not_displace_a_newer_one_but_is_shown() -> None:
    stage = a_stage()
    api(stage, item("1", api=1, line=5), on=3)
    paper(stage, printed("1", dnum="hoc1", line=4), on=1)
    row = Amendment.objects.get()
    assert (row.line, row.disputed) == (5, {"line": {"api": 5, "paper": 4}})


def test_a_dispute_ends_when_the_sources_agree() -> None:
    stage = a_stage()
    api(stage, item("1", api=1, line=5))
    paper(stage, printed("1", dnum="hoc1", line=4), on=1)
    api(stage, item("1", api=1, line=4), on=2)
    row = Amendment.objects.get()
    assert (row.line, row.disputed) == (4, {})


def test_disputed_wording_keeps_both_texts() -> None:
    stage = a_stage()
    api(stage, item("1", api=1))
    ingest.ingest_details(stage, [detail("1", api=1, text="Leave out “lamp”")], seen(0))
    paper(stage, printed("1", dnum="hoc1", text="Leave out “lamps”"), on=1)
    row = Amendment.objects.get()
    assert row.disputed["text"] == {"api": "Leave out “lamp”", "paper": "Leave out “lamps”"}
    assert row.text == "Leave out “lamps”"


def test_marks_and_spacing_alone_are_no_dispute() -> None:
    stage = a_stage()
    api(stage, item("1", api=1))
    ingest.ingest_details(stage, [detail("1", api=1, text='Leave out "lamp"')], seen(0))
    paper(stage, printed("1", dnum="hoc1", text="Leave  out “lamp”"), on=1)
    assert Amendment.objects.get().disputed == {}


def test_no_decision_yet_contradicts_nothing() -> None:
    stage = a_stage()
    paper(stage, printed("1", dnum="hoc1", decision="Agreed to"), on=1)
    api(stage, item("1", api=1, decision="NoDecision"), on=2)
    row = Amendment.objects.get()
    assert (row.decision, row.disputed) == ("Agreed to", {})


def test_contradicting_decisions_are_disputed() -> None:
    stage = a_stage()
    paper(stage, printed("1", dnum="hoc1", decision="Agreed to"), on=1)
    api(stage, item("1", api=1, decision="Withdrawn"), on=2)
    assert Amendment.objects.get().disputed == {"decision": {"api": "Withdrawn", "paper": "Agreed to"}}


def test_names_on_which_the_sources_differ_are_disputed_with_both_lists() -> None:
    stage = a_stage()
    paper(stage, printed("1", dnum="hoc1", sponsors=(ADA, BEN)), on=1)
    api(stage, item("1", api=1, sponsors=(ADA,)), on=0)
    assert Amendment.objects.get().disputed["sponsors"] == {"api": ["Ada Brook"], "paper": ["Ada Brook", "Ben Carr"]}


def test_a_poll_that_repeats_a_disputed_value_writes_nothing() -> None:
    stage = a_stage()
    api(stage, item("1", api=1, line=5))
    paper(stage, printed("1", dnum="hoc1", line=4), on=1)
    before = Amendment.history.count()
    for on in range(2, 12):
        api(stage, item("1", api=1, line=5), on=on)
        paper(stage, printed("1", dnum="hoc1", line=4), on=1)
    assert Amendment.history.count() == before


def test_an_amendment_gone_from_the_next_complete_paper_is_no_longer_listed() -> None:
    stage = a_stage()
    paper(stage, printed("1", dnum="hoc1"), printed("2", dnum="hoc2"))
    paper(stage, printed("1", dnum="hoc1"), on=1)
    gone = Amendment.objects.get(dnum="hoc2")
    assert (gone.is_listed, gone.stated_withdrawn, gone.history.first().grades) == (False, "", "place")


def test_a_paper_with_a_problem_concludes_no_absence() -> None:
    stage = a_stage()
    paper(stage, printed("1", dnum="hoc1"), printed("2", dnum="hoc2"))
    paper(stage, printed("1", dnum="hoc1"), printed("1", dnum="hoc1"), on=1)
    assert Amendment.objects.get(dnum="hoc2").is_listed


def test_a_daily_sheet_says_nothing_about_the_others() -> None:
    stage = a_stage()
    paper(stage, printed("1", dnum="hol1"), printed("2", dnum="hol2"))
    paper(stage, printed("", dnum="hol3"), on=1, is_complete=False, kind="hldaily")
    assert Amendment.objects.filter(is_listed=True).count() == 3


def test_a_paper_says_nothing_about_what_only_the_api_holds() -> None:
    stage = a_stage()
    api(stage, item("1", api=1, dnum="hoc1"), item("2", api=2, dnum="opc2"))
    paper(stage, printed("1", dnum="hoc1"), on=1)
    assert Amendment.objects.get(dnum="opc2").is_listed


def test_a_stated_withdrawal_is_told_in_the_papers_own_words() -> None:
    stage = a_stage()
    paper(stage, printed("NC54", dnum="hoc1"), printed("2", dnum="hoc2"))
    stated = WithdrawnRecord(day(1).date(), "The following were withdrawn on 8 September 2026: NC54", ("NC54",))
    paper(stage, printed("2", dnum="hoc2"), on=1, withdrawn=(stated,))
    gone = Amendment.objects.get(dnum="hoc1")
    assert gone.stated_withdrawn == stated.sentence
    assert gone.history.first().grades == "decision place"


def test_a_stated_withdrawal_of_a_label_that_two_rows_carried_is_left_alone() -> None:
    stage = a_stage()
    paper(stage, printed("7", dnum="hoc1"), printed("7", dnum="hoc2", page=9))
    stated = WithdrawnRecord(None, "Withdrawn: 7", ("7",))
    paper(stage, printed("8", dnum="hoc3"), on=1, withdrawn=(stated,))
    assert not Amendment.objects.exclude(stated_withdrawn="").exists()


def test_an_older_paper_adds_its_list_and_moves_nothing_back() -> None:
    stage = a_stage()
    paper(stage, printed("3", dnum="hoc1", text="Leave out “lantern”"), on=5)
    paper(stage, printed("1", dnum="hoc1"), printed("2", dnum="hoc2"), on=1)
    row = Amendment.objects.get(dnum="hoc1")
    assert (row.number, row.text) == ("3", "Leave out “lantern”")
    lists = Listing.objects.filter(amendment=row).order_by("paper__effective_at")
    assert [listing.number for listing in lists] == ["1", "3"]
    assert not Amendment.objects.get(dnum="hoc2").is_listed


def test_a_listing_and_a_paper_can_never_be_changed() -> None:
    stage = a_stage()
    paper(stage, printed())
    for row in (Listing.objects.get(), AmendmentPaper.objects.get()):
        with pytest.raises(TypeError):
            row.save()


def test_changed_marks_are_graded_typography() -> None:
    stage = a_stage()
    paper(stage, printed("1", text="Leave out 'lamp'"))
    paper(stage, printed("1", text="Leave out “lamp”"), on=1)
    assert Amendment.objects.get().history.first().grades == "typography"


def test_the_structure_of_the_paper_is_what_is_shown_when_the_words_agree() -> None:
    stage = a_stage()
    api(stage, item("1", api=1))
    paper(stage, printed("1", dnum="hoc1", text="Leave out “lamp”\nand insert “lantern”"))
    ingest.ingest_details(stage, [detail("1", api=1, text="Leave out “lamp” and insert “lantern”")], seen(1))
    row = Amendment.objects.get()
    assert [line["kind"] for line in row.lines] == ["instruction", "instruction"]
    assert row.disputed == {}


def test_page_and_line_changes_are_graded_target() -> None:
    stage = a_stage()
    paper(stage, printed("1", line=5))
    paper(stage, printed("1", line=4), on=1)
    assert Amendment.objects.get().history.first().grades == "target"


def test_ids_that_point_at_two_rows_are_a_problem_and_join_nothing() -> None:
    stage = a_stage()
    paper(stage, printed("1", dnum="hoc1"))
    api(stage, item("2", api=2, dnum=""), on=1)
    api(stage, replace(item("2", api=2), dnum="hoc1"), on=2)
    assert Amendment.objects.count() == 2


def test_papers_in_the_wrong_order_tell_the_same_and_a_second_time_nothing() -> None:
    stage = a_stage()
    stated = WithdrawnRecord(day(1).date(), "Withdrawn on 8 September 2026: NC54", ("NC54",))
    for _ in range(3):
        paper(stage, printed("2", dnum="hoc2"), on=1, withdrawn=(stated,))
        paper(stage, printed("NC54", dnum="hoc1"), printed("2", dnum="hoc2"), on=0)
    gone = Amendment.objects.get(dnum="hoc1")
    assert (gone.is_listed, gone.stated_withdrawn) == (False, stated.sentence)
    assert Amendment.history.count() == 2


def test_being_printed_in_another_paper_is_not_a_change() -> None:
    stage = a_stage()
    tabled, published = WorkflowStep("tabled", day(0)), WorkflowStep("published", day(0))
    paper(stage, printed(workflow=(tabled, published)))
    paper(stage, printed(workflow=(tabled, published, published)), on=1)
    row = Amendment.objects.get()
    assert (row.history.count(), row.tabled_at) == (1, day(0))


def test_learning_that_there_is_no_decision_yet_is_not_a_decision() -> None:
    stage = a_stage()
    paper(stage, printed("1", dnum="hoc1"))
    api(stage, item("1", api=1, decision_explanation="The House has not considered this amendment."), on=1)
    assert "decision" not in Amendment.objects.get().history.first().grades


def test_a_decided_amendment_that_the_next_list_drops_is_still_listed() -> None:
    stage = a_stage()
    paper(stage, printed("1", dnum="hol1"), printed("2", dnum="hol2"))
    api(stage, item("1", api=1, dnum="hol1", decision="Agreed"), item("2", api=2, dnum="hol2"), on=1)
    paper(stage, printed("2", dnum="hol2"), on=2)
    row = Amendment.objects.get(dnum="hol1")
    assert (row.is_listed, row.decision, row.disputed) == (True, "Agreed", {})


def test_the_same_names_printed_otherwise_are_no_change_of_signatures() -> None:
    stage = a_stage()
    api(stage, item("1", api=1, sponsors=(ADA, BEN)))
    secretary = replace(ADA, name="Secretary Ada Brook")
    paper(stage, printed("1", dnum="hoc1", sponsors=(secretary, BEN)), on=1)
    assert "signatures" not in Amendment.objects.get().history.first().grades
    assert Sponsorship.history.count() == 2


def test_a_stated_withdrawal_says_nothing_of_an_amendment_that_no_paper_printed() -> None:
    stage = a_stage()
    api(stage, item("NC54", api=1, dnum="hoc9"))
    stated = WithdrawnRecord(None, "Withdrawn: NC54", ("NC54",))
    paper(stage, printed("2", dnum="hoc2"), on=1, withdrawn=(stated,))
    assert Amendment.objects.get(api_key="amendment:1").stated_withdrawn == ""


def test_a_member_first_met_in_a_paper_gets_party_and_seat_from_the_data() -> None:
    stage = a_stage()
    paper(stage, printed("1", dnum="hoc1", sponsors=(ADA,)))
    api(stage, item("1", api=1, sponsors=(replace(ADA, party="Tidal Party", member_from="North Quay"),)), on=1)
    member = Member.objects.get()
    assert (member.party, member.member_from, member.history.count()) == ("Tidal Party", "North Quay", 2)


def test_two_words_for_one_decision_are_not_a_new_decision() -> None:
    stage = a_stage()
    paper(stage, printed("1", dnum="hoc1", decision="Negatived"))
    api(stage, item("1", api=1, decision="Disagreed"), on=1)
    row = Amendment.objects.get()
    assert (row.decision, row.disputed) == ("Negatived", {})
    assert "decision" not in row.history.first().grades


def test_not_called_is_shown_though_it_contradicts_no_decision_yet() -> None:
    stage = a_stage()
    paper(stage, printed("1", dnum="hoc1", decision="NoDecision"))
    api(stage, item("1", api=1, decision="NotCalled"), on=1)
    row = Amendment.objects.get()
    assert (row.decision, row.disputed) == ("NotCalled", {})


def test_a_paper_that_drops_what_was_decided_and_is_read_before_the_decision_unlists_nothing() -> None:
    stage = a_stage()
    api(stage, item("1", api=1, dnum="hol1"), item("2", api=2, dnum="hol2"))
    paper(stage, printed("1", dnum="hol1"), printed("2", dnum="hol2"), on=1)
    paper(stage, printed("2", dnum="hol2"), on=2)
    row = Amendment.objects.get(dnum="hol1")
    assert (row.is_listed, row.disputed) == (True, {"listed": {"paper": False, "api": True}})
    api(stage, item("1", api=1, dnum="hol1", decision="NotMoved"), item("2", api=2, dnum="hol2"), on=3)
    row.refresh_from_db()
    assert (row.is_listed, row.disputed, row.decision) == (True, {}, "NotMoved")
    assert "place" not in " ".join(row.history.values_list("grades", flat=True))
