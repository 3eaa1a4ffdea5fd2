"""Every named address × five kinds of visitor × four methods, against the declared table; nothing is left out."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.coalition.people import signed_in
from tests.matrix.examples import Examples, examples
from tests.matrix.table import METHODS, ROWS, VISITORS

ADMIN = "admin"
"""Django's admin is one declared group: superusers alone, see test_the_whole_admin_is_closed_to_the_five."""
SIGN_IN = "/sign-in/"
SET_UP = "/account/two-steps/set-up/"


def named_routes(patterns: Any = None, room: str = "") -> Iterator[str]:
    """The name of every address of the site, the admin's left out."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern} has no name"
            yield f"{room}{pattern.name}"
        elif isinstance(pattern, URLResolver) and pattern.app_name != ADMIN:
            yield from named_routes(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else room)


def outcome(answer: HttpResponseBase) -> str:
    """The kind of an answer, in the words of the table."""
    if answer.status_code in (403, 405):
        return "refused"
    if answer.status_code == 404:
        return "missing"
    if answer.status_code in (301, 302):
        where = answer["Location"].partition("?")[0]
        return "sign-in" if where == SIGN_IN else "set-up" if where == SET_UP else "ok"
    return "ok" if answer.status_code in (200, 400, 409, 422) else f"error {answer.status_code}"


@pytest.fixture
def made(db, settings, tmp_path) -> Examples:
    settings.MFA_REQUIRED = True
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    return examples()


@pytest.fixture
def clients(made: Examples) -> dict[str, Client]:
    people = made.people
    users = (None, people.outsider, people.member, people.officer, people.administrator)
    found = {name: signed_in(user) for name, user in zip(VISITORS, users, strict=True)}
    for client in found.values():
        client.raise_request_exception = False
    return found


def ask(client: Client, method: str, address: str, posted: dict[str, Any] | None = None) -> str:
    """What the visitor gets; whatever it did is undone."""
    keys = dict(client.cookies)
    with transaction.atomic():
        answer = client.post(address, posted) if method == "POST" else client.generic(method, address)
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(keys)
    return outcome(answer)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    routes, rows = set(named_routes()), {name.partition("#")[0] for name in ROWS}
    assert (routes - rows, rows - routes) == (set(), set()), "see tests/matrix/table.py: how to add a row"


def test_every_visitor_gets_what_the_table_says(made: Examples, clients: dict[str, Client]) -> None:
    wrong, cells = [], 0
    for name, row in ROWS.items():
        address = reverse(name.partition("#")[0], kwargs=made.of(name))
        for visitor, client in clients.items():
            for method in METHODS:
                cells += 1
                got, expected = ask(client, method, address, made.posted(name)), row.expected(visitor, method)
                if got != expected:
                    wrong.append(f"{name}: {visitor} {method} got {got}, the table says {expected}")
    print(f"routes {len(set(named_routes()))}, rows {len(ROWS)} x 5 x 4 = {cells} cells, {len(wrong)} mismatches")
    assert not wrong, "\n".join(wrong)


def test_an_officer_without_a_second_step_is_led_to_it_and_reaches_nothing_private(made: Examples) -> None:
    made.people.officer.authenticator_set.all().delete()
    client = signed_in(made.people.officer)
    reached = []
    for name, row in ROWS.items():
        if row.expected("outsider", "GET") == "ok" or row.expected("officer", "GET") != "ok":
            continue
        got = ask(client, "GET", reverse(name.partition("#")[0], kwargs=made.of(name)))
        if got != ("missing" if name.startswith("mfa_") else "set-up"):
            reached.append(f"{name}: {got}")
    assert reached == []


def test_a_post_without_its_token_is_refused_everywhere(made: Examples) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(made.people.administrator)
    taken = []
    for name, row in ROWS.items():
        address = reverse(name.partition("#")[0], kwargs=made.of(name))
        if "POST" in row.taken and ask(client, "POST", address) != "refused":
            taken.append(name)
    assert taken == []


def test_the_whole_admin_is_closed_to_the_five(clients: dict[str, Client]) -> None:
    admin = next(each for each in get_resolver().url_patterns if getattr(each, "app_name", "") == ADMIN)
    plain = [f"/{admin.pattern}{each.pattern}" for each in admin.url_patterns if "<" not in str(each.pattern)]
    models = [f"/{admin.pattern}{each.pattern}" for each in admin.url_patterns if isinstance(each, URLResolver)]
    for visitor, client in clients.items():
        for address in [*plain, *models]:
            if "(?P" in address or address.endswith(("login/", "jsi18n/")):
                continue
            page = client.get(address, follow=True)
            asked_to_sign_in = visitor == "stranger" and page.redirect_chain[-1][0].startswith(SIGN_IN)
            assert asked_to_sign_in or page.status_code == 404, (visitor, address)
