"""What the coalition published, as open data: releases in force at the moment of reading, and nothing else of ours.

Where one thing names another of ours, it is told only while that other is public too, as on the public pages.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from coalition.models import Release
from coalition.public import newest
from coalition.querysets import in_force
from tracker.open_data import words
from tracker.open_data.columns import Column, Filter, Kind, Table, made, parts

PUBLIC_FROM = "Since when it is public as it stands."
OURS_ID = "Our number of it, part of its page’s address."


@dataclass(frozen=True, slots=True)
class Told:
    """A released thing, with what else of ours is public at the same moment."""

    release: Release
    public: Mapping[str, frozenset[int]]
    """Ids that are public now: "clauses", "asks"."""

    @property
    def fields(self) -> Mapping[str, Any]:
        """What went out."""
        fields: Mapping[str, Any] = self.release.fields
        return fields


def _field(name: str, about: str, kind: Kind = Kind.TEXT, *, is_null: bool = False) -> Column:
    return made(name, about, kind, lambda row: _fields_of(row).get(name), is_null=is_null)


def _fields_of(row: Any) -> Mapping[str, Any]:
    return row.fields if isinstance(row, Told) else row


def _parts(name: str, about: str, table: Table, order: Callable[[Any], Any] | None = None) -> Column:
    def rows(row: Told) -> list[Any]:
        found = list(row.fields.get(name, ()))
        return sorted(found, key=order) if order else found

    return parts(name, about, table, rows)


def _shared(kind: str) -> tuple[Column, ...]:
    def page(row: Told) -> str:
        return reverse(f"coalition:public-{kind}", args=[row.release.object_id])

    return (
        made("id", OURS_ID, Kind.NUMBER, lambda row: row.release.object_id),
        made("bill", words.BILL, Kind.NUMBER, lambda row: row.release.bill_id, is_null=True),
        made("web_path", words.PAGE, Kind.TEXT, page),
        made("public_from", PUBLIC_FROM, Kind.MOMENT, lambda row: row.release.public_from),
    )


def _part(name: str, one: str, about: str, *columns: Column) -> Table:
    return Table(name, one, about, Release, columns, has_answers=False)


OUTCOMES = _part(
    "outcomes",
    "AskOutcome",
    "Our dated judgements on an ask; none is Parliament’s decision.",
    _field("on", "The day.", Kind.DAY),
    _field("judgement", "achieved, partly, not, overtaken or unclear."),
    _field("summary", "What happened."),
    _field("quotation", "The words of the source that show it."),
    _field("source_url", "Its source."),
    _field("source_note", "Where no address is known, what the source is."),
    _field("amendment", "Our number of Parliament’s amendment.", Kind.NUMBER, is_null=True),
    _field("division", "Our number of the division.", Kind.NUMBER, is_null=True),
    _field("stage", words.STAGE, Kind.NUMBER, is_null=True),
)
LINKS = _part(
    "links",
    "AskLink",
    "What of Parliament’s carries an ask: an amendment, a provision of the Bill, a section of the Act.",
    _field("relation", "How it carries it."),
    _field("amendment", "Our number of Parliament’s amendment.", Kind.NUMBER, is_null=True),
    _field("provision", "The provision of the Bill."),
    _field("act_section", "The section of the Act."),
    _field("act_url", "Where the Act can be read."),
)
GROUNDS = _part(
    "grounds",
    "AskGround",
    "What an ask appeals to.",
    _field("kind", "convention, directive, report or other."),
    _field("instrument", "Which one."),
    _field("place", "“Article 26”, “recommendation 14”."),
    _field("quotation", "Its words."),
    _field("source_url", "Where it can be read."),
)
ASKS = Table(
    name="asks",
    one="Ask",
    about="What the coalition asks of Parliament, as published.",
    model=Release,
    columns=(
        *_shared("ask"),
        _field("title", "What we want, in one line."),
        _field("summary", "What it would change, and for whom."),
        _field("group", "Asks of one group are shown together."),
        _field("theme", "Its theme."),
        made(
            "rests_on",
            "Our numbers of the clauses that it rests on, of those that are public.",
            Kind.NUMBERS,
            lambda row: [pk for pk in row.fields["rests_on"] if pk in row.public["clauses"]],
        ),
        _parts("outcomes", "What happened, in our judgement.", OUTCOMES, lambda each: each["on"]),
        _parts("links", "What of Parliament’s carries it.", LINKS),
        _parts("grounds", "What it appeals to.", GROUNDS),
    ),
)

CLAUSES = _part(
    "clauses",
    "ActClause",
    "Clauses of a reference text, in order, parts after their whole.",
    _field("clause", "Our number of the clause.", Kind.NUMBER),
    _field("parent", "Our number of the clause that it is part of.", Kind.NUMBER, is_null=True),
    _field("number", "Its number; empty where it is not known."),
    _field("heading", "Its heading."),
    _field("text", "Its words."),
    _field("notes", "What it does and why."),
    _field("extent", "“England and Wales”; empty: not stated."),
)


def _of_version(name: str) -> Callable[[Told], Any]:
    return lambda row: (row.fields.get("version") or {}).get(name)


ACTS = Table(
    name="acts",
    one="Act",
    about="Reference texts outside the official Bill, the coalition’s own among them, as published.",
    model=Release,
    columns=(
        *_shared("act"),
        _field("title", "Its title."),
        _field("kind", "alternative, committee, draft or other."),
        _field("author", "Who wrote it."),
        _field("published_on", "The day on which the text was published.", Kind.DAY, is_null=True),
        _field("source_url", "Where it can be read."),
        _field("numbers_are_known", "No: its clause numbers are not known.", Kind.YES_NO),
        _field("note", "A remark."),
        made("version_name", "The version’s name.", Kind.TEXT, _of_version("name"), is_null=True),
        made("version_dated", "The version’s day.", Kind.DAY, _of_version("dated"), is_null=True),
        _parts("clauses", "Its clauses.", CLAUSES),
    ),
)


def _files(row: Told) -> list[str]:
    forms = ("file",) if row.fields["version"].get("file_name") else ("pdf", "docx")
    return [reverse("coalition:public-paper-file", args=[row.release.object_id, form]) for form in forms]


PAPERS = Table(
    name="papers",
    one="Paper",
    about="Briefings, reports, evidence and letters, as published. The text itself: the addresses in “files”.",
    model=Release,
    columns=(
        *_shared("paper"),
        _field("title", "Its title."),
        _field("kind", "briefing, report, evidence, letter or other."),
        _field("stance", "support, oppose or welcome; empty: no line on one amendment."),
        _field("stage", words.STAGE, Kind.NUMBER, is_null=True),
        _field("theme", "Its theme."),
        made(
            "asks",
            "Our numbers of the asks that it is about, of those that are public.",
            Kind.NUMBERS,
            lambda row: [pk for pk in row.fields["asks"] if pk in row.public["asks"]],
        ),
        made("version", "The number of the version that is public.", Kind.NUMBER, _of_version("number")),
        made("version_title", "That version’s title.", Kind.TEXT, _of_version("title")),
        made("written_at", "When that version was written.", Kind.MOMENT, _of_version("written_at")),
        made("sha256", "SHA-256 of its title and text, or of its file.", Kind.TEXT, _of_version("sha256")),
        made("file_name", "The file’s name; empty for a text.", Kind.TEXT, _of_version("file_name")),
        made("file_type", "The file’s type.", Kind.TEXT, _of_version("file_type")),
        made("file_size", "Its size in bytes.", Kind.NUMBER, _of_version("file_size"), is_null=True),
        _field("signatories", "Organisations that signed that version and agreed to be named.", Kind.TEXTS),
        made("files", "Paths at which it can be taken away.", Kind.TEXTS, _files),
    ),
)


COALITION = Table(
    name="coalition",
    one="Coalition",
    about="Who publishes this.",
    model=Release,
    columns=(
        made("id", OURS_ID, Kind.NUMBER, lambda row: row.release.object_id),
        made("public_from", PUBLIC_FROM, Kind.MOMENT, lambda row: row.release.public_from),
        _field("name", "Its name."),
        _field("short_name", "Its short name."),
        _field("about", "Who it is."),
        _field("website", "Its website."),
    ),
)
KIND_OF = {
    "coalition": Release.Kind.COALITION,
    "acts": Release.Kind.ACT,
    "asks": Release.Kind.ASK,
    "papers": Release.Kind.BRIEFING,
}
RELEASED: tuple[Table, ...] = (COALITION, ACTS, ASKS, PAPERS)
PARTS: tuple[Table, ...] = (CLAUSES, OUTCOMES, LINKS, GROUNDS)
BY_BILL = Filter("bill", "On the Bill with this number of ours.", "bill")


def told(
    table: Table,
    *,
    bill: int | None = None,
    after: int = 0,
    limit: int | None = None,
    since: datetime | None = None,
    at: datetime | None = None,
) -> list[Told]:
    """Releases in force of one kind, by the number of the thing, from after a number on. At most four queries."""
    rows = in_force(at).filter(kind=KIND_OF[table.name])
    heads = rows.only("kind", "object_id", "bill_id", "public_from")
    standing = [each for each in newest(heads).values() if each.object_id > after]
    standing = [each for each in standing if bill is None or each.bill_id == bill]
    standing = [each for each in standing if since is None or each.public_from >= since]
    wanted = sorted(standing, key=lambda each: each.object_id)[:limit]
    full = Release.objects.in_bulk([each.pk for each in wanted])
    public = _public(table, at) if wanted else {}
    return [Told(full[each.pk], public) for each in wanted]


def told_of(table: Table, pk: int) -> Told | None:
    """One released thing; None where it is not public now."""
    found = told(table, after=pk - 1, limit=1)
    return found[0] if found and found[0].release.object_id == pk else None


def _public(table: Table, at: datetime | None) -> dict[str, frozenset[int]]:
    public: dict[str, frozenset[int]] = {"clauses": frozenset(), "asks": frozenset()}
    if table is ASKS:
        acts = newest(in_force(at).filter(kind=Release.Kind.ACT)).values()
        public["clauses"] = frozenset(each["clause"] for act in acts for each in act.fields.get("clauses", ()))
    if table is PAPERS:
        asks = in_force(at).filter(kind=Release.Kind.ASK)
        public["asks"] = frozenset(asks.values_list("object_id", flat=True))
    return public
