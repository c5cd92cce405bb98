"""A web archive of any size: the pages of a news crawl, made by us, deterministic, and short.

One page in ten tells of diplomacy, in words that this file combines; the others are of sport, weather,
markets and towns. As in a real crawl some answers are no pages (pictures, 404), some pages hold no
article, some are in another language. Pages that were saved from the web can be mixed in.
"""

from __future__ import annotations

import gzip
import random
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

__all__ = ["answer", "page", "saved_pages", "sentences", "write_archive"]

STATES = (
    *(("Peru", "Peruvian", "Lima"), ("Ecuador", "Ecuadorean", "Quito"), ("Norway", "Norwegian", "Oslo")),
    *(("Kenya", "Kenyan", "Nairobi"), ("Jordan", "Jordanian", "Amman"), ("Vietnam", "Vietnamese", "Hanoi")),
    *(("Poland", "Polish", "Warsaw"), ("Ghana", "Ghanaian", "Accra"), ("Uruguay", "Uruguayan", "Montevideo")),
    *(("Finland", "Finnish", "Helsinki"), ("Morocco", "Moroccan", "Rabat"), ("Nepal", "Nepali", "Kathmandu")),
)
SURNAMES = ("Montal", "Echand", "Brand", "Carp", "Teran", "Salced", "Prad", "Okel", "Virtan", "Lindq", "Amr")
ENDINGS = ("van", "ia", "t", "io", "ov", "ez", "en", "uist", "ani", "ski")
OFFICES = ("president", "prime minister", "foreign minister", "defence minister")
SAID = ("said", "told reporters", "announced", "insisted", "warned")
TELLING = (
    "{A} {office} {Name} {said} on {day} that talks with {B} would be held in {City} next week.",
    '"We will not sign anything before the border is open," {Name} {said} in {Capital}.',
    "{B} demands that {A_} withdraw its patrols from the river before any summit.",
    "A meeting of the foreign ministers in {City} has been postponed, a senior {A} official {said}.",
    "{Name} called the offer of {B_} a first step, but refused to lift the sanctions.",
    "The {office} of {B_} arrived in {City} on {day} for a two-day visit.",
)
ORDINARY = (
    "The home side won by {n} points after a quiet first half, and the crowd went home happy.",
    "Heavy rain is expected over the hills until {day}, with up to {n} millimetres in the valleys.",
    "The bakery on the corner has sold {n} loaves a day since it opened again in spring.",
    "Shares of the bicycle maker rose by {n} per cent after its new model was shown.",
    "The town library has bought {n} new books for children, paid for by a lottery.",
    "A lorry with {n} crates of apples overturned near the bridge; nobody was hurt.",
)
GERMAN = (
    "Die Mannschaft gewann mit {n} Punkten Vorsprung, und die Zuschauer gingen zufrieden nach Hause. "
    "Am {n}. des Monats wird das nächste Spiel im neuen Stadion am Fluss ausgetragen, sagte der Trainer."
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
FRAME = (
    "<html><head><title>{title}</title><meta property='article:published_time' content='{time}'>"
    "<meta property='og:site_name' content='{outlet}'></head><body><nav><a href='/'>Home</a></nav>"
    "<article><h1>{title}</h1>{body}</article><footer>All rights reserved</footer></body></html>"
)
OUTLETS = ("Andean Post", "Meridian Wire", "The Informant", "Harbour Courier", "Nordic Ledger")


def page(number: int, telling: float = 0.1) -> str:
    """Page ``number``; ``telling`` is the share of pages about diplomacy."""
    chance = random.Random(f"page {number}")  # noqa: S311 - the same page every time
    kind = chance.random()
    if kind > 0.98:
        return f"<html><body><nav>{number}: Home, News, About</nav></body></html>"
    if kind > 0.96:
        told = [GERMAN.format(n=chance.randrange(2, 99)) for _ in range(2)]
        title = "Ein Abend am Fluss"
    else:
        told = sentences(chance, TELLING if kind < telling else ORDINARY)
        title = " ".join(told[0].rstrip(".").split()[:7])
    body = "".join(f"<p>{sentence}</p>" for sentence in told)
    time = f"2031-03-{1 + number % 28:02d}T{number % 24:02d}:{number % 60:02d}:00+00:00"
    return FRAME.format(title=title, time=time, outlet=chance.choice(OUTLETS), body=body)


def sentences(chance: random.Random, table: Sequence[str]) -> list[str]:
    """Three sentences of a table, about other states and people each time."""
    (a, a_, capital), (_, b_, _), (_, _, city) = chance.sample(STATES, 3)
    b = next(state for state, people, _ in STATES if people == b_)
    words = {
        "A": a_,
        "A_": a,
        "B": b,
        "B_": b,
        "Capital": capital,
        "City": city,
        "Name": chance.choice(SURNAMES) + chance.choice(ENDINGS),
        "office": chance.choice(OFFICES),
        "said": chance.choice(SAID),
        "day": chance.choice(DAYS),
        "n": chance.randrange(2, 99),
    }
    return [sentence.format(**words) for sentence in chance.sample(table, 3)]


def saved_pages(folder: Path) -> list[bytes]:
    """The gzipped pages below ``folder``, in the order of their names; none where there is no such folder."""
    return [gzip.decompress(path.read_bytes()) for path in sorted(folder.glob("**/*.html.gz"))]


def answer(number: int, body: bytes, *, status: int = 200, media_type: str = "text/html") -> bytes:
    """A response record."""
    content = f"HTTP/1.1 {status} \r\nContent-Type: {media_type}; charset=utf-8\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2031-04-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
        f"WARC-Target-URI: https://crawl.example/{number}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def _answers(size: int, saved: Sequence[bytes], telling: float) -> Iterator[bytes]:
    every = max(1, size // (len(saved) + 1))
    for number in range(size):
        turn, rest = divmod(number, every)
        if rest == every // 2 and turn < len(saved):
            yield answer(number, saved[turn])
        elif number % 100 == 7:
            yield answer(number, b"\x89PNG", media_type="image/png")
        elif number % 100 == 57:
            yield answer(number, b"not here", status=404)
        else:
            yield answer(number, page(number, telling).encode())


def write_archive(path: Path, size: int, saved: Sequence[bytes] = (), telling: float = 0.1) -> int:
    """Write an archive with ``size`` responses, each a gzip member of its own; its bytes."""
    with path.open("wb") as out:
        for record in _answers(size, saved, telling):
            packer = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)
            out.write(packer.compress(record) + packer.flush())
        return out.tell()
