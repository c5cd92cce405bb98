"""A page at first look: its words as the markup has them, before the article is found with care.

Finding the article takes five times as long or more, and most pages of a crawl hold nothing to read. So what
can be told from the markup alone is asked first. The words are made to hold all that the article can hold:
left out is what trafilatura throws away by the name of its element (``nav``, ``aside``, ``footer``, scripts)
or because it is hardly more than links, as menus and teasers are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml import etree
from trafilatura.metadata import extract_title
from trafilatura.settings import MANUALLY_CLEANED
from trafilatura.utils import remove_control_characters

__all__ = ["BORDER", "FirstLook", "first_look"]

ENOUGH = 250
"""Characters below which trafilatura asks extractors that know of no menus and asides."""
DROPPED = frozenset(MANUALLY_CLEANED) - {"form"}
"""Elements that are no part of an article. A form is one where it holds most of the page."""
SILENT = frozenset(
    """applet audio canvas datalist embed head iframe input link map math object optgroup option param script
    select source style svg textarea track video""".split()  # noqa: SIM905 - reads better
)
"""Those that hold no prose."""
INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd mark nobr q ref s samp small
    span strike strong sub sup tt u var wbr""".split()  # noqa: SIM905 - reads better
)
"""Elements inside a line; all others begin a new one."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary"})
TESTED = frozenset({"div", "p", "ul", "ol", "dl", "blockquote", "pre", "q"}) | HEADINGS
"""Elements that trafilatura throws away when they are hardly more than links."""
LINKING = frozenset({"div", "li", "p", "table"})
"""Only links inside these count as such."""
BORDER = "\n.\n"
"""Between blocks. The stop keeps words apart that stand in one article only by chance."""

TITLES = re.compile(r"title|headline", re.IGNORECASE)
NAMED = re.compile(r'"(?:name|headline)"\s*:\s*("(?:[^"\\]|\\.)*")')


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What a page may say: the ``titles`` it may go by, and the ``blocks`` of its body, menus left out."""

    titles: tuple[str, ...]
    blocks: tuple[str, ...]

    @property
    def text(self) -> str:
        """Every word of it, block by block."""
        return BORDER.join((*self.titles, *self.blocks))

    @property
    def is_telling(self) -> bool:
        """Whether there is enough to tell by: where hardly a word is no menu, a menu may be the article."""
        return sum(map(len, self.blocks)) >= ENOUGH


def first_look(tree: Any) -> FirstLook:
    """The words of a page, from its tree (``lxml.html``), which is left as it is."""
    page = _Page()
    page.walk(tree)
    # Where asides say more than the rest, an article may be found inside of one.
    is_aside = sum(map(len, page.asides)) > sum(map(len, page.blocks))
    return FirstLook(
        titles=tuple(dict.fromkeys(filter(None, map(_clean, _titles(tree))))),
        blocks=(*page.blocks, *(page.asides if is_aside else ())),
    )


@dataclass(slots=True)
class _Element:
    """An open element: where its blocks begin, its characters, its links, and how much of it they are.

    ``alone`` are the links that are the only one in their paragraph.
    """

    tag: str
    begins: int
    within: str = ""
    length: int = 0
    links: int = 0
    linked: int = 0
    alone: int = 0

    @property
    def is_menu(self) -> bool:
        """Whether trafilatura throws it away for its links (``link_density_test``, precision)."""
        if (
            not self.links
            or self.tag not in TESTED
            or (self.tag == "p" and self.within in {"li", "td", "th"})
        ):
            return False
        if self.links == 1 and self.linked > 10 and self.linked > 0.9 * self.length:
            return True
        if self.length < (30 if self.tag == "p" else 100):
            return self.linked > 0.8 * self.length
        is_farm = self.links > 4 and self.linked > 0.9 * self.length and self.linked < 100 * self.links
        return is_farm and self.alone < self.links


class _Page:
    """The blocks of a page as its tree is walked: runs of words that no border of an element parts.

    ``asides`` are those inside of elements that are no part of an article.
    """

    def __init__(self, dropped: frozenset[str] = DROPPED) -> None:
        self.blocks: list[str] = []
        self.asides: list[str] = []
        self._dropped = dropped
        self._open = [_Element("", 0)]
        self._words: list[str] = []
        self._depth = self._linking = 0

    def walk(self, tree: Any) -> None:
        """Take in the whole tree."""
        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if tag in self._dropped and not _is_frame(element):
                if event == "start":
                    self._pass(element)
                    walk.skip_subtree()
                    continue
            elif event == "start":
                self._begin(tag)
            else:
                self._end(tag)
            if event == "start" or element is not tree:
                self._take(element.text if event == "start" else element.tail)
        self._border()

    def _pass(self, element: Any) -> None:
        if element.tag not in SILENT:
            aside = _Page(SILENT)
            aside.walk(element)
            self.asides += aside.blocks

    def _take(self, piece: str | None) -> None:
        if piece:
            self._words.append(piece)
            if self._depth:
                self._open[-1].linked += len(piece.strip())

    def _begin(self, tag: str) -> None:
        self._linking += tag in LINKING
        if tag == "a" and self._linking:
            self._depth += 1
            self._open[-1].links += 1
        elif tag not in INLINE:
            self._border()
            self._open.append(_Element(tag, len(self.blocks), self._open[-1].tag))

    def _end(self, tag: str) -> None:
        if tag == "a" and self._linking:
            self._depth -= 1
        elif tag not in INLINE:
            self._border()
            self._close(self._open.pop())
        self._linking -= tag in LINKING

    def _close(self, element: _Element) -> None:
        """Forget the blocks of an element that is a menu; what it counts, those around it count too."""
        if element.is_menu:
            del self.blocks[element.begins :]
        around = self._open[-1]
        around.length += element.length
        around.links += element.links
        around.linked += element.linked
        around.alone += element.links if element.tag == "p" and element.links == 1 else element.alone

    def _border(self) -> None:
        if self._words:
            block = _clean("".join(self._words))
            self._words.clear()
            if block:
                self.blocks.append(block)
                self._open[-1].length += len(block) + 1


def _is_frame(element: Any) -> bool:
    """A figure around a table is taken for a part of the article."""
    return bool(element.tag == "figure" and element.find(".//table") is not None)


def _clean(words: str) -> str:
    """The words as an article has them: no white space but single blanks, nothing that cannot be seen."""
    return remove_control_characters(" ".join(unescape(words).split()))


def _titles(tree: Any) -> Iterator[str]:
    """What trafilatura may take for the title: what the page's head names, else its data and headings."""
    named = [
        element.get("content", "")
        for element in tree.iterfind(".//meta[@content]")
        if any(TITLES.search(element.get(key, "")) for key in ("name", "property", "itemprop"))
    ]
    yield from named
    if not any(named):
        for script in tree.iterfind('.//script[@type="application/ld+json"]'):
            for words in NAMED.findall(script.text or ""):
                try:
                    yield str(json.loads(words, strict=False))
                except ValueError:
                    continue
    yield extract_title(tree) or ""
