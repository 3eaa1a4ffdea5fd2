"""The API against its own description: requests made from the OpenAPI schema, right ones and wrong ones, all answered.

Schemathesis makes them from a seed. Its checks: no answer of 500 or more; status, media type, headers and body as the
schema says; right requests are taken, wrong ones refused.

Run: python -m tests.proofs.api --examples 200
"""

import argparse
import logging
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.proofs.empty_site import empty_site

SEED = 11
NEAR = 12
"""Ids are drawn from the whole range; every second one is brought among the first so many, where rows are."""
FAILS = 500


@dataclass(slots=True)
class Measured:
    """What was asked, how it was answered, and what was wrong."""

    operations: int = 0
    answers: Counter[int] = field(default_factory=Counter)
    server_errors: list[str] = field(default_factory=list)
    breaks: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = ", ".join(f"{count:,} x {status}" for status, count in sorted(self.answers.items()))
        return (
            f"{self.operations} operations, {self.answers.total():,} requests ({told}), "
            f"{len(self.server_errors)} server errors, {len(self.breaks)} schema breaks"
        )


def measure(examples: int, seed: int = SEED) -> Measured:
    """Every operation, that many right and that many wrong requests each. Needs Django with rows to read."""
    import schemathesis
    from schemathesis.generation import GenerationMode

    from tracker.api.schema import openapi
    from tracker.wsgi import application

    schema = schemathesis.openapi.from_dict(dict(openapi()))
    schema.app = application
    found = Measured()
    for result in schema.get_all_operations():
        operation = result.ok()
        found.operations += 1
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            _ask(operation, mode, examples, seed, found)
    return found


def _ask(operation: Any, mode: Any, examples: int, seed: int, found: Measured) -> None:
    import hypothesis
    from hypothesis.errors import Unsatisfiable
    from schemathesis.core.failures import Failure, FailureGroup

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=examples,
        database=None,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.generate],
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def each(case: Any) -> None:
        number = case.path_parameters.get("pk") if case.path_parameters else None
        if mode.is_positive and isinstance(number, int) and found.answers.total() % 2:
            case.path_parameters["pk"] = 1 + number % NEAR
        answer = case.call(headers={"Accept-Encoding": "identity"})
        found.answers[answer.status_code] += 1
        if answer.status_code >= FAILS:
            found.server_errors.append(f"{case.method} {answer.request.url}: {answer.status_code}")
        try:
            case.validate_response(answer)
        except (Failure, FailureGroup) as failure:
            parts = getattr(failure, "exceptions", [failure])
            asked = f"{answer.request.method} {answer.request.url} {case.path_parameters} {case.query}"
            found.breaks += [f"{asked}: {part}"[:600] for part in parts]

    try:
        each()
    except Unsatisfiable:  # an operation without parameters cannot be asked wrongly
        return


def main() -> int:
    """Run the proof from the command line and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=200)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    with empty_site():
        from django.conf import settings

        from tests.api.open_world import an_open_world

        settings.ALLOWED_HOSTS = ["*"]
        logging.disable(logging.WARNING)  # wrong requests are what it is about
        an_open_world()
        started = time.perf_counter()
        found = measure(given.examples, given.seed)
        say = sys.stdout.write
        say(f"api: {found}\n")
        for each in [*found.server_errors, *found.breaks][:50]:
            say(f"  {each}\n")
        say(f"seconds: {time.perf_counter() - started:.0f}\n")
    return 1 if found.server_errors or found.breaks else 0


if __name__ == "__main__":
    sys.exit(main())
