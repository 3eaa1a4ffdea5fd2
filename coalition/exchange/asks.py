"""Asks as rows of a table."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from coalition.asks import set_grounds
from coalition.exchange.ask_rows import ask_rows
from coalition.exchange.book import Book, Given
from coalition.exchange.columns import Column, Holds, Refused
from coalition.exchange.parts import joined, split
from coalition.exchange.tables import Cell
from coalition.groups import RESTS_ON, set_ticked
from coalition.models import Ask, AskClause, Ground

COLUMNS = (
    Column("id", Holds.NUMBER, "Ours; empty for a new ask, unless bill and reference name one that is there."),
    Column("bill_id", Holds.NUMBER, "Ours."),
    Column("bill", Holds.WORD, "Its title, in place of bill_id or beside it."),
    Column("reference", Holds.WORD, "Short and lasting, once a Bill: “child-guardians”. Needed."),
    Column("title", Holds.WORD, "What we want, in one line. Needed."),
    Column("summary", Holds.TEXT),
    Column("group", Holds.WORD, "Asks of one group are shown together."),
    Column("theme", Holds.WORD, "The name of a theme that is there."),
    Column("priority", Holds.CHOICE, choices=dict(Ask.Priority.choices)),
    Column("state", Holds.CHOICE, "Where our own work stands.", choices=dict(Ask.State.choices)),
    Column("lead", Holds.WORD, "The organisation that leads, by name."),
    Column("officer", Holds.WORD, "The person who looks after it, by name."),
    Column("next_step", Holds.WORD),
    Column("next_step_on", Holds.DAY),
    Column("order", Holds.NUMBER, "Place among the Bill’s asks."),
    Column("owner", Holds.WORD, "The organisation whose own work it is, by name."),
    Column("shared", Holds.YES_NO, "Every organisation of the coalition can read it. Never the public."),
    Column("clauses", Holds.TEXT, "Clauses of ours that it rests on, one a line: “title of the text \\| key”."),
    Column("grounds", Holds.TEXT, "One a line: “kind \\| place \\| instrument \\| quotation \\| address”."),
)
FIELDS = {"is_shared": "shared", "bill": "bill_id"}
PLAIN = ("title", "summary", "group", "next_step", "next_step_on")
FILLED = {"priority": "priority", "state": "state", "order": "order", "shared": "is_shared"}
"""Columns that an empty cell leaves at what a new record begins with, and that no stored one can lose."""
PARTS = ("listed_clauses", "listed_grounds")
"""Values of a proposal that are rows of their own: `AskClause` and `Ground`, not stored."""
GROUND = ("kind", "place", "instrument", "quotation", "source_url")
KIND_OF_GROUND = Column("grounds", Holds.CHOICE, choices=dict(Ground.Kind.choices))
rows = ask_rows


def cells(row: Ask) -> dict[str, Cell]:
    """The record as a row."""
    return {
        "id": row.pk,
        "bill_id": row.bill_id,
        "bill": row.bill.short_title,
        "reference": row.reference,
        "title": row.title,
        "summary": row.summary,
        "group": row.group,
        "theme": row.theme.name if row.theme else "",
        "priority": str(row.priority),
        "state": str(row.state),
        "lead": row.lead.name if row.lead else "",
        "officer": row.officer.name if row.officer else "",
        "next_step": row.next_step,
        "next_step_on": row.next_step_on,
        "order": row.order,
        "owner": row.owner.name if row.owner else "",
        "shared": row.is_shared,
        "clauses": joined(sorted((each.clause.act.title, each.clause.key) for each in _part(row, "listed_clauses"))),
        "grounds": joined([str(getattr(each, name)) for name in GROUND] for each in _part(row, "listed_grounds")),
    }


def _part(row: Ask, name: str) -> list[Any]:
    return getattr(row, name, [])


def filled(given: Given, columns: dict[str, str], *, is_new: bool) -> dict[str, Any]:
    """The fields of columns that cannot be empty: left out of a new record's, refused for a stored one."""
    found = {}
    for column, name in columns.items():
        if given.get(column) is not None:
            found[name] = given[column]
        elif column in given and not is_new:
            raise Refused(column, "it cannot be emptied")
    return found


def propose(given: Given, book: Book, stored: Ask | None) -> tuple[Ask | None, dict[str, Any]]:
    """By id, else by Bill and reference."""
    bill = book.bill(given, stored.bill if stored else None)
    reference = given.get("reference", "")
    if stored is None:
        if not reference:
            raise Refused("reference", "a new ask needs one")
        stored = book.ask_called(bill, reference)
        if stored and stored.pk is None:
            raise Refused("reference", "an earlier row of the file adds an ask with it")
    elif reference:
        other = book.ask_called(bill, reference)
        if other and other.pk != stored.pk:
            raise Refused("reference", "another ask of the Bill has it")
    elif "reference" in given:
        raise Refused("reference", "it cannot be emptied")
    values = {name: given[name] for name in PLAIN if name in given}
    values |= filled(given, FILLED, is_new=stored is None)
    if reference and (stored is None or reference != stored.reference):
        values["reference"] = reference
    if "theme" in given:
        values["theme"] = book.theme(given["theme"])
    for name in ("lead", "owner"):
        if name in given:
            values[name] = book.organisation(name, given[name])
    if "officer" in given:
        values["officer"] = book.person(given["officer"], stored.officer if stored else None)
    values |= _rests_on(given, book, bill)
    return (stored, values) if stored else (None, {"bill": bill, **values})


def _rests_on(given: Given, book: Book, bill: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    if "clauses" in given:
        found["listed_clauses"] = _clauses(given["clauses"], book, bill)
    if "grounds" in given:
        found["listed_grounds"] = [_ground(parts) for parts in split(given["grounds"])]
    return found


def _clauses(cell: str, book: Book, bill: Any) -> list[AskClause]:
    """By the title of the text and the key; by the key alone where one text of the Bill has it."""
    found = {}
    for parts in split(cell):
        if len(parts) > 2:
            raise Refused("clauses", f"“{' | '.join(parts)[:80]}” has more than a title and a key")
        act, key = parts if len(parts) == 2 else ("", parts[0])
        try:
            clause = book.clause(bill, {"act": act, "clause": key})
        except Refused as refused:
            raise Refused("clauses", str(refused).partition(": ")[2]) from refused
        if clause is None:
            raise Refused("clauses", "a line names no clause")
        found[clause.pk] = AskClause(clause=clause)
    return list(found.values())


def _ground(parts: list[str]) -> Ground:
    if len(parts) > len(GROUND):
        raise Refused("grounds", f"“{' | '.join(parts)[:80]}” has more parts than {', '.join(GROUND)}")
    told = dict(zip(GROUND, parts, strict=False))
    ground = Ground(**{**told, "kind": KIND_OF_GROUND.read(told["kind"]) or ""})
    try:
        ground.clean_fields(exclude={"ask"})
    except ValidationError as error:
        name, problems = next(iter(error.message_dict.items()))
        raise Refused("grounds", f"{name}: {problems[0]}") from error
    return ground


def write_parts(ask: Ask, parts: Mapping[str, list[Any]], *, by: Any, note: str) -> None:
    """Make the stored ask rest on what the file says."""
    if "listed_clauses" in parts:
        set_ticked(RESTS_ON, ask, {each.clause_id for each in parts["listed_clauses"]}, by=by, note=note)
    if "listed_grounds" in parts:
        set_grounds(ask, parts["listed_grounds"], by=by, note=note)
