"""Figures with machine, date and medians. Nothing here passes or fails: python -m tests.bench"""

import argparse
import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path


def main() -> None:
    """Set up a database of our own in a temporary folder and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--amendments", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TRACKER_VAR"] = folder
        os.environ["LOG_LEVEL"] = "ERROR"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
        import django

        django.setup()
        from tests.bench import desk_pages, engine, ingest, papers

        say = sys.stdout.write
        say(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.platform()}, Python {platform.python_version()}, ")
        say(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; medians of {options.rounds} rounds\n\n")
        say("Real papers\n")
        for line in papers.figures(Path(folder), options.rounds):
            say(f"  {line}\n")
        say("\nThe engine that applies amendments\n")
        for line in engine.figures(options.rounds):
            say(f"  {line}\n")
        say("\n")
        say(f"{options.amendments:,} amendments, {ingest.pages.NAMES} names and one listing each, from JSON\n")
        for line in ingest.figures(Path(folder), options.amendments, options.rounds):
            say(f"  {line}\n")
        say(
            "\nPages of the coalition: 12 organisations, 60 clauses, 2,000 amendments, 40 asks, 600 links, 20 papers\n"
        )
        for line in desk_pages.figures(options.rounds):
            say(f"  {line}\n")


if __name__ == "__main__":
    main()
