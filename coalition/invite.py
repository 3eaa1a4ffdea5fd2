"""Inviting people: a one-time link whose secret is in the mail alone; we keep its hash. Nobody signs up otherwise."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from coalition import writing
from coalition.models import Invitation, Person
from coalition.register import open_invitations


class NotOpen(Exception):
    """The invitation was used, taken back, replaced or has run out."""


@dataclass(frozen=True)
class Offer:
    """An invitation and its secret, which exists only here and in the mail."""

    invitation: Invitation
    secret: str


def invite(values: dict[str, Any], *, by: User, note: str = "") -> Offer:
    """Offer an account: `values` are e-mail, name, role and organisation of the one invited."""
    secret = _new_secret()
    offered = Invitation(**values, secret_hash=_hash(secret), expires_at=_end(), invited_by=by)
    return Offer(writing.create(offered, by=by, note=note or "Invited"), secret)


def renew(invitation: Invitation, *, by: User, note: str = "") -> Offer:
    """A new link with a new term; the old one opens nothing any more. Raises NotOpen for one used or taken back."""
    if invitation.accepted_at or invitation.revoked_at:
        raise NotOpen
    secret = _new_secret()
    values = {"secret_hash": _hash(secret), "expires_at": _end()}
    writing.change(invitation, values, by=by, note=note or "Sent again with a new link")
    return Offer(invitation, secret)


def revoke(invitation: Invitation, *, by: User, note: str = "") -> None:
    """Take it back: its link opens nothing any more. Raises NotOpen for one used or taken back already."""
    if invitation.accepted_at or invitation.revoked_at:
        raise NotOpen
    writing.change(invitation, {"revoked_at": timezone.now()}, by=by, note=note or "Taken back")


def behind(secret: str) -> Invitation | None:
    """The open invitation of a secret; None for one unknown, used, taken back or run out, without a difference."""
    return open_invitations().filter(secret_hash=_hash(secret)).first()


def accept(invitation: Invitation, username: str, password: str) -> User:
    """Make the account and its person, once. Raises NotOpen where somebody was quicker with the same link."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(username, email=invitation.email, password=password)
            used = {"accepted_at": timezone.now(), "accepted_by": user}
            writing.change(invitation, used, by=user, note="Accepted", seen_revision=invitation.revision)
            person = Person(
                user=user,
                name=invitation.name or username,
                role=invitation.role,
                organisation=invitation.organisation,
            )
            writing.create(person, by=user, note="Accepted the invitation")
    except (writing.EditConflict, IntegrityError) as quicker:
        raise NotOpen from quicker
    return user


def _new_secret() -> str:
    return secrets.token_urlsafe(32)


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _end() -> Any:
    return timezone.now() + timedelta(days=settings.INVITATION_DAYS)
