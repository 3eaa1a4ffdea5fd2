"""Stop a worker dead (SIGKILL) at named moments of the ingest, again and again, and see that nothing is lost.

Each day a list of amendments changes at random (seeded). A child process ingests it and is killed at a named moment;
another child then does the same work again, as a retried job does. Beside it a second database ingests the same days
and is never touched. An independent judge compares both. Run: python -m tests.proofs.kills --count 100
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

MOMENTS = (
    "locked",
    "planned",
    "members written",
    "amendments created",
    "amendments changed",
    "names written",
    "list written",
    "run recorded",
    "before commit",
    "after commit",
)


def lists(seed: int, days: int) -> list[list[Any]]:
    """The list of each day: new ones, new wordings, names, decisions, numbers, and some that go."""
    from tests.scrapers.said import item, name

    chance = random.Random(seed)
    people = [name(f"Member {n}", 900 + n) for n in range(40)]
    current: dict[int, Any] = {}
    found = []
    for _ in range(days):
        for _ in range(chance.randint(1, 4)):
            api = len(current) + 1 + chance.randint(0, 2) * 1000
            current.setdefault(api, item(str(api), api=api, sponsors=_names(chance, people)))
        for api in chance.sample(sorted(current), k=min(4, len(current))):
            current[api] = chance.choice(
                [
                    replace(current[api], summary_text=f"leave out word {chance.random()}"),
                    replace(current[api], sponsors=_names(chance, people)),
                    replace(current[api], decision=chance.choice(["Agreed", "Withdrawn", "NotMoved"])),
                    replace(current[api], number=str(chance.randint(1, 400))),
                ]
            )
        if len(current) > 12 and chance.random() < 0.5:
            del current[chance.choice(sorted(current))]
        found.append([replace(record, position=place) for place, record in enumerate(current.values(), 1)])
    return found


def _names(chance: random.Random, people: list[Any]) -> tuple[Any, ...]:
    picked = chance.sample(people, k=chance.randint(1, 6))
    return tuple(replace(person, order=n, is_lead=n == 1) for n, person in enumerate(picked, 1))


def in_a_child(database: Path, records: list[Any], day_number: int, kill_at: str = "") -> bool:
    """Ingest one day's list in a process of its own; True where it came to its end."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            _ingest(database, records, day_number, kill_at)
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return False
    if os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError(f"the worker failed on day {day_number}")
    return True


def _ingest(database: Path, records: list[Any], day_number: int, kill_at: str) -> None:
    from django.db import connections

    connections.settings["default"]["NAME"] = str(database)
    connections["default"].settings_dict["NAME"] = str(database)
    from bills.models import BillStage
    from scrapers import ingest
    from scrapers.models import FetchRun
    from tests.scrapers.said import a_stage, day, seen

    if kill_at:
        ingest.reached = lambda moment: os.kill(os.getpid(), signal.SIGKILL) if moment == kill_at else None
    stage = BillStage.objects.select_related("bill").first() or a_stage()
    if FetchRun.objects.filter(started_at=day(day_number), is_complete=True).exists():
        return
    run = FetchRun(kind=FetchRun.Kind.AMENDMENTS, bill=stage.bill, stage=stage, started_at=day(day_number))
    ingest.ingest_amendments(stage, records, seen(day_number), is_complete=True, run=run)


def prove(count: int, seed: int, folder: Path) -> dict[str, Any]:
    """Do it `count` times; returns what the judge found. Needs Django set up and no open database connection."""
    from django.core.management import call_command
    from django.db import connections

    from tests.proofs import judge

    killed_database, calm_database = folder / "killed.sqlite3", folder / "calm.sqlite3"
    before = connections["default"].settings_dict["NAME"]
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = str(calm_database)
    call_command("migrate", verbosity=0)
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = before
    shutil.copy(calm_database, killed_database)
    chance = random.Random(seed)
    kills: dict[str, int] = {}
    for number, records in enumerate(lists(seed, count)):
        moment = MOMENTS[number % len(MOMENTS)] if number < len(MOMENTS) else chance.choice(MOMENTS)
        if not in_a_child(killed_database, records, number, kill_at=moment):
            kills[moment] = kills.get(moment, 0) + 1
        in_a_child(killed_database, records, number)
        in_a_child(calm_database, records, number)
    ours, theirs = judge.content(killed_database), judge.content(calm_database)
    return {
        "seed": seed,
        "kills": sum(kills.values()),
        "by moment": kills,
        **judge.faults(killed_database),
        "differing from a calm database": [name for name in ours if ours[name] != theirs[name]],
    }


def main() -> int:
    """Run the proof from the command line and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261123)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TRACKER_VAR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
        import django

        django.setup()
        found = prove(options.count, options.seed, Path(folder))
    for name, value in found.items():
        sys.stdout.write(f"{name}: {value}\n")
    wrong = [found[name] for name in ("without history", "differing from history", "doubled", "half-written")]
    return 1 if any(wrong) or found["differing from a calm database"] else 0


if __name__ == "__main__":
    sys.exit(main())
