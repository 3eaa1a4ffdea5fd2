"""Random and hostile questions: none may fail, none may give unsafe HTML, and both databases must answer alike.

Run: python -m tests.proofs.search --count 10000   (SQLite; and PostgreSQL, where one on loopback trusts us)
"""

import argparse
import hashlib
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.proofs.empty_site import empty_site

SEED = 2026
HOSTILE = (
    *("\x00", "\ud800", "\udfff x", "NEAR(a b, 5)", "words:the", "-the", "the*", "^the", '"', '"the', "''", "\\", "%"),
    *("AND", "OR NOT", "the AND", "() & | ! <->", "a:*", "';DROP TABLE x;--", "<script>alert(1)</script>", "¶the"),
    *(
        "№12",
        "•billx1",
        "👩\u200d👩\u200d👧",
        "\u200fשלום مرحبا",
        "ﬀ ½ ①",
        "İı",
        "\u202e\u2066",
        "e\u0301e\u0301",
        "𝔘𝔫𝔦",
        "中文字",
    ),
    *("{{ 7*7 }}", "%s %(a)s", "12", "NC3", "72A", "(a)", "clause 1", "new clause 4", "HL Bill 51", "Bill 1"),
    *("x" * 10_000, "the " * 2_000, '"' * 1_000, "\n\t\r", "\u2028", "\ufeff", "🇬🇧" * 50, "0" * 400),
)
UNSAFE = re.compile(r"<(?!/?mark>)")


@dataclass
class Report:
    """What was asked and what went wrong; `digest` stands for every answer, in order."""

    asked: int = 0
    answered: int = 0
    wrong: list[str] = field(default_factory=list)
    digest: str = ""


def questions(count: int, seed: int = SEED) -> Iterator[str]:
    """Every hostile one once, then mixtures of them, of words, of characters of any kind, and one of 100 kB."""
    rng = random.Random(seed)
    plain = ["the", "clause", "harbour", "modern", "slavery", "commissioner", "report", "person", "quay", "line", "12"]
    yield from HOSTILE[:count]
    if count > len(HOSTILE):
        yield "a\x00é " * 20_000
    for _ in range(count - len(HOSTILE) - 1):
        kind = rng.random()
        if kind < 0.5:
            words = rng.choices(plain, k=rng.randint(1, 5))
            yield f'"{" ".join(words)}"' if rng.random() < 0.2 else " ".join(words)
        elif kind < 0.8:
            yield " ".join(rng.choices([*plain, *HOSTILE[:60]], k=rng.randint(1, 6)))[:2_000]
        else:
            yield "".join(chr(rng.randrange(0x110000)) for _ in range(rng.randint(1, 30)))


def ask(count: int, seed: int = SEED) -> Report:
    """Ask them all of the present database."""
    from tracker.search.find import Filters, search

    report, digest = Report(), hashlib.sha256()
    rng = random.Random(seed + 1)
    for question in questions(count, seed):
        report.asked += 1
        filters = Filters(house=rng.choice(["", "", "Lords", "\x00'"]), kind=rng.choice(["", "", "amendment", "x"]))
        try:
            results = search(question, filters, 10)
        except Exception as error:
            report.wrong.append(f"{question[:60]!r}: {error!r}"[:300])
            continue
        report.answered += bool(results.found)
        if any(UNSAFE.search(f"{each.title}{each.excerpt}") for each in results.found):
            report.wrong.append(f"{question[:60]!r}: unsafe HTML")
        told = [results.total, results.is_more, [each.document.pk for each in results.found]]
        facets = {name: [(each.value, each.count) for each in values] for name, values in results.facets.items()}
        digest.update(repr([told, facets]).encode("utf-8", "backslashreplace"))
    report.digest = digest.hexdigest()[:16]
    return report


def a_record() -> None:
    """What is asked of: a small large record whose texts are hostile here and there."""
    from amendments.models import Amendment
    from tests.bench.large_record import Size, make
    from tracker.search.indexing import rebuild

    make(Size(amendments=3_000, bills=20))
    for amendment in Amendment.objects.filter(pk__lte=60):
        amendment.heading = f"Harbour <img src=x onerror=alert({amendment.pk})>"
        amendment.text = f"</mark><script>the clause</script> & “commissioner” {amendment.pk}"
        Amendment.objects.bulk_update([amendment], ["heading", "text"])
    rebuild()


def _here(count: int) -> int:
    with empty_site():
        from django.db import connection

        started = time.perf_counter()
        a_record()
        report = ask(count)
        say = sys.stdout.write
        say(f"search on {connection.vendor}: {report.asked:,} asked, {report.answered:,} with results, ")
        say(f"{len(report.wrong)} errors, answers {report.digest}, {time.perf_counter() - started:.0f} s\n")
        for each in report.wrong[:20]:
            say(f"  {each}\n")
    return 1 if report.wrong else 0


def _on_postgresql(count: int) -> tuple[int, str]:
    """The same in a database of its own on loopback; what it said, "" where there is none."""
    import psycopg

    for role in ("postgres", "root"):
        server = f"postgresql://{role}@127.0.0.1:5432/postgres"
        try:
            admin = psycopg.connect(server, connect_timeout=3, autocommit=True)
        except psycopg.OperationalError:
            continue
        with admin:
            admin.execute("DROP DATABASE IF EXISTS tracker_search_proof")
            admin.execute("CREATE DATABASE tracker_search_proof TEMPLATE template0")
        environment = {**os.environ, "DATABASE_URL": f"postgres://{role}@127.0.0.1:5432/tracker_search_proof"}
        done = subprocess.run(
            [sys.executable, "-m", "tests.proofs.search", "--count", str(count), "--here"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute("DROP DATABASE tracker_search_proof WITH (FORCE)")
        return done.returncode, done.stdout + done.stderr[-2000:]
    return 0, ""


def main() -> int:
    """Run the proof and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--here", action="store_true", help="only in the database of DATABASE_URL")
    options = parser.parse_args()
    if options.here:
        return _here(options.count)
    os.environ.pop("DATABASE_URL", None)
    there, said = _on_postgresql(options.count)
    sys.stdout.write(said or "search on postgresql: no server on loopback trusts us\n")
    sys.stdout.flush()
    here = subprocess.run(
        [sys.executable, "-m", "tests.proofs.search", "--count", str(options.count), "--here"],
        capture_output=True,
        text=True,
        check=False,
    )
    sys.stdout.write(here.stdout + here.stderr[-2000:])
    answers = set(re.findall(r"answers (\w+)", said + here.stdout))
    if said:
        sys.stdout.write("the same answers\n" if len(answers) == 1 else f"answers differ: {answers}\n")
    return 1 if there or here.returncode or len(answers) != 1 else 0


if __name__ == "__main__":
    sys.exit(main())
