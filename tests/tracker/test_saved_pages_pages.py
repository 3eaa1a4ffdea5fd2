"""Bringing in saved pages: upload, preview, confirm; for officers alone; and the same on the command line."""

import json
import os
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from amendments.models import Amendment
from bills.models import Bill, BillStage
from scrapers.models import FetchRun, Snapshot, SnapshotBody
from tests.coalition.people import People, a_coalition, signed_in
from tests.scrapers.old_pages import commons, halves, lords
from tests.scrapers.test_old_stage_page import stage_page
from tracker import saved_pages

pytestmark = pytest.mark.django_db
UPLOAD = "/desk/import/"
NAME = "pbc0080209a.63-66.html"


@pytest.fixture
def people(settings, tmp_path: Path) -> People:
    settings.TRACKER_VAR = tmp_path
    return a_coalition()


@pytest.fixture
def officer(people: People) -> Client:
    return signed_in(people.officer)


def a_file(text: str | bytes, name: str = NAME) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode(), "text/html")


def upload(client: Client, *files: SimpleUploadedFile):
    return client.post(UPLOAD, {"pages": list(files)})


def stored() -> list[int]:
    return [model.objects.count() for model in (Bill, BillStage, Amendment, Snapshot, SnapshotBody, FetchRun)]


# ---- the journey ----
def test_an_officer_uploads_sees_and_confirms(officer: Client) -> None:
    assert officer.get(reverse("saved-pages")).status_code == 200
    sent = upload(officer, a_file(commons().replace("<b>98</b>", "")))
    assert sent.status_code == 302
    assert stored() == [0] * 6
    shown = officer.get(sent.url)
    words = shown.content.decode()
    for expected in (
        "61",
        "clause 41, page 28, line 8",
        "Mr Aldous Finch, Dr Bo O’Hara",
        "white star",
        "NC34",
        "new clause",
    ):
        assert expected in words
    assert "amendment after 61: the number is lost in this copy" in words
    assert "a new Bill known from these pages alone" in words
    assert stored() == [0] * 6
    done = officer.post(sent.url + "confirm/")
    stage = BillStage.objects.get()
    assert (done.status_code, done.url) == (302, stage.get_absolute_url())
    assert stored() == [1, 1, 4, 1, 1, 1]
    assert "Taken in: 5 new rows" in officer.get(done.url, follow=True).content.decode()


def test_exactly_the_bytes_that_were_shown_are_kept(officer: Client) -> None:
    body = commons().encode("cp1252", "xmlcharrefreplace")
    sent = upload(officer, a_file(body))
    officer.post(sent.url + "confirm/")
    assert SnapshotBody.objects.get().body == body


def test_several_files_are_one_paper_in_the_order_of_their_names(officer: Client) -> None:
    first, second = halves()
    sent = upload(officer, a_file(second, "pbc008.100-102.html"), a_file(first, "pbc008.81-87.html"))
    words = officer.get(sent.url).content.decode()
    assert words.index("pbc008.81-87.html") < words.index("pbc008.100-102.html")
    assert "4 amendments, 0 problems" in " ".join(words.split())


def test_a_page_of_stages_shows_the_stages_it_would_add(officer: Client) -> None:
    sent = upload(officer, a_file(stage_page(), "stages.html"))
    words = officer.get(sent.url).content.decode()
    assert "Committee stage (Commons): a new stage with 2 sitting days" in words
    assert not BillStage.objects.exists()
    done = officer.post(sent.url + "confirm/")
    assert done.url == Bill.objects.get().get_absolute_url()
    assert BillStage.objects.count() == 10


def test_a_second_import_of_the_same_pages_says_that_nothing_was_written(officer: Client) -> None:
    for _ in range(2):
        sent = upload(officer, a_file(commons()))
        done = officer.post(sent.url + "confirm/")
    assert "nothing was written" in officer.get(done.url, follow=True).content.decode()
    assert Amendment.objects.count() == 4


def test_a_person_says_the_stage_where_the_pages_do_not(officer: Client) -> None:
    officer.post(upload(officer, a_file(stage_page(), "stages.html")).url + "confirm/")
    stage = BillStage.objects.get(description="Committee stage", house="Commons")
    bare = commons(front="<p>Notices of Amendments given on Tuesday 2 September 2014</p><p>HARBOUR LIGHTS BILL</p>")
    sent = upload(officer, a_file(bare, "page.html"))
    asked = officer.get(sent.url)
    assert asked.status_code == 422
    assert "does not name its stage" in asked.content.decode()
    chosen = officer.get(sent.url, {"bill": stage.bill_id})
    assert f'value="{stage.pk}"' in chosen.content.decode()
    shown = officer.get(sent.url, {"bill": stage.bill_id, "stage": stage.pk})
    assert shown.status_code == 200
    assert f'name="stage" value="{stage.pk}"' in " ".join(shown.content.decode().split())
    officer.post(sent.url + "confirm/", {"bill": stage.bill_id, "stage": stage.pk})
    assert stage.amendments.count() == 4


def test_a_stage_of_another_bill_is_no_place(officer: Client) -> None:
    officer.post(upload(officer, a_file(commons())).url + "confirm/")
    other = Bill.objects.create(short_title="Another Bill")
    sent = upload(officer, a_file(commons().replace("2 September", "3 September")))
    shown = officer.get(sent.url, {"bill": other.pk, "stage": BillStage.objects.get().pk})
    assert "another Bill" in shown.content.decode()
    before = stored()
    officer.post(sent.url + "confirm/", {"bill": other.pk, "stage": BillStage.objects.get().pk})
    assert stored() == before


# ---- what is refused ----
@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("paper.pdf", b"%PDF", "only saved web pages"),
        ("paper.html.exe", b"x", "only saved web pages"),
        ("big.html", b"x" * (5 * 1024 * 1024 + 1), "the limit is 5,242,880"),
    ],
)
def test_a_file_that_is_none_is_refused_at_once(officer: Client, name: str, body: bytes, reason: str) -> None:
    answer = upload(officer, a_file(body, name))
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert stored() == [0] * 6


def test_no_file_is_explained(officer: Client) -> None:
    answer = officer.post(UPLOAD, {})
    assert answer.status_code == 422
    assert "Choose one saved page" in answer.content.decode()


def test_a_page_of_another_kind_is_explained_and_not_stored(officer: Client) -> None:
    sent = upload(officer, a_file("<html><body><p>Weather</p></body></html>", "weather.htm"))
    shown = officer.get(sent.url)
    assert shown.status_code == 422
    assert "it is no amendment paper" in shown.content.decode()
    assert "Take these pages in" not in shown.content.decode()
    assert stored() == [0] * 6


def test_what_a_page_says_is_never_markup_here(officer: Client) -> None:
    hostile = (
        commons()
        .replace("Sarah Trent", "Sarah Trent")
        .replace("12</b>", "12</b>")
        .replace("paragraph 14", "&lt;script&gt;alert(1)&lt;/script&gt;")
    )
    shown = officer.get(upload(officer, a_file(hostile, "<img src=x onerror=alert(1)>.html")).url).content.decode()
    assert "<img src=x" not in shown and "<script>alert" not in shown


# ---- who may ----
def test_a_stranger_is_sent_to_sign_in(people: People) -> None:
    stranger = signed_in(None)
    for address in (UPLOAD, f"{UPLOAD}abcdefghijklmnopqrstuvwx/", f"{UPLOAD}abcdefghijklmnopqrstuvwx/confirm/"):
        answer = stranger.get(address) if "confirm" not in address else stranger.post(address)
        assert answer.status_code == 302
        assert "/desk/import/" in answer.url and answer.url != address


@pytest.mark.parametrize("who", ["member", "other_member", "outsider"])
def test_whoever_is_no_officer_sees_a_missing_page(people: People, who: str) -> None:
    sent = upload(signed_in(people.officer), a_file(commons()))
    client = signed_in(getattr(people, who))
    missing = client.get("/no-such-page/").content
    for answer in (
        client.get(UPLOAD),
        upload(client, a_file(commons())),
        client.get(sent.url),
        client.post(sent.url + "confirm/"),
    ):
        assert answer.status_code == 404
        assert answer.content == missing or b"csrf" in missing
    assert stored() == [0] * 6


def test_an_administrator_may_too(people: People) -> None:
    assert signed_in(people.administrator).get(UPLOAD).status_code == 200


def test_an_upload_is_its_own_persons_alone(people: People) -> None:
    sent = upload(signed_in(people.officer), a_file(commons()))
    other = signed_in(people.administrator)
    assert other.get(sent.url).status_code == 404
    assert other.post(sent.url + "confirm/").status_code == 404
    assert stored() == [0] * 6


def test_confirming_is_a_post(officer: Client) -> None:
    sent = upload(officer, a_file(commons()))
    assert officer.get(sent.url + "confirm/").status_code == 405


def test_an_upload_can_be_confirmed_once(officer: Client) -> None:
    sent = upload(officer, a_file(commons()))
    officer.post(sent.url + "confirm/")
    assert officer.post(sent.url + "confirm/").status_code == 404
    assert officer.get(sent.url).status_code == 404


def test_no_cache_keeps_what_was_uploaded(officer: Client) -> None:
    sent = upload(officer, a_file(commons()))
    assert "no-store" in officer.get(sent.url)["Cache-Control"]


# ---- what waits ----
@pytest.mark.parametrize("token", ["..", "../..", "x", "a" * 24, "names.json", "%2e%2e%2f"])
def test_an_invented_token_finds_nothing(officer: Client, token: str) -> None:
    assert officer.get(f"{UPLOAD}{token}/").status_code == 404


def test_a_file_changed_while_it_waits_is_not_taken_in(officer: Client, settings) -> None:
    sent = upload(officer, a_file(commons()))
    token = sent.url.rstrip("/").rpartition("/")[2]
    (settings.TRACKER_VAR / "saved-pages" / token / "0").write_bytes(b"other")
    assert officer.post(sent.url + "confirm/").status_code == 404


def test_uploads_that_nobody_confirms_are_removed_after_a_day(officer: Client, settings) -> None:
    sent = upload(officer, a_file(commons()))
    folder = settings.TRACKER_VAR / "saved-pages"
    assert saved_pages.tidy() == 0
    old = time.time() - saved_pages.KEPT_SECONDS - 5
    for path in folder.iterdir():
        told = json.loads((path / "names.json").read_text())
        (path / "names.json").write_text(json.dumps(told | {"at": old}))
        os.utime(path, (old, old))
    assert officer.get(sent.url).status_code == 404
    assert saved_pages.tidy() == 1
    assert list(folder.iterdir()) == []


def test_a_path_in_a_file_name_stays_out(officer: Client, settings) -> None:
    sent = upload(officer, a_file(commons(), f"../../{NAME}"))
    shown = officer.get(sent.url)
    assert shown.status_code == 200 and b"../" not in shown.content.partition(b"The files")[2].partition(b"</ol>")[0]
    assert not (settings.TRACKER_VAR.parent / NAME).exists()


# ---- the command ----
def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import_saved_pages", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def paper(tmp_path: Path) -> str:
    path = tmp_path / NAME
    path.write_text(commons().replace("<b>98</b>", ""), encoding="utf-8")
    return str(path)


def test_the_command_previews_without_writing(paper: str) -> None:
    out, err = run(paper, "--preview")
    assert "61☆: clause 41, page 28, line 8 (Mr Aldous Finch, Dr Bo O’Hara, Sarah Trent): new" in out
    assert "nothing was written" in out
    assert "the number is lost in this copy" in err
    assert stored() == [0] * 6


def test_the_command_then_imports_what_it_showed(paper: str) -> None:
    shown = json.loads(run(paper, "--preview", "--json")[0])
    done = json.loads(run(paper, "--json")[0])
    assert done == shown
    assert Amendment.objects.count() == 4


def test_the_command_says_why_it_refuses(tmp_path: Path) -> None:
    wrong = tmp_path / "x.html"
    wrong.write_text("<html><p>Weather</p></html>", encoding="utf-8")
    with pytest.raises(CommandError, match="no amendment paper"):
        run(str(wrong))
    assert FetchRun.objects.get().problem.startswith("page: it is no amendment paper")
    with pytest.raises(CommandError, match="cannot be read"):
        run(str(tmp_path / "missing.html"))
    with pytest.raises(CommandError, match="only saved web pages"):
        run(__file__)


def test_the_command_takes_a_lords_list_to_a_stage_that_is_given(tmp_path: Path) -> None:
    path = tmp_path / "ml069.htm"
    path.write_text(lords(), encoding="utf-8")
    run(str(path))
    stage = BillStage.objects.get()
    path.write_text(lords().replace("20th February", "21st February"), encoding="utf-8")
    out, _ = run(str(path), "--stage", str(stage.pk))
    assert "Report stage (Lords)" in out
    assert stage.papers.count() == 2
