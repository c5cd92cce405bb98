"""The text of the HTML that feeds carry: a line for each paragraph, and titles without their markup."""

from __future__ import annotations

import re

from lxml import etree, html

__all__ = ["plain_line", "prose"]

BLOCKS = re.compile(
    "address|article|aside|blockquote|br|center|d[dlt]|div|fieldset|fig(?:caption|ure)|footer|form|h[1-6r]|header"
    "|li|main|nav|[ou]l|p|pre|section|table|t(?:body|foot|head|[dhr])"
)
SILENT = frozenset(["script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head"])
_MARKED = re.compile(r"<[a-zA-Z/!?]|&(?:#\w{1,8}|\w{1,32});")


def prose(markup: str) -> str:
    """The words of an HTML fragment, its blocks as lines; text without markup stays as its lines are."""
    tree = _tree(markup)
    if tree is None:
        text = markup
    else:
        pieces: list[str] = []
        for event, element in etree.iterwalk(tree, events=("start", "end")):
            _piece(event, element, pieces)
        text = "".join(pieces)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _piece(event: str, element: etree._Element, pieces: list[str]) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    inside = not any(a.tag in SILENT for a in element.iterancestors())
    if BLOCKS.fullmatch(tag):
        pieces.append("\n")
    if event == "start" and inside and tag and tag not in SILENT and element.text:
        pieces.append(element.text.replace("\n", " ") if tag != "pre" else element.text)
    if event == "end" and inside and element.tail:
        pieces.append(element.tail.replace("\n", " "))


def _tree(markup: str) -> html.HtmlElement | None:
    if not _MARKED.search(markup):
        return None
    try:
        parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
        tree = html.document_fromstring(f"<div>{markup}</div>".encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    return tree


def plain_line(words: object) -> str | None:
    """Words of a title or a name without markup, in one line; None for none."""
    if not isinstance(words, str):
        return None
    return " ".join(prose(words).split()) or None
