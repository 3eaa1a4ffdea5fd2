"""The large record that figures are taken on is a record that the pages can show."""

import pytest
from django.test import Client

from amendments.models import Amendment, AmendmentPaper, Listing, Sponsorship
from bills.models import Bill, BillStage
from tests.bench.large_record import Size, make

pytestmark = pytest.mark.django_db
SMALL = Size(amendments=400, bills=4)


def test_it_holds_as_much_as_was_asked_for_and_its_history() -> None:
    make(SMALL)
    assert (Amendment.objects.count(), Bill.objects.count()) == (400, 4)
    assert Listing.objects.count() == Sponsorship.objects.count() == 800
    assert Amendment.history.count() + Sponsorship.history.count() == 1_600
    assert set(Amendment.history.filter(history_type="~").values_list("grades", flat=True)) == {"text decision"}


def test_its_pages_answer_and_further_rows_can_be_added(client: Client) -> None:
    make(SMALL)
    stage = BillStage.objects.filter(amendments__isnull=False).order_by("pk")[0]
    paper = AmendmentPaper.objects.filter(stage=stage).latest("effective_at")
    amendment = stage.amendments.order_by("pk")[0]
    for address in ("/", stage.bill.get_absolute_url(), stage.get_absolute_url(), amendment.get_absolute_url()):
        assert client.get(address).status_code == 200, address
    assert amendment.listings.get(paper=paper).number == amendment.number
    assert Amendment.objects.create(bill=stage.bill, stage=stage).pk > 400
