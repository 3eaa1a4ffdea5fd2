"""The large world holds what it says, small and large."""

import pytest

from coalition.models import Ask, ClauseLink, Organisation, SignOff
from tests.coalition.large_world import SMALL, a_large_world


@pytest.mark.django_db
def test_it_holds_as_much_as_its_size_says_and_what_changed_is_in_history():
    world = a_large_world(SMALL)
    assert Organisation.objects.count() == SMALL.organisations
    assert world.bill.amendments.count() == SMALL.amendments
    assert world.stage.papers.get().listings.count() == SMALL.amendments
    assert world.act.clauses.count() == SMALL.clauses
    assert Ask.objects.count() == SMALL.asks
    assert ClauseLink.objects.count() == SMALL.links
    assert {"confirmed", "suggested", "reopened"} == set(ClauseLink.objects.values_list("state", flat=True))
    assert world.bill.amendments.first().history.count() == 2
    assert SignOff.objects.exists()
