"""A site of its own for a test: its own state, database and broker, and real workers in processes of their own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WORKER = Path(__file__).with_name("stub_worker.py")
SETTINGS = ("DATABASE_URL", "CELERY_BROKER_URL", "SECRET_KEY", "ALLOWED_HOSTS", "BEHIND_HTTPS", "DEBUG", "LOG_LEVEL")


@dataclass
class OwnSite:
    """`var` holds all state; `settings` are environment variables on top of the defaults."""

    var: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The environment of this site's programs: nothing of the developer's own settings."""
        kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
        return {**kept, "PYTHONPATH": str(ROOT), "TRACKER_VAR": str(self.var), **self.settings}

    def manage(self, *words: str, timeout: float = 240, is_expected_to_fail: bool = False) -> str:
        """Run one management command and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        assert (done.returncode != 0) == is_expected_to_fail, done.stdout + done.stderr
        return done.stdout + (done.stderr if is_expected_to_fail else "")

    def say(self, code: str) -> str:
        """Run Python inside the site and return what it printed."""
        setup = "import django; django.setup(); from tracker import jobs, broker; from tracker.models import Job\n"
        done = subprocess.run(
            [sys.executable, "-c", setup + code],
            cwd=ROOT,
            env={**self.environment, "DJANGO_SETTINGS_MODULE": "tracker.settings"},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def states(self) -> str:
        """The states of all jobs in order, with their attempts: "done:1 queued:0"."""
        return self.say("print(*(f'{j.state}:{j.attempts}' for j in Job.objects.order_by('id')))")

    @contextmanager
    def worker(self, *, seconds_a_step: float = 0.0) -> Iterator[subprocess.Popen[str]]:
        """A real worker whose work takes two steps of so many seconds; killed at the end if it still lives."""
        environment = {**self.environment, "STUB_STEP_SECONDS": str(seconds_a_step)}
        with (self.var / "worker.log").open("a") as log:
            running = subprocess.Popen(
                [sys.executable, str(WORKER)], cwd=ROOT, env=environment, stdout=log, stderr=log, text=True
            )
            try:
                yield running
            finally:
                if running.poll() is None:
                    running.send_signal(signal.SIGKILL)
                running.wait()

    def log(self) -> str:
        """What the workers wrote."""
        return (self.var / "worker.log").read_text()


def wait_until(is_so: Callable[[], bool], seconds: float = 30) -> bool:
    """Ask again and again, for so many seconds at most."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.2)
    return False
