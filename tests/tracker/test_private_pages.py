"""What an officer sees stays with the officer: no cache on the way, and none on a shared computer, keeps it."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Client:
    user = User.objects.create_user("ada")
    user.user_permissions.add(Permission.objects.get(codename="track_bill"))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("page", ["jobs", "track"])
def test_an_officers_page_is_kept_by_nobody(officer: Client, page: str) -> None:
    answer = officer.get(reverse(page))
    assert answer.status_code == 200
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))


def test_the_same_page_without_its_private_part_may_be_kept(client: Client) -> None:
    answer = client.get(reverse("jobs"))
    assert "no-store" not in answer.headers.get("Cache-Control", "")
    assert "Cookie" in answer["Vary"]
