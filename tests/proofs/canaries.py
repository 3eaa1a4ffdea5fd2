"""A thousand canaries in private fields, and not one read by a visitor that it is not for.

Run: python -m tests.proofs.canaries --count 1000
"""

import argparse
import os
import sys
import tempfile
import time


def main() -> int:
    """Run the proof from the command line and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(TRACKER_VAR=folder, LOG_LEVEL="CRITICAL", MFA_REQUIRED="false", ALLOWED_HOSTS="testserver")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        from tests.leaks.prove import prove

        started = time.perf_counter()
        planted, reports = prove(options.count)
        say, failures = sys.stdout.write, 0
        say(f"canaries: {len(planted.at):,}\n")
        for report in reports:
            failures += len(report.leaks) + len(report.differences)
            say(f"{report.who}: {report.routes} routes, {report.pages:,} answers read, {len(report.leaks)} leaks, ")
            say(f"{len(report.differences)} differences between private and missing\n")
            for canary, where in report.leaks.items():
                say(f"  leak of {planted.at[canary]}: {where[:3]}\n")
            for each in report.differences:
                say(f"  differs: {each}\n")
        say(f"seconds: {time.perf_counter() - started:.0f}\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
