"""A thousand canaries in private fields, and not one read by a visitor that it is not for.

Run: python -m tests.proofs.canaries --count 1000
"""

import argparse
import sys
import time

from tests.proofs.empty_site import empty_site


def main() -> int:
    """Run the proof from the command line and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000)
    options = parser.parse_args()
    with empty_site(MFA_REQUIRED="false"):
        from tests.leaks.prove import prove

        started = time.perf_counter()
        proof = prove(options.count)
        say, failures = sys.stdout.write, len(proof.unanswered)
        say(f"canaries: {len(proof.planted.at):,}\n")
        for report in proof.reports:
            failures += len(report.leaks) + len(report.differences) + len(report.failures)
            say(f"{report.who}: {report.routes} routes, {report.pages:,} answers read, {len(report.leaks)} leaks, ")
            say(
                f"{len(report.differences)} differences between private and missing, {len(report.failures)} failures\n"
            )
            say(f"  read: {', '.join(f'{count:,} {form}' for form, count in report.forms.most_common() if form)}\n")
            for canary, where in report.leaks.items():
                say(f"  leak of {proof.planted.at[canary]}: {where[:3]}\n")
            for each in report.differences:
                say(f"  differs: {each}\n")
            for each in report.failures[:20]:
                say(f"  failed: {each}\n")
        say(f"routes that showed nobody a page: {len(proof.unanswered)}\n")
        for route in proof.unanswered:
            say(f"  {route}\n")
        say(f"seconds: {time.perf_counter() - started:.0f}\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
