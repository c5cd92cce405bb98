"""The brief in Markdown (CommonMark), to paste into a note or a ticket."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.export.brief.compose import Brief, Item, Quoted
from dateline.export.cite import Citation
from dateline.export.clock import in_words
from dateline.model.shown import one_line

__all__ = ["brief_markdown"]

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&!$])")
"""What means something inside a line of CommonMark, of GitHub's tables, or of the usual mathematics."""


def brief_markdown(brief: Brief) -> str:
    """The brief, its sources numbered at the end."""
    return "".join(f"{line}\n" for line in _lines(brief))


def _lines(brief: Brief) -> Iterator[str]:
    yield "# Brief"
    yield ""
    yield f"{_words(brief.question)}"
    for section in brief.sections:
        yield ""
        yield f"## {_words(section.title)}"
        for item in section.items:
            yield ""
            yield from _item(item)
    if not brief.sections:
        yield ""
        yield "Nothing was found."
    if brief.sources:
        yield ""
        yield "## Sources"
        yield ""
        yield from (f"{n}. {_source(source)}" for n, source in enumerate(brief.sources, 1))


def _item(item: Item) -> Iterator[str]:
    facts = "".join(f" · {_words(f)}" for f in item.facts)
    yield f"**{_words(item.mark)}** {_words(item.head)}{facts}"
    for quoted in item.words:
        yield ""
        yield f"> {_quoted(quoted)}"


def _quoted(quoted: Quoted) -> str:
    who = f"– {_words(quoted.who)} " if quoted.who else ""
    return f"“{_words(quoted.words)}” {who}\\[{quoted.source}\\] {quoted.start}–{quoted.end}"


def _source(source: Citation) -> str:
    title = f"“{source.title}”" if source.title else None
    facts = [source.outlet or "unknown outlet", title, in_words(source.published) or "undated"]
    told = ", ".join(_words(f) for f in facts if f)
    address = f" {_words(source.url)}" if source.url else ""
    return f"{told}.{address} {_words(source.place)}"


def _words(words: str) -> str:
    return _MARKUP.sub(r"\\\1", one_line(words))
