"""Reading one report: bytes or a string to a :class:`~dateline.model.text.Document`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.errors import NotText
from dateline.model.provenance import Form
from dateline.model.text import Document
from dateline.model.times import When
from dateline.reading.decoding import decode
from dateline.reading.held import refuse_held
from dateline.reading.language import english
from dateline.reading.records import record_end, segments_of
from dateline.sources.raw import HTML, Raw, fact

if TYPE_CHECKING:
    from dateline.reading.first_look import FirstLook

__all__ = ["LONGEST_LINE", "LONGEST_TEXT", "Look", "read", "read_text"]

Look = Callable[["FirstLook"], None]
"""What is done with a page at first look: it raises a :class:`~dateline.errors.ReadingError`, or goes on."""

LONGEST_TEXT = 1_000_000
"""Code points of one report: twenty times the longest feature in the corpora the limits were set on."""
LONGEST_LINE = 200_000
"""Code points of one line: a whole long report without line breaks fits, a dump of data does not."""

MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)

TAG = re.compile(r"<[A-Za-z!/?]")
XML = re.compile(r"\s*<(?:\?xml|rss|feed|urlset|rdf:RDF)\b")
JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"])")


def read(raw: Raw, look: Look | None = None) -> Document:
    """The document in ``raw``: its frozen text, what is known of it, and its segments.

    Plain text is the decoded bytes unchanged, a byte-order mark aside; a page is the text of its
    article under its title. What came with the report (``raw.title`` and so on) wins over what the
    page says of itself. ``look`` is shown a page before its article is found, and may refuse it by raising.

    Raises a :class:`~dateline.errors.ReadingError`: ``NotText`` for bytes that are empty, binary,
    undecodable or far too long, ``NoArticle`` for a page without one, ``OtherLanguage``, ``Withheld``.
    """
    refuse_held(raw)
    text = decode(raw.data, raw.charset, raw.where, html=raw.media_type == HTML)
    if MARKUP.match(text[:4096]) or (raw.media_type == HTML and TAG.search(text)):
        document = _page(text, raw, look)
    else:
        _refuse_data(text, raw.where)
        document = Document(
            text=text,
            path=raw.path,
            url=raw.url or raw.fetched,
            title=raw.title,
            outlet=raw.outlet,
            published=raw.published,
        )
    return _finished(replace(document, provenance=raw.provenance), raw.where, raw.language)


def read_text(
    text: str,
    *,
    where: str = "the text",
    path: str | None = None,
    url: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    published: When | None = None,
) -> Document:
    """The document of a plain text that is already a string; nothing in it is changed.

    Raises a :class:`~dateline.errors.ReadingError` as :func:`read` does.
    """
    if not text.strip():
        message = f"{where}: empty; give a report with text in it."
        raise NotText(message)
    document = Document(text=text, path=path, url=url, title=title, outlet=outlet, published=published)
    return _finished(document, where, None)


def _page(html: str, raw: Raw, look: Look | None) -> Document:
    from dateline.reading.first_look import first_look  # noqa: PLC0415 - trafilatura costs 0.3 s, text needs none
    from dateline.reading.pages import article, tree_of  # noqa: PLC0415 - the same

    tree = tree_of(html, raw.where)
    if look is not None:
        look(first_look(tree))
    page = article(tree, raw.where, raw.url or raw.fetched)
    return Document(
        text=page.text,
        path=raw.path,
        url=raw.url or page.url or raw.fetched,
        title=raw.title or page.title,
        outlet=raw.outlet or page.outlet,
        published=raw.published or page.published,
    )


def _finished(document: Document, where: str, declared: str | None) -> Document:
    """The document with its facts in one line each, its language and its segments."""
    _refuse_long(document.text, where)
    language = _language(document, where, declared)
    title = fact(document.title)
    return replace(
        document,
        title=title,
        outlet=fact(document.outlet),
        url=fact(document.url),
        language=language,
        segments=segments_of(document.text, title, document.provenance.form),
    )


def _language(document: Document, where: str, declared: str | None) -> str:
    """The language of the prose; the lines of an event's record are names and times in any language."""
    prose = document.text
    if document.provenance.form is Form.EVENT:
        prose = prose[record_end(prose) :]
    return english(prose, where, declared)


def _refuse_data(text: str, where: str) -> None:
    """Markup and records that are no prose, which a wrong extension or a pipe brings in."""
    if XML.match(text[:4096]):
        message = f"{where}: XML such as a feed, not a report; give the pages that it names."
        raise NotText(message)
    if JSON.match(text) and len(text) <= LONGEST_TEXT and _is_json(text):
        message = f"{where}: JSON, not a report; put one article a line into a .jsonl file."
        raise NotText(message)


def _is_json(text: str) -> bool:
    """Whether the text, or its first line, is a JSON value."""
    for whole in (text, text.strip().partition("\n")[0]):
        try:
            json.loads(whole)
        except RecursionError:
            return True
        except ValueError:
            continue
        return True
    return False


def _refuse_long(text: str, where: str) -> None:
    if len(text) > LONGEST_TEXT:
        message = (
            f"{where}: {len(text):,} characters are more than one report holds ({LONGEST_TEXT:,}); "
            "split the file into its reports."
        )
        raise NotText(message)
    longest = max(map(len, text.splitlines()), default=0)
    if longest > LONGEST_LINE:
        message = (
            f"{where}: a line of {longest:,} characters is no prose (at most {LONGEST_LINE:,}); "
            "break it into paragraphs."
        )
        raise NotText(message)
