"""Signing in: limits, forgotten passwords, the second step, and no way in but an invitation."""

import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse

from coalition.models import Person
from tests.coalition.people import a_person, an_organisation
from tracker.management.commands import up

PASSWORD = "a long password"


@pytest.fixture(autouse=True)
def _fresh_counts(settings):
    cache.clear()
    settings.MFA_REQUIRED = True


@pytest.fixture
def officer(db) -> User:
    return a_person("oswin", Person.Role.OFFICER, None)


@pytest.fixture
def member(db) -> User:
    return a_person("mabel", Person.Role.MEMBER, an_organisation("Harbour Watch"))


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: str):
    """Fill in the sign-in form."""
    return client.post(reverse("login"), {"login": name, "password": password, **more})


def code_of(secret: str) -> str:
    """What an authenticator app would show now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def set_up(client: Client) -> str:
    """Go through the set-up page; returns the key."""
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'class="qr__key">(\w+)<', page)[1]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert (answer.status_code, answer.url) == (302, reverse("mfa_view_recovery_codes"))
    return secret


@pytest.mark.parametrize("name", ["mabel", "mabel@example.org"])
def test_people_sign_in_by_username_or_e_mail(member, name):
    client = Client()
    assert sign_in(client, name).status_code == 302
    assert client.get("/").wsgi_request.user == member


def test_a_wrong_password_is_said_without_telling_which_of_both_is_wrong(member):
    known = sign_in(Client(), "mabel", "not the password").content.decode()
    unknown = sign_in(Client(), "nobody", "not the password").content.decode()
    assert "The name or the password is not right." in known
    assert known.count("govuk-error-summary") == unknown.count("govuk-error-summary")


def test_the_fifth_wrong_password_is_answered_429_and_so_is_the_right_one_after_it(member):
    client = Client()
    answers = [sign_in(client, "mabel", "not the password").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    late = sign_in(client, "mabel")
    assert late.status_code == 429
    assert "Wait five minutes" in late.content.decode()


def test_the_right_password_counts_for_nothing(member):
    assert [sign_in(Client(), "mabel").status_code for _ in range(8)] == [302] * 8


def test_the_session_gets_a_new_key_at_sign_in_and_lasts_twelve_hours(member):
    client = Client()
    session = client.session
    session["before"] = True
    session.save()
    before = client.cookies["sessionid"].value
    sign_in(client, "mabel")
    assert client.cookies["sessionid"].value != before
    assert client.cookies["sessionid"]["max-age"] == 12 * 60 * 60


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(member):
    client = Client()
    assert client.post(reverse("account_reset_password"), {"email": "mabel@example.org"}).status_code == 302
    assert "Your username is mabel." in mail.outbox[0].body
    link = re.search(r"http://testserver(/password/new/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    assert "Choose a new password" in form.content.decode()
    new = {"password1": "quite another one", "password2": "quite another one"}
    done = client.post(form.request["PATH_INFO"], new, follow=True)
    assert "The password is changed" in done.content.decode()
    assert sign_in(Client(), "mabel", "quite another one").status_code == 302
    assert "This link does not work" in Client().get(link, follow=True).content.decode()


def test_an_unknown_address_gets_the_same_page_and_no_mail(member):
    known = Client().post(reverse("account_reset_password"), {"email": "mabel@example.org"}, follow=True)
    unknown = Client().post(reverse("account_reset_password"), {"email": "x@example.org"}, follow=True)
    assert (known.content, len(mail.outbox)) == (unknown.content, 1)


def test_an_officer_is_led_to_the_second_step_and_is_an_outsider_before(officer):
    client = Client()
    assert sign_in(client, "oswin").url == reverse("mfa_activate_totp")
    assert client.get(reverse("coalition:organisations")).url == reverse("mfa_activate_totp")
    assert client.get(reverse("track")).url == reverse("mfa_activate_totp")
    set_up(client)
    assert client.get(reverse("coalition:organisations")).status_code == 200


def test_a_member_needs_no_second_step(member):
    client = Client()
    assert sign_in(client, "mabel").url != reverse("mfa_activate_totp")
    assert client.get(reverse("coalition:organisations")).status_code == 200


def test_everybody_lands_on_the_page_of_their_role(officer, member, settings):
    settings.MFA_REQUIRED = False
    User.objects.create_user("odo", password=PASSWORD)
    landed = [sign_in(Client(), name).url for name in ("oswin", "mabel", "odo")]
    assert landed == [reverse("coalition:desk"), reverse("coalition:our-work"), reverse("front")]
    assert sign_in(Client(), "oswin", next="/glossary/").url == "/glossary/"


def test_where_the_installation_says_so_officers_need_none(officer, settings):
    settings.MFA_REQUIRED = False
    client = Client()
    sign_in(client, "oswin")
    assert client.get(reverse("coalition:organisations")).status_code == 200


def test_the_second_step_is_asked_for_and_a_password_alone_opens_nothing(officer):
    first = Client()
    sign_in(first, "oswin")
    secret = set_up(first)
    client = Client()
    assert sign_in(client, "oswin").url == reverse("mfa_authenticate")
    assert client.get(reverse("coalition:organisations")).url.startswith(reverse("login"))
    assert "Incorrect code" in client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    cache.clear()  # the app's code of this half minute was used in setting up
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get(reverse("coalition:organisations")).status_code == 200


def test_a_recovery_code_lets_in_once(officer):
    first = Client()
    sign_in(first, "oswin")
    set_up(first)
    file = first.get(reverse("mfa_download_recovery_codes"))
    code = file.content.decode().split()[0]
    assert file["Content-Type"].startswith("text/plain")
    client = Client()
    sign_in(client, "oswin")
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert client.get(reverse("coalition:organisations")).status_code == 200
    again = Client()
    sign_in(again, "oswin")
    assert "Incorrect code" in again.post(reverse("mfa_authenticate"), {"code": code}).content.decode()


def test_ending_the_second_step_closes_the_desk_until_it_is_set_up_again(officer):
    client = Client()
    sign_in(client, "oswin")
    set_up(client)
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.exists()
    assert client.get(reverse("coalition:organisations")).url == reverse("mfa_activate_totp")


def test_changing_how_one_signs_in_asks_for_the_password_where_the_sign_in_is_old(officer):
    client = Client()
    client.force_login(officer)
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))
    again = client.post(f"{reverse('account_reauthenticate')}?next=/account/two-steps/set-up/", {"password": PASSWORD})
    assert again.url == "/account/two-steps/set-up/"


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_set_password", "mfa_add_webauthn"])
def test_what_is_not_needed_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/accounts/signup/", "/signup/", "/sign-up/", "/accounts/login/", "/accounts/"])
def test_there_is_no_open_sign_up(address):
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("name", ["login", "account_reset_password", "mfa_activate_totp", "mfa_index"])
def test_the_pages_of_an_account_are_in_the_products_look_and_keep_its_policy(officer, name):
    client = Client()
    if name.startswith("mfa"):
        sign_in(client, "oswin")
    answer = client.get(reverse(name))
    text = answer.content.decode()
    assert text.count("<h1") == 1
    assert "Skip to the content" in text
    assert " style=" not in text
    assert "<style" not in text
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_the_admin_is_for_superusers_who_confirmed_two_steps(officer):
    officer.is_staff = True
    officer.save()
    client = Client()
    sign_in(client, "oswin")
    assert client.get("/admin/", follow=True).status_code == 404
    root = User.objects.create_superuser("root", password=PASSWORD)
    client = Client()
    assert client.get("/admin/", follow=True).request["PATH_INFO"] == reverse("login")
    sign_in(client, root.username)
    assert client.get("/admin/", follow=True).request["PATH_INFO"] == reverse("mfa_activate_totp")
    set_up(client)
    page = client.get("/admin/")
    assert page.status_code == 200
    assert "coalition" not in page.content.decode().lower()
    assert "authenticator" not in page.content.decode().lower()


def test_a_lost_second_step_can_be_ended_on_the_server(officer):
    client = Client()
    sign_in(client, "oswin")
    set_up(client)
    call_command("end_second_step", "oswin", stdout=StringIO())
    assert client.get(reverse("coalition:organisations")).url == reverse("mfa_activate_totp")
    with pytest.raises(CommandError, match="no account named nobody"):
        call_command("end_second_step", "nobody")


def test_only_the_demonstration_on_loopback_asks_for_no_second_step(settings, tmp_path):
    settings.TRACKER_VAR = tmp_path
    assert not up.is_a_demonstration("127.0.0.1")
    (tmp_path / up.LOGINS_FILE).touch()
    assert up.is_a_demonstration("127.0.0.1")
    assert not up.is_a_demonstration("192.0.2.1")
