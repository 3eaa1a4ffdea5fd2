"""How people sign in: the product's choices on top of django-allauth. Accounts come from invitations alone."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import consume, respond_429
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse

from coalition.roles import PERSON, Role, lacks_two_steps, people, role_of

FIRST_PAGES = ((Role.OFFICER, "coalition:desk"), (Role.MEMBER, "coalition:our-work"))


class AccountAdapter(DefaultAccountAdapter):
    """No open sign-up; a limit that answers 429; each role lands on its own first page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account is made by accepting an invitation."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Two steps first for those who owe them; then the desk, what needs us, or the list of Bills."""
        user: Any = request.user
        if lacks_two_steps(user):
            return reverse("mfa_activate_totp")
        role = role_of(user)
        for lowest, page in FIRST_PAGES:
            if role >= lowest:
                try:
                    return reverse(page)
                except NoReverseMatch:
                    continue
        return resolve_url("front")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt; from the fifth wrong one in five minutes on, answer 429 whatever the password."""
        key = self._get_login_attempts_cache_key(request, **credentials)
        self._login_failed_rl_usage = consume(request, app="allauth.account", action="login_failed", key=key)
        if not self._login_failed_rl_usage:
            raise ImmediateHttpResponse(respond_429(request))

    def is_reauthentication_required(self, *, app: str, **facts: Any) -> bool:
        """Not within five minutes of signing in: whoever just gave the password is not asked for it again."""
        user: Any = self.request.user
        records = get_authentication_records(self.request, user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **facts)


class AccountsWithPeople(AuthenticationBackend):
    """Signs in as allauth does, by username or e-mail address."""

    def get_user(self, user_id: int) -> User | None:
        """The account of a request with the person behind it: one query for those of the coalition, two for others."""
        person = people().filter(user_id=user_id).first()
        if person is None:
            user: User | None = super().get_user(user_id)
        else:
            user = person.user if self.user_can_authenticate(person.user) else None
        if user is not None:
            setattr(user, PERSON, person)
        return user
