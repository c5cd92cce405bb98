"""A report as a carrier of words: what the ledger must know of it to tell where its news comes from.

:class:`Carrier` is everything about one report that derivation and origins read, and
:class:`Saying` everything about one statement that utterances read. Both are pure functions of the
stored report, so a store may keep them and fold a new report against the few that share its keys.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.ledger.filing import Row
from dateline.ledger.moments import Moment
from dateline.ledger.names import tokens
from dateline.ledger.reuse import Fingerprint, fingerprint, own_words
from dateline.model.actors import ActorKind
from dateline.model.provenance import Form, PubStatus, read_provenance
from dateline.model.text import Document, Segment, SegmentKind, Span
from dateline.model.times import When
from dateline.world import World

__all__ = ["Carrier", "Credit", "Naming", "Saying", "outlet_key", "read_carrier", "read_sayings"]

_AGENCY = re.compile(r"\(([A-Z][^()\n]{1,40})\)|/([A-Z][^/\n]{1,40})/")


@dataclass(frozen=True, slots=True)
class Credit:
    """Another outlet that a report names as where it has something from.

    ``share`` is the part of the report's own prose that it credits so; ``early`` says that it does
    so at once, and ``dateline`` that the whole report is signed with that name. A name that was not
    read as an outlet's is not ``sure``: it counts where the ledger has a report of that outlet. What
    only the metadata credits has no place in the text, and is as good as a signature.
    """

    name: str
    start: int | None
    end: int | None
    share: float
    early: bool
    dateline: bool = False
    sure: bool = True

    @property
    def key(self) -> str:
        """The outlet, whatever its spelling."""
        return outlet_key(self.name)


@dataclass(frozen=True, slots=True)
class Naming:
    """An actor as one report names it; ``written`` False: the name is known from the world's tables alone."""

    name: str
    kind: ActorKind
    side: str | None
    role: str | None
    written: bool


@dataclass(frozen=True, slots=True)
class Carrier:
    """One report: who published it and when, its fingerprint, its credits, addresses and actors.

    ``outlets`` are the names in its chains that are outlets, ``unnamed`` those of sources without a
    name, ``kinds`` what every other name in its chains is; ``key``, ``version``, ``pub_status``
    and ``form`` are those of its provenance.
    """

    id: str
    outlet: str | None
    published: When | None
    fingerprint: Fingerprint
    credits: tuple[Credit, ...] = ()
    urls: tuple[str, ...] = ()
    outlets: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()
    kinds: Mapping[str, ActorKind] | None = None
    actors: tuple[Naming, ...] = ()
    key: str | None = None
    version: str | None = None
    pub_status: PubStatus = PubStatus.USABLE
    form: Form = Form.PROSE

    @property
    def day(self) -> dt.date | None:
        """The day of publication."""
        return self.published.first if self.published else None

    @property
    def order(self) -> tuple[str, str]:
        """Its place in time: what has no time comes last, for nothing can be shown to follow it."""
        return Moment.of(self.published).at or "~", self.id

    @property
    def name(self) -> str:
        """Who publishes it, in words."""
        return self.outlet or f"an outlet without a name ({self.id})"


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement: who says it and the words; ``start`` is where they begin in the report.

    ``members`` are those who say it together, where the speaker is several. ``spans`` are the ranges of the
    words, ``called`` is the id that it has from an older reading of its report.
    """

    id: str
    speaker: str | None
    named: bool
    kind: ActorKind
    side: str | None
    words: str
    start: int
    direct: bool
    chain: tuple[tuple[str, ActorKind, bool], ...]
    outlet: str | None
    published: When | None
    members: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    called: str | None = None

    @property
    def report(self) -> str:
        """The report that carries it."""
        return self.id.rpartition(".")[0]

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Its place among all sayings."""
        return Moment.of(self.published).at or "~", self.report, self.start, self.id


@lru_cache(1 << 12)
def outlet_key(name: str) -> str:
    """An outlet under one name: Reuters, REUTERS and reuters.com are one."""
    known = World.default().outlet(name)
    return " ".join(tokens(known.name if known else name))


def read_carrier(row: Row, text: str, statements: Iterable[Mapping[str, Any]]) -> Carrier:
    """The carrier of a stored report; ``statements`` are its statements in the contract's JSON."""
    body = json.loads(row["body"])
    document = _document(row, text, body["segments"])
    came = read_provenance(body["report"].get("provenance"))
    outlet = row["outlet"]
    signed = _signed(document)
    if outlet is None and signed is not None:  # a page without metadata that opens with "CNN —"
        outlet, signed = signed.name, None
    own = outlet_key(outlet) if outlet else None
    said = list(statements)
    hops = [(h["name"], ActorKind(h["kind"]), h["named"]) for s in said for h in s["chain"]]
    given = [Credit(name, None, None, 1.0, early=True, dateline=True) for name in came.credits]
    whole = {c.key: c for c in [*given, signed] if c}  # the words of the dateline say more than metadata
    given = [*whole.values(), *(c for c in _credits(document, said) if c.key not in whole)]
    return Carrier(
        id=row["id"],
        outlet=outlet,
        published=_when(row["published"]),
        fingerprint=fingerprint(document),
        credits=tuple(c for c in given if c.key != own and _has_originals(c.name)),
        urls=(_address(row["url"]),) if row["url"] else (),
        outlets=frozenset(name for name, kind, _ in hops if kind is ActorKind.OUTLET),
        unnamed=frozenset(name for name, kind, named in hops if not named and kind is not ActorKind.DOCUMENT),
        kinds={name: kind for name, kind, named in sorted(hops) if named},
        actors=tuple(_naming(actor, text) for actor in body["actors"]),
        key=came.key,
        version=came.version,
        pub_status=came.pub_status,
        form=came.form,
    )


def _naming(actor: Mapping[str, Any], text: str) -> Naming:
    """An actor of a report; he is written where a mention holds the last word of his name."""
    last = (tokens(actor["name"]) or ("",))[-1]
    written = any(last in tokens(text[start:end]) for start, end in actor["mentions"])
    return Naming(actor["name"], ActorKind(actor["kind"]), actor["side"], actor["role"], written)


def read_sayings(rows: Iterable[Row], text: str) -> Iterator[Saying]:
    """The sayings of one report's stored statements; ``text`` is the report's frozen text."""
    for row in rows:
        body = json.loads(row["body"])
        speaker, content = body["speaker"], body["content"]
        yield Saying(
            id=row["id"],
            speaker=speaker["name"],
            named=speaker["named"],
            kind=ActorKind(speaker["kind"]),
            side=speaker["side"],
            words=" … ".join(text[start:end] for start, end in content),
            start=content[0][0],
            direct=body["mode"] != "indirect",
            chain=tuple((h["name"], ActorKind(h["kind"]), h["named"]) for h in body["chain"]),
            outlet=row["outlet"],
            published=_when(row["published"]),
            members=tuple(speaker.get("members", ())),
            spans=tuple((start, end) for start, end in content),
        )


def _document(row: Row, text: str, segments: Iterable[Mapping[str, Any]]) -> Document:
    return Document(
        text=text,
        outlet=row["outlet"],
        segments=tuple(Segment(s["start"], s["end"], SegmentKind(s["kind"])) for s in segments),
    )


def _signed(document: Document) -> Credit | None:
    """The agency in the report's dateline: the whole report is signed with its name."""
    for segment in document.segments:
        if segment.kind is not SegmentKind.DATELINE:
            continue
        words = document.text[segment.start : segment.end]
        for mention in World.default().find(words):
            if any(entry.kind.value == "outlet" for entry in mention.entries):
                start = segment.start + mention.start
                name = next(e.name for e in mention.entries if e.kind.value == "outlet")
                return Credit(name, start, segment.start + mention.end, 1.0, early=True, dateline=True)
        if found := _AGENCY.search(words):
            group = 1 if found[1] else 2
            start, end = (segment.start + at for at in found.span(group))
            return Credit(found[group], start, end, 1.0, early=True, dateline=True)
    return None


def _credits(document: Document, statements: list[Mapping[str, Any]]) -> Iterator[Credit]:
    """Outlets in the chains, each with its first place and the share of the prose credited to it."""
    own = own_words(document)
    length = sum(s.end - s.start for s in own) or 1
    said: dict[str, list[tuple[Span, list[Span], str, bool]]] = {}
    for statement in statements:
        content = [Span(*pair) for pair in statement["content"]]
        for hop in statement["chain"]:
            if hop["named"] and hop["start"] is not None:
                at, sure = Span(hop["start"], hop["end"]), hop["kind"] == ActorKind.OUTLET
                if any(s.holds(at) for s in own):  # what a teaser credits is not this report's news
                    said.setdefault(outlet_key(hop["name"]), []).append((at, content, hop["name"], sure))
        told_to = statement["addressee"] or ""
        first = document.text.find(told_to) if told_to else -1
        if first >= 0:  # "told the Bree Letter": an outlet, if the ledger has one of that name
            whole = Span(first, first + len(told_to))
            said.setdefault(outlet_key(told_to), []).append((whole, content, told_to, False))
    for told in said.values():
        place, _, name, _ = min(told, key=lambda t: (t[0].start, t[2]))
        covered = {n for _, spans, _, _ in told for s in spans for n in range(s.start, s.end)}
        before = sum(max(min(s.end, place.start) - s.start, 0) for s in own)
        early, sure = before <= max(length / 4, 300), any(sure for *_, sure in told)
        yield Credit(name, place.start, place.end, len(covered) / length, early=early, sure=sure)


def _has_originals(name: str) -> bool:
    """Whether it is an outlet that publishes reports of its own, rather than a place where people post."""
    known = World.default().outlet(name)
    return known is None or World.default().outlet_sort(known.name) != "platform"


def _address(url: str) -> str:
    """An address without what changes from link to link."""
    bare = re.sub(r"^[a-z]+://(?:www\.|m\.|amp\.)?", "", url.strip().lower())
    return re.split(r"[?#]", bare, maxsplit=1)[0].rstrip("/")


def _when(iso: str | None) -> When | None:
    return When.parse(iso) if iso else None
