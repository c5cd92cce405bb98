"""Damaged inputs: what wires, disks and people do to a file, reproducible from a number."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from typing import Any

__all__ = ["mutant"]

LARGEST = 1_000_000
"""Bytes of a mutant: large enough for what grows with its square to be felt."""

MARKUP = (
    b"<", b">", b"&", b"&amp;", b"&#x110000;", b"&#0;", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?xml ",
    b"</p>", b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>', b"&b;",
    b'<!ENTITY e SYSTEM "file:///etc/hostname">',
)  # fmt: skip
VALUES_WRITTEN = (
    b'"', b"'", b"{", b"}", b"[", b"]", b",", b":", b"null", b"true", b"-1", b"1e999", b"9" * 400, b'"uri"',
    b"2031-03-12T18:05:00-05:00", b"9999-99-99", b"0000-00-00T00:00:00Z", b"Status: eos5\n",
)  # fmt: skip
BYTES = (
    b"\x00", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80",
    "\u202e\u2028\u0301".encode(), b"\r", b"\n", b"\r\n", b"\n\n", b"\t", b" ", b"\x1f\x8b", b"PK\x03\x04",
)  # fmt: skip
HEADERS = (
    b"\nFrom x\n", b"WARC/1.0\r\n", b"Content-Length: -1\r\n", b"Content-Length: 99999999999\r\n",
    b"Content-Type: multipart/mixed\r\n", b"Content-Transfer-Encoding: base64\r\n",
    b"Transfer-Encoding: chunked\r\n", b"=?utf-8?b?", b"?=", b"charset=utf-7", b"--xx", b"--xx--",
)  # fmt: skip
TOKENS = (*MARKUP, *VALUES_WRITTEN, *BYTES, *HEADERS)
"""Words that mean something to one reader or another, and numbers and letters that mean too much."""

VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1.5, "", "x", "\u202e", "9999-99-99", [], {}, [[]], [None], {"name": None},
    "a" * 5000,
)  # fmt: skip

Mutation = Callable[[random.Random, bytes, Sequence[bytes]], bytes]


def mutant(seeds: Sequence[bytes], number: int) -> bytes:
    """The damaged input of that number: one seed with one to six faults, the same every time."""
    chance = random.Random(number)  # noqa: S311 - it is to be repeated, not to be secret
    data = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        data = chance.choice(MUTATIONS)(chance, data, seeds)[:LARGEST]
    return data


def _cut(chance: random.Random, data: bytes) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.choice((0, 1, 2, 8, 64, 512, 4096)))


def _flip(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:  # noqa: ARG001 - see below
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 4, 32)) if out else 0):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def _drop(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:  # noqa: ARG001 - one signature
    start, end = _cut(chance, data)
    return data[:start] + data[end:]


def _truncate(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:  # noqa: ARG001 - as above
    return data[: chance.randint(0, len(data))]


def _token(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:  # noqa: ARG001 - as above
    start, end = _cut(chance, data)
    return data[:start] + chance.choice(TOKENS) * chance.choice((1, 1, 1, 2, 50)) + data[end:]


def _repeat(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:  # noqa: ARG001 - as above
    start, end = _cut(chance, data)
    many = chance.choice((2, 2, 10, 300, 5000))
    return data[:start] + data[start:end] * many + data[end:]


def _nest(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:  # noqa: ARG001 - as above
    start = chance.randint(0, len(data))
    many = chance.choice((3, 100, 3000))
    opened, closed = chance.choice(
        ((b"<b>", b"</b>"), (b"[", b"]"), (b'{"a":', b"}"), (b"<p ", b">"), (b"(", b")"))
    )
    return data[:start] + opened * many + closed * chance.choice((0, many)) + data[start:]


def _swap(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:  # noqa: ARG001 - as above
    (a, b), (c, d) = sorted((_cut(chance, data), _cut(chance, data)))
    c = max(b, c)
    d = max(c, d)
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _splice(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    other = chance.choice(seeds)
    start, end = _cut(chance, other)
    at = chance.randint(0, len(data))
    return data[:at] + other[start : max(end, chance.randint(start, len(other)))] + data[at:]


def _recode(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:  # noqa: ARG001 - as above
    text = data.decode("utf-8", "replace")
    return text.encode(
        chance.choice(("utf-16", "utf-16-le", "utf-32", "latin-1", "cp500", "utf-7")), "replace"
    )


def _value(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    """JSON with one of its values in the place of another kind of value; other data with a token."""
    try:
        tree = json.loads(data)
        places = list(_places(tree))
    except (ValueError, RecursionError):
        return _token(chance, data, seeds)
    if not places:
        return _token(chance, data, seeds)
    inside, key = chance.choice(places)
    inside[key] = chance.choice(VALUES)
    return json.dumps(tree).encode("utf-8", "surrogatepass")


def _places(tree: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    todo = [tree]
    while todo:
        one = todo.pop()
        keys = list(one) if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else ()
        found += [(one, key) for key in keys]
        todo += [one[key] for key in keys]
    return found


MUTATIONS: tuple[Mutation, ...] = (
    _flip, _flip, _drop, _truncate, _token, _token, _token, _repeat, _nest, _swap, _splice, _recode, _value,
    _value,
)  # fmt: skip
