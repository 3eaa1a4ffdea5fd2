"""The same papers again and again: not one row of history more.

Run: python -m tests.proofs.reimports --count 100 [PAPER ...]; by default both Energy papers of the shared files.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ENERGY = ("energy_rm_rep_0904.xml", "energy_day_rep_0905.xml")


def history_rows() -> dict[str, int]:
    """How many rows each model of history has, and how many dated lists there are."""
    from django.apps import apps

    models = [model for app in ("bills", "amendments") for model in apps.get_app_config(app).get_models()]
    wanted = [model for model in models if model.__name__.startswith("Historical")]
    wanted += [apps.get_model("amendments", name) for name in ("AmendmentPaper", "Listing")]
    return {model.__name__: model._default_manager.count() for model in wanted}


def reimport(papers: Iterable[Path], count: int) -> None:
    """Import these papers, one after another, `count` times."""
    from tracker import pipeline

    for _ in range(count):
        for path in papers:
            pipeline.import_paper(path)


def prove(papers: Iterable[Path], count: int) -> dict[str, Any]:
    """Import once, then `count` times; the new rows. Needs Django with an empty database."""
    from amendments.models import Amendment

    papers = list(papers)
    reimport(papers, 1)
    before, started = history_rows(), time.perf_counter()
    reimport(papers, count)
    after = history_rows()
    return {
        "amendments": Amendment.objects.count(),
        "imports": count * len(papers),
        "seconds": round(time.perf_counter() - started, 1),
        "history rows before": sum(before.values()),
        "new rows": {name: after[name] - before[name] for name in after if after[name] != before[name]},
    }


def main() -> int:
    """Run the proof from the command line and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("papers", nargs="*", type=Path)
    parser.add_argument("--count", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TRACKER_VAR"], os.environ["LOG_LEVEL"] = folder, "ERROR"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        shared = settings.SHARED_DATA / "lawmaker" / "papers"
        found = prove(options.papers or [shared / name for name in ENERGY], options.count)
    for name, value in found.items():
        sys.stdout.write(f"{name}: {value}\n")
    return 1 if found["new rows"] else 0


if __name__ == "__main__":
    sys.exit(main())
