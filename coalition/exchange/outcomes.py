"""Outcomes as rows of a table."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from coalition.exchange.asks import filled
from coalition.exchange.book import Book, Given
from coalition.exchange.columns import Column, Holds, Refused
from coalition.exchange.tables import Cell
from coalition.models import Outcome
from coalition.querysets import visible_to
from coalition.roles import Visitor, is_officer

COLUMNS = (
    Column("id", Holds.NUMBER, "Ours; empty for a new outcome."),
    Column("bill_id", Holds.NUMBER, "Ours."),
    Column("bill", Holds.WORD, "Its title, in place of bill_id or beside it."),
    Column("ask", Holds.WORD, "The reference of the ask; one of the same file will do. Needed."),
    Column("on", Holds.DAY, "Needed."),
    Column("judgement", Holds.CHOICE, "Needed.", choices=dict(Outcome.Judgement.choices)),
    Column("summary", Holds.TEXT, "What happened, in a sentence or two. Needed."),
    Column("quotation", Holds.TEXT, "The words of the source that show it."),
    Column("source_url", Holds.WORD),
    Column("source_note", Holds.WORD, "What else shows it; needed where source_url is empty."),
    Column("stage", Holds.WORD, "“Report stage (Lords)”."),
    Column("amendment_id", Holds.NUMBER, "Ours."),
    Column("amendment_stage", Holds.WORD, "Needed with a number where amendment_id is empty."),
    Column("amendment_number", Holds.WORD, "As on a list of that stage."),
    Column("division_id", Holds.NUMBER, "Ours."),
    Column("division", Holds.WORD, "For people; not read.", is_read=False),
    Column("taken_back", Holds.YES_NO, "Yes: kept in history, shown no more."),
)
FIELDS = {"is_listed": "taken_back", "division": "division_id", "amendment": "amendment_id"}
EVIDENCE = ("source_url", "source_note")
FILLED = {"on": "on", "judgement": "judgement", "taken_back": "is_listed"}


def rows(user: Visitor) -> QuerySet[Outcome]:
    """Every outcome that the visitor may see; those taken back for officers alone."""
    seen = visible_to(user, Outcome).filter(Q() if is_officer(user) else Q(is_listed=True))
    named = seen.select_related("ask__bill", "stage", "amendment__stage", "division")
    return named.defer("division__votes", "division__facts").order_by("ask__bill", "ask__order", "ask", "on", "pk")


def cells(row: Outcome) -> dict[str, Cell]:
    """The record as a row."""
    return {
        "id": row.pk,
        "bill_id": row.ask.bill_id,
        "bill": row.ask.bill.short_title,
        "ask": row.ask.reference,
        "on": row.on,
        "judgement": str(row.judgement),
        "summary": row.summary,
        "quotation": row.quotation,
        "source_url": row.source_url,
        "source_note": row.source_note,
        "stage": str(row.stage) if row.stage else "",
        "amendment_id": row.amendment_id,
        "amendment_stage": str(row.amendment.stage) if row.amendment else "",
        "amendment_number": row.amendment.number if row.amendment else "",
        "division_id": row.division_id,
        "division": row.division.title if row.division else "",
        "taken_back": not row.is_listed,
    }


def propose(given: Given, book: Book, stored: Outcome | None) -> tuple[Outcome | None, dict[str, Any]]:
    """By id; a row without one is a new outcome."""
    bill = book.bill(given, stored.ask.bill if stored else None)
    ask = _ask(given, book, bill, stored)
    for name in ("on", "judgement", "summary"):
        if stored is None and not given.get(name):
            raise Refused(name, "a new outcome needs it")
    values = {
        name: given[name] for name in ("summary", "quotation", "source_url", "source_note") if name in given
    } | filled(given, FILLED, is_new=stored is None)
    _check_evidence(values, stored)
    if "is_listed" in values:
        values["is_listed"] = not values["is_listed"]
    if "stage" in given:
        unmoved = stored and stored.stage and str(stored.stage).casefold() == given["stage"].casefold()
        kept = stored.stage if stored and unmoved else None
        values["stage"] = kept or (book.stage(bill, given["stage"]) if given["stage"] else None)
    if given.keys() & {"amendment_id", "amendment_number"}:
        values["amendment"] = book.amendment(bill, given)
    if "division_id" in given:
        values["division"] = book.division(bill, given["division_id"])
    return (stored, values) if stored else (None, {"ask": ask, **values})


def _check_evidence(values: dict[str, Any], stored: Outcome | None) -> None:
    """As the form asks (coalition/forms/asks.py): a day that has come, and what the judgement rests on.

    An older record without either may still be changed in what else it says.
    """
    if "on" in values and values["on"] > timezone.localdate() and (stored is None or values["on"] != stored.on):
        raise Refused("on", "this day is still to come")
    before = {name: getattr(stored, name, "") for name in EVIDENCE}
    if not any({**before, **values}[name] for name in EVIDENCE) and (stored is None or any(before.values())):
        raise Refused("source_note", "say what it rests on: a web address, or what else shows it")


def _ask(given: Given, book: Book, bill: Any, stored: Outcome | None) -> Any:
    reference = given.get("ask", "")
    if not reference:
        if stored is None:
            raise Refused("ask", "say which ask it judges")
        if "ask" in given:
            raise Refused("ask", "it cannot be emptied")
        return stored.ask
    ask = book.ask(bill, reference)
    if stored and ask.pk != stored.ask_id:
        raise Refused("ask", "an outcome cannot be moved to another ask: leave id empty for a new one")
    return ask
