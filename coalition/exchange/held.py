"""An uploaded file between its preview and its application: kept privately, for one person, for a day at most."""

import secrets
from datetime import timedelta
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

FOLDER = "spreadsheets"
KEPT_FOR = timedelta(days=1)
SALT = "coalition.exchange.held"


class Gone(Exception):
    """There is no such file for this person any more: applied already, too old, or somebody else's."""


def hold(body: bytes, extension: str, *, by: Any, seal: str) -> str:
    """Keep the file; returns the ticket that brings it back, signed, with the seal of the plan that was shown."""
    _sweep()
    name = default_storage.save(f"{FOLDER}/{secrets.token_urlsafe(24)}{extension}", ContentFile(body))
    return reseal(name, extension, by=by, seal=seal)


def reseal(name: str, extension: str, *, by: Any, seal: str) -> str:
    """A ticket for a file that is kept already."""
    return signing.dumps({"name": name, "extension": extension, "by": by.pk, "seal": seal}, salt=SALT)


def held(ticket: str, *, by: Any) -> tuple[str, str, bytes, str]:
    """(name, extension, bytes, seal) of a ticket that this person was given. Raises Gone."""
    try:
        told = signing.loads(ticket, salt=SALT, max_age=KEPT_FOR)
        if told["by"] != by.pk:
            raise Gone
        with default_storage.open(told["name"]) as file:
            return told["name"], told["extension"], file.read(), told["seal"]
    except (signing.BadSignature, FileNotFoundError) as error:
        raise Gone from error


def forget(name: str) -> None:
    """The file is done with."""
    default_storage.delete(name)


def _sweep() -> None:
    """Delete what nobody applied within a day."""
    try:
        names = default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return
    for name in names:
        path = f"{FOLDER}/{name}"
        if default_storage.get_modified_time(path) < timezone.now() - KEPT_FOR:
            default_storage.delete(path)
