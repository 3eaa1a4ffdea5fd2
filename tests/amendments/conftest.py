"""For the pages: addresses of static files as they are, so that no collected folder is needed."""

import pytest


@pytest.fixture(autouse=True)
def static_files_as_they_are(settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
