"""Organisations, memberships, people and invitations: who sees them, who changes them, and what stays of it."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coalition.invite import NotOpen, accept, behind
from coalition.models import Coalition, Invitation, Membership, Organisation, Person
from tests.coalition.people import People, an_organisation, signed_in


def text_of(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"coalition:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def invited(people: People, **more: object) -> tuple[Client, str]:
    """An invitation by the administrator; returns their browser and the address in the mail."""
    client = signed_in(people.administrator)
    form = {"email": "Nora@Example.org", "name": "Nora", "role": "member", "organisation": people.harbour.pk, **more}
    assert client.post(reverse("coalition:invitations"), form).status_code == 302
    return client, re.search(r"http://testserver(/welcome/\S+)", mail.outbox[-1].body)[1]


# ---- organisations ----
def test_a_member_reads_who_is_in_and_since_when_and_what_is_not_known(people: People) -> None:
    an_organisation("Unknown Shores", joined=None)
    page = text_of(signed_in(people.member), "organisations")
    assert "2 organisations are members of" in page
    assert "Not known whether it is a member" in page
    assert "Day of joining not known" in page
    assert "30 June 2025" in page
    assert "Add an organisation" not in page


def test_notes_and_history_of_an_organisation_are_for_officers(people: People) -> None:
    url = reverse("coalition:organisation-edit", args=[people.harbour.pk])
    form = {"name": "Harbour Watch", "note": "Slow to answer", "revision": 1, "note_for_history": "Their own words"}
    assert signed_in(people.officer).post(url, form).status_code == 302
    seen = text_of(signed_in(people.officer), "organisation", people.harbour.pk)
    assert "Slow to answer" in seen
    assert "Oswin: Their own words" in seen
    hidden = text_of(signed_in(people.member), "organisation", people.harbour.pk)
    assert "Slow to answer" not in hidden
    assert "Their own words" not in hidden


def test_the_second_of_two_editors_keeps_what_they_typed_and_overwrites_nothing(people: People) -> None:
    url = reverse("coalition:organisation-edit", args=[people.harbour.pk])
    signed_in(people.officer).post(url, {"name": "Harbour Watch UK", "revision": 1})
    late = signed_in(people.administrator).post(url, {"name": "The Harbour Watch", "revision": 1})
    page = late.content.decode()
    assert late.status_code == 409
    assert "Oswin changed this" in page
    assert "Harbour Watch UK" in page
    assert 'value="The Harbour Watch"' in page
    assert Organisation.objects.get(pk=people.harbour.pk).name == "Harbour Watch UK"


def test_an_edit_without_the_revision_it_was_opened_on_is_refused(people: People) -> None:
    url = reverse("coalition:organisation-edit", args=[people.harbour.pk])
    assert signed_in(people.officer).post(url, {"name": "Blind"}).status_code == 422


def test_a_membership_with_unknown_days_can_be_added_and_ended(people: People) -> None:
    client = signed_in(people.officer)
    client.post(reverse("coalition:membership-new", args=[people.tide.pk]), {"seen_on": "2026-01-01"})
    spell = Membership.objects.latest("pk")
    assert (spell.organisation, spell.joined_on) == (people.tide, None)
    assert "It is a member today." in text_of(client, "organisation", people.tide.pk)
    url = reverse("coalition:membership-edit", args=[spell.pk])
    assert client.post(url, {"seen_on": "2026-01-01", "left_on": "2025-01-01", "revision": 1}).status_code == 422
    assert client.post(url, {"seen_on": "2026-01-01", "left_on": "2026-02-01", "revision": 1}).status_code == 302
    assert "It is not a member today." in text_of(client, "organisation", people.tide.pk)


def test_the_list_asks_as_little_for_forty_organisations_as_for_three(people: People) -> None:
    counts = []
    for more in (0, 40):
        for number in range(more):
            an_organisation(f"Pier {number}")
        client = signed_in(people.member)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("coalition:organisations"))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


def test_the_administrator_names_the_coalition(people: People) -> None:
    url = reverse("coalition:about")
    form = {"name": "Lights for All", "about": "Harbours.", "website": "", "revision": 1}
    assert signed_in(people.administrator).post(url, form).status_code == 302
    assert Coalition.objects.get().name == "Lights for All"
    assert signed_in(people.officer).get(url).status_code == 404


# ---- invitations ----
def test_somebody_invited_chooses_a_name_and_a_password_and_signs_in(people: People) -> None:
    _, link = invited(people)
    guest = Client()
    page = guest.get(link).content.decode()
    assert 'value="nora"' in page
    assert "of Harbour Watch" in page
    done = guest.post(link, {"username": "nora", "password": "seven grey seals"}, follow=True)
    assert "Your account is ready. Sign in as nora." in done.content.decode()
    guest.post(reverse("login"), {"login": "nora", "password": "seven grey seals"})
    person = Person.objects.get(user__username="nora")
    assert (person.name, person.role, person.organisation) == ("Nora", "member", people.harbour)
    assert guest.get(reverse("coalition:organisations")).status_code == 200
    assert person.user.email == "nora@example.org"


def test_the_secret_is_in_the_mail_and_shown_once_and_stored_nowhere(people: People) -> None:
    client, link = invited(people)
    secret = link.split("/")[2]
    assert secret in text_of(client, "invitations")
    assert secret not in text_of(client, "invitations")
    row = Invitation.objects.get()
    assert secret not in str(vars(row))
    assert secret not in str([vars(old) for old in row.history.all()])
    assert not hasattr(row.history.first(), "secret_hash")


def test_links_used_run_out_taken_back_replaced_or_unknown_look_the_same(people: People) -> None:
    client, used = invited(people)
    Client().post(used, {"username": "nora", "password": "seven grey seals"})
    _, late = invited(people, email="late@example.org")
    Invitation.objects.filter(email="late@example.org").update(expires_at=timezone.now() - timedelta(seconds=1))
    _, back = invited(people, email="back@example.org")
    client.post(reverse("coalition:invitation-revoke", args=[Invitation.objects.get(email="back@example.org").pk]))
    _, old = invited(people, email="old@example.org")
    client.post(reverse("coalition:invitation-renew", args=[Invitation.objects.get(email="old@example.org").pk]))
    answers = {(Client().get(link).status_code, Client().get(link).content) for link in (used, late, back, old)}
    assert answers == {(404, Client().get("/welcome/nobody-made-this/").content)}
    replaced = re.search(r"http://testserver(/welcome/\S+)", mail.outbox[-1].body)[1]
    assert Client().get(replaced).status_code == 200


def test_one_link_makes_one_account_also_for_two_who_are_equally_quick(people: People) -> None:
    _, link = invited(people)
    first, second = behind(link.split("/")[2]), behind(link.split("/")[2])
    accept(first, "nora", "seven grey seals")
    with pytest.raises(NotOpen):
        accept(second, "norma", "seven grey seals")
    assert not User.objects.filter(username="norma").exists()


def test_an_invitation_is_refused_where_it_makes_no_sense(people: People) -> None:
    client = signed_in(people.administrator)
    url = reverse("coalition:invitations")
    known = client.post(url, {"email": "MABEL@example.org", "role": "officer"})
    assert "has an account" in known.content.decode()
    alone = client.post(url, {"email": "x@example.org", "role": "member"})
    assert "choose it" in alone.content.decode()
    assert not Invitation.objects.exists()


def test_a_weak_password_and_a_taken_name_are_refused(people: People) -> None:
    _, link = invited(people)
    page = Client().post(link, {"username": "MABEL", "password": "password12"}).content.decode()
    assert "This username is taken" in page
    assert "too common" in page


def test_what_was_done_with_an_invitation_is_kept_with_who_and_why(people: People) -> None:
    client, _ = invited(people, note_for_history="New at Harbour Watch")
    row = Invitation.objects.get()
    client.post(reverse("coalition:invitation-revoke", args=[row.pk]), {"note": "Left again"})
    told = [(old.history_user, old.history_change_reason) for old in row.history.order_by("history_id")]
    assert told == [(people.administrator, "New at Harbour Watch"), (people.administrator, "Left again")]
    shown = " ".join(text_of(client, "people").split())
    assert "nora@example.org, coalition member. Agnes: Left again" in shown
    assert "nora@example.org, coalition member. Agnes: New at Harbour Watch" in shown


def test_mail_that_cannot_be_sent_is_said_and_the_link_is_there_to_pass_on(people: People, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client = signed_in(people.administrator)
    form = {"email": "nora@example.org", "role": "officer"}
    page = client.post(reverse("coalition:invitations"), form, follow=True).content.decode()
    assert "could not be sent" in page
    assert "/welcome/" in page


# ---- people ----
def test_an_account_that_is_closed_cannot_sign_in_and_its_sessions_end(people: People) -> None:
    theirs = signed_in(people.member)
    person = people.member.person
    url = reverse("coalition:person", args=[person.pk])
    form = {"name": person.name, "role": "member", "organisation": people.harbour.pk, "revision": 1}
    signed_in(people.administrator).post(url, {**form, "note_for_history": "Left"})
    assert theirs.get(reverse("coalition:organisations")).status_code == 302
    assert not Client().login(username="mabel", password="a long password")
    signed_in(people.administrator).post(url, {**form, "is_active": "on", "revision": 2})
    assert User.objects.get(username="mabel").is_active


def test_nobody_changes_their_own_role_or_closes_their_own_account(people: People) -> None:
    person = people.administrator.person
    url = reverse("coalition:person", args=[person.pk])
    signed_in(people.administrator).post(url, {"name": "Agnes A", "role": "officer", "revision": 1})
    person.refresh_from_db()
    assert (person.name, person.role, person.is_active) == ("Agnes A", "administrator", True)


def test_the_second_step_of_somebody_who_lost_the_phone_is_taken_away_with_a_trace(people: People) -> None:
    Authenticator.objects.create(user=people.officer, type=Authenticator.Type.TOTP, data={"secret": "x"})
    person = people.officer.person
    url = reverse("coalition:person-second-step-away", args=[person.pk])
    assert signed_in(people.officer).post(url).status_code == 404
    assert signed_in(people.administrator).post(url).status_code == 302
    assert not Authenticator.objects.exists()
    last = person.history.order_by("-history_id").first()
    assert (last.history_user, last.history_change_reason) == (people.administrator, "The second step was taken away")


@pytest.mark.parametrize("name", ["people", "invitations", "about"])
def test_people_and_invitations_are_for_administrators(people: People, name: str) -> None:
    url = reverse(f"coalition:{name}")
    assert [signed_in(who).get(url).status_code for who in (people.outsider, people.member, people.officer)] == [
        404
    ] * 3
    assert Client().get(url).url.startswith(reverse("login"))
    assert signed_in(people.administrator).get(url).status_code == 200
