"""Which addresses are asked, and which never are, whatever spelling or name they hide behind."""

import socket
from ipaddress import ip_address

import pytest

from scrapers.addresses import RefusedAddress, UnknownHost, check, is_public, resolve
from scrapers.fetch import FetchProblem, fetch
from tests.scrapers.upstream import Reply, Upstream

ALLOWED = ["bills.example", "files.example"]
PUBLIC = "93.184.216.34"


def never_asked(host: str, port: int) -> list[str]:
    raise AssertionError(f"the name server was asked for {host}:{port}")


def answering(*found: str):
    return lambda _host, _port: list(found)


REFUSED_AS_WRITTEN = [
    "http://bills.example/",
    "ftp://bills.example/",
    "file:///etc/passwd",
    "gopher://bills.example/",
    "data:text/plain,hello",
    "javascript:alert(1)",
    "//bills.example/",
    "bills.example",
    "",
    "https://",
    "https:///path",
    "https://elsewhere.example/",
    "https://bills.example.elsewhere.example/",
    "https://elsewhere.example/bills.example",
    "https://elsewhere.example#bills.example",
    "https://elsewhere.example?bills.example",
    "https://xbills.example/",
    "https://bills.example./",
    "https://bills.example:8443/",
    "https://bills.example:22/",
    "https://bills.example:99999/",
    "https://bills.example:port/",
    "https://user@bills.example/",
    "https://user:password@bills.example/",
    "https://bills.example@elsewhere.example/",
    "https://bills.example\\@elsewhere.example/",
    "https://bills.example /",
    "https://bills.example\t.elsewhere.example/",
    "https://bills.example/\r\nHost: elsewhere.example",
    "https://bills.example/\x00",
    "https://bılls.example/",
    "https://[bills.example]/",
    "https://[::1/",
    "https://bills.example/" + "a" * 1000,
]
NUMBERS = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "0",
    "0.0.0.0",  # noqa: S104
    "10.0.0.1",
    "192.168.1.1",
    "172.16.0.1",
    "169.254.169.254",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:169.254.169.254]",
    "[64:ff9b::7f00:1]",
    "[fe80::1]",
    "[fd00:ec2::254]",
]
NOT_PUBLIC = [
    "0.0.0.0",  # noqa: S104
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:93.184.216.34",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::5db8:d822",
    "64:ff9b:1::a00:1",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:db8::1",
    "2002:7f00:1::1",
    "2002:5db8:d822::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("url", REFUSED_AS_WRITTEN)
def test_an_address_that_is_not_a_plain_https_address_of_an_allowed_host_is_refused_unresolved(url: str) -> None:
    with pytest.raises(RefusedAddress):
        check(url, ALLOWED, never_asked)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_instead_of_a_name_is_refused_in_every_spelling(number: str) -> None:
    with pytest.raises(RefusedAddress):
        check(f"https://{number}/", ALLOWED, never_asked)


@pytest.mark.parametrize("number", [number for number in NUMBERS if number not in {"127.0.0.1", "[::1]"}])
def test_a_number_is_refused_even_where_the_list_names_it(number: str) -> None:
    with pytest.raises(RefusedAddress):
        check(f"https://{number}/", [*ALLOWED, number], never_asked)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_allowed_name_that_resolves_to_no_public_address_is_refused(address: str) -> None:
    assert not is_public(ip_address(address))
    with pytest.raises(RefusedAddress, match="not a public address"):
        check("https://bills.example/", ALLOWED, answering(address))


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_one_bad_answer_among_good_ones_refuses_the_host(address: str) -> None:
    with pytest.raises(RefusedAddress):
        check("https://bills.example/", ALLOWED, answering(PUBLIC, address))


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450:4009::8a"])
def test_a_public_address_is_asked_under_its_name(address: str) -> None:
    target = check("https://BILLS.example/api/v1?Take=100", ALLOWED, answering(address))
    assert target.addresses == (address,)
    assert (target.scheme, target.host, target.port, target.host_header) == (
        "https",
        "bills.example",
        443,
        "bills.example",
    )


def test_an_answer_with_a_scope_or_that_is_no_address_is_refused() -> None:
    for found in ("fe80::1%eth0", "not an address"):
        with pytest.raises(RefusedAddress):
            check("https://bills.example/", ALLOWED, answering(found))


def test_loopback_is_reached_only_where_the_list_names_it() -> None:
    with pytest.raises(RefusedAddress):
        check("http://127.0.0.1:8123/", ALLOWED, never_asked)
    target = check("http://127.0.0.1:8123/", [*ALLOWED, "127.0.0.1"], answering("127.0.0.1"))
    assert target.host_header == "127.0.0.1:8123"
    assert check("http://[::1]:8123/", ["::1"], answering("::1")).host_header == "[::1]:8123"


def test_the_list_may_name_one_port_of_loopback() -> None:
    assert check("http://127.0.0.1:8123/", ["127.0.0.1:8123"], answering("127.0.0.1")).port == 8123
    with pytest.raises(RefusedAddress):
        check("http://127.0.0.1:5432/", ["127.0.0.1:8123"], never_asked)


def test_localhost_that_resolves_elsewhere_is_refused() -> None:
    with pytest.raises(RefusedAddress, match="not this machine"):
        check("http://localhost/", ["localhost"], answering(PUBLIC))


def test_a_name_without_an_address_is_unknown_and_may_be_known_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    with pytest.raises(UnknownHost, match="the name bills"):
        check("https://bills.example/", ALLOWED, resolve)
    with pytest.raises(UnknownHost):
        check("https://bills.example/", ALLOWED, answering())


def test_a_name_that_turns_private_is_refused_before_anything_is_dialled(
    upstream: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("something was dialled"))
    with pytest.raises(FetchProblem, match=r"127\.0\.0\.1, which is not a public address") as refused:
        fetch("https://bills.example/", accept="*/*")
    assert not refused.value.is_temporary


def test_the_name_server_is_asked_once_and_what_it_said_is_dialled(
    upstream: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    upstream.says("/", Reply(b"here"))
    real = socket.getaddrinfo
    names = []

    def counted(host: str, *rest: object, **more: object):
        names.append(host)
        return real("127.0.0.1", *rest, **more)  # what a second, different answer would be is never learnt

    monkeypatch.setattr(socket, "getaddrinfo", counted)
    assert fetch(f"http://localhost:{upstream.port}/", accept="*/*").body == b"here"
    assert names == ["localhost", "127.0.0.1"]
    assert upstream.asked[0].headers["Host"] == f"localhost:{upstream.port}"
