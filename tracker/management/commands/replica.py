"""Serve the fictional Parliament by hand, to look at its answers or to point a tracker at it."""

import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.replica.server import Replica
from tracker.replica.story.whole import world


class Command(BaseCommand):
    """replica [--day N] [--port N]."""

    help = "Serve the fictional Parliament of the demonstration on 127.0.0.1, until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where it answers, and on which day of the story it stands."""
        days = len(world().days)
        parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
        parser.add_argument("--day", type=int, default=days, help=f"stop of the story, 1 to {days}; the last is today")

    def handle(self, *args: Any, port: int, day: int, **options: Any) -> None:
        """Serve, and say where and how to use it."""
        try:
            parliament = Replica(world(), day, port=port)
        except (IndexError, OSError, OverflowError) as error:
            raise CommandError(str(error)) from error
        with parliament:
            self.stdout.write(f"The fictional Parliament of {parliament.day:%-d %B %Y} is at {parliament.url}")
            self.stdout.write(f"BILLS_API_URL={parliament.url} SCRAPER_ALLOWED_HOSTS={parliament.host}")
            self.stdout.write(
                f"COMMONS_VOTES_API_URL={parliament.votes_url} LORDS_VOTES_API_URL={parliament.votes_url}"
            )
            self.stdout.flush()
            try:
                threading.Event().wait()
            except KeyboardInterrupt:
                self.stdout.write("\nClosed.")
