"""What a source hands over: the bytes of one report and what is known of them."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model.times import When

__all__ = ["Raw"]


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one report with the metadata that came with it.

    ``media_type`` is ``text/plain`` or ``text/html``; ``charset`` is what the transport declared.
    ``where`` names the report in messages: a path as given, ``-``, an address, ``file.jsonl:12``.
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
