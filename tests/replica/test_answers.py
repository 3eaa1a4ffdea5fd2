"""The fictional Parliament answers as the Bills API does: its shapes, its paging, its errors."""

import json
from pathlib import Path
from typing import Any

import pytest

from scrapers.parse import bills_api, rss
from tracker.replica.answers import Answer, answer
from tracker.replica.story.whole import world

TODAY = world().at(len(world().days))
FERRIES, ACT, CLOCKS = 900_001, 900_002, 900_003
COMMITTEE = f"/Bills/{FERRIES}/Stages/910003"
EXCHANGE = f"/Bills/{ACT}/Stages/911011"
SEARCH_ITEM = {
    "summaryText", "amendmentId", "amendmentType", "clause", "schedule", "pageNumber", "lineNumber",
    "amendmentPosition", "marshalledListText", "dNum", "id", "billId", "billStageId", "statusIndicator", "decision",
    "decisionExplanation", "sponsors",
}  # fmt: skip
SCHEMAS = {
    "/Bills": "BillSummarySearchResult",
    f"/Bills/{FERRIES}": "Bill",
    f"/Bills/{FERRIES}/Stages": "StageSummarySearchResult",
    COMMITTEE: "BillStageDetails",
    f"{COMMITTEE}/Amendments": "AmendmentSearchItemSearchResult",
    f"{COMMITTEE}/Amendments/910003002": "AmendmentDetail",
    f"{EXCHANGE}/PingPongItems": "AmendmentSummaryMotionSummaryPingPongItemSearchResult",
    f"{EXCHANGE}/PingPongItems/970001": "AmendmentDetailMotionDetailPingPongItem",
    f"{EXCHANGE}/PingPongItems/970002": "AmendmentDetailMotionDetailPingPongItem",
    f"{COMMITTEE}/Publications": "BillStagePublicationList",
    f"/Bills/{FERRIES}/Publications": "BillPublicationList",
    f"/Bills/{FERRIES}/NewsArticles": "NewsArticlesSummarySearchResult",
    "/Publications/930001/Documents/9300011": "PublicationDocument",
    "/Sittings": "BillStageSittingSearchResult",
    "/Stages": "StageReferenceSearchResult",
    "/BillTypes": "BillTypeSearchResult",
    "/PublicationTypes": "PublicationTypeSearchResult",
}


def ask(path: str) -> Answer:
    return answer(TODAY, path)


def told(path: str) -> Any:
    return json.loads(ask(path).body)


# ---- shapes ----
@pytest.mark.parametrize("path", SCHEMAS)
def test_an_answer_has_the_keys_of_parliaments_specification(path: str, shared: Path) -> None:
    specification = json.loads((shared / "api" / "openapi" / "bills-api.json").read_text(encoding="utf-8"))
    schemas = specification["components"]["schemas"]
    assert SCHEMAS[path] in schemas
    wrong = list(_wrong_keys(told(path), SCHEMAS[path], schemas, path))
    assert wrong == []


def _wrong_keys(value: Any, name: str, schemas: dict[str, Any], place: str) -> Any:
    """Keys that one of both lacks, at any depth. dNum is newer than the specification."""
    properties = schemas[name].get("properties")
    if properties is None or value is None:
        return
    yield from (f"{place}: {key}" for key in (value.keys() - {"dNum"}) ^ properties.keys())
    for key, described in properties.items():
        for part in value.get(key) or () if isinstance(value.get(key), list) else [value.get(key)]:
            reference = described.get("$ref") or described.get("items", {}).get("$ref") or _one_of(described)
            if reference and isinstance(part, dict):
                yield from _wrong_keys(part, reference.rsplit("/", 1)[1], schemas, f"{place}.{key}")


def _one_of(described: dict[str, Any]) -> str:
    return next((each["$ref"] for each in described.get("allOf", ()) if "$ref" in each), "")


def test_an_amendment_in_the_list_has_its_seventeen_keys_and_an_id_of_nought() -> None:
    for item in told(f"{COMMITTEE}/Amendments?Take=100")["items"]:
        assert item.keys() == SEARCH_ITEM
        assert item["id"] == 0


def test_times_have_no_zone_and_dates_are_dressed_as_midnight() -> None:
    assert told(f"/Bills/{FERRIES}")["lastUpdate"] == "2026-11-20T17:45:12.3456787"
    assert told(f"/Bills/{CLOCKS}")["billWithdrawn"] == "2026-10-19T00:00:00"
    assert {row["date"][10:] for row in told("/Sittings?Take=100")["items"]} == {"T00:00:00"}


def test_an_act_has_its_own_title_and_stands_in_neither_house() -> None:
    act = told(f"/Bills/{ACT}")
    assert (act["shortTitle"], act["isAct"], act["currentHouse"]) == (
        "Lighthouse Records Act 2026 [fictional]", True, "Unassigned",
    )  # fmt: skip
    assert act["currentStage"]["stageId"] == 11


def test_a_withdrawn_amendment_says_so_in_its_summary() -> None:
    items = {item["dNum"]: item for item in told(f"{COMMITTEE}/Amendments?Take=100")["items"]}
    assert items["hoc12"]["summaryText"][0].startswith("[Withdrawn] Clause 3, page 2, line 3")
    assert items["hoc12"]["decision"] == "WithdrawnBeforeDebate"


def test_a_detail_names_the_amendment_that_it_amends() -> None:
    stage = TODAY.bills[0].stages[2]
    each = next(each for each in stage.amendments if each.dnum == "HoC35")
    detail = told(f"{COMMITTEE}/Amendments/{stage.amendment_id(each)}")
    assert detail["amendmentNote"] == "As an Amendment to Ada Tidewell’s proposed New Clause NC1:—"
    assert detail["amendmentLocation"] == "New Clause NC1"


# ---- read by the tracker's own parsers ----
def test_every_answer_is_read_without_a_problem() -> None:
    for bill in TODAY.bills:
        path = f"/Bills/{bill.bill_id}"
        bills_api.bill(ask(path).body)
        pages = [bills_api.stages_page(ask(f"{path}/Stages?Take=100").body)]
        pages += [bills_api.publications(ask(f"{path}/Publications").body)]
        pages += [bills_api.news_page(ask(f"{path}/NewsArticles").body)]
        for stage in bill.stages:
            bills_api.stage(ask(f"{path}/Stages/{stage.bill_stage_id}").body)
            pages += [bills_api.publications(ask(f"{path}/Stages/{stage.bill_stage_id}/Publications").body)]
            pages += [bills_api.amendments_page(ask(f"{path}/Stages/{stage.bill_stage_id}/Amendments?Take=100").body)]
            pages += [bills_api.ping_pong_page(ask(f"{path}/Stages/{stage.bill_stage_id}/PingPongItems").body)]
        assert [page.problems for page in pages if page.problems] == []


def test_reference_lists_and_feeds_are_read_without_a_problem() -> None:
    assert bills_api.bills_page(ask("/Bills").body).total == 3
    assert bills_api.sittings_page(ask("/Sittings?Take=100").body).problems == ()
    assert bills_api.stage_kinds_page(ask("/Stages?Take=100").body).problems == ()
    assert bills_api.bill_types_page(ask("/BillTypes").body).problems == ()
    assert bills_api.publication_types_page(ask("/PublicationTypes").body).problems == ()
    all_bills, of_one = rss.feed(ask("/Rss/allbills.rss").body), rss.feed(ask(f"/Rss/Bills/{FERRIES}.rss").body)
    assert (all_bills.problems, of_one.problems) == ((), ())
    assert [item.bill_id for item in all_bills.items] == [FERRIES, ACT, CLOCKS]
    assert all_bills.items[0].categories == ("Government Bill", "Lords")
    assert len(of_one.items) == 12


def test_a_motion_of_the_exchange_holds_its_amendment_in_lieu() -> None:
    motion = bills_api.ping_pong_item(ask(f"{EXCHANGE}/PingPongItems/970001").body)
    assert (motion.kind, motion.decision) == ("motion", "Agreed")
    assert "for ten years" in (motion.text or "")


# ---- paging, filters, errors ----
def test_pages_add_up_to_the_total() -> None:
    seen: list[int] = []
    while True:
        page = told(f"{COMMITTEE}/Amendments?Skip={len(seen)}&Take=10")
        assert page["totalResults"] == 42
        if not page["items"]:
            break
        seen += [item["amendmentId"] for item in page["items"]]
    assert len(seen) == len(set(seen)) == 42


def test_a_page_has_twenty_items_unless_asked_otherwise() -> None:
    page = told(f"{COMMITTEE}/Amendments")
    assert (len(page["items"]), page["itemsPerPage"]) == (20, 20)


def test_bills_are_found_by_a_word_of_their_title_and_ordered_as_asked() -> None:
    assert [row["billId"] for row in told("/Bills?SearchTerm=FERRIES")["items"]] == [FERRIES]
    assert [row["billId"] for row in told("/Bills?SortOrder=DateUpdatedDescending")["items"]] == [FERRIES, ACT, CLOCKS]
    assert [row["billId"] for row in told("/Bills")["items"]] == [FERRIES, ACT, CLOCKS]
    assert told("/Bills?searchterm=ferries")["totalResults"] == 3  # a wrong name is silently ignored


def test_amendments_are_found_by_number_decision_member_and_words() -> None:
    def found(query: str) -> int:
        total: int = told(f"{COMMITTEE}/Amendments?{query}")["totalResults"]
        return total

    assert found("AmendmentNumber=NC1") == 1
    assert found("Decision=StoodPart") == 1
    assert found("MemberId=900001") == 4
    assert found("SearchTerm=life") == 0
    assert found("SearchTerm=every%20child") == 1


def test_sittings_are_found_by_house_and_day() -> None:
    rows = told("/Sittings?House=Lords&DateFrom=2026-11-24&DateTo=2026-12-05")["items"]
    assert sorted(row["date"][:10] for row in rows) == ["2026-11-30", "2026-12-02"]


@pytest.mark.parametrize(
    "path",
    [
        "/Bills/1",
        f"/Bills/{FERRIES}/Stages/1",
        f"{COMMITTEE}/Amendments/1",
        "/Nothing",
        "/Publications/930001/Documents/1",
    ],
)
def test_what_is_not_there_is_an_error_report_with_status_404(path: str) -> None:
    report = told(path)
    assert (ask(path).status, report["status"], report["title"]) == (404, 404, "Not Found")


def test_a_wrong_number_is_an_error_report_with_status_400() -> None:
    assert ask("/Bills?Take=many").status == 400


def test_a_download_is_as_long_and_of_the_kind_that_was_said() -> None:
    for publication in told(f"/Bills/{FERRIES}/Publications")["publications"]:
        for file in publication["files"]:
            path = f"/Publications/{publication['id']}/Documents/{file['id']}"
            assert told(path) == file
            sent = ask(f"{path}/Download")
            assert (len(sent.body), sent.content_type) == (file["contentLength"], file["contentType"])


def test_what_is_not_published_yet_is_not_there_yet() -> None:
    early = world().at(1)
    assert answer(early, "/Publications/930002/Documents/9300021").status == 404
    assert [row["id"] for row in json.loads(answer(early, f"/Bills/{FERRIES}/Stages").body)["items"]] == [
        910_001, 910_002, 910_003,
    ]  # fmt: skip
