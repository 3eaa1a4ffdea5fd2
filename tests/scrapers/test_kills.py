"""A worker killed at every named moment of the ingest: nothing lost, doubled, torn or without history."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this machine cannot fork processes")
def test_ten_workers_killed_at_the_ten_moments_leave_the_database_as_if_nothing_had_happened() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.proofs.kills", "--count", "10"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "kills: 10" in done.stdout
