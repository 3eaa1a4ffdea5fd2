"""Bills, stages, publications and reference lists of the Bills API, in our own words."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from scrapers.parse import bills_api
from scrapers.parse.vocabulary import unknown_words
from scrapers.records import Page, UnreadableSource
from tests.scrapers.payloads import bill, envelope, stage


def bills(*items: dict[str, Any]) -> Page[Any]:
    return bills_api.bills_page(envelope(items, len(items)))


def one_bill(**more: Any) -> Any:
    return bills_api.bill(json.dumps(bill(7, **more)).encode())


def sitting(number: int, on: Any = "2026-12-01T00:00:00") -> dict[str, Any]:
    return {"id": number, "stageId": 8, "billStageId": 1, "billId": 7, "date": on}


def publication(number: int, **more: Any) -> dict[str, Any]:
    return {
        "house": "Commons",
        "id": number,
        "title": "Amendment paper",
        "publicationType": {"id": 7, "name": "Amendment Paper", "description": "Lists of amendments."},
        "displayDate": "2026-06-23T00:00:00",
        "links": [],
        "files": [{"id": 5, "filename": "a.xml", "contentType": "text/xml", "contentLength": 12}],
        **more,
    }


# ---- Bills ----
def test_a_bill_of_the_list_says_nothing_of_what_only_the_bill_itself_tells() -> None:
    (record,) = bills(bill(7)).items
    assert record.short_title == "Lighthouse Keepers Bill 7"
    assert (record.sponsors, record.summary, record.agent, record.promoters) == (None, None, None, None)


def test_a_bill_of_an_older_list_does_not_say_its_former_title() -> None:
    older = bill(7)
    del older["formerShortTitle"]
    assert bills(older).items[0].former_short_title is None
    assert bills(bill(7)).items[0].former_short_title == ""


def test_a_withdrawn_bill_keeps_its_stage_and_has_its_day() -> None:
    (record,) = bills(bill(7, billWithdrawn="2026-09-15T00:00:00")).items
    assert record.withdrawn_on == date(2026, 9, 15)
    assert record.current_stage.description == "Committee stage"


def test_an_act_is_no_longer_in_either_house() -> None:
    (record,) = bills(bill(7, isAct=True, currentHouse="Unassigned", shortTitle="Lighthouse Keepers Act 2026")).items
    assert (record.is_act, record.current_house) == (True, "Unassigned")


def test_a_carried_over_bill_belongs_to_both_sessions() -> None:
    record = one_bill(introducedSessionId=39, includedSessionIds=[39, 40])
    assert (record.introduced_session, record.included_sessions) == (39, (39, 40))


def test_the_last_update_is_london_time() -> None:
    assert one_bill(lastUpdate="2026-07-17T18:03:14.5516835").last_update == datetime(
        2026, 7, 17, 17, 3, 14, 551683, UTC
    )


def test_a_sponsor_is_a_member_an_organisation_or_both() -> None:
    member = {"memberId": 901, "name": "Ada Brook", "party": "Labour", "house": "Commons", "memberFrom": "Larne"}
    office = {"name": "Office of Lights", "url": "https://www.gov.uk/lights"}
    record = one_bill(
        sponsors=[
            {"member": member, "organisation": office, "sortOrder": 1},
            {"member": None, "organisation": office, "sortOrder": 2},
        ]
    )
    both, office_alone = record.sponsors
    assert (both.member.member_id, both.member.name, both.organisation_name) == (901, "Ada Brook", "Office of Lights")
    assert (office_alone.member, office_alone.order) == (None, 2)


def test_sponsors_in_one_place_are_numbered_as_they_stand() -> None:
    people = [{"memberId": n, "name": f"Member {n}"} for n in (1, 2)]
    record = one_bill(sponsors=[{"member": each, "organisation": None, "sortOrder": 1} for each in people])
    assert [(s.order, s.member.member_id) for s in record.sponsors] == [(1, 1), (2, 2)]


def test_an_agent_that_is_null_is_no_agent_and_a_missing_one_is_not_said() -> None:
    assert one_bill(agent=None).agent == {}
    assert one_bill().agent is None


def test_a_field_of_another_type_keeps_the_row_of_a_list_without_it() -> None:
    page = bills(bill(7, currentHouse=3, billTypeId="many", isAct="no"))
    (record,) = page.items
    assert (record.current_house, record.bill_type_id, record.is_act) == (None, None, None)
    assert {p.place for p in page.problems} == {"items[0].currentHouse", "items[0].billTypeId", "items[0].isAct"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("billId", None),
        ("shortTitle", ""),
        ("shortTitle", None),
        ("billWithdrawn", "soon"),
        ("includedSessionIds", [39, "forty"]),
        ("includedSessionIds", 39),
        ("currentStage", {}),
    ],
)
def test_a_bill_whose_identity_or_wholes_cannot_be_read_is_left_out(field: str, value: Any) -> None:
    page = bills(bill(6), bill(7, **{field: value}))
    assert [record.bill_id for record in page.items] == [6]
    (problem,) = page.problems
    assert problem.place.startswith(f"items[1].{field}")


def test_one_bill_is_taken_whole_or_not_at_all() -> None:
    with pytest.raises(UnreadableSource, match="currentHouse: is a number where words are due"):
        one_bill(currentHouse=3)


def test_unknown_words_are_kept_and_named() -> None:
    record = one_bill(currentHouse="Upper House", currentStage=stage(1, house="Third House"))
    assert record.current_house == "Upper House"
    assert unknown_words(record) == ("current_house: Upper House", "current_stage.house: Third House")


# ---- stages and sittings ----
def test_a_stage_has_its_sittings_as_days_also_future_ones() -> None:
    listed = stage(1, stageSittings=[sitting(11, "2026-12-01T00:00:00"), sitting(10, "2026-07-01T00:00:00")])
    (record,) = bills_api.stages_page(envelope([listed], 1)).items
    assert [(s.sitting_id, s.date) for s in record.sittings] == [(11, date(2026, 12, 1)), (10, date(2026, 7, 1))]
    assert (record.bill_stage_id, record.stage_id) == (1, 8)


def test_a_stage_with_a_sitting_that_cannot_be_read_is_left_out_whole() -> None:
    page = bills_api.stages_page(envelope([stage(1), stage(2, stageSittings=[sitting(11, "soon")])], 2))
    assert [record.bill_stage_id for record in page.items] == [1]
    assert [p.place for p in page.problems] == ["items[1].stageSittings[0].date"]


def test_one_stage_tells_its_committee_and_neighbours() -> None:
    committee = {"id": 9, "name": "Lights Committee", "category": "Public", "house": "Commons", "url": None}
    body = stage(2, committee=committee, nextStageBillStageId=3, previousStageBillStageId=None, hasMotions=False)
    record = bills_api.stage(json.dumps(body).encode())
    assert record.committee == committee
    assert (record.next_id, record.previous_id, record.has_motions) == (3, None, False)


def test_sittings_of_all_bills_are_a_page() -> None:
    page = bills_api.sittings_page(envelope([sitting(1), sitting(2, None)], 2))
    assert [(s.sitting_id, s.bill_id, s.date) for s in page.items] == [(1, 7, date(2026, 12, 1)), (2, 7, None)]


# ---- publications, news, reference lists ----
def test_the_publications_of_a_bill_come_in_one_answer() -> None:
    body = {"billId": 7, "publications": [publication(1), publication(2, house="Lords")]}
    page = bills_api.publications(json.dumps(body).encode())
    assert (page.total, page.per_page, page.problems) == (2, None, ())
    first, second = page.items
    assert (first.type.id, first.files[0]["filename"], second.house) == (7, "a.xml", "Lords")
    assert first.display_date == datetime(2026, 6, 22, 23, 0, tzinfo=UTC)


def test_a_publication_of_a_stage_and_its_sitting_is_one_of_that_sitting() -> None:
    body = {
        "billStageId": 70,
        "publications": [publication(1), publication(2)],
        "sittings": [{"sittingId": 5, "publications": [publication(2), publication(3)]}],
    }
    page = bills_api.publications(json.dumps(body).encode())
    assert [(p.publication_id, p.bill_stage_id, p.sitting_id) for p in page.items] == [
        (1, 70, None),
        (2, 70, 5),
        (3, 70, 5),
    ]
    assert page.problems == ()


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("links", [{"id": 1}, "x"], "publications[0].links[1]"),
        ("files", [{"id": None}], "publications[0].files[0].id"),
        ("publicationType", {"id": 0, "name": "Bill"}, "publications[0].publicationType.id"),
    ],
)
def test_a_publication_whose_files_cannot_be_read_is_left_out(field: str, value: Any, place: str) -> None:
    page = bills_api.publications(json.dumps({"publications": [publication(1, **{field: value})]}).encode())
    assert (page.items, [p.place for p in page.problems]) == ((), [place])


def test_a_link_that_would_run_a_script_is_kept_without_its_address() -> None:
    link = {"id": 1, "title": "Read me", "url": "javascript:alert(1)", "contentType": "text/html"}
    page = bills_api.publications(json.dumps({"publications": [publication(1, links=[link])]}).encode())
    assert page.items[0].links == ({**link, "url": ""},)
    assert [p.place for p in page.problems] == ["publications[0].links[0].url"]


def test_a_document_says_its_name_and_length() -> None:
    said = {"id": 5, "filename": "bill.pdf", "contentType": "application/pdf", "contentLength": 7980079}
    assert bills_api.document(json.dumps(said).encode()) == said


def test_news_keeps_its_html_as_received() -> None:
    article = {"id": 3, "title": "Lit", "content": "<p>Lit &amp; well</p>", "displayDate": None}
    (record,) = bills_api.news_page(envelope([article], 1)).items
    assert (record.content, record.display_date) == ("<p>Lit &amp; well</p>", None)


def test_reference_lists_have_a_category_or_a_house() -> None:
    (kind,) = bills_api.bill_types_page(envelope([{"id": 4, "category": "Mixed", "name": "Hybrid Bill"}], 1)).items
    assert (kind.category, kind.house, unknown_words(kind)) == ("Mixed", "", ("category: Mixed",))
    (stage_kind,) = bills_api.stage_kinds_page(envelope([{"id": 8, "name": "Committee", "house": "Commons"}], 1)).items
    assert (stage_kind.id, stage_kind.house) == (8, "Commons")
    (type_,) = bills_api.publication_types_page(envelope([{"id": 7, "name": "Paper", "description": None}], 1)).items
    assert (type_.name, type_.description) == ("Paper", "")
