"""A Bill at the door: lists that give a thing twice, things that move, and sponsors that change their kind."""

from datetime import date
from typing import Any

import pytest

from bills.models import Bill, BillSponsor, BillStage, BillType, NewsArticle, Sitting
from bills.versions import version_of
from scrapers import ingest
from scrapers.bill_rows import BillBundle
from scrapers.records import (
    BillRecord,
    BillSponsorRecord,
    NewsRecord,
    ReferenceRecord,
    SittingRecord,
    StageRecord,
)
from tests.scrapers.said import ADA, seen

pytestmark = pytest.mark.django_db


def a_bill(number: int = 5, **more: Any) -> BillRecord:
    said: dict[str, Any] = {
        "bill_id": number,
        "short_title": "Lighthouse Keepers Bill",
        "former_short_title": None,
        "current_house": "Commons",
        "originating_house": "Commons",
        "last_update": None,
        "withdrawn_on": None,
        "is_defeated": False,
        "bill_type_id": None,
        "introduced_session": 40,
        "included_sessions": (40,),
        "is_act": False,
        "current_stage": None,
    }
    return BillRecord(**{**said, **more})


def a_stage(number: int, *sittings: int) -> StageRecord:
    days = tuple(SittingRecord(sitting, 8, number, 5, date(2026, 10, 1)) for sitting in sittings)
    return StageRecord(number, 8, 40, "Committee stage", "CS", "Commons", 1, days)


def take(number: int = 0, **parts: Any) -> None:
    parts.setdefault("bill", a_bill())
    ingest.ingest_bill(BillBundle(**parts), seen(number))


def listed(*records: BillRecord, on: int = 0) -> None:
    ingest.ingest_bills(records, seen(on), run=None, is_complete=True)


def test_a_bill_that_the_moving_list_gives_twice_is_one_bill() -> None:
    listed(a_bill(5), a_bill(6, short_title="Buoys Bill"), a_bill(5))
    assert (Bill.objects.count(), Bill.history.count()) == (2, 2)


def test_of_a_bill_given_twice_the_nearer_to_the_top_counts_and_is_one_change() -> None:
    listed(a_bill())
    listed(a_bill(short_title="Newest Bill"), a_bill(short_title="Older Bill"), on=1)
    assert (Bill.objects.get().short_title, Bill.history.count()) == ("Newest Bill", 2)


def test_stages_sittings_and_news_given_twice_are_taken_in_once() -> None:
    news = NewsRecord(1, "A day is named", "Soon.", None)
    take(stages=[a_stage(70, 1, 1), a_stage(70, 1)], news=[news, news])
    assert (BillStage.objects.count(), Sitting.objects.count(), NewsArticle.objects.count()) == (1, 1, 1)


def test_a_sitting_can_move_to_another_stage_when_its_own_is_gone() -> None:
    everything = frozenset({"stages"})
    take(stages=[a_stage(70, 1), a_stage(71)], complete=everything)
    take(1, stages=[a_stage(71, 1)], complete=everything)
    assert Sitting.objects.get().stage.bill_stage_id == 71


def test_a_department_that_follows_a_member_as_sponsor_is_not_that_member() -> None:
    take(bill=a_bill(sponsors=(BillSponsorRecord(1, ADA),)))
    take(1, bill=a_bill(sponsors=(BillSponsorRecord(1, None, "Department of Lamps"),)))
    sponsor = BillSponsor.objects.get()
    assert (sponsor.member, str(sponsor)) == (None, "Department of Lamps")


def test_two_sponsors_that_claim_one_place_are_both_kept() -> None:
    take(bill=a_bill(sponsors=(BillSponsorRecord(1, ADA), BillSponsorRecord(1, None, "Department of Lamps"))))
    assert [str(sponsor) for sponsor in BillSponsor.objects.all()] == ["Ada Brook", "Department of Lamps"]


def test_what_is_read_again_counts_as_a_change_where_it_changes_anything() -> None:
    """A replay has no run of its own, but pages are kept of what it changes."""
    take()
    bill, kinds = Bill.objects.get(), {BillType: [ReferenceRecord(3, "Public")]}
    readings = (
        lambda: take(1, stages=[a_stage(70, 1)]),
        lambda: listed(a_bill(short_title="Newest Bill"), on=2),
        lambda: ingest.ingest_reference(kinds, seen(3)),
    )
    for read in readings:
        before = version_of([bill.pk])
        read()
        assert version_of([bill.pk]) == before + 1
        read()
        assert version_of([bill.pk]) == before + 1
