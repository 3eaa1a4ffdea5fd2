"""The server of the fictional Parliament: on loopback only, with ETags, on any day, remembering who asked."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import date
from email.message import Message
from pathlib import Path

import pytest
from django.conf import settings

from scrapers.parliament import Parliament
from tests.replica.conftest import Serve
from tests.replica.many import BILL_ID, STAGE_ID, many
from tracker.replica.answers import Answer
from tracker.replica.server import Replica
from tracker.replica.story.whole import world

LISTS = f"/Bills/{BILL_ID}/Stages/{STAGE_ID}/Amendments"
ClientOf = Callable[[Replica], Parliament]


def get(url: str, **headers: str) -> tuple[int, bytes, Message]:
    """Status, body and headers of a plain request; proxies of the environment play no part."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, headers=named)  # noqa: S310  the test's own server
    try:
        with opener.open(request, timeout=10) as response:
            return response.status, response.read(), response.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read(), error.headers


@pytest.mark.parametrize("host", ["8.8.8.8", "192.168.1.4", "10.0.0.1"])
def test_an_address_that_is_not_loopback_is_refused(host: str) -> None:
    with pytest.raises(ValueError, match="not a loopback address"):
        Replica(world(), host=host)


def test_it_listens_on_a_port_of_its_own_and_is_gone_afterwards() -> None:
    with Replica(world()) as one, Replica(world()) as other:
        assert one.port != other.port
        assert one.url == f"http://127.0.0.1:{one.port}/api/v1"
        assert get(f"{one.url}/BillTypes")[0] == 200
    with pytest.raises(urllib.error.URLError):
        get(f"{one.url}/BillTypes")


def test_unchanged_answers_are_not_sent_again() -> None:
    with Replica(world(), day=2) as parliament:
        address = f"{parliament.url}/Bills/900001"
        status, body, headers = get(address)
        assert (status, len(body)) == (200, int(headers["Content-Length"]))
        assert get(address, If_None_Match=headers["ETag"])[:2] == (304, b"")
        parliament.day = 3
        status, other, later = get(address, If_None_Match=headers["ETag"])
        assert status == 200
        assert later["ETag"] != headers["ETag"]
        assert other != body


def test_an_error_has_no_etag() -> None:
    with Replica(world()) as parliament:
        status, body, headers = get(f"{parliament.url}/Bills/1")
        assert (status, headers["ETag"], json.loads(body)["status"]) == (404, None, 404)


def test_the_day_may_be_a_date_or_a_stop_of_the_story() -> None:
    with Replica(world(), day=1) as parliament:
        assert parliament.day == date(2026, 9, 10)
        parliament.day = date(2026, 9, 15)
        assert parliament.day == date(2026, 9, 15)
        with pytest.raises(IndexError):
            parliament.day = 99
        assert parliament.day == date(2026, 9, 15)


def test_without_a_day_it_is_today() -> None:
    assert Replica(world()).day == world().days[-1]


def test_it_remembers_what_was_asked_with_which_headers() -> None:
    with Replica(world()) as parliament:
        get(f"{parliament.url}/Bills?Take=1", User_Agent="a test")
        (asked,) = parliament.asked
        assert asked.path == "/Bills?Take=1"
        assert asked.headers["user-agent"] == "a test"


def test_nothing_stands_outside_the_api() -> None:
    with Replica(world()) as parliament:
        assert get(f"http://{parliament.host}/etc/passwd")[0] == 404
        assert parliament.asked == []


def test_a_fault_replaces_an_answer_and_is_never_answered_304() -> None:
    with Replica(world()) as parliament:
        address = f"{parliament.url}/Bills"
        tag = get(address)[2]["ETag"]
        parliament.faults = lambda path, good: Answer(b"broken", "text/plain", 503)
        status, body, headers = get(address, If_None_Match=tag)
        assert (status, body, headers["ETag"]) == (503, b"broken", None)
        parliament.faults = None
        assert get(address, If_None_Match=tag)[0] == 304


@pytest.mark.django_db
def test_the_trackers_own_client_reads_all_of_a_long_list(serve: Serve, client_of: ClientOf) -> None:
    replica = serve(many(1000))
    sweep = client_of(replica).amendments(BILL_ID, STAGE_ID)
    assert (sweep.is_complete, sweep.expected, len(sweep.items)) == (True, 1000, 1000)
    assert [item.number for item in sweep.items] == [str(n) for n in range(1, 1001)]
    assert len(replica.paths) == 11
    assert replica.paths[0] == f"{LISTS}?Skip=0&Take=100"


@pytest.mark.django_db
def test_the_trackers_own_client_is_answered_304_the_second_time(serve: Serve, client_of: ClientOf) -> None:
    parliament = client_of(serve())
    first, second = parliament.amendments(900_001, 910_003), parliament.amendments(900_001, 910_003)
    assert (first.new_snapshots, second.new_snapshots) == (True, False)
    assert second.items == first.items


def test_the_command_serves_by_hand_and_says_where(tmp_path: Path) -> None:
    command = [sys.executable, "manage.py", "replica", "--day", "2"]
    with subprocess.Popen(
        command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True, env={"TRACKER_VAR": str(tmp_path)}
    ) as program:
        try:
            assert program.stdout is not None
            said = program.stdout.readline()
            assert said.startswith("The fictional Parliament of 14 September 2026 is at http://127.0.0.1:")
            assert json.loads(get(f"{said.split()[-1]}/Bills/900001")[1])["isAct"] is False
        finally:
            program.terminate()
            program.wait(timeout=10)


@pytest.mark.parametrize("arguments", [["--day", "99"], ["--port", "99999"]])
def test_the_command_refuses_a_day_or_port_that_is_not_there(arguments: list[str], tmp_path: Path) -> None:
    command = [sys.executable, "manage.py", "replica", *arguments]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=30, check=False,
        env={"TRACKER_VAR": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
