"""Parliament's record is looked at in the admin site, and edited by nobody."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.amendments.listed import MONDAY, an_amendment, make_stage, publish, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("keeper", "keeper@example.org", "a long password"))
    return client


@pytest.mark.parametrize("name", ["amendment", "amendmentpaper", "sponsorship"])
def test_even_a_superuser_can_only_look(keeper: Client, name: str) -> None:
    (row,) = table([an_amendment(make_stage(), "1")])
    paper = publish(row.stage, [row], MONDAY)
    pk = {"amendment": row.pk, "amendmentpaper": paper.pk, "sponsorship": row.sponsorships.get().pk}[name]
    change = reverse(f"admin:amendments_{name}_change", args=[pk])
    assert keeper.get(reverse(f"admin:amendments_{name}_changelist")).status_code == 200
    assert keeper.get(change).status_code == 200
    assert keeper.post(change, {"number": "9"}).status_code == 403
    assert keeper.post(reverse(f"admin:amendments_{name}_delete", args=[pk]), {"post": "yes"}).status_code == 403
    assert keeper.get(reverse(f"admin:amendments_{name}_add")).status_code == 403
