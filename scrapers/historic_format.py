"""The historic format, version 1: its tables and their columns (docs/historic-format.md). Pure.

One declaration serves both forms (JSON and a folder of CSV files), both ways, and the documentation's test.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FORMAT, VERSION = "historic-bill", 1
TEXT, NUMBER, DAY, YES_NO, LIST = "text", "number", "day", "yes or no", "list"

EVIDENCE = ("verified", "memory", "inferred", "check", "not found")
ARROWS = ("retabled", "successor", "government response", "in lieu", "renumbered as", "enacted")
OPERATIONS = ("insert", "leave_out", "substitute", "leave_out_clause", "new_clause", "new_schedule", "other")


@dataclass(frozen=True, slots=True)
class Column:
    """One field. `words` are the only values allowed; `of` names the table whose key it must be.

    `otherwise` is what an empty one means, where that is not "not known".
    """

    name: str
    kind: str = TEXT
    required: bool = False
    words: tuple[str, ...] = ()
    of: str = ""
    longest: int = 20_000
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of row. `identity` are the columns that together occur once."""

    name: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...] = ("key",)

    def column(self, name: str) -> Column | None:
        """The column of this name."""
        return next((column for column in self.columns if column.name == name), None)


def _key() -> Column:
    return Column("key", required=True, longest=80)


def _order() -> Column:
    return Column("order", NUMBER, required=True)


def _mark(name: str = "evidence") -> Column:
    return Column(name, words=EVIDENCE)


def _short(name: str, *, required: bool = False, longest: int = 200) -> Column:
    return Column(name, required=required, longest=longest)


def _of(table: str, name: str, *, required: bool = False) -> Column:
    return Column(name, required=required, of=table, longest=80)


SAID = (_mark(), Column("remark"), Column("sources", LIST, of="sources"))
HOUSES = ("Commons", "Lords", "Unassigned")

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        Table(
            "bill",
            (
                _key(), _short("title", required=True, longest=500), _short("former_title", longest=500),
                Column("long_title"), _short("session"), Column("session_number", NUMBER),
                Column("originating_house", words=HOUSES), Column("current_house", words=HOUSES),
                Column("is_act", YES_NO), _short("act"), Column("is_defeated", YES_NO), Column("withdrawn_on", DAY),
                Column("parliament_id", NUMBER), _short("old_address", longest=500), Column("author"), *SAID,
            ),
        ),
        Table("sources", (_key(), Column("address", required=True, longest=1000))),
        Table(
            "stages",
            (
                _key(), _order(), _short("description", required=True), _short("house", longest=30),
                Column("kind", NUMBER), Column("chairs", LIST), Column("members", LIST),
                Column("appointed_in_commons", DAY), Column("appointed_in_lords", DAY),
                Column("ordered_printed", DAY), Column("published", DAY),
                _short("paper"), _short("act"), *SAID,
            ),
        ),
        Table(
            "sittings",
            (
                _of("stages", "stage", required=True), Column("date", DAY, required=True),
                Column("part", words=("am", "pm")), _short("note"),
            ),
            identity=("stage", "date", "part"),
        ),
        Table(
            "prints",
            (
                _key(), _order(), _short("number", required=True, longest=40), Column("house", words=HOUSES),
                _of("stages", "stage"), _short("session"), _short("description"), Column("published_on", DAY), *SAID,
            ),
        ),
        Table(
            "papers",
            (
                _key(), _of("stages", "stage", required=True), _short("name", required=True, longest=500),
                _short("kind", longest=40), Column("published_on", DAY), _of("prints", "print"), *SAID,
            ),
        ),
        Table(
            "amendments",
            (
                _key(), _of("stages", "stage", required=True), _short("label", longest=40),
                Column("kind", words=("amendment", "motion"), otherwise="amendment"), _short("series", longest=60),
                Column("gist"), _short("target"), _short("provision", longest=120), Column("op", words=OPERATIONS),
                Column("page", NUMBER), Column("line", NUMBER), Column("text"), Column("statement"),
                _short("decision", longest=60), Column("decision_told"), _mark("decision_evidence"),
                _short("mover"), _mark("mover_evidence"), Column("is_government", YES_NO), *SAID,
            ),
        ),
        Table(
            "names",
            (
                _of("amendments", "amendment", required=True), _order(), _short("printed_name", required=True),
                _short("corrected_name"),
            ),
            identity=("amendment", "order"),
        ),
        Table(
            "listings",
            (
                _of("papers", "paper", required=True), _of("amendments", "amendment", required=True),
                _short("label", longest=40), Column("position", NUMBER), _short("pages", longest=40),
                Column("star", words=("black", "white")),
            ),
            identity=("paper", "amendment"),
        ),
        Table(
            "divisions",
            (
                _key(), _of("stages", "stage"), Column("house", required=True, words=HOUSES), Column("date", DAY),
                Column("number", NUMBER), _mark("number_evidence"), Column("question", required=True),
                Column("ayes", NUMBER), Column("noes", NUMBER), Column("result"), Column("is_tie", YES_NO),
                Column("casting_vote"), Column("amendments", LIST, of="amendments"), *SAID,
            ),
        ),
        Table("chains", (_key(), _order(), _short("aim", required=True, longest=300), *SAID)),
        Table(
            "chain_steps",
            (
                _of("chains", "chain", required=True), _key(), _order(), _of("amendments", "amendment"),
                _of("stages", "stage"), _short("label", longest=300), Column("date", DAY), Column("told"),
                _short("follows", longest=80), Column("arrow", words=ARROWS), _mark("arrow_evidence"), *SAID,
            ),
            identity=("chain", "key"),
        ),
        Table("provisions", (_key(), _order(), _short("name", required=True), *SAID)),
        Table(
            "provision_places",
            (
                _of("provisions", "provision", required=True), _order(), _short("print", required=True, longest=80),
                _short("place", required=True), _mark(),
            ),
            identity=("provision", "order"),
        ),
        Table(
            "related",
            (
                _key(), _order(), Column("kind", required=True, words=("bill", "this bill", "committee report")),
                _short("title", required=True, longest=500), Column("parliament_id", NUMBER), _mark("id_evidence"),
                _short("session", longest=60), _short("act"), Column("royal_assent", DAY), _mark("act_evidence"),
                Column("interest"), _short("address", longest=500), *SAID,
            ),
        ),
    )
}  # fmt: skip
"""In the order in which they are written. "bill" holds exactly one row, the others any number."""


@dataclass(frozen=True, slots=True)
class HistoricRecord:
    """A whole file, read and checked: rows by table, in file order.

    Every row has every column of its table; None is "not known". Days are `date`, lists are tuples.
    """

    rows: Mapping[str, tuple[Mapping[str, Any], ...]]

    @property
    def bill(self) -> Mapping[str, Any]:
        """The one row of the Bill."""
        return self.rows["bill"][0]
