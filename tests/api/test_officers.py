"""Officers' records for their software: with a key or a session, as much as the officer may read, never for others."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coalition.models import Person
from tests.api.open_world import Open, an_open_world
from tests.coalition.people import an_ask, signed_in
from tracker.api import tokens
from tracker.models import ApiToken

pytestmark = pytest.mark.django_db
LISTS = ("officers/asks/", "officers/links/", "officers/papers/")


@pytest.fixture
def world() -> Open:
    return an_open_world()


@pytest.fixture
def key(world) -> str:
    return tokens.make(world.people.officer, "My script")


def get(path: str, key: str = "") -> Any:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return Client().get(f"/api/v1/{path}", headers=headers)


def test_a_key_reads_what_its_owner_may_read(world, key):
    an_ask(world.bill, "own", title="A private ask", is_shared=False, owner=world.people.harbour)
    titles = {each["title"] for each in get("officers/asks/", key).json()["results"]}
    assert titles == {"A private ask", "Every harbour step is lit"}
    (link,) = get(f"officers/links/?bill={world.bill.pk}", key).json()["results"]
    assert (link["state"], link["amendment"]) == ("confirmed", world.amendment.pk)
    (paper,) = get("officers/papers/", key).json()["results"]
    assert (paper["title"], paper["latest_version"]) == ("Light the steps", 1)
    stands = get(f"officers/papers/{paper['id']}/sign-offs/", key).json()["results"]
    assert {each["state"] for each in stands} == {"no answer"}


def test_a_session_reads_the_same_and_nothing_is_kept(world, key):
    for path in LISTS:
        theirs = signed_in(world.people.officer).get(f"/api/v1/{path}")
        assert theirs.json() == get(path, key).json()
        for answer in (theirs, get(path, key), get(path)):
            assert "no-store" in answer["Cache-Control"]
            assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize("key", ["", "trk_wrong", "x" * 5000])
def test_nobody_and_a_wrong_key_are_asked_to_sign_in(world, key):
    for path in LISTS:
        answer = get(path, key)
        assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
        assert answer["WWW-Authenticate"] == "Bearer"


def test_a_member_sees_a_missing_page(world):
    member = tokens.make(world.people.member, "x")
    assert {get(path, member).status_code for path in LISTS} == {404}
    assert {signed_in(world.people.member).get(f"/api/v1/{path}").status_code for path in LISTS} == {404}


def test_a_key_ends_with_its_revocation_with_the_role_and_without_a_second_step(world, key, settings):
    assert get("officers/asks/", key).status_code == 200
    settings.MFA_REQUIRED = True
    assert get("officers/asks/", key).status_code == 404
    settings.MFA_REQUIRED = False
    Person.objects.filter(user=world.people.officer).update(is_active=False)
    assert get("officers/asks/", key).status_code == 404
    Person.objects.filter(user=world.people.officer).update(is_active=True)
    assert tokens.revoke(world.people.officer, ApiToken.objects.get().pk)
    assert get("officers/asks/", key).status_code == 401


def test_a_key_is_made_and_shown_once_and_only_its_hash_is_kept(world):
    browser = signed_in(world.people.officer)
    made = browser.post("/account/keys/", {"name": "For the newsletter"})
    (secret,) = set(re.findall(r"trk_[\w-]+", made.content.decode()))
    assert "no-store" in made["Cache-Control"]
    assert get("officers/asks/", secret).status_code == 200
    again = browser.get("/account/keys/").content.decode()
    assert "For the newsletter" in again
    assert "trk_" not in again
    row = ApiToken.objects.get()
    assert secret not in str(vars(row))
    assert row.last_used_at is not None
    browser.post(f"/account/keys/{row.pk}/revoke/")
    assert get("officers/asks/", secret).status_code == 401


def test_a_key_of_somebody_else_cannot_be_revoked(world, key):
    signed_in(world.people.administrator).post(f"/account/keys/{ApiToken.objects.get().pk}/revoke/")
    assert get("officers/asks/", key).status_code == 200


def test_a_key_without_a_name_and_one_too_many_are_refused_in_words(world):
    browser = signed_in(world.people.officer)
    assert browser.post("/account/keys/", {"name": " "}).status_code == 422
    for number in range(tokens.MOST):
        tokens.make(world.people.officer, str(number))
    assert b"Revoke one" in browser.post("/account/keys/", {"name": "One more"}).content


def test_a_page_costs_as_many_queries_for_any_number_of_rows(world, key):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            get("officers/asks/", key)
        return len(seen)

    get("officers/asks/", key)
    few = queries()
    for number in range(30):
        an_ask(world.bill, f"more-{number}")
    assert queries() == few
