"""How long a search takes beside 250,000 amendments: python -m tests.bench.search, in the database of the settings.

The record is made first where it is not there (tests/bench/large_record.py), and its index. Questions are words and
phrases of the record's own texts, from rare to those of every text, numbers, and what people write. The whole of a
search is timed: reading the question, finding, facets, twenty results with their excerpts.
"""

import argparse
import os
import platform
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

WRITTEN = (
    *("modern slavery", '"modern slavery"', "independent commissioner report", "commissioner slav", "harbour"),
    *("leave out clause", "insert", "the of", "regulations provide person", '"secretary of state"'),
    *("amendment 94", "94", "NC3 modern slavery", "clause 12", "Bill 51", "HL Bill 51", "Lords 72A"),
)


def questions(count: int, seed: int) -> Iterator[str]:
    """What is asked: a fifth as people write, the rest one to four words of a text, side by side or not."""
    from amendments.models import Amendment

    rng = random.Random(seed)
    last = Amendment.objects.order_by("-pk").values_list("pk", flat=True)[0]
    picked = [rng.randrange(1, last + 1) for _ in range(count)]
    texts = list(Amendment.objects.filter(pk__in=picked).order_by("pk").values_list("text", flat=True))
    for number in range(count):
        if number % 5 == 0:
            yield WRITTEN[number // 5 % len(WRITTEN)]
            continue
        words = [word.strip("“”—.,") for word in rng.choice(texts).split()]
        many = rng.randint(1, 4)
        start = rng.randrange(len(words) - many)
        yield " ".join(rng.sample(words, many) if rng.random() < 0.6 else words[start : start + many])


def took(count: int, seed: int) -> list[float]:
    """The time of each question in milliseconds, shortest first, after one that warms up."""
    from tracker.search.find import search

    times = []
    search("modern slavery")
    for question in list(questions(count, seed)):
        started = time.perf_counter()
        search(question)
        times.append((time.perf_counter() - started) * 1000)
    return sorted(times)


def main() -> int:
    """Make what is missing, ask, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--amendments", type=int, default=250_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from tests.bench.large_record import Size, is_there, make
    from tracker.search.models import SearchDocument

    call_command("migrate", verbosity=0)
    if not is_there(Size(options.amendments)):
        make(Size(options.amendments))
    if SearchDocument.objects.count() < options.amendments:
        call_command("rebuild_search")
    times = took(options.count, options.seed)
    say = sys.stdout.write
    say(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.platform()}, {os.cpu_count()} cores, ")
    say(f"load {os.getloadavg()[0]:.1f}; {connection.vendor}, {SearchDocument.objects.count():,} documents\n")
    told = ", ".join(f"p{share} {times[int(len(times) * share / 100)]:.0f} ms" for share in (50, 90, 95, 99))
    say(f"{len(times):,} searches: {told}, longest {times[-1]:.0f} ms\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
