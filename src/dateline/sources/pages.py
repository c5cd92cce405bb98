"""Fetching one web page as a report."""

from __future__ import annotations

import importlib.metadata
from email.message import Message

from dateline.errors import SourceError
from dateline.sources.raw import HTML, TEXT, Raw
from dateline.sources.web import LIMITS, Answer, Limits, Request, get

__all__ = ["LIMITS", "PAGE_HEADERS", "Limits", "fetch", "page_of"]

MEDIA_TYPES = {"text/html": HTML, "application/xhtml+xml": HTML, "text/plain": TEXT, "": TEXT}
"""What is read as a report; a page sent without a type is sniffed when it is read."""
USER_AGENT = f"dateline/{importlib.metadata.version('dateline')} (reads single news reports for a person)"
PAGE_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "en",
}


def fetch(url: str, *, allow_private: bool = False, limits: Limits = LIMITS) -> Raw:
    """The page at an http(s) address, with the address it came from in the end.

    Raises :class:`~dateline.errors.ForbiddenAddress` for an address that is not fetched by default and
    :class:`~dateline.errors.SourceError` for everything else that goes wrong.
    """
    return page_of(get(Request(url, PAGE_HEADERS, limits, allow_private)), url)


def page_of(answer: Answer, where: str) -> Raw:
    """The report in an answer; raises :class:`~dateline.errors.SourceError` when it holds none."""
    if answer.status != 200:
        message = f"{where}: the server answers {answer.status} {answer.reason}".rstrip()
        raise SourceError(message + "; check the address.")
    kind, charset = _content_type(answer.headers.get("content-type", ""))
    if kind not in MEDIA_TYPES:
        message = f"{where}: holds {kind}, not a page; give the address of a report in HTML or plain text."
        raise SourceError(message)
    return Raw(
        data=answer.data, media_type=MEDIA_TYPES[kind], where=where, fetched=answer.url, charset=charset
    )


def _content_type(header: str) -> tuple[str, str | None]:
    message = Message()
    message["Content-Type"] = header
    return (message.get_content_type() if header.strip() else ""), message.get_content_charset()
