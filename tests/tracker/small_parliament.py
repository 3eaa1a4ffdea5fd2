"""A Parliament on loopback that holds one Bill with two stages, amendments, a paper and a print, in our own words.

A test changes what it holds and publishes again; the tracker asks it over HTTP as it asks the real one.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils import timezone
from pytest_django.fixtures import Settings

from bills.models import PublicVersion
from scrapers.parse.akn import AKN, UKL
from tests.scrapers import paper_xml, payloads
from tests.scrapers.upstream import Reply, Upstream

BILL, COMMITTEE, PING_PONG = 7, 70, 71
PAPER_FILE, PRINT_FILE = (501, 601), (502, 602)
"""The publication and the document in it."""
XML = Reply(headers={"Content-Type": "text/xml"})


@contextmanager
def small_parliament(settings: Settings, folder: Path) -> Iterator["SmallParliament"]:
    """A running one, and settings that lead the tracker to it without a pause between requests."""
    settings.TRACKER_VAR = folder
    settings.SCRAPER_ALLOWED_HOSTS = ["127.0.0.1"]
    settings.SCRAPER_REQUESTS_PER_SECOND = 10_000.0
    with Upstream() as server:
        settings.BILLS_API_URL = server.url
        settings.COMMONS_VOTES_API_URL = settings.LORDS_VOTES_API_URL = ""
        yield SmallParliament(server)


class SmallParliament:
    """What it holds is in its attributes; `publish` makes it what the server answers."""

    def __init__(self, server: Upstream) -> None:
        self.server = server
        self.bill: dict[str, Any] = {
            "longTitle": "A Bill to make provision about the keeping of lighthouses",
            "summary": "<p>Lights for ships.</p>",
            "sponsors": [{"member": a_name(901, "Ada Brook"), "organisation": None, "sortOrder": 1}],
        }
        self.stages = [a_stage(COMMITTEE, 8, "Committee stage"), a_stage(PING_PONG, 12, "Consideration of Lords")]
        self.amendments = {number: an_amendment(number) for number in (1, 2, 3)}
        self.statements = {number: f"Statement {number}" for number in self.amendments}
        self.items = {17: a_motion(17)}
        self.news = [{"id": 31, "title": "A day is named", "content": "<p>Soon.</p>", "displayDate": "2026-11-02"}]
        self.files = {PAPER_FILE: a_paper(), PRINT_FILE: a_print()}
        self.kinds = {PAPER_FILE: (7, "Amendment Paper"), PRINT_FILE: (5, "Bill")}
        self.publish()

    # ---- what it answers ----
    def publish(self) -> None:
        """Answer every address with what is held now."""
        self.server.script.clear()
        self._publish_bill()
        for stage in self.stages:
            self._publish_stage(stage)
        self.says(page(f"/Bills/{BILL}/Stages/{COMMITTEE}/Amendments"), listing(list(self.amendments.values())))
        for number, item in self.amendments.items():
            self.says(amendment_path(number), detail(item, self.statements.get(number, "")))
        items = [{k: v for k, v in item.items() if k != "motionGroups"} for item in self.items.values()]
        listed = [{"type": "Motion", "amendment": None, "motion": item} for item in items]
        self.says(page(f"/Bills/{BILL}/Stages/{PING_PONG}/PingPongItems"), listing(listed))
        for number, item in self.items.items():
            whole = {"type": "Motion", "amendment": None, "motion": item}
            self.says(f"/Bills/{BILL}/Stages/{PING_PONG}/PingPongItems/{number}", whole)
        for (publication, document), body in self.files.items():
            self.server.says(f"/Publications/{publication}/Documents/{document}/Download", body)

    def _publish_bill(self) -> None:
        current = {**self.stages[0], "stageSittings": []}
        self.says(f"/Bills/{BILL}", payloads.bill(BILL, **{"currentStage": current, **self.bill}))
        self.says(page(f"/Bills/{BILL}/Stages"), listing(self.stages))
        held = [a_publication(*where, *self.kinds[where]) for where in self.files]
        self.says(f"/Bills/{BILL}/Publications", {"billId": BILL, "publications": held})
        self.says(page(f"/Bills/{BILL}/NewsArticles"), listing(self.news))
        for name, kind in (("BillTypes", "Government Bill"), ("PublicationTypes", "Bill")):
            self.says(page(f"/{name}"), listing([{"id": 1, "name": kind, "category": "Public", "description": ""}]))
        self.says(page("/Stages"), listing([{"id": 8, "name": "Committee stage", "house": "Commons"}]))

    def _publish_stage(self, stage: dict[str, Any]) -> None:
        path = f"/Bills/{BILL}/Stages/{stage['id']}"
        whole = {**stage, "committee": {"id": 5, "name": "Lighthouse Committee", "house": "Commons", "url": ""}}
        self.says(path, whole | {"nextStageBillStageId": None, "previousStageBillStageId": None, "hasMotions": False})
        publications = []
        if stage["id"] == COMMITTEE and PAPER_FILE in self.files:
            publications = [a_publication(*PAPER_FILE, 7, "Amendment Paper")]
        self.says(f"{path}/Publications", {"billStageId": stage["id"], "publications": publications, "sittings": []})

    def says(self, path: str, *values: Any) -> None:
        """Answer a path: bytes and replies as they are, anything else as JSON; several one after another."""
        self.server.says(path, *(v if isinstance(v, bytes | Reply) else as_json(v) for v in values))

    def cut_short(self, first_page: str, items: list[Any], total: int) -> None:
        """Answer a list that states `total` items and then holds fewer."""
        self.says(first_page, {**listing(items), "totalResults": total})
        self.says(first_page.replace("Skip=0", f"Skip={len(items)}"), {**listing([]), "totalResults": total})

    # ---- what it was asked ----
    def asked_again(self) -> list[str]:
        """The paths asked for since the last call."""
        paths = self.server.paths
        self.server.asked.clear()
        return paths


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def page(path: str, skip: int = 0) -> str:
    return f"{path}?Skip={skip}&Take=100"


AMENDMENTS = page(f"/Bills/{BILL}/Stages/{COMMITTEE}/Amendments")


def amendment_path(number: int) -> str:
    """The address of one amendment in full."""
    return f"/Bills/{BILL}/Stages/{COMMITTEE}/Amendments/{number}"


def listing(items: list[Any]) -> dict[str, Any]:
    """A whole list on one page."""
    return {"items": items, "totalResults": len(items), "itemsPerPage": 100}


def a_name(member: int, name: str, order: int = 1) -> dict[str, Any]:
    """A name on an amendment, or on the Bill."""
    said = {"memberId": member, "name": name, "party": "Independent", "house": "Commons", "memberFrom": "Northpoint"}
    return {**said, "isLead": order == 1, "sortOrder": order, "partyColour": "aabbcc", "memberPhoto": ""}


def an_amendment(number: int, **more: Any) -> dict[str, Any]:
    """An amendment as the list has it."""
    return payloads.amendment(number, sponsors=[a_name(901, "Ada Brook")], **more)


def a_line(words: str) -> dict[str, Any]:
    return {"text": words, "indentation": 0, "hangingIndentation": None, "isImage": False, "imageType": ""}


def detail(item: dict[str, Any], statement: str) -> dict[str, Any]:
    """The same amendment in full."""
    said = {"amendmentLines": [a_line(row) for row in item["summaryText"]], "explanatoryText": statement}
    more = {"explanatoryTextPrefix": "Member’s explanatory statement", "amendmentNote": "", "amendmentLocation": ""}
    return {k: v for k, v in item.items() if k != "summaryText"} | said | more | {"mainHeader": ""}


def a_motion(number: int) -> dict[str, Any]:
    """A ping-pong motion in full."""
    group = {"text": [a_line("That this House agrees with the Lords in their Amendment 4")], "amendments": []}
    said = {"id": number, "number": "A", "summary": "That this House agrees", "decision": "NoDecision"}
    return {**said, "type": "Agree", "sponsors": [a_name(901, "Ada Brook")], "motionGroups": [{**group}]}


def a_stage(number: int, kind: int, words: str) -> dict[str, Any]:
    """A stage of the Bill that sits today."""
    today = timezone.localdate().isoformat()
    sitting = {"id": number * 10, "stageId": kind, "billStageId": number, "billId": BILL, "date": f"{today}T00:00:00"}
    return payloads.stage(number, stageId=kind, description=words, stageSittings=[sitting])


def a_publication(number: int, document: int, kind: int, words: str, form: str = "text/xml") -> dict[str, Any]:
    """A publication with one file, of XML unless `form` says otherwise."""
    name = f"{document}.{form.rpartition('/')[2]}"
    file = {"id": document, "filename": name, "contentType": form, "contentLength": 1000}
    said = {"id": number, "house": "Commons", "title": f"{words} {number}", "displayDate": "2026-11-01T09:00:00"}
    return {**said, "publicationType": {"id": kind, "name": words, "description": ""}, "links": [], "files": [file]}


VARIABLES = {
    "varBillTitle": "Lighthouse Keepers Bill 7",
    "varBillNo": "Bill 12",
    "varSession": "60/1",
    "varStageVersion": "Committee Stage",
    "varBillStageVersion": "As introduced",
    "varPublishDate": "2026-11-01",
    "varProjectId": "UK009001",
}


def a_paper(*amendments: str, **variables: str) -> bytes:
    """An amendment paper of the committee stage; without amendments it prints number 1 of the API's list."""
    printed = amendments or (printed_amendment(1),)
    return paper_xml.paper(*printed, variables={**VARIABLES, **variables})


def printed_amendment(number: int, instruction: str = "", **more: Any) -> str:
    """An amendment of the API's list as a paper prints it."""
    words = instruction or f'Clause 1, page 1, line {number}, leave out "lamp" and insert "light"'
    said = {"provision": "sec_1", "page": f"p_1__ln_{number}", "proposer": [("Ada Brook", 901)]}
    return paper_xml.amendment(
        str(number), f"HoC{number}", words, series=f"s{number}", statement=f"Statement {number}", **{**said, **more}
    )


def a_print(number: str = "Bill 12", words: str = "A lighthouse must have a lamp.", **variables: str) -> bytes:
    """A print of one clause of two printed lines."""
    stated = {**VARIABLES, "varHouse": "House of Commons", **variables, "varBillNo": number}
    references = "".join(f'<TLCConcept eId="{name}" href="#x" showAs="{value}"/>' for name, value in stated.items())
    clause = (
        '<section class="prov1" GUID="_c1" eId="sec_1"><num><?L 1-1?>1</num><heading>Lamps</heading>'
        f'<subsection class="prov2" GUID="_s1" eId="sec_1__subsec_1"><num>(1)</num><content><p><?L 1-2?>{words}</p>'
        "</content></subsection></section>"
    )
    return (
        f'<akomaNtoso xmlns="{AKN.strip("{}")}" xmlns:ukl="{UKL.strip("{}")}"><bill name="ukpubb">'
        f"<meta><references>{references}</references></meta><body>{clause}</body></bill></akomaNtoso>"
    ).encode()


def everything_kept() -> dict[str, list[dict[str, Any]]]:
    """Every row of Bills and amendments, history included: equal before and after means that nothing was written.

    PublicVersion is no part of the record: it counts readings too, because pages say when we last checked.
    """
    models = [model for name in ("bills", "amendments") for model in apps.get_app_config(name).get_models()]
    models.remove(PublicVersion)
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


def written_since(before: dict[str, list[dict[str, Any]]]) -> dict[str, int]:
    """How many rows each model has more than then, where it has; history models begin with "Historical"."""
    counts = {name: len(rows) - len(before[name]) for name, rows in everything_kept().items()}
    return {name: count for name, count in counts.items() if count}
