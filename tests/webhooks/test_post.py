"""Posting to an address that somebody gave us: where it may lead, and what bounds it."""

from typing import Any

import pytest

from scrapers import addresses, fetch
from scrapers.fetch import FetchProblem, post
from tests.scrapers.upstream import Connection, Reply, Upstream
from tracker import settings as product

REFUSED = [
    "http://hooks.example.org/",
    "https://hooks.example.org:8443/",
    "https://me:secret@hooks.example.org/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://10.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://localhost/",
    "http://localhost:8000/",
    "file:///etc/passwd",
    "gopher://hooks.example.org/",
    "https://",
    "https://hooks.example.org/\r\nHost: x",
]
PRIVATE = ["127.0.0.1", "10.1.2.3", "192.168.0.9", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1"]


@pytest.mark.parametrize("url", REFUSED)
def test_nothing_but_public_https_names_is_taken(url: str) -> None:
    with pytest.raises(addresses.RefusedAddress):
        addresses.check_form(url, [])
    with pytest.raises(FetchProblem, match="refused"):
        post(url, b"{}", {})


@pytest.mark.parametrize("address", PRIVATE)
@pytest.mark.parametrize("host", ["hooks.example.org", "localhost.", "hooks.example.org."])
def test_a_name_that_leads_inside_is_refused_even_beside_a_public_address(host: str, address: str) -> None:
    with pytest.raises(addresses.RefusedAddress):
        addresses.check_outward(f"https://{host}/", [], lambda *_: ["93.184.216.34", address])


def test_loopback_is_refused_unless_a_test_names_it(receiver: Upstream, settings: Any) -> None:
    settings.WEBHOOK_LOOPBACK_HOSTS = []
    with pytest.raises(FetchProblem, match="refused"):
        post(receiver.says("/in", b"ok"), b"{}", {})
    assert receiver.asked == []


def test_the_product_names_none() -> None:
    assert product.WEBHOOK_LOOPBACK_HOSTS == []


def test_the_body_and_headers_arrive_and_the_answer_comes_back(receiver: Upstream) -> None:
    answer = post(receiver.says("/in", Reply(b"thank you", 202)), b'{"a": 1}', {"X-Tracker-Delivery": "d1"})
    assert (answer.status, answer.answer) == (202, b"thank you")
    assert receiver.asked[0].body == b'{"a": 1}'
    assert receiver.asked[0].headers["X-Tracker-Delivery"] == "d1"
    assert "Authorization" not in receiver.asked[0].headers


def test_no_redirect_is_followed(receiver: Upstream) -> None:
    receiver.says("/secret", b"inside")
    answer = post(receiver.says("/in", Reply(b"", 307, {"Location": "/secret"})), b"{}", {})
    assert answer.status == 307
    assert receiver.paths == ["/in"]


def test_a_long_answer_is_cut_and_a_slow_one_is_ended(receiver: Upstream, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(post(receiver.says("/in", b"x" * 1_000_000), b"{}", {}).answer) == fetch.ANSWER_BYTES
    monkeypatch.setattr(fetch, "POST_SECONDS", 0.5)

    def drips(connection: Connection) -> None:
        connection.send(b"HTTP/1.1 200 OK\r\n")
        connection.drip(b"X-Slow: " + b"x" * 100, 0.1)

    with pytest.raises(FetchProblem, match="no answer within") as problem:
        post(receiver.says("/slow", Reply(raw=drips)), b"{}", {})
    assert problem.value.is_temporary


def test_the_address_that_was_checked_is_the_address_that_is_dialled(
    receiver: Upstream, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """A name server that answers otherwise the second time (rebinding) is not asked a second time."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    monkeypatch.setattr(addresses, "resolve", lambda *_: next(answers))
    check = addresses.check_outward
    monkeypatch.setattr(addresses, "check_outward", lambda url, hosts: check(url, hosts, addresses.resolve))
    settings.WEBHOOK_LOOPBACK_HOSTS = [f"localhost:{receiver.port}"]
    receiver.says("/in", b"ok")
    assert post(f"http://localhost:{receiver.port}/in", b"{}", {}).status == 200
    assert next(answers) == ["10.0.0.1"]
