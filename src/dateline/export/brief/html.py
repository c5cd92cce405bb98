"""The brief as one HTML page: no script, no address that is fetched, fit to print."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from dateline.export.brief.compose import Brief, Item, Quoted, Section
from dateline.export.cite import Citation
from dateline.export.clock import in_words
from dateline.model.shown import one_line, shown

__all__ = ["brief_html"]

_STYLE = """
:root { color-scheme: light dark }
body { font: 11pt/1.45 Georgia, 'Liberation Serif', serif; max-width: 46rem; margin: 2rem auto }
body { padding: 0 1rem }
h1 { font-size: 1.5rem; margin: 0 }
h2 { font-size: 1.1rem; margin: 1.8rem 0 .4rem; border-bottom: 1px solid }
article { margin: .8rem 0; break-inside: avoid }
article p { margin: 0 }
.mark { font-variant: small-caps; border: 1px solid; border-radius: .2rem; padding: 0 .3rem }
.facts, cite, .sources { font-size: .9em }
blockquote { margin: .2rem 0 .2rem 1rem }
cite { font-style: normal }
.sources code { overflow-wrap: anywhere; font-size: .85em }
.sources li { margin: .3rem 0; break-inside: avoid }
@media print { body { margin: 0; max-width: none } a { color: inherit; text-decoration: none } }
""".strip()


_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing is fetched and nothing runs, whatever a report says."""


def brief_html(brief: Brief) -> str:
    """The page, in UTF-8."""
    return "".join(f"{line}\n" for line in _page(brief))


def _page(brief: Brief) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f"<title>Brief: {html.escape(one_line(brief.question))}</title>"
    yield f"<style>{_STYLE}</style></head>"
    yield f"<body><header><h1>Brief</h1><p>{_words(brief.question)}</p></header>"
    for section in brief.sections:
        yield from _section(section)
    if not brief.sections:
        yield "<p>Nothing was found.</p>"
    if brief.sources:
        yield '<section class="sources"><h2>Sources</h2><ol>'
        yield from (_source(number, source) for number, source in enumerate(brief.sources, 1))
        yield "</ol></section>"
    yield "</body></html>"


def _section(section: Section) -> Iterator[str]:
    yield f"<section><h2>{_words(section.title)}</h2>"
    yield from (_item(item) for item in section.items)
    yield "</section>"


def _item(item: Item) -> str:
    facts = " · ".join(_words(f) for f in item.facts)
    told = f'<p class="facts">{facts}</p>' if facts else ""
    quotes = "".join(_quoted(q) for q in item.words)
    head = f'<p><span class="mark">{_words(item.mark)}</span> <strong>{_words(item.head)}</strong></p>'
    return f"<article>{head}{told}{quotes}</article>"


def _quoted(quoted: Quoted) -> str:
    who = f"{_words(quoted.who)} " if quoted.who else ""
    link = f'<a href="#source-{quoted.source}">[{quoted.source}]</a>'
    words = html.escape(shown(quoted.words))
    cited = f"<cite>{who}{link} {quoted.start}–{quoted.end}</cite>"
    return f"<blockquote><bdi>“{words}”</bdi> {cited}</blockquote>"


def _source(number: int, source: Citation) -> str:
    title = f"“{source.title}”" if source.title else None
    facts = [source.outlet or "unknown outlet", title, in_words(source.published) or "undated"]
    told = ", ".join(_words(f) for f in facts if f)
    address = f" {_link(source.url)}" if source.url else ""
    place = _words(source.place)
    return f'<li id="source-{number}">{told}.{address} <code>{place}</code></li>'


def _link(address: str) -> str:
    """A web address as a link; any other (``javascript:``) as words."""
    target = html.escape(one_line(address))
    safe = re.match(r"https?://", address, re.IGNORECASE)
    return f'<a href="{target}" rel="noopener noreferrer">{target}</a>' if safe else _words(address)


def _words(words: str) -> str:
    """Words as text; in a frame of their own where they may run from right to left."""
    escaped = html.escape(one_line(words))
    return escaped if words.isascii() else f"<bdi>{escaped}</bdi>"
