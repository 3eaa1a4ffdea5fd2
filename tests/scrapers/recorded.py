"""The recorded payloads, each with the shape it has and the parser that reads it; and samples made from the
specification, with a different value in every field. The specification itself is Parliament's, read from the shared
files; the values are ours.
"""

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrapers.parse import bills_api, divisions_api, members_api

RECORDER = ("comment", "_provenance", "partial")
ELLIPSIS = "…"


def in_page(item: Any) -> bytes:
    """The page of a list with one item."""
    return as_bytes({"items": [item], "totalResults": 1, "itemsPerPage": 20})


def as_bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def in_list(item: Any) -> bytes:
    """A bare list of one: what the votes APIs answer."""
    return as_bytes([item])


READERS: dict[str, Callable[[Any], Any]] = {
    "bill": lambda item: bills_api.bill(as_bytes(item)),
    "stage": lambda item: bills_api.stage(as_bytes(item)),
    "publications": lambda item: bills_api.publications(as_bytes(item)),
    "news": lambda item: bills_api.news_page(in_page(item)),
    "bill_type": lambda item: bills_api.bill_types_page(in_page(item)),
    "stage_kind": lambda item: bills_api.stage_kinds_page(in_page(item)),
    "publication_type": lambda item: bills_api.publication_types_page(in_page(item)),
    "amendment": lambda item: bills_api.amendments_page(in_page(item)),
    "amendment_in_full": lambda item: bills_api.amendment(as_bytes(item)),
    "ping_pong": lambda item: bills_api.ping_pong_page(in_page(item)),
    "ping_pong_in_full": lambda item: bills_api.ping_pong_item(as_bytes(item)),
    "document": lambda item: bills_api.document(as_bytes(item)),
    "commons_division": lambda item: divisions_api.commons_division(as_bytes(item)),
    "lords_division": lambda item: divisions_api.lords_divisions(in_list(item)),
    "member": lambda item: members_api.members_page(in_page(item)),
}
"""By shape: from one item to what its parser makes of it."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Items of one shape in one recorded file, and the key that holds them ("" for the document itself)."""

    file: str
    shape: str
    key: str = ""

    def items(self, folder: Path) -> list[Any]:
        document = json.loads((folder / self.file).read_text(encoding="utf-8"))
        value = document[self.key] if self.key else document
        found = value if isinstance(value, list) else [value]
        return [_without_ellipsis(item) for item in found]


def _without_ellipsis(value: Any) -> Any:
    """Publishers shortened lists with "…": not a value of Parliament's."""
    if isinstance(value, list):
        return [_without_ellipsis(each) for each in value if each != ELLIPSIS]
    return {key: _without_ellipsis(each) for key, each in value.items()} if isinstance(value, dict) else value


RECORDINGS = (
    Recorded("lawchecker/responses2__02d6502e.json", "amendment"),
    Recorded("snommoc/bills__bill-2818.json", "bill"),
    Recorded("snommoc/bills__bills.json", "bill", "items"),
    Recorded("snommoc/bills__bill-2818_stages.json", "stage", "items"),
    Recorded("snommoc/bills__bill_stages.json", "stage_kind", "items"),
    Recorded("snommoc/bills__bill_types.json", "bill_type", "items"),
    Recorded("snommoc/bills__bill-512_publications.json", "publications"),
    Recorded("snommoc/response_custom_items_key.json", "publications"),
    Recorded("snommoc/divisions__commons.json", "commons_division"),
    Recorded("snommoc/divisions__commons-1873.json", "commons_division"),
    Recorded("snommoc/divisions__lords.json", "lords_division"),
    Recorded("snommoc/members__search.json", "member", "items"),
    Recorded("snommoc/demographics__state_of_parties_commons.json", "state_of_parties", "items"),
    Recorded("transcribed/amendment_10006276_excerpt.json", "amendment", "item"),
    Recorded("transcribed/amendment_NC42_excerpt.json", "amendment", "item"),
    Recorded("transcribed/bill_3548_detail_2024-03.json", "bill", "body"),
    Recorded("transcribed/bill_4065_detail_2026-07.json", "bill", "body"),
    Recorded("transcribed/bill_836_and_related_samples.json", "bill", "BILL_DATA"),
    Recorded("transcribed/bill_836_and_related_samples.json", "bill", "BILL_SUMMARY_DATA"),
    Recorded("transcribed/bill_836_and_related_samples.json", "stage_kind", "BILL_STAGE_TYPE_DATA"),
    Recorded("transcribed/bill_836_and_related_samples.json", "stage", "BILL_STAGE_DATA"),
    Recorded("transcribed/bill_836_and_related_samples.json", "bill_type", "BILL_TYPE_DATA"),
    Recorded("transcribed/bill_836_and_related_samples.json", "publication", "BILL_PUBLICATION_DATA"),
    Recorded("transcribed/bills_list_excerpt_2022.json", "bill", "items"),
    Recorded("transcribed/bills_list_item_3973_withdrawn.json", "bill", "item"),
    Recorded("transcribed/bills_trimmed_captures_2026-09-13.json", "bill", "bills"),
    Recorded("transcribed/publication_66884_with_files_2026-06.json", "publication", "publication"),
)
NOT_PAYLOADS = {"transcribed/amendment_facts_2026_second_hand.json": "facts at second hand, not an answer of the API"}
FEEDS = ("transcribed/rss_allbills_item_2026-07-17.xml",)


def in_its_shape(shape: str, item: Any) -> tuple[str, Any]:
    """A single publication was recorded without the list it stood in."""
    if shape == "publication":
        return "publications", {"billId": 1, "publications": [item]}
    return shape, item


# ---- samples made from the specification ----
SCHEMAS = {
    "bill": "Bill",
    "stage": "BillStageDetails",
    "news": "NewsArticlesSummary",
    "bill_type": "BillType",
    "stage_kind": "StageReference",
    "publication_type": "PublicationType",
    "amendment": "AmendmentSearchItem",
    "amendment_in_full": "AmendmentDetail",
    "document": "PublicationDocument",
}


def samples(folder: Path) -> Iterator[tuple[str, Any]]:
    """Shape and sample: every field of the specification filled, each with a value that stands nowhere else."""
    spec = json.loads((folder / "bills-api.json").read_text(encoding="utf-8"))["components"]["schemas"]
    for shape, schema in SCHEMAS.items():
        yield shape, sample(spec, schema)
    for schema in ("BillPublicationList", "BillStagePublicationList"):
        yield "publications", sample(spec, schema)
    for shape, schema in (
        ("ping_pong", "AmendmentSummaryMotionSummaryPingPongItem"),
        ("ping_pong_in_full", "AmendmentDetailMotionDetailPingPongItem"),
    ):
        for kind, other in (("Motion", "amendment"), ("Amendment", "motion")):
            yield shape, {**sample(spec, schema), "type": kind, other: None}


def sample(spec: dict[str, Any], schema: str) -> Any:
    """One sample of a schema. A sitting belongs to the stage and Bill it stands in; an amendment bites once, and its
    lines are words, not pictures.
    """
    numbers = itertools.count(1001)
    made = _filled(spec, {"$ref": f"#/components/schemas/{schema}"}, numbers)
    stage = made.get("currentStage", made)
    for sitting in stage.get("stageSittings", ()):
        sitting |= {"stageId": stage["stageId"], "billStageId": stage["id"], "billId": made.get("billId", 1)}
    if "clause" in made:
        made["schedule"] = None
    return _as_parliament_would(made)


def _as_parliament_would(value: Any) -> Any:
    """No line is a picture, and the only element of a list is the first."""
    if isinstance(value, list):
        return [_as_parliament_would(each) for each in value]
    if not isinstance(value, dict):
        return value
    fixed = {"isImage": False, "sortOrder": 1}
    return {key: fixed.get(key, _as_parliament_would(each)) for key, each in value.items()}


def _filled(spec: dict[str, Any], schema: dict[str, Any], numbers: Iterator[int]) -> Any:
    if "$ref" in schema:
        return _filled(spec, spec[schema["$ref"].rpartition("/")[2]], numbers)
    if "enum" in schema:
        return schema["enum"][-1]
    kind = schema.get("type", "object")
    if kind == "object":
        return {key: _filled(spec, inner, numbers) for key, inner in schema.get("properties", {}).items()}
    if kind == "array":
        return [_filled(spec, schema["items"], numbers)]
    return _value(kind, schema.get("format", ""), next(numbers))


def _value(kind: str, written: str, number: int) -> Any:
    if written == "date-time":
        return f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}T00:00:00"
    return {"integer": number, "boolean": True}.get(kind, f"words {number}")
