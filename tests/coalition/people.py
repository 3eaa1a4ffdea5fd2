"""A small coalition for tests: three organisations, people of every role, and short ways to write its records.

Names are of our own making. Today is 23 November 2026, as in tests/world.py; harbours are its subject.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from bills.models import Bill
from coalition import writing
from coalition.models import (
    ActVersion,
    AlternativeAct,
    AlternativeClause,
    Ask,
    ClauseWording,
    Coalition,
    Membership,
    Organisation,
    Person,
)


@dataclass(frozen=True)
class People:
    """The coalition and its people; each user's password is "a long password"."""

    coalition: Coalition
    beacon: Organisation
    """Beacon Trust, a member since 1 January 2020."""
    harbour: Organisation
    """Harbour Watch, a member since 1 March 2024."""
    tide: Organisation
    """Tide and Shore, a member from 2019 until it left on 30 June 2025."""
    administrator: User
    officer: User
    """Of Beacon Trust."""
    member: User
    """Of Harbour Watch."""
    other_member: User
    """Of Beacon Trust."""
    outsider: User
    """An account that is nobody's."""


def a_person(name: str, role: str, organisation: Organisation | None) -> User:
    """An account with a role in the coalition."""
    user = User.objects.create_user(name, email=f"{name}@example.org", password="a long password")
    writing.create(Person(user=user, name=name.title(), role=role, organisation=organisation), by=None)
    return user


def an_organisation(name: str, joined: date | None = date(2020, 1, 1), left: date | None = None) -> Organisation:
    """An organisation and its one spell of membership."""
    organisation = writing.create(Organisation(name=name), by=None)
    writing.create(Membership(organisation=organisation, joined_on=joined, left_on=left), by=None)
    return organisation


def a_coalition() -> People:
    """All of it."""
    beacon = an_organisation("Beacon Trust")
    harbour = an_organisation("Harbour Watch", date(2024, 3, 1))
    tide = an_organisation("Tide and Shore", date(2019, 1, 1), date(2025, 6, 30))
    return People(
        coalition=writing.create(Coalition(name="Lights on the Water", short_name="LOTW"), by=None),
        beacon=beacon,
        harbour=harbour,
        tide=tide,
        administrator=a_person("agnes", Person.Role.ADMINISTRATOR, None),
        officer=a_person("oswin", Person.Role.OFFICER, beacon),
        member=a_person("mabel", Person.Role.MEMBER, harbour),
        other_member=a_person("bertil", Person.Role.MEMBER, beacon),
        outsider=User.objects.create_user("odo", password="a long password"),
    )


def signed_in(user: User | None) -> Client:
    """A browser of this visitor; of a stranger for None."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def an_ask(bill: Bill, reference: str = "lit-steps", **facts: Any) -> Ask:
    """A shared ask unless the facts say otherwise."""
    wanted = {"title": "Every harbour step is lit", "is_shared": True, **facts}
    return writing.create(Ask(bill=bill, reference=reference, **wanted), by=None)


def an_act(bill: Bill, clauses: dict[str, str], **facts: Any) -> AlternativeAct:
    """A shared reference text with one draft version: clause keys and their text, numbered from 1."""
    wanted = {"title": "Harbour Lights (Alternative) Bill", "is_shared": True, **facts}
    act = writing.create(AlternativeAct(bill=bill, **wanted), by=None)
    version = writing.create(ActVersion(act=act, number=1, name="first draft"), by=None)
    for position, (key, text) in enumerate(clauses.items(), start=1):
        clause = writing.create(AlternativeClause(act=act, key=key), by=None)
        writing.create(
            ClauseWording(
                version=version,
                clause=clause,
                position=position,
                number=str(position),
                heading=key.replace("-", " ").capitalize(),
                text=text,
            ),
            by=None,
        )
    return act
