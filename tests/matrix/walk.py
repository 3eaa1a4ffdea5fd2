"""Every address × five kinds of visitor × four methods, as a browser gets it, held against the declared table."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.coalition.people import signed_in
from tests.matrix.examples import Examples
from tests.matrix.table import ADMIN, METHODS, ROWS, VISITORS

SIGN_IN = "/sign-in/"
SET_UP = "/account/two-steps/set-up/"
WITHIN_ADMIN = "/admin/"
ANYTHING = {"object_id": "1", "id": "1", "content_type_id": "1", "app_label": "bills", "url": "nothing/"}
"""What stands for the arguments of the admin's addresses: nobody among the five gets so far that it matters."""


@dataclass(slots=True)
class Measured:
    """What a walk found: how much it held against the table, and where the two differ."""

    routes: int = 0
    cells: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.routes} routes x 5 visitors x 4 methods, {self.cells:,} cells, {len(self.wrong)} mismatches"


def named_routes(patterns: Any = None, room: str = "") -> Iterator[str]:
    """The name of every address of the site, the admin's left out."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern} has no name"
            yield f"{room}{pattern.name}"
        elif isinstance(pattern, URLResolver) and pattern.app_name != admin.site.name:
            yield from named_routes(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else room)


def admin_addresses(patterns: Any = None, above: str = "/admin/") -> Iterator[str]:
    """Every address of Django's admin."""
    for pattern in patterns if patterns is not None else admin.site.get_urls():
        shape = pattern.pattern
        if isinstance(pattern, URLResolver):
            yield from admin_addresses(pattern.url_patterns, f"{above}{shape}")
        elif pattern.name:
            given = {name: ANYTHING[name] for name in (*shape.converters, *shape.regex.groupindex)}
            yield reverse(f"admin:{pattern.name}", kwargs=given)
        else:
            yield f"{above}{ANYTHING['url']}"


def clients_of(made: Examples) -> dict[str, Client]:
    """A browser of each visitor; what breaks answers 500, and so is told."""
    people = made.people
    users = (None, people.outsider, people.member, people.officer, people.administrator)
    found = {name: signed_in(user) for name, user in zip(VISITORS, users, strict=True)}
    for client in found.values():
        client.raise_request_exception = False
    return found


def outcome(answer: HttpResponseBase) -> str:
    """The kind of an answer, in the words of the table."""
    if answer.status_code in (403, 405):
        return "refused"
    if answer.status_code == 404:
        return "missing"
    if answer.status_code == 401:
        return "sign-in"
    if answer.status_code in (301, 302):
        where = answer["Location"].partition("?")[0]
        return "sign-in" if where == SIGN_IN else "set-up" if where == SET_UP else "ok"
    return "ok" if answer.status_code in (200, 400, 409, 422) else f"error {answer.status_code}"


def ask(client: Client, method: str, address: str, posted: dict[str, Any] | None = None) -> str:
    """What the visitor gets; whatever it did is undone. Where the admin leads on within itself, it is followed."""
    keys = dict(client.cookies)
    with transaction.atomic():
        answer = client.post(address, posted) if method == "POST" else client.generic(method, address)
        while answer.get("Location", "").startswith(WITHIN_ADMIN):
            answer = client.get(answer["Location"])
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(keys)
    return outcome(answer)


def walk(made: Examples, clients: dict[str, Client]) -> Measured:
    """All of it."""
    found = Measured(routes=len(set(named_routes())))
    for name, row in ROWS.items():
        address = reverse(name.partition("#")[0], kwargs=made.of(name))
        _hold(found, name, address, row, clients, made.posted(name))
    for address in admin_addresses():
        found.routes += 1
        _hold(found, address, address, ADMIN, clients)
    return found


def _hold(
    found: Measured,
    name: str,
    address: str,
    row: Any,
    clients: dict[str, Client],
    posted: dict[str, Any] | None = None,
) -> None:
    for visitor, client in clients.items():
        for method in METHODS:
            found.cells += 1
            got, expected = ask(client, method, address, posted), row.expected(visitor, method)
            if got != expected:
                found.wrong.append(f"{name}: {visitor} {method} got {got}, the table says {expected}")
