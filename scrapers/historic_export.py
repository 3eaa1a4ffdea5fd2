"""A historic Bill as a record of the format again: what an import brought is given back, field by field."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from amendments.models import Amendment, AmendmentDivision, AmendmentPaper, ChainStep, Listing, Sponsorship
from bills.models import Bill, Sitting
from scrapers.historic_format import DAY, LIST, TABLES, HistoricRecord
from scrapers.historic_lists import STARS
from scrapers.historic_rows import COLUMNS

LONDON = ZoneInfo("Europe/London")
STAR_NAMES = {star: name for name, star in STARS.items()}
Row = dict[str, Any]


class NotHistoric(ValueError):
    """A Bill that no historic file brought: Parliament's own data are its record."""


def record_of(bill: Bill) -> HistoricRecord:
    """The Bill with all that is listed of it. Raises NotHistoric."""
    if not bill.historic_key:
        raise NotHistoric(f"{bill} was not brought in by a historic file")
    steps = ChainStep.objects.filter(chain__bill=bill, chain__is_listed=True, is_listed=True)
    steps = steps.select_related("chain", "amendment", "stage", "follows").order_by("chain__order", "order")
    paths = list(bill.provision_paths.filter(is_listed=True))
    papers = AmendmentPaper.objects.filter(bill=bill, is_current=True).exclude(historic_key=None)
    papers = papers.select_related("stage").order_by("pk")
    amendments = bill.amendments.filter(is_listed=True).exclude(historic_key=None).select_related("stage")
    rows: dict[str, Iterable[Row]] = {
        "bill": [_row("bill", bill, key=bill.historic_key)],
        "sources": [{"key": key, "address": told} for key, told in bill.historic.get("addresses", {}).items()],
        "stages": [_row("stages", each, key=each.historic_key) for each in _listed(bill.stages)],
        "sittings": [_row("sittings", each, stage=each.stage.historic_key) for each in _sittings(bill)],
        "prints": [_placed("prints", each) for each in _listed(bill.named_prints.select_related("stage"))],
        "papers": [_placed("papers", each) for each in papers],
        "amendments": [_row("amendments", each, **_amendment(each)) for each in amendments.order_by("pk")],
        "names": [_row("names", each, amendment=each.amendment.historic_key) for each in _names(bill)],
        "listings": [_listing(each) for each in _listings(bill)],
        "divisions": [_division(each, decided) for each, decided in _divisions(bill)],
        "chains": [_row("chains", each, key=each.historic_key) for each in _listed(bill.chains)],
        "chain_steps": [_step(each) for each in steps],
        "provisions": [_row("provisions", each, key=each.historic_key) for each in paths],
        "provision_places": [_place(path.historic_key, place) for path in paths for place in path.places],
        "related": [_row("related", each, key=each.historic_key) for each in _listed(bill.related_bills)],
    }
    return HistoricRecord({name: tuple(_complete(name, row) for row in rows[name]) for name in TABLES})


def _row(table: str, stored: Any, **more: Any) -> Row:
    """A row's columns from the model's own fields, and what the file stated besides."""
    columns = {name: getattr(stored, field) for name, field in COLUMNS[table].items()}
    return {**getattr(stored, "historic", {}), **columns, **more}


def _complete(table: str, row: Mapping[str, Any]) -> Row:
    """Every column in the order of the format; what is empty is not known."""
    kept: Row = {}
    for column in TABLES[table].columns:
        value = row.get(column.name)
        if column.kind == DAY and isinstance(value, str):
            value = date.fromisoformat(value)
        if column.kind == LIST and value is not None:
            value = tuple(value)
        kept[column.name] = None if value in ("", ()) else value
    return kept


def _listed(rows: Any) -> Any:
    return rows.filter(is_listed=True).exclude(historic_key=None)


def _placed(table: str, stored: Any) -> Row:
    return _row(table, stored, key=stored.historic_key, stage=stored.stage.historic_key if stored.stage else None)


def _sittings(bill: Bill) -> Any:
    rows = Sitting.objects.filter(stage__bill=bill, stage__is_listed=True, is_listed=True, sitting_id=None)
    return rows.select_related("stage").order_by("stage__sort_order", "date", "part", "pk")


def _amendment(row: Amendment) -> Row:
    return {"key": row.historic_key, "stage": row.stage.historic_key, "kind": str(row.kind)}


def _names(bill: Bill) -> Any:
    rows = Sponsorship.objects.filter(amendment__bill=bill, amendment__is_listed=True, is_listed=True)
    rows = rows.exclude(amendment__historic_key=None).select_related("amendment")
    return rows.order_by("amendment_id", "order", "pk")


def _listings(bill: Bill) -> Any:
    rows = Listing.objects.filter(paper__bill=bill, paper__is_current=True, amendment__is_listed=True)
    rows = rows.exclude(paper__historic_key=None).select_related("paper", "amendment")
    return rows.order_by("paper_id", "pk")


def _listing(row: Listing) -> Row:
    return _row(
        "listings",
        row,
        paper=row.paper.historic_key,
        amendment=row.amendment.historic_key,
        star=STAR_NAMES.get(row.star),
    )


def _divisions(bill: Bill) -> Iterable[tuple[Any, list[str]]]:
    links = AmendmentDivision.objects.filter(division__bill=bill, is_listed=True, amendment__is_listed=True)
    decided: dict[int, list[str]] = {}
    for division, key in links.order_by("pk").values_list("division_id", "amendment__historic_key"):
        decided.setdefault(division, []).append(str(key))
    rows = _listed(bill.divisions.select_related("stage")).order_by("pk")
    return [(row, decided.get(row.pk, [])) for row in rows]


def _division(row: Any, decided: list[str]) -> Row:
    day = row.date.astimezone(LONDON).date() if row.date else None
    return {**_placed("divisions", row), "date": day, "amendments": decided}


def _step(row: ChainStep) -> Row:
    return _row(
        "chain_steps",
        row,
        chain=row.chain.historic_key,
        key=row.historic_key,
        amendment=row.amendment.historic_key if row.amendment else None,
        stage=row.stage.historic_key if row.stage else None,
        follows=row.follows.historic_key if row.follows else None,
    )


def _place(provision: str | None, place: Mapping[str, Any]) -> Row:
    return {"provision": provision, **place}
