"""What a timeline reads of an amendment: the day of its tabling, of its attempt, its names and its sources."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amendments.models import Amendment, Chain, ChainStep, Sponsorship
from bills.history import create_tracked, update_tracked
from bills.models import Bill, BillStage
from tests.amendments.listed import a_name, an_amendment, change, london, make_stage, publish, table, why
from tracker.timeline.events import Event
from tracker.timeline.ours import Ours
from tracker.timeline.record import bill_with_check, record_about, whole_record
from tracker.timeline.told import told

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
NOW = london(2026, 11, 23)


@pytest.fixture
def stage() -> BillStage:
    return make_stage()


def event_of(row: Amendment) -> Event:
    found = bill_with_check(row.bill_id)
    assert found
    events = told(whole_record(*found), Ours(), today=TODAY)
    (event,) = [each for each in events if each.key in (f"tabled-{row.pk}", f"decided-{row.pk}")]
    return event


def historic(row: Amendment, **facts: Any) -> Amendment:
    return change(row, "", london(2026, 9, 1), historic_key=f"old-{row.pk}", historic=facts)


def test_without_a_stated_day_it_was_tabled_by_the_first_list_in_force_that_has_it(stage: BillStage) -> None:
    (row,) = table([an_amendment(stage, "3")], at=london(2026, 9, 20))
    assert event_of(row).is_known_since
    publish(stage, [row], london(2026, 9, 8), is_current=False)
    for day in (18, 16):
        publish(stage, [row], london(2026, 9, day))
    event = event_of(row)
    assert (event.on, event.is_known_since) == (date(2026, 9, 16), False)
    change(row, "", london(2026, 9, 20), tabled_at=london(2026, 9, 10, 17))
    assert event_of(row).on == date(2026, 9, 10)


def test_an_attempt_of_which_no_source_tells_the_end_has_the_day_that_its_chain_gives(stage: BillStage) -> None:
    row = historic(table([an_amendment(stage, "3")])[0])
    assert event_of(row).on is None
    (chain,) = create_tracked(Chain, [Chain(bill=stage.bill, order=1, aim="Light", historic_key="c")], why(NOW))
    steps = [
        ChainStep(chain=chain, order=at, amendment=row, historic_key=str(at), date=day, is_listed=at != 3)
        for at, day in enumerate((None, date(2015, 3, 2), date(2015, 2, 1), date(2015, 1, 1)))
    ]
    create_tracked(ChainStep, steps, why(NOW))
    assert event_of(row).on == date(2015, 2, 1)


def test_who_moved_it_is_the_first_name_that_stands_and_the_number_of_others(stage: BillStage) -> None:
    (row,) = table([an_amendment(stage, "3")], names=("Ada Quill", "Bo Finch", "Cy Marsh"))
    assert event_of(row).by == "Ada Quill and 2 others"
    lead = Sponsorship.objects.get(printed_name="Ada Quill")
    lead.is_listed = False
    update_tracked(Sponsorship, [(lead, "")], ["is_listed"], why(NOW))
    create_tracked(Sponsorship, [a_name(row, "Dee Thorne", 0, corrected_name="Dee Thorn")], why(NOW))
    assert event_of(row).by == "Dee Thorn and 2 others"


def test_a_historic_record_names_its_mover_and_its_sources(stage: BillStage) -> None:
    Bill.objects.filter(pk=stage.bill_id).update(historic={"addresses": {"hl": "https://example.org/hl"}})
    facts = {"mover": "Eve Larch", "sources": ["hl"], "evidence": "verified"}
    event = event_of(historic(table([an_amendment(stage, "3")])[0], **facts))
    assert event.by == "Eve Larch"
    assert [(each.words, each.address) for each in event.about.sources] == [
        ("example.org (hl)", "https://example.org/hl")
    ]
    assert (event.about.mark, event.about.checked_at) == ("verified", None)


def test_of_a_stage_that_is_no_longer_listed_no_amendment_is_told(stage: BillStage) -> None:
    (row,) = table([an_amendment(stage, "3")])
    stage.is_listed = False
    update_tracked(BillStage, [(stage, "")], ["is_listed"], why(NOW))
    found = bill_with_check(stage.bill_id)
    assert found
    assert told(whole_record(*found), Ours(), today=TODAY) == []
    assert record_about(*found, [row.pk], []).amendments == {}
    assert Client().get(reverse("bill-timeline", args=[stage.bill_id])).status_code == 200


def test_an_amendment_is_told_alike_by_itself_and_among_all(stage: BillStage) -> None:
    row, _ = table([an_amendment(stage, "3", decision="Agreed"), an_amendment(stage, "4")])
    found = bill_with_check(stage.bill_id)
    assert found
    alone, whole = record_about(*found, [row.pk], []), whole_record(*found)
    assert alone.amendments == {row.pk: whole.amendments[row.pk]}
    assert alone.changes == [each for each in whole.changes if each["id"] == row.pk]
