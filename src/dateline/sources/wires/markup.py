"""The text of XML that wires carry: NITF, XHTML, and markup that nobody declared, a line a paragraph."""

from __future__ import annotations

import re

from lxml import etree

from dateline.sources.feeds.prose import prose
from dateline.sources.xml import parser

__all__ = ["local", "marked_up", "parse", "text_of"]

BLOCKS = re.compile(
    r"address|article|bq|block|body|body\.(?:head|content|end)|br|byline|byttl|caption|center|dateline|dd|div|dl|dt"
    r"|distributor|figcaption|footer|h[1-6]|header|hedline|hl[12]|hr|li|media(?:-caption)?|nitf|note|ol|p|pre"
    r"|section|table|tagline|t[dhr]|tbody|ul|blockquote"
)
SILENT = frozenset(
    ("head", "script", "style", "media", "object", "svg", "math", "hedline", "byline", "distributor")
)
"""What is no prose of the article. Headline and byline are told with the item."""


def parse(data: bytes) -> etree._Element:
    """The root of an XML document. Nothing outside it is fetched, no entity of its own making resolved.

    Raises ``lxml.etree.XMLSyntaxError`` for what is not well-formed, is nested too deeply or grows in memory.
    """
    root: etree._Element = etree.fromstring(data, parser())
    return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for an entity."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def text_of(root: etree._Element) -> str:
    """The prose below ``root``: blocks as lines, white space as one blank, headline and pictures left out."""
    pieces: list[str] = []
    muted = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local(element)
        if BLOCKS.fullmatch(name):
            pieces.append("\n")
        if event == "start":
            muted += name in SILENT
            if name and not muted:
                pieces.append(_flat(element.text))
        else:
            muted -= name in SILENT
            if element is not root and not muted:
                pieces.append(_flat(element.tail))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _flat(words: str | None) -> str:
    return (words or "").replace("\n", " ")


def marked_up(data: bytes) -> str:
    """The prose of an XML document that an item carries as text; of broken XML, what it has as HTML."""
    try:
        return text_of(parse(data))
    except etree.XMLSyntaxError:
        return prose(data.decode("utf-8", "replace"))
