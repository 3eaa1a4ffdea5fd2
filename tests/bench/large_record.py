"""A large record of Parliament, made from a seed by raw bulk inserts: 250,000 amendments and 1,000,000 history rows.

    python -m tests.bench.large_record                         # SQLite, in TRACKER_VAR
    DATABASE_URL=postgres://postgres@127.0.0.1:5432/large python -m tests.bench.large_record

Everything that pages, feeds and search read is there: Bills with prints, stages, sittings, two dated lists a stage
with other numbers, names, decisions, history. The same seed makes the same rows on both databases. Words are our own.
A database that holds the record already is left alone.
"""

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

Say = Callable[[str], None]
CONSONANTS, VOWELS = "bcdfghklmnprstvw", "aeiou"
COMMON = (
    "the of to and in a for that an on any or by must not is with this section person authority Secretary State may "
    "regulations duty report provide period made court order harbour child worker notice relevant public support"
)
TOPICS = (
    *("Modern Slavery", "Renters", "Harbours", "Ferries", "Lighthouses", "Rivers", "Schools", "Allotments"),
    *("Libraries", "Orchards", "Pensions", "Railways", "Fisheries", "Data", "Energy", "Prisons"),
    *("Planning", "Water", "Tenancies", "Employment"),
)
MATTERS = (
    *("Reform", "Protection", "Offences", "Access", "Regulation", "Safety", "Registration", "Support"),
    *("Miscellaneous Provisions", "Fees"),
)
DECISIONS = ("NoDecision", "Agreed", "AgreedOnDivision", "Disagreed", "NegativedOnDivision", "Withdrawn", "NotMoved")
STAGES = (
    (7, "2nd reading", "Commons", 0),
    (8, "Committee stage", "Commons", 45),
    (9, "Report stage", "Commons", 20),
    (2, "2nd reading", "Lords", 0),
    (3, "Committee stage", "Lords", 25),
    (4, "Report stage", "Lords", 10),
)
"""Kind, name, House, and how many in a hundred of a Bill's amendments are tabled there."""
CLAUSES = 40
MEMBERS = 1_400
NAMES = 2
START = datetime(2023, 1, 9, 9, tzinfo=UTC)
AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Size:
    """How much: amendments, Bills, and history rows of amendments (each also has one for each of two names)."""

    amendments: int = 250_000
    bills: int = 800
    versions: int = 2


def is_there(size: Size) -> bool:
    """Whether this database holds a record of that size already."""
    from amendments.models import Amendment

    return bool(Amendment.objects.count() >= size.amendments)


def make(size: Size | None = None, seed: int = 2026, say: Say = lambda line: None) -> None:
    """Write the record into the migrated, otherwise empty database, in one transaction."""
    from django.db import connection, transaction

    size = size or Size()
    rng = random.Random(seed)
    connection.ensure_connection()
    with transaction.atomic():
        for name, step in (
            ("Bills, stages, prints", _bills),
            ("Members", _members),
            ("amendments", _amendments),
            ("names", _names),
            ("lists", _lists),
            ("history", _history),
        ):
            started = time.perf_counter()
            step(size, rng)
            say(f"{name}: {time.perf_counter() - started:.1f} s")
        _mend_sequences()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


# ---- the words ----
class Words:
    """Sentences of invented and plain words, some words far more frequent than others, as in real texts."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        rare = sorted({_word(rng) for _ in range(6_000)})
        rng.shuffle(rare)
        weights = [1 / (place + 8) for place in range(len(rare))]
        drawn = iter(rng.choices(rare, weights, k=200_000))
        common = iter(rng.choices(COMMON.split(), k=200_000))
        lengths = [rng.randint(8, 18) for _ in range(6_000)]
        self.sentences = [
            " ".join(next(common) if rng.random() < 0.55 else next(drawn) for _ in range(length)).capitalize() + "."
            for length in lengths
        ]
        self.headings = [" ".join(next(drawn) for _ in range(3)).capitalize() for _ in range(2_000)]
        self.sentences[0] = "The Independent Commissioner must report on modern slavery in every supply chain."

    def sentence(self) -> str:
        """One of them."""
        return self.sentences[int(self.rng.random() * len(self.sentences))]

    def heading(self) -> str:
        """Three words."""
        return self.headings[int(self.rng.random() * len(self.headings))]


def _word(rng: random.Random) -> str:
    return "".join(rng.choice(CONSONANTS) + rng.choice(VOWELS) for _ in range(rng.randint(2, 4))) + rng.choice("nrst")


# ---- the rows ----
def _bills(size: Size, rng: random.Random) -> None:
    from bills.models import Bill, BillPrint, BillStage, Sitting, StageKind
    from scrapers.models import FetchRun

    have = set(StageKind.objects.values_list("pk", flat=True))
    _write(StageKind, ("id", "name", "house"), [row[:3] for row in STAGES if row[0] not in have])
    words = Words(rng)
    trees = [json.dumps(_tree(words, number)) for number in range(20)]
    bills, stages, sittings, prints, runs = [], [], [], [], []
    for bill in range(1, size.bills + 1):
        begun = START + timedelta(days=bill)
        house = ("Commons", "Lords")[bill % 2]
        bills.append(
            (bill, 700_000 + bill, _title(bill), words.sentence(), house, house, 39, 600_000 + bill * 10, begun)
        )
        prints.append((bill, bill, f"{bill:064x}", f"Bill {bill}", house, begun.date(), trees[bill % 20], CLAUSES))
        runs.append((len(runs) + 1, "bill", bill, None, begun, begun, True))
        for place, (kind, name, of_house, _share) in enumerate(STAGES):
            stage = _stage(bill, place)
            stages.append((stage, bill, 600_000 + bill * 10 + place, kind, kind, name, of_house, 39, place, True))
            sittings.append((stage, stage, 500_000 + stage, (begun + timedelta(days=20 * place + 10)).date()))
            runs.append((len(runs) + 1, "amendments", bill, stage, begun, begun, True))
    titles = ("short_title", "long_title", "current_house", "originating_house", "introduced_session")
    _write(Bill, ("id", "bill_id", *titles, "current_stage_id_received", "last_update"), bills)
    facts = ("kind_id", "kind_id_received", "description", "house", "session", "sort_order", "is_listed")
    _write(BillStage, ("id", "bill_id", "bill_stage_id", *facts), stages)
    _write(Sitting, ("id", "stage_id", "sitting_id", "date"), sittings)
    told = ("print_number", "house", "published_on", "tree", "clause_count")
    _write(BillPrint, ("id", "bill_id", "sha256", *told), prints)
    _write(FetchRun, ("id", "kind", "bill_id", "stage_id", "started_at", "finished_at", "is_complete"), runs)


def _title(bill: int) -> str:
    topic, matter = TOPICS[bill % len(TOPICS)], MATTERS[bill // len(TOPICS) % len(MATTERS)]
    again = bill // (len(TOPICS) * len(MATTERS))
    return f"{topic} ({matter}) {f'(No. {again + 1}) ' if again else ''}Bill"


def _stage(bill: int, place: int) -> int:
    return (bill - 1) * len(STAGES) + place + 1


def _tree(words: Words, number: int) -> dict[str, Any]:
    provisions = []
    for clause in range(1, CLAUSES + 1):
        guid = f"g{number}-{clause}"
        row = [-1, "clause", guid, f"sec_{clause}", str(clause), "", words.heading(), words.sentence()]
        provisions.append([*row, 0, 0, None, None, []])
    return {"format": 1, "provisions": provisions, "markers": []}


def _members(size: Size, rng: random.Random) -> None:
    from bills.models import Member

    rows = [
        (pk, 900_000 + pk, _member_name(pk), f"Party of the {pk % 7} Tides", ("Commons", "Lords")[pk % 2])
        for pk in range(1, MEMBERS + 1)
    ]
    _write(Member, ("id", "member_id", "name", "party", "house"), rows)


def _member_name(pk: int) -> str:
    name = _word(random.Random(pk)).capitalize()
    return f"Baroness {name} of Quay {pk}" if pk % 2 else f"Ms {name} Quay-{pk}"


def _places(size: Size) -> Iterator[tuple[int, int, int, int]]:
    """For every amendment: its id, Bill, the place of its stage among the stages, and its number there."""
    shares = [place for place, stage in enumerate(STAGES) for _ in range(stage[3])]
    numbers: dict[tuple[int, int], int] = {}
    for pk in range(1, size.amendments + 1):
        bill = (pk - 1) % size.bills + 1
        place = shares[(pk - 1) // size.bills % len(shares)]
        numbers[bill, place] = number = numbers.get((bill, place), 0) + 1
        yield pk, bill, place, number


def _amendments(size: Size, rng: random.Random) -> None:
    from amendments.models import Amendment

    words, random_ = Words(rng), rng.random

    def rows() -> Iterator[Sequence[Any]]:
        for pk, bill, place, number in _places(size):
            is_new = number % 9 == 0
            label = f"NC{number // 9}" if is_new else str(number)
            clause = 0 if is_new else number % CLAUSES + 1
            page, line = number % 60 + 1, number % 36 + 1
            order = (
                f"To move the following Clause— “{words.heading()}”"
                if is_new
                else f"Clause {clause}, page {page}, line {line}, leave out “{words.heading()}” and insert—"
            )
            text = f"{order}\n{words.sentence()} {words.sentence()}"
            lines = json.dumps([{"text": part, "num": "", "depth": 0, "kind": "text"} for part in text.split("\n")])
            decision = DECISIONS[int(random_() * len(DECISIONS))]
            tabled = START + timedelta(days=bill + 20 * place, minutes=number)
            yield (
                *(pk, bill, _stage(bill, place), f"amendment:{1_000_000 + pk}", f"x{place}n{number}", label),
                *("new_clause" if is_new else "substitute", "" if is_new else f"clause {clause}"),
                *(None if is_new else page, None if is_new else line, lines, text, True, words.sentence()),
                *(words.heading() if is_new else "", decision, tabled, f"{pk:064x}", f"{pk:064x}"),
            )

    told = ("op", "provision", "page", "line", "lines", "text", "text_is_full", "statement", "heading", "decision")
    named = ("id", "bill_id", "stage_id", "api_key", "dnum", "number")
    _write(Amendment, (*named, *told, "tabled_at", "list_hash", "detail_hash"), rows())


def _names(size: Size, rng: random.Random) -> None:
    from amendments.models import Sponsorship

    names = {pk: _member_name(pk) for pk in range(1, MEMBERS + 1)}

    def rows() -> Iterator[Sequence[Any]]:
        pk = 0
        for amendment in range(1, size.amendments + 1):
            for order in range(1, NAMES + 1):
                pk += 1
                member = (amendment * 37 + order * 101) % MEMBERS + 1
                yield pk, amendment, member, f"m{900_000 + member}", names[member], order == 1, order

    told = ("member_key", "printed_name", "is_lead", "order")
    _write(Sponsorship, ("id", "amendment_id", "member_id", *told), rows())


def _lists(size: Size, rng: random.Random) -> None:
    """Two lists a stage: on the first every number was one higher."""
    from amendments.models import AmendmentPaper, Listing

    papers: list[Sequence[Any]] = []
    for bill in range(1, size.bills + 1):
        for place, (_kind, name, house, share) in enumerate(STAGES):
            for list_ in range(2) if share else ():
                stage = _stage(bill, place)
                at = START + timedelta(days=bill + 20 * place + 7 * list_ + 1)
                facts = (house, f"{name}: list {list_ + 1}", at.date(), at, True, at)
                papers.append((stage * 2 + list_, bill, stage, "paper", f"{stage * 2 + list_:064x}", *facts))
    told = ("house", "title", "published_on", "effective_at", "is_complete", "recorded_at")
    _write(AmendmentPaper, ("id", "bill_id", "stage_id", "source", "sha256", *told), papers)

    def rows() -> Iterator[Sequence[Any]]:
        for pk, bill, place, number in _places(size):
            for list_ in range(2):
                shown = number + 1 - list_
                label = f"NC{number // 9}" if number % 9 == 0 else str(shown)
                yield pk * 2 + list_, _stage(bill, place) * 2 + list_, pk, label, shown, "★" if shown % 5 == 0 else ""

    _write(Listing, ("id", "paper_id", "amendment_id", "number", "position", "star"), rows())


def _history(size: Size, rng: random.Random) -> None:
    """One row a thing as it came in; of each amendment later ones too, with what changed."""
    from amendments.models import Amendment, Sponsorship
    from bills.models import Bill, BillPrint, BillStage, Member, Sitting, StageKind

    for model in (Bill, BillStage, StageKind, Sitting, BillPrint, Member, Sponsorship):
        _remember(model, "+", "", START)
    earlier = {"decision": "'NoDecision'"}
    for version in range(size.versions):
        is_first, is_last = version == 0, version == size.versions - 1
        changed = {} if is_last else {**earlier, "text": f"text || ' Reading {version + 1}.'"}
        at = START + timedelta(days=365 * version)
        _remember(Amendment, "+" if is_first else "~", "" if is_first else "text decision", at, changed)


def _remember(model: Any, kind: str, grades: str, at: datetime, changed: Mapping[str, str] | None = None) -> None:
    from django.db import connection

    history = model.history.model
    extra = {
        "history_date": at,
        "history_change_reason": "Parliament’s data was read",
        "history_type": kind,
        "grades": grades,
        "effective_at": at,
        "source_url": "",
    }
    quote = connection.ops.quote_name
    columns = [field.column for field in history.tracked_fields]
    values = [
        history._meta.get_field(name).get_db_prep_save(value, connection=connection) for name, value in extra.items()
    ]
    targets = ", ".join(map(quote, [*columns, *extra]))
    read = ", ".join((changed or {}).get(column, quote(column)) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(history._meta.db_table)} ({targets}) "
            f"SELECT {read}, {', '.join(['%s'] * len(values))} "
            f"FROM {quote(model._meta.db_table)} ORDER BY {quote(model._meta.pk.column)}",
            values,
        )


# ---- into the database ----
def _write(model: Any, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of these columns; the others get the model's defaults. COPY on PostgreSQL."""
    from django.db import connection

    meta, blank = model._meta, model()
    others = [field for field in meta.concrete_fields if field.column not in columns and not field.primary_key]
    constants = [getattr(blank, field.attname) for field in others]
    constants = [json.dumps(value) if isinstance(value, list | dict) else value for value in constants]
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name in [*columns, *(field.column for field in others)])
    into = f"{quote(meta.db_table)} ({names})"
    if connection.vendor == "postgresql":
        _copy(into, constants, rows)
    else:
        marks = ", ".join(["?"] * (len(columns) + len(constants)))
        tail = tuple(map(_for_sqlite, constants))
        connection.connection.executemany(
            f"INSERT INTO {into} VALUES ({marks})",
            ((*map(_for_sqlite, row), *tail) for row in rows),
        )


def _for_sqlite(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return value.isoformat() if isinstance(value, date) else value


def _copy(into: str, constants: Sequence[Any], rows: Iterable[Sequence[Any]]) -> None:
    from django.db import connection

    tail = "".join(f"\t{_for_copy(value)}" for value in constants) + "\n"
    with connection.connection.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
        part: list[str] = []
        for row in rows:
            part.append("\t".join(map(_for_copy, row)) + tail)
            if len(part) == AT_ONCE:
                copy.write("".join(part))
                part.clear()
        copy.write("".join(part))


def _for_copy(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, str):
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
    return str(value)


def _mend_sequences() -> None:
    """Rows were given their ids: PostgreSQL's next ones come after them."""
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection

    rooms = map(apps.get_app_config, ("bills", "amendments", "scrapers"))
    models = [model for room in rooms for model in room.get_models()]
    with connection.cursor() as cursor:
        for line in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(line)


def main() -> int:
    """Make it in the database of the settings, unless it is there, and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--amendments", type=int, default=Size().amendments)
    parser.add_argument("--bills", type=int, default=Size().bills)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    size = Size(options.amendments, options.bills)
    if is_there(size):
        sys.stdout.write("The record is there already.\n")
        return 0
    started = time.perf_counter()
    make(size, say=lambda line: print(f"  {line}", flush=True))
    sys.stdout.write(f"{size.amendments:,} amendments in {time.perf_counter() - started:.0f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
