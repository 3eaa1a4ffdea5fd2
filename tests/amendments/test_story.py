"""The story of an amendment: each change a sentence, in the order of what the sources speak for."""

from datetime import timedelta

import pytest
from django.test import Client

from amendments.models import Amendment, AmendmentPaper, Sponsorship
from amendments.querysets import papers_of, stages
from amendments.story import Entry, story_of
from bills.history import update_tracked
from bills.models import BillStage
from tests.amendments.listed import (
    FRIDAY,
    MONDAY,
    WEDNESDAY,
    an_amendment,
    change,
    change_names,
    london,
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


@pytest.fixture
def amendment(stage: BillStage) -> Amendment:
    return table([an_amendment(stage, "12", "leave out “hedge” and insert “bank”")])[0]


def story(amendment: Amendment) -> list[Entry]:
    return story_of(amendment, papers_of(stages().get(pk=amendment.stage_id)))


def sentences(amendment: Amendment) -> list[str]:
    return [sentence for entry in story(amendment) for sentence, _ in entry.sentences]


def test_a_new_wording_names_the_list_and_counts_the_words(amendment: Amendment) -> None:
    publish(amendment.stage, [amendment], FRIDAY)
    change(amendment, "text", FRIDAY, text="leave out “hedge” and insert “bank” or “wall”")
    assert sentences(amendment)[0] == "Wording changed on the list of 18 September 2026: 2 words inserted"


def test_a_change_read_from_the_api_names_parliaments_data(amendment: Amendment) -> None:
    change(amendment, "decision", london(2026, 9, 18, 23, 30), decision="Withdrawn")
    assert sentences(amendment)[0].startswith("Decision changed in Parliament’s data on 18 September 2026: Withdrawn")


def test_a_source_that_first_says_no_decision_has_decided_nothing(amendment: Amendment) -> None:
    change(amendment, "decision", FRIDAY, decision="NoDecision")
    assert story(amendment)[0].is_quiet


def test_the_story_begins_with_who_tabled_it(stage: BillStage) -> None:
    (row,) = table([an_amendment(stage, "1")], names=["Ada Quill", "Bo Finch"])
    publish(stage, [row], MONDAY)
    assert sentences(row) == ["First seen on the list of 14 September 2026: with 2 names, Ada Quill and Bo Finch"]


def test_a_crowd_is_counted_and_only_its_first_names_are_told(stage: BillStage) -> None:
    (row,) = table([an_amendment(stage, "1")], names=[f"Member {number}" for number in range(1, 61)])
    told = sentences(row)[0]
    assert "with 60 names, Member 1, Member 2" in told
    assert told.endswith("Member 12 and 48 others")


def test_names_that_come_and_go_at_one_moment_are_one_entry(amendment: Amendment) -> None:
    change_names(amendment, WEDNESDAY, added=["Bo Finch", "Cy Marsh"])
    change_names(amendment, FRIDAY, added=["Di Wold"], removed=["Bo Finch", "Cy Marsh"])
    newest, middle, _ = story(amendment)
    assert [change.sentence for change in newest.changes] == [
        "1 name added: Di Wold",
        "2 names gone: Bo Finch and Cy Marsh",
    ]
    assert [change.sentence for change in middle.changes] == ["2 names added: Bo Finch and Cy Marsh"]


def test_a_new_lead_and_a_declared_interest_are_said(stage: BillStage) -> None:
    (row,) = table([an_amendment(stage, "1")], names=["Ada Quill", "Bo Finch"])
    ada, bo = Sponsorship.objects.filter(amendment=row).order_by("order")
    ada.is_lead, bo.is_lead, bo.declared_interest = False, True, True
    update_tracked(
        Sponsorship, [(ada, "signatures"), (bo, "signatures")], ["is_lead", "declared_interest"], why(FRIDAY)
    )
    change(row, "signatures", FRIDAY)
    assert [change.sentence for change in story(row)[0].changes] == [
        "Lead changed: now Bo Finch",
        "Declared interest changed: Bo Finch",
    ]


def test_the_newest_comes_first_by_the_sources_own_dates(amendment: Amendment) -> None:
    change(amendment, "decision", FRIDAY, decision="NotMoved")
    change(amendment, "number", WEDNESDAY, number="14")
    assert [entry.at for entry in story(amendment)] == [FRIDAY, WEDNESDAY, MONDAY]


def test_leaving_the_list_is_never_told_as_a_withdrawal(amendment: Amendment) -> None:
    publish(amendment.stage, [], FRIDAY)
    change(amendment, "place", FRIDAY, is_listed=False)
    assert sentences(amendment)[0] == (
        "No longer listed on the list of 18 September 2026: that does not mean that it was withdrawn"
    )


def test_a_stated_withdrawal_is_told_in_the_papers_words(amendment: Amendment) -> None:
    change(amendment, "decision", FRIDAY, stated_withdrawn="12 was withdrawn")
    assert sentences(amendment)[0].endswith("“12 was withdrawn”")


def test_marks_and_layout_are_told_apart(amendment: Amendment) -> None:
    change(amendment, "typography", FRIDAY, text='leave out "hedge"  and insert "bank"')
    newest, _ = story(amendment)
    assert newest.is_quiet and newest.changes[0].kind == "typography"


def test_the_first_full_text_is_no_change_of_wording(stage: BillStage) -> None:
    (row,) = table([an_amendment(stage, "1", "leave out", text_is_full=False)])
    change(row, "typography", FRIDAY, text="leave out “hedge”", text_is_full=True)
    newest = story(row)[0]
    assert newest.is_quiet and newest.changes[0].what == "Full wording received"


def test_sources_that_begin_to_differ_are_told(amendment: Amendment) -> None:
    change(amendment, "target", WEDNESDAY, page=5, disputed={"page": {"api": 5, "paper": 3}})
    change(amendment, "typography", FRIDAY, disputed={})
    told = sentences(amendment)
    assert told[0] == "The sources agreed again in Parliament’s data on 18 September 2026: about the page"
    assert any(sentence.startswith("The sources began to differ") for sentence in told)
    assert any("now clause 2, page 5, line 4, before clause 2, page 3, line 4" in sentence for sentence in told)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("", "It says why.", "Explanatory statement added"),
        ("It says why.", "", "Explanatory statement removed"),
        ("It says why.", "It says how.", "Explanatory statement changed: 1 word inserted, 1 removed"),
    ],
)
def test_the_explanatory_statement_has_sentences_of_its_own(
    stage: BillStage, old: str, new: str, sentence: str
) -> None:
    (row,) = table([an_amendment(stage, "1", statement=old)])
    change(row, "text", FRIDAY, statement=new)
    assert [change.sentence for change in story(row)[0].changes] == [sentence]


def test_a_row_that_shows_no_difference_is_still_accounted_for(amendment: Amendment) -> None:
    change(amendment, "typography", FRIDAY, list_hash="abc")
    assert story(amendment)[0].changes[0].kind == "record"


class TestTheAmendmentPage:
    """What a person meets on the page of one amendment."""

    def shown(self, client: Client, amendment: Amendment, **asked: str) -> str:
        response = client.get(amendment.get_absolute_url(), asked)
        assert response.status_code == 200
        return words_of(response)

    def test_text_target_names_and_decision_are_there(self, client: Client, stage: BillStage) -> None:
        lines = [
            {"text": "To move the following Clause—", "num": "", "depth": 0, "kind": "instruction"},
            {"text": "A ditch must be dug.", "num": "(1)", "depth": 1, "kind": "text"},
            {"text": "", "num": "", "depth": 1, "kind": "table", "rows": [["Ditch", "Depth"], ["North", "2 m"]]},
            {"text": "", "num": "", "depth": 1, "kind": "image"},
        ]
        facts = {"lines": lines, "op": "new_clause", "provision": "", "page": None, "line": None}
        (row,) = table(
            [an_amendment(stage, "NC4", "…", statement="It makes ditches.", decision="NotSelected", **facts)],
            names=["Ada Quill", "Bo Finch"],
        )
        words = self.shown(client, row)
        for expected in (
            "New clause 4", "(1) A ditch must be dug.", "North 2 m", "A picture stands here in the paper",
            "It makes ditches.", "Ada Quill – leads", "Not selected", "did not choose it for debate",
        ):  # fmt: skip
            assert expected in words

    def test_a_name_that_has_gone_says_when_and_a_name_that_came_back_does_not(
        self, client: Client, amendment: Amendment
    ) -> None:
        change_names(amendment, WEDNESDAY, added=["Bo Finch", "Cy Marsh"])
        change_names(amendment, FRIDAY, removed=["Bo Finch", "Cy Marsh"])
        back = Sponsorship.objects.get(amendment=amendment, printed_name="Cy Marsh")
        back.is_listed = True
        update_tracked(Sponsorship, [(back, "signatures")], ["is_listed"], why(london(2026, 9, 19)))
        words = self.shown(client, amendment)
        assert "Bo Finch, gone in Parliament’s data on 18 September 2026" in words
        assert "Cy Marsh, gone" not in words

    def test_both_values_of_a_dispute_are_shown_with_source_and_time(
        self, client: Client, amendment: Amendment
    ) -> None:
        readings = {
            "api": {"page": [5, london(2026, 9, 18, 10, 5).isoformat()]},
            "paper": {"page": [4, MONDAY.isoformat()]},
        }
        change(amendment, "target", FRIDAY, page=5, disputed={"page": {"api": 5, "paper": 4}}, readings=readings)
        words = self.shown(client, amendment)
        assert "The two sources differ about the page" in words
        assert "Amendment paper 4 (since 14 September 2026)" in words
        assert "Parliament’s data 5 (since 10:05 on 18 September 2026)" in words

    def test_its_numbers_on_every_list_are_kept(self, client: Client, amendment: Amendment) -> None:
        publish(amendment.stage, [amendment], MONDAY)
        change(amendment, "number", FRIDAY, number="14")
        publish(amendment.stage, [amendment], FRIDAY, stars={"14": "★"})
        words = self.shown(client, amendment)
        assert "Amendment 14" in words and "Renumbered" in words and "from 12 to 14" in words
        assert words.index("List of 18 September 2026") < words.index("List of 14 September 2026")

    def test_an_earlier_day_shows_the_text_and_names_of_then(self, client: Client, amendment: Amendment) -> None:
        change(amendment, "text", FRIDAY, text="leave out “otter”")
        change_names(amendment, FRIDAY, added=["Di Wold"])
        words = self.shown(client, amendment, at="2026-09-16")
        assert "“hedge”" in words and "“otter”" not in words and "Di Wold" not in words
        assert "1 later entry not shown" in words

    def test_before_it_was_tabled_the_page_says_so(self, client: Client, amendment: Amendment) -> None:
        words = self.shown(client, amendment, at="2026-09-01")
        assert "Nothing was known of this amendment at that time" in words and "hedge" not in words

    def test_it_links_to_parliaments_own_page(self, client: Client, stage: BillStage) -> None:
        (row,) = table([an_amendment(stage, "1", api_key="amendment:77")])
        body = client.get(row.get_absolute_url()).content.decode()
        address = f"https://bills.parliament.uk/bills/{stage.bill.bill_id}/stages/{stage.bill_stage_id}/amendments/77"
        assert f'href="{address}"' in body

    def test_its_address_survives_a_renumbering(self, client: Client, amendment: Amendment) -> None:
        before = amendment.get_absolute_url()
        change(amendment, "number", FRIDAY, number="40")
        assert "Amendment 40" in words_of(client.get(before))

    def test_another_bills_amendment_is_not_found(self, client: Client, amendment: Amendment) -> None:
        other = make_stage("Another Bill")
        assert client.get(f"/bills/{other.bill_id}/amendments/{amendment.pk}/").status_code == 404


def test_a_list_of_the_api_is_not_called_a_paper(amendment: Amendment) -> None:
    publish(amendment.stage, [amendment], FRIDAY, source=AmendmentPaper.Source.API)
    change(amendment, "number", FRIDAY, number="13")
    assert "in Parliament’s data" in sentences(amendment)[0]


def test_sources_that_differed_for_some_hours_of_one_day_are_not_told(amendment: Amendment) -> None:
    change(amendment, "number", WEDNESDAY, disputed={"line": {"api": 5, "paper": 4}}, number="14")
    change(amendment, "number", WEDNESDAY + timedelta(hours=2), disputed={}, number="15")
    assert not [each for entry in story(amendment) for each in entry.changes if each.kind == "sources"]


def test_sources_that_still_differ_at_the_end_of_the_day_are_told(amendment: Amendment) -> None:
    change(amendment, "typography", WEDNESDAY, disputed={"line": {"api": 5, "paper": 4}})
    assert [each.what for entry in story(amendment) for each in entry.changes if each.kind == "sources"]
