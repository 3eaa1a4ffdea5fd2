"""The amendment page: what would push the substance away is folded, and a day is named once."""

import pytest
from django.test import Client

from bills.models import BillStage
from tests.amendments.listed import FRIDAY, an_amendment, change, london, make_stage, publish, table
from tests.amendments.reading import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> BillStage:
    return make_stage()


def test_sixty_names_are_all_there_and_all_but_twelve_are_folded(client: Client, stage: BillStage) -> None:
    (row,) = table([an_amendment(stage, "1")], names=[f"Member {number}" for number in range(1, 61)])
    body = client.get(row.get_absolute_url()).content.decode()
    shown, _, folded = body.partition("<summary>All 60 names</summary>")
    assert "Member 12" in shown
    assert "Member 13" in folded
    assert "Member 60" in folded


def test_twelve_names_are_not_folded(client: Client, stage: BillStage) -> None:
    (row,) = table([an_amendment(stage, "1")], names=[f"Member {number}" for number in range(1, 13)])
    assert "All 12 names" not in words_of(client.get(row.get_absolute_url()))


def test_two_changes_of_one_day_stand_under_one_date(client: Client, stage: BillStage) -> None:
    (row,) = table([an_amendment(stage, "1")])
    change(row, "decision", london(2026, 9, 21, 9), decision="Withdrawn")
    change(row, "text", london(2026, 9, 21, 18), text="Leave out “may” and insert “shall”")
    body = client.get(row.get_absolute_url()).content.decode()
    assert body.count('<span class="history__date"><time datetime="2026-09-21">') == 1
    words = words_of(client.get(row.get_absolute_url()))
    assert words.index("(at 18:00") < words.index("(at 09:00")


def test_a_list_of_parliaments_data_says_at_what_time_it_stood_so(client: Client, stage: BillStage) -> None:
    publish(stage, table([an_amendment(stage, "1")]), FRIDAY.replace(hour=18), source="api")
    words = words_of(client.get(stage.get_absolute_url()))
    assert "1 amendment in Parliament’s data, as it stood at 18:00 on 18 September 2026." in words
