"""What the first look at a page costs, what it leaves out, and whether it loses anything.

    python benchmarks/first_look.py [--pages FOLDER] [--texts FOLDER] [--each N] [--json]

Saved pages (gzipped HTML, by default those beside the checkout; generated ones where there are none) are read
as they are, and with other articles in their layouts, so that menus, teasers and captions are real ones: all
of a report (``--texts``, plain text; without it the examples), two lines of one, and everyday news of our
own making. Each is read in full and then looked at: what the gate keeps of the one must be kept by the other.
Milliseconds are the processor's, side by side in the same run.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from everyday import everyday_reports
from lxml import etree
from lxml.html import tostring
from pages import page, saved_pages

from dateline.analysis.gate import look_at
from dateline.analysis.relevance import is_relevant
from dateline.errors import ReadingError
from dateline.reading import read
from dateline.reading.first_look import FirstLook
from dateline.reading.pages import article, tree_of
from dateline.sources.raw import HTML, Raw

ROOT = Path(__file__).resolve().parent.parent
INPUTS = ROOT.parent / "shared" / "inputs"
PLACES = ("p", "h2", "h3", "li", "blockquote", "div", "span")
SHORTEST = 20
"""Characters of a line by which the place of an article in its page is known."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A page and the lines of its article, as letters and digits alone."""

    html: str
    title: str
    lines: frozenset[str]

    @classmethod
    def of(cls, html: str) -> Layout | None:
        """The layout of a page; None for one without an article."""
        try:
            found = article(tree_of(html, "a page"), "a page")
        except ReadingError:
            return None
        lines = (_letters(line) for line in found.text.split("\n"))
        return cls(html, found.title or "", frozenset(line for line in lines if len(line) > SHORTEST))

    def with_article(self, title: str, lines: Sequence[str]) -> str | None:
        """The page with another article in the place of its own; None where that place is not found."""
        tree = tree_of(self.html, "a page")
        places = [e for e in tree.iter(*PLACES) if _letters("".join(e.itertext())) in self.lines]
        places = [e for e in places if not any(above in places for above in e.iterancestors())]
        if len(places) < 2:
            return None
        for number, place in enumerate(places):
            for child in list(place):
                place.remove(child)
            place.text = lines[number] if number < len(lines) else ""
        for line in reversed(lines[len(places) :]):
            more = etree.Element(places[-1].tag, dict(places[-1].attrib))
            more.text = line
            places[-1].addnext(more)
        html = str(tostring(tree, encoding="unicode"))
        html = re.sub(r'"articleBody"\s*:\s*"(?:[^"\\]|\\.)*"', '"articleBody":""', html)
        return html.replace(self.title, title) if self.title else html


def _letters(words: str) -> str:
    return re.sub(r"\W+", "", words)


class _Passed(Exception):
    """The page has passed the first look; no more is asked of it."""


@dataclass
class Count:
    """What became of pages of one kind: in a full reading that asks the gate, and at first look."""

    pages: int = 0
    kept: int = 0
    not_kept: int = 0
    left_out: int = 0
    seconds: float = 0.0
    seconds_looking: float = 0.0
    lost: list[str] = field(default_factory=list)

    def take(self, html: str, name: str) -> None:
        """Count one page."""
        raw = Raw(html.encode("utf-8", "replace"), HTML, name)
        begun = time.process_time()
        is_kept = _is_kept(raw)
        read_by = time.process_time()
        is_left_out = _is_left_out(raw)
        self.seconds_looking += time.process_time() - read_by
        self.seconds += read_by - begun
        self.pages += 1
        self.kept += is_kept
        self.not_kept += not is_kept
        self.left_out += is_left_out and not is_kept
        if is_left_out and is_kept:
            self.lost.append(name)

    def figures(self) -> dict[str, Any]:
        """Pages, and milliseconds of one."""
        return {
            "pages": self.pages,
            "kept": self.kept,
            "kept and lost at first look": len(self.lost),
            "not kept": self.not_kept,
            "of these left out at first look": self.left_out,
            "ms to open and gate": round(1000 * self.seconds / max(1, self.pages), 1),
            "ms of a first look": round(1000 * self.seconds_looking / max(1, self.pages), 1),
            "lost": self.lost,
        }


def _is_kept(raw: Raw) -> bool:
    try:
        return is_relevant(read(raw))
    except ReadingError:
        return False


def _is_left_out(raw: Raw) -> bool:
    def look(first: FirstLook) -> None:
        look_at(first, raw)
        raise _Passed

    try:
        read(raw, look)
    except ReadingError:
        return True
    except _Passed:
        pass
    return False


def grafts(layout: Layout, texts: Sequence[str], chance: random.Random) -> Iterator[tuple[str, str | None]]:
    """Pages in a layout, with what kind of article each has: one of each kind."""
    lines = [line for line in chance.choice(texts).split("\n") if line.strip()]
    at = chance.randrange(max(1, len(lines) - 1))
    yield "a report", layout.with_article(lines[0], lines[1:] or lines)
    yield "two lines of one", layout.with_article("In brief", lines[at : at + 2])
    everyday = everyday_reports(40)
    yield "everyday news", layout.with_article("Notes of the day", chance.choice(everyday).split("\n"))


def measure(pages: Sequence[str], texts: Sequence[str], each: int) -> dict[str, Count]:
    """What became of the pages, and of so many grafts of each kind in the layout of each."""
    counts: dict[str, Count] = {"as saved": Count()}
    chance = random.Random(1)  # noqa: S311 - the same pages every time
    for number, html in enumerate(pages):
        counts["as saved"].take(html, f"page {number}")
        layout = Layout.of(html)
        for _ in range(each if layout else 0):
            for kind, made in grafts(layout, texts, chance) if layout else ():
                if made:
                    counts.setdefault(kind, Count()).take(made, f"{kind} in page {number}")
    return counts


def main() -> None:
    """Read, look, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    news = INPUTS / "ukraine_news"
    parser.add_argument("--pages", type=Path, default=INPUTS / "html_pages")
    parser.add_argument("--texts", type=Path, default=news if news.is_dir() else ROOT / "examples")
    parser.add_argument("--each", type=int, default=3, help="articles of each kind in each layout")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    pages = [body.decode("utf-8", "replace") for body in saved_pages(options.pages)]
    texts = [path.read_text("utf-8", "replace") for path in sorted(options.texts.glob("*.txt"))]
    pages = pages or [page(number) for number in range(60)]
    for html in pages[:2]:  # what is made on first use is not theirs to pay
        Count().take(html, "")
    told = {kind: count.figures() for kind, count in measure(pages, texts, options.each).items()}
    if options.json:
        print(json.dumps(told, indent=1))
        return
    for kind, figures in told.items():
        print(f"{kind}: " + ", ".join(f"{name} {value}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
