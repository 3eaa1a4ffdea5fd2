"""The whole site in one terminal: web, worker and scheduler, until Ctrl-C."""

import json
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tracker.broker import make_ready
from tracker.terminal import why_not_listen

LOGINS_FILE = "demo-logins.txt"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
PYTHON = (sys.executable, "-m")


class Command(BaseCommand):
    help = "Start web, worker and scheduler in this terminal; one Ctrl-C stops all three."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the site answers."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        """Turn this program into the three; never returns."""
        refuse_a_taken_port(host, port)
        make_ready()
        if is_a_demonstration(host):
            os.environ.setdefault("MFA_REQUIRED", "false")
        plan = {"children": children(host, port), "host": host, "port": port, "banner": banner(host, port)}
        sys.stdout.flush()
        os.environ.setdefault("SITE_URL", f"http://{host}:{port}")
        os.environ.setdefault("MALLOC_ARENA_MAX", "2")
        os.environ.setdefault("CELERY_SKIP_CHECKS", "1")  # this command made them; again they cost a worker 20 MB
        os.chdir(settings.BASE_DIR)
        os.execv(sys.executable, [*PYTHON, "tracker.terminal", json.dumps(plan)])  # noqa: S606  our own program


def children(host: str, port: int) -> dict[str, list[str]]:
    """The command of each program."""
    web = ["--bind", f"{host}:{port}", "--workers", "1", "--threads", "4", "--log-level", "warning"]
    return {
        "web": [*PYTHON, "gunicorn", "tracker.wsgi", *web],
        "worker": [*PYTHON, "tracker.programs", "worker"],
        "scheduler": [*PYTHON, "tracker.programs", "scheduler"],
    }


def is_a_demonstration(host: str) -> bool:
    """Whether the accounts are those of the demonstration, on an address that only this machine reaches.

    Then officers sign in without a second step, so that anybody can look around, unless MFA_REQUIRED says otherwise.
    """
    return host in LOOPBACK and (settings.TRACKER_VAR / LOGINS_FILE).is_file()


def banner(host: str, port: int) -> list[str]:
    """What to print once the site answers: its address, and in the demonstration who can sign in."""
    logins = settings.TRACKER_VAR / LOGINS_FILE
    told = logins.read_text().strip().splitlines() if logins.is_file() else []
    if os.environ.get("MFA_REQUIRED", "").lower() == "false":
        told.append("Nobody needs a second step here (MFA_REQUIRED=false): for looking around on this machine only.")
    return ["", f"The site is at http://{host}:{port}/", *told, "Ctrl-C stops it.", ""]


def refuse_a_taken_port(host: str, port: int) -> None:
    """Raise CommandError, with what to do, where another program already listens."""
    if reason := why_not_listen(host, port):
        raise CommandError(f"Cannot listen on {host}:{port} ({reason}). Choose another port: make run PORT={port + 1}")
