"""What people may do with a link, from which state, and what is kept of it."""

import pytest

from coalition import review
from coalition.link import AlreadyLinked, keep_suggestions, ours_of, suggestions_for_amendment
from coalition.models import AlternativeClause, Ask, ClauseLink
from coalition.writing import EditConflict
from tests.amendments.listed import an_amendment, make_stage, table
from tests.coalition.links_world import CLAUSE, a_link, reread, reword
from tests.coalition.people import People, an_act, an_ask

State = ClauseLink.State
TEXT = "After “lamp” insert “on the steps, lit from dusk until dawn”"


@pytest.fixture
def amendment(people: People):
    stage = make_stage()
    (row,) = table([an_amendment(stage, "2", TEXT)])
    an_act(stage.bill, CLAUSE)
    return row


@pytest.fixture
def link(people: People, amendment) -> ClauseLink:
    return a_link(people.member, amendment, clause=AlternativeClause.objects.get(), is_shared=True)


def test_a_proposal_belongs_to_the_organisation_of_who_made_it_and_waits(link: ClauseLink, people: People) -> None:
    assert (link.state, link.owner, link.origin) == (State.SUGGESTED, people.harbour, "person")


def test_confirming_says_who_and_when_and_why(link: ClauseLink, people: People) -> None:
    review.confirm(link, by=people.officer, why="Read both", relation="implements")
    stored = reread(link)
    row = stored.history.order_by("-history_id").first()
    assert (stored.state, stored.reviewed_by, stored.relation) == (State.CONFIRMED, people.officer, "implements")
    assert stored.reviewed_at is not None
    assert (row.history_change_reason, row.history_user) == ("Read both", people.officer)


def test_a_quotation_is_kept_as_the_text_has_it(link: ClauseLink, people: People) -> None:
    review.confirm(link, by=people.officer, their_quotation='insert  "on the\nsteps', our_quotation="until dawn")
    assert (reread(link).their_quotation, reread(link).our_quotation) == ("insert “on the steps", "until dawn")


def test_a_quotation_that_is_not_in_the_text_is_refused_and_nothing_is_written(
    link: ClauseLink, people: People
) -> None:
    with pytest.raises(review.NotInText) as refused:
        review.confirm(link, by=people.officer, their_quotation="until midnight")
    assert refused.value.side == "their_quotation"
    assert (reread(link).state, reread(link).history.count()) == (State.SUGGESTED, 1)


def test_of_two_people_who_review_at_once_the_second_is_told(link: ClauseLink, people: People) -> None:
    mine, yours = reread(link), reread(link)
    review.confirm(mine, by=people.officer, seen_revision=1)
    with pytest.raises(EditConflict) as conflict:
        review.reject(yours, by=people.administrator, seen_revision=1)
    assert conflict.value.who == "Oswin"
    assert reread(link).state == State.CONFIRMED


def test_nobody_confirms_words_they_have_not_seen(link: ClauseLink, people: People) -> None:
    seen = review.seal(review.texts_of(link))
    reword(link.clause, "Something else altogether.")
    with pytest.raises(review.TextMoved):
        review.confirm(link, by=people.officer, seen_texts=seen)
    assert reread(link).state == State.SUGGESTED


@pytest.mark.parametrize(
    ("steps", "refused"),
    [
        (["confirm"], "confirm"),
        (["reject"], "confirm"),
        ([], "reopen"),
        (["reject"], "reopen"),
        ([], "put_back"),
        (["confirm"], "put_back"),
        (["reject"], "reject"),
    ],
)
def test_a_step_that_the_state_does_not_allow_is_refused_in_words(
    link: ClauseLink, people: People, steps: list[str], refused: str
) -> None:
    for step in steps:
        getattr(review, step)(link, by=people.officer)
    with pytest.raises(review.NotPossible, match="cannot be done now"):
        getattr(review, refused)(link, by=people.officer)


def test_a_link_goes_all_the_way_round_and_history_tells_it(link: ClauseLink, people: People) -> None:
    for step in ("confirm", "reopen", "confirm", "reject", "put_back", "confirm"):
        getattr(review, step)(link, by=people.officer, why=step)
    told = list(link.history.order_by("history_id").values_list("history_change_reason", flat=True))
    assert told == ["Proposed", "confirm", "reopen", "confirm", "reject", "put_back", "confirm"]


def test_the_same_pair_is_not_linked_twice(link: ClauseLink, people: People, amendment) -> None:
    with pytest.raises(AlreadyLinked) as again:
        a_link(people.officer, amendment, clause=link.clause)
    assert again.value.link == link


def test_another_organisations_private_link_is_not_told_of(people: People, amendment) -> None:
    a_link(people.member, amendment, clause=AlternativeClause.objects.get())
    a_link(people.other_member, amendment, clause=AlternativeClause.objects.get())
    assert ClauseLink.objects.count() == 2


# ---- suggestions by likeness ----
def test_suggestions_are_kept_with_their_reason_and_never_confirmed(people: People, amendment) -> None:
    assert keep_suggestions(amendment.bill, people.officer).new == 1
    found = ClauseLink.objects.get()
    assert (found.state, found.origin, found.is_shared) == (State.SUGGESTED, "machine", False)
    assert found.reason == "Both say “on the steps lit from dusk until dawn”."


def test_what_was_rejected_is_not_suggested_again(people: People, amendment) -> None:
    keep_suggestions(amendment.bill, people.officer)
    review.reject(ClauseLink.objects.get(), by=people.officer)
    assert keep_suggestions(amendment.bill, people.officer).new == 0
    assert suggestions_for_amendment(people.officer, amendment, ours_of(people.officer, amendment.bill)) == []
    assert ClauseLink.objects.get().state == State.REJECTED


def test_a_member_is_offered_only_what_they_may_see(people: People, amendment) -> None:
    an_ask(amendment.bill, "secret", title="Steps lit from dusk until dawn", is_shared=False, owner=people.beacon)
    offered = {
        who: {
            one.value.partition(":")[0]
            for one in suggestions_for_amendment(who, amendment, ours_of(who, amendment.bill))
        }
        for who in (people.member, people.officer)
    }
    assert offered == {people.member: {"clause"}, people.officer: {"clause", "ask"}}
    assert Ask.objects.count() == 1
