"""What a source hands over: the bytes of one report and what is known of them, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.errors import DatelineError
from dateline.model.times import When

__all__ = ["HTML", "TEXT", "Failure", "Raw", "under_title"]

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


def under_title(title: str | None, text: str) -> str:
    """The text under its title: a headline is a part of what a report says, and can be cited.

    A text that opens with the title already stays as it is.
    """
    words = " ".join((title or "").split())
    if not words or " ".join(text.lstrip().split("\n", 1)[0].split()) == words:
        return text
    return f"{words}\n{text}"


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that gave no report: where it is, and the error with its sentence. The batch goes on.

    ``skipped``: a file met in a folder that is no kind of report; told, but nothing went wrong.
    """

    where: str
    error: DatelineError
    skipped: bool = False
