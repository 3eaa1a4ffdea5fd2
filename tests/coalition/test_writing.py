"""Edits of the coalition's records: with a why, none lost, none for nothing."""

import pytest

from coalition import writing
from coalition.models import AlternativeAct, Ask
from tests.coalition.people import People, an_ask
from tests.world import World


@pytest.fixture
def ask(people: People, world: World) -> Ask:
    return an_ask(world.lanterns)


def test_an_edit_lands_in_history_with_who_and_why(ask: Ask, people: People) -> None:
    assert writing.change(ask, {"title": "Lamps on every step"}, by=people.officer, note="Shorter")
    row = ask.history.order_by("-history_id").first()
    assert (row.title, row.history_user, row.history_change_reason) == (
        "Lamps on every step",
        people.officer,
        "Shorter",
    )
    assert ask.history.count() == 2


def test_an_edit_that_changes_nothing_writes_nothing(ask: Ask, people: People) -> None:
    assert not writing.change(ask, {"title": ask.title, "lead": None}, by=people.officer, note="Again")
    assert ask.history.count() == 1
    assert Ask.objects.get().revision == 1


def test_the_second_of_two_people_is_told_and_overwrites_nothing(ask: Ask, people: People) -> None:
    mine, yours = Ask.objects.get(), Ask.objects.get()
    writing.change(mine, {"title": "Mine"}, by=people.officer, seen_revision=1)
    with pytest.raises(writing.EditConflict) as conflict:
        writing.change(yours, {"title": "Yours"}, by=people.administrator, seen_revision=1)
    assert conflict.value.current.title == "Mine"
    assert conflict.value.who == "Oswin"
    assert Ask.objects.get().title == "Mine"


def test_an_edit_of_a_newer_revision_goes_through(ask: Ask, people: People) -> None:
    writing.change(ask, {"title": "One"}, by=people.officer, seen_revision=1)
    writing.change(ask, {"lead": people.beacon}, by=people.officer, seen_revision=2)
    stored = Ask.objects.get()
    assert (stored.title, stored.lead, stored.revision) == ("One", people.beacon, 3)


def test_a_source_that_is_a_fact_of_the_row_is_what_its_history_keeps(people: People, world: World) -> None:
    row = writing.create(
        AlternativeAct(bill=world.lanterns, title="Lamps", source_url="https://example.org/lamps"), by=people.officer
    )
    writing.change(row, {"source_url": "https://example.org/later"}, by=people.officer)
    kept = row.history.order_by("history_id").values_list("source_url", flat=True)
    assert list(kept) == ["https://example.org/lamps", "https://example.org/later"]
