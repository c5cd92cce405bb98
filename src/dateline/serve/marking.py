"""Pieces and notes of a report as marked-up words: exactly the text, and nothing between its letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from dateline.serve.draw import mark
from dateline.serve.reader import Note, Piece
from dateline.serve.words import cut, link, plain, spell

__all__ = ["noted", "underliner"]


def underliner() -> Callable[[Piece], Markup]:
    """Underlines pieces of one report; the first of the passage that was asked for is its anchor."""
    anchored = False

    def underlined(piece: Piece) -> Markup:
        nonlocal anchored
        inner = plain(piece.text)
        for stretch in sorted(piece.stretches, key=lambda s: -s.lane):
            if stretch.role == "asked":
                anchor = Markup(' id="at"') if not anchored else Markup()
                anchored = True
                inner = Markup('<mark class="asked"{}>{}</mark>').format(anchor, inner)
                continue
            inner = Markup('<span class="u k-{} u{} r-{}" data-r="{}">{}</span>').format(
                stretch.kind, stretch.lane, stretch.role, stretch.record, inner
            )
        return inner

    return underlined


def noted(note: Note, *, here: str, focus: str, entries: Mapping[str, str]) -> Markup:
    """A note in the margin: what was found, in few words; it opens on its own words alone."""
    current = Markup(' aria-current="true"') if note.record == focus else Markup()
    href = here if note.record == focus else link(here, focus=note.record)
    name = Markup('<a class="ref" href="{}#{}"{}>{}</a>').format(href, note.record, current, note.record)
    words = {"statement": _said, "meeting": _met, "position": _stood, "signal": _unread}[note.facts["kind"]]
    return Markup('<p class="note k-{}" id="{}" data-r="{}">{} {}{}</p>').format(
        note.record[0], note.record, note.record, name, words(note), _entry(note, entries)
    )


def _said(note: Note) -> Markup:
    facts = note.facts
    who = facts["who"] or "unknown speaker"
    side = f" ({facts['side']})" if facts["side"] and facts["side"] != who else ""
    chain = facts["chain"]
    through = f" via {' ← '.join(chain[:-1])}" if len(chain) > 1 else ""
    return Markup("<b>{}</b>{} <i>{}</i>{}").format(plain(who), plain(side), facts["mode"], plain(through))


def _met(note: Note) -> Markup:
    facts = note.facts
    return Markup('<span class="status s-{}">{}<span class="word">{}</span></span> {}').format(
        facts["status"], mark(facts["status"]), spell(facts["status"]), plain(facts["label"])
    )


def _stood(note: Note) -> Markup:
    facts = note.facts
    condition = f", “{cut(facts['condition'], 60)}”" if facts["condition"] else ""
    return Markup("<b>{}</b> {} · {}{}").format(
        plain(facts["who"]), spell(facts["stance"]), spell(facts["issue"]), plain(condition)
    )


def _unread(note: Note) -> Markup:
    return Markup("<code>{}</code> {}").format(plain(note.facts["code"]), plain(note.facts["message"]))


def _entry(note: Note, entries: Mapping[str, str]) -> Markup:
    """The way to the ledger's meeting or position."""
    entry = entries.get(note.record)
    if entry is None:
        return Markup()
    kind = note.facts["kind"]
    href = link(f"/meetings/{entry}") if kind == "meeting" else f"/positions#{entry}"
    return Markup(' <a class="out" href="{}" aria-label="{} in the ledger">→</a>').format(href, kind)
