"""Step 2: bytes in, a Snapshot out. Bytes are kept for ever, once per content; unchanged bytes make no new row.

Good answers (200) and error pages of one address are two separate sequences: an outage between two equal answers does
not make the second one new, and an error page is never what `latest` returns.
"""

import zlib
from datetime import datetime
from hashlib import sha256
from mimetypes import guess_type
from pathlib import PurePath

from django.db import transaction

from scrapers.fetch import Fetched
from scrapers.models import Snapshot, SnapshotBody

GOOD = 200


class DamagedSnapshot(ValueError):
    """Kept bytes that no longer match their own SHA-256."""


def latest(url: str) -> Snapshot | None:
    """The newest good answer (status 200) of an address, without loading its bytes."""
    return Snapshot.objects.filter(url=url, status=GOOD).order_by("-id").first()


def body(snapshot: Snapshot) -> bytes:
    """The bytes as they were received. Raises DamagedSnapshot where the store no longer holds them unharmed."""
    try:
        kept = snapshot.body_ref.body
    except zlib.error as error:
        raise DamagedSnapshot(f"snapshot {snapshot.pk} of {snapshot.url} cannot be unpacked: {error}") from error
    if sha256(kept).hexdigest() != snapshot.body_ref_id:
        raise DamagedSnapshot(f"snapshot {snapshot.pk} of {snapshot.url} no longer matches its SHA-256")
    return kept


@transaction.atomic
def keep(fetched: Fetched) -> tuple[Snapshot, bool]:
    """The snapshot of an answer, and whether it is new.

    The same bytes with the same status as the newest such snapshot of the address, and "not modified", only move its
    `last_checked_at`; A, then B, then A again makes three snapshots. Raises ValueError for a "not modified" answer of
    an address that has no good snapshot.
    """
    if fetched.not_modified:
        return _unchanged(fetched)
    digest = _keep_bytes(fetched.body)
    previous = _previous(fetched)
    if previous and previous.body_ref_id == digest and previous.status == fetched.status:
        return _checked_again(previous, fetched.fetched_at), False
    return _new(fetched, digest), True


def keep_file(name: str, content: bytes, at: datetime) -> tuple[Snapshot, bool]:
    """The snapshot of a paper or print brought from disk, under the address "file:NAME"; `at` is when it was brought.

    Only the last part of a path is kept: where a person stores a file is nobody's business.
    """
    url = f"file:{PurePath(name).name}"[:1000]
    content_type = guess_type(url)[0] or ""
    return keep(Fetched(url, GOOD, {}, content_type, content, at))


def _keep_bytes(content: bytes) -> str:
    """Store bytes once, and hold their row until the transaction ends: two workers cannot both find them new."""
    digest = sha256(content).hexdigest()
    if not SnapshotBody.objects.filter(pk=digest).exists():
        packed = {"size": len(content), "compressed": zlib.compress(content)}
        SnapshotBody.objects.get_or_create(sha256=digest, defaults=packed)
    SnapshotBody.objects.select_for_update().only("sha256").get(pk=digest)
    return digest


def _previous(fetched: Fetched) -> Snapshot | None:
    if fetched.status == GOOD:
        return latest(fetched.url)
    return Snapshot.objects.filter(url=fetched.url).exclude(status=GOOD).order_by("-id").first()


def _unchanged(fetched: Fetched) -> tuple[Snapshot, bool]:
    previous = latest(fetched.url)
    if previous is None:
        raise ValueError(f"{fetched.url}: 'not modified', but nothing is kept of it")
    return _checked_again(previous, fetched.fetched_at), False


def _checked_again(snapshot: Snapshot, at: datetime) -> Snapshot:
    if at > snapshot.last_checked_at:
        snapshot.last_checked_at = at
        snapshot.save(update_fields=["last_checked_at"])
    return snapshot


def _new(fetched: Fetched, digest: str) -> Snapshot:
    return Snapshot.objects.create(
        url=fetched.url,
        body_ref_id=digest,
        status=fetched.status,
        content_type=fetched.content_type,
        headers=dict(fetched.headers),
        fetched_at=fetched.fetched_at,
        last_checked_at=fetched.fetched_at,
    )
