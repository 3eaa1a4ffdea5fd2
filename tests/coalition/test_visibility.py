"""Private means invisible: who may know of which row (design law 7)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.utils import timezone

from coalition import models, writing
from coalition.models import Ask, ClauseLink, Release
from coalition.querysets import AUDIENCE, history_visible_to, in_force, visible_to
from tests.coalition.people import People, an_act, an_ask
from tests.world import World


def titles(user, model: type[Model] = Ask) -> set[str]:
    return {str(row) for row in visible_to(user, model)}


def test_a_private_ask_is_for_officers_and_its_owners_people(people: People, world: World) -> None:
    an_ask(world.lanterns, "private", title="Private", is_shared=False, owner=people.harbour)
    for user, seen in (
        (people.officer, True),
        (people.administrator, True),
        (people.member, True),
        (people.other_member, False),
        (people.outsider, False),
        (AnonymousUser(), False),
    ):
        assert (titles(user) == {"Private"}) is seen, user


def test_a_shared_ask_is_for_every_organisation_and_for_nobody_else(people: People, world: World) -> None:
    an_ask(world.lanterns, title="Shared")
    assert titles(people.member) == titles(people.other_member) == {"Shared"}
    assert titles(people.outsider) == titles(AnonymousUser()) == set()


def test_a_shared_link_to_a_private_ask_is_not_for_members(people: People, world: World) -> None:
    ask = an_ask(world.lanterns, is_shared=False)
    clause = an_act(world.lanterns, {"lamps": "Light every step."}).clauses.get()
    bill = world.lanterns
    writing.create(ClauseLink(bill=bill, ask=ask, clause=clause, provision="clause 1", is_shared=True), by=None)
    assert not visible_to(people.member, ClauseLink).exists()
    assert visible_to(people.officer, ClauseLink).exists()


def test_what_is_part_of_a_private_act_is_as_private(people: People, world: World) -> None:
    an_act(world.lanterns, {"lamps": "Light every step."}, is_shared=False)
    for model in (models.AlternativeAct, models.ActVersion, models.AlternativeClause, models.ClauseWording):
        assert not visible_to(people.member, model).exists()
        assert visible_to(people.officer, model).exists()


def test_members_do_not_read_what_a_row_said_while_it_was_private(people: People, world: World) -> None:
    ask = an_ask(world.lanterns, title="Secret plan", is_shared=False)
    writing.change(ask, {"title": "Open plan", "is_shared": True}, by=people.officer)
    assert [row.title for row in history_visible_to(people.member, ask)] == ["Open plan"]
    assert {row.title for row in history_visible_to(people.officer, ask)} == {"Open plan", "Secret plan"}


@pytest.mark.parametrize(("minutes", "is_public"), [(1, False), (0, True), (-1, True)])
def test_an_embargo_is_checked_when_it_is_read(people: People, minutes: int, is_public: bool) -> None:
    now = timezone.now()
    told = {"title": "T", "summary": "", "theme": "", "outcomes": [], "grounds": []}
    lifts = now + timedelta(minutes=minutes)
    writing.create(Release(kind="ask", object_id=1, title="T", fields=told, public_from=lifts), by=people.officer)
    assert in_force(now).exists() is is_public


def test_a_withdrawn_release_is_public_no_more(people: People) -> None:
    now = timezone.now()
    writing.create(Release(kind="ask", object_id=1, title="T", public_from=now, withdrawn_at=now), by=people.officer)
    assert not in_force(now).exists()


def test_every_model_of_the_room_says_who_may_read_it() -> None:
    """A new table is not forgotten: it has an audience, or is named here with the reason why it needs none."""
    without = {
        "Coalition": "its public face",
        "Organisation": "named to every member",
        "Membership": "named to every member",
        "Theme": "only names",
        "Person": "administrators only",
        "Invitation": "administrators only",
        "ContactEntry": "officers only",
        "Erasure": "officers only",
        "Release": "public by in_force alone",
        "LastLook": "of the person alone",
    }
    ours = {
        model.__name__
        for model in vars(models).values()
        if isinstance(model, type)
        and issubclass(model, Model)
        and model.__module__ == "coalition.models"
        and not model._meta.abstract
        and not model.__name__.startswith("Historical")
    }
    assert ours == {model.__name__ for model in AUDIENCE} | set(without)
