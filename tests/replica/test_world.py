"""The story of the fictional Bills: what changes from day to day, and that nobody could take it for real."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from amendments.decisions import KNOWN
from tests.replica.many import BILL_ID, STAGE_ID, many
from tracker.replica.people import EVERYBODY
from tracker.replica.story.ferries_dates import COMMITTEE_PAPERS, LORDS_PAPERS, TODAY
from tracker.replica.story.whole import world
from tracker.replica.tabled import Tabled
from tracker.replica.world import Stage

FIRST, SECOND, THIRD = COMMITTEE_PAPERS


def stage(house: str, name: str = "Committee stage") -> Stage:
    return next(s for s in world().bills[0].stages if (s.house, s.name) == (house, name))


def numbers(listed: tuple[Tabled, ...], day: date) -> dict[str, str]:
    return {each.dnum: each.number_on(day) for each in listed}


# ---- nobody could take it for real ----
def test_every_title_says_fictional_and_every_id_is_far_from_any_real_one() -> None:
    for bill in world().bills:
        assert "[fictional]" in bill.title
        assert "fictional" in bill.summary
        assert "fictional" in bill.long_title.casefold()
        assert bill.bill_id >= 900_000
        for each in bill.publications:
            assert "[fictional]" in each.title
            assert each.publication_id >= 900_000
        assert all("[fictional]" in article.title for article in bill.news)
    assert all(person.member_id >= 900_000 for person in EVERYBODY)


def test_people_have_names_and_ids_of_their_own() -> None:
    assert len({person.member_id for person in EVERYBODY}) == len({p.name for p in EVERYBODY}) == len(EVERYBODY)


def test_ids_are_unique_in_the_whole_world() -> None:
    stages = [stage for bill in world().bills for stage in bill.stages]
    publications = [each.publication_id for bill in world().bills for each in bill.publications]
    assert len({stage.bill_stage_id for stage in stages}) == len(stages)
    assert len(set(publications)) == len(publications)
    ids = [stage.amendment_id(each) for stage in stages for each in stage.amendments]
    assert len(set(ids)) == len(ids)


# ---- what happens ----
def test_the_committee_has_about_forty_amendments_over_three_papers() -> None:
    assert [len(stage("Commons").in_paper(day)) for day in COMMITTEE_PAPERS] == [24, 34, 41]


def test_the_third_paper_numbers_anew_and_keeps_the_identities() -> None:
    before, after = (numbers(stage("Commons").in_paper(day), day) for day in (SECOND, THIRD))
    moved = {dnum: (before[dnum], after[dnum]) for dnum in before.keys() & after.keys() if before[dnum] != after[dnum]}
    assert len(moved) == 8
    assert all(int(new) == int(old) + 1 for old, new in moved.values())
    assert after["HoC29"] == "24"


@pytest.mark.parametrize("day", [*COMMITTEE_PAPERS, *LORDS_PAPERS, TODAY])
@pytest.mark.parametrize("house", ["Commons", "Lords"])
def test_no_number_stands_twice_in_one_list(house: str, day: date) -> None:
    printed = [number for number in numbers(stage(house).in_paper(day), day).values() if number]
    assert [number for number, times in Counter(printed).items() if times > 1] == []


def test_one_amendment_is_withdrawn_as_stated_and_one_is_gone_without_a_word() -> None:
    by_dnum = {each.dnum: each for each in stage("Commons").amendments}
    withdrawn, gone = by_dnum["HoC12"], by_dnum["HoC19"]
    assert withdrawn.is_in_paper(FIRST)
    assert not withdrawn.is_in_paper(SECOND)
    assert withdrawn.decision_on(SECOND) == "WithdrawnBeforeDebate"
    assert gone.is_tabled(SECOND)
    assert not gone.is_tabled(THIRD)
    assert gone.decision_on(THIRD) == "NoDecision"


def test_words_change_and_names_are_added_from_paper_to_paper() -> None:
    by_dnum = {each.dnum: each for each in stage("Commons").amendments}
    assert by_dnum["HoC7"].order_on(FIRST).put == "30"
    assert by_dnum["HoC7"].order_on(SECOND).put == "45"
    assert [len(by_dnum["HoC1"].people_on(day)) for day in COMMITTEE_PAPERS] == [3, 5, 6]


def test_new_and_altered_amendments_carry_stars_and_lose_them_at_the_next_list() -> None:
    committee = stage("Commons")
    stars = [
        {each.star_on(day, committee.last_list(day)) for each in committee.in_paper(day)} for day in COMMITTEE_PAPERS
    ]
    assert stars == [{"☆"}, {"", "★"}, {"", "★"}]
    assert {each.star_on(TODAY, committee.last_list(TODAY)) for each in committee.listed(TODAY)} == {""}


def test_all_fourteen_decisions_of_parliament_occur_today() -> None:
    decided = {each.decision_on(TODAY) for s in world().bills[0].stages for each in s.listed(TODAY)}
    assert decided == {known.word for known in KNOWN}


def test_the_lords_letter_what_comes_between_and_drop_what_is_decided() -> None:
    first, second = (numbers(stage("Lords").in_paper(day), day) for day in LORDS_PAPERS)
    assert len(first) == 74
    assert list(second.values()) == [
        "65", "66", "66A", "67ZA", "67", "68", "69", "69A", "70", "71", "72", "73",
    ]  # fmt: skip
    assert len(stage("Lords").listed(LORDS_PAPERS[1])) == 77


def test_the_lords_sit_again_next_week() -> None:
    bill = world().bills[0]
    assert bill.stage_now(TODAY) == stage("Lords")
    assert [day for day in stage("Lords").sittings if day > TODAY] == [date(2026, 11, 30), date(2026, 12, 2)]


def test_one_bill_is_an_act_and_one_was_withdrawn() -> None:
    _, act, withdrawn = world().bills
    assert act.act is not None
    assert act.stage_now(TODAY).name == "Royal Assent"
    assert withdrawn.withdrawn is not None


def as_published(day: date) -> tuple:
    """All that Parliament's data say of the ferries that day."""
    bill = world().bills[0]
    listed = [
        (each.dnum, each.number_on(day), each.order_on(day), each.decision_on(day), each.people_on(day))
        for stage in bill.stages_on(day)
        for each in stage.listed(day)
    ]
    return listed, bill.published_on(day), bill.stages_on(day)


def test_no_day_of_the_story_is_like_the_day_before() -> None:
    same = [str(day) for before, day in pairwise(world().days) if as_published(before) == as_published(day)]
    assert same == ["2026-11-23"]  # today: nothing new since Friday's list


def test_a_day_that_is_not_in_the_story_is_refused() -> None:
    with pytest.raises(IndexError, match="counted from 1"):
        world().at(0)
    with pytest.raises(IndexError, match="none of them"):
        world().at(len(world().days) + 1)


def test_a_long_list_is_the_same_each_time_it_is_made() -> None:
    one, other = many(300), many(300)
    assert one.bills[0].stages[1].amendments == other.bills[0].stages[1].amendments
    assert (one.bills[0].bill_id, one.bills[0].stages[1].bill_stage_id) == (BILL_ID, STAGE_ID)
    texts = {one.bills[0].stages[1].worded(each, TODAY).lead for each in one.bills[0].stages[1].amendments}
    assert len(texts) == 300
