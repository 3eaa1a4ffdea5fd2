"""Plant, crawl as each visitor, count.

The world is that of the permission matrix, so every address that takes arguments is read with records that are there;
the canaries are planted around it.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import resolve, reverse

from amendments.models import Chain, ChainStep, Sponsorship
from bills.history import create_tracked
from bills.models import Bill, BillStage, Division
from coalition.models import Organisation
from tests.coalition.people import signed_in
from tests.leaks.crawler import Crawler, Report
from tests.leaks.planting import MISSING, PRIVATE, Planted, coalition_models, plant
from tests.leaks.routes import patterns
from tests.matrix.examples import examples, with_a_second_step
from tests.matrix.table import ROWS
from tests.world import why

LESSER = ("stranger", "outsider", "member")
"""Who must not read what is private; the others read what the lesser cannot, to see that every page answers."""
LINKS_FOR_OFFICERS = 150
NEVER_SHOWN = {
    r"sign-in/second-step/": "stands between two steps of one sign-in: tests/tracker/test_accounts.py walks it",
    r"admin/login/": "leads to the site's one sign-in",
    r"admin/logout/": "is only posted to",
    r"admin/autocomplete/": "serves the forms of models that nobody changes there",
    r"admin/r/.*": "leads away, to a record's own page",
    r"admin/\(\?P<url>.*": "is Django's missing page of the admin",
    r"admin/\w+/\w+/<path:object_id>/": "leads on to change/",
    r"admin/(amendments|bills|tracker)/\w+/(add/|<path:object_id>/delete/)": "Parliament's record is only looked at",
}
"""Routes that answer no GET with a page, and why; those that are only posted to stand in tests/matrix/table.py."""


@dataclass(frozen=True, slots=True)
class Field:
    """The canaries, a browser for each visitor, every address with its example, and the routes only posted to."""

    planted: Planted
    browsers: dict[str, Client]
    addresses: list[str]
    only_posted: set[str]


def planted_field(count: int) -> Field:
    """All of it. Needs Django with an empty, migrated database."""
    made = examples()
    people = made.people
    stage = BillStage.objects.get(bill_stage_id=Bill.objects.get(bill_id=4101).current_stage_id_received)
    _one_of_each(stage)
    planted = plant(stage.bill, stage, Organisation.objects.get(pk=people.harbour.pk), count)
    root = User.objects.create_superuser("rufus", password="a long password")
    with_a_second_step(root)
    visitors = {
        "stranger": None,
        "outsider": people.outsider,
        "member": people.member,
        "officer": people.officer,
        "superuser": root,
    }
    of_row = {row: reverse(row.partition("#")[0], kwargs=made.of(row)) for row in ROWS}
    only_posted = {resolve(address).route for row, address in of_row.items() if "GET" not in ROWS[row].taken}
    browsers = {who: _just_signed_in(user) for who, user in visitors.items()}
    return Field(planted, browsers, [*of_row.values(), *_of_the_admin()], only_posted)


def _just_signed_in(user: User | None) -> Client:
    """A browser that is not asked for the password once more."""
    client = signed_in(user)
    if user is not None:
        session = client.session
        session["account_authentication_methods_user"] = str(user.pk)
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()
    return client


def _one_of_each(stage: BillStage) -> None:
    """A row of every model that Django's admin shows and the matrix does not need."""
    amendment, chain = stage.amendments.earliest("pk"), Chain.objects.earliest("pk")
    rows = [
        Division(house="Lords", title="Lit steps", bill=stage.bill, stage=stage),
        Sponsorship(amendment=amendment, member_key="quill", printed_name="Lord Quill", order=1),
        ChainStep(chain=chain, order=1, amendment=amendment, historic_key="step"),
    ]
    for row in rows:
        create_tracked(type(row), [row], why())
    Group.objects.create(name="Lamplighters")


def _of_the_admin() -> Iterator[str]:
    """The pages of every room, and of one row of every model, that Django's admin shows."""
    yield from (
        reverse("admin:app_list", args=[each]) for each in {model._meta.app_label for model in admin.site._registry}
    )
    for model, shown in admin.site._registry.items():
        row = model._default_manager.order_by("pk").first()
        if row is not None:
            names = [each.name for each in shown.get_urls() if each.name and "object_id" in str(each.pattern)]
            yield from (reverse(f"admin:{name}", args=[row.pk]) for name in names)
    yield reverse("admin:auth_user_password_change", args=[User.objects.earliest("pk").pk])


def ids(limit: int | None) -> list[int]:
    """Ids to try in addresses: private ones of every model, shared ones and a missing one."""
    found = {PRIVATE, MISSING}
    for model in coalition_models():
        found |= set(model._default_manager.order_by("-pk").values_list("pk", flat=True)[:2])
        found |= set(model._default_manager.order_by("pk").values_list("pk", flat=True)[:2])
    first = [PRIVATE, 1, MISSING]
    return [*first, *sorted(found - set(first))][:limit]


@dataclass(frozen=True, slots=True)
class Proof:
    """Every visitor's report, and the routes that answered nobody's GET with a page."""

    planted: Planted
    reports: list[Report]
    unanswered: list[str]


def prove(count: int, *, ids_each: int | None = None, most_links: int = 2_000) -> Proof:
    """All visitors crawl. Needs Django with an empty, migrated database."""
    field = planted_field(count)
    wanted, reports = ids(ids_each), []
    for who, client in field.browsers.items():
        if who in LESSER:
            reports.append(Crawler(who, client, field.planted, most_links).crawl(field.addresses, wanted))
        else:
            links = min(most_links, LINKS_FOR_OFFICERS)
            reports.append(Crawler(who, client, field.planted, links).look_around(field.addresses))
    reached = set().union(*(report.reached for report in reports))
    unanswered = set(patterns()) - reached - field.only_posted
    excused = {route for route in unanswered if any(re.fullmatch(each, route) for each in NEVER_SHOWN)}
    return Proof(field.planted, reports, sorted(unanswered - excused))
