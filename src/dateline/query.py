"""One question to a ledger, however it was asked: the command line, Python and later a URL parse into it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from dateline.errors import QueryError
from dateline.ledger import Ledger
from dateline.ledger.entry_filters import kind_named, status_named
from dateline.ledger.wanted import moment, name_forms, outlet_forms, phrases, side_named
from dateline.model.actors import ActorKind, KnownActor
from dateline.model.entries import Change, Meeting, Position
from dateline.model.findings import Status
from dateline.model.rows import ReportEntry, StatementEntry
from dateline.model.times import When

__all__ = ["Query", "actors", "changes", "meetings", "positions", "reports", "statements"]

_LAST = "last"


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked; a None does not restrict.

    ``since`` and ``until`` are times of publication (both ends included); ``last`` stands for
    ``since="last"``: what arrived since the ledger was last looked at. ``as_of`` asks for the answer
    that the reports published by then would have given.
    """

    by: str | None = None
    about: str | None = None
    side: str | None = None
    status: Status | None = None
    kind: ActorKind | None = None
    since: When | None = None
    until: When | None = None
    as_of: When | None = None
    outlet: str | None = None
    limit: int | None = None
    last: bool = False

    @classmethod
    def parse(
        cls,
        *,
        by: str | None = None,
        about: str | None = None,
        side: str | None = None,
        status: str | None = None,
        kind: str | None = None,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        outlet: str | None = None,
        limit: str | int | None = None,
    ) -> Query:
        """The question that these words ask, each checked; names are kept as written.

        Raises :class:`~dateline.errors.QueryError` with a sentence that says what to write.
        """
        _check_names(by, about, outlet)
        last = since is not None and since.strip().casefold() == _LAST
        query = cls(
            by=by,
            about=about,
            side=side_named(side) if side is not None else None,
            status=status_named(status) if status is not None else None,
            kind=kind_named(kind) if kind is not None else None,
            since=moment(since.strip(), "--since") if since is not None and not last else None,
            until=moment(until.strip(), "--until") if until is not None else None,
            as_of=moment(as_of.strip(), "--as-of") if as_of is not None else None,
            outlet=outlet,
            limit=_limit(limit),
            last=last,
        )
        return query.in_order()

    def in_order(self) -> Query:
        """The query itself; raises :class:`~dateline.errors.QueryError` when it ends before it begins."""
        first = self.since.first if self.since else None
        last = self.until.last if self.until else None
        if first is not None and last is not None and last < first:
            message = f"--until {last} lies before --since {first}; swap them."
            raise QueryError(message)
        return self

    def words(self, what: str = "statements") -> str:
        """The question in words: ``Statements by Lavrov about ceasefire, since 2025-10-01``."""
        first = [self.status.value if self.status else "", self.kind.value if self.kind else "", what]
        parts = [
            " ".join(w for w in first if w),
            f"by {self.by}" if self.by else "",
            f"of {self.side}" if self.side else "",
            f"about {self.about}" if self.about else "",
            f"in {self.outlet}" if self.outlet else "",
        ]
        times = [
            f"since {self.since.iso}" if self.since else "",
            f"until {self.until.iso}" if self.until else "",
            f"as of {self.as_of.iso}" if self.as_of else "",
            "since the last look" if self.last else "",
            f"at most {self.limit}" if self.limit else "",
        ]
        said = ", ".join([" ".join(p for p in parts if p), *(t for t in times if t)])
        return said[:1].upper() + said[1:]

    def wanted(self, what: str) -> dict[str, Any]:
        """The filters that are set, for the method ``what`` of :class:`~dateline.ledger.Ledger`.

        Raises :class:`~dateline.errors.QueryError` for a filter that does not go with it.
        """
        wanted = {f.name: getattr(self, f.name) for f in fields(self)}
        wanted = {name: value for name, value in wanted.items() if value is not None and value is not False}
        for name in wanted.keys() - _GOES_WITH[what]:
            message = f"--{_OPTIONS.get(name, name)} does not go with {what}; leave it out."
            raise QueryError(message)
        return wanted


_ALL = frozenset({"since", "until", "outlet", "about", "limit"})
_GOES_WITH = {
    "reports": _ALL,
    "statements": _ALL | {"by", "side"},
    "meetings": _ALL | {"by", "side", "status", "as_of"},
    "positions": _ALL | {"by", "side", "as_of"},
    "changes": _ALL | {"by", "side", "last"},
    "actors": _ALL - {"outlet"} | {"by", "side", "kind", "as_of"},
}
_OPTIONS = {"last": "since last", "as_of": "as-of"}


def _check_names(by: str | None, about: str | None, outlet: str | None) -> None:
    """Raise for words without a name or word in them."""
    if by is not None:
        name_forms(by)
    if about is not None:
        phrases(about)
    if outlet is not None:
        outlet_forms(outlet)


def _limit(limit: str | int | None) -> int | None:
    try:
        number = int(limit) if limit is not None else None
    except ValueError:
        number = 0
    if number is not None and number < 1:
        message = f"--limit {limit} is not a number of rows; write a whole number from 1 up."
        raise QueryError(message)
    return number


def reports(ledger: Ledger, query: Query) -> tuple[ReportEntry, ...]:
    """The reports; ``about`` asks for words in their text."""
    return ledger.reports(**query.wanted("reports"))


def statements(ledger: Ledger, query: Query) -> tuple[StatementEntry, ...]:
    """Who said what."""
    return ledger.statements(**query.wanted("statements"))


def meetings(ledger: Ledger, query: Query) -> tuple[Meeting, ...]:
    """Who meets whom, and is it still on."""
    return ledger.meetings(**query.wanted("meetings"))


def actors(ledger: Ledger, query: Query) -> tuple[KnownActor, ...]:
    """Who is who, those first whom most reports name."""
    return ledger.actors(**query.wanted("actors"))


def positions(ledger: Ledger, query: Query) -> tuple[Position, ...]:
    """Where each side stands on each issue."""
    return ledger.positions(**query.wanted("positions"))


def changes(ledger: Ledger, query: Query) -> tuple[Change, ...]:
    """What became different; the ledger's bookmark stays where it is (see ``Ledger.mark_seen``)."""
    wanted = query.wanted("changes")
    if wanted.pop("last", False):
        wanted["since"] = _LAST
    return ledger.changes(**wanted)
