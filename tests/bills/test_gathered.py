"""Rows that come with another row, in its query, are those that a query of their own would give: on both databases."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import OuterRef

from bills.gathered import Rows, instances, names_of, values
from bills.models import Bill, BillStage, Publication, PublicationType, Sitting

pytestmark = pytest.mark.django_db
LATE = datetime(2026, 3, 1, 9, 30, 0, 250_000, tzinfo=UTC)
NAMES = [*names_of(Publication), "type__id", "type__name"]


@pytest.fixture
def bill() -> Bill:
    bill = Bill.objects.create(short_title="Quays Bill")
    kind = PublicationType.objects.create(id=5, name="Bill “as printed”")
    links = [{"url": "https://example.org/a", "size": 1.5, "is_new": True}]
    Publication.objects.create(bill=bill, publication_id=1, title="Plain", type=kind, links=links, display_date=LATE)
    Publication.objects.create(bill=bill, publication_id=2, title="100 %s, “quoted”\n", is_listed=False)
    return bill


def gathered(bill: Bill, rows, *names: str):
    return Bill.objects.annotate(told=Rows(rows.filter(bill=OuterRef("pk")), *names)).get(pk=bill.pk).told


def test_they_hold_the_same_values_in_the_same_order(bill: Bill) -> None:
    rows = Publication.objects.order_by("-publication_id")
    assert values(Publication, NAMES, gathered(bill, rows, *NAMES)) == list(rows.values(*NAMES))


def test_instances_have_their_related_ones(bill: Bill, django_assert_num_queries) -> None:
    told = gathered(bill, Publication.objects.order_by("publication_id"), *NAMES)
    with django_assert_num_queries(0):
        first, second = instances(Publication, NAMES, told)
        assert (first.type.name, first.display_date, second.type) == ("Bill “as printed”", LATE, None)


def test_a_limit_holds_and_nothing_is_an_empty_list(bill: Bill) -> None:
    assert gathered(bill, Publication.objects.filter(pk=0), "id") == []
    rows = Publication.objects.filter(bill=OuterRef("pk")).order_by("publication_id")[:1]
    told = Bill.objects.annotate(told=Rows(rows, "publication_id")).get(pk=bill.pk).told
    assert told == [[1]]


def test_days_are_days(bill: Bill) -> None:
    stage = BillStage.objects.create(bill=bill, description="Committee stage")
    Sitting.objects.create(stage=stage, date=date(2026, 5, 4))
    rows = Rows(Sitting.objects.filter(stage__bill=OuterRef("pk")), "date", "sitting_id")
    told = Bill.objects.annotate(told=rows).get(pk=bill.pk).told
    assert values(Sitting, ("date", "sitting_id"), told) == [{"date": date(2026, 5, 4), "sitting_id": None}]
