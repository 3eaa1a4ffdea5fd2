"""Django with an empty, migrated database in a folder of its own, for a proof that runs outside pytest."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def empty_site(**environment: str) -> Iterator[None]:
    """Once in a process: the settings are read here, with this environment."""
    with tempfile.TemporaryDirectory() as folder:
        own = {"LOG_LEVEL": "CRITICAL", "ALLOWED_HOSTS": "testserver", "API_REQUESTS_PER_MINUTE": "0"}
        os.environ.update(own, TRACKER_VAR=folder, **environment)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
        import logging

        import django

        django.setup()
        logging.getLogger("django.request").setLevel(logging.CRITICAL)
        from django.conf import settings
        from django.core.management import call_command

        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        yield
