"""Reading again: a newer analysis over the stored texts, report by report, and what it finds differently.

Each report is one transaction, and which analysis read it stands beside it: who is interrupted goes on
where he stopped. The older reading is kept, decisions stay, and a report that the newer analysis
cannot read keeps its reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from dateline.ledger.decisions import Anchor
from dateline.ledger.filing import file_report, rejoin
from dateline.ledger.store import Store
from dateline.model.report import Report
from dateline.model.text import Document

__all__ = ["Difference", "Reread", "differences", "reanalyse"]

BATCH = 16
"""Reports whose lines share the parser's batches."""
_SAME = 0.5  # of the words of both, that two findings must share to be one


@dataclass(frozen=True, slots=True)
class Difference:
    """One finding that is new, gone or changed; ``before`` and ``after`` say what it was and is."""

    kind: str
    change: str
    start: int
    end: int
    before: str | None
    after: str | None

    def as_dict(self) -> dict[str, Any]:
        """The difference as plain values."""
        return {
            "kind": self.kind,
            "change": self.change,
            "start": self.start,
            "end": self.end,
            "before": self.before,
            "after": self.after,
        }


@dataclass(frozen=True, slots=True)
class Reread:
    """One report that was read again: what is different, or why it could not be read."""

    report: str
    differences: tuple[Difference, ...] = ()
    error: str | None = None


def reanalyse(store: Store, *, limit: int | None = None) -> Iterator[Reread]:
    """Read every report that another analysis read, oldest arrival first, at most ``limit`` of them.

    Each is in the store when it is given. Raises :class:`~dateline.errors.LedgerError` when it
    cannot be kept.
    """
    from dateline.analysis.edition import edition  # noqa: PLC0415 - the models are loaded when they are needed

    todo = iter(store.unread(edition())[:limit])
    while batch := list(islice(todo, BATCH)):
        before = {name: _stored(store, name) for name in batch}
        for name, after in _read_again(before):
            if isinstance(after, Report):
                store.replace(file_report(after), edition())
                yield Reread(name, differences(before[name].as_dict(), after.as_dict()))
            else:
                yield Reread(name, error=after)


def _stored(store: Store, name: str) -> Report:
    return Report.from_dict(rejoin(store.bodies(name)), store.text(name))


def _read_again(reports: Mapping[str, Report]) -> Iterator[tuple[str, Report | str]]:
    """Each report as it is read now, or what went wrong; one that fails costs the others nothing."""
    from dateline.analysis.steps import analyse_many  # noqa: PLC0415 - spaCy takes a second to import

    documents = [_segmented(report.document) for report in reports.values()]
    try:
        read = list(analyse_many(documents))
    except Exception:  # noqa: BLE001 - find the one that fails below
        for name, document in zip(reports, documents, strict=True):
            yield name, _alone(document)
    else:
        yield from zip(reports, read, strict=True)


def _segmented(document: Document) -> Document:
    """The document with its segments found again: they are no part of the frozen text."""
    from dateline.reading.records import segments_of  # noqa: PLC0415 - see above

    form = document.provenance.form
    return replace(document, segments=segments_of(document.text, document.title, form))


def _alone(document: Document) -> Report | str:
    from dateline.analysis.steps import analyse  # noqa: PLC0415 - see above

    try:
        return analyse(document)
    except Exception as error:  # noqa: BLE001 - a fault of ours is told as one, with the report's name
        return f"{document.id} could not be analysed ({type(error).__name__}: {error}); please report this."


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """What two readings of one report find differently, in the order of the text.

    Findings are the same when they share half of their words, and changed when they say something
    else; ids do not count, for they are only numbers.
    """
    known, found = _findings(before), _findings(after)
    changes: list[Difference] = []
    for anchor, now in found.items():
        near = _nearest(anchor, now, known)
        if near is None:
            changes.append(Difference(anchor.kind, "new", anchor.start, anchor.end, None, now))
        elif (was := known.pop(near)) != now:
            changes.append(Difference(anchor.kind, "changed", anchor.start, anchor.end, was, now))
    changes += [Difference(a.kind, "gone", a.start, a.end, was, None) for a, was in known.items()]
    return tuple(sorted(changes, key=lambda d: (d.start, d.end, d.kind, d.change)))


def _nearest(anchor: Anchor, now: str, known: Mapping[Anchor, str]) -> Anchor | None:
    """The finding of before with the same words, of several the one that says the same."""
    near = [a for a in known if anchor.shared(a) >= _SAME]
    return max(near, key=lambda a: (known[a] == now, anchor.shared(a)), default=None)


def _findings(contract: Mapping[str, Any]) -> dict[Anchor, str]:
    """Everything that a report says, by its words, each in a line."""
    told = [*_statements(contract), *_claims(contract), *_positions(contract)]
    return {
        Anchor("", kind, start, end, str(number)): words
        for number, (kind, start, end, words) in enumerate(told)
    }


_Told = Iterable[tuple[str, int, int, str]]


def _statements(contract: Mapping[str, Any]) -> _Told:
    for said in contract["statements"]:
        spans = [*said["source"], *said["cue"], *said["content"]]
        chain = " ← ".join(hop["name"] for hop in said["chain"])
        content = ", ".join(f"{s}:{e}" for s, e in said["content"])
        speaker = said["speaker"]
        who = f"{speaker['name'] or 'nobody known'} ({speaker['side'] or 'no side'})"
        yield (
            "statement",
            min(s for s, _ in spans),
            max(e for _, e in spans),
            f"{who}, {said['mode']}, words {content}, through {chain or 'nobody'}",
        )


def _claims(contract: Mapping[str, Any]) -> _Told:
    for meeting in contract["meetings"]:
        facts = ", ".join(str(meeting[k]) for k in ("kind", "format", "place", "when") if meeting[k])
        for claim in meeting["assertions"]:
            by = " ← ".join(claim["by"]) or "the report itself"
            yield (
                "meeting",
                claim["start"],
                claim["end"],
                f"{meeting['label']} ({facts}): {claim['status']}, says {by}",
            )


def _positions(contract: Mapping[str, Any]) -> _Told:
    for stand in contract["positions"]:
        words = f"{stand['actor']['name']} {stand['stance']} {stand['issue']}: {stand['issue_text']}"
        condition = stand["condition"]
        yield (
            "position",
            stand["start"],
            stand["end"],
            f"{words}, if {condition['quote']}" if condition else words,
        )
