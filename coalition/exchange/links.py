"""Links as rows of a table. A file never decides: what it adds is a suggestion, and no link's state is touched."""

from typing import Any

from django.db.models import QuerySet

from coalition.exchange.asks import filled
from coalition.exchange.book import Book, Given
from coalition.exchange.columns import Column, Holds, Refused
from coalition.exchange.tables import Cell
from coalition.link_texts import Texts, texts_of
from coalition.models import ClauseLink
from coalition.querysets import visible_to
from coalition.review import NotInText, quotations
from coalition.roles import Visitor

COLUMNS = (
    Column("id", Holds.NUMBER, "Ours; empty for a new link, unless both sides name one that is there."),
    Column("bill_id", Holds.NUMBER, "Ours."),
    Column("bill", Holds.WORD, "Its title, in place of bill_id or beside it."),
    Column("ask", Holds.WORD, "The reference of the ask. An ask, a clause or both are needed."),
    Column("clause_id", Holds.NUMBER, "Ours."),
    Column("act", Holds.WORD, "The title of the text that the clause is in."),
    Column("clause", Holds.WORD, "The clause’s lasting key."),
    Column("amendment_id", Holds.NUMBER, "Ours. An amendment, a provision or a section of the Act is needed."),
    Column("amendment_stage", Holds.WORD, "Needed with a number where amendment_id is empty."),
    Column("amendment_number", Holds.WORD, "As on a list of that stage."),
    Column("provision", Holds.WORD, "“clause 48” of the Bill."),
    Column("act_section", Holds.WORD, "“section 54” of the Act that the Bill became."),
    Column("act_url", Holds.WORD),
    Column("relation", Holds.CHOICE, choices=dict(ClauseLink.Relation.choices)),
    Column("state", Holds.WORD, "For people; not read: only people decide about links.", is_read=False),
    Column("origin", Holds.WORD, "For people; not read.", is_read=False),
    Column("note", Holds.TEXT),
    Column("our_quotation", Holds.TEXT, "Words of ours that show it, exactly as they stand there."),
    Column("their_quotation", Holds.TEXT, "Words of theirs that show it, exactly as they stand there."),
    Column("owner", Holds.WORD, "The organisation whose own work it is, by name."),
    Column("shared", Holds.YES_NO, "Every organisation of the coalition can read it. Never the public."),
)
FIELDS = {"is_shared": "shared", "clause": "clause_id", "amendment": "amendment_id", "bill": "bill_id"}
FILLED = {"relation": "relation", "shared": "is_shared"}
PLAIN = ("note", "act_url", "our_quotation", "their_quotation")
THEIRS = ("amendment", "provision", "act_section")


def rows(user: Visitor) -> QuerySet[ClauseLink]:
    """Every link that the visitor may see."""
    named = visible_to(user, ClauseLink).select_related("bill", "ask", "clause__act", "amendment__stage", "owner")
    return named.order_by("bill", "pk")


def cells(row: ClauseLink) -> dict[str, Cell]:
    """The record as a row."""
    return {
        "id": row.pk,
        "bill_id": row.bill_id,
        "bill": row.bill.short_title,
        "ask": row.ask.reference if row.ask else "",
        "clause_id": row.clause_id,
        "act": row.clause.act.title if row.clause else "",
        "clause": row.clause.key if row.clause else "",
        "amendment_id": row.amendment_id,
        "amendment_stage": str(row.amendment.stage) if row.amendment else "",
        "amendment_number": row.amendment.number if row.amendment else "",
        "provision": row.provision,
        "act_section": row.act_section,
        "act_url": row.act_url,
        "relation": str(row.relation),
        "state": str(row.state),
        "origin": str(row.origin),
        "note": row.note,
        "our_quotation": row.our_quotation,
        "their_quotation": row.their_quotation,
        "owner": row.owner.name if row.owner else "",
        "shared": row.is_shared,
    }


def propose(given: Given, book: Book, stored: ClauseLink | None) -> tuple[ClauseLink | None, dict[str, Any]]:
    """By id, else by both sides: a pair that has a link, in whichever state, is that link and no new one."""
    bill = book.bill(given, stored.bill if stored else None)
    sides = _sides(given, book, bill)
    if stored is None:
        stored = _linked(book, bill, sides)
    else:
        _check_unmoved(sides, stored)
    values = {name: given[name] for name in PLAIN if name in given}
    values |= filled(given, FILLED, is_new=stored is None)
    if "owner" in given:
        values["owner"] = book.organisation("owner", given["owner"])
    if stored is None:
        values = {"bill": bill, **sides, **values, "origin": ClauseLink.Origin.FILE}
    return stored, _quoted(stored, values)


def _sides(given: Given, book: Book, bill: Any) -> dict[str, Any]:
    """What the row names on either side; of an old record's, only what the file has columns for."""
    found: dict[str, Any] = {name: given[name] for name in ("provision", "act_section") if name in given}
    if "ask" in given:
        found["ask"] = book.ask(bill, given["ask"]) if given["ask"] else None
    if given.keys() & {"clause_id", "clause"}:
        found["clause"] = book.clause(bill, given)
    if given.keys() & {"amendment_id", "amendment_number"}:
        found["amendment"] = book.amendment(bill, given)
    return found


def _linked(book: Book, bill: Any, sides: dict[str, Any]) -> ClauseLink | None:
    ask, clause = sides.get("ask"), sides.get("clause")
    if not ask and not clause:
        raise Refused("ask", "a link needs an ask or a clause of ours")
    if sum(bool(sides.get(name)) for name in THEIRS) != 1:
        raise Refused("amendment_id", "a link needs an amendment, a provision or a section of the Act, and only one")
    if ask and ask.pk is None:
        return None
    of_the_bill = _known(book, bill)
    return of_the_bill.get(_pair(ask, clause, *(sides.get(name) or None for name in THEIRS)))


def _pair(ask: Any, clause: Any, amendment: Any, provision: str | None, section: str | None) -> tuple[Any, ...]:
    pks = tuple(one.pk if one else None for one in (ask, clause, amendment))
    return (*pks, (provision or "").casefold(), (section or "").casefold())


def _known(book: Book, bill: Any) -> dict[tuple[Any, ...], ClauseLink]:
    cached: dict[int, dict[tuple[Any, ...], ClauseLink]] = book.__dict__.setdefault("known_links", {})
    if bill.pk not in cached:
        cached[bill.pk] = {
            _pair(row.ask, row.clause, row.amendment, row.provision, row.act_section): row
            for row in reversed(rows(book.user).filter(bill=bill))
        }
    return cached[bill.pk]


def _check_unmoved(sides: dict[str, Any], stored: ClauseLink) -> None:
    for name, value in sides.items():
        now = getattr(stored, name)
        if (value or None) != (now or None):
            column = FIELDS.get(name, name)
            raise Refused(column, "a link cannot be turned to something else: leave id empty for a new one")


def _quoted(stored: ClauseLink | None, values: dict[str, Any]) -> dict[str, Any]:
    """Quotations as the texts have them; words that are not there are refused, for no quotation is ever made up."""
    sides = ("our_quotation", "their_quotation")
    if not any(values.get(side, "") not in ("", getattr(stored, side, "")) for side in sides):
        return values
    row = stored or ClauseLink(**values)
    if row.ask and row.ask.pk is None and values.get("our_quotation"):
        raise Refused("our_quotation", "the ask is not stored yet: send the quotation once it is")
    given = {side: values[side] for side in sides if side in values}
    try:
        return {**values, **quotations(row, _texts(row), given)}
    except NotInText as error:
        raise Refused(error.side, str(error)) from error


def _texts(row: ClauseLink) -> Texts:
    """The texts that a person confirmed, as coalition/review.py asks; else as they read now."""
    if row.state == ClauseLink.State.CONFIRMED:
        return Texts(row.our_text, row.their_text, row.bill_print_id)
    return texts_of(row)
