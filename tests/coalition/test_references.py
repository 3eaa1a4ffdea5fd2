"""Live references: today's numbers, for the reader's eyes, and an alarm when what a paper cites is superseded."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from amendments.models import Amendment
from bills.history import create_tracked, update_tracked
from bills.models import BillPrint
from coalition import writing
from coalition.markdown import citations
from coalition.models import ActVersion, AlternativeClause, ClauseWording
from coalition.papers import private_references, read
from coalition.publish import publish
from coalition.references import A_CLAUSE, resolve
from coalition.stale import stale_references
from coalition.versions import UnreadableReferences, write_text
from tests.coalition.briefings_world import a_list, a_paper, a_print, an_amendment
from tests.coalition.people import People, an_act
from tests.world import NOW, World, why


@pytest.fixture
def stage(world: World):
    return world.lanterns.stages.get(house="Lords", description="Committee stage")


def reads(text: str, bill, viewer) -> list[str]:
    cited = list(citations(text))
    found = resolve(cited, bill, viewer)
    return [found[each.code].problem or found[each.code].label for each in cited]


def written(people: People, text: str, bill, **facts):
    paper = a_paper(body=None, bill=bill, **facts)
    return write_text(paper, paper.title, text, seen=0, by=people.officer)


def test_a_reference_reads_the_number_of_today_with_its_stage(people: People, world: World, stage) -> None:
    amendment = an_amendment(stage, "NC18")
    a_list(stage, {amendment: "NC18"}, NOW - timedelta(days=3))
    version = written(people, f"We back [[amendment:{amendment.pk}]].", world.lanterns)
    assert "amendment NC18 (Lords committee)</a>" in read(version, people.member).html
    a_list(stage, {amendment: "66ZA"}, NOW)
    reading = read(version, people.member)
    assert f'href="{amendment.get_absolute_url()}"' in reading.html
    assert "amendment 66ZA (Lords committee)" in reading.html
    assert reading.stated == "Numbers as on the list of 23 November 2026 (Lords committee)."


def test_an_amendment_of_another_bill_says_so(people: People, world: World, stage) -> None:
    amendment = an_amendment(stage, "16")
    assert reads(f"[[amendment:{amendment.pk}]]", world.footpaths, people.officer) == [
        "amendment 16 (Lords committee, Harbour Lanterns Bill)"
    ]


def test_a_provision_is_read_in_the_newest_print(people: People, world: World) -> None:
    a_print(world.lanterns, "Bill 96", ("1", "48"), date(2026, 11, 1))
    found = reads("[[provision:clause 48]] [[provision:Clause 9]] [[provision:nonsense]]", world.lanterns, None)
    assert found == [
        "clause 48 of Bill 96",
        "clause 9 does not stand in Bill 96",
        "“nonsense” is not a place in a Bill that can be read: write “clause 48”",
    ]
    assert reads("[[provision:clause 48]]", None, None)[0].startswith("“clause 48” is of no Bill")


def test_a_save_with_an_unknown_reference_is_refused_with_its_place(people: People, world: World) -> None:
    with pytest.raises(UnreadableReferences) as refused:
        written(people, "# Light\n\nWe back [[amendment:987654]]\nand [[lamp:1]].", world.lanterns)
    assert refused.value.problems[0] == "Line 3: [[amendment:987654]]: amendment 987654 is not known."
    assert "is no kind of reference" in refused.value.problems[1]


def test_code_and_plain_brackets_are_no_references() -> None:
    assert list(citations("`[[amendment:1]]`\n\n    [[amendment:2]]\n\n[[a note]] [x](https://a.example)")) == []


def test_a_private_clause_and_a_missing_one_read_alike(people: People, world: World) -> None:
    act = an_act(world.lanterns, {"secret-lamps": "Lamps."}, title="Secret text", is_shared=False)
    clause = act.clauses.get()
    version = written(people, f"See [[clause:{clause.pk}]] here.", world.lanterns)
    assert "clause 1 of the Secret text" in read(version, people.officer).html
    seen = read(version, people.member).html
    assert "Secret" not in seen and f"clause {clause.pk} is not known" in seen
    public = read(version, None).html
    assert "Secret" not in public and A_CLAUSE in public


def test_publishing_is_told_which_references_are_private(people: People, world: World) -> None:
    act = an_act(world.lanterns, {"lamps": "Lamps."}, title="Harbour text")
    version = written(people, f"See [[clause:{act.clauses.get().pk}]].", world.lanterns)
    (told,) = private_references(version)
    assert told.startswith("It cites clause 1 of the Harbour text, which is not public.")
    writing.change(act.versions.get(), {"issued_at": timezone.now()}, by=people.officer)
    assert len(private_references(version)) == 1, "an issued text that nobody published is not public"
    publish(act, by=people.officer)
    assert private_references(version) == []
    assert "clause 1 of the Harbour text" in read(version, None).html


def test_the_public_reads_the_issued_wording_never_the_draft(people: People, world: World) -> None:
    act = an_act(world.lanterns, {"lamps": "Lamps."}, title="Harbour text", numbers_are_known=False)
    clause = act.clauses.get()
    writing.change(act.versions.get(), {"issued_at": timezone.now()}, by=people.officer)
    draft = writing.create(ActVersion(act=act, number=2), by=people.officer)
    writing.create(
        ClauseWording(version=draft, clause=clause, position=1, heading="Secret heading", text="x"), by=people.officer
    )
    publish(act, by=people.officer)
    version = written(people, f"[[clause:{clause.pk}]]", world.lanterns)
    assert "the clause “Lamps” of the Harbour text" in read(version, None).html
    assert "Secret heading" in read(version, people.officer).html


# ---- the alarm ----


def sentences(version) -> list[str]:
    return [each.sentence for each in stale_references([version.briefing]).get(version.briefing_id, [])]


def test_a_fresh_paper_raises_no_alarm(people: People, world: World, stage) -> None:
    amendment = an_amendment(stage, "12")
    a_list(stage, {amendment: "12"}, NOW - timedelta(days=3))
    a_print(world.lanterns, "HL Bill 20", ("1",), date(2026, 11, 2))
    clause = an_act(world.lanterns, {"lamps": "Lamps."}).clauses.get()
    text = f"[[amendment:{amendment.pk}]] [[provision:clause 1]] [[clause:{clause.pk}]]"
    assert sentences(written(people, text, world.lanterns)) == []


def test_a_newer_list_and_a_new_number_are_told_once_each(people: People, world: World, stage) -> None:
    amendment = an_amendment(stage, "12")
    a_list(stage, {amendment: "12"}, NOW - timedelta(days=3))
    version = written(people, f"[[amendment:{amendment.pk}]] and again [[amendment:{amendment.pk}]]", world.lanterns)
    a_list(stage, {amendment: "15"}, NOW)
    assert sentences(version) == [
        "Amendment 12 (Lords committee) is now amendment 15.",
        "The list of 23 November 2026 (Lords committee) is newer than the list of 20 November 2026, cited here.",
    ]


def test_data_read_again_raises_no_alarm_unless_the_amendment_itself_is_another(
    people: People, world: World, stage
) -> None:
    amendment, other = an_amendment(stage, "12"), an_amendment(stage, "13", key="2")
    a_list(stage, {amendment: "12", other: "13"}, NOW - timedelta(days=3), source="api")
    version = written(people, f"[[amendment:{amendment.pk}]]", world.lanterns)
    a_list(stage, {amendment: "12", other: "14"}, NOW - timedelta(days=2), source="api")
    assert sentences(version) == []
    a_list(stage, {amendment: "15", other: "14"}, NOW - timedelta(days=1), source="api")
    assert sentences(version) == ["Amendment 12 (Lords committee) is now amendment 15."]


def test_a_printed_list_after_the_data_that_is_cited_is_told_and_an_older_one_is_not(
    people: People, world: World, stage
) -> None:
    amendment = an_amendment(stage, "12")
    a_list(stage, {amendment: "12"}, NOW - timedelta(days=3))
    a_list(stage, {amendment: "12"}, NOW - timedelta(days=2), source="api")
    version = written(people, f"[[amendment:{amendment.pk}]]", world.lanterns)
    assert sentences(version) == []
    a_list(stage, {amendment: "12"}, NOW)
    (told,) = sentences(version)
    assert told.startswith("The list of 23 November 2026 (Lords committee) is newer than ")


def test_what_is_decided_or_off_the_list_is_told(people: People, world: World, stage) -> None:
    amendment = an_amendment(stage, "12")
    version = written(people, f"[[amendment:{amendment.pk}]]", world.lanterns)
    amendment.is_listed, amendment.decision = False, "NotMoved"
    update_tracked(Amendment, [(amendment, "decision")], ["is_listed", "decision"], why())
    assert sentences(version) == [
        "Amendment 12 (Lords committee) is no longer on the latest list.",
        "Amendment 12 (Lords committee) has been decided: Its turn came, but nobody moved it.",
    ]


def test_a_reprint_is_told(people: People, world: World) -> None:
    a_print(world.lanterns, "Bill 8", ("41",), date(2026, 11, 2))
    version = written(people, "[[provision:clause 41]]", world.lanterns)
    a_print(world.lanterns, "Bill 96", ("47",), date(2026, 11, 20))
    assert sentences(version) == ["Bill 96 is newer than Bill 8, cited here: clause 41 is clause 47 there."]


@pytest.mark.parametrize(
    ("clauses", "said"),
    [
        (("40", "41"), "clause 41 has kept its number"),
        (("39",), "clause 41 has no certain counterpart there"),
    ],
)
def test_a_reprint_tells_what_became_of_each_cited_clause(
    people: People, world: World, clauses: tuple[str, ...], said: str
) -> None:
    a_print(world.lanterns, "Bill 8", ("40", "41"), date(2026, 11, 2))
    version = written(people, "[[provision:clause 41]]", world.lanterns)
    a_print(world.lanterns, "Bill 96", clauses, date(2026, 11, 20))
    assert sentences(version) == [f"Bill 96 is newer than Bill 8, cited here: {said}."]


def test_a_reprint_whose_words_are_not_kept_says_only_that_numbers_may_have_changed(
    people: People, world: World
) -> None:
    a_print(world.lanterns, "Bill 8", ("41",), date(2026, 11, 2))
    version = written(people, "[[provision:clause 41]]", world.lanterns)
    newer = BillPrint(
        bill=world.lanterns, sha256="7" * 64, print_number="Bill 96", tree={}, published_on=date(2026, 11, 20)
    )
    create_tracked(BillPrint, [newer], why())
    assert sentences(version) == ["Bill 96 is newer than Bill 8, cited here: clauses may have been renumbered."]


def test_a_clause_of_ours_that_is_reworded_or_gone_is_told(people: People, world: World) -> None:
    act = an_act(world.lanterns, {"lamps": "Lamps.", "bells": "Bells."}, title="Harbour text")
    lamps, bells = (AlternativeClause.objects.get(key=key) for key in ("lamps", "bells"))
    version = written(people, f"[[clause:{lamps.pk}]] [[clause:{bells.pk}]]", world.lanterns)
    second = writing.create(ActVersion(act=act, number=2), by=people.officer)
    writing.create(
        ClauseWording(version=second, clause=lamps, position=1, number="1", heading="Lamps", text="Bright lamps."),
        by=people.officer,
    )
    assert sentences(version) == [
        "Clause 1 of the Harbour text has been reworded.",
        "Clause 2 of the Harbour text is not in the newest version of its text.",
    ]


@pytest.mark.parametrize("is_known", [True, False])
def test_another_number_is_told_only_of_a_text_whose_numbers_are_known(
    people: People, world: World, is_known: bool
) -> None:
    act = an_act(world.lanterns, {"lamps": "Lamps."}, numbers_are_known=is_known)
    version = written(people, f"[[clause:{act.clauses.get().pk}]]", world.lanterns)
    writing.change(act.versions.get().wordings.get(), {"number": "77"}, by=people.officer)
    assert any("77" in sentence for sentence in sentences(version)) is is_known


def test_the_alarm_costs_the_same_for_one_paper_and_for_many(
    people: People, world: World, stage, django_assert_max_num_queries
) -> None:
    clause = an_act(world.lanterns, {"lamps": "Lamps."}).clauses.get()
    a_print(world.lanterns, "Bill 8", ("1",), date(2026, 11, 2))
    versions = []
    for number in range(8):
        amendment = an_amendment(stage, str(number), key=str(number))
        text = f"[[amendment:{amendment.pk}]] [[provision:clause 1]] [[clause:{clause.pk}]]"
        versions.append(written(people, text, world.lanterns, title=f"Paper {number}"))
    papers = [version.briefing for version in versions]
    a_print(world.lanterns, "Bill 96", ("1",), date(2026, 11, 20))
    with django_assert_max_num_queries(9):
        assert len(stale_references(papers)) == 8
