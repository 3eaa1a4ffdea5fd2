"""What the rows of a file point at, found by id or by the words that people use; what two things answer to is refused.

Everything is looked up once for a whole file, so that the queries do not grow with its rows.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar

from amendments.models import Amendment, Listing
from bills.models import Bill, BillStage, Division
from coalition.exchange.ask_rows import ask_rows
from coalition.exchange.columns import Refused
from coalition.models import AlternativeClause, Ask, Organisation, Person, Theme
from coalition.querysets import visible_to
from coalition.roles import Visitor

T = TypeVar("T")
Given = Mapping[str, Any]
"""A row of a file: column to value, only the columns that the file has."""


def by_words(rows: Iterable[T], *words: Callable[[T], Any]) -> dict[Hashable, list[T]]:
    """Each row under everything that it is called, case-folded."""
    found: dict[Hashable, list[T]] = defaultdict(list)
    for row in rows:
        for name in {str(called(row)).strip().casefold() for called in words} - {""}:
            found[name].append(row)
    return found


def only(found: list[T], column: str, missing: str, twice: str) -> T:
    """The one row found; Refused where there is none, or more than one: we never guess."""
    if len(found) != 1:
        raise Refused(column, twice if found else missing)
    return found[0]


class Book:
    """Everything that a file's rows may point at, for the eyes of whoever sends it."""

    def __init__(self, user: Visitor) -> None:
        self.user = user
        self.new_asks: dict[tuple[int, str], Ask] = {}
        """Asks that the same file adds, not stored yet."""
        self._amendments: dict[int, dict[int, Amendment]] = {}
        self._numbers: dict[int, dict[tuple[int, str], set[int]]] = {}

    # ---- Bills, stages, amendments: Parliament's record ----
    @cached_property
    def _bills(self) -> dict[int, Bill]:
        return {row.pk: row for row in Bill.objects.all()}

    @cached_property
    def _bills_by_title(self) -> dict[Hashable, list[Bill]]:
        return by_words(self._bills.values(), lambda row: row.short_title)

    def bill(self, given: Given, stored: Bill | None = None) -> Bill:
        """By `bill_id`, else by its title in `bill`, else that of the stored record. A record keeps its Bill."""
        pk, title = given.get("bill_id"), given.get("bill", "")
        if pk:
            found = self._bills.get(pk)
            if found is None:
                raise Refused("bill_id", f"no Bill has the id {pk}")
            if title and title.casefold() != found.short_title.casefold():
                raise Refused("bill", f"the Bill with the id {pk} is called “{found.short_title}”")
        elif title:
            rows = self._bills_by_title.get(title.casefold(), [])
            found = only(rows, "bill", f"no Bill is called “{title[:80]}”", "two Bills are called so: give bill_id")
        elif stored:
            found = stored
        else:
            raise Refused("bill_id", "say which Bill")
        if stored and found.pk != stored.pk:
            raise Refused("bill_id", "a record cannot be moved to another Bill: leave id empty for a new one")
        return found

    @cached_property
    def _stages(self) -> dict[int, dict[Hashable, list[BillStage]]]:
        of: dict[int, list[BillStage]] = defaultdict(list)
        for row in BillStage.objects.filter(is_listed=True):
            of[row.bill_id].append(row)
        return {bill: by_words(rows, str, lambda row: row.description) for bill, rows in of.items()}

    def stage(self, bill: Bill, words: str, column: str = "stage") -> BillStage:
        """By its name with or without the House, “Committee stage (Lords)”; a name that two answer to is refused."""
        found = self._stages.get(bill.pk, {}).get(words.casefold(), [])
        twice = "two stages are called so: " + ", ".join(sorted({str(row) for row in found}))
        return only(found, column, f"the Bill has no stage called “{words[:80]}”", twice)

    def _amendments_of(self, bill: Bill) -> dict[int, Amendment]:
        if bill.pk not in self._amendments:
            rows = Amendment.objects.filter(bill=bill).select_related("stage")
            self._amendments[bill.pk] = {row.pk: row for row in rows.defer("lines", "readings", "workflow")}
            numbers: dict[tuple[int, str], set[int]] = defaultdict(set)
            for row in self._amendments[bill.pk].values():
                numbers[row.stage_id, row.number.casefold()].add(row.pk)
            listed = Listing.objects.filter(amendment__bill=bill).values_list(
                "amendment__stage", "number", "amendment"
            )
            for stage, number, pk in listed.distinct():
                numbers[stage, number.casefold()].add(pk)
            self._numbers[bill.pk] = numbers
        return self._amendments[bill.pk]

    def amendment(self, bill: Bill, given: Given) -> Amendment | None:
        """By `amendment_id`; else by stage and number, where one amendment alone ever had that number there.

        A number is a dated label, never an identity: without its stage it is refused, and so is an id whose amendment
        never had the number, or stands in another stage. None where the row names no amendment.
        """
        pk, number, words = (given.get(f"amendment_{part}") for part in ("id", "number", "stage"))
        if not pk and not number:
            if words:
                raise Refused("amendment_number", "a stage alone names no amendment")
            return None
        rows = self._amendments_of(bill)
        if not pk:
            if not words:
                reason = f"“{number}” without its stage may be any of several amendments: give it, or amendment_id"
                raise Refused("amendment_stage", reason)
            stage = self.stage(bill, str(words), "amendment_stage")
            found = [rows[one] for one in sorted(self._numbers[bill.pk].get((stage.pk, str(number).casefold()), ()))]
            twice = "several amendments of this stage had this number: give amendment_id, one of "
            twice += ", ".join(str(row.pk) for row in found)
            return only(found, "amendment_number", f"no amendment of {stage} has had the number {number}", twice)
        if pk not in rows:
            raise Refused("amendment_id", f"the Bill has no amendment with the id {pk}")
        row = rows[pk]
        if words and str(words).casefold() not in (str(row.stage).casefold(), row.stage.description.casefold()):
            raise Refused("amendment_stage", f"the amendment with the id {pk} is of {row.stage}")
        if number and pk not in self._numbers[bill.pk].get((row.stage_id, str(number).casefold()), ()):
            raise Refused("amendment_number", f"the amendment with the id {pk} never had the number {number}")
        return row

    @cached_property
    def _divisions(self) -> dict[int, Division]:
        return {row.pk: row for row in Division.objects.filter(bill__isnull=False).defer("votes", "facts")}

    def division(self, bill: Bill, pk: int | None) -> Division | None:
        """By our id; it must be of the Bill."""
        if not pk:
            return None
        row = self._divisions.get(pk)
        if row is None or row.bill_id != bill.pk:
            raise Refused("division_id", f"the Bill has no division with the id {pk}")
        return row

    # ---- the coalition's own ----
    @cached_property
    def asks(self) -> dict[int, Ask]:
        """Every ask that the person may see."""
        return {row.pk: row for row in ask_rows(self.user)}

    @cached_property
    def _asks_by_reference(self) -> dict[tuple[int, str], Ask]:
        return {(row.bill_id, row.reference.casefold()): row for row in self.asks.values()}

    def ask_called(self, bill: Bill, reference: str) -> Ask | None:
        """The stored ask, or the one that the same file adds."""
        key = (bill.pk, reference.casefold())
        return self._asks_by_reference.get(key) or self.new_asks.get(key)

    def ask(self, bill: Bill, reference: str) -> Ask:
        """As `ask_called`; Refused where there is none."""
        found = self.ask_called(bill, reference)
        if found is None:
            raise Refused("ask", f"no ask on this Bill has the reference “{reference[:60]}”")
        return found

    @cached_property
    def _clauses(self) -> dict[int, AlternativeClause]:
        return {row.pk: row for row in visible_to(self.user, AlternativeClause).select_related("act")}

    @cached_property
    def _clauses_by_key(self) -> dict[Hashable, list[AlternativeClause]]:
        return by_words(self._clauses.values(), lambda row: f"{row.act.bill_id} {row.key}")

    def clause(self, bill: Bill, given: Given) -> AlternativeClause | None:
        """By `clause_id`, else by key, with the title of its text in `act` where two texts have the key."""
        pk, key, act = given.get("clause_id"), given.get("clause", ""), given.get("act", "")
        if not pk and not key:
            if act:
                raise Refused("clause", "the title of a text alone names no clause")
            return None
        if pk:
            found = self._clauses.get(pk)
            if found is None or found.act.bill_id != bill.pk:
                raise Refused("clause_id", f"no text on this Bill has a clause with the id {pk}")
            if (key and key.casefold() != found.key.casefold()) or (
                act and act.casefold() != found.act.title.casefold()
            ):
                raise Refused("clause", f"the clause with the id {pk} is “{found.key}” of “{found.act.title}”")
            return found
        rows = self._clauses_by_key.get(f"{bill.pk} {key}".casefold(), [])
        rows = [row for row in rows if not act or row.act.title.casefold() == act.casefold()]
        return only(
            rows, "clause", f"no clause is called “{key[:60]}”", "several texts have it: give act or clause_id"
        )

    @cached_property
    def _organisations(self) -> dict[Hashable, list[Organisation]]:
        return by_words(Organisation.objects.all(), lambda row: row.name)

    @cached_property
    def _organisations_in_short(self) -> dict[Hashable, list[Organisation]]:
        return by_words(Organisation.objects.all(), lambda row: row.short_name)

    def organisation(self, column: str, name: str) -> Organisation | None:
        """By its whole name, else its short one; None where empty."""
        if not name:
            return None
        found = self._organisations.get(name.casefold()) or self._organisations_in_short.get(name.casefold(), [])
        return only(found, column, f"no organisation is called “{name[:80]}”", "two organisations are called so")

    @cached_property
    def _themes(self) -> dict[Hashable, list[Theme]]:
        return by_words(Theme.objects.all(), lambda row: row.name)

    def theme(self, name: str) -> Theme | None:
        """By its name; None where empty."""
        if not name:
            return None
        return only(
            self._themes.get(name.casefold(), []), "theme", f"no theme is called “{name[:80]}”", "there are two"
        )

    @cached_property
    def _people(self) -> dict[Hashable, list[Person]]:
        return by_words(Person.objects.filter(is_active=True), lambda row: row.name)

    def person(self, name: str, stored: Person | None) -> Person | None:
        """By name: whoever it is already, else an active person; None where empty."""
        if not name:
            return None
        if stored and stored.name.casefold() == name.casefold():
            return stored
        found = self._people.get(name.casefold(), [])
        return only(found, "officer", f"nobody is called “{name[:80]}”", "two people are called so")
