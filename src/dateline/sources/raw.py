"""What a source hands over: the bytes of one report and what is known of them, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.errors import DatelineError
from dateline.model.times import When

__all__ = ["HTML", "TEXT", "Failure", "Raw"]

TEXT = "text/plain"
HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one report with the metadata that came with it.

    ``media_type`` is ``text/plain`` or ``text/html``; ``charset`` is what the transport declared.
    ``where`` names the report in messages: a path as given, ``-``, an address, ``file.jsonl:12``.
    ``url`` is the address somebody gave for the report; ``fetched`` is the one its bytes came from
    after redirects, which a page's own canonical address may better.
    """

    data: bytes
    media_type: str
    where: str
    path: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: When | None = None
    charset: str | None = None
    language: str | None = None
    fetched: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that gave no report: where it is, and the error with its sentence. The batch goes on.

    ``skipped``: a file met in a folder that is no kind of report; told, but nothing went wrong.
    """

    where: str
    error: DatelineError
    skipped: bool = False
