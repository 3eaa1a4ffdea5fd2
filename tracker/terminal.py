"""Several programs in one terminal: prefixed output, and one Ctrl-C that stops them all. Standard library only.

`manage.py up` turns into this program, so that 40 MB of Django do not stay in memory only to watch three others.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

GRACE_SECONDS = 15.0
COLOURS = (36, 33, 35, 32)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run, where the site will answer, and the lines to print once it does."""

    children: Mapping[str, Sequence[str]]
    host: str
    port: int
    banner: Sequence[str]


def run(plan: Plan) -> int:
    """Run all children until a signal or the end of one; 0 when asked to stop, 1 when a child ended by itself."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    children = {name: _start(command) for name, command in plan.children.items()}
    for colour, (name, child) in zip(COLOURS, children.items(), strict=False):
        threading.Thread(target=_prefix, args=(child.stdout, name, colour), daemon=True).start()
    try:
        return _watch(plan, children, stop)
    finally:
        _stop_all(children)


def _start(command: Sequence[str]) -> subprocess.Popen[str]:
    """A child in its own session: a Ctrl-C in the terminal reaches only us."""
    return subprocess.Popen(  # noqa: S603  the commands are our own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )


def _prefix(output: IO[str], name: str, colour: int) -> None:
    label = f"\033[{colour}m{name:9}\033[0m " if sys.stdout.isatty() else f"{name:9} "
    for line in output:
        print(f"{label}{line}", end="", flush=True)


def _watch(plan: Plan, children: Mapping[str, subprocess.Popen[str]], stop: threading.Event) -> int:
    is_told = False
    while not stop.wait(0.2):
        for name, child in children.items():
            if child.poll() is not None:
                print(f"{name} ended by itself (exit {child.returncode}): stopping the others.", flush=True)
                return 1
        if not is_told and _answers(plan.host, plan.port):
            is_told = True
            print("\n".join(plan.banner), flush=True)
    print("Stopping …", flush=True)
    return 0


def why_not_listen(host: str, port: int) -> str:
    """Why this machine refuses to listen there, in its own words; "" where it would not."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.strerror or str(error)
    return ""


def _answers(host: str, port: int) -> bool:
    with suppress(OSError), socket.create_connection((host, port), timeout=1):
        return True
    return False


def _stop_all(children: Mapping[str, subprocess.Popen[str]]) -> None:
    """Ask each child to end, and kill after a grace what does not; a second Ctrl-C ends the grace."""
    impatient = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: impatient.set())
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + GRACE_SECONDS
    while any(child.poll() is None for child in children.values()):
        if time.monotonic() > until or impatient.is_set():
            break
        time.sleep(0.05)
    for name, child in children.items():
        if child.poll() is None:
            print(f"{name} did not stop in time: killed. Its job is taken up again after its lease.", flush=True)
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


if __name__ == "__main__":
    sys.exit(run(Plan(**json.loads(sys.argv[1]))))
