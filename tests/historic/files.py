"""A small historic Bill of our own making, with one of everything that the format can tell."""

import copy
import json
from collections.abc import Callable
from typing import Any

LANTERNS: dict[str, Any] = {
    "format": "historic-bill",
    "version": 1,
    "bill": {
        "key": "lanterns-2014",
        "title": "Lanterns Bill",
        "session": "2014-15",
        "session_number": 27,
        "is_act": True,
        "act": "Lanterns Act 2015",
        "author": "The Lantern Society",
        "sources": ["NEWS"],
    },
    "sources": [
        {"key": "NEWS", "address": "https://example.org/news"},
        {"key": "BOOK", "address": "A book; page not recorded"},
    ],
    "stages": [
        {
            "key": "committee",
            "order": 1,
            "description": "Committee stage",
            "house": "Commons",
            "kind": 8,
            "chairs": ["Ann Quill", "Bo Finch"],
            "evidence": "verified",
            "remark": "Two sittings",
            "sources": ["NEWS"],
        },
        {"key": "report", "order": 2, "description": "Report stage", "house": "Commons", "kind": 9},
        {
            "key": "assent",
            "order": 3,
            "description": "Royal Assent",
            "house": "Unassigned",
            "kind": 11,
            "act": "2015 c. 1",
        },
    ],
    "sittings": [
        {"stage": "report", "date": "2014-11-04"},
        {"stage": "assent", "date": "2015-03-26"},
        {"stage": "committee", "date": "2014-09-02", "part": "am"},
        {"stage": "committee", "date": "2014-09-02", "part": "pm", "note": "2nd, last"},
    ],
    "prints": [
        {
            "key": "bill-8",
            "order": 1,
            "number": "Bill 8",
            "stage": "committee",
            "session": "2014-15",
            "evidence": "verified",
        }
    ],
    "papers": [
        {
            "key": "notices",
            "stage": "committee",
            "name": "Notices of amendments",
            "published_on": "2014-09-01",
            "print": "bill-8",
            "sources": ["NEWS"],
        },
    ],
    "amendments": [
        {
            "key": "nc1",
            "stage": "committee",
            "label": "NC1",
            "kind": "amendment",
            "gist": "Would keep every lantern lit",
            "target": "New clause",
            "op": "new_clause",
            "decision": "Agreed",
            "decision_told": "Added to the Bill",
            "decision_evidence": "verified",
            "mover": "Cy Marsh",
            "mover_evidence": "inferred",
            "is_government": False,
            "evidence": "verified",
            "sources": ["NEWS", "BOOK"],
        },
        {
            "key": "committee-unnumbered",
            "stage": "committee",
            "kind": "amendment",
            "gist": "Would dim them by day",
            "provision": "clause 2",
            "page": 3,
            "line": 4,
            "decision_evidence": "not found",
        },
        {
            "key": "report-nc1",
            "stage": "report",
            "label": "NC1",
            "kind": "amendment",
            "gist": "Would count the lanterns",
            "decision": "NegativedOnDivision",
        },
        {
            "key": "a1",
            "stage": "report",
            "label": "A1",
            "kind": "motion",
            "series": "Motion",
            "text": "Leave out all the words.",
            "remark": "Its number is from memory",
            "evidence": "memory",
        },
    ],
    "names": [
        {"amendment": "nc1", "order": 1, "printed_name": "Mike Keane", "corrected_name": "Mike Kane"},
        {"amendment": "nc1", "order": 2, "printed_name": "Ada Quill"},
    ],
    "listings": [{"paper": "notices", "amendment": "nc1", "label": "NC1", "star": "white", "pages": "pages 1-2"}],
    "divisions": [
        {
            "key": "tie",
            "stage": "report",
            "house": "Commons",
            "date": "2014-11-04",
            "number": 7,
            "number_evidence": "inferred",
            "question": "That the clause be read a second time",
            "result": "negatived",
            "is_tie": True,
            "casting_vote": "The Chair voted No",
            "amendments": ["report-nc1"],
            "evidence": "verified",
            "sources": ["NEWS"],
        },
        {
            "key": "counted",
            "stage": "report",
            "house": "Commons",
            "date": "2014-11-04",
            "question": "Third Reading",
            "ayes": 276,
            "noes": 209,
        },
    ],
    "chains": [{"key": "light", "order": 1, "aim": "Keep the lanterns lit", "evidence": "verified"}],
    "chain_steps": [
        {"chain": "light", "key": "nc1", "order": 1, "amendment": "nc1", "date": "2014-09-02"},
        {
            "chain": "light",
            "key": "again",
            "order": 2,
            "amendment": "report-nc1",
            "follows": "nc1",
            "arrow": "retabled",
            "arrow_evidence": "verified",
        },
        {
            "chain": "light",
            "key": "act",
            "order": 3,
            "label": "Section 1 of the Act",
            "stage": "assent",
            "told": "Became law",
            "follows": "again",
            "arrow": "enacted",
            "arrow_evidence": "memory",
            "evidence": "memory",
        },
        {"chain": "light", "key": "rival", "order": 4, "amendment": "committee-unnumbered"},
    ],
    "provisions": [{"key": "lamps", "order": 1, "name": "Lamps", "evidence": "verified"}],
    "provision_places": [
        {"provision": "lamps", "order": 1, "print": "Bill 8", "place": "cl 1", "evidence": "verified"},
        {"provision": "lamps", "order": 2, "print": "Act", "place": "s.1", "evidence": "memory"},
    ],
    "related": [
        {
            "key": "lamps",
            "order": 1,
            "kind": "bill",
            "title": "Lamps Bill",
            "parliament_id": 3023,
            "id_evidence": "verified",
            "session": "2021-22",
            "royal_assent": "2022-04-28",
            "act_evidence": "memory",
        },
        {
            "key": "report",
            "order": 2,
            "kind": "committee report",
            "title": "On lanterns",
            "address": "https://example.org/report",
        },
    ],
}


def as_bytes(whole: dict[str, Any]) -> bytes:
    """The file as it would lie on disk."""
    return json.dumps(whole, ensure_ascii=False).encode()


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    """The Lanterns file after a change to a copy of it."""
    whole = copy.deepcopy(LANTERNS)
    change(whole)
    return as_bytes(whole)
