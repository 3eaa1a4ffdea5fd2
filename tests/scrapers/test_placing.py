"""Which Bill a file belongs to: the one that fits, and a question where several do."""

import pytest

from bills.history import Why, create_tracked
from bills.models import Bill
from scrapers.placing import CannotPlace, find_bill
from tests.scrapers.said import MONDAY

pytestmark = pytest.mark.django_db


def a_bill(number: int | None, title: str, project: str) -> Bill:
    row = Bill(bill_id=number, short_title=title, lawmaker_project=project)
    return create_tracked(Bill, [row], Why("test", MONDAY))[0]


def test_the_project_finds_a_bill_whose_title_has_changed() -> None:
    bill = a_bill(1, "Lighthouses Act 2026", "UK009001")
    assert find_bill(project="UK009001", title="Lighthouse Keepers Bill") == bill


@pytest.mark.parametrize("project", ["UK009001", ""])
def test_two_bills_that_fit_are_a_question_and_not_a_guess(project: str) -> None:
    a_bill(1, "Lighthouse Keepers Bill", project)
    a_bill(None, "Lighthouse Keepers Bill", project)
    with pytest.raises(CannotPlace, match="more than one Bill"):
        find_bill(project=project, title="Lighthouse Keepers Bill")


def test_a_file_of_no_known_bill_finds_none() -> None:
    a_bill(1, "Buoys Bill", "UK009002")
    assert find_bill(project="UK009001", title="Lighthouse Keepers Bill") is None
    assert find_bill(project="", title="") is None
