"""How the site bears readers, beside 250,000 amendments: python -m tests.bench.load, in the database of the settings.

    TRACKER_VAR=/tmp/load python -m tests.bench.load                                                    # SQLite
    DATABASE_URL=postgres://postgres@127.0.0.1:5432/large TRACKER_VAR=/tmp/load python -m tests.bench.load

The record is made first where it is not there (tests/bench/large_record.py). Fifty readers on loopback ask two
gunicorn workers for the next page as soon as they have one; readers, database and server share the machine.

Ceiling: a Django of one view, of as many bytes, under the same server. Cold: every address is asked for the first
time ever, of a Bill that nobody has read either: nothing at all is kept of it. Cold address: the Bill was read before,
and with it what its pages have in common. Each kind alone: cold addresses. Warm: every page was read before. 304:
readers who have the page already. Behind: how long after the commit of a change the page shows it, while all others
read on. Import: the warm readers again while lists of new Bills are taken in.
"""

import argparse
import gzip
import http.client
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from tests.bench.served import THREADS, WORKERS, served

HEAD = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip, deflate\r\nAccept: text/html\r\n"
    "{more}\r\n"
)
Headers = Mapping[str, str]
NONE: Headers = {}
BILLS_READ = 40
CHANGES = 20
WARM_AFTER = 12
"""Readings of each page after which both workers have almost surely read it twice."""


def pages_by_kind(first: int = 0, count: int = BILLS_READ) -> dict[str, list[str]]:
    """Addresses of every kind of page that the record can show, by kind, for so many Bills from one on."""
    from amendments.models import Amendment
    from bills.models import Bill, BillStage

    bills = Bill.objects.filter(bill_id__range=(700_000, 799_999)).order_by("pk")[first : first + count]
    found: dict[str, list[str]] = {"front": ["/"], "Bills": ["/bills/"], "Bill": [], "timeline": []}
    found |= {"stage": [], "amendment": []}
    for bill in bills:
        found["Bill"].append(bill.get_absolute_url())
        found["timeline"].append(f"{bill.get_absolute_url()}timeline/")
        stage = BillStage.objects.filter(bill=bill, kind_id_received=8).get()
        found["stage"].append(stage.get_absolute_url())
        amendment = Amendment.objects.filter(stage=stage).order_by("pk")[0]
        found["amendment"].append(amendment.get_absolute_url())
    return found


class Site:
    """The server of a run, and how it is read."""

    def __init__(self, port: int, readers: int, seconds: float, *, is_product: bool = True) -> None:
        self.port, self.readers, self.seconds, self.is_product = port, readers, seconds, is_product
        self.runs = 0

    def read(self, paths: Sequence[str], **more: Any) -> dict[str, Any]:
        """All readers on these addresses for a while; see `start`."""
        told = json.loads(self.start(paths, **more).communicate()[0])
        self.settle()
        return dict(told)

    def start(
        self,
        paths: Sequence[str],
        *,
        seconds: float = 0,
        most: int = 0,
        expected: int = 200,
        readers: int = 0,
        more: Headers = NONE,
    ) -> "subprocess.Popen[str]":
        """The readers as a process, which tells what it measured when the time is over or `most` answers are there.

        `more` are further header lines by address.
        """
        self.runs += 1
        plan = {
            "port": self.port,
            "readers": readers or self.readers,
            "seconds": seconds or self.seconds,
            "most": most,
            "requests": [HEAD.format(path=path, port=self.port, more=more.get(path, "")) for path in paths],
            "expected": expected,
            "run": self.runs,
        }
        command = [sys.executable, "-m", "tests.bench.readers"]
        made = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert made.stdin
        made.stdin.write(json.dumps(plan))
        made.stdin.close()
        made.stdin = None
        return made

    def warm(self, paths: Sequence[str]) -> None:
        """Read every page until each worker has kept it: which of them answers is left to chance."""
        self.read(paths, seconds=120, most=WARM_AFTER * len(paths), readers=16)

    def settle(self) -> None:
        """Wait until what readers left behind is done: as often as there are threads, a page answers at once."""
        for _ in range(2 * WORKERS * THREADS):
            self.get("/healthz" if self.is_product else "/")

    def get(self, path: str) -> tuple[Mapping[str, str], bytes]:
        """One page for ourselves."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path, headers={"Accept-Encoding": "gzip, deflate"})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return dict(answer.getheaders()), body


def line(name: str, told: Mapping[str, Any]) -> str:
    """One row of the figures."""
    row = f"{name:26} {told['per_second']:8,.0f} /s   p50 {told['p50']:6.1f}  p95 {told['p95']:6.1f}  "
    row += f"p99 {told['p99']:6.1f} ms   {told['count']:6,} read, {sum(told['errors'].values())} errors"
    if told["errors"]:
        row += f" {told['errors']}"
    return row + (f", {told['sent_again']} sent again" if told["sent_again"] else "")


def median_of(rounds: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The round in the middle by requests a second, with the errors of all."""
    ordered = sorted(rounds, key=lambda told: told["per_second"])
    errors = {why: number for told in rounds for why, number in told["errors"].items()}
    return {**ordered[len(ordered) // 2], "errors": errors}


def behind(site: Site, warm: Sequence[str]) -> list[float]:
    """Seconds from the commit of a change until its page shows it, change by change, while all others read on."""
    from bills.history import Why, update_tracked
    from bills.models import Bill
    from scrapers.ingest import under_lock

    bill = Bill.objects.filter(bill_id__range=(700_000, 799_999)).order_by("pk")[0]
    title, path, took = bill.short_title, bill.get_absolute_url(), []
    others = site.start(warm, seconds=CHANGES * 0.3 + 2)
    for number in range(CHANGES + 1):
        name = f"Renamed {number} times Bill" if number < CHANGES else title
        with under_lock(bill):
            bill.short_title = name
            update_tracked(Bill, [(bill, "")], ["short_title"], Why("a figure is taken", datetime.now(UTC)))
        committed = time.perf_counter()
        while name.encode() not in gzip.decompress(site.get(path)[1]):
            pass
        took.append(time.perf_counter() - committed)
        time.sleep(0.2)
    others.communicate()
    site.settle()
    return took


def during_import(site: Site, warm: Sequence[str], amendments: int) -> tuple[dict[str, Any], str]:
    """The warm readers while a full import runs, and what the import says of itself."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.bench.importing", folder, str(amendments)]
        importer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert importer.stdin and importer.stdout
        importer.stdout.readline()
        importer.stdin.write("go\n")
        importer.stdin.flush()
        told = site.read(warm)
        went_on = importer.poll() is None
        took = json.loads(importer.communicate()[0])["seconds"]
    words = f"{amendments:,} amendments taken in in {took:.1f} s beside the readers"
    return told, words + ("" if went_on else "; it was over before they were")


def figures(options: argparse.Namespace) -> None:
    """Everything, line by line as it is known."""
    say = lambda text="": print(text, flush=True)  # noqa: E731
    kinds = pages_by_kind()
    paths = [path for group in kinds.values() for path in group]
    random.Random(1).shuffle(paths)
    with served("/healthz", {"LOG_LEVEL": "ERROR"}, options.threads) as port:
        site = Site(port, options.readers, options.seconds)
        size = statistics.mean(len(site.get(path)[1]) for path in paths)
        say(f"{len(paths)} pages, {size / 1000:.1f} kB each as sent (gzip)")
        ceiling(options, int(size), say)
        for kind, of_kind in kinds.items():
            say(
                line(f"cold, {kind} alone", site.read([_fresh(path) for path in of_kind], seconds=options.seconds / 2))
            )
        say(line("cold", median_of([site.read(paths, most=len(paths)) for paths in _never_read(options.rounds)])))
        cold = [_fresh(path) for path in paths]
        say(line("cold address", median_of([site.read(cold) for _ in range(options.rounds)])))
        site.warm(paths)
        warm = median_of([site.read(paths) for _ in range(options.rounds)])
        say(line("warm", warm))
        etags = {path: f"If-None-Match: {site.get(path)[0]['ETag']}\r\n" for path in paths}
        say(line("304", median_of([site.read(paths, expected=304, more=etags) for _ in range(options.rounds)])))
        took = behind(site, paths)
        say(f"{'behind':26} worst {max(took):.2f} s, median {statistics.median(took):.2f} s of {len(took)} changes")
        told, words = during_import(site, paths, options.imported)
        say(line("warm during an import", told))
        say(f"{'':26} p95 {told['p95'] / warm['p95']:.1f} x idle; {words}")


def ceiling(options: argparse.Namespace, size: int, say: Any) -> None:
    """The framework's own, in the same run."""
    with served("/", {"DJANGO_SETTINGS_MODULE": "tests.bench.bare", "BARE_BYTES": str(size)}, options.threads) as port:
        bare = Site(port, options.readers, options.seconds, is_product=False)
        bare.read(["/"], seconds=1)
        say(line("bare Django (ceiling)", median_of([bare.read(["/"]) for _ in range(options.rounds)])))


def _never_read(rounds: int) -> Iterator[list[str]]:
    """For each round the pages of Bills of its own, in equal shares."""
    from bills.models import Bill

    count = (Bill.objects.filter(bill_id__range=(700_000, 799_999)).count() - BILLS_READ) // rounds
    for number in range(rounds):
        kinds = pages_by_kind(BILLS_READ + number * count, count)
        paths = [path for kind in ("Bill", "timeline", "stage", "amendment") for path in kinds[kind]]
        random.Random(number).shuffle(paths)
        yield paths


def _fresh(path: str) -> str:
    return f"{path}?fresh={{n}}"


def main() -> int:
    """Make what is missing, read, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=THREADS)
    parser.add_argument("--amendments", type=int, default=250_000)
    parser.add_argument("--imported", type=int, default=20_000)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from tests.bench.large_record import Size, is_there, make

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not is_there(Size(options.amendments)):
        make(Size(options.amendments))
    print(
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.platform()}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {connection.vendor}, "
        f"{options.amendments:,} amendments\n2 gunicorn workers of {options.threads} threads, {options.readers} "
        f"readers on the same cores; medians of {options.rounds} rounds of {options.seconds:.0f} s",
        flush=True,
    )
    connection.close()
    figures(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
