"""Every named address × five kinds of visitor × four methods, against the declared table; nothing is left out."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.coalition.people import signed_in
from tests.matrix.examples import Examples, examples
from tests.matrix.table import ROWS, STRANGERS
from tests.matrix.walk import admin_addresses, ask, clients_of, named_routes, walk

PRESSED_BY_MACHINES = {"follow-stop"}
"""Posted to by mail programs (RFC 8058): the signed link is the token."""

WITH_A_FORM = {
    *("follow", "follow-bill", "follow-ask", "follow-confirm", "follow-manage"),
    *("login", "account_login", "account_reset_password", "coalition:welcome"),
}
"""Public pages whose form is sent: signing up for letters, and signing in. The privacy notice names their cookie."""


@pytest.fixture
def made(db, settings, tmp_path) -> Examples:
    settings.MFA_REQUIRED = True
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    return examples()


@pytest.fixture
def clients(made: Examples) -> dict[str, Client]:
    return clients_of(made)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    routes, rows = set(named_routes()), {name.partition("#")[0] for name in ROWS}
    assert (routes - rows, rows - routes) == (set(), set()), "see tests/matrix/table.py: how to add a row"


def test_every_visitor_gets_what_the_table_says(made: Examples, clients: dict[str, Client]) -> None:
    found = walk(made, clients)
    assert not found.wrong, "\n".join(found.wrong)


def test_an_officer_without_a_second_step_is_led_to_it_and_reaches_nothing_private(made: Examples) -> None:
    made.people.officer.authenticator_set.all().delete()
    client = signed_in(made.people.officer)
    reached = []
    for name, row in ROWS.items():
        if row.expected("outsider", "GET") == "ok" or row.expected("officer", "GET") != "ok":
            continue
        got = ask(client, "GET", reverse(name.partition("#")[0], kwargs=made.of(name)))
        if got != ("missing" if name.startswith(("mfa_", "api:")) else "set-up"):
            reached.append(f"{name}: {got}")
    assert reached == []


def test_a_post_without_its_token_is_refused_everywhere(made: Examples) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(made.people.administrator)
    taken = []
    for name, row in ROWS.items():
        if name in PRESSED_BY_MACHINES:
            continue
        address = reverse(name.partition("#")[0], kwargs=made.of(name))
        if "POST" in row.taken and ask(client, "POST", address) != "refused":
            taken.append(name)
    assert taken == []


def test_a_stranger_is_given_no_cookie_but_that_of_a_form(made: Examples) -> None:
    given: dict[str, set[str]] = {}
    for name, row in ROWS.items():
        if row.lowest == STRANGERS and "GET" in row.taken:
            client = Client()
            client.get(reverse(name.partition("#")[0], kwargs=made.of(name)))
            if client.cookies:
                given[name] = {each for each, cookie in client.cookies.items() if cookie["max-age"] == ""}
    assert given == {name: {"csrftoken"} for name in WITH_A_FORM}


def test_a_superuser_without_a_second_step_is_led_to_it_by_the_whole_admin(made: Examples) -> None:
    user = made.people.outsider
    user.is_superuser = user.is_staff = True
    user.save()
    client = signed_in(user)
    assert {ask(client, "GET", address) for address in admin_addresses()} == {"set-up"}
