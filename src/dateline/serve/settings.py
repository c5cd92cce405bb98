"""How a desk is served: which ledger, to whom, and whether it may be written to."""

from __future__ import annotations

import ipaddress
import os
import secrets
from dataclasses import dataclass, replace

from dateline.errors import SettingError

__all__ = ["SEEN", "Settings", "is_loopback"]

SEEN = "dateline_seen"
"""The cookie that keeps how many reports the ledger had when its reader said: I have seen this."""

LARGEST = 18_000_000
"""Bytes of one request: a report of 16 MB, and the form around it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``place`` is that of the ledger; ``token`` is what a writer must show.

    ``rate`` is how many requests a second one address may make for long (0: any number); requests from
    this machine are not counted. ``allow_private`` lets the form fetch from private addresses.
    ``processes`` is how many others draw pages; with 0 this one does.
    """

    place: str | os.PathLike[str]
    host: str = "127.0.0.1"
    port: int = 8321
    write: bool = False
    token: str | None = None
    allow_private: bool = False
    rate: int = 50
    largest: int = LARGEST
    who: str = "the desk"
    processes: int = 0

    def checked(self) -> Settings:
        """The settings with a token where one is needed.

        On loopback a desk that may be written to makes its own. Raises
        :class:`~dateline.errors.SettingError` when it could be written to from other machines by anyone.
        """
        if not self.write:
            return self
        if self.token:
            if len(self.token) < 16:
                message = "The token is too short to keep anybody out; use 16 characters or more."
                raise SettingError(message)
            return self
        if not is_loopback(self.host):
            message = (
                f"A desk at {self.host} that may be written to needs a token; "
                "set DATELINE_TOKEN or give --token, or leave --write out."
            )
            raise SettingError(message)
        return replace(self, token=secrets.token_urlsafe(24))

    @property
    def address(self) -> str:
        """Where the desk opens."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
