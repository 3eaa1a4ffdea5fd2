"""Every address × five kinds of visitor × four methods, against the one declared table (tests/matrix/table.py).

Run: python -m tests.proofs.matrix
"""

import sys
import time

from tests.proofs.empty_site import empty_site


def main() -> int:
    """Run the proof from the command line and print its figures."""
    with empty_site(MFA_REQUIRED="true"):
        from tests.matrix.examples import examples
        from tests.matrix.table import ROWS
        from tests.matrix.walk import clients_of, named_routes, walk

        started = time.perf_counter()
        made = examples()
        found = walk(made, clients_of(made))
        without = sorted(set(named_routes()) - {name.partition("#")[0] for name in ROWS})
        say = sys.stdout.write
        say(f"matrix: {found}, {len(without)} routes without a row\n")
        for each in (*found.wrong, *without):
            say(f"  {each}\n")
        say(f"seconds: {time.perf_counter() - started:.0f}\n")
    return 1 if found.wrong or without else 0


if __name__ == "__main__":
    sys.exit(main())
