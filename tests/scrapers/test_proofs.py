"""Short seeded forms of the long proofs (CONTRIBUTING.md names their full counts)."""

from pathlib import Path

import pytest

from tests.proofs import sweeps


@pytest.mark.django_db
def test_broken_readings_never_make_an_amendment_disappear(settings, tmp_path: Path) -> None:
    settings.TRACKER_VAR = tmp_path
    found = sweeps.prove(count=18, seed=7)
    assert (found["false absences"], found["half-written"], found["real changes missed"]) == (0, 0, 0)
    assert len(found["by break"]) == len(sweeps.BREAKS)
