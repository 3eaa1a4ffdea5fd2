"""Who can sign in to the demonstration: one account of each role, each with a password of its own."""

import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User

from coalition import writing
from coalition.models import Organisation, Person

NOTE = "The demonstration"
SIGN_INS = (
    ("officer", "Olive Officer", Person.Role.OFFICER, "policy officer: tracks Bills, works at the desk"),
    ("member", "Max Member", Person.Role.MEMBER, "coalition member: signs for one organisation"),
    ("second-member", "Sol Second", Person.Role.MEMBER, "coalition member of another organisation"),
    ("administrator", "Ana Administrator", Person.Role.ADMINISTRATOR, "administrator: everything"),
)
SEATS = {
    "officer": "Lantern Trust [fictional]",
    "member": "Quayside Advice [fictional]",
    "second-member": "Island Voices [fictional]",
}
"""Which organisation each speaks for, once it is there; all are made up."""


def sign_ins() -> User:
    """Accounts to look around with, made once; their passwords are kept in TRACKER_VAR. Returns the officer."""
    passwords = {}
    for username, name, role, _ in SIGN_INS:
        user, is_new = User.objects.get_or_create(username=username)
        if not is_new:
            continue
        passwords[username] = secrets.token_urlsafe(9)
        user.set_password(passwords[username])
        user.is_staff = user.is_superuser = role == Person.Role.ADMINISTRATOR
        user.save()
        writing.create(Person(user=user, name=name, role=role), by=None, note=NOTE)
    if passwords:
        _keep(passwords)
    return User.objects.get(username="officer")


def seat_members() -> None:
    """Give each account the organisation that it speaks for."""
    for person in Person.objects.filter(user__username__in=SEATS, organisation=None).select_related("user"):
        seat = Organisation.objects.filter(name=SEATS[person.user.username]).first()
        writing.change(person, {"organisation": seat}, by=None, note=NOTE)


def _keep(passwords: dict[str, str]) -> None:
    """Where `manage.py up` finds them to print: readable by this user only."""
    path: Path = settings.TRACKER_VAR / "demo-logins.txt"
    path.touch(mode=0o600)
    roles = {username: told for username, _, _, told in SIGN_INS}
    path.write_text("".join(f"{name}  {password}  ({roles[name]})\n" for name, password in passwords.items()))
