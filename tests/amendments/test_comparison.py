"""What changed between two lists or two days: graded, the rest grouped, and nothing called withdrawn."""

import hashlib
from datetime import datetime, time
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amendments.comparison import Comparison, Wanted, compare_sides, sides_of
from amendments.models import Amendment, AmendmentPaper, Sponsorship
from amendments.querysets import papers_of, stages
from bills.history import update_tracked
from bills.models import BillStage
from scrapers.ingest import Observation, ingest_paper
from scrapers.parse import amendment_paper
from tests.amendments.listed import (
    FRIDAY,
    LONDON,
    MONDAY,
    an_amendment,
    change,
    change_names,
    make_stage,
    publish,
    table,
    why,
)
from tests.amendments.reading import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> BillStage:
    return make_stage()


def between(stage: BillStage, old: AmendmentPaper, new: AmendmentPaper) -> Comparison:
    return compare_sides(*sides_of(stage, *(Wanted(str(paper), paper.effective_at, paper) for paper in (old, new))))


def titles(differences: list) -> list[str]:
    return [difference.title for difference in differences]


def five(stage: BillStage) -> list[Amendment]:
    return table([an_amendment(stage, str(number)) for number in range(1, 6)], names=["Ada Quill", "Bo Finch"])


def test_nothing_changed_between_two_equal_lists(stage: BillStage) -> None:
    rows = five(stage)
    found = between(stage, publish(stage, rows, MONDAY), publish(stage, rows, FRIDAY))
    assert found.answer() == "nothing changed"


def test_text_comes_first_and_names_are_grouped(stage: BillStage) -> None:
    rows = five(stage)
    old = publish(stage, rows, MONDAY)
    change(rows[1], "text", FRIDAY, text="leave out “may”")
    for row in rows[2:4]:
        change_names(row, FRIDAY, added=["Di Wold"], removed=["Bo Finch"])
    found = between(stage, old, publish(stage, rows, FRIDAY))
    assert titles(found.told) == ["Amendment 2"] and found.told[0].changes[0].kind == "text"
    assert titles(found.grouped["signatures"]) == ["Amendment 3", "Amendment 4"]
    assert [change.sentence for change in found.grouped["signatures"][0].changes] == [
        "1 name added: Di Wold",
        "1 name gone: Bo Finch",
    ]
    assert found.answer() == "1 substantive change; 2 lists of names changed"


def test_a_declared_interest_is_a_change_of_names(stage: BillStage) -> None:
    rows = five(stage)
    old = publish(stage, rows, MONDAY)
    name = rows[0].sponsorships.get(order=2)
    name.declared_interest = True
    update_tracked(Sponsorship, [(name, "signatures")], ["declared_interest"], why(FRIDAY))
    found = between(stage, old, publish(stage, rows, FRIDAY))
    assert [change.sentence for change in found.grouped["signatures"][0].changes] == [
        "Declared interest changed: Bo Finch"
    ]


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        (
            "energy_rm_rep_0904.xml",
            "energy_day_rep_0905.xml",
            "2 substantive changes; 87 lists of names changed; 80 stars changed",
        ),
        ("datapro_rm_rep_0721.xml", "datapro_rm_rep_0825.xml", "no substantive changes; 1 list of names changed"),
        (
            "econactivity_rm_rep_0918.xml",
            "econactivity_rm_rep_0919.xml",
            "1 substantive change; 4 lists of names changed",
        ),
        (
            "victims_prisoners_rm_rep_0906.xml",
            "victims_prisoners_rm_rep_0908.xml",
            "no substantive changes; 1 list of names changed",
        ),
    ],
)
def test_real_papers_differ_by_what_really_changed(shared: Path, old: str, new: str, answer: str) -> None:
    stage = make_stage()
    for name in (old, new):
        body = (shared / "lawmaker" / "papers" / name).read_bytes()
        paper = amendment_paper.parse(body)
        seen = Observation(at=datetime.combine(paper.published_on, time.min, LONDON), reason="A paper")
        ingest_paper(stage, paper, seen, sha256=hashlib.sha256(body).hexdigest())
    found = between(stage, *reversed(papers_of(stages().get(pk=stage.pk))))
    stated = found.answer().split("; ")
    assert [part for part in answer.split("; ") if part not in stated] == []
    assert (len(found.told), len(found.added), len(found.grouped["number"])) == (
        found.substantive - len(found.absent),
        0,
        0,
    )


def test_what_is_on_one_list_only_is_added_or_no_longer_listed(stage: BillStage) -> None:
    rows = five(stage)
    old = publish(stage, rows[:4], MONDAY)
    found = between(stage, old, publish(stage, rows[1:], FRIDAY))
    assert (titles(found.added), titles(found.absent)) == (["Amendment 5"], ["Amendment 1"])
    assert found.substantive == 2
    assert not found.grouped["place"]


def test_renumbering_is_no_substantive_change(stage: BillStage) -> None:
    rows = five(stage)
    old = publish(stage, rows, MONDAY)
    for row in rows[2:]:
        change(row, "number", FRIDAY, number=str(int(row.number) + 1))
    found = between(stage, old, publish(stage, rows, FRIDAY))
    assert found.answer() == "no substantive changes; 3 amendments renumbered"
    assert [change.sentence for change in found.grouped["number"][0].changes] == ["before 3"]


def test_only_the_amendment_that_moved_has_moved(stage: BillStage) -> None:
    one, two, three, four, five_ = five(stage)
    old = publish(stage, [one, two, three, four, five_], MONDAY)
    found = between(stage, old, publish(stage, [five_, one, two, three, four], FRIDAY))
    assert titles(found.grouped["place"]) == ["Amendment 5"]


def test_a_star_is_grouped(stage: BillStage) -> None:
    rows = five(stage)
    found = between(stage, publish(stage, rows, MONDAY, stars={"2": "★"}), publish(stage, rows, FRIDAY))
    assert [change.sentence for change in found.grouped["star"][0].changes] == ["from ★ to no star"]


def test_a_decision_and_a_target_are_told(stage: BillStage) -> None:
    rows = five(stage)
    old = publish(stage, rows, MONDAY)
    change(rows[0], "decision", FRIDAY, decision="NegativedOnDivision")
    change(rows[1], "target", FRIDAY, provision="clause 9")
    found = between(stage, old, publish(stage, rows, FRIDAY))
    assert [difference.changes[0].sentence for difference in found.told] == [
        "Decision changed: Negatived on division (rejected in a vote)",
        "Target changed: now clause 9, page 3, line 4, before clause 2, page 3, line 4",
    ]


class TestThePage:
    """The page of what changed."""

    def shown(self, client: Client, stage: BillStage, **asked: object) -> str:
        response = client.get(reverse("amendments:compare", args=[stage.bill_id, stage.pk]), asked)
        assert response.status_code == 200
        return words_of(response)

    def test_without_a_choice_the_two_newest_papers_are_compared(self, client: Client, stage: BillStage) -> None:
        rows = five(stage)
        publish(stage, rows, MONDAY)
        change(rows[1], "text", FRIDAY, text="leave out “may”")
        publish(stage, rows, FRIDAY)
        words = self.shown(client, stage)
        assert "From the list of 14 September 2026 to the list of 18 September 2026: 1 substantive change." in words
        assert "Amendment 2 Wording changed" in words

    def test_two_days_are_compared_by_what_stood_at_their_ends(self, client: Client, stage: BillStage) -> None:
        rows = five(stage)
        change(rows[1], "text", FRIDAY, text="leave out “may”")
        assert "1 substantive change" in self.shown(client, stage, since="2026-09-14", until="2026-09-18")
        assert "nothing changed" in self.shown(client, stage, since="2026-09-14", until="2026-09-17")

    def test_what_is_missing_is_not_said_to_be_withdrawn(self, client: Client, stage: BillStage) -> None:
        rows = five(stage)
        publish(stage, rows, MONDAY)
        publish(stage, rows[1:], FRIDAY)
        words = self.shown(client, stage)
        assert "Not on the later list (1)" in words and "does not mean that an amendment was withdrawn" in words

    def test_an_incomplete_list_limits_the_answer(self, client: Client, stage: BillStage) -> None:
        rows = five(stage)
        old = publish(stage, rows, MONDAY)
        new = publish(stage, rows[:1], FRIDAY, is_complete=False)
        words = self.shown(client, stage, old=old.pk, new=new.pk)
        assert "List of 18 September 2026 does not claim to hold every amendment" in words

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ({"since": "2026-09-18", "until": "2026-09-14"}, "The second day is before the first."),
            ({"since": "2026-09-18"}, "Choose a second day"),
            ({"old": "999999", "new": "999998"}, "Error:"),
            ({"since": "never", "until": "2026-09-14"}, "Error:"),
        ],
    )
    def test_a_wrong_question_is_named(self, client: Client, stage: BillStage, asked: dict, said: str) -> None:
        publish(stage, five(stage), MONDAY)
        assert said in self.shown(client, stage, **asked)

    def test_a_single_list_has_nothing_to_be_compared_with(self, client: Client, stage: BillStage) -> None:
        assert "Fewer than two lists" in self.shown(client, stage)
        publish(stage, five(stage), MONDAY)
        assert "Fewer than two lists" in self.shown(client, stage)

    def test_lists_of_another_stage_cannot_be_asked_for(self, client: Client, stage: BillStage) -> None:
        other = make_stage("Another Bill")
        strange = publish(other, five(other), MONDAY)
        own = publish(stage, [], MONDAY)
        assert "Error:" in self.shown(client, stage, old=strange.pk, new=own.pk)

    @pytest.mark.parametrize("size", [10, 200])
    def test_a_comparison_of_any_size_takes_ten_queries(self, client: Client, stage: BillStage, size: int) -> None:
        rows = table([an_amendment(stage, str(number)) for number in range(size)])
        publish(stage, rows, MONDAY)
        for row in rows[:10]:
            change(row, "text", FRIDAY, text="leave out “may”")
        publish(stage, rows, FRIDAY)
        with CaptureQueriesContext(connection) as queries:
            self.shown(client, stage)
        assert len(queries) <= 10
