"""A print of our own making with true pages and lines, and amendments to it."""

import hashlib
from datetime import date
from typing import Any

from amendments.models import Amendment
from bills.history import create_tracked
from bills.models import BillPrint, BillStage
from scrapers.parse.bill_print import parse as parse_print
from tests.amendments.listed import MONDAY, an_amendment, table, why
from tracker.replica.layout import lay_out
from tracker.replica.prints import PrintFront, print_xml
from tracker.replica.units import read_units

CROSSINGS = """
Clause 1 — Duty to build crossings
  (1) A highway authority must build a crossing wherever hedgehogs are seen.
  (2) The crossing must be lit, and must be dry.
  (3) Subsection (2) does not apply in the summer.
Clause 2 — Hedges
  (1) The authority may plant a hedge beside a crossing.
  (2) A hedge must be—
    (a) thick,
    (b) native, and
    (c) older than the road.
Clause 3 — Meaning of “hedgehog”
  (1) In section 1, “hedgehog” includes a hoglet.
Schedule 1 — Signs [Section 1]
  1 A sign must show a hedgehog.
"""
INTRODUCED = date(2026, 6, 9)


def a_print(stage: BillStage, outline: str = CROSSINGS, **facts: Any) -> BillPrint:
    """A print of the stage's Bill and House, kept as an ingest would keep it."""
    wanted = {"print_number": "Bill 7", "published_on": INTRODUCED, "stage_version": "As introduced", **facts}
    house = wanted.setdefault("house", stage.house)
    front = PrintFront(
        "Hedgehog Crossings Bill", "make provision about hedgehogs", wanted["print_number"], house, "introd-hc",
        wanted["stage_version"], "FX000007", "60/1", wanted["published_on"],
    )  # fmt: skip
    xml = print_xml(front, lay_out(read_units(outline)))
    record = parse_print(xml)
    row = BillPrint(
        bill_id=stage.bill_id, sha256=hashlib.sha256(xml).hexdigest(), tree=record.tree.to_json(),
        clause_count=3, schedule_count=1, line_count=len(record.tree.markers), **wanted,
    )  # fmt: skip
    return create_tracked(BillPrint, [row], why(MONDAY))[0]


def tabled(stage: BillStage, number: str, text: str, **facts: Any) -> Amendment:
    """An amendment in these words, a line each; nothing but its words says where it bites."""
    first, *rest = text.split("\n")
    lines = [{"text": first, "num": "", "depth": 0, "kind": "instruction"}]
    lines += [{"text": each, "num": "", "depth": 1, "kind": "text"} for each in rest]
    wanted = {"provision": "", "page": None, "line": None, "lines": lines if not rest else [], **facts}
    return table([an_amendment(stage, number, text, **wanted)])[0]
