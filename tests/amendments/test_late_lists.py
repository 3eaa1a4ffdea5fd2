"""A list brought in after a newer one: what it holds is known, how its amendments read on its day is not."""

import pytest
from django.test import Client
from django.urls import reverse

from amendments.comparison import Wanted, compare_sides, sides_of
from amendments.models import Amendment, AmendmentPaper
from bills.models import BillStage
from tests.amendments.listed import FRIDAY, MONDAY, an_amendment, change, make_stage, publish, table
from tests.amendments.reading import words_of

pytestmark = pytest.mark.django_db

Late = tuple[AmendmentPaper, AmendmentPaper, list[Amendment]]


@pytest.fixture
def stage() -> BillStage:
    return make_stage()


@pytest.fixture
def late(stage: BillStage) -> Late:
    """The list of Friday was taken in first; that of Monday, which holds one amendment more, afterwards."""
    rows = table([an_amendment(stage, number) for number in ("1", "2", "3")], at=FRIDAY)
    newer = publish(stage, rows[:2], FRIDAY)
    return publish(stage, rows, MONDAY, stars={"1": "★"}), newer, rows


def test_a_late_list_does_not_make_its_amendments_new_on_the_next(stage: BillStage, late: Late) -> None:
    older, newer, _ = late
    found = compare_sides(*sides_of(stage, *(Wanted("", paper.effective_at, paper) for paper in (older, newer))))
    assert [gone.title for gone in found.absent] == ["Amendment 3"]
    assert found.added == found.told == []
    assert found.answer() == "1 substantive change; 1 star changed"


def test_the_page_says_what_a_late_list_cannot_tell(client: Client, stage: BillStage, late: Late) -> None:
    words = words_of(client.get(reverse("amendments:compare", args=[stage.bill_id, stage.pk])))
    assert "The list of 14 September 2026 was brought in after newer ones" in words
    assert "what they say is not" in words


def test_lists_brought_in_by_their_dates_need_no_such_note(client: Client, stage: BillStage) -> None:
    rows = table([an_amendment(stage, "1")])
    publish(stage, rows, MONDAY)
    publish(stage, rows, FRIDAY)
    words = words_of(client.get(reverse("amendments:compare", args=[stage.bill_id, stage.pk])))
    assert "nothing changed" in words
    assert "brought in after" not in words


def test_the_stage_as_at_a_late_list_counts_all_it_holds(client: Client, stage: BillStage, late: Late) -> None:
    words = words_of(client.get(stage.get_absolute_url(), {"at": "2026-09-14"}))
    assert "3 amendments on the list of 14 September 2026." in words
    assert "how its amendments read on that day has not been kept" in words


def test_an_amendment_as_at_a_late_list_is_not_said_to_have_been_unknown(client: Client, late: Late) -> None:
    address = late[2][0].get_absolute_url()
    assert "how the amendment read has not been kept" in words_of(client.get(address, {"at": "2026-09-14"}))
    assert "Nothing was known of this amendment" in words_of(client.get(address, {"at": "2026-09-13"}))


def test_what_became_of_one_that_a_list_dropped_is_said(client: Client, stage: BillStage) -> None:
    one, two = table([an_amendment(stage, "1"), an_amendment(stage, "2")])
    publish(stage, [one, two], MONDAY)
    publish(stage, [one], FRIDAY)
    change(two, "decision", FRIDAY.replace(hour=18), decision="NotMoved")
    words = words_of(client.get(reverse("amendments:compare", args=[stage.bill_id, stage.pk])))
    assert "Not moved Its turn came, but nobody moved it" in words


def test_what_a_later_list_says_of_one_that_it_dropped_is_shown(client: Client, stage: BillStage) -> None:
    one, two = table([an_amendment(stage, "1"), an_amendment(stage, "2")])
    publish(stage, [one, two], MONDAY)
    change(two, "decision", FRIDAY, stated_withdrawn="2 (duplicate)")
    publish(stage, [one], FRIDAY)
    words = words_of(client.get(reverse("amendments:compare", args=[stage.bill_id, stage.pk])))
    assert "Stated as withdrawn: “2 (duplicate)”" in words
