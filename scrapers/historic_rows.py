"""The rows of a historic file compared with what is stored, table by table; only differences are written.

The file is the only source of what it brings, so what it no longer states is emptied, and a row that it no longer
holds is marked as no longer listed; nothing is deleted. Where a paper or Parliament's data speak of an amendment too,
their words stand and the file adds only what is its own (docs/historic-format.md).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db import models

from amendments.models import Amendment, AmendmentDivision, Chain, ChainStep, Sponsorship
from bills.history import Why
from bills.models import (
    Bill,
    BillStage,
    Division,
    NamedPrint,
    ProvisionPath,
    RelatedBill,
    Sitting,
    StageKind,
)
from scrapers.historic_format import TABLES, HistoricRecord
from scrapers.readings import GRADE_OF
from scrapers.rows import Rows, Tally, differing

M = TypeVar("M", bound=models.Model)
Row = Mapping[str, Any]
LONDON = ZoneInfo("Europe/London")
HISTORIC = "historic"
OTHER_SOURCES = frozenset({"api", "paper"})
DECIDED = ("decision_told", "decision_evidence")
GRADES = ("text", "target", "decision", "place", "number", "signatures")
FILE_ONLY = frozenset({"gist", "historic", "is_listed"})

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "bill": {
        "title": "short_title", "former_title": "former_short_title", "long_title": "long_title",
        "session_number": "introduced_session", "originating_house": "originating_house",
        "current_house": "current_house", "withdrawn_on": "withdrawn_on", "parliament_id": "bill_id",
    },
    "stages": {"order": "sort_order", "description": "description", "house": "house", "kind": "kind_id_received"},
    "sittings": {"date": "date", "part": "part", "note": "note"},
    "prints": {
        "order": "order", "number": "print_number", "house": "house", "description": "stage_version",
        "published_on": "published_on",
    },
    "papers": {"name": "title", "kind": "kind", "published_on": "published_on"},
    "amendments": {
        "label": "number", "gist": "gist", "provision": "provision", "op": "op", "page": "page", "line": "line",
        "text": "text", "statement": "statement", "decision": "decision", "is_government": "is_government",
    },
    "names": {"order": "order", "printed_name": "printed_name", "corrected_name": "corrected_name"},
    "listings": {"label": "number", "position": "position", "pages": "pages"},
    "divisions": {"house": "house", "number": "number", "question": "title", "ayes": "ayes", "noes": "noes"},
    "chains": {"order": "order", "aim": "aim"},
    "chain_steps": {"order": "order", "label": "label", "date": "date", "arrow": "arrow"},
    "provisions": {"order": "order", "name": "name"},
    "related": {
        "order": "order", "kind": "kind", "title": "title", "parliament_id": "parliament_id", "session": "session",
    },
}  # fmt: skip
"""By table: the columns of the format that have a column of their own in the database, and its name there."""
APART: Mapping[str, frozenset[str]] = {
    "divisions": frozenset({"stage", "date", "amendments"}),
    "amendments": frozenset({"stage", "kind"}),
    "prints": frozenset({"stage"}),
    "papers": frozenset({"stage"}),
    "chain_steps": frozenset({"chain", "amendment", "stage", "follows"}),
}
"""Columns that are kept as relations between rows."""


def moment_of(day: date | None) -> datetime | None:
    """The start of a day in London."""
    return datetime.combine(day, time.min, tzinfo=LONDON) if day else None


def values_of(table: str, row: Row, model: type[models.Model]) -> dict[str, Any]:
    """A row's columns as the model keeps them: what is not known is "" in a text and null elsewhere."""
    found: dict[str, Any] = {}
    for name, stored in COLUMNS[table].items():
        kind = model._meta.get_field(stored)
        is_text = isinstance(kind, models.CharField | models.TextField)
        found[stored] = row[name] if row[name] is not None or not is_text else ""
    return found


def rest_of(table: str, row: Row) -> dict[str, Any]:
    """What a row states and no column holds, as JSON."""
    apart = {"key", *COLUMNS[table], *APART.get(table, ())}
    return {
        name: _plain(value)
        for name in (column.name for column in TABLES[table].columns)
        if name not in apart and (value := row[name]) is not None
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


class Graded(Rows[M]):
    """Rows whose changes are graded as those of amendments are (design law 5)."""

    def want(self, row: M | None, wanted: Mapping[str, Any], **identity: Any) -> M:
        """As Rows.want; a changed row is recorded with the grades of what changed."""
        grades = self._grades(row, wanted) if row is not None else set()
        before = len(self.changed)
        stands = super().want(row, wanted, **identity)
        if len(self.changed) > before:
            self.changed[-1] = (stands, " ".join(grade for grade in GRADES if grade in grades) or "typography")
        return stands

    def _grades(self, row: M, wanted: Mapping[str, Any]) -> set[str]:
        if self.model is Sponsorship:
            return {"signatures"}
        names = differing(row, wanted, self.may_empty)
        grades = {GRADE_OF[name] for name in names if name in GRADE_OF}
        old, new = getattr(row, HISTORIC, {}), wanted.get(HISTORIC, {})
        if any(old.get(name) != new.get(name) for name in DECIDED):
            grades.add("decision")
        if old.get("target") != new.get("target"):
            grades.add("target")
        return grades


@dataclass
class HistoricWriter:
    """One file being written under its Bill; exists only inside the transaction of an ingest."""

    bill: Bill
    record: HistoricRecord
    why: Why
    tallies: dict[str, Tally] = field(default_factory=dict)
    stages: dict[str, BillStage] = field(default_factory=dict)
    amendments: dict[str, Amendment] = field(default_factory=dict)

    def write(self) -> None:
        """Everything of the Bill but the Bill itself and its dated lists, in the order in which rows need others."""
        self._stages()
        self._sittings()
        self._keyed("prints", NamedPrint, lambda row: {"stage_id": self._stage(row["stage"])})
        self._amendments()
        self._names()
        self._divisions()
        self._chains()
        self._keyed("provisions", ProvisionPath, lambda row: {"places": self._places(row["key"])})
        self._keyed("related", RelatedBill, lambda row: {})

    def _rows(self, model: type[M]) -> Graded[M]:
        return Graded(model, may_empty=frozenset(field.attname for field in model._meta.concrete_fields))

    def _done(self, table: str, rows: Rows[Any], gone: Iterable[Any] = ()) -> None:
        rows.no_longer_listed(gone)
        tally = self.tallies.setdefault(table, Tally())
        tally += rows.apply(self.why)

    def _stage(self, key: str | None) -> int | None:
        return self.stages[key].pk if key else None

    def _keyed(self, table: str, model: type[Any], more: Any) -> dict[str, Any]:
        """The rows of a table whose model hangs on the Bill and knows its row by the file's key."""
        stored = {row.historic_key: row for row in model.objects.filter(bill=self.bill).exclude(historic_key=None)}
        rows = self._rows(model)
        found: dict[str, Any] = {}
        for row in self.record.rows[table]:
            wanted = {
                **values_of(table, row, model), HISTORIC: rest_of(table, row), "is_listed": True, **more(row),
            }  # fmt: skip
            found[row["key"]] = rows.want(
                stored.pop(row["key"], None), wanted, bill=self.bill, historic_key=row["key"]
            )
        self._done(table, rows, stored.values())
        return found

    def _stages(self) -> None:
        kinds = set(StageKind.objects.values_list("id", flat=True))
        session = self.record.bill["session_number"]
        self.stages = self._keyed(
            "stages",
            BillStage,
            lambda row: {"session": session, "kind_id": row["kind"] if row["kind"] in kinds else None},
        )

    def _sittings(self) -> None:
        stored = {
            (row.stage_id, row.date, row.part): row
            for row in Sitting.objects.filter(stage__in=self.stages.values(), sitting_id=None)
        }
        rows = self._rows(Sitting)
        for row in self.record.rows["sittings"]:
            stage = self.stages[row["stage"]]
            wanted = {**values_of("sittings", row, Sitting), "is_listed": True}
            rows.want(stored.pop((stage.pk, row["date"], row["part"] or ""), None), wanted, stage=stage)
        self._done("sittings", rows, stored.values())

    def _amendments(self) -> None:
        stored = {row.historic_key: row for row in self.bill.amendments.exclude(historic_key=None)}
        rows = self._rows(Amendment)
        for row in self.record.rows["amendments"]:
            known = stored.pop(row["key"], None)
            wanted = self._amendment_values(row)
            if known is not None and OTHER_SOURCES & known.readings.keys():
                own = FILE_ONLY if known.decision else {*FILE_ONLY, "decision"}
                wanted = {name: value for name, value in wanted.items() if name in own}
            new: dict[str, Any] = {"readings": {HISTORIC: {}}} if known is None else {}
            self.amendments[row["key"]] = rows.want(
                known, wanted, bill=self.bill, stage=self.stages[row["stage"]], historic_key=row["key"], **new
            )
        self._done("amendments", rows, stored.values())

    def _amendment_values(self, row: Row) -> dict[str, Any]:
        lines = [{"text": line, "num": "", "depth": 0, "kind": "text"} for line in (row["text"] or "").splitlines()]
        return {
            **values_of("amendments", row, Amendment),
            "kind": row["kind"] or Amendment.Kind.AMENDMENT,
            "stage_id": self._stage(row["stage"]),
            "lines": lines,
            "text_is_full": row["text"] is not None,
            HISTORIC: rest_of("amendments", row),
            "is_listed": True,
        }

    def _names(self) -> None:
        wanted_of = {amendment.pk for amendment in self.amendments.values()}
        named = Sponsorship.objects.filter(amendment_id__in=wanted_of)
        stored = {(row.amendment_id, row.member_key): row for row in named}
        others = {
            row.pk for row in self.amendments.values() if OTHER_SOURCES & row.readings.keys()
        }  # fmt: skip
        first: dict[str, int] = {}
        for row in self.record.rows["names"]:
            first[row["amendment"]] = min(row["order"], first.get(row["amendment"], row["order"]))
        rows = self._rows(Sponsorship)
        for row in self.record.rows["names"]:
            pk = self.amendments[row["amendment"]].pk
            key = row["printed_name"].casefold()[:220]
            if pk in others:
                continue
            wanted = {
                **values_of("names", row, Sponsorship),
                "is_lead": row["order"] == first[row["amendment"]],
                "is_listed": True,
            }
            rows.want(stored.pop((pk, key), None), wanted, amendment_id=pk, member_key=key)
        self._done("names", rows, (row for row in stored.values() if row.amendment_id not in others))

    def _divisions(self) -> None:
        def more(row: Row) -> dict[str, Any]:
            return {"stage_id": self._stage(row["stage"]), "date": moment_of(row["date"])}

        divisions = self._keyed("divisions", Division, more)
        links = AmendmentDivision.objects.filter(amendment__bill=self.bill, division__bill=self.bill)
        stored = {(link.amendment_id, link.division_id): link for link in links}
        rows = self._rows(AmendmentDivision)
        for row in self.record.rows["divisions"]:
            for key in row["amendments"] or ():
                pair = (self.amendments[key].pk, divisions[row["key"]].pk)
                rows.want(stored.pop(pair, None), {"is_listed": True}, amendment_id=pair[0], division_id=pair[1])
        self._done("divisions", rows, stored.values())

    def _chains(self) -> None:
        chains = self._keyed("chains", Chain, lambda row: {})
        kept = ChainStep.objects.filter(chain__bill=self.bill)
        stored = {(row.chain_id, row.historic_key): row for row in kept}
        written: dict[tuple[str, str], ChainStep] = {}
        waiting = list(self.record.rows["chain_steps"])
        while waiting:
            ready = [row for row in waiting if not row["follows"] or (row["chain"], row["follows"]) in written]
            waiting = [row for row in waiting if row not in ready]
            rows = self._rows(ChainStep)
            for row in ready:
                chain = chains[row["chain"]]
                before = written.get((row["chain"], row["follows"]))
                wanted = {
                    **values_of("chain_steps", row, ChainStep),
                    "amendment_id": self.amendments[row["amendment"]].pk if row["amendment"] else None,
                    "stage_id": self._stage(row["stage"]),
                    "follows_id": before.pk if before else None,
                    HISTORIC: rest_of("chain_steps", row),
                    "is_listed": True,
                }
                written[row["chain"], row["key"]] = rows.want(
                    stored.pop((chain.pk, row["key"]), None), wanted, chain=chain, historic_key=row["key"]
                )
            self._done("chain_steps", rows)
        self._done("chain_steps", self._rows(ChainStep), stored.values())

    def _places(self, key: str) -> list[dict[str, Any]]:
        """The places of one provision, in their order."""
        found = [row for row in self.record.rows["provision_places"] if row["provision"] == key]
        return [
            {name: row[name] for name in ("order", "print", "place", "evidence") if row[name] is not None}
            for row in sorted(found, key=lambda row: row["order"])
        ]


def write_bill_row(record: HistoricRecord, stored: Bill | None, why: Why) -> tuple[Bill, Tally]:
    """The Bill's own row."""
    row = record.bill
    wanted = {
        **values_of("bill", row, Bill),
        "is_act": bool(row["is_act"]),
        "is_defeated": bool(row["is_defeated"]),
        "included_sessions": [row["session_number"]] if row["session_number"] is not None else [],
        "historic_key": row["key"],
        HISTORIC: {
            **rest_of("bill", row),
            "addresses": {source["key"]: source["address"] for source in record.rows["sources"]},
        },
    }
    rows: Rows[Bill] = Rows(Bill, may_empty=frozenset({"introduced_session", "withdrawn_on", "bill_id"}))
    bill = rows.want(stored, wanted)
    return bill, rows.apply(why)
