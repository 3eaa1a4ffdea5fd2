"""What a search finds, in which order, and what it never tells. Runs again on PostgreSQL: tests/test_postgresql.py."""

from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from amendments.models import Amendment, Sponsorship
from bills.history import create_tracked, update_tracked
from bills.models import Bill
from bills.taken_in import record_taken_in
from coalition import publish
from tests.bench.large_record import Size, make
from tests.coalition.briefings_world import a_list, a_paper, a_print, an_amendment
from tests.coalition.people import a_coalition, an_act, an_ask
from tests.proofs.search import a_record, ask
from tests.world import NOW, a_world, why
from tracker.search import backend
from tracker.search.find import Filters, search
from tracker.search.models import SearchDocument

pytestmark = pytest.mark.django_db


def taken_in(*bills: Bill) -> None:
    for bill in bills:
        record_taken_in.send(sender=Bill, bill=bill)


def titles(question: str, **filters: str) -> list[str]:
    return [each.plain_title for each in search(question, Filters(**filters), 50).found]


@pytest.fixture
def site() -> Iterator[Any]:
    """Two Bills with amendments of the same numbers, on two lists each."""
    people, world = a_coalition(), a_world()
    stage = world.lanterns.stages.get(description="Committee stage", house="Lords")
    other = world.lanterns.stages.order_by("sort_order")[0]
    first = an_amendment(
        stage,
        "12",
        key="1",
        text="Leave out “lamp” and insert “oil lamp”",
        statement="For modern slavery victims.",
        decision="Agreed",
    )
    second = an_amendment(
        stage,
        "13",
        key="2",
        text="Leave out “harbour” <script>alert(1)</script>",
        heading="Oil lamps",
        op="new_clause",
    )
    third = an_amendment(other, "12", key="3", text="Slavery in the modern sense", decision="Withdrawn")
    a_list(stage, {first: "NC94", second: "13"}, NOW - timedelta(days=9))
    a_list(stage, {first: "12", second: "13"}, NOW - timedelta(days=2))
    create_tracked(
        Sponsorship, [Sponsorship(amendment=first, member_key="q", printed_name="Lady Oakley", order=1)], why()
    )
    a_print(world.lanterns, "HL Bill 51", ("1", "2"), date(2026, 11, 1))
    taken_in(world.lanterns)
    yield SimpleNamespace(people=people, world=world, stage=stage, first=first, second=second, third=third)


def test_every_word_must_occur_and_the_title_comes_before_the_text(site: Any) -> None:
    assert titles("oil lamp") == ["Amendment 13: Oil lamps", "Amendment 12"]
    assert titles("oil lamps") == ["Amendment 13: Oil lamps"]
    assert titles("oil unheardof") == []


def test_a_phrase_is_found_in_its_order_alone(site: Any) -> None:
    assert len(titles("modern slavery")) == 2
    assert len(titles('"modern slavery"')) == 1
    assert titles('"slavery modern"') == []


def test_a_phrase_may_stand_in_the_name_of_the_bill_but_not_half_in_it(site: Any) -> None:
    bill = site.world.lanterns.short_title
    assert titles(f'"{bill}" victims') == ["Amendment 12"]
    last = str(site.first.stage).split()[-1].strip("()")
    assert titles(f'{last} "amendment 12" victims') == ["Amendment 12"]
    assert titles(f'"{last} amendment 12" victims') == []


def test_whole_words_come_before_beginnings_which_are_sought_where_few_were_found(site: Any, monkeypatch: Any) -> None:
    site.third.text = "A victim of slavery"
    update_tracked(Amendment, [(site.third, "text")], ["text"], why(NOW))
    taken_in(site.world.lanterns)
    found = [each.document.object_id for each in search("victim").found]
    assert found == [site.third.pk, site.first.pk], "victim, then victims, though that one is newer"
    monkeypatch.setattr(backend, "FEW", 1)
    assert [each.document.object_id for each in search("victim").found] == [site.third.pk]
    assert [each.document.object_id for each in search("victi").found] == [site.first.pk, site.third.pk]


def test_names_statements_and_the_name_of_the_bill_are_found(site: Any) -> None:
    assert titles("oakley") == ["Amendment 12"]
    assert titles("victims") == ["Amendment 12"]
    bill = site.world.lanterns.short_title
    assert titles(bill)[0] == bill
    assert "Amendment 12" in titles(f"{bill} victims")


def test_a_number_leads_and_says_of_which_list_it_is(site: Any) -> None:
    found = search("amendment 12").found
    assert [each.plain_title for each in found[:2]] == ["Amendment 12", "Amendment 12"]
    assert {each.stage_words for each in found[:2]} == {str(site.first.stage), str(site.third.stage)}
    assert {tuple(each.lists) for each in found[:2]} == {("List of 21 November 2026",), ()}


def test_a_number_of_an_earlier_list_is_found_after_those_of_today(site: Any) -> None:
    (found,) = search("NC94 slavery").found
    assert found.document.object_id == site.first.pk
    assert found.lists == ["List of 14 November 2026"]
    assert search("NC94 paraffin").found == []


def test_clauses_and_prints_are_found_by_number(site: Any) -> None:
    assert titles("clause 2")[0] == "Clause 2: Clause 2"
    assert titles("HL Bill 51")[0] == site.world.lanterns.short_title


def test_facets_count_what_was_found_and_narrow_it(site: Any) -> None:
    facets = search("modern slavery").facets
    assert {(each.words, each.count) for each in facets["decision"]} == {("Agreed", 1), ("Withdrawn", 1)}
    assert [(each.words, each.count) for each in facets["bill"]] == [(site.world.lanterns.short_title, 2)]
    assert len(titles("modern slavery", decision="Agreed")) == 1
    assert len(titles("modern slavery", stage=str(site.first.stage), house="Lords", kind="amendment")) >= 1
    assert titles("modern slavery", kind="bill") == []
    for wrong in ({"bill": "x"}, {"bill": "9" * 40}, {"kind": "nothing"}, {"ours": "maybe"}, {"house": "'"}):
        assert titles("modern slavery", **wrong) == []


def test_what_is_taken_in_again_unchanged_writes_nothing(site: Any) -> None:
    with CaptureQueriesContext(connection) as asked:
        taken_in(site.world.lanterns)
    assert len(asked) <= 3
    assert not [each for each in asked if not each["sql"].lstrip().startswith("SELECT")]


def test_only_what_changed_is_written_anew(site: Any) -> None:
    before = dict(SearchDocument.objects.values_list("pk", "hash"))
    site.first.text = "Insert “paraffin”"
    update_tracked(Amendment, [(site.first, "text")], ["text"], why(NOW))
    taken_in(site.world.lanterns)
    after = dict(SearchDocument.objects.values_list("pk", "hash"))
    assert len(before.items() ^ after.items()) == 2
    assert titles("paraffin") == ["Amendment 12"]
    assert titles("lamp", kind="amendment") == ["Amendment 13: Oil lamps"]


def test_a_new_list_brings_new_numbers(site: Any) -> None:
    a_list(site.stage, {site.first: "77Z", site.second: "13"}, NOW)
    taken_in(site.world.lanterns)
    assert titles("77Z") == ["Amendment 77Z"]
    assert titles("NC94 slavery") == ["Amendment 77Z"]


def test_making_it_anew_changes_nothing(site: Any) -> None:
    publish.publish(an_ask(site.world.lanterns), by=site.people.officer)
    before = set(SearchDocument.objects.values_list("pk", "hash"))
    call_command("rebuild_search", verbosity=0)
    taken = SearchDocument.objects.filter(bill=site.world.lanterns)
    assert before == set(taken.values_list("pk", "hash"))
    assert titles("oil lamp") == ["Amendment 13: Oil lamps", "Amendment 12"]


def test_a_summary_of_our_own_is_never_shown_as_official_wording(site: Any) -> None:
    site.third.text, site.third.gist = "", "Would limewash every quay"
    update_tracked(Amendment, [(site.third, "text")], ["text", "gist"], why(NOW))
    taken_in(site.world.lanterns)
    (found,) = search("limewash").found
    assert found.place == "Summary in our words, not official wording"


# ---- what is ours ----
def test_a_published_ask_paper_and_clause_are_found(site: Any) -> None:
    lanterns, officer = site.world.lanterns, site.people.officer
    act = an_act(lanterns, {"lit-steps": "Every quay is limewashed."}, title="The Quays Bill")
    act.versions.update(issued_at=NOW)
    for row in (an_ask(lanterns, title="Limewash the quays"), a_paper("Why limewash", "We want *limewash*."), act):
        publish.publish(row, by=officer)
    found = search("limewash").found
    assert {each.kind for each in found} == {"ask", "paper", "clause"}
    assert {each.is_ours for each in found} == {True}
    client = Client()
    for each in found:
        assert client.get(each.url.partition("#")[0]).status_code == 200
    assert "*" not in next(each for each in found if each.kind == "paper").excerpt
    assert len(titles("limewash", ours="yes")) == 3


def test_what_is_private_under_embargo_or_withdrawn_is_not_found_counted_or_in_a_facet(site: Any) -> None:
    lanterns, officer = site.world.lanterns, site.people.officer
    ask = an_ask(lanterns, title="Limewash the quays")
    nothing = search("limewash")
    assert nothing.total == 0
    moment = timezone.now() + timedelta(hours=1)
    release = publish.publish(ask, by=officer, public_from=moment)
    waiting = search("limewash")
    assert (waiting.total, waiting.found, waiting.facets) == (0, [], nothing.facets)
    assert search("limewash", Filters(ours="yes")).total == 0
    later = search("limewash", at=moment + timedelta(seconds=1))
    assert [each.plain_title for each in later.found] == ["Limewash the quays"]
    publish.withdraw(release, by=officer)
    assert search("limewash", at=moment + timedelta(seconds=1)).total == 0
    assert not SearchDocument.objects.filter(release=release).exists()


def test_a_newer_text_under_embargo_leaves_the_older_one_until_its_moment(site: Any) -> None:
    ask = an_ask(site.world.lanterns, title="Limewash the quays")
    publish.publish(ask, by=site.people.officer)
    ask.title = "Whitewash the quays"
    ask.save()
    moment = timezone.now() + timedelta(hours=1)
    publish.publish(ask, by=site.people.officer, public_from=moment)
    assert (titles("limewash"), titles("whitewash")) == (["Limewash the quays"], [])
    then = moment + timedelta(seconds=1)
    assert (search("limewash", at=then).total, search("whitewash", at=then).total) == (0, 1)


# ---- the page ----
def test_the_page_shows_marks_facets_and_nothing_dangerous(site: Any, client: Client) -> None:
    page = client.get("/search/", {"q": 'harbour "><script>alert(2)</script>'}).content.decode()
    assert "<script>alert" not in page
    page = client.get("/search/", {"q": "harbour"}).content.decode()
    assert "<mark>harbour</mark>" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "Narrow down" in page


def test_the_page_is_the_same_number_of_queries_for_one_and_for_many(site: Any, client: Client) -> None:
    def asked(question: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/search/", {"q": question}).status_code == 200
        return len(seen)

    assert asked("oakley") <= 6
    assert asked("amendment 12") <= 6
    assert asked("lamp") == asked("oakley")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Bills, amendments, clauses"),
        ("q=qqqq", "Nothing was found"),
        ("q=%00%ED%A0%80", "There is no word in that"),
        ("q=" + "lamp+" * 200, "only the first words"),
        ("q=lamp&page=999999999999999999999", "results"),
        ("q=lamp&bill=99999999999999999999&kind=%27", "Nothing was found"),
    ],
)
def test_an_empty_or_odd_question_has_an_answer(site: Any, client: Client, query: str, words: str) -> None:
    answer = client.get(f"/search/?{query}")
    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_many_results_have_pages_and_a_limit(client: Client) -> None:
    make(Size(amendments=700, bills=2))
    taken_in(*Bill.objects.all())
    results = search("clause")
    assert (results.total, results.is_more) == (500, True)
    page = client.get("/search/", {"q": "clause", "page": "25"}).content.decode()
    assert "More than 500 results" in page
    assert 'start="481"' in page


def test_no_question_fails_or_gives_unsafe_html() -> None:
    a_record()
    report = ask(250)
    assert report.wrong == []
    assert report.answered > 40
