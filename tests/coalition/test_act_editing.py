"""Editing a reference text: in the draft alone, nothing lost between two people, everything in history."""

import pytest
from django.db import transaction
from django.urls import reverse

from coalition import review, writing
from coalition.act_editing import (
    NotPossible,
    Seen,
    TextConflict,
    add_clause,
    draft_of,
    edit_clause,
    issue_draft,
    levels,
    move_clause,
    newest_version,
    order_hash,
    possible_moves,
    remove_clause,
    restore_wording,
    text_hash,
)
from coalition.models import AlternativeAct, AlternativeClause, ClauseLink, ClauseWording
from tests.coalition.people import People, an_act, signed_in
from tests.world import World


@pytest.fixture
def act(people: People, world: World) -> AlternativeAct:
    return an_act(world.lanterns, {"lamps": "Light every step.", "bells": "Ring a bell.", "nets": "Mend nets."})


def wording(act: AlternativeAct, key: str) -> ClauseWording:
    return newest_version(act).wordings.get(clause__key=key)


def seen(act: AlternativeAct, key: str) -> Seen:
    found = wording(act, key)
    return Seen(found.pk, found.revision)


def clause(act: AlternativeAct, key: str) -> AlternativeClause:
    return act.clauses.get(key=key)


def tree(act: AlternativeAct) -> list[tuple[str, int]]:
    order = list(newest_version(act).wordings.select_related("clause").order_by("position"))
    assert [each.position for each in order] == list(range(1, len(order) + 1))
    return list(zip([each.clause.key for each in order], levels(order), strict=True))


def issue(act: AlternativeAct, people: People) -> None:
    issue_draft(act, text_hash(newest_version(act).wordings.all()), by=people.officer)


def test_an_edit_changes_the_draft_with_who_and_why(act: AlternativeAct, people: People) -> None:
    edit_clause(clause(act, "lamps"), seen(act, "lamps"), {"text": "Light them."}, by=people.officer, note="Shorter")
    last = wording(act, "lamps").history.first()
    assert (last.text, last.history_user, last.history_change_reason) == ("Light them.", people.officer, "Shorter")
    assert act.versions.count() == 1


def test_the_second_of_two_people_overwrites_nothing(act: AlternativeAct, people: People) -> None:
    opened = seen(act, "lamps")
    edit_clause(clause(act, "lamps"), opened, {"text": "Mine."}, by=people.officer)
    with pytest.raises(TextConflict) as conflict:
        edit_clause(clause(act, "lamps"), opened, {"text": "Yours."}, by=people.administrator)
    assert (conflict.value.who, conflict.value.current.text) == ("Oswin", "Mine.")
    assert wording(act, "lamps").text == "Mine."


def test_a_clause_that_was_only_moved_meanwhile_is_no_conflict(act: AlternativeAct, people: People) -> None:
    opened = seen(act, "lamps")
    move_clause(clause(act, "lamps"), "down", by=people.officer)
    edit_clause(clause(act, "lamps"), opened, {"text": "Mine."}, by=people.officer)
    assert wording(act, "lamps").text == "Mine."
    assert [key for key, _ in tree(act)] == ["bells", "lamps", "nets"]


def test_an_issued_version_never_changes_and_the_next_edit_begins_a_draft(act: AlternativeAct, people: People) -> None:
    issue(act, people)
    opened = seen(act, "lamps")
    edit_clause(clause(act, "lamps"), opened, {"text": "Second."}, by=people.officer)
    first, second = act.versions.order_by("number")
    assert first.wordings.get(clause__key="lamps").text == "Light every step."
    assert second.wordings.get(clause__key="lamps").text == "Second."
    assert second.wordings.count() == 3
    with pytest.raises(TextConflict):
        edit_clause(clause(act, "lamps"), opened, {"text": "Third."}, by=people.administrator)


def test_an_edit_of_another_clause_opened_before_the_draft_began_goes_through(
    act: AlternativeAct, people: People
) -> None:
    issue(act, people)
    opened = seen(act, "bells")
    edit_clause(clause(act, "lamps"), seen(act, "lamps"), {"text": "Second."}, by=people.officer)
    edit_clause(clause(act, "bells"), opened, {"text": "Ring two."}, by=people.administrator)
    assert wording(act, "bells").text == "Ring two."


def test_an_edit_that_changes_nothing_begins_no_draft(act: AlternativeAct, people: People) -> None:
    issue(act, people)
    edit_clause(clause(act, "lamps"), seen(act, "lamps"), {"text": "Light every step."}, by=people.officer)
    assert act.versions.count() == 1


def test_a_draft_is_issued_only_as_it_was_seen(act: AlternativeAct, people: People) -> None:
    as_seen = text_hash(newest_version(act).wordings.all())
    edit_clause(clause(act, "lamps"), seen(act, "lamps"), {"text": "Late."}, by=people.administrator)
    with pytest.raises(NotPossible, match="changed since"):
        issue_draft(act, as_seen, by=people.officer)
    issue(act, people)
    with pytest.raises(NotPossible, match="no draft"):
        issue(act, people)


def test_clauses_move_with_their_parts_and_nest(act: AlternativeAct, people: People) -> None:
    add_clause(act, {"number": "(1)"}, part_of=clause(act, "lamps"), key="lamps-1", by=people.officer)
    assert tree(act) == [("lamps", 0), ("lamps-1", 1), ("bells", 0), ("nets", 0)]
    move_clause(clause(act, "lamps"), "down", by=people.officer)
    assert tree(act) == [("bells", 0), ("lamps", 0), ("lamps-1", 1), ("nets", 0)]
    move_clause(clause(act, "nets"), "in", by=people.officer)
    assert tree(act) == [("bells", 0), ("lamps", 0), ("lamps-1", 1), ("nets", 1)]
    move_clause(clause(act, "nets"), "up", by=people.officer)
    assert tree(act) == [("bells", 0), ("lamps", 0), ("nets", 1), ("lamps-1", 1)]
    move_clause(clause(act, "nets"), "out", by=people.officer)
    assert tree(act) == [("bells", 0), ("lamps", 0), ("lamps-1", 1), ("nets", 0)]


def test_only_moves_that_are_open_are_offered_and_each_of_them_goes_through(
    act: AlternativeAct, people: People
) -> None:
    add_clause(act, {"number": "(1)"}, part_of=clause(act, "lamps"), key="lamps-1", by=people.officer)
    order = list(newest_version(act).wordings.select_related("clause").order_by("position"))
    offered = dict(zip([each.clause.key for each in order], possible_moves(order), strict=True))
    assert offered == {"lamps": ["down"], "lamps-1": ["out"], "bells": ["up", "down", "in"], "nets": ["up", "in"]}
    for key, moves in offered.items():
        for direction in moves:
            with transaction.atomic():
                move_clause(clause(act, key), direction, by=people.officer)
                transaction.set_rollback(True)


@pytest.mark.parametrize(("key", "direction"), [("lamps", "up"), ("nets", "down"), ("lamps", "in"), ("lamps", "out")])
def test_a_move_that_cannot_be_says_so_and_changes_nothing(
    act: AlternativeAct, people: People, key: str, direction: str
) -> None:
    issue(act, people)
    with pytest.raises(NotPossible):
        move_clause(clause(act, key), direction, by=people.officer)
    assert act.versions.count() == 1
    assert [each for each, _ in tree(act)] == ["lamps", "bells", "nets"]


def test_nesting_ends_at_five_levels(act: AlternativeAct, people: People) -> None:
    whole = clause(act, "nets")
    for depth in range(4):
        whole = add_clause(act, {"number": "(1)"}, part_of=whole, key=f"deep-{depth}", by=people.officer).clause
    add_clause(act, {"number": "(2)"}, after=whole, key="second", by=people.officer)
    with pytest.raises(NotPossible, match="5 levels"):
        move_clause(clause(act, "second"), "in", by=people.officer)


def test_a_clause_taken_out_keeps_its_identity_and_can_be_restored(act: AlternativeAct, people: People) -> None:
    add_clause(act, {"number": "(1)"}, part_of=clause(act, "lamps"), key="lamps-1", by=people.officer)
    assert remove_clause(clause(act, "lamps"), seen(act, "lamps"), by=people.officer, note="Dropped") == 2
    assert [key for key, _ in tree(act)] == ["bells", "nets"]
    gone = ClauseWording.history.filter(clause__key="lamps").first()
    assert (gone.history_type, gone.history_change_reason, gone.history_user) == ("-", "Dropped", people.officer)
    earlier = ClauseWording.history.filter(clause__key="lamps", history_type="+").get()
    restore_wording(clause(act, "lamps"), earlier, Seen(0, 0), by=people.officer)
    assert wording(act, "lamps").text == "Light every step."


def test_an_earlier_wording_is_restored_unless_somebody_changed_it_meanwhile(
    act: AlternativeAct, people: People
) -> None:
    earlier = wording(act, "lamps").history.first()
    edit_clause(clause(act, "lamps"), seen(act, "lamps"), {"text": "Worse."}, by=people.officer)
    opened = seen(act, "lamps")
    restore_wording(clause(act, "lamps"), earlier, opened, by=people.officer)
    assert wording(act, "lamps").text == "Light every step."
    with pytest.raises(TextConflict):
        restore_wording(clause(act, "lamps"), earlier, opened, by=people.officer)


def test_keys_of_new_clauses_never_meet(act: AlternativeAct, people: People) -> None:
    found = [add_clause(act, {"heading": "Lamps & _Lights"}, by=people.officer).clause.key for _ in range(2)]
    assert found == ["lamps-lights", "lamps-lights-2"]


def test_a_confirmed_link_opens_again_when_the_new_draft_words_its_clause_otherwise(
    act: AlternativeAct, people: People, world: World
) -> None:
    link = ClauseLink(bill=world.lanterns, clause=clause(act, "lamps"), provision="clause 1")
    review.confirm(writing.create(link, by=people.officer), by=people.officer)
    issue(act, people)
    draft_of(act, by=people.officer)
    link.refresh_from_db()
    assert link.state == ClauseLink.State.CONFIRMED
    edit_clause(clause(act, "lamps"), seen(act, "lamps"), {"text": "Something else."}, by=people.officer)
    link.refresh_from_db()
    assert link.state == ClauseLink.State.REOPENED


def test_of_two_officers_who_move_at_once_the_second_is_told_and_nothing_is_lost(act, people: People) -> None:
    client, other = signed_in(people.officer), signed_in(people.administrator)
    page = reverse("coalition:act-arrange", args=[act.pk])
    opened = {"direction": "down", "seen": client.get(page).context["seen"]}
    other.post(reverse("coalition:clause-move", args=[clause(act, "lamps").pk]), opened)
    after = tree(act)
    answer = client.post(reverse("coalition:clause-move", args=[clause(act, "bells").pk]), opened, follow=True)
    assert "Nothing was moved: Agnes moved, added or took out clauses" in answer.content.decode()
    assert tree(act) == after == [("bells", 0), ("lamps", 0), ("nets", 0)]
    opened["seen"] = answer.context["seen"]
    client.post(reverse("coalition:clause-move", args=[clause(act, "bells").pk]), opened)
    assert tree(act) == [("lamps", 0), ("bells", 0), ("nets", 0)]


def test_an_edit_of_words_does_not_stop_a_move(act: AlternativeAct, people: People) -> None:
    seen_order = order_hash(newest_version(act).wordings.all())
    edit_clause(clause(act, "nets"), seen(act, "nets"), {"text": "Mend them."}, by=people.administrator)
    move_clause(clause(act, "lamps"), "down", by=people.officer, seen_order=seen_order)
    assert tree(act)[0] == ("bells", 0)
