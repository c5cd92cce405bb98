"""Pages of an answer by keyset: where one ends, the next begins, whatever arrived in between.

A ``next`` is opaque: it names the last row that was looked at, and the question. Statements and reports
are asked for in portions, meetings, positions and changes from that row on, so that a page costs what it
shows and not what the ledger holds.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Generic, TypeVar

from dateline.ledger import Ledger
from dateline.model.glances import StatementGlance
from dateline.model.times import When
from dateline.query import Query
from dateline.serve.problems import Problem

__all__ = ["LARGEST_PAGE", "PAGE", "Page", "page_of", "said_page"]

PAGE, LARGEST_PAGE = 50, 500
"""Rows of a page when nothing is said, and at most."""
MOST_SCANNED = 20_000
"""Rows that are looked at for one page when a facet keeps few of them; the next page goes on there."""
STORED = frozenset({"statements", "reports"})
DAY = dt.timedelta(days=1)

T = TypeVar("T")
Row = TypeVar("Row", dict[str, Any], StatementGlance)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows, and the ``next`` of the page after them; None at the end."""

    rows: list[Row]
    next: str | None = None


def page_of(
    ledger: Ledger, what: str, query: Query, *, after: str | None = None, newest: bool = False
) -> Page[dict[str, Any]]:
    """One page of what ``query`` asks, from the row that ``after`` names on.

    Raises a :class:`~dateline.serve.problems.Problem` for an ``after`` that is none or whose row is gone.
    """
    wanted = query.wanted(what)
    size = min(wanted.pop("limit", None) or PAGE, LARGEST_PAGE)
    asked = what, _digest(what, wanted, newest=newest)
    last = _read(after, asked) if after else None
    if what in STORED:

        def ask(**bounds: Any) -> list[dict[str, Any]]:
            return [e.as_dict() for e in getattr(ledger, what)(**bounds, newest=newest)]

        return _stored(ask, asked, wanted, size, last, newest=newest)
    return _kept(ledger, asked, wanted, size, last, newest=newest)


def said_page(
    ledger: Ledger,
    query: Query,
    *,
    after: str | None = None,
    keep: Callable[[StatementGlance], bool] | None = None,
    known: Sequence[StatementGlance] = (),
    whole: bool = False,
) -> Page[StatementGlance]:
    """One page of the statements that ``query`` asks for and ``keep`` keeps, the newest first, at a glance.

    ``known`` are the newest that ``query`` asks for, where they were read already; ``whole``: all of them.
    Raises a :class:`~dateline.serve.problems.Problem` like :func:`page_of`.
    """
    wanted = query.wanted("statements")
    size = min(wanted.pop("limit", None) or PAGE, LARGEST_PAGE)
    asked = "statements", _digest("statements", wanted, newest=True)
    last = _read(after, asked) if after else None
    kept = [s for s in known if keep is None or keep(s)]
    if last is None and (whole or len(kept) > size):
        return _cut(kept, size, asked)

    def ask(**bounds: Any) -> list[StatementGlance]:
        return list(ledger.glance.statements(**bounds, newest=True))

    return _stored(ask, asked, wanted, size, last, newest=True, keep=keep)


def _kept(
    ledger: Ledger,
    asked: tuple[str, str],
    wanted: dict[str, Any],
    size: int,
    last: tuple[str | None, str] | None,
    *,
    newest: bool,
) -> Page[dict[str, Any]]:
    """A page of what the ledger keeps in order; as of a day, one after which nothing comes is looked for."""
    what = asked[0]
    if wanted.pop("last", False):
        wanted["since"] = "last"
    name = last[1] if last else None
    past = "as_of" in wanted
    if name and not past and ledger.glance.ids([name], what.removesuffix("s")).get(name) != name:
        raise _gone()
    found = getattr(ledger, what)(**wanted, limit=size + 1, beyond=name, newest=newest)
    if name and past and not found and _after(getattr(ledger, what)(**wanted, newest=newest), last) is None:
        raise _gone()
    return _cut([e.as_dict() for e in found], size, asked)


def _stored(
    ask: Callable[..., list[Row]],
    asked: tuple[str, str],
    wanted: dict[str, Any],
    size: int,
    last: tuple[str | None, str] | None,
    *,
    newest: bool,
    keep: Callable[[Row], bool] | None = None,
) -> Page[Row]:
    """Portions of growing size until the page is full."""
    bounds = _bounded(wanted, last[0] if last else None, newest=newest)
    portion = size + 1 + (64 if last or keep else 0)
    while True:
        found = ask(**bounds, limit=portion)
        rows = _after(found, last)
        ended = len(found) < portion
        if rows is None and ended:
            raise _gone()
        kept = [r for r in rows or () if keep is None or keep(r)]
        if ended or len(kept) > size:
            return _cut(kept, size, asked)
        if portion >= MOST_SCANNED and rows:
            return Page(kept, _token_for(asked, rows[-1]))
        portion *= 4


def _bounded(wanted: dict[str, Any], published: str | None, *, newest: bool) -> dict[str, Any]:
    """The filters, narrowed to what can come after a row of that time; a day wider, for zones."""
    day = When.parse(published).first if published else None
    if day is None:
        return wanted
    name, edge = ("until", day + DAY) if newest else ("since", day - DAY)
    own = wanted.get(name)
    if own is not None and ((own.last <= edge) if newest else (own.first >= edge)):
        return wanted
    return wanted | {name: When.parse(edge.isoformat())}


def _after(rows: Sequence[T], last: tuple[str | None, str] | None) -> list[T] | None:
    """The rows after the last one; None when it is not among them."""
    if last is None:
        return list(rows)
    number = next((n for n, row in enumerate(rows) if _fact(row, "id") == last[1]), None)
    return None if number is None else list(rows[number + 1 :])


def _cut(rows: list[Row], size: int, asked: tuple[str, str]) -> Page[Row]:
    more = len(rows) > size
    shown = rows[:size]
    return Page(shown, _token_for(asked, shown[-1]) if more and shown else None)


def _fact(row: Any, name: str) -> Any:
    """A fact of a row, whether it is plain values or a glance."""
    return row.get(name) if isinstance(row, dict) else getattr(row, name)


def _digest(what: str, wanted: dict[str, Any], *, newest: bool) -> str:
    """The question without its page size."""
    said = json.dumps(
        {"what": what, "newest": newest} | {k: str(v) for k, v in wanted.items()}, sort_keys=True
    )
    return blake2b(said.encode(), digest_size=4).hexdigest()


def _token_for(asked: tuple[str, str], row: Any) -> str:
    """The ``next`` that goes on after ``row``."""
    words = json.dumps([asked[1], _fact(row, "published"), _fact(row, "id")]).encode()
    return base64.urlsafe_b64encode(words).decode().rstrip("=")


def _read(token: str, asked: tuple[str, str]) -> tuple[str | None, str]:
    try:
        digest, published, name = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        if published is not None:
            When.parse(published)
    except (ValueError, TypeError, binascii.Error) as error:
        raise Problem(
            400, "cursor", "next is not one that this desk gave; leave it out to start again."
        ) from error
    if digest != asked[1] or not isinstance(name, str):
        raise Problem(400, "cursor", "next belongs to another question; leave it out to start again.")
    return published, name


def _gone() -> Problem:
    return Problem(410, "cursor", "The row that next names is gone; leave it out to start again.")
