"""The newest wording of many clauses, and what a clause is called."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition import writing
from coalition.clauses import NO_NUMBER, NOT_KNOWN, clause_label, current_wordings, full_number
from coalition.models import ActVersion, AlternativeAct, ClauseWording
from coalition.querysets import visible_to
from tests.coalition.people import People, an_act
from tests.world import World


@pytest.fixture
def act(people: People, world: World) -> AlternativeAct:
    return an_act(world.lanterns, {"lamps": "Light every step.", "bells": "Ring a bell.", "nets": "Mend nets."})


def test_the_newest_version_counts_and_a_clause_that_is_gone_says_so(act: AlternativeAct, people: People) -> None:
    second = writing.create(ActVersion(act=act, number=2), by=None)
    lamps = act.clauses.get(key="lamps")
    writing.create(
        ClauseWording(version=second, clause=lamps, position=1, number="4", text="Light them all."), by=None
    )
    found = {wording.clause.key: wording for wording in current_wordings(visible_to(people.member, ClauseWording))}
    assert set(found) == {"lamps", "bells", "nets"}
    assert (found["lamps"].text, found["lamps"].is_gone) == ("Light them all.", False)
    assert (found["bells"].text, found["bells"].is_gone) == ("Ring a bell.", True)
    assert clause_label(found["lamps"]) == "clause 4"


def test_many_clauses_are_read_and_named_in_one_query(act: AlternativeAct, people: People) -> None:
    wordings = current_wordings(visible_to(people.officer, ClauseWording))
    with CaptureQueriesContext(connection) as queries:
        assert [clause_label(wording) for wording in wordings] == ["clause 1", "clause 2", "clause 3"]
    assert len([query for query in queries if "clausewording" in query["sql"]]) == 1


def test_a_part_is_called_by_its_whole(act: AlternativeAct, people: People) -> None:
    version, lamps = act.versions.get(), act.clauses.get(key="lamps")
    bells, nets = act.clauses.get(key="bells"), act.clauses.get(key="nets")
    version.wordings.filter(clause=bells).update(parent=lamps, number="(2)")
    version.wordings.filter(clause=nets).update(parent=bells, number="(a)")
    labels = {w.clause.key: clause_label(w) for w in current_wordings(visible_to(people.officer, ClauseWording))}
    assert labels == {"lamps": "clause 1", "bells": "clause 1(2)", "nets": "clause 1(2)(a)"}


def test_an_unknown_number_is_said_to_be_unknown_and_never_shown(act: AlternativeAct) -> None:
    act.numbers_are_known = False
    assert {clause_label(wording, act) for wording in act.versions.get().wordings.all()} == {NOT_KNOWN}


def test_a_clause_without_a_number_and_a_schedule_have_words_of_their_own(act: AlternativeAct) -> None:
    assert clause_label(ClauseWording(number=""), act) == NO_NUMBER
    assert clause_label(ClauseWording(number="Schedule 2"), act) == "Schedule 2"


@pytest.mark.parametrize(
    ("number", "above", "full"),
    [("12", ("3",), "12"), ("(1)", ("12.",), "12(1)"), ("(a)", ("(1)", "12"), "12(1)(a)"), ("(a)", ("", "12"), "(a)")],
)
def test_brackets_ask_for_the_number_above(number: str, above: tuple[str, ...], full: str) -> None:
    assert full_number(number, *above) == full
