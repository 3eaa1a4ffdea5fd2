"""Which addresses may be asked at all: the guard between a link in somebody's text and a connection from this machine.

A host must be named in SCRAPER_ALLOWED_HOSTS, and everything its name resolves to must be a public address. The
address that was checked is the address that is dialled (see fetch.py), so a second answer of the name server is never
used. Loopback is reached only where the list itself names a loopback host: the demonstration's own Parliament.
"""

import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]

LONGEST_URL = 1000
DEFAULT_PORTS = {"http": 80, "https": 443}
LOOPBACK_NAMES = {"localhost", "127.0.0.1", "::1"}
NEVER = [
    ip_network(network)
    for network in (
        "168.63.129.16/32",  # a cloud's metadata service on a public address
        "192.0.0.0/24",  # protocol assignments; another cloud's metadata
        "192.88.99.0/24",  # the old 6to4 relay
        "2001::/23",  # protocol assignments, among them Teredo, which carries an IPv4 address inside
        "2002::/16",  # 6to4: an IPv4 address inside
        "3fff::/20",  # documentation
    )
]
PUBLIC_IPV6 = ip_network("2000::/3")  # everything else is special: mapped, NAT64, local, multicast


class RefusedAddress(ValueError):
    """An address that must not be asked. The text is the reason, in plain words."""


class UnknownHost(OSError):
    """An allowed name that the name server cannot resolve at the moment."""


@dataclass(frozen=True, slots=True)
class Target:
    """A checked place to connect to: `addresses` are what may be dialled, `host` is the name to ask for."""

    scheme: str
    host: str
    port: int
    addresses: tuple[str, ...]

    @property
    def host_header(self) -> str:
        """The name to ask for, with its port where that is not the scheme's own."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == DEFAULT_PORTS[self.scheme] else f"{name}:{self.port}"


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet.

    False for private, loopback, link-local, multicast and reserved ranges, for cloud metadata services, and for every
    IPv6 form that carries an IPv4 address inside (mapped, compatible, NAT64, 6to4, Teredo).
    """
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if isinstance(address, IPv6Address) and address not in PUBLIC_IPV6:
        return False
    return not any(address in network for network in NEVER)


def resolve(host: str, port: int) -> list[str]:
    """Every address of a name, in the system's order. Raises UnknownHost."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnknownHost(f"the name {host} cannot be resolved ({error})") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def check(url: str, allowed_hosts: Iterable[str], resolve: Resolve = resolve) -> Target:
    """The place a url leads to, or RefusedAddress with the reason. UnknownHost where the name does not resolve.

    `allowed_hosts` holds host names or loopback addresses, each optionally with ":port". https on port 443 only; http,
    and other ports, only for a loopback host that the list names. All answers of the name server must be acceptable:
    one private answer among public ones refuses the host.
    """
    parts = _split(url)
    host, port = _host_and_port(parts)
    _check_allowed(host, port, allowed_hosts)
    is_loopback = host in LOOPBACK_NAMES
    if not is_loopback:
        _check_public_form(parts.scheme, host, port)
    found = resolve(host, port)
    if not found:
        raise UnknownHost(f"the name {host} has no address")
    for text in found:
        _check_answer(host, text, is_loopback)
    return Target(parts.scheme, host, port, tuple(found))


def check_form(url: str, loopback_hosts: Iterable[str]) -> str:
    """The host of an address that somebody gave us to write to; nothing is resolved. Raises RefusedAddress.

    Any public name, by https on port 443. Loopback only where `loopback_hosts` names it: that is for tests.
    """
    parts = _split(url)
    host, port = _host_and_port(parts)
    if host in LOOPBACK_NAMES:
        _check_allowed(host, port, loopback_hosts, "the hosts that may be written to")
    else:
        _check_public_form(parts.scheme, host, port)
    return host


def check_outward(url: str, loopback_hosts: Iterable[str], resolve: Resolve = resolve) -> Target:
    """The place of such an address, with everything that `check` asks of one. UnknownHost where none resolves."""
    loopback = list(loopback_hosts)
    host = check_form(url, loopback)
    return check(url, loopback if host in LOOPBACK_NAMES else [f"[{host}]" if ":" in host else host], resolve)


def _split(url: str) -> SplitResult:
    if len(url) > LONGEST_URL:
        raise RefusedAddress(f"longer than {LONGEST_URL} characters")
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise RefusedAddress("it holds a character that no web address may hold")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise RefusedAddress(f"not a web address ({error})") from error
    if parts.scheme not in {"http", "https"}:
        raise RefusedAddress(f"'{parts.scheme}:' is not https")
    if "@" in parts.netloc:
        raise RefusedAddress("it carries a user name or password")
    return parts


def _host_and_port(parts: SplitResult) -> tuple[str, int]:
    try:
        port = parts.port
    except ValueError as error:
        raise RefusedAddress(f"its port cannot be read ({error})") from error
    if not parts.hostname:
        raise RefusedAddress("it names no host")
    return parts.hostname, port or DEFAULT_PORTS[parts.scheme]


def _check_allowed(
    host: str, port: int, allowed_hosts: Iterable[str], listed_in: str = "SCRAPER_ALLOWED_HOSTS"
) -> None:
    """Names are compared whole and as written, so 2130706433, 0x7f.1 and a name with a final dot are strangers."""
    listed = {entry.strip().lower() for entry in allowed_hosts}
    bracketed = f"[{host}]" if ":" in host else host
    if not listed & {host, bracketed, f"{bracketed}:{port}"}:
        raise RefusedAddress(f"{host} is not among {listed_in}")


def _check_public_form(scheme: str, host: str, port: int) -> None:
    """A host that is not loopback: https, port 443, and a name. Numbers are refused in every spelling."""
    if scheme != "https":
        raise RefusedAddress("it is not https")
    if port != 443:
        raise RefusedAddress(f"port {port} is not 443")
    last_label = host.rstrip(".").rpartition(".")[2]
    if ":" in host or last_label.isdigit() or last_label.startswith("0x"):
        raise RefusedAddress(f"{host} is a number, not a name")


def _check_answer(host: str, text: str, is_loopback: bool) -> None:
    try:
        address = ip_address(text)
    except ValueError as error:
        raise RefusedAddress(f"{host} resolves to '{text}', which is not an address") from error
    if is_loopback and not address.is_loopback:
        raise RefusedAddress(f"{host} resolves to {address}, which is not this machine")
    if not is_loopback and not is_public(address):
        raise RefusedAddress(f"{host} resolves to {address}, which is not a public address")
