"""Keys with which an officer's own software reads the coalition's records: shown once, kept as a hash, revocable.

A key opens no more than its owner may read at that moment (coalition/roles.py): who leaves, or has no second step,
reads nothing.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from tracker.models import ApiToken

PREFIX = "trk_"
MOST = 10
"""Keys that one account may have at a time."""
NOTED_EVERY = timedelta(hours=1)


class TooMany(Exception):
    """The account has as many keys as it may."""


def make(user: User, name: str) -> str:
    """A new key; this is the only time that it can be read. Raises TooMany."""
    if live(user).count() >= MOST:
        raise TooMany
    secret = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(user=user, name=name, secret_hash=_hash(secret))
    return secret


def live(user: User) -> QuerySet[ApiToken]:
    """The account's keys that are not revoked."""
    return ApiToken.objects.filter(user=user, revoked_at=None)


def revoke(user: User, pk: int) -> bool:
    """End one of the account's own keys, at once; whether there was one."""
    return bool(live(user).filter(pk=pk).update(revoked_at=timezone.now()))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer trk_…`."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The owner of the key; nobody without one. A key that is not known, revoked or of a closed account: 401."""
        kind, _, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if kind.lower() != "bearer":
            return None
        row = (
            ApiToken.objects.select_related("user").filter(secret_hash=_hash(secret.strip()), revoked_at=None).first()
        )
        if row is None or not row.user.is_active:
            raise AuthenticationFailed
        now = timezone.now()
        if row.last_used_at is None or row.last_used_at < now - NOTED_EVERY:
            ApiToken.objects.filter(pk=row.pk).update(last_used_at=now)
        return row.user, row

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return "Bearer"


class TokenInSchema(OpenApiAuthenticationExtension):
    """How OpenAPI is told of it."""

    target_class = TokenAuthentication
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A bearer key."""
        return {"type": "http", "scheme": "bearer"}
