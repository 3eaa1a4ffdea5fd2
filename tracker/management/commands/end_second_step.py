"""Take the second step away from an account whose phone and recovery codes are lost."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "End the second step of an account; it is set up again at the next sign-in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose."""
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        """Remove it; refuses an unknown username."""
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"there is no account named {username}")
        Authenticator.objects.filter(user_id=user.pk).delete()
        self.stdout.write(f"{username} sets the second step up again at the next sign-in.")
