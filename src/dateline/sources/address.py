"""Which addresses may be fetched, and a connection made to the very address that was checked.

A name is resolved once; every address it has is checked; the socket is opened to one of those, while
the certificate and the ``Host`` header keep the name. Nothing is resolved a second time, so a name
that answers differently the next time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from dateline.errors import ForbiddenAddress, SourceError

__all__ = ["PinnedConnection", "Target", "is_public", "target_of"]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

MOST_ADDRESSES = 4
TUNNELS = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # IETF protocol assignments (RFC 6890)
        "192.88.99.0/24",  # 6to4 relays (RFC 7526)
        "64:ff9b::/96",  # NAT64 (RFC 6052): hides an IPv4 address
        "64:ff9b:1::/48",  # local NAT64 (RFC 8215)
        "100::/64",  # discard (RFC 6666)
        "2001::/23",  # Teredo, ORCHID and other protocol assignments (RFC 2928)
        "2002::/16",  # 6to4 (RFC 3056): hides an IPv4 address
        "fec0::/10",  # site-local (RFC 3879)
    )
)
"""Ranges refused on top of what ``ipaddress`` calls not global; its lists differ between Python versions."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet.

    It is not when it is private, loopback, link-local, shared (CGNAT), multicast, reserved or
    unspecified, or an IPv6 address with such an IPv4 address inside.
    """
    try:
        ip: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif int(ip) >> 32 == 0:
            return False  # unspecified, loopback, IPv4-compatible
    if ip.is_multicast or ip.is_reserved or ip.is_unspecified or not ip.is_global:
        return False
    return not any(ip.version == network.version and ip in network for network in TUNNELS)


@dataclass(frozen=True, slots=True)
class Target:
    """Where one request goes: the parts of an address, and the IP addresses of its host, checked."""

    url: str
    scheme: str
    host: str
    port: int
    request: str
    addresses: tuple[str, ...]

    @property
    def host_header(self) -> str:
        """The value of the ``Host`` header."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _default_port(self.scheme) else f"{name}:{self.port}"

    def connections(self, timeout: float) -> Iterator[PinnedConnection]:
        """Connections still to be opened, one for each checked address, sharing ``timeout`` seconds."""
        addresses = self.addresses[:MOST_ADDRESSES]
        kind = _PinnedTLS if self.scheme == "https" else PinnedConnection
        for address in addresses:
            yield kind(self.host, self.port, address, max(0.1, timeout / len(addresses)))


def target_of(url: str, *, allow_private: bool) -> Target:
    """The target of an http(s) address, its host resolved and checked.

    Raises :class:`~dateline.errors.ForbiddenAddress` for another scheme, credentials in the address,
    or - unless ``allow_private`` - a host with an address that is not public;
    :class:`~dateline.errors.SourceError` for an address that cannot be parsed or resolved.
    """
    try:
        parts = parse_url(url)
    except LocationParseError as error:
        message = f"{url}: not an address that can be fetched; write it as https://host/path."
        raise SourceError(message) from error
    scheme, host = (parts.scheme or "").lower(), (parts.host or "").strip("[]")
    if scheme not in ("http", "https"):
        message = (
            f"{url}: only http and https addresses are fetched; save the report as a file and name that."
        )
        raise ForbiddenAddress(message)
    if parts.auth is not None:
        message = (
            f"{_bare(url)}: an address with a user name or password in it is not fetched; leave them out."
        )
        raise ForbiddenAddress(message)
    if not host or any(c.isspace() or ord(c) < 33 for c in url):
        message = f"{url!r}: not an address that can be fetched; write it as https://host/path."
        raise SourceError(message)
    port = parts.port or _default_port(scheme)
    addresses = _resolved(host, port, url)
    if not allow_private:
        _refuse_private(addresses, url)
    return Target(parts.url, scheme, host, port, parts.request_uri, addresses)


def _default_port(scheme: str) -> int:
    return 443 if scheme == "https" else 80


def _bare(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def _resolved(host: str, port: int, url: str) -> tuple[str, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        message = f"{url}: the name {host} cannot be resolved; check the address and the connection."
        raise SourceError(message) from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def _refuse_private(addresses: tuple[str, ...], url: str) -> None:
    private = next((a for a in addresses if not is_public(a)), None)
    if private is not None:
        message = (
            f"{url}: leads to {private}, an address of this machine or a private network; "
            "give --allow-private if it is meant."
        )
        raise ForbiddenAddress(message)


class PinnedConnection(HTTPConnection):
    """A connection to the IP address ``pinned`` in the name of ``host``, which can be cut from outside."""

    def __init__(self, host: str, port: int, pinned: str, timeout: float, **options: Any) -> None:
        """For ``timeout`` seconds in every step; ``options`` are urllib3's."""
        super().__init__(host, port, timeout=timeout, **options)
        self.pinned, self.seconds = pinned, timeout
        self.wire: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        opened = socket.create_connection((self.pinned, self.port), self.seconds)
        self.wire = opened.dup()  # TLS and a closing response take the socket itself away
        return opened

    def cut(self) -> None:
        """End the connection now, whatever it is waiting for."""
        if self.wire is not None:
            with suppress(OSError):
                self.wire.shutdown(socket.SHUT_RDWR)

    def release(self) -> None:
        """Close all that the connection holds."""
        self.close()
        if self.wire is not None:
            self.wire.close()


class _PinnedTLS(PinnedConnection, HTTPSConnection):
    """The same over TLS: the certificate is checked against ``host`` and the system's authorities."""

    def __init__(self, host: str, port: int, pinned: str, timeout: float) -> None:
        super().__init__(host, port, pinned, timeout, ssl_context=ssl.create_default_context())
