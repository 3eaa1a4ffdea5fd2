"""Signing in two steps, bound to the exact text; officers ask, move the deadline and write down e-mails."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from coalition import signoff, versions, writing
from coalition.counting import london_day
from coalition.models import Briefing, BriefingVersion, SignOff
from coalition.signoff import Given, NotOpen, TextChanged
from coalition.uploads import PDF
from tests.coalition.briefings_world import TEXT, a_paper, a_text
from tests.coalition.people import People, an_organisation, signed_in


def page_of(paper: Briefing) -> str:
    return reverse("coalition:sign", args=[paper.pk])


def answer(paper: Briefing, **more: str) -> dict[str, str]:
    return {"answer": "signs", "may_be_named": "on", "sha256": paper.versions.first().sha256, **more}


def test_a_member_signs_in_two_steps(people: People) -> None:
    paper = a_paper()
    client = signed_in(people.member)
    first = client.get(page_of(paper)).content.decode()
    assert "Harbour Watch is asked to answer by" in first and "Every harbour step should be lit." in first
    second = client.post(page_of(paper), answer(paper)).content.decode()
    assert "Is this your answer?" in second and paper.versions.get().sha256 in second and "Light the steps" in second
    assert not SignOff.objects.exists(), "nothing is written before it is confirmed"
    done = client.post(page_of(paper), answer(paper, step="confirm", may_use_logo="on"), follow=True)
    assert "Harbour Watch signs version 1. Thank you." in done.content.decode()
    found = SignOff.objects.get()
    assert (found.organisation, found.answer, found.by, found.by_name, found.may_use_logo, found.may_be_named) == (
        people.harbour, "signs", people.member, "Mabel", True, True,
    )  # fmt: skip
    assert found.sha256 == paper.versions.get().sha256


def test_a_confirmation_sent_twice_is_one_answer(people: People) -> None:
    paper = a_paper()
    client = signed_in(people.member)
    for _ in range(2):
        client.post(page_of(paper), answer(paper, step="confirm"))
    assert SignOff.objects.count() == 1
    client.post(page_of(paper), answer(paper, step="confirm", answer="objects"))
    assert SignOff.objects.count() == 2


def test_a_reservation_needs_its_words(people: People) -> None:
    paper = a_paper()
    client = signed_in(people.member)
    page = client.post(page_of(paper), answer(paper, answer="reservation", step="confirm")).content.decode()
    assert "Say what your reservation is." in page and not SignOff.objects.exists()
    client.post(page_of(paper), answer(paper, answer="reservation", comment="Not clause 2", step="confirm"))
    assert SignOff.objects.get().comment == "Not clause 2"


@pytest.mark.parametrize("step", ["", "confirm"])
def test_a_text_that_changed_while_it_was_read_is_not_signed(people: People, step: str) -> None:
    paper = a_paper()
    read = answer(paper, step=step, comment="As agreed by our board")
    a_text(paper, TEXT.replace("should", "must"))
    response = signed_in(people.member).post(page_of(paper), read)
    page = response.content.decode()
    assert response.status_code == 409 and not SignOff.objects.exists()
    assert "The text changed while you were reading" in page and "must</ins>" in page
    assert "As agreed by our board" in page and paper.versions.first().sha256 in page


def test_the_door_itself_refuses_another_text_than_the_latest(people: People) -> None:
    paper = a_paper()
    read = paper.versions.first().sha256
    a_text(paper, "Another text.")
    with pytest.raises(TextChanged):
        signoff.sign(paper, people.harbour, read, Given("signs"), by=people.member)


def test_an_edit_makes_the_sign_off_lapse_and_shows_everybody_what_changed(people: People) -> None:
    paper = a_paper()
    client = signed_in(people.member)
    client.post(page_of(paper), answer(paper, step="confirm"))
    text = reverse("coalition:briefing-text", args=[paper.pk])
    body = TEXT.replace("should", "must")
    saved = signed_in(people.officer).post(text, {"title": paper.title, "body": body, "seen": 1}, follow=True)
    assert "Sign-offs of the earlier text have lapsed." in saved.content.decode()
    sign = client.get(page_of(paper)).content.decode()
    assert "What changed since your organisation answered version 1" in sign and "must</ins>" in sign
    other = signed_in(people.other_member).get(reverse("coalition:briefing", args=[paper.pk])).content.decode()
    assert "the text changed since version 1" in other
    client.post(page_of(paper), answer(paper, step="confirm"))
    assert signoff.signatories(paper.versions.first()) == [people.harbour]


def test_no_answer_after_the_deadline_or_before_it_is_asked(people: People) -> None:
    over = a_paper("Over", sign_by=timezone.now() - timedelta(minutes=1))
    shut = a_paper("Shut", is_open_to_sign=False)
    for paper in (over, shut):
        page = signed_in(people.member).post(page_of(paper), answer(paper, step="confirm")).content.decode()
        assert "No answers are taken now" in page
        with pytest.raises(NotOpen):
            signoff.sign(paper, people.harbour, paper.versions.first().sha256, Given("signs"), by=people.member)
    assert not SignOff.objects.exists()


def test_an_account_without_an_organisation_cannot_answer(people: People) -> None:
    paper = a_paper()
    client = signed_in(people.administrator)
    assert "speaks for no organisation" in client.get(page_of(paper)).content.decode()
    client.post(page_of(paper), answer(paper, step="confirm"))
    assert not SignOff.objects.exists()


def test_who_has_answered_and_who_has_not_is_on_the_page(people: People) -> None:
    paper = a_paper()
    signed_in(people.member).post(page_of(paper), answer(paper, step="confirm"))
    page = signed_in(people.other_member).get(reverse("coalition:briefing", args=[paper.pk])).content.decode()
    assert "Harbour Watch" in page and "Beacon Trust" in page and "Not answered yet" in page
    assert "Tide and Shore" not in page, "it left the coalition"
    assert "London time" in page and "still to answer" in page


def test_an_answer_of_who_had_left_is_shown_as_not_counted(people: People) -> None:
    paper = a_paper()
    signoff.sign(paper, people.tide, paper.versions.first().sha256, Given("signs"), by=people.officer)
    page = signed_in(people.member).get(reverse("coalition:briefing", args=[paper.pk])).content.decode()
    assert "Not counted:" in page and "not a member of the coalition on that day" in page
    assert signoff.signatories(paper.versions.first()) == []


# ---- officers ----


def test_officers_open_extend_and_close_with_history(people: People) -> None:
    paper = a_paper(is_open_to_sign=False, sign_by=None)
    client = signed_in(people.officer)
    where = reverse("coalition:sign-off-open", args=[paper.pk])
    client.post(where, {"sign_by": "2099-07-01T17:00", "revision": 1})
    client.post(where, {"sign_by": "2099-07-02T17:00", "revision": 2, "note": "Two boards meet late"})
    paper.refresh_from_db()
    assert paper.is_open_to_sign and paper.sign_by.isoformat() == "2099-07-02T16:00:00+00:00"
    client.post(reverse("coalition:sign-off-close", args=[paper.pk]), {"revision": 3})
    assert not Briefing.objects.get().is_open_to_sign
    reasons = list(paper.history.order_by("history_id").values_list("history_change_reason", flat=True))
    assert reasons[1:] == ["Opened for sign-off", "Two boards meet late", "Sign-off closed"]
    client.post(where, {"sign_by": "2099-07-02T17:00", "revision": 2})
    assert not Briefing.objects.get().is_open_to_sign, "the form was opened on an older state"


def test_a_deadline_in_the_past_is_refused(people: People) -> None:
    paper = a_paper(is_open_to_sign=False)
    page = signed_in(people.officer).post(
        reverse("coalition:sign-off-open", args=[paper.pk]), {"sign_by": "2020-01-01T10:00", "revision": 1}
    )
    assert "This moment is over." in page.content.decode()


def test_an_e_mail_is_written_down_and_shown_as_such(people: People) -> None:
    paper = a_paper()
    where = reverse("coalition:sign-off-record", args=[paper.pk])
    facts = {**answer(paper), "organisation": people.harbour.pk, "received_at": moment(timezone.now())}
    client = signed_in(people.officer)
    assert "This field is required" in client.post(where, facts).content.decode(), "the note is needed"
    client.post(where, {**facts, "recorded_note": "e-mail of their director"})
    found = SignOff.objects.get()
    assert (found.organisation, found.by, found.recorded_note) == (
        people.harbour, people.officer, "e-mail of their director",
    )  # fmt: skip
    page = signed_in(people.member).get(reverse("coalition:briefing", args=[paper.pk])).content.decode()
    assert "Written down by Oswin: e-mail of their director" in page


@pytest.mark.parametrize(("hours", "said"), [(2, "still to come"), (-2, "was written later")])
def test_an_e_mail_cannot_come_before_the_text_or_after_now(people: People, hours: int, said: str) -> None:
    paper = a_paper()
    facts = {**answer(paper), "organisation": people.harbour.pk, "recorded_note": "x"}
    facts["received_at"] = moment(timezone.now() + timedelta(hours=hours))
    page = signed_in(people.officer).post(reverse("coalition:sign-off-record", args=[paper.pk]), facts)
    assert said in page.content.decode() and not SignOff.objects.exists()


def test_an_e_mail_that_came_in_time_may_be_written_down_after_the_deadline(people: People) -> None:
    paper = a_paper()
    BriefingVersion.objects.filter(briefing=paper).update(written_at=timezone.now() - timedelta(days=2))
    writing.change(paper, {"sign_by": timezone.now() - timedelta(hours=1)}, by=people.officer)
    given = Given("signs", recorded_note="e-mail", received_at=timezone.now() - timedelta(hours=2))
    signoff.sign(paper, people.harbour, paper.versions.get().sha256, given, by=people.officer)
    assert signoff.signatories(paper.versions.get()) == [people.harbour]


def test_answers_are_written_once(people: People) -> None:
    paper = a_paper()
    found = signoff.sign(paper, people.harbour, paper.versions.get().sha256, Given("signs"), by=people.member)
    with pytest.raises(TypeError):
        found.save()


def moment(at) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def test_the_same_answer_once_it_can_count_is_not_taken_for_a_repetition(people: People) -> None:
    paper = a_paper(sign_by=None)
    read = paper.versions.first().sha256
    joined = timezone.now() + timedelta(days=2)
    newcomer = an_organisation("Newcomers", london_day(joined))
    early = signoff.sign(paper, newcomer, read, Given("signs"), by=people.member)
    assert signoff.sign(paper, newcomer, read, Given("signs"), by=people.member) == early, "sent twice in one day"
    assert signoff.signatories(paper.versions.first()) == []
    with time_machine.travel(joined + timedelta(hours=1), tick=False):
        signoff.sign(paper, newcomer, read, Given("signs"), by=people.member)
        assert signoff.signatories(paper.versions.first()) == [newcomer]


def test_a_deadline_cannot_be_put_into_the_past_where_it_would_take_answers_back(people: People) -> None:
    paper = a_paper()
    signoff.sign(paper, people.harbour, paper.versions.first().sha256, Given("signs"), by=people.member)
    client, address = signed_in(people.officer), reverse("coalition:briefing-edit", args=[paper.pk])
    sent = {"kind": "briefing", "is_shared": "on", "revision": paper.revision, "sign_by": "2026-01-01T09:00"}
    answered = client.post(address, sent)
    assert answered.status_code == 422 and "This moment is over." in answered.content.decode()
    assert signoff.signatories(paper.versions.first()) == [people.harbour]


def test_the_facts_of_a_paper_are_edited_after_its_deadline_too(people: People) -> None:
    over = timezone.localtime() - timedelta(days=1)
    paper = a_paper(sign_by=over)
    sent = {"kind": "report", "is_shared": "on", "revision": paper.revision, "sign_by": f"{over:%Y-%m-%dT%H:%M}"}
    client, address = signed_in(people.officer), reverse("coalition:briefing-edit", args=[paper.pk])
    assert client.post(address, sent).status_code == 302
    paper.refresh_from_db()
    assert paper.kind == "report"


def test_another_title_over_the_same_file_makes_sign_offs_lapse(people: People) -> None:
    paper = a_paper(body=None)
    for seen, title in enumerate(["Light the steps", "Leave the steps dark"]):
        file = SimpleUploadedFile("steps.pdf", b"%PDF-1.4 steps")
        versions.write_file(paper, title, file, PDF, seen=seen, by=people.officer)
        if not seen:
            read = paper.versions.first().sha256
            signoff.sign(paper, people.harbour, read, Given("signs"), by=people.member)
    assert signoff.signatories(paper.versions.first()) == []


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("sign", "answer"),
        ("sign-off-open", "revision"),
        ("sign-off-record", "organisation"),
        ("briefing-text", "body"),
        ("briefing-upload", "file"),
    ],
)
def test_a_form_with_errors_says_so_to_programs_too(people: People, name: str, field: str) -> None:
    paper = a_paper()
    answered = signed_in(people.officer).post(
        reverse(f"coalition:{name}", args=[paper.pk]), {"sha256": paper.versions.first().sha256}
    )
    assert field in answered.context["form"].errors and answered.status_code == 422
